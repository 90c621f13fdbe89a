"""What of an indicator's statements is drawn: which measure, unit and kind of period, and from which sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from hefu.ledger.models import Document, Statement
from hefu.web import params, periods, wording
from hefu.web.chart import Course
from hefu.web.claims import Claim, Stand, stands
from hefu.web.views.rows import statement_address

MOVES = ("change", "gap")
"""Measures that say how far an amount moved or lies from another: the amount itself is drawn first."""

YEARLY = ("yoy", "")
"""Bases of growth that are drawn as bars, one for each period."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A select above the chart: its parameter, its name, what is chosen, and what could be (value, words, number)."""

    name: str
    label: str
    chosen: str
    options: Sequence[tuple[str, str, int]]


def choose(
    query: QueryDict,
    name: str,
    label: str,
    counted: Mapping[str, int],
    words: Callable[[str], str] = str,
    *,
    last: Collection[str] = (),
) -> Choice:
    """The choice that the address asks for, or the commonest where it asks for none that there is.

    last: what is chosen only where there is nothing else.
    """
    options = sorted(counted.items(), key=lambda item: (item[0] in last, -item[1], item[0]))
    asked = params.text(query, name)
    default = options[0][0] if options else ""
    chosen = asked if name in query and asked in counted else default
    return Choice(name, label, chosen, [(value, words(value), n) for value, n in options])


@dataclass(frozen=True, slots=True)
class Drawn:
    """A course, the choices that lead to it, and the numbers of the documents that it was taken from.

    beside: the courses of other places, of the same measure, unit and kind of periods.
    """

    course: Course
    choices: tuple[Choice, ...]
    sources: dict[int, int]
    beside: tuple[Course, ...] = ()

    @property
    def stands(self) -> list[Stand]:
        """All that is drawn."""
        return [s for course in (self.course, *self.beside) for s in (*course.level, *course.growth, *course.spans)]

    @property
    def rivals(self) -> list[tuple[Stand, str]]:
        """The periods of which contradicting things are said, with their unit."""
        course = self.course
        found = [(stand, course.unit) for stand in course.level]
        found += [(stand, course.growth_unit) for stand in (*course.growth, *course.spans)]
        return [(stand, unit) for stand, unit in found if len(stand.points) > 1 and stand.modality == "actual"]


def drawn(query: QueryDict, rows: Sequence[Statement], beside: Sequence[Sequence[Statement]] = ()) -> Drawn:
    """The course of the statements of one indicator and place, as the address asks for it, with those of others."""
    sources = _sources([*rows, *(row for other in beside for row in other)])
    still = [row for row in rows if row.series.measure != "growth"]
    measure = choose(query, "measure", _("measure"), Counter(r.series.measure for r in still), _measure, last=MOVES)
    still = [row for row in still if row.series.measure == measure.chosen]
    unit = choose(query, "unit", _("unit"), Counter(r.series.unit for r in still), _unit)
    still = _commonest_basis([row for row in still if row.series.unit == unit.chosen])
    moving = [row for row in rows if row.series.measure == "growth" and row.series.basis in YEARLY]
    each = choose(query, "each", _("periods"), _shapes([*still, *moving]), periods.shape_words)
    level = _Level(measure.chosen, unit.chosen, still[0].series.basis if still else "", each.chosen)
    course = _course(level, rows, sources)
    others = tuple(_course(level, other, sources) for other in beside)
    return Drawn(course, (measure, unit, each), sources, others)


@dataclass(frozen=True, slots=True)
class _Level:
    """What the figures of a level have in common, and the kind of periods that is drawn."""

    measure: str
    unit: str
    basis: str
    shape: str

    def has(self, row: Statement) -> bool:
        """Whether a statement is one of them."""
        return (row.series.measure, row.series.unit, row.series.basis) == (self.measure, self.unit, self.basis)


def _course(level: _Level, rows: Sequence[Statement], sources: Mapping[int, int]) -> Course:
    moving = [row for row in rows if row.series.measure == "growth" and row.series.basis in YEARLY]
    return Course(
        shape=level.shape,
        unit=level.unit,
        growth_unit="%",
        level=_stands([row for row in rows if level.has(row)], level.shape, sources),
        growth=_stands([r for r in moving if r.series.unit == "%"], level.shape, sources),
        spans=_stands(_averages(rows), "years", sources) if level.shape in ("year", "") else [],
    )


def _measure(name: str) -> str:
    return str(wording.MEASURES.get(name, name))


def _unit(name: str) -> str:
    return _("none") if name == "1" else name


def _sources(rows: Sequence[Statement]) -> dict[int, int]:
    """Documents by key, numbered from 1 in the order in which they were published."""
    documents: dict[int, Document] = {row.document_id: row.document for row in rows}
    ordered = sorted(documents.values(), key=lambda document: (document.published, document.pk))
    return {document.pk: number for number, document in enumerate(ordered, 1)}


def _commonest_basis(rows: Sequence[Statement]) -> list[Statement]:
    """Changes against different bases make no series."""
    counted = Counter(row.series.basis for row in rows)
    basis = max(counted, key=lambda name: counted[name], default="")
    return [row for row in rows if row.series.basis == basis]


def _shapes(rows: Sequence[Statement]) -> Counter[str]:
    found = (periods.slot(row.period) for row in rows)
    return Counter(slot.shape for slot in found if slot)


def _averages(rows: Sequence[Statement]) -> list[Statement]:
    return [row for row in rows if row.series.measure == "growth" and row.series.basis == "avg"]


def _stands(rows: Sequence[Statement], shape: str, sources: Mapping[int, int]) -> list[Stand]:
    found = ((row, periods.slot(row.period)) for row in rows)
    return stands(_claim(row, slot, sources) for row, slot in found if slot and slot.shape == shape)


def _claim(row: Statement, slot: periods.Slot, sources: Mapping[int, int]) -> Claim:
    return Claim(
        value=Decimal(row.value),
        highest=Decimal(row.value_max) if row.value_max else None,
        bound=row.bound,
        modality=row.modality,
        slot=slot,
        period=row.period,
        published=row.document.published,
        source=sources[row.document_id],
        href=statement_address(row.document.original_id, row.start),
    )
