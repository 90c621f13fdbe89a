"""The chart of a series: above the level, below the growth.

Line style says what kind of claim a figure is, as everywhere: actual solid and filled, estimate dashed and
hollow, target a bracket that is open to the side it allows. The level is drawn as points and lines, never as
bars, because its axis need not begin at zero. Claims that contradict each other stand in a halo. A template
writes the shapes as SVG with classes only, so that themes and print work.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from hefu.web.claims import Point, Stand, courses
from hefu.web.figures import common_power, digits, round_digits, unit
from hefu.web.periods import tick, words
from hefu.web.shapes import RIGHT, WIDTH, Axis, Claimed, Drawing, Labels, Line, Rect, Scale, Text, axis, scale, width
from hefu.web.wording import MODALITIES, SIGNS

LEVEL_TOP, LEVEL_BOTTOM = 40.0, 300.0
GROWTH_HEIGHT = 140.0
_BRACKET = 15.0
_LABEL = {"actual": "strong", "estimate": "c-est strong", "target": "c-target strong"}
_BAR = 34.0


@dataclass(frozen=True, slots=True)
class Course:
    """What is drawn: stands of the level, stands of the growth, and growth averaged over several years (plans).

    marked: points are known by their marks (A, B) and not by their sources.
    way: numbers of slots and values that lead from a base to a target.
    """

    shape: str
    unit: str
    growth_unit: str
    level: Sequence[Stand] = ()
    growth: Sequence[Stand] = ()
    spans: Sequence[Stand] = ()
    marked: bool = False
    way: Sequence[tuple[int, Decimal]] = ()


@dataclass(frozen=True, slots=True)
class Size:
    """How large a chart is: where the plot ends, how wide all is, where the level ends, how high the growth is."""

    right: float
    width: float
    bottom: float
    growth: float


FULL = Size(RIGHT, WIDTH, LEVEL_BOTTOM, GROWTH_HEIGHT)
SMALL = Size(560.0, 640.0, 150.0, 80.0)
"""Beside other things: lower, and not so wide."""
SLIM = Size(304.0, 358.0, 240.0, 110.0)
"""On a telephone, as wide as its screen: nothing of it has to be looked for sideways."""


def draw(course: Course, size: Size = FULL) -> Drawing | None:
    """The drawing, with the one for narrow screens; None when there is nothing to draw."""
    drawing = _drawn(course, size)
    if drawing:
        drawing.slim = _drawn(course, SLIM)
    return drawing


def _drawn(course: Course, size: Size) -> Drawing | None:
    numbers = [stand.slot.last for stand in (*course.level, *course.growth)]
    numbers += [n for stand in course.spans for n in (stand.slot.number, stand.slot.last)]
    if not numbers:
        return None
    if course.way:  # a straight way stays straight only where no period of it is left out
        numbers += range(min(n for n, _ in course.way), max(n for n, _ in course.way) + 1)
    values = [*_values(course.level), *(value for _number, value in course.way)]
    above = scale(values, LEVEL_TOP, size.bottom, zero=False) if course.level else None
    power = common_power(_values(course.level))
    wide = max((width(round_digits(value, power)) for value in above.ticks()), default=0) if above else 0
    along = axis(course.shape, numbers, left=max(48.0, wide + 12), right=size.right)
    drawing = Drawing(width=size.width, torn=bool(along.tears))
    bottom = 0.0
    if above:
        bottom = _level(Panel(drawing, along, above, course.unit, power, course.marked), course)
    if course.growth or course.spans:
        bottom = _growth(drawing, along, course, bottom, size)
    drawing.lines += [Line("tear", x, LEVEL_TOP, x, bottom) for x in along.tears]
    ticks(drawing, along, bottom + 26)
    drawing.height = bottom + 40
    return drawing


def ticks(drawing: Drawing, along: Axis, y: float) -> None:
    """The names of the periods, as many as have room."""
    names = {number: tick(along.shape, number) for number in along.numbers}
    every = next(n for n in range(1, 100) if n * along.step > max(width(name) for name in names.values()) + 8)
    for place, number in enumerate(reversed(along.numbers)):
        if place % every == 0:
            drawing.texts.append(Text("ax mid", along.x(number), y, names[number]))


# ---------------------------------------------------------------- panels


@dataclass(slots=True)
class Panel:
    """One of the two: everything that is drawn in it goes through here."""

    drawing: Drawing
    along: Axis
    up: Scale
    unit: str
    power: int
    marked: bool
    labels: Labels = field(init=False)

    def __post_init__(self) -> None:
        self.labels = Labels(self.along.left, self.up.top - 16, self.up.bottom + 18, self.drawing.width)

    def grid(self, caption: str) -> None:
        for value in self.up.ticks():
            y = self.up.y(value)
            self.drawing.lines.append(Line("zero" if value == 0 else "gl", self.along.left, y, self.along.right, y))
            self.drawing.texts.append(Text("ax end", self.along.left - 7, y + 4, round_digits(value, self.power)))
        self.drawing.texts.append(Text("ax", 0, self.up.top - 20, caption))

    def name(self, point: Point, *, rival: bool) -> str:
        """The full name of a point: period, kind of claim, figure, sources."""
        said = full_name(point, self.unit, self.power, rival=rival)
        note = self.note(point)
        if not note:
            return said
        return f"{note}: {said}" if self.marked else _("{claim}, source {sources}").format(claim=said, sources=note)

    def note(self, point: Point) -> str:
        """What a point is known by: its marks, or the numbers of its sources."""
        return point.marks if self.marked else notes(point.sources)

    def figure(self, point: Point) -> str:
        return figure_words(point, self.power)

    def claim(
        self,
        point: Point,
        css: str,
        x: float,
        y: float,
        *,
        rival: bool = False,
        rect: Rect | None = None,
        path: str = "",
    ) -> None:
        name = self.name(point, rival=rival)
        self.drawing.claims.append(Claimed(point.claim.href, name, css, x, y, rect, path))

    def label(self, point: Point, css: str, x: float, y: float, gap: float = 8.0, *, beside: bool = False) -> None:
        claim = point.claim
        said = self.figure(point)
        if claim.modality != "actual":
            said = f"{MODALITIES[claim.modality]} {said}"
        beside = beside or claim.modality != "actual"
        found = self.labels.put(Text(css, x, y, said, self.note(point)), gap, beside=beside)
        if found:
            self.drawing.texts.append(found)

    def bracket(self, point: Point, x: float, half: float) -> None:
        """A target: open upwards for at least, downwards for at most, closed for about and exactly."""
        claim = point.claim
        y = self.up.y(claim.value)
        band = min(28.0, y - self.up.top if claim.bound != "<=" else self.up.bottom - y)
        if claim.bound == ">=":
            self.drawing.rects.append(Rect("band", x - half, y - band, 2 * half, band))
            path = f"M{x - half:.1f} {y - 10:.1f}V{y:.1f}H{x + half:.1f}V{y - 10:.1f}"
        elif claim.bound == "<=":
            self.drawing.rects.append(Rect("band", x - half, y, 2 * half, band))
            path = f"M{x - half:.1f} {y + 10:.1f}V{y:.1f}H{x + half:.1f}V{y + 10:.1f}"
        else:
            path = f"M{x - half:.1f} {y - 5:.1f}H{x + half:.1f}V{y + 5:.1f}H{x - half:.1f}Z"
        self.claim(point, "brk", x, y, path=path)
        self.labels.avoid_line(x - half, y, x + half, y)
        self.label(point, "c-target strong", x, y, half)

    def halo(self, stand: Stand, reach: float) -> None:
        """Claims of one period that contradict each other are held together."""
        ys = [self.up.y(point.claim.value) for point in stand.points]
        x = self.along.x(stand.slot.last)
        top, bottom = min(ys) - 11, max(ys) + 11
        self.drawing.rects.append(Rect("halo", x - reach, top, 2 * reach, bottom - top, min(reach, 11.0)))


def full_name(point: Point, of: str, power: int, *, rival: bool = False) -> str:
    """A claim in words: period, kind and figure, in units of the power."""
    claim = point.claim
    return _("{period}, {kind} {figure}").format(
        period=words(claim.period),
        kind=(_("another claim, {kind}") if rival else "{kind}").format(kind=MODALITIES[claim.modality]),
        figure=figure_words(point, power) + " " + unit(of, power),
    )


def figure_words(point: Point, power: int) -> str:
    """The number of a claim with its bound: `≈ 1,085`, `5—6`."""
    claim = point.claim
    number = digits(claim.value, power)
    number += "" if claim.highest is None else f"—{digits(claim.highest, power)}"
    return number if claim.bound == "=" else f"{SIGNS[claim.bound]} {number}"


def notes(sources: Sequence[int]) -> str:
    """Numbers of sources: ①②."""
    return "".join(_note(number) for number in sources)


def _note(number: int) -> str:
    for first, last, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if first <= number <= last:
            return chr(code + number - first)
    return f"({number})"


def _values(stands: Sequence[Stand]) -> list[Decimal]:
    claims = [point.claim for stand in stands for point in stand.points]
    return [value for c in claims for value in (c.value, c.highest) if value is not None]


# ---------------------------------------------------------------- level


def _level(panel: Panel, course: Course) -> float:
    up, named = panel.up, unit(course.unit, panel.power)
    panel.grid(named)
    if up.low != 0:
        panel.drawing.begins_at = f"{round_digits(up.low, panel.power)} {named}"
    for stand in course.level:
        for point in stand.points:
            panel.labels.avoid(panel.along.x(stand.slot.last), up.y(point.claim.value))
    _lines(panel, course.level)
    panel.drawing.lines += [_way(panel, one, other) for one, other in pairwise(course.way)]
    told = {stand.slot for stand in course.level if stand.modality == "actual"}
    for modality in ("actual", "estimate", "target"):
        for stand in course.level:
            if stand.modality == modality:
                _stand(panel, stand, named=modality != "estimate" or stand.slot not in told)
    return up.bottom


def _lines(panel: Panel, stands: Sequence[Stand]) -> None:
    """Solid between neighbouring actual values, dashed from the last of them to an estimate."""
    actual = {stand.slot.last: stand for stand in stands if stand.modality == "actual"}
    for run in courses(stands):
        for one, other in pairwise(run):
            _line(panel, "ln", one, other)
    for stand in stands:
        before = actual.get(stand.slot.last - 1)
        joined = stand.modality == "estimate" and stand.slot.shape != "years" and stand.slot.last not in actual
        if joined and before:
            _line(panel, "ln ln--est", before, stand)


def _way(panel: Panel, one: tuple[int, Decimal], other: tuple[int, Decimal]) -> Line:
    return Line("course", panel.along.x(one[0]), panel.up.y(one[1]), panel.along.x(other[0]), panel.up.y(other[1]))


def _line(panel: Panel, css: str, one: Stand, other: Stand) -> None:
    x1, x2 = panel.along.x(one.slot.last), panel.along.x(other.slot.last)
    y1, y2 = (panel.up.y(stand.points[0].claim.value) for stand in (one, other))
    panel.drawing.lines.append(Line(css, x1, y1, x2, y2))
    panel.labels.avoid_line(x1, y1, x2, y2)


def _stand(panel: Panel, stand: Stand, *, named: bool) -> None:
    """Draws what is said of a period; `named`: with its figure, unless an actual value has taken its place."""
    x = panel.along.x(stand.slot.last)
    if stand.modality == "target":
        for point in stand.points:
            panel.bracket(point, x, min(_BRACKET, panel.along.step / 2.5))
        return
    if len(stand.points) > 1:
        panel.halo(stand, 11.0)
    for number, point in enumerate(stand.points):
        y = panel.up.y(point.claim.value)
        rival = number > 0
        if stand.modality == "estimate":
            panel.claim(point, "pt--est", x, y, rival=rival)
            if named:
                panel.label(point, "c-est strong", x, y)
        elif rival:
            panel.claim(point, "pt pt--rival", x, y, rival=True, rect=Rect("", x - 4.8, y - 4.8, 9.6, 9.6))
            panel.label(point, "", x, y, 11.0)
        else:
            panel.claim(point, "pt", x, y)
            panel.label(point, "strong", x, y)


# ---------------------------------------------------------------- growth


def _growth(drawing: Drawing, along: Axis, course: Course, above: float, size: Size) -> float:
    top = above + 50 if above else LEVEL_TOP
    height = size.growth if above else size.bottom - LEVEL_TOP
    values = _values([*course.growth, *course.spans])
    up = scale(values, top, top + height, zero=True)
    panel = Panel(drawing, along, up, course.growth_unit, 0, course.marked)
    panel.grid(_("growth, {unit}").format(unit=unit(course.growth_unit)))
    for stand in course.growth:
        _avoid(panel, stand)
    for stand in course.spans:
        for point in stand.points:
            _span(panel, stand, point)
    told = {stand.slot for stand in course.growth if stand.modality == "actual"}
    for modality in ("estimate", "actual", "target"):
        for stand in course.growth:
            if stand.modality == modality:
                _bars(panel, stand, named=modality != "estimate" or stand.slot not in told)
    return up.bottom


def _span(panel: Panel, stand: Stand, point: Point) -> None:
    """A yearly average over several years: a stroke as long as they last."""
    half = panel.along.step / 2 - 2
    left, right = panel.along.x(stand.slot.number) - half, panel.along.x(stand.slot.last) + half
    y = panel.up.y(point.claim.value)
    panel.claim(point, f"span span--{stand.modality}", right, y, path=f"M{left:.1f} {y:.1f}H{right:.1f}")
    panel.labels.avoid_line(left, y, right, y)
    panel.label(point, _LABEL[stand.modality], right, y, 0.0)


def _avoid(panel: Panel, stand: Stand) -> None:
    """Keeps labels off the bars."""
    if stand.modality != "target":
        x, half = panel.along.x(stand.slot.last), _half(panel)
        for point in stand.points:
            y, zero = panel.up.y(point.claim.value), panel.up.y(Decimal(0))
            panel.labels.taken.append((x - half, min(y, zero), x + half, max(y, zero)))


def _half(panel: Panel) -> float:
    return min(_BAR, panel.along.step * 0.6) / 2


def _bars(panel: Panel, stand: Stand, *, named: bool) -> None:
    x, half = panel.along.x(stand.slot.last), _half(panel)
    if stand.modality == "target":
        for point in stand.points:
            panel.bracket(point, x, half + 5)
        return
    rivals = len(stand.points) > 1
    if rivals:
        panel.halo(stand, half + 7)
    half += 3 if stand.modality == "estimate" else 0
    for number, point in enumerate(stand.points):
        y = panel.up.y(point.claim.value)
        css = "gbar gbar--est" if stand.modality == "estimate" else "gbar--rival" if number else "gbar"
        top, high = min(y, panel.up.y(Decimal(0))), max(abs(panel.up.y(Decimal(0)) - y), 1.0)
        panel.claim(point, css, x, y, rival=number > 0, rect=Rect("", x - half, top, 2 * half, high))
        if named:
            first = rivals and number == 0
            gap = half if first or stand.modality == "estimate" else 10.0 if rivals else 2.0
            panel.label(point, "" if number else _LABEL[stand.modality], x, y, gap, beside=first)
