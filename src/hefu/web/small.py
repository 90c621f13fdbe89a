"""The drawings of a finding: its series with the figures marked, and two intervals that do not meet on one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hefu.audit.claims import factor
from hefu.ledger.models import FindingFigure, Series, Statement
from hefu.ledger.telling import Step
from hefu.web import periods
from hefu.web.calculation import Row, comparable, rivals
from hefu.web.chart import SMALL, Course, draw
from hefu.web.claims import Claim, Stand, stands
from hefu.web.figures import MULTIPLIERS, round_digits, unit
from hefu.web.listing import carded
from hefu.web.passages import letter
from hefu.web.shapes import Drawing, Line, Scale, Text, scale, width
from hefu.web.views.rows import statement_address

_MOST = 300
"""Statements of a series that are looked at."""
_AROUND = 6
"""Periods on each side of the figures that are drawn."""
_WIDE, _LEFT, _RIGHT = 480.0, 24.0, 456.0
_FLOOR = 62.0


def series(figures: Sequence[FindingFigure]) -> tuple[Drawing, Series] | None:
    """The series of the figures, its level above and its growth below; None where it has but one point."""
    marks = {row.statement_id: letter(row.place) for row in figures if row.statement_id is not None}
    own = [row.statement for row in figures if row.statement is not None and periods.slot(row.statement.period)]
    amounts = [row for row in own if row.series.measure not in ("growth", "change", "gap")]
    main = (amounts or own)[-1] if own else None
    slot = periods.slot(main.period) if main is not None else None
    if main is None or slot is None:
        return None
    level = _stands(main.series, slot, marks) if amounts else []
    moving = next((row.series for row in own if row.series.measure == "growth" and row.series.basis == "yoy"), None)
    growth = _stands(moving, slot, marks) if moving is not None else []
    if sum(len(stand.points) for stand in (*level, *growth)) < 2 or not any(
        point.marks for stand in (*level, *growth) for point in stand.points
    ):
        return None
    course = Course(slot.shape, main.series.unit, "%", level, growth, marked=True)
    drawing = draw(course, SMALL)
    return (drawing, main.series) if drawing is not None else None


def _stands(found: Series, near: periods.Slot, marks: dict[int, str]) -> list[Stand]:
    rows = carded(Statement.objects.filter(series=found)).order_by("-period_end")[:_MOST]
    slots = ((row, periods.slot(row.period)) for row in rows)
    return stands(
        _claim(row, slot, marks.get(row.pk, ""))
        for row, slot in slots
        if slot is not None and slot.shape == near.shape and abs(slot.last - near.last) <= _AROUND
    )


def _claim(row: Statement, slot: periods.Slot, mark: str) -> Claim:
    return Claim(
        value=Decimal(row.value),
        highest=Decimal(row.value_max) if row.value_max else None,
        bound=row.bound,
        modality=row.modality,
        slot=slot,
        period=row.period,
        published=row.document.published,
        source=0,
        href=statement_address(row.document.original_id, row.start),
        mark=mark,
    )


# ---------------------------------------------------------------- two intervals


@dataclass(frozen=True, slots=True)
class Strip:
    """Two intervals on a line, and in words."""

    drawing: Drawing
    one: Row
    other: Row


def strip(steps: Sequence[Step], lines: Sequence[Row]) -> Strip | None:
    """The two lines of the arithmetic that cannot both be true; None where no two are apart."""
    pair = rivals(steps)
    if pair is None:
        return None
    times = factor(steps[pair[1]].unit)
    ends = [tuple(end / times for end in comparable(steps[at])) for at in pair]
    known = [end for two in ends for end in two if end.is_finite()]
    along = scale(known, _LEFT, _RIGHT, zero=False)
    along = Scale(along.low, along.high, along.step, _RIGHT, _LEFT)  # from left to right, not from below to above
    drawing = Drawing(width=_WIDE, height=84.0)
    _axis(drawing, along, steps[pair[1]].unit, lines[pair[1]].unit)
    for place, (at, (low, high)) in enumerate(zip(pair, ends, strict=True)):
        _bar(drawing, along, lines[at], low, high, 28.0 + 20 * place, "iv-b" if place else "iv-a")
    return Strip(drawing, lines[pair[0]], lines[pair[1]])


def _axis(drawing: Drawing, along: Scale, named: str, written: str) -> None:
    """The line in the unit that the figure is written in: 亿元."""
    of = next((power for power in MULTIPLIERS if unit(named, power) == written), 0)
    for number, value in enumerate(along.ticks()):
        x = along.y(value)
        drawing.lines.append(Line("gl", x, 12, x, _FLOOR))
        words = round_digits(value, of) + (unit(named, of) if number == 0 or named == "%" else "")
        drawing.texts.append(Text("ax mid", x, _FLOOR + 16, words))
    drawing.lines.append(Line("zero", _LEFT, _FLOOR, _RIGHT, _FLOOR))


def _bar(drawing: Drawing, along: Scale, line: Row, low: Decimal, high: Decimal, y: float, css: str) -> None:
    first = along.y(low) if low.is_finite() else _LEFT
    last = along.y(high) if high.is_finite() else _RIGHT
    middle = (first + last) / 2
    if last - first < 3:
        first, last = middle - 1.5, middle + 1.5
    drawing.lines.append(Line(css, first, y, last, y))
    words = f"{line.letter or line.what} {line.number}"
    room = width(words) + 10
    if last + room <= _WIDE:
        drawing.texts.append(Text(f"{css}-t strong", last + 6, y + 4, words))
    elif first - room >= 0:
        drawing.texts.append(Text(f"{css}-t strong end", first - 6, y + 4, words))
    else:
        drawing.texts.append(Text(f"{css}-t strong mid", middle, y - 7, words))
