"""Indicators: the list, and one of them as chart and table, to be seen and to be saved."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Any
from urllib.parse import quote

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from hefu.ledger import holdings
from hefu.ledger.holdings import Said
from hefu.ledger.models import Document, Indicator, Target
from hefu.web import embedding, params, periods, saved, sheet, standing
from hefu.web.aims import address_of
from hefu.web.chart import notes
from hefu.web.claims import Claim, Preferred, Stand
from hefu.web.course import Drawn
from hefu.web.figures import figure
from hefu.web.seen import MOST, Seen, seen
from hefu.web.verdicts import Mark
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page
from hefu.web.views.rows import document_address, shown
from hefu.web.wording import SIGNS

SIZE = 100
"""Indicators on a page, and rows of the table of one."""

ORDERS: Mapping[str, Callable[[Said], Any]] = {
    "statements": lambda one: (-one.statements, one.name),
    "areas": lambda one: (-one.areas, one.name),
    "name": lambda one: one.name,
}


def listing(request: HttpRequest) -> HttpResponse:
    """All indicators, those with most statements first, or those with words in one of their names."""
    term = params.text(request.GET, "q")
    order = params.choice(request.GET, "sort", ORDERS, "statements")
    rows = holdings.indicators()
    if term:
        called = Indicator.objects.all()
        for word in term.split():
            named = Q(name__icontains=word) | Q(names__name__icontains=word)
            called = called.filter(pk__in=Indicator.objects.filter(named).values("pk"))
        rows = {key: rows[key] for key in called.values_list("pk", flat=True) if key in rows}
    found = params.page_of(sorted(rows.values(), key=ORDERS[order]), request.GET, SIZE)
    return page(request, "indicators.html", {"section": "indicators", "pages": found, "term": term, "sort": order})


def indicator(request: HttpRequest) -> HttpResponse:
    """One indicator, by its `name`: of an `area` and `holder`, one `measure` and `unit`, one kind of period `each`.

    `from` and `to` limit the years, every `with` is another place that is laid beside the first.
    """
    view = seen(request.GET)
    shows, rows = view.shows, view.rows
    documents = {row.document_id: row.document for row in rows}
    aims = _aims(documents, {row.start for row in rows})
    some = params.page_of(rows, request.GET, SIZE)
    drawn = _drawn(shows)
    context = charted(view) | {
        "section": "indicators",
        "seen": view,
        "indicator": view.indicator,
        "choices": view.choices,
        "shows": shows,
        "rivals": _rivals(shows),
        "pages": some,
        "rows": [
            (row, notes([shows.sources[row.statement.document_id]]), aims.get(row.place), drawn.get(row.href, ""))
            for row in shown(some.object_list, reach=60)
        ],
        "said": len(rows),
        "contested": "rival" in drawn.values(),
        "findings": standing.of_statements(rows),
        "most": MOST if len(rows) == MOST else 0,
        "file": _file_name(view),
    }
    return page(request, "indicator.html", context | embedding.offered(request, "indicator", [], context))


def charted(view: Seen) -> dict[str, Any]:
    """The chart of a view with what belongs to it wherever it stands: heading, place, sources, the view's address."""
    documents = {row.document_id: row.document for row in view.rows}
    return {
        "heading": view.indicator.name,
        "place": _places_of(view),
        "drawing": view.drawing,
        "label": _compared(view) if view.beside else "",
        "sources": [
            (notes([number]), documents[key], document_address(documents[key].original_id))
            for key, number in view.shows.sources.items()
        ],
        "address": view.query,
    }


def drawing(request: HttpRequest) -> HttpResponse:
    """The chart of the same view as an SVG file, to be saved: it is never shown as a page."""
    view = seen(request.GET)
    if view.drawing is None:
        raise NotHereError(_("Nothing to draw."))
    base = request.build_absolute_uri("/").rstrip("/")
    caption = saved.Caption(
        title=f"{_places_of(view)} · {view.indicator.name}",
        subtitle=_("level above, growth below") if view.shows.course.level and view.shows.course.growth else "",
        notes=[*_remarks(view), _("Sources: {list}").format(list=_sources(view))],
        address=_("The same view: {address}").format(address=f"{base}{reverse('indicator')}?{uri_to_iri(view.query)}"),
        kinds=not view.beside,
    )
    answer = HttpResponse(saved.svg(view.drawing, caption, base), content_type="image/svg+xml")
    return as_file(answer, f"{_file_name(view)}.svg")


