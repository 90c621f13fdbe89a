"""The published Chinese specs of Recognizers-Text: its PyPI release by its own test, hefu by value and unit.

Its own test asks for the same words, values and units of all results, and no more results. hefu's results must be
as many, stand at the place of the spec's, and have the same value and unit; a period must be the same days.
"""

from __future__ import annotations

import calendar
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.cases import FILES, Case, load
from bench.remote import AnswerError, Remote
from bench.scope import out_of_scope
from bench.systems.names import UNITS
from bench.tables import Row, Section

PEER = "Recognizers-Text"
LABELS = {
    "numbers": "numbers", "percentages": "percentages", "currencies": "currencies", "dimensions": "dimensions",
    "periods": "date periods",
}  # fmt: skip
SCALED = {"Kilobit": ("比特", 1e3), "Kilobyte": ("字节", 1e3), "Megabyte": ("MB", 1.0)}
"""Units that may as well be read as a thousand of a smaller one."""
SHARES = ("%", "‰", "百分点")
PHYSICAL = {"length", "area", "volume", "mass", "data", "bandwidth", "frequency", "power", "energy"}
_NUMERAL = re.compile("[零〇一二三四五六七八九十百千万亿两]")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a system did on a case, and what it said."""

    case: Case
    right: bool
    said: str
    reason: str | None


def section(remotes: Sequence[Remote], folder: Path, errors: int) -> Section:
    """Every model, on all cases and on those in hefu's scope."""
    able = [r for r in remotes if r.name in ("hefu", PEER)]
    rows: list[Row] = []
    details: list[str] = []
    for model in FILES:
        cases = list(load(folder, model))
        verdicts = {remote.name: [_verdict(remote, case) for case in cases] for remote in able}
        rows.append(Row(f"{LABELS[model]}, all cases", {n: _rate(v) for n, v in verdicts.items()}))
        inside = {n: [one for one in v if one.reason is None] for n, v in verdicts.items()}
        rows.append(Row("… in hefu's scope", {n: _rate(v) for n, v in inside.items()}))
        details += _details(LABELS[model], verdicts.get("hefu", []), errors)
    note = (
        "the cases that its authors want of the Python release, by its own test; hefu by place, value and unit. "
        "What is out of hefu's scope, and why, stands in docs/bench.md."
    )
    return Section("Chinese specs of Recognizers-Text", rows, [note], details)


def _verdict(remote: Remote, case: Case) -> Verdict:
    outside = out_of_scope(case)
    reason = outside.name if outside else None
    judge = as_published if remote.name == PEER else by_value
    words = case.words if remote.name == PEER else with_unit(case)
    try:
        results = remote.spec(case.model, words, case.reference)
    except AnswerError as error:
        return Verdict(case, False, str(error), reason)
    return Verdict(case, judge(case, results), _said(results), reason)


def with_unit(case: Case) -> str:
    """The input, with 元 behind it when it is one Chinese numeral: hefu reads these only before a unit."""
    words = case.words.strip()
    alone = case.model == "numbers" and case.expected == (words,)
    return (
        f"{words}元"
        if alone and _NUMERAL.search(words) and words[-1] in "零〇一二三四五六七八九十百千万亿两多"
        else words
    )


# ---------------------------------------------------------------- the two tests


def as_published(case: Case, results: Sequence[Mapping[str, Any]]) -> bool:
    """The test of Recognizers-Text itself: words, resolution, and for periods both readings."""
    if len(results) != len(case.results):
        return False
    keys = ("Timex", "FutureResolution", "PastResolution") if case.reference else ("value", "unit")
    inner = "Value" if case.reference else "Resolution"
    return all(
        got["Text"] == want["Text"] and all(got.get(inner, {}).get(k) == want[inner].get(k) for k in keys)
        for got, want in zip(results, case.results, strict=True)
    )


