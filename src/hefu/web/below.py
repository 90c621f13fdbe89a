"""The places below an area, compared: one indicator, one time, the level and the growth of each."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hefu.export.statements import harmless, plain
from hefu.ledger.models import Area, Series, Statement
from hefu.web import bars, overview, params, periods, spark
from hefu.web.claims import Stand
from hefu.web.course import Choice, drawn
from hefu.web.overview import Told, as_told
from hefu.web.places import About, Place, places
from hefu.web.shapes import Drawing
from hefu.web.spark import Spark

OFFERED = 200
"""Indicators that are offered, those of most places first."""

COLUMNS = (
    "indicator", "area", "code", "period", "modality", "bound", "value", "value_max", "unit", "growth", "growth_unit",
    "sentence", "sentence_of_growth",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A place below with its figures of the chosen time, and its course until then."""

    place: Place
    level: Stand | None
    growth: Stand | None
    level_told: Told | None
    growth_told: Told | None
    spark: Spark | None

    @property
    def hrefs(self) -> list[str]:
        """Where its figures are said."""
        return [claim.href for stand in (self.level, self.growth) if stand for claim in stand.points[0].claims]


@dataclass(frozen=True, slots=True)
class Below:
    """The comparison. silent: the places of which nothing is said at that time. at: the time in words."""

    place: Place
    choices: tuple[Choice, ...]
    rows: list[Row]
    silent: int
    unit: str
    at: str
    drawing: Drawing | None

    @property
    def indicator(self) -> str:
        return self.choices[0].chosen

    @property
    def query(self) -> str:
        """The query of an address that shows the same."""
        chosen = [(choice.name, choice.chosen) for choice in self.choices if choice.chosen or len(choice.options) > 1]
        return urlencode([("name", self.place.key), *chosen])

    @property
    def beside(self) -> str:
        """The query of the indicator's page with the first of these places over the years."""
        keys = [row.place.key for row in self.rows if row.level or row.growth][:6]
        return urlencode(
            [("name", self.indicator), *(("area", key) for key in keys[:1]), *(("with", key) for key in keys[1:])]
        )


def below(query: QueryDict, place: Place) -> Below | None:
    """The comparison that the address asks for; None where no indicator is known of two places below."""
    if place.area is None:
        return None
    indicator = _indicator(query, place.area)
    if not indicator.options:
        return None
    about = Q(series__area__parent=place.area, series__holder="", series__indicator__name=indicator.chosen)
    said: dict[int, list[Statement]] = defaultdict(list)
    for row in overview.newest(about):
        said[row.series.area_id or 0].append(row)
    areas = list(Area.objects.filter(parent=place.area).order_by("code"))
    own = places(About(area.pk, area.name) for area in areas)
    shows = drawn(query, [row for some in said.values() for row in some], [said[area.pk] for area in areas])
    courses = [(overview.told(course.level), overview.told(course.growth)) for course in shows.beside]
    at, words = _time(query, courses)
    rows = [
        _row(own[About(area.pk, area.name)], level, growth, at.chosen, shows.course.unit)
        for area, (level, growth) in zip(areas, courses, strict=True)
    ]
    rows.sort(key=_highest_first)
    held = [bars.Held(row.place.name, row.level, row.growth) for row in rows if row.level or row.growth]
    return Below(
        place,
        (indicator, *shows.choices, at),
        rows,
        len(rows) - len(held),
        shows.course.unit,
        words,
        bars.draw(held, shows.course.unit, words),
    )


def _indicator(query: QueryDict, area: Area) -> Choice:
    """The indicators of at least two places below, those of most places first."""
    found = Series.objects.filter(area__parent=area, holder="").values_list("indicator__name")
    counted = found.annotate(n=Count("area", distinct=True), kinds=Count("pk")).filter(n__gt=1)
    options = [(name, name, n) for name, n, _k in counted.order_by("-n", "-kinds", "indicator__name")[:OFFERED]]
    asked = params.text(query, "indicator")
    known = [name for name, _words, _n in options]
    return Choice("indicator", _("Indicator"), asked if asked in known else (known or [""])[0], options)


def _time(query: QueryDict, courses: Sequence[tuple[list[Stand], list[Stand]]]) -> tuple[Choice, str]:
    """The periods of which something is said, and the newest of those that most places have something of."""
    counted, words = Counter[int](), dict[int, str]()
    for level, growth in courses:
        stands = {stand.slot.last: stand for stand in (*growth, *level)}
        counted.update(stands.keys())
        words.update({number: periods.words(stand.points[0].claim.period) for number, stand in stands.items()})
    most = max(counted.values(), default=0)
    default = max((number for number, n in counted.items() if 2 * n > most), default=0)
    options = [(str(number), words[number], counted[number]) for number in sorted(counted, reverse=True)]
    asked = params.text(query, "at")
    chosen = asked if asked in {value for value, _words, _n in options} else str(default)
    return Choice("at", _("Period"), chosen, options), words.get(int(chosen), "")


def _row(place: Place, level: Sequence[Stand], growth: Sequence[Stand], at: str, unit: str) -> Row:
    now = next((stand for stand in level if str(stand.slot.last) == at), None)
    moving = next((stand for stand in growth if str(stand.slot.last) == at), None)
    course = [stand for stand in (level or growth) if stand.slot.last <= int(at)]
    return Row(
        place,
        now,
        moving,
        as_told(now, unit) if now else None,
        as_told(moving, "%") if moving else None,
        spark.drawing(course) if len(course) > 1 else None,
    )


def _highest_first(row: Row) -> tuple[int, Decimal]:
    stand = row.level or row.growth
    return (0 if row.level else 1 if row.growth else 2), -stand.points[0].claim.value if stand else Decimal(0)


def table(found: Below, base: str) -> Iterator[str]:
    """The table below the chart as lines of CSV; base: the address of the site."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    for row in found.rows:
        code = row.place.area.code if row.place.area else ""
        claim = row.level.points[0].claim if row.level else None
        moving = row.growth.points[0].claim if row.growth else None
        one = claim or moving
        cells = [found.indicator, row.place.name, code, one.period if one else "", one.modality if one else ""]
        cells += [claim.bound, plain(claim.value), plain(claim.highest), found.unit] if claim else ["", "", "", ""]
        cells += [plain(moving.value), "%"] if moving else ["", ""]
        cells += [base + said.href if said else "" for said in (claim, moving)]
        writer.writerow([harmless(cell) for cell in cells])
    yield buffer.getvalue()
