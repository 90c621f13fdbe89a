"""Search over texts and statements, for terms of any length."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hefu.ledger import search
from hefu.ledger.models import Document
from hefu.web import params
from hefu.web.listing import full
from hefu.web.views.page import page
from hefu.web.views.rows import document_address, shown

SIZE = 20
"""Documents on a page."""

_STATEMENTS = 20
_NEAR = 200
"""Characters on each side of a word."""


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
    statements = search.statements(term)
    newest = statements.order_by("-period_end", "document", "start").only("pk")[:_STATEMENTS]
    context = {
        "section": "search",
        "term": term,
        "pages": documents,
        "documents": [Found(row, _marked(row.text, term)) for row in documents],
        "statements": shown(full(newest), reach=60),
        "number": statements.count() if term else 0,
    }
    return page(request, "search.html", context)


def _marked(text: str, term: str) -> SafeString:
    """The first match with the words around it; where nothing is found in the text itself, its beginning."""
    found = search.snippet(_near(text, term), term, around=60) or search.snippet(text, term, around=60)
    if found is None:
        return format_html("{}…", " ".join(text[:120].split()))
    pieces, position = [], 0
    for start, end in ((a - found.start, b - found.start) for a, b in found.matches):
        pieces += [("", found.text[position:start]), ("mark", found.text[max(start, position) : end])]
        position = max(position, end)
    pieces.append(("", found.text[position:]))
    return format_html_join("", "{}", ((_piece(css, " ".join(words.split("\n"))),) for css, words in pieces))


def _near(text: str, term: str) -> str:
    """The text around the first word where it stands as it was typed: to look there is quicker than everywhere."""
    place = text.find(term.split()[0])
    return text[max(place - _NEAR, 0) : place + _NEAR] if place >= 0 else ""


def _piece(css: str, words: str) -> SafeString | str:
    return format_html("<mark>{}</mark>", words) if css else words
