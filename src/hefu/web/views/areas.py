"""Areas: the list, and one of them with its indicators, plans, documents, and the places below it compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.encoding import uri_to_iri
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from hefu.ledger import holdings
from hefu.ledger.findings import complete, listed
from hefu.ledger.holdings import Held
from hefu.ledger.models import Area, Document, Plan, Series, Target
from hefu.web import below, overview, params, plantree, saved, standing
from hefu.web.findings import listed as shown_findings
from hefu.web.places import About, Place, called, places
from hefu.web.verdicts import tallied
from hefu.web.views.errors import NotHereError
from hefu.web.views.indicators import as_file
from hefu.web.views.page import page
from hefu.web.views.plans import Listed
from hefu.web.views.rows import counted as documents_counted

SIZE = 20
"""Indicators of an area on a page."""
_DOCUMENTS, _FINDINGS, _PLANS = 8, 6, 8

LEVELS: Mapping[str, Promise] = {
    "nation": pgettext_lazy("level of an area", "nation"),
    "province": pgettext_lazy("level of an area", "province"),
    "city": pgettext_lazy("level of an area", "city"),
    "county": pgettext_lazy("level of an area", "county"),
    "zone": pgettext_lazy("level of an area", "zone"),
    "town": pgettext_lazy("level of an area", "town"),
    "village": pgettext_lazy("level of an area", "village"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A place in the list. depth: how many areas of the list it lies in."""

    place: Place
    held: Held
    targets: int
    depth: int

    @property
    def level(self) -> str:
        return str(LEVELS[self.place.area.level]) if self.place.area else ""

    @property
    def shift(self) -> int:
        """How far its name is moved in, in steps that the styles know."""
        return min(self.depth, 4)


def rows() -> list[Row]:
    """The places that the ledger has something about, each below the one that it lies in."""
    found = holdings.by_place()
    where = places(About(area, name) for area, name in found)
    targets = holdings.targets_by_place()
    named = [(where[About(*key)], held) for key, held in found.items() if key[1]]
    chains = _chains(place for place, _held in named)
    known = {place.area.pk for place, _held in named if place.area}
    listed = [
        Row(place, held, sum(targets.get(name, 0) for name in {*place.names}), _depth(place, chains, known))
        for place, held in named
    ]
    return sorted(listed, key=lambda row: _order(row.place, chains))


def _chains(found: Iterable[Place]) -> dict[int, tuple[tuple[str, int], ...]]:
    """Key of an area: code and key of all areas above it and of its own, from the top."""
    every = {pk: (parent, code) for pk, parent, code in Area.objects.values_list("pk", "parent", "code")}

    def chain(pk: int | None) -> tuple[tuple[str, int], ...]:
        return () if pk is None else (*chain(every[pk][0]), (every[pk][1], pk))

    return {place.area.pk: chain(place.area.pk) for place in found if place.area}


def _depth(place: Place, chains: Mapping[int, tuple[tuple[str, int], ...]], known: set[int]) -> int:
    return sum(pk in known for _code, pk in chains[place.area.pk][:-1]) if place.area else 0


def _order(
    place: Place, chains: Mapping[int, tuple[tuple[str, int], ...]]
) -> tuple[bool, tuple[tuple[str, int], ...], str]:
    return place.area is None, chains[place.area.pk] if place.area else (), place.name


def listing(request: HttpRequest) -> HttpResponse:
    """All places."""
    return page(request, "areas.html", {"section": "areas", "rows": rows()})


# ---------------------------------------------------------------- one area


