"""Passages of documents that tasks serve and reports are proved by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from hefu.errors import UsageError
from hefu.ledger.listing import begins
from hefu.ledger.models import Document, Statement
from hefu.office.models import Passage

NONE: dict[str, Any] = {"sha256": "", "start": None, "quote": ""}
"""The fields of no passage."""

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage for a reader.

    title: of its document, '' where the ledger no longer has it.  stands: its words still stand at its place.
    statement: where the first figure of the ledger in it begins.
    """

    sha256: str
    start: int | None
    quote: str
    title: str
    stands: bool
    statement: int | None


def find(document: str, quote: str = "") -> dict[str, Any]:
    """The fields of a passage: a document by its title, file name or the beginning of its hash, and words of it.

    Without words it is the document as a whole. UsageError where no document, or more than one, fits, and where the
    words are not there or stand there more than once.
    """
    row = named(document.strip())
    words = quote.strip()
    if not words:
        return {"sha256": row.original_id, "start": None, "quote": ""}
    text = Document.objects.values_list("text", flat=True).get(pk=row.pk)
    times = text.count(words)
    if times != 1:
        said = _("stands in it {n} times: give more of the sentence") if times else _("does not stand in it")
        raise UsageError(f"{row}: “{words[:40]}” " + said.format(n=times))
    return {"sha256": row.original_id, "start": text.index(words), "quote": words}


def at(sha256: str, start: int) -> dict[str, Any]:
    """The fields of the passage that a statement of the ledger is, or the line that begins at a place."""
    row = Document.cards().filter(begins(sha256)).first()
    if row is None:
        raise UsageError(_("The ledger has no document {name}.").format(name=sha256[:16]))
    found = Statement.objects.filter(document=row, start=start).first()
    if found is not None:
        return {"sha256": row.original_id, "start": start, "quote": found.quote}
    text = Document.objects.values_list("text", flat=True).get(pk=row.pk)
    line = text[start : start + _LONGEST].partition("\n")[0]
    if not line.strip():
        raise UsageError(_("{document} has no words at {start}.").format(document=row, start=start))
    return {"sha256": row.original_id, "start": start, "quote": line}


def shown(row: Passage) -> Shown | None:
    """The passage of a row, held against the document as it is now; None where it has none."""
    if not row.sha256:
        return None
    found = Document.objects.filter(original_id=row.sha256).first()
    stands = found is not None and (row.start is None or found.text[row.start :].startswith(row.quote))
    figure = None
    if stands and row.start is not None:
        inside = Statement.objects.filter(document=found, start__gte=row.start, start__lt=row.start + len(row.quote))
        figure = inside.order_by("start").values_list("start", flat=True).first()
    return Shown(row.sha256, row.start, row.quote, str(found) if found else "", stands, figure)


def named(name: str) -> Document:
    """The document of a title, file name or beginning of its hash. UsageError where none, or more than one, fits."""
    if not name:
        raise UsageError(_("words of a document need the document, too"))
    fits = Q(title=name) | Q(name=name)
    if len(name) >= 8:
        fits |= Q(original__sha256__startswith=name.lower())
    found = list(Document.cards().filter(fits)[:2]) or list(Document.cards().filter(title__contains=name)[:2])
    if len(found) != 1:
        few = _("more than one document is called {name}") if found else _("no document of the ledger is called {name}")
        raise UsageError(few.format(name=f"“{name}”"))
    return found[0]
