"""Search over texts and statements, for terms of any length."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hefu.ledger import search
from hefu.ledger.models import Document
from hefu.web import params
from hefu.web.listing import LARGE
from hefu.web.views.page import page
from hefu.web.views.rows import document_address, shown

SIZE = 20
"""Documents on a page."""

_STATEMENTS = 20


@dataclass(frozen=True, slots=True)
class Found:
    """A document with the first place of its text that matches."""

    document: Document
    snippet: SafeString

    @property
    def href(self) -> str:
        return document_address(self.document.original_id)


def results(request: HttpRequest) -> HttpResponse:
    """What is found for `q`: statements first, then texts."""
    term = params.text(request.GET, "q")
    documents = params.page_of(search.documents(term), request.GET, SIZE)
    statements = search.statements(term).select_related("series__indicator", "document").defer(*LARGE)
    context = {
        "section": "search",
        "term": term,
        "pages": documents,
        "documents": [Found(row, _marked(row.text, term)) for row in documents],
        "statements": shown(statements.order_by("-period_end", "document", "start")[:_STATEMENTS], reach=60),
        "number": statements.count() if term else 0,
    }
    return page(request, "search.html", context)


def _marked(text: str, term: str) -> SafeString:
    """The first match with the words around it; where nothing is found in the text itself, its beginning."""
    found = search.snippet(text, term, around=60)
    if found is None:
        return format_html("{}…", " ".join(text[:120].split()))
    pieces, position = [], found.start
    for start, end in found.matches:
        pieces += [("", text[position:start]), ("mark", text[max(start, position) : end])]
        position = max(position, end)
    pieces.append(("", text[position : found.start + len(found.text)]))
    return format_html_join("", "{}", ((_piece(css, " ".join(words.split("\n"))),) for css, words in pieces))


def _piece(css: str, words: str) -> SafeString | str:
    return format_html("<mark>{}</mark>", words) if css else words
