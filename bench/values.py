"""Value and unit: does a system read the right figure at the place of every gold quantity?

A gold quantity is answered by the smallest span of a system that covers its first digit. Then
- found: there is such a span;
- value: its number, multipliers worked out, is the gold one, regardless of sign (下降8% is -8 in the gold,
  and only hefu reads verbs) and of the upper end of a range;
- unit: value, and the unit is the gold one under the aliases of the gold's own comparison;
- sign: unit, and sign and upper end agree, too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.remote import Remote
from bench.systems import Found, Text
from bench.tables import Row, Section

ALIASES = {
    "个百分点": "百分点", "度": "千瓦时", "人民币": "元", "km": "公里", "千米": "公里", "㎡": "平方米",
    "平米": "平方米", "周岁": "岁", "％": "%", "千克": "公斤",
}  # fmt: skip
"""One unit with two names, as the gold's own comparison has it."""
UNPRINTED = ("个", "人")
"""Gold units that need not stand in the text: 6434万农村人口."""
ENGLISH = {
    "%": "percent", "元": "yuan", "美元": "US dollars", "吨": "tonnes", "公里": "kilometres", "米": "metres",
    "平方米": "square metres", "平方公里": "square kilometres", "公顷": "hectares", "立方米": "cubic metres",
    "千瓦": "kilowatts", "千瓦时": "kilowatt hours", "年": "years", "天": "days", "个月": "months",
}  # fmt: skip
MEASURES = ("found", "value", "unit", "sign")

Gold = Sequence[tuple[Text, list[dict[str, Any]]]]


@dataclass(slots=True)
class Score:
    """How many gold quantities were found, with value, with unit, with sign; and the first that were not."""

    total: int = 0
    found: int = 0
    value: int = 0
    unit: int = 0
    sign: int = 0
    errors: list[str] | None = None


def section(remotes: Sequence[Remote], gold: Gold, errors: int) -> Section:
    """Every system over every gold text."""
    scores = {remote.name: score(remote, gold) for remote in remotes}
    labels = {"found": "found", "value": "right value", "unit": "right value and unit", "sign": "… with sign and range"}
    rows = [Row(labels[m], {name: _percent(getattr(s, m), s.total) for name, s in scores.items()}) for m in MEASURES]
    handed = next((r for r in remotes if r.name == "quantulum3"), None)
    if handed is not None:
        right, asked = in_english(handed, gold)
        rows.append(Row(f"handed {asked} of them in English", {handed.name: _percent(right, asked)}))
    total = max((s.total for s in scores.values()), default=0)
    details = [f"{name}: {line}" for name, s in scores.items() for line in (s.errors or [])[:errors]]
    note = f"{total:,} quantities of {len(gold)} texts, at the place of each; definitions in docs/bench.md."
    return Section("Value and unit on gold texts", rows, [note], details)


def score(remote: Remote, gold: Gold) -> Score:
    """One system over every gold text."""
    result = Score(errors=[])
    for text, rows in gold:
        spans = remote.find(text)
        for row in rows:
            if row["class"] == "quantity":
                _judge(result, row, smallest(spans, row["at"]))
    return result


def _judge(result: Score, row: Mapping[str, Any], found: Found | None) -> None:
    result.total += 1
    if found is not None:
        result.found += 1
        value = found.value is not None and same(abs(found.value), abs(row["value"]))
        unit = value and same_unit(row, found.unit)
        result.value += value
        result.unit += unit
        result.sign += unit and same(found.value, row["value"]) and same(found.value_max, row.get("value_max"))
        if unit:
            return
    got = "nothing" if found is None else f"{found.value:g} {found.unit}" if found.value is not None else found.unit
    assert result.errors is not None
    result.errors.append(f"{row['doc']}@{row['at']} {row['quote']!r}: {row['value']:g} {row['unit']}, got {got}")


def smallest(spans: Sequence[Found], at: int) -> Found | None:
    """The smallest span that covers a place."""
    hits = [span for span in spans if span.start <= at < span.end]
    return min(hits, key=lambda span: span.end - span.start, default=None)


def same(a: float | None, b: float | None) -> bool:
    """Equal numbers, as the gold's own comparison has it."""
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-5, abs_tol=1e-9)


def same_unit(row: Mapping[str, Any], unit: str | None) -> bool:
    """Equal units under their aliases; a unit that is not printed may be left open."""
    wanted: str = row["unit"]
    if wanted in UNPRINTED and wanted not in row["quote"] and unit in (None, *UNPRINTED):
        return True
    return ALIASES.get(wanted, wanted) == ALIASES.get(unit or "", unit)


def in_english(remote: Remote, gold: Gold) -> tuple[int, int]:
    """An upper bound for a system that reads English only: number and unit alone, multipliers worked out."""
    right = asked = 0
    for _, rows in gold:
        for row in rows:
            words = ENGLISH.get(row.get("unit", "")) if row["class"] == "quantity" else None
            if words is None:
                continue
            asked += 1
            number = abs(row["value"])
            spans = remote.find(Text("", f"{number:.10f}".rstrip("0").rstrip(".") + f" {words}"))
            right += any(same(abs(s.value or 0), number) and same_unit(row, s.unit) for s in spans)
    return right, asked


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"
