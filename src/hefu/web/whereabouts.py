"""Where a statement stands in the file that was added, in the words of the program that opens it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from hefu.ledger.layout import places_between
from hefu.ledger.models import Document, Statement

_PAGED = ("application/pdf", "application/ofd")
_SHEETS = ("spreadsheetml.sheet", "application/vnd.ms-excel", "text/csv", "text/tab-separated-values")
_WORD = "wordprocessingml.document"


def whereabouts(document: Document, statement: Statement) -> str:
    """Page, sheet and cell, paragraph, or row and column of a table; nothing for a file that is text."""
    kind = document.media_type
    if not kind.endswith((*_PAGED, *_SHEETS, _WORD)):
        return ""
    found = places_between(bytes(document.places), statement.start, statement.end)
    if not found:
        return ""
    place = found[0]
    if place.page is not None:
        return _("page {number}").format(number=place.page)
    if place.cell and place.sheet:
        return _("sheet {sheet}, cell {cell}").format(sheet=place.sheet, cell=place.cell)
    if place.cell:
        return _("cell {cell}").format(cell=place.cell)
    if place.table is not None and place.row is not None and place.column is not None:
        numbers = {"table": place.table + 1, "row": place.row + 1, "column": place.column + 1}
        return _("table {table}, row {row}, column {column}").format(**numbers)
    return "" if place.paragraph is None else _("paragraph {number}").format(number=place.paragraph + 1)
