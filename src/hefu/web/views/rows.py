"""Rows of lists, with what belongs to them fetched for all of them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from django.db.models import Count
from django.urls import reverse
from django.utils.safestring import SafeString

from hefu.ledger.models import Document, Statement
from hefu.web import periods, wording
from hefu.web.figures import figure
from hefu.web.sentences import REACH, excerpts

FORMATS = {
    "text/plain": "TXT",
    "text/markdown": "MD",
    "text/html": "HTML",
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/ofd": "OFD",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.ms-excel": "XLS",
    "text/csv": "CSV",
    "text/tab-separated-values": "TSV",
}
"""Media type: what people call it."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list, with the number of its statements."""

    document: Document
    statements: int

    @property
    def href(self) -> str:
        return document_address(self.document.original_id)

    @property
    def format(self) -> str:
        return FORMATS.get(self.document.media_type, self.document.media_type)


def counted(documents: Iterable[Document]) -> list[DocumentRow]:
    """Documents with the numbers of their statements; one query for all of them."""
    rows = list(documents)
    numbers = dict(
        Statement.objects.filter(document__in=[row.pk for row in rows])
        .values_list("document")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return [DocumentRow(row, numbers.get(row.pk, 0)) for row in rows]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement in a list, as it is shown."""

    statement: Statement
    sentence: SafeString

    @property
    def href(self) -> str:
        return statement_address(self.statement.document.original_id, self.statement.start)

    @property
    def place(self) -> tuple[int, int]:
        """The key of its document, and where it begins in it."""
        return self.statement.document_id, self.statement.start

    @property
    def period(self) -> str:
        return periods.words(self.statement.period)

    @property
    def measure(self) -> str:
        return str(wording.MEASURES.get(self.statement.series.measure, self.statement.series.measure))

    @property
    def basis(self) -> str:
        return wording.basis(self.statement.series.basis)

    @property
    def modality(self) -> str:
        return str(wording.MODALITIES.get(self.statement.modality, self.statement.modality))

    @property
    def sign(self) -> str:
        return wording.SIGNS.get(self.statement.bound, self.statement.bound)

    @property
    def number(self) -> str:
        return figure_of(self.statement)[0]

    @property
    def unit(self) -> str:
        return figure_of(self.statement)[1]


def shown(statements: Iterable[Statement], reach: int = REACH) -> list[StatementRow]:
    """Statements with their sentences; one query for all texts."""
    rows = list(statements)
    return [StatementRow(row, cut.marked()) for row, cut in zip(rows, excerpts(rows, reach), strict=True)]


def figure_of(statement: Statement) -> tuple[str, str]:
    """Number and unit of a statement, as people read them."""
    highest = Decimal(statement.value_max) if statement.value_max else None
    return figure(Decimal(statement.value), statement.series.unit, highest)


@lru_cache(8192)
def document_address(sha256: str) -> str:
    """Where a document is shown. Kept, because a page asks for it for every figure."""
    return reverse("document", args=[sha256])


def statement_address(sha256: str, start: int) -> str:
    """The permanent link of a statement: the beginning of its document's hash and its place in the text."""
    return f"{document_address(sha256)}?s={start}#s{start}"


def passage_address(sha256: str, start: int, end: int) -> str:
    """Where any words of a document stand, set off."""
    return f"{document_address(sha256)}?at={start}-{end}#at"
