"""Statements as a table: filtered, sorted, paged; and the same as CSV."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from hefu.ledger.models import Document
from hefu.web import params
from hefu.web.listing import ORDERS, Filter, carded, filter_of, full, statements
from hefu.web.sheets import lines
from hefu.web.views.page import page
from hefu.web.views.rows import shown
from hefu.web.wording import FIELDS, MEASURES, MODALITIES

SIZE = 50
"""Statements on a page."""


def listing(request: HttpRequest) -> HttpResponse:
    """The table."""
    wanted = filter_of(request.GET)
    found = params.page_of(statements(wanted).only("pk"), request.GET, SIZE)
    context = {
        "section": "statements",
        "wanted": wanted,
        "pages": found,
        "rows": shown(full(found), reach=60),
        "document": _document(wanted),
        "columns": {name: _turned(name, wanted.sort) for name in ORDERS},
        "measures": MEASURES,
        "modalities": MODALITIES,
        "labels": FIELDS,
    }
    return page(request, "statements.html", context)


def sheet(request: HttpRequest) -> StreamingHttpResponse:
    """All statements of the same filter as CSV, written while they are read."""
    rows = carded(statements(filter_of(request.GET)))
    response = StreamingHttpResponse(lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="statements.csv"'
    return response


def _document(wanted: Filter) -> Document | None:
    """The document that the table is limited to, for its title."""
    if not wanted.doc:
        return None
    return Document.cards().filter(original__sha256__startswith=wanted.doc).first()


def _turned(name: str, sort: str) -> tuple[str, str]:
    """For the head of a column: what its link sorts by, and how the table is sorted by it now."""
    if sort == name:
        return f"-{name}", "ascending"
    return (name, "descending") if sort == f"-{name}" else (f"-{name}" if name in ("period", "value") else name, "")
