"""Search over statements, targets and texts, for terms of any length, with filters that stand in the address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hefu.ledger import search
from hefu.ledger.listing import areas, begins
from hefu.ledger.models import Document, Target
from hefu.ledger.paging import Part, part
from hefu.ledger.targets import areas_of_targets, listed, these
from hefu.web import params
from hefu.web.listing import NEWEST_FIRST, Filter, filter_of, full
from hefu.web.views.page import page
from hefu.web.views.rows import document_address, shown
from hefu.web.wording import MODALITIES

SIZE = 20
"""Documents on a page."""

_STATEMENTS, _TARGETS = 20, 10
_COUNTED = 1_000
"""Documents, and statements under several conditions, that are counted; the table of statements counts more."""
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
    """What is found for `q` under the filters: statements first, then targets, then texts."""
    wanted = filter_of(request.GET)
    term = wanted.q
    pages = _pages(wanted, request.GET)
    documents = _cards(pages)
    texts = dict(Document.objects.filter(pk__in=list(documents)).values_list("pk", "text"))
    newest = replace(wanted, sort=NEWEST_FIRST)
    hits = part(newest, 0, _STATEMENTS, most=_COUNTED) if search.words(term) else Part((), 0, more=False)
    aims = list(_targets(wanted).order_by().values_list("pk", flat=True)[: _COUNTED + 1])
    context = {
        "section": "search",
        "term": term,
        "filter": wanted,
        "modalities": MODALITIES,
        "pages": pages,
        "documents": [Found(row, _marked(texts.get(key, ""), term)) for key, row in documents.items()],
        "statements": shown(full(hits.keys), reach=60),
        "number": hits.number,
        "more": hits.more,
        "targets": _first(wanted, aims),
        "aims": min(len(aims), _COUNTED),
        "more_aims": len(aims) > _COUNTED,
    }
    return page(request, "search.html", context)


def _pages(wanted: Filter, query: QueryDict) -> Page[int]:
    """The keys of the documents that an address asks for."""

    def choose(*, frequent: bool) -> QuerySet[Any]:
        return _documents(wanted, frequent=frequent).values_list("pk", flat=True)

    many = not (wanted.area or wanted.doc) and search.are_in_more_documents(wanted.q, _COUNTED)
    return params.page_of_found(choose, query, SIZE, most=_COUNTED, frequent=many)


def _first(wanted: Filter, keys: list[int]) -> list[Target]:
    """The first targets of these, which are all that there are, or more than are counted."""
    found = _targets(wanted, frequent=True) if len(keys) > _COUNTED else listed().filter(pk__in=keys)
    return these(found.values_list("pk", flat=True)[:_TARGETS])


def _cards(keys: Iterable[int]) -> dict[int, Document]:
    """The documents with these keys, in their order."""
    order = list(keys)
    found = Document.cards().in_bulk(order)
    return {key: found[key] for key in order if key in found}


def _documents(wanted: Filter, *, frequent: bool = False) -> QuerySet[Document]:
    """The documents with the words, of the area and the document asked for."""
    among = Document.objects.all()
    if wanted.area:
        among = among.filter(area_name__in=[name for name, _number in areas() if wanted.area in name])
    if wanted.doc:
        among = among.filter(begins(wanted.doc))
    return search.documents(wanted.q, among if wanted.area or wanted.doc else None, frequent=frequent)


def _targets(wanted: Filter, *, frequent: bool = False) -> QuerySet[Target]:
    """The targets with the words, under those filters that targets know."""
    found = search.among_targets(wanted.q, listed(), frequent=frequent)
    if wanted.area:
        found = found.filter(area_name__in=[name for name in areas_of_targets() if wanted.area in name])
    if wanted.doc:
        found = found.filter(begins(wanted.doc, "plan__document__original"))
    if wanted.period:
        found = found.filter(period__contains=wanted.period)
    return found.none() if wanted.modality not in ("", "target") else found


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
