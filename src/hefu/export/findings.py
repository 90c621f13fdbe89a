"""Findings as JSON Lines and as text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from hefu.export.statements import whereabouts
from hefu.model import Document, Figure, Finding

_MARGIN = 18


def as_jsonl(findings: Iterable[Finding], documents: Mapping[str, Document]) -> Iterator[str]:
    """One JSON object a line: rule, severity, message, arithmetic, and the span of every figure that takes part."""
    for finding in findings:
        row = {
            "rule": finding.rule,
            "severity": finding.severity,
            "message": finding.message,
            "arithmetic": list(finding.arithmetic),
            "spans": [_span(figure, documents[figure.doc]) for figure in finding.figures],
            "identity": finding.identity,
        }
        yield json.dumps(row, ensure_ascii=False)


def as_text(findings: Iterable[Finding], documents: Mapping[str, Document]) -> Iterator[str]:
    """For each finding the sentence, the arithmetic, and every figure among the words that it stands in."""
    for finding in findings:
        yield f"{finding.severity} {finding.rule}: {finding.message}"
        yield from (f"    {line}" for line in finding.arithmetic)
        yield from (
            f"  {figure.doc}:{figure.statement.start}  {_among(figure, documents)}" for figure in finding.figures
        )
        yield ""


def _span(figure: Figure, document: Document) -> dict[str, object]:
    statement = figure.statement
    return {
        "doc": figure.doc,
        "start": statement.start,
        "end": statement.end,
        "quote": statement.quote,
        "place": [whereabouts(place) for place in document.places(statement.start, statement.end)],
        "needed": [_end(value) for value in figure.needed] if figure.needed else None,
    }


def _end(value: Decimal) -> float | None:
    """An end of an interval; None for one that is open."""
    return float(value) if value.is_finite() else None


def _among(figure: Figure, documents: Mapping[str, Document]) -> str:
    text, statement = documents[figure.doc].text, figure.statement
    before = text[max(statement.start - _MARGIN, 0) : statement.start]
    after = text[statement.end : statement.end + _MARGIN]
    return "".join(f"{before}【{statement.quote}】{after}".split())
