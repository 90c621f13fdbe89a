"""Every span against its text, document by document, and what follows from a figure against the figure."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import QuerySet

from hefu.errors import LedgerError
from hefu.ledger import store
from hefu.ledger.checking.defects import REPAIR, REREAD, SEARCH, Defect
from hefu.ledger.layout import unpack, unpack_segments
from hefu.ledger.models import (
    Correction,
    Document,
    Finding,
    FindingFigure,
    Folded,
    Item,
    Numeral,
    Review,
    Statement,
    Target,
)
from hefu.ledger.search import OF_STATEMENTS, OF_TARGETS, fold, folded

_BATCH = 500
_STATED = (
    "start", "end", "value", "value_max", "number", "period", "period_end", "evidence", "folded", *OF_STATEMENTS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Text:
    """A document: its key, its text."""

    pk: int
    text: str

    def defect(self, what: str, advice: str = REREAD, derived: str = "") -> Defect:
        return Defect(f"document {self.pk}", what, advice, derived)


def check() -> Iterator[Defect]:
    """One document at a time: its parts, then all that names words of it."""
    rows = Document.objects.order_by("pk").values_list("pk", "text", "layout", "places")
    for pk, text, layout, places in rows.iterator(chunk_size=1):
        document = _Text(pk, text)
        yield from _parts(document, layout, places)
        yield from _statements(document)
        yield from _targets(document)
        for name, found in _quoted(pk).items():
            yield from _spans(document, name, found)
        for name, found in _said(pk).items():
            for start, quote in found.values_list("start", "quote").iterator(chunk_size=_BATCH):
                if not text.startswith(quote, start):
                    yield document.defect(f"the {name} at {start} names {quote!r}, where other words stand")


def _parts(document: _Text, layout: Any, places: Any) -> Iterator[Defect]:
    try:
        segments = unpack_segments(bytes(places))
        unpack(bytes(layout))
    except (zlib.error, ValueError, KeyError, TypeError, IndexError) as error:
        yield document.defect(f"outline, tables or places cannot be read ({error})")
    else:
        if any(one.start < 0 or one.end > len(document.text) for one in segments):
            yield document.defect("it has places of characters behind its end")
    folded = Folded.objects.filter(document=document.pk).values_list("text", flat=True).first()
    if folded is not None and folded != fold(document.text):
        yield document.defect("its text for searching is not that of its text", REPAIR, SEARCH)


def _quoted(pk: int) -> dict[str, QuerySet[Any, Any]]:
    """Rows that hold a span of a document and, but for two, the words that stand there."""
    figures = FindingFigure.objects.filter(document=pk).exclude(finding__state=Finding.RESOLVED)
    reviews = Review.objects.filter(document=pk, undone=None, lost="")
    return {
        "target": Target.objects.filter(plan=pk, gone=False).order_by("start").values_list("start", "end", "quote"),
        "figure of a finding": figures.order_by("start").values_list("start", "end", "quote"),
        "review": reviews.values_list("start", "end", "quote"),
        "item of the plan": Item.objects.filter(plan=pk).values_list("start", "end"),
        "numeral": Numeral.objects.filter(document=pk).order_by("start").values_list("start", "end"),
    }


def _said(pk: int) -> dict[str, QuerySet[Any]]:
    return {"correction": Correction.objects.filter(document=pk, undone=None, lost="")}


def _spans(document: _Text, name: str, found: QuerySet[Any, Any]) -> Iterator[Defect]:
    for start, end, *quotes in found.iterator(chunk_size=_BATCH):
        if not 0 <= start < end <= len(document.text):
            yield document.defect(f"the {name} at {start} ends at {end}, of {len(document.text)} characters")
        elif quotes and document.text[start:end] != quotes[0]:
            yield document.defect(f"the {name} at {start} quotes {quotes[0]!r}, where other words stand")


def _statements(document: _Text) -> Iterator[Defect]:
    rows = Statement.objects.filter(document=document.pk).order_by("start").values_list(*_STATED)
    for row in rows.iterator(chunk_size=_BATCH):
        values = dict(zip(_STATED, row, strict=True))
        where = f"the statement at {values['start']}"
        if document.text[values["start"] : values["end"]] != values["quote"]:
            yield document.defect(f"{where} quotes {values['quote']!r}, where other words stand")
        for start, end in ((one[2], one[3]) for one in values["evidence"]):
            if start is not None and not 0 <= start <= end <= len(document.text):
                yield document.defect(f"{where} has evidence at {start} to {end}, of {len(document.text)} characters")
        if wrong := _figure(values):
            yield document.defect(f"{where}: {wrong}")
        if values["folded"] != folded(values[name] for name in OF_STATEMENTS):
            yield document.defect(f"{where} has other words for searching than it states", REPAIR, SEARCH)


def _targets(document: _Text) -> Iterator[Defect]:
    columns = "start", "gone", "published", "plan__document__published", "folded", *OF_TARGETS
    rows = Target.objects.filter(plan=document.pk).order_by("start").values_list(*columns)
    for start, gone, day, published, kept, *words in rows.iterator(chunk_size=_BATCH):
        if kept != folded(words):
            what = f"the target at {start} has other words for searching than it states"
            yield document.defect(what, REPAIR, SEARCH)
        if day != published and not gone:
            yield document.defect(
                f"the target at {start} is of {day or 'no day'}, its document of {published or 'none'}"
            )


def _figure(values: dict[str, Any]) -> str:
    """What does not follow from the value and the period, in words."""
    try:
        number = float(Decimal(values["value"]))
        Decimal(values["value_max"] or 0)
        last_day = store.last_day(values["period"])
    except (InvalidOperation, ValueError, LedgerError):
        return f"the value {values['value']!r} or the period {values['period']!r} is none"
    if number != values["number"]:
        return f"it is sorted as {values['number']}, but its value is {values['value']}: one of them was altered"
    if last_day != values["period_end"]:
        return f"it is sorted under {values['period_end']!r}, but its period is {values['period']!r}"
    return ""
