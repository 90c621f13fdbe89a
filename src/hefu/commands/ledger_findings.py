"""The findings of a ledger as lines: what `hefu audit` and `hefu findings` print."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hefu.ledger.models import Finding, FindingFigure

_AT_HAND = 16  # documents; findings that stand beside each other are often of the same ones


def as_jsonl(found: Iterable[Finding]) -> Iterator[str]:
    """One JSON object a line, with the keys of an audit of files, and its state."""
    from hefu.export.findings import KEYS

    places = _places()
    for row in found:
        spans = [_span(figure, places) for figure in row.figures.all()]
        values = row.rule, row.severity, row.message, row.arithmetic, spans, row.identity, row.state
        yield json.dumps(dict(zip((*KEYS, "state"), values, strict=True)), ensure_ascii=False)


def as_text(found: Iterable[Finding]) -> Iterator[str]:
    """For each finding the sentence, the arithmetic, and every figure among the words that it stands in."""
    from hefu.export.findings import among

    text = _texts()
    for row in found:
        state = "" if row.state == "open" else f" ({row.state})"
        yield f"{row.severity} {row.rule}{state} {row.identity}: {row.message}"
        yield from (f"    {line}" for line in row.arithmetic)
        for figure in row.figures.all():
            words = among(text(figure.document_id), figure.start, figure.end)
            yield f"  {figure.document_id}:{figure.start}  {words}  {_name(figure)}"
        yield ""


def _span(figure: FindingFigure, places: Callable[[FindingFigure], list[object]]) -> dict[str, object]:
    from hefu.export.findings import span

    needed = (Decimal(figure.needed_low), Decimal(figure.needed_high)) if figure.needed_low else None
    found = span(_name(figure), figure.start, figure.quote, (), needed)
    return {**found, "place": places(figure), "id": figure.document_id, "sha256": figure.document.original_id}


def _name(figure: FindingFigure) -> str:
    return PurePath(figure.document.name).stem


def _texts() -> Callable[[int], str]:
    from hefu.ledger.models import Document

    @lru_cache(_AT_HAND)
    def text(pk: int) -> str:
        return Document.objects.values_list("text", flat=True).get(pk=pk)

    return text


def _places() -> Callable[[FindingFigure], list[object]]:
    from hefu.export.statements import whereabouts
    from hefu.ledger.store import load_document

    document = lru_cache(_AT_HAND)(load_document)

    def places(figure: FindingFigure) -> list[object]:
        return [whereabouts(place) for place in document(figure.document_id).places(figure.start, figure.end)]

    return places
