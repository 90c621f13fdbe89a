"""Targets of all plans: the table, the two queues, the changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from hefu.export.results import as_results
from hefu.ledger import targets as ledger
from hefu.ledger.aimed import aimed
from hefu.ledger.models import Document, Target
from hefu.ledger.paging import MOST
from hefu.ledger.revision import once
from hefu.ledger.targets import Passage
from hefu.plan.assessment import Tally
from hefu.plan.changes import Change
from hefu.web import params, periods
from hefu.web.aims import BINDING, Figure, address_of, figure_of, rows
from hefu.web.listing import full
from hefu.web.quoting import Quoted, quoted
from hefu.web.verdicts import CSS, counted
from hefu.web.views.page import page
from hefu.web.views.rows import document_address, shown

SIZE = 25
"""Targets on a page."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for."""

    verdict: str
    binding: str
    area: str
    indicator: str

    def rows(self, *, verdict: bool = True) -> QuerySet[Target]:
        """The targets that fit; verdict: by their verdict, too."""
        found = ledger.listed(area=self.area, verdict=self.verdict if verdict else "", indicator="")
        if self.indicator:
            found = found.filter(indicator__in=[one for one in _indicators() if self.indicator in one])
        return found.filter(binding=BINDING[self.binding]) if self.binding else found


def filter_of(request: HttpRequest) -> Filter:
    """The filter of an address."""
    query = request.GET
    return Filter(
        params.choice(query, "verdict", CSS),
        params.choice(query, "binding", BINDING),
        params.text(query, "area"),
        params.text(query, "indicator"),
    )


def _common(wanted: Filter, tab: str) -> dict[str, Any]:
    return {
        "section": "plans",
        "feeds_of": {"area": wanted.area},
        "tab": tab,
        "wanted": wanted,
        "areas": _areas(),
        "verdicts": list(CSS),
    }


@once
def _areas() -> list[Any]:
    """The areas that have targets, those with the most first."""
    found = Target.objects.filter(gone=False).exclude(area_name="").values("area_name").annotate(n=Count("pk"))
    return list(found.order_by("-n", "area_name"))


@once
def _indicators() -> list[str]:
    """What targets are of: to look for a word in some hundred names takes less than to look for it in all targets."""
    return list(Target.objects.filter(gone=False).order_by().values_list("indicator", flat=True).distinct())


@once
def _tally(wanted: Filter) -> Tally:
    return ledger.tally(wanted.rows(verdict=False))


def _part(request: HttpRequest, found: QuerySet[Target]) -> dict[str, Any]:
    """The page of these targets that an address asks for."""
    part = params.page_of(found.values_list("pk", flat=True), request.GET, SIZE)
    return {"pages": part, "groups": [("", rows(ledger.these(part)))]}


def listing(request: HttpRequest) -> HttpResponse:
    """The table of targets."""
    wanted = filter_of(request)
    context = _common(wanted, "all") | _part(request, wanted.rows()) | {"marks": counted(_tally(wanted))}
    return page(request, "targets.html", context)


def results(request: HttpRequest) -> StreamingHttpResponse:
    """The targets of the same filter with their results, in the form of the IATI standard."""
    pieces = as_results(aimed(filter_of(request).rows()), request.build_absolute_uri("/").rstrip("/"))
    response = StreamingHttpResponse((piece.encode() for piece in pieces), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="targets.results.json"'
    return response


def without_results(request: HttpRequest) -> HttpResponse:
    """The queue of targets that nothing is reported of, those that are due first."""
    wanted = filter_of(request)
    found = ledger.without_results(wanted.rows(verdict=False))
    context = _common(wanted, "without-results") | _part(request, found) | {"documents": Document.objects.count()}
    return page(request, "without_results.html", context)


def without_targets(request: HttpRequest) -> HttpResponse:
    """The queue of results that no target asks for."""
    wanted = filter_of(request)
    every = ledger.keys_without_targets(wanted.area, wanted.indicator, MOST + 1)
    found = params.page_of(every, request.GET, SIZE)
    context = _common(wanted, "without-targets") | {"pages": found, "rows": shown(full(found), reach=60)}
    return page(request, "without_targets.html", context)


# ---------------------------------------------------------------- changes


@dataclass(frozen=True, slots=True)
class Changed:
    """A target as it was and as it is: figures, and both passages. review: the document that dropped it."""

    name: str
    kind: str
    due: str
    before: Figure
    after: Figure | None
    then: Quoted
    now: Quoted | None
    review: Document | None
    href: str

    @property
    def review_href(self) -> str:
        return document_address(self.review.original_id) if self.review else ""


def changes(request: HttpRequest) -> HttpResponse:
    """Targets that a later document states otherwise, or drops, with both passages."""
    wanted = filter_of(request)
    every = _changes(wanted)
    context = _common(wanted, "changes") | {"changes": told(every[:SIZE]), "count": len(every), "most": SIZE}
    return page(request, "changes.html", context)


@once
def _changes(wanted: Filter) -> list[tuple[Change, Passage, Passage | None]]:
    return ledger.changed(wanted.rows(verdict=False))


def told(every: list[tuple[Change, Passage, Passage | None]]) -> list[Changed]:
    """Changes with their sentences."""
    passages = [one for _, before, after in every for one in (before, after) if one is not None]
    sentences = dict(zip(map(_place, passages), quoted(passages), strict=True))
    reviews = {row.original_id: row for row in Document.cards().filter(
        original__in={change.review for change, _, _ in every if change.review})}  # fmt: skip
    return [_changed(change, before, after, sentences, reviews) for change, before, after in every]


def _place(one: Passage) -> tuple[int, int]:
    return one.document, one.stated.start


def _changed(
    change: Change,
    before: Passage,
    after: Passage | None,
    sentences: dict[tuple[int, int], Quoted],
    reviews: dict[str, Document],
) -> Changed:
    return Changed(
        name=before.stated.indicator or before.stated.name,
        kind=change.kind,
        due=periods.words(before.stated.period) if before.stated.period else "",
        before=figure_of(before),
        after=figure_of(after) if after else None,
        then=sentences[_place(before)],
        now=sentences[_place(after)] if after else None,
        review=reviews.get(change.review) if change.review else None,
        href=address_of(before.stated.doc, before.stated.start),
    )
