"""Courses of several places in one chart: each a line of its own, with its name at the end.

The level stands above and the growth below, both as lines, because bars side by side are not read over many years.
Where sources disagree, the preferred claim is drawn; an estimate is hollow, and joined by a dashed line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from hefu.web.chart import LEVEL_TOP, Course, Panel, Size, ticks
from hefu.web.claims import Stand
from hefu.web.figures import common_power, round_digits, unit
from hefu.web.shapes import WIDTH, Axis, Claimed, Drawing, Line, Text, axis, scale, width

MOST = 6
"""Places in one chart: more lines cannot be told apart."""

SIGNS = "●■▲◆▼✚"
"""The shapes of the points, place by place, as signs for words beside the chart."""

_FULL, _SLIM = Size(590.0, WIDTH, 300.0, 170.0), Size(226.0, 358.0, 240.0, 130.0)
_APART = 17.0


@dataclass(frozen=True, slots=True)
class Run:
    """A place and its course."""

    name: str
    course: Course


def draw(runs: Sequence[Run]) -> Drawing | None:
    """The drawing, with the one for narrow screens; None when there is nothing to draw."""
    drawing = _drawn(runs, _FULL)
    if drawing:
        drawing.slim = _drawn(runs, _SLIM)
    return drawing


def _drawn(runs: Sequence[Run], size: Size) -> Drawing | None:
    level = [_told(run.course.level) for run in runs]
    growth = [_told(run.course.growth) for run in runs]
    drawn = [*level, *growth]
    numbers = [stand.slot.last for stands in drawn for stand in stands]
    if not numbers:
        return None
    values = _values(level)
    power = common_power(values)
    top = scale(values, LEVEL_TOP, size.bottom, zero=False) if values else None
    wide = max((width(round_digits(value, power)) for value in top.ticks()), default=0.0) if top else 0.0
    along = axis(runs[0].course.shape, numbers, left=max(48.0, wide + 12), right=size.right)
    drawing = Drawing(width=size.width, torn=bool(along.tears))
    bottom = 0.0
    if top:
        panel = Panel(drawing, along, top, runs[0].course.unit, power, marked=False)
        named = unit(panel.unit, power)
        panel.grid(named)
        if top.low != 0:
            drawing.begins_at = f"{round_digits(top.low, power)} {named}"
        bottom = _panel(panel, runs, level)
    if _values(growth):
        bottom = _growth(drawing, along, runs, growth, bottom, size)
    drawing.lines += [Line("tear", x, LEVEL_TOP, x, bottom) for x in along.tears]
    ticks(drawing, along, bottom + 26)
    drawing.height = bottom + 40
    return drawing


def _growth(
    drawing: Drawing, along: Axis, runs: Sequence[Run], stands: Sequence[Sequence[Stand]], above: float, size: Size
) -> float:
    top = above + 50 if above else LEVEL_TOP
    up = scale(_values(stands), top, top + (size.growth if above else size.bottom - LEVEL_TOP), zero=True)
    panel = Panel(drawing, along, up, runs[0].course.growth_unit, 0, marked=False)
    panel.grid(_("growth, {unit}").format(unit=unit(panel.unit)))
    return _panel(panel, runs, stands)


def _told(stands: Sequence[Stand]) -> list[Stand]:
    """One claim a period: the result, or the estimate where there is none yet."""
    found = {stand.slot.last: stand for stand in stands if stand.modality == "estimate"}
    found |= {stand.slot.last: stand for stand in stands if stand.modality == "actual"}
    return [found[number] for number in sorted(found)]


def _values(stands: Sequence[Sequence[Stand]]) -> list[Decimal]:
    return [stand.points[0].claim.value for some in stands for stand in some]


def _panel(panel: Panel, runs: Sequence[Run], stands: Sequence[Sequence[Stand]]) -> float:
    """Lines and points of all places, the first on top; then their names."""
    for number in reversed(range(len(runs))):
        _run(panel, runs[number].name, number + 1, stands[number])
    _names(panel, [(number + 1, run.name, some[-1]) for number, (run, some) in enumerate(zip(runs, stands, strict=True))
                   if some])  # fmt: skip
    return panel.up.bottom


def _run(panel: Panel, name: str, number: int, stands: Sequence[Stand]) -> None:
    for one, other in pairwise(stands):
        if one.slot.last + 1 == other.slot.last:
            dashed = " ln--est" if "estimate" in (one.modality, other.modality) else ""
            panel.drawing.lines.append(Line(f"ln{dashed} of of{number}", *_at(panel, one), *_at(panel, other)))
    for stand in stands:
        x, y = _at(panel, stand)
        hollow = " spot--est" if stand.modality == "estimate" else ""
        said = _("{place}: {claim}").format(place=name, claim=panel.name(stand.points[0], rival=False))
        css = f"spot of{number}{hollow}"
        panel.drawing.claims.append(Claimed(stand.points[0].claim.href, said, css, x, y, path=_spot(number, x, y)))


def _at(panel: Panel, stand: Stand) -> tuple[float, float]:
    return panel.along.x(stand.slot.last), panel.up.y(stand.points[0].claim.value)


def _spot(number: int, x: float, y: float) -> str:
    """A point whose shape says, besides its hue, which place it belongs to."""
    corners = {
        1: ((-4.6, -2), (-2, -4.6), (2, -4.6), (4.6, -2), (4.6, 2), (2, 4.6), (-2, 4.6), (-4.6, 2)),
        2: ((-4.3, -4.3), (4.3, -4.3), (4.3, 4.3), (-4.3, 4.3)),
        3: ((0, -5.8), (5.4, 4.2), (-5.4, 4.2)),
        4: ((0, -6.2), (6.2, 0), (0, 6.2), (-6.2, 0)),
        5: ((0, 5.8), (5.4, -4.2), (-5.4, -4.2)),
        6: ((-1.8, -5.4), (1.8, -5.4), (1.8, -1.8), (5.4, -1.8), (5.4, 1.8), (1.8, 1.8), (1.8, 5.4), (-1.8, 5.4),
            (-1.8, 1.8), (-5.4, 1.8), (-5.4, -1.8), (-1.8, -1.8)),
    }[number]  # fmt: skip
    return "M" + "L".join(f"{x + dx:.1f} {y + dy:.1f}" for dx, dy in corners) + "Z"


def _names(panel: Panel, ends: Sequence[tuple[int, str, Stand]]) -> None:
    """The name of each line at the right, as near to its last point as its neighbours let it."""
    wanted = sorted(ends, key=lambda end: _at(panel, end[2])[1])
    right = panel.along.right
    room = panel.drawing.width - right - 26 - width("1,000.00")
    places = _apart([_at(panel, stand)[1] for _number, _name, stand in wanted], panel.up.top, panel.up.bottom)
    for (number, name, stand), y in zip(wanted, places, strict=True):
        x, end = _at(panel, stand)
        panel.drawing.lines.append(Line("lead-to", x + 8, end, right + 18, y))
        said = f"{_cut(name, room)} {panel.figure(stand.points[0])}"
        panel.drawing.texts.append(Text(f"of-name of{number}", right + 22, y + 4, said))


def _apart(wanted: Sequence[float], top: float, bottom: float) -> list[float]:
    """The same heights, from the top down, so far apart that words beside them do not touch."""
    found: list[float] = []
    for y in wanted:
        found.append(max(y, found[-1] + _APART if found else top))
    limit = max(bottom, top + _APART * (len(found) - 1))
    for place in reversed(range(len(found))):
        found[place] = min(found[place], limit)
        limit = found[place] - _APART
    return found


def _cut(name: str, room: float) -> str:
    """As much of a name as there is room for."""
    if width(name) <= room:
        return name
    while width(name + "…") > room:
        name = name[:-1]
    return name + "…"
