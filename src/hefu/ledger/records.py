"""Statements of the open ledger as records to be exported: read in a stream, a bounded number at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from hefu.export.cited import CONTEXT, Cited
from hefu.ledger import store
from hefu.ledger.models import Document, Finding, FindingFigure, Statement
from hefu.read.excerpts import excerpt

CHUNK = 500
"""Statements that are looked at together; of so many documents, at most, texts are held at a time."""

_OWN = ("pk", "document_id", "series__area_name", "series__indicator__name", "series__area__code", "found")


_FIGURES = FindingFigure.objects.filter(finding__state__in=(Finding.OPEN, Finding.CONFIRMED))
"""Of findings that were neither dismissed nor have resolved themselves."""


@dataclass(frozen=True, slots=True)
class _Card:
    """A document as its statements need it."""

    text: str
    sha256: str
    name: str
    title: str | None
    published: str | None
    url: str | None


def records(rows: QuerySet[Statement], *, evidence: bool = False) -> Iterator[Cited]:
    """The statements in their order. evidence: with the words and rules that each field was taken from."""
    columns = (*_OWN, *store.STATED, *(("evidence",) if evidence else ()))
    found = rows.annotate(found=Exists(_FIGURES.filter(statement=OuterRef("pk")))).values_list(*columns)
    cards: dict[int, _Card] = {}
    stream = found.iterator(chunk_size=CHUNK)
    while chunk := list(islice(stream, CHUNK)):
        cards = _cards({row[1] for row in chunk}, cards)
        findings = _findings([row[0] for row in chunk if row[5]])
        for row in chunk:
            yield _cited(row, cards[row[1]], findings.get(row[0], ()))


def _cited(row: Sequence[Any], card: _Card, findings: tuple[str, ...]) -> Cited:
    own, fields = len(_OWN), len(store.STATED)
    statement = store.stated(row[own : own + fields], area=row[2] or None, evidence=row[own + fields :])
    start, end = statement.start, statement.end
    return Cited(
        statement,
        sha256=card.sha256,
        name=card.name,
        title=card.title,
        published=card.published,
        url=card.url,
        concept=row[3],
        code=row[4],
        sentence=str(excerpt(card.text, start, end)),
        prefix=card.text[max(start - CONTEXT, 0) : start],
        suffix=card.text[end : end + CONTEXT],
        findings=findings,
    )


def _cards(wanted: set[int], known: dict[int, _Card]) -> dict[int, _Card]:
    """The cards of these documents; those of the chunk before are not asked for again."""
    kept = {key: known[key] for key in wanted & known.keys()}
    missing = Document.objects.filter(pk__in=wanted - kept.keys())
    for key, text, sha256, name, *rest in missing.values_list(
        "pk", "text", "original_id", "name", "title", "published", "url"
    ):
        title, published, url = (value or None for value in rest)
        kept[key] = _Card(text, sha256, name, title, published, url)
    return kept


def _findings(keys: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The findings that statements take part in."""
    found: dict[int, dict[str, None]] = {}
    figures = _FIGURES.filter(statement__in=keys).order_by("finding") if keys else _FIGURES.none()
    for key, identity in figures.values_list("statement", "finding__identity"):
        found.setdefault(key, {})[identity] = None
    return {key: tuple(identities) for key, identities in found.items()}
