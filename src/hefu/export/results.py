"""Targets as results in the form of the IATI standard, as JSON: indicator, baseline, period, target, actual, documents.

An indicator of the standard is a target here; every value has the link to its sentence as its document link.
Values are texts in their printed precision, periods days from first to last.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hefu.plan.assessment import Assessment, Stated

_MEASURES = {"growth": "2", "ratio": "2"}
"""Codes of IndicatorMeasure: 1 unit, 2 percentage, 5 qualitative."""

_LINK = "A08"
"""Code of DocumentCategory: results, outcomes and outputs."""


@dataclass(frozen=True, slots=True)
class Aimed:
    """A target with its verdict. plan: title of its document.  titles: of all documents that it rests on, by hash."""

    assessment: Assessment
    plan: str
    titles: dict[str, str]


def as_results(found: Iterable[Aimed], site: str = "") -> Iterator[str]:
    """One JSON object: `results`, one a target, in pieces."""
    yield '{"results": ['
    for number, one in enumerate(found):
        yield (",\n" if number else "\n") + json.dumps(result(one, site), ensure_ascii=False)
    yield "\n]}\n"


def result(one: Aimed, site: str = "") -> dict[str, Any]:
    """A target as a result with one indicator."""
    assessment = one.assessment
    said = assessment.aim.stated
    first, last = days(said.period)
    told = assessment.results
    period: dict[str, Any] = {"target": [_value(said, one, site)], "actual": [_value(each, one, site) for each in told]}
    if last:
        period = {"period-start": {"iso-date": first}, "period-end": {"iso-date": last}} | period
    indicator: dict[str, Any] = {
        "measure": "5" if said.value is None else _MEASURES.get(said.measure, "2" if said.unit == "%" else "1"),
        "ascending": assessment.aim.direction != "down",
        "title": {"narrative": said.name},
        "description": {"narrative": " ".join(filter(None, (said.area, said.indicator, said.unit)))},
        "period": [period],
    }
    if assessment.base is not None:
        base = assessment.base
        indicator["baseline"] = [_value(base, one, site) | ({"year": base.period[:4]} if base.period else {})]
    return {
        "type": "2",
        "title": {"narrative": one.plan},
        "indicator": [indicator],
        "hefu": {"verdict": assessment.verdict, "rule": assessment.rule, "provisional": assessment.provisional,
                 "reason": assessment.reason, "formula": assessment.formula or None, "measure": said.measure,
                 "unit": said.unit, "area": said.area, "binding": assessment.aim.binding},
    }  # fmt: skip


def _value(said: Stated, one: Aimed, site: str) -> dict[str, Any]:
    link = {
        "url": f"{site}/documents/{said.doc[:16]}/?s={said.start}#s{said.start}",
        "title": {"narrative": one.titles.get(said.doc, said.doc)},
        "category": {"code": _LINK},
        "quote": said.quote, "doc": said.doc, "start": said.start, "end": said.end,
    }  # fmt: skip
    value = said.text if said.value is None else str(said.value)
    row: dict[str, Any] = {"value": value, "document-link": [link]}
    if said.value_max is not None:
        row["value-max"] = str(said.value_max)
    if said.bound not in (None, "="):
        row["bound"] = said.bound
    if said.period:
        row["period"] = said.period
    return row


def days(period: str | None) -> tuple[str | None, str | None]:
    """First and last day of a period: `2023-01-01`, `2023-11-30` of `2023-01/2023-11`."""
    if not period:
        return None, None
    first, _, last = period.partition("/")
    return f"{first}-01-01"[:10] if len(first) == 4 else f"{first}-01"[:10], _last(last or first)


def _last(text: str) -> str:
    year, month, day = [*text.split("-"), "", ""][:3]
    month = month or "12"
    return f"{year}-{month}-{day or monthrange(int(year), int(month))[1]:02}"
