"""The claims of the ledger as the audit looks at them, without reading a document again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from sys import intern
from typing import Any, cast

from django.db.models import QuerySet

from hefu.audit.claims import Claim
from hefu.ledger import models as rows
from hefu.ledger import store
from hefu.lexicon import areas as gazetteer

Sentence = tuple[int, int]
"""The key of a document and the number of a sentence in it."""
_OWN = (
    "name", "place", "definition", "lead", "tail", "sentence", "cell", "head", "printed", "among", "tier", "period",
    "due", "listed",
)  # fmt: skip
_COLUMNS = ("document__original", *_OWN, *(f"statement__{name}" for name in store.STATED))
_CHUNK = 500  # parameters of one query; SQLite has a limit


def every() -> list[Claim]:
    """All claims of the ledger, in order: as of the others, of documents and places, whenever they were added."""
    return sorted(_claims(rows.Claim.objects.all()), key=_place)


def of_subjects(keys: Iterable[str]) -> list[Claim]:
    """All claims of these subjects, in order."""
    found = (one for chunk in chunks(keys) for one in _claims(rows.Claim.objects.filter(key__in=chunk)))
    return sorted(found, key=_place)


def of_sentences(wanted: Iterable[Sentence]) -> list[Claim]:
    """All claims of these sentences, in order."""
    by_document: dict[int, list[int]] = {}
    for document, number in wanted:
        by_document.setdefault(document, []).append(number)
    found: list[Claim] = []
    for document, numbers in by_document.items():
        for chunk in chunks(numbers):
            found += _claims(rows.Claim.objects.filter(document=document, sentence__in=chunk))
    return sorted(found, key=_place)


def _place(claim: Claim) -> tuple[str, int]:
    return claim.doc, claim.statement.start


def areas() -> gazetteer.Areas:
    """The gazetteer with the users' areas that the ledger knows."""
    known = rows.Area.objects.values_list("code", "name", "level", "parent__code", "since", "until")
    return gazetteer.load().with_more(
        gazetteer.Area(code, name, cast(gazetteer.Level, level), above, since, until)
        for code, name, level, above, since, until in known
    )


def _claims(found: QuerySet[rows.Claim]) -> Iterator[Claim]:
    for doc, *values in found.values_list(*_COLUMNS).iterator(chunk_size=5000):
        yield _claim(intern(doc), values)


def _claim(doc: str, values: list[Any]) -> Claim:
    """Texts are the same object wherever they are the same: a ledger has few, many times."""
    name, place, definition, lead, tail, sentence, cell, head, printed, among, tier, period, due, listed = values[:14]
    return Claim(
        doc, store.stated(values[14:], area=intern(place) or None), intern(name), intern(definition), intern(lead),
        intern(tail), sentence, cell, head, printed, intern(among), intern(tier), intern(period) or None, due, listed,
    )  # fmt: skip


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The values, so many at a time as fit into one query."""
    every = list(values)
    for start in range(0, len(every), _CHUNK):
        yield every[start : start + _CHUNK]