def area(request: HttpRequest) -> HttpResponse:
    """An area by its `name`; of the places below it `indicator`, `measure`, `unit`, `each` at the time `at`."""
    found = called(params.text(request.GET, "name"))
    if len(found) > 1:
        return page(request, "area_which.html", {"section": "areas", "places": found})
    place = found[0]
    known = overview.indicators(place)
    documents = Document.cards().filter(place.of()).order_by("-published", "-pk")
    held = documents.count()
    inside = _inside(place)
    if not (place.name and (known or held or inside)):
        raise NotHereError(_("The ledger has nothing about an area of this name."))
    some = params.page_of(known, request.GET, SIZE)
    targets = Target.objects.filter(gone=False, place__in={*place.names})
    context = {
        "section": "areas",
        "place": place,
        "level": LEVELS[place.area.level] if place.area else "",
        "above": _above(place),
        "inside": inside,
        "pages": some,
        "lines": overview.lines(place, some.object_list),
        "statements": sum(n for _key, _name, n in known),
        "marks": tallied(targets.exclude(verdict="").values_list("verdict").annotate(n=Count("pk")).order_by()),
        "plans": _plans(place),
        "held": held,
        "newest": documents_counted(documents[:_DOCUMENTS]),
        "findings": shown_findings(complete(listed(states=standing.STATES).filter(place.of()))[:_FINDINGS]),
        "below": below.below(request.GET, place),
    }
    return page(request, "area.html", context)


def drawing(request: HttpRequest) -> HttpResponse:
    """The places below an area as an SVG file, to be saved."""
    found = _below(request)
    if found.drawing is None:
        raise NotHereError(_("Nothing to draw."))
    base = request.build_absolute_uri("/").rstrip("/")
    caption = saved.Caption(
        title=_("{name} · places below {area}").format(name=found.indicator, area=found.place.name),
        subtitle=found.at,
        notes=[_("Sources: {list}").format(list=_sources(found))],
        address=_("The same view: {address}").format(address=f"{base}{reverse('area')}?{uri_to_iri(found.query)}"),
    )
    answer = HttpResponse(saved.svg(found.drawing, caption, base), content_type="image/svg+xml")
    return as_file(answer, f"{found.indicator}-{found.place.name}.svg")


def table(request: HttpRequest) -> HttpResponse:
    """The table of the places below an area as CSV."""
    found = _below(request)
    base = request.build_absolute_uri("/").rstrip("/")
    answer = HttpResponse("".join(below.table(found, base)), content_type="text/csv")
    return as_file(answer, f"{found.indicator}-{found.place.name}.csv")


def _below(request: HttpRequest) -> below.Below:
    found = called(params.text(request.GET, "name"))
    compared = below.below(request.GET, found[0]) if len(found) == 1 else None
    if compared is None:
        raise NotHereError(_("No indicator is known of two places below this area."))
    return compared


def _sources(found: below.Below) -> str:
    """The documents that the bars were taken from."""
    prefix = len(reverse("document", args=["0" * 16])) - 17
    said = {href[prefix : prefix + 16] for row in found.rows for href in row.hrefs}
    about = Q()
    for start in said:
        about |= Q(original__sha256__startswith=start)
    documents = Document.cards().filter(about).order_by("published", "pk") if said else []
    named = [" ".join(part for part in (one.issuer, f"《{one}》", one.published) if part) for one in documents]
    return saved.listed(named, _("and {n} more"))


def _above(place: Place) -> list[Place]:
    """The areas that it lies in, from the top; one query a step, of which there are few."""
    chain: list[Area] = []
    row = place.area.parent if place.area else None
    while row is not None:
        chain.insert(0, row)
        row = row.parent
    named = places(About(one.pk, one.name) for one in chain)
    return [named[About(one.pk, one.name)] for one in chain]


def _inside(place: Place) -> list[tuple[Place, int]]:
    """The places right below, each with the number of its indicators."""
    if place.area is None:
        return []
    children = list(Area.objects.filter(parent=place.area).order_by("code"))
    counted = Series.objects.filter(area__in=children).values_list("area").annotate(n=Count("indicator", distinct=True))
    known = dict(counted.order_by())
    named = places(About(one.pk, one.name) for one in children)
    return [(named[About(one.pk, one.name)], known.get(one.pk, 0)) for one in children]


def _plans(place: Place) -> list[Listed]:
    """Its documents that set targets, those of several years first, then the newest."""
    large = [f"document__{name}" for name in Document.LARGE]
    rows = Plan.objects.filter(place.of("document__"), Exists(Target.objects.filter(plan=OuterRef("pk"), gone=False)))
    newest = list(rows.select_related("document").defer(*large).order_by("-document__published", "pk")[:50])
    newest = sorted(newest, key=lambda plan: "/" not in plan.period)[:_PLANS]
    verdicts = plantree.of_plans(newest)
    return [Listed(plan, tallied(verdicts.get(plan.pk, ()))) for plan in newest]
