"""Targets as JSON Lines: the target, its base, its results and the verdict, each figure with its span."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hefu.plan.assessment import Assessment, Stated
from hefu.plan.changes import Change

Name = Callable[[str], str]
"""The name of a document by which it is told: its file's, without suffix."""


def as_row(found: Assessment, *, area: str | None, name: Name) -> dict[str, Any]:
    """One target with its verdict. area: as the document names it."""
    said = found.aim.stated
    return {
        "indicator": said.indicator,
        "area": area,
        "period": said.period,
        "measure": said.measure,
        "target": _aim(said, name),
        "base": None if found.base is None else _result(found.base, name),
        "results": [_result(one, name) for one in found.results],
        "verdict": found.verdict,
        "rule": found.rule,
        "progress": _number(found.progress),
        "formula": found.formula or None,
        "provisional": found.provisional,
        "reason": found.reason,
        "binding": found.aim.binding,
    }


def as_change(found: Change, *, name: Name) -> dict[str, Any]:
    """A target as it was and as it is now, or the document that no longer names it."""
    said = found.before.stated
    return {
        "change": found.kind,
        "indicator": said.indicator,
        "period": said.period,
        "before": _aim(said, name),
        "after": None if found.after is None else _aim(found.after.stated, name),
        "review": None if found.review is None else name(found.review),
    }


def line(row: dict[str, Any]) -> str:
    """A row as a line of JSON."""
    return json.dumps(row, ensure_ascii=False)


def _aim(said: Stated, name: Name) -> dict[str, Any]:
    return {
        "doc": name(said.doc),
        "start": said.start,
        "end": said.end,
        "quote": said.quote,
        "value": _number(said.value),
        "value_max": _number(said.value_max),
        "unit": said.unit,
        "bound": said.bound,
        "text": said.text,
    }


def _result(said: Stated, name: Name) -> dict[str, Any]:
    return {
        "doc": name(said.doc),
        "start": said.start,
        "end": said.end,
        "quote": said.quote,
        "period": said.period,
        "value": _number(said.value),
        "modality": said.modality,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
