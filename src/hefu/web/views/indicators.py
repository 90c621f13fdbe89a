"""Indicators: the list, and one of them as chart and table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hefu.ledger.models import Document, Indicator, Statement, Target
from hefu.web import embedding, params, periods, standing
from hefu.web.aims import address_of
from hefu.web.chart import draw, notes
from hefu.web.claims import Claim
from hefu.web.course import Choice, Drawn, choose, drawn
from hefu.web.figures import figure
from hefu.web.listing import carded
from hefu.web.verdicts import Mark
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page
from hefu.web.views.rows import document_address, shown
from hefu.web.wording import SIGNS

SIZE = 100
"""Indicators on a page."""

MOST = 500
"""Statements of one indicator and place that are drawn and listed; more are a matter for the table of statements."""

ORDERS = {"statements": ("-statements", "name"), "areas": ("-areas", "name"), "name": ("name",)}


def listing(request: HttpRequest) -> HttpResponse:
    """All indicators, those with most statements first, or those with words in one of their names."""
    term = params.text(request.GET, "q")
    order = params.choice(request.GET, "sort", ORDERS, "statements")
    rows = Indicator.objects.annotate(
        statements=Count("series__statements"),
        areas=Count("series__area_name", distinct=True),
        last=Max("series__statements__period_end"),
    ).filter(statements__gt=0)
    for word in term.split():
        named = Indicator.objects.filter(Q(name__icontains=word) | Q(names__name__icontains=word))
        rows = rows.filter(pk__in=named.values("pk"))
    found = params.page_of(rows.order_by(*ORDERS[order]), request.GET, SIZE)
    return page(request, "indicators.html", {"section": "indicators", "pages": found, "term": term, "sort": order})


def indicator(request: HttpRequest) -> HttpResponse:
    """One indicator, by its `name`: of an `area` and `holder`, one `measure` and `unit`, one kind of period `each`."""
    context = context_of(request)
    pinned = {"name": context["indicator"].name, "area": context["area"]}
    return page(request, "indicator.html", context | embedding.offered(request, context, pinned))


def context_of(request: HttpRequest) -> dict[str, Any]:
    """What the page of an indicator says, drawing and sources among it; a frame in another site shows the same."""
    found = _indicator(params.text(request.GET, "name"))
    area, holder = _places(request, found)
    rows = list(
        carded(
            Statement.objects.filter(
                series__indicator=found, series__area_name=area.chosen, series__holder=holder.chosen
            )
        ).order_by("-period_end", "-document__published", "start")[:MOST]
    )
    shows = drawn(request.GET, rows)
    documents = {row.document_id: row.document for row in rows}
    aims = _aims(documents)
    return {
        "section": "indicators",
        "heading": found.name,
        "place": area.chosen,
        "indicator": found,
        "area": area.chosen,
        "choices": [choice for choice in (area, holder, *shows.choices) if len(choice.options) > 1],
        "drawing": draw(shows.course) if area.chosen else None,
        "shows": shows,
        "rivals": _rivals(shows),
        "sources": [
            (notes([number]), documents[key], document_address(documents[key].original_id))
            for key, number in shows.sources.items()
        ],
        "rows": [
            (row, notes([shows.sources[row.statement.document_id]]), aims.get(row.place))
            for row in shown(rows, reach=60)
        ],
        "findings": standing.of_statements(rows),
        "most": MOST if len(rows) == MOST else 0,
    }


def _aims(documents: Mapping[int, Document]) -> dict[tuple[int, int], tuple[Mark, str]]:
    """What became of the targets of these documents, and their pages, by document and place."""
    found = Target.objects.filter(plan__in=documents, gone=False).exclude(verdict="")
    said: dict[tuple[int, int], tuple[Mark, str]] = {}
    for key, start, verdict, repeated in found.values_list("plan", "start", "verdict", "aim__repeated"):
        for place in (start, *(place for place, _end in repeated)):
            said[key, place] = Mark(verdict), address_of(documents[key].original_id, start)
    return said


def _rivals(shows: Drawn) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Periods of which contradicting things are said; each claim with its sources and its sentence's address."""
    return [
        (
            periods.words(points[0].claim.period),
            [(_said(p.claim, unit), notes(p.sources), p.claim.href) for p in points],
        )
        for points, unit in shows.rivals
    ]


def _said(claim: Claim, unit: str) -> str:
    sign = "" if claim.bound == "=" else f"{SIGNS[claim.bound]} "
    return sign + " ".join(part for part in figure(claim.value, unit, claim.highest) if part)


def _indicator(name: str) -> Indicator:
    found = Indicator.objects.filter(Q(name=name) | Q(names__name=name)).first() if name else None
    if found is None:
        raise NotHereError(_("The ledger knows no indicator of this name."))
    return found


def _places(request: HttpRequest, found: Indicator) -> tuple[Choice, Choice]:
    """The area, and within it the organisation, that the figures are about."""
    series = found.series.values_list("area_name", "holder").annotate(n=Count("statements")).order_by()
    areas, holders = Counter[str](), Counter[str]()
    for area, _holder, number in series:
        areas[area] += number
    asked = params.text(request.GET, "area")
    if "area" in request.GET and asked not in areas:
        raise NotHereError(_("The ledger has no statement of this indicator for this area."))
    area = choose(request.GET, "area", _("area"), areas, lambda name: name or _("not said"))
    for name, holder, number in series:
        if name == area.chosen:
            holders[holder] += number
    label = _("holder")
    return area, choose(request.GET, "holder", label, holders, lambda name: name or _("the area as a whole"))