def by_value(case: Case, results: Sequence[Mapping[str, Any]]) -> bool:
    """As many results at the same places, with the same values and units, or the same days."""
    kept = [result for result in results if _belongs(case.model, result)]
    if len(kept) != len(case.results):
        return False
    pairs = zip(kept, case.results, case.spans, strict=True)
    return all(
        got["start"] < end and got["end"] > start and _agrees(case, got, want) for got, want, (start, end) in pairs
    )


def _belongs(model: str, result: Mapping[str, Any]) -> bool:
    """Whether a model is asked for results of this kind: hefu's layer gives all quantities."""
    dimension = (result.get("dimension") or "").split("/")[0]
    match model:
        case "percentages":
            return result["unit"] in SHARES
        case "currencies":
            return bool(dimension == "money")
        case "dimensions":
            return dimension in PHYSICAL
    return True


def _agrees(case: Case, got: Mapping[str, Any], want: Mapping[str, Any]) -> bool:
    if case.reference:
        return any(same_days(got["period"], want["Value"][key]) for key in ("FutureResolution", "PastResolution"))
    resolution = want["Resolution"]
    if resolution["value"] is None:
        return False
    value, unit = float(resolution["value"].rstrip("%")), resolution.get("unit")
    if case.model in ("numbers", "percentages"):
        parts = {"%": 100, "‰": 1000}.get(got["unit"], 1)
        if case.model == "percentages" and parts == 1000:
            return _same(got["value"] / 10, value)
        return _same(got["value"], value) or (case.model == "numbers" and _same(got["value"] / parts, value))
    other, factor = SCALED.get(unit, (None, 1.0))
    scaled = got["unit"] == other and _same(got["value"], value * factor)
    return scaled or (got["unit"] == UNITS.get(unit, unit) and _same(got["value"], value))


def same_days(period: str, wanted: Mapping[str, str]) -> bool:
    """Whether an ISO period is `startDate` up to `endDate`.

    The spec counts 2016年 up to 2017-01-01 but 从2016到2018 up to 2018-01-01, which leaves out 2018;
    for hefu both years belong to it. So a period may end where its last part begins, too.
    """
    if not wanted:
        return False
    first, _, last = period.partition("/")
    begins, ends = _days(first)[0], _days(last or first)
    start, end = date.fromisoformat(wanted["startDate"]), date.fromisoformat(wanted["endDate"])
    return begins == start and (ends[1] + timedelta(days=1) == end or (bool(last) and ends[0] == end))


def _days(iso: str) -> tuple[date, date]:
    """First and last day of a year, month or day."""
    year, *rest = map(int, iso.split("-"))
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    if len(rest) == 1:
        return date(year, rest[0], 1), date(year, rest[0], calendar.monthrange(year, rest[0])[1])
    return date(year, *rest), date(year, *rest)


# ---------------------------------------------------------------- what is shown


def _rate(verdicts: Sequence[Verdict]) -> str:
    right = sum(verdict.right for verdict in verdicts)
    return f"{right} of {len(verdicts)} ({100 * right / len(verdicts):.1f} %)" if verdicts else "–"


def _details(label: str, verdicts: Sequence[Verdict], errors: int) -> list[str]:
    """The cases that hefu should get and does not, then how many are out of scope for each reason."""
    missed = [v for v in verdicts if v.reason is None and not v.right]
    lines = [f"{label}: {v.case.words!r} wants {_wanted(v.case)}, got {v.said}" for v in missed[:errors]]
    reasons = Counter(v.reason for v in verdicts if v.reason)
    return lines + [f"{label}, out of scope: {name}: {n}" for name, n in reasons.most_common()]


def _wanted(case: Case) -> str:
    if case.reference:
        return "; ".join(f"{r['Text']} {r['Value']['PastResolution']}" for r in case.results)
    return "; ".join(
        f"{r['Text']} = {r['Resolution']['value']} {r['Resolution'].get('unit', '')}" for r in case.results
    )


def _said(results: Sequence[Mapping[str, Any]]) -> str:
    return (
        "; ".join(result.get("period") or f"{result.get('value')} {result.get('unit')}" for result in results)
        or "nothing"
    )


def _same(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-12)
