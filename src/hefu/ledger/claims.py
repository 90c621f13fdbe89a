"""The claims of the ledger as the audit looks at them, without reading a document again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from sys import intern
from typing import Any, cast

from django.db import connection
from django.db.models import QuerySet

from hefu.audit.claims import Claim
from hefu.ledger import models as rows
from hefu.ledger import store
from hefu.lexicon import areas as gazetteer

Sentence = tuple[int, int]
"""The key of a document and the number of a sentence in it."""
_OWN = (
    "name", "place", "definition", "lead", "tail", "sentence", "cell", "head", "printed", "among", "tier", "period",
    "due", "listed", "revised",
)  # fmt: skip
_COLUMNS = ("document__original", *_OWN, *(f"statement__{name}" for name in store.STATED))
_BATCH = 5000  # rows
_CHUNK = 500  # parameters of one query; SQLite has a limit


def every() -> list[Claim]:
    """All claims of the ledger, in order: as of the others, of documents and places, whenever they were added."""
    documents = rows.Document.objects.values_list("pk", flat=True)
    found = (one for chunk in chunks(documents) for one in _claims(rows.Claim.objects.filter(document__in=chunk)))
    return sorted(found, key=_place)


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


def of_statements(keys: Iterable[int]) -> Iterator[Claim]:
    """The claims of the statements with these keys, document by document."""
    for chunk in chunks(keys):
        found = rows.Claim.objects.filter(statement__in=chunk)
        yield from _claims(found.order_by("document_id", "statement__start"))


def between(document: str, first: int, last: int) -> Iterator[Claim]:
    """The claims of the document with this hash, from one sentence to another, in order."""
    found = rows.Claim.objects.filter(document__original=document, sentence__range=(first, last))
    return _claims(found.order_by("statement__start"))


def of_document(pk: int) -> list[Claim]:
    """The claims of one document, in order."""
    return list(_claims(rows.Claim.objects.filter(document=pk).order_by("statement__start")))


def areas() -> gazetteer.Areas:
    """The gazetteer with the users' areas that the ledger knows."""
    return gazetteer.load().with_more(own_areas())


def own_areas() -> tuple[gazetteer.Area, ...]:
    """The users' areas that the ledger knows, which the built-in gazetteer does not."""
    known = rows.Area.objects.values_list("code", "name", "level", "parent__code", "since", "until")
    return gazetteer.load().unknown(
        gazetteer.Area(code, name, cast(gazetteer.Level, level), above, since, until)
        for code, name, level, above, since, until in known
    )


def _claims(found: QuerySet[rows.Claim]) -> Iterator[Claim]:
    """Read without Django's converters, which take as long as the rules: both databases give plain values here.

    Not by a cursor of the server: PostgreSQL then plans for the first tenth of the rows, and all are wanted.
    """
    sql, parameters = found.values_list(*_COLUMNS).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while batch := cursor.fetchmany(_BATCH):
            for row in batch:
                yield _claim(row)


def _claim(row: Sequence[Any]) -> Claim:
    """Texts are the same object wherever they are the same: a ledger has few, many times."""
    doc, name, place, definition, lead, tail, sentence, cell, head, printed, among, tier, period, *flags = row[:16]
    due, listed, revised = map(bool, flags)
    return Claim(
        intern(doc), store.stated(row[16:], area=intern(place) or None), intern(name), intern(definition), intern(lead),
        intern(tail), sentence, bool(cell), bool(head), bool(printed), intern(among), intern(tier),
        intern(period) or None, due, listed, revised,
    )  # fmt: skip


def chunks(values: Iterable[Any], *, size: int = _CHUNK) -> Iterator[list[Any]]:
    """The values, so many at a time as fit into one query."""
    every = list(values)
    for start in range(0, len(every), size):
        yield every[start : start + size]
