"""Findings as JSON Lines and as text for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from hefu.export.statements import whereabouts
from hefu.model import Document, Figure, Finding
from hefu.places import Place

_MARGIN = 18


KEYS = ("rule", "severity", "message", "arithmetic", "spans", "identity")
"""Of a finding, in order."""


def as_jsonl(findings: Iterable[Finding], documents: Mapping[str, Document]) -> Iterator[str]:
    """One JSON object a line: rule, severity, message, arithmetic, and the span of every figure that takes part."""
    for finding in findings:
        spans = [_span(figure, documents[figure.doc]) for figure in finding.figures]
        values = finding.rule, finding.severity, finding.message, finding.arithmetic, spans, finding.identity
        yield json.dumps(dict(zip(KEYS, values, strict=True)), ensure_ascii=False)


def as_text(findings: Iterable[Finding], documents: Mapping[str, Document]) -> Iterator[str]:
    """For each finding the sentence, the arithmetic, and every figure among the words that it stands in."""
    for finding in findings:
        yield f"{finding.severity} {finding.rule}: {finding.message}"
        yield from (f"    {line}" for line in finding.arithmetic)
        yield from (
            f"  {figure.doc}:{figure.statement.start}  "
            + among(documents[figure.doc].text, figure.statement.start, figure.statement.end)
            for figure in finding.figures
        )
        yield ""


def _span(figure: Figure, document: Document) -> dict[str, object]:
    statement = figure.statement
    places = document.places(statement.start, statement.end)
    return span(figure.doc, statement.start, statement.quote, places, figure.needed)


def span(
    doc: str, start: int, quote: str, places: Iterable[Place], needed: tuple[Decimal, Decimal] | None
) -> dict[str, object]:
    """The keys of a figure, in order."""
    return {
        "doc": doc,
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "place": [whereabouts(place) for place in places],
        "needed": [_end(value) for value in needed] if needed else None,
    }


def _end(value: Decimal) -> float | None:
    """An end of an interval; None for one that is open."""
    return float(value) if value.is_finite() else None


def among(text: str, start: int, end: int) -> str:
    """A figure among the words that it stands in: …总收入【86.2亿元】。2021年…"""
    before, after = text[max(start - _MARGIN, 0) : start], text[end : end + _MARGIN]
    return "".join(f"{before}【{text[start:end]}】{after}".split())
