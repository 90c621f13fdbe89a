"""What is seen of an indicator: read from the address, the same for the page and for what is saved of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hefu.ledger.models import Indicator, Series, Statement
from hefu.ledger.revision import once
from hefu.web import chart, compare, params
from hefu.web.course import Choice, Drawn, choose, drawn
from hefu.web.listing import carded
from hefu.web.places import About, Place, places
from hefu.web.shapes import Drawing
from hefu.web.views.errors import NotHereError

MOST = 500
"""Statements of one indicator and its places that are drawn and listed; more are for the table of statements."""

OFFERED = 60
"""Places that are offered to be compared, those with most statements first."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A view of an indicator. beside: the places that are compared with `place`.

    rows: the statements of all of them, the newest first.  first, last: years, or empty.
    """

    indicator: Indicator
    place: Place
    area: Choice
    holder: Choice
    known: dict[str, Place]
    beside: tuple[Place, ...]
    first: str
    last: str
    rows: list[Statement]
    shows: Drawn
    drawing: Drawing | None

    @property
    def choices(self) -> list[Choice]:
        """The selects, as far as there is something to choose."""
        return [choice for choice in (self.area, self.holder, *self.shows.choices) if len(choice.options) > 1]

    @property
    def others(self) -> list[tuple[Place, bool]]:
        """The places that can be compared, and whether they are."""
        keys = [key for key, _words, _n in self.area.options if key and key != self.place.key]
        chosen = [place.key for place in self.beside]
        offered = [*chosen, *(key for key in keys if key not in chosen)][:OFFERED]
        return [(self.known[key], key in chosen) for key in offered]

    @property
    def runs(self) -> list[tuple[str, str]]:
        """The places that are compared, each with a sign of the shape of its points."""
        return list(zip([one.name for one in (self.place, *self.beside)], compare.SIGNS, strict=False))

    @property
    def query(self) -> str:
        """The query of an address that shows the same, also when the ledger has grown: every choice is written out."""
        every = (self.area, self.holder, *self.shows.choices)
        chosen = [(choice.name, choice.chosen) for choice in every if choice.chosen or len(choice.options) > 1]
        pairs = [("name", self.indicator.name), *chosen]
        pairs += [(name, year) for name, year in (("from", self.first), ("to", self.last)) if year]
        return urlencode([*pairs, *(("with", place.key) for place in self.beside)])


def seen(query: QueryDict) -> Seen:
    """The view that an address asks for. NotHereError for an indicator or place that the ledger has nothing about."""
    found = _indicator(params.text(query, "name"))
    groups = _groups(found.pk)
    where = places(about for about, _holder, _n in groups)
    area = _area(query, where, groups)
    known = {place.key: place for place in where.values()}
    place = known[area.chosen]
    holder = _holder(query, [(name, n) for about, name, n in groups if where[about] == place])
    beside = _beside(query, known, place)
    first, last = (params.pattern(query, name, r"\d{4}", _("a year such as 2023")) for name in ("from", "to"))
    rows = _rows(found, [place, *beside], holder.chosen, first, last)
    shows = drawn(query, *_apart(rows, place, beside, where))
    return Seen(found, place, area, holder, known, beside, first, last, rows, shows, _drawing(place, beside, shows))


@once
def _groups(indicator: int) -> Sequence[tuple[About, str, int]]:
    """The areas and holders that something is said of, and how much."""
    series = Series.objects.filter(indicator=indicator).values_list("area", "area_name", "holder")
    counted = series.annotate(n=Count("statements")).order_by()
    return [(About(area, name), holder, n) for area, name, holder, n in counted]


def _indicator(name: str) -> Indicator:
    found = Indicator.objects.filter(Q(name=name) | Q(names__name=name)).first() if name else None
    if found is None:
        raise NotHereError(_("The ledger knows no indicator of this name."))
    return found


def _area(query: QueryDict, where: dict[About, Place], groups: Sequence[tuple[About, str, int]]) -> Choice:
    """The place that is asked for by its key, or by a name that several have: then the one most is said of."""
    counted = Counter[str]()
    for about, _holder, n in groups:
        counted[where[about].key] += n
    asked = params.text(query, "area")
    label = {place.key: place.label for place in where.values()}
    named = [place.key for place in where.values() if asked in (place.key, place.name)]
    if "area" in query and not named:
        raise NotHereError(_("The ledger has no statement of this indicator for this area."))
    choice = choose(query, "area", _("area"), counted, label.__getitem__)
    if "area" not in query or asked in counted:
        return choice
    return Choice(choice.name, choice.label, max(named, key=lambda key: counted[key]), choice.options)


def _beside(query: QueryDict, known: dict[str, Place], place: Place) -> tuple[Place, ...]:
    """The places that are compared with it, each once, as many as a chart can show."""
    asked = [key for key in dict.fromkeys(query.getlist("with")) if key and key != place.key]
    if any(key not in known for key in asked):
        raise NotHereError(_("The ledger has no statement of this indicator for this area."))
    return tuple(known[key] for key in asked[: compare.MOST - 1]) if place.name else ()


def _holder(query: QueryDict, counted: Sequence[tuple[str, int]]) -> Choice:
    """The organisation that the figures of the place are about, or the place as a whole."""
    found = Counter[str]()
    for name, n in counted:
        found[name] += n
    return choose(query, "holder", _("holder"), found, lambda name: name or _("the area as a whole"))


def _rows(found: Indicator, where: Sequence[Place], holder: str, first: str, last: str) -> list[Statement]:
    about = Q()
    for place in where:
        about |= place.of("series__")
    rows: QuerySet[Statement] = Statement.objects.filter(about, series__indicator=found, series__holder=holder)
    if first:
        rows = rows.filter(period_end__gte=first)
    if last:
        rows = rows.filter(period_end__lt=str(int(last) + 1), period_end__gt="")
    return list(carded(rows).order_by("-period_end", "-document__published", "start")[:MOST])


def _apart(
    rows: Sequence[Statement], place: Place, beside: Sequence[Place], where: dict[About, Place]
) -> tuple[list[Statement], list[list[Statement]]]:
    """The statements of the place, and those of each of the others."""
    found: dict[str, list[Statement]] = {one.key: [] for one in (place, *beside)}
    for row in rows:
        found[where[About(row.series.area_id, row.series.area_name)].key].append(row)
    return found[place.key], [found[one.key] for one in beside]


def _drawing(place: Place, beside: Sequence[Place], shows: Drawn) -> Drawing | None:
    if not place.name:
        return None
    if not beside:
        return chart.draw(shows.course)
    courses = [shows.course, *shows.beside]
    return compare.draw([compare.Run(one.name, course) for one, course in zip([place, *beside], courses, strict=True)])
