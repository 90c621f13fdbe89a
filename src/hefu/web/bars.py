"""Places beside each other at one time: a bar for the level of each, and one for its growth.

Bars begin at zero; an estimate is hollow, as everywhere. Places of which nothing is said are named, with a dash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from hefu.web.chart import figure_words, full_name
from hefu.web.claims import Point, Stand
from hefu.web.figures import common_power, unit
from hefu.web.shapes import Claimed, Drawing, Line, Rect, Text, width

_TOP, _ROW, _BAR = 34.0, 27.0, 15.0
_NAMES, _BETWEEN, _GROWTH = 150.0, 60.0, 150.0


@dataclass(frozen=True, slots=True)
class Held:
    """A place with what is drawn of it; None: nothing is said of that time."""

    name: str
    level: Stand | None
    growth: Stand | None


@dataclass(frozen=True, slots=True)
class _Column:
    """Bars below each other. zero: where they begin; each: units of the drawing for one of the value."""

    zero: float
    each: float
    unit: str
    power: int


def draw(held: Sequence[Held], unit_of_level: str, caption: str) -> Drawing | None:
    """The drawing; None when nothing is said of any place. caption: the time."""
    levels = [one.level.points[0] for one in held if one.level]
    growths = [one.growth.points[0] for one in held if one.growth]
    if not levels and not growths:
        return None
    drawing = Drawing(height=_TOP + _ROW * len(held) + 6)
    left = min(_NAMES, max(width(one.name) for one in held)) + 14
    end = drawing.width - (_GROWTH + _BETWEEN if growths and levels else 0)
    columns: list[tuple[str, _Column]] = []
    if levels:
        power = common_power([point.claim.value for point in levels])
        columns.append(("level", _column(levels, unit_of_level, power, left, end)))
        drawing.texts.append(Text("ax", columns[0][1].zero, 14, f"{caption} · {unit(unit_of_level, power)}"))
    if growths:
        begin = end + _BETWEEN if levels else left
        columns.append(("growth", _column(growths, "%", 0, begin, drawing.width)))
        drawing.texts.append(Text("ax", begin, 14, _("growth, {unit}").format(unit="%")))
    for number, one in enumerate(held):
        _row(drawing, one, _TOP + number * _ROW, left, columns)
    bottom = drawing.height - 6
    drawing.lines += [Line("zero", column.zero, _TOP - 8, column.zero, bottom) for _name, column in columns]
    return drawing


def _column(points: Sequence[Point], of: str, power: int, left: float, right: float) -> _Column:
    values = [point.claim.value for point in points]
    room = max(width(figure_words(point, power)) for point in points) + 10
    low, high = min(*values, Decimal(0)), max(*values, Decimal(0))
    before = room if low < 0 else 0.0
    each = (right - left - room - before) / float((high - low) or 1)
    return _Column(left + before - float(low) * each, each, of, power)


def _row(drawing: Drawing, one: Held, y: float, left: float, columns: Sequence[tuple[str, _Column]]) -> None:
    drawing.texts.append(Text("end", left - 10, y + _BAR - 2.5, _cut(one.name)))
    for name, column in columns:
        stand = one.level if name == "level" else one.growth
        if stand is None:
            drawing.texts.append(Text("ax", column.zero + 6, y + _BAR - 2.5, "—"))
        else:
            _bar(drawing, one.name, stand, column, y)


def _bar(drawing: Drawing, name: str, stand: Stand, column: _Column, y: float) -> None:
    point = stand.points[0]
    long = float(point.claim.value) * column.each
    x, high = column.zero + min(long, 0.0), max(abs(long), 1.0)
    said = _("{place}: {claim}").format(place=name, claim=full_name(point, column.unit, column.power))
    css = "gbar gbar--est" if stand.modality == "estimate" else "gbar"
    drawing.claims.append(Claimed(point.claim.href, said, css, x, y, Rect("", x, y, high, _BAR)))
    words = figure_words(point, column.power)
    if long < 0:
        drawing.texts.append(Text("strong end", x - 6, y + _BAR - 2.5, words))
    else:
        drawing.texts.append(Text("strong", x + high + 6, y + _BAR - 2.5, words))


def _cut(name: str) -> str:
    while width(name) > _NAMES and len(name) > 2:
        name = f"{name[:-2]}…"
    return name
