"""The indicators of a place, each with its latest figures and the shape of its course.

Which measure, unit and kind of periods is shown of an indicator is decided as on its own page, over the newest
statements of each series.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import QueryDict

from hefu.ledger.models import Series, Statement
from hefu.web import periods, spark
from hefu.web.claims import Stand
from hefu.web.course import Drawn, drawn
from hefu.web.figures import figure
from hefu.web.places import Place
from hefu.web.wording import SIGNS

_DRAWN = (
    "start", "value", "value_max", "bound", "period", "period_end", "modality", "document__published",
    "document__original", "series__indicator", "series__area", "series__area_name", "series__holder",
    "series__measure", "series__basis", "series__unit",
)  # fmt: skip
"""The columns that a drawing needs: a page looks at several hundred statements."""

NEWEST = 12
"""Statements of a series that are looked at, the newest."""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as people read it, its time, and where it is said."""

    number: str
    unit: str
    sign: str
    period: str
    modality: str
    href: str
    contested: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator of a place. said: how many statements."""

    name: str
    said: int
    level: Told | None
    growth: Told | None
    spark: spark.Spark | None


def indicators(place: Place) -> list[tuple[int, str, int]]:
    """Key, name and number of statements of the indicators of a place, those most is said of first."""
    found = (
        Series.objects.filter(place.of()).values_list("indicator", "indicator__name").annotate(n=Count("statements"))
    )
    return list(found.filter(n__gt=0).order_by("-n", "indicator__name"))


def lines(place: Place, some: Iterable[tuple[int, str, int]]) -> list[Line]:
    """These indicators with their latest figures; one query."""
    every = list(some)
    rows: dict[int, list[Statement]] = defaultdict(list)
    for row in newest(place.of("series__") & Q(series__indicator__in=[key for key, _name, _n in every])):
        rows[row.series.indicator_id].append(row)
    return [_line(name, n, rows[key]) for key, name, n in every]


def newest(about: Q) -> QuerySet[Statement]:
    """The newest statements of each series, with as much of their series and documents as a drawing needs."""
    place = Window(RowNumber(), partition_by=F("series"), order_by=[F("period_end").desc(), F("pk").desc()])
    found = Statement.objects.filter(about).annotate(nth=place).filter(nth__lte=NEWEST)
    return found.select_related("series", "document").only(*_DRAWN).order_by("-period_end")


def _line(name: str, said: int, rows: Sequence[Statement]) -> Line:
    holders = {row.series.holder for row in rows}
    holder = "" if "" in holders else min(holders, default="")
    shows = drawn(QueryDict(), [row for row in rows if row.series.holder == holder])
    level, growth = told(shows.course.level), told(shows.course.growth)
    return Line(
        name,
        said,
        as_told(level[-1], shows.course.unit) if level else None,
        as_told(growth[-1], "%") if growth else None,
        course_of(shows),
    )


def told(stands: Iterable[Stand]) -> list[Stand]:
    """One stand a period, in order: the result, or the estimate where there is none."""
    every = list(stands)
    found = {stand.slot.last: stand for stand in every if stand.modality == "estimate"}
    found |= {stand.slot.last: stand for stand in every if stand.modality == "actual"}
    return [found[number] for number in sorted(found)]


def as_told(stand: Stand, unit: str) -> Told:
    """The preferred figure of a period."""
    claim = stand.points[0].claim
    number, named = figure(claim.value, unit, claim.highest)
    sign = "" if claim.bound == "=" else SIGNS[claim.bound]
    period = periods.words(claim.period)
    return Told(number, named, sign, period, claim.modality, claim.href, contested=len(stand.points) > 1)


def course_of(shows: Drawn) -> spark.Spark | None:
    """The shape of the level, or of the growth where there is no level; None for a single point."""
    for stands in (shows.course.level, shows.course.growth):
        found = told(stands)
        if len(found) > 1:
            return spark.drawing(found)
    return None
