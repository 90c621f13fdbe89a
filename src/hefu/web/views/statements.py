"""Statements as a table: filtered, sorted, paged; and the same in open formats."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from hefu.export.formats import FORMATS
from hefu.ledger.listing import begins
from hefu.ledger.models import Document
from hefu.ledger.paging import part
from hefu.ledger.records import records
from hefu.web import params
from hefu.web.listing import ORDERS, Filter, filter_of, full, statements
from hefu.web.views.page import page
from hefu.web.views.rows import shown
from hefu.web.wording import FIELDS, MEASURES, MODALITIES

SIZE = 50
"""Statements on a page."""


def listing(request: HttpRequest) -> HttpResponse:
    """The table."""
    wanted = filter_of(request.GET)
    pages, keys = params.page_of_part(partial(part, wanted), request.GET, SIZE)
    context = {
        "section": "statements",
        "wanted": wanted,
        "pages": pages,
        "rows": shown(full(keys), reach=60),
        "document": _document(wanted),
        "columns": {name: _turned(name, wanted.sort) for name in ORDERS},
        "measures": MEASURES,
        "modalities": MODALITIES,
        "labels": FIELDS,
        "formats": [one for one in FORMATS.values() if one.available],
    }
    return page(request, "statements.html", context)


def sheet(request: HttpRequest, suffix: str) -> StreamingHttpResponse:
    """All statements of the same filter in an open format, written while they are read.

    They come document by document unless an order is asked for: that is quick whatever their number.
    """
    wanted = filter_of(request.GET)
    if not request.GET.get("sort"):
        wanted = replace(wanted, sort="place")
    chosen = next(one for one in FORMATS.values() if one.suffix == suffix)
    found = records(statements(wanted), evidence=chosen.evidence)
    pieces = chosen.stream(found, request.build_absolute_uri("/").rstrip("/"))
    response = StreamingHttpResponse(pieces, content_type=chosen.media_type)
    response["Content-Disposition"] = f'attachment; filename="statements.{suffix}"'
    return response


def _document(wanted: Filter) -> Document | None:
    """The document that the table is limited to, for its title."""
    if not wanted.doc:
        return None
    return Document.cards().filter(begins(wanted.doc)).first()


def _turned(name: str, sort: str) -> tuple[str, str]:
    """For the head of a column: what its link sorts by, and how the table is sorted by it now."""
    if sort == name:
        return f"-{name}", "ascending"
    return (name, "descending") if sort == f"-{name}" else (f"-{name}" if name in ("period", "value") else name, "")