def table(request: HttpRequest) -> HttpResponse:
    """The table below the chart of the same view, all of it, as CSV."""
    view = seen(request.GET)
    base = request.build_absolute_uri("/").rstrip("/")
    answer = HttpResponse("".join(sheet.table(view.rows, _drawn(view.shows), base)), content_type="text/csv")
    return as_file(answer, f"{_file_name(view)}.csv")


def as_file(answer: HttpResponse, name: str) -> HttpResponse:
    """An answer that a browser saves and never runs anything of."""
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return answer


def _file_name(view: Seen) -> str:
    return f"{view.indicator.name}-{_places_of(view)}"


def _places_of(view: Seen) -> str:
    names = [one.name for one in (view.place, *view.beside)]
    return pgettext("between places", ", ").join(name or _("area not said") for name in names)


def _compared(view: Seen) -> str:
    return _("{name} of {places}: each place a line. The same data stand in the table.").format(
        name=view.indicator.name, places=_places_of(view)
    )


def _remarks(view: Seen) -> list[str]:
    """What a reader must know of the axes."""
    found = []
    if view.drawing and view.drawing.begins_at:
        found.append(_("The level's axis begins at {value}.").format(value=view.drawing.begins_at))
    if view.drawing and view.drawing.torn:
        found.append(_("A dotted line stands where periods without data are left out."))
    return found


def _sources(view: Seen) -> str:
    """The documents that the chart was drawn from, numbered as its points are."""
    documents = {view.shows.sources[row.document_id]: row.document for row in view.rows}
    drawn = {number for stand in view.shows.stands for point in stand.points for number in point.sources}
    named = [
        f"{notes([number])} {' '.join(part for part in (one.issuer, f'《{one}》', one.published) if part)}"
        for number, one in sorted(documents.items())
        if number in drawn
    ]
    return saved.listed(named, _("and {n} more"))


def _drawn(shows: Drawn) -> dict[str, str]:
    """Address of a statement in the chart: `preferred`, or `rival`."""
    return sheet.standing(shows.stands)


def _aims(documents: Mapping[int, Document], starts: Container[int]) -> dict[tuple[int, int], tuple[Mark, str]]:
    """What became of the targets that begin at these places of these documents, and their pages."""
    found = Target.objects.filter(plan__in=documents, gone=False).exclude(verdict="")
    said: dict[tuple[int, int], tuple[Mark, str]] = {}
    for key, start, verdict, repeated in found.values_list("plan", "start", "verdict", "aim__repeated"):
        for place in (start, *(place for place, _end in repeated)):
            if place in starts:
                said[key, place] = Mark(verdict), address_of(documents[key].original_id, start)
    return said


def _rivals(shows: Drawn) -> list[tuple[str, list[tuple[str, str, str]], str]]:
    """Periods of which contradicting things are said: each claim with its sources and its sentence's address; and
    why the first of them is preferred."""
    return [
        (
            periods.words(stand.points[0].claim.period),
            [(_said(p.claim, unit), notes(p.sources), p.claim.href) for p in stand.points],
            _why(stand),
        )
        for stand, unit in shows.rivals
    ]


def _why(stand: Stand) -> str:
    """Why the first claim of a period is preferred, in words."""
    first = stand.points[0]
    said: dict[Preferred, str] = {
        "published": _("it was published last, on {date}").format(date=first.published),
        "sources": ngettext("{n} document says so", "{n} documents say so", len(first.sources)).format(
            n=len(first.sources)
        ),
        "digits": _("it is printed with more digits"),
        "first": _("nothing sets them apart; it is named first"),
    }
    return said[stand.preferred_for or "first"]


def _said(claim: Claim, unit: str) -> str:
    sign = "" if claim.bound == "=" else f"{SIGNS[claim.bound]} "
    return sign + " ".join(part for part in figure(claim.value, unit, claim.highest) if part)
