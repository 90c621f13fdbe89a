"""The chart of a target: its bracket, open to the side that it allows, beside base, results and the even course.

SVG with attributes only, so that a browser and a typesetter draw the same. Every text in it is a run with its
evidence; the axis names years, and no value that no document states.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from hefu.report.compose import Draft
from hefu.report.ink import Picture, Run, date, words
from hefu.report.snapshot import Judged, Point

WIDTH, HEIGHT = 640, 210
_LEFT, _RIGHT, _TOP, _BOTTOM = 60.0, 580.0, 34.0, 168.0
_INK, _FAINT, _LINE = "#1b1f20", "#626868", "#868b84"
_ACTUAL, _ESTIMATE, _TARGET, _SOFT = "#1d4d8a", "#3d699f", "#7b2f72", "#f3e6f1"
_FONTS = "Noto Sans CJK SC, Source Han Sans SC, Noto Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
_SIZE = 11.0


def draw(draft: Draft, one: Judged) -> Picture | None:
    """The chart of a target; None where there are no two figures to lay beside each other."""
    if one.aim is None or not (one.series or one.start):
        return None
    canvas = _Canvas(draft, one)
    canvas.axis()
    canvas.course()
    canvas.points()
    canvas.bracket(one.aim)
    canvas.results()
    canvas.base()
    return canvas.picture()


@dataclass(slots=True)
class _Canvas:
    """A chart in the making."""

    draft: Draft
    one: Judged
    parts: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)
    months: tuple[int, int] = (0, 1)
    values: tuple[Decimal, Decimal] = (Decimal(0), Decimal(1))

    def __post_init__(self) -> None:
        points = [p for p in (self.one.aim, self.one.start, *self.one.series) if p]
        first, last = min(p.first if _long(p) else p.last for p in points), max(p.last for p in points)
        self.months = (first - first % 12, last - last % 12 + 11)
        numbers = [Decimal(value) for p in points for value in (p.low, p.high)]
        numbers += [] if self.one.way else [Decimal(0)]  # years that stand for themselves are seen from zero
        low, high = min(numbers), max(numbers)
        room = (high - low or abs(high) or Decimal(1)) / 5
        self.values = (low - room, high + room)

    def x(self, month: int) -> float:
        first, last = self.months
        years = max((last - first) // 12, 1)
        place = ((month - first) // 12 if month % 12 == 11 else (month - first - 11) / 12) / years
        return round(_LEFT + place * (_RIGHT - _LEFT), 1)

    def y(self, value: Decimal) -> float:
        low, high = self.values
        return round(_BOTTOM - float((value - low) / (high - low)) * (_BOTTOM - _TOP), 1)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, more: str = "") -> None:
        self.parts.append(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" {more}/>')

    def path(self, d: str, colour: str, more: str = 'fill="none"') -> None:
        self.parts.append(f'<path d="{d}" stroke="{colour}" {more}/>')

    def text(self, x: float, y: float, run: Run, colour: str, *, bold: bool = False) -> None:
        self.runs.append(run)
        weight = ' font-weight="700"' if bold else ""
        said = (f'<text x="{x}" y="{round(y, 1)}" text-anchor="middle" fill="{colour}" font-size="{_SIZE}"{weight}>'
                f"{escape(run.text)}</text>")  # fmt: skip
        self.parts.append(f'<a href="#{run.refs[0]}">{said}</a>' if run.refs else said)

    def label(self, x: float, y: float, point: Point, colour: str, *, gap: float = 9) -> None:
        """The figure above its mark, or below, or not at all where others stand already: it is in the list beside."""
        run = self.draft.evidence(point.passage)
        half = sum(_SIZE if ord(sign) > 255 else _SIZE * 0.58 for sign in run.text) / 2
        middle = min(max(x, half + 2), WIDTH - half - 2)
        for base in (y - gap, y + gap + 10):
            box = (middle - half, base - _SIZE, middle + half, base + 2)
            if not any(_touch(box, other) for other in self.taken):
                self.taken.append(box)
                self.text(round(middle, 1), base, run, colour, bold=point.modality != "estimate")
                return

    def axis(self) -> None:
        """The years below; every so manieth where there are too many."""
        self.line(_LEFT - 30, _BOTTOM + 8, _RIGHT + 30, _BOTTOM + 8, _LINE, 'stroke-width="0.8"')
        if not self.one.way:
            self.line(_LEFT - 30, self.y(Decimal(0)), _RIGHT + 30, self.y(Decimal(0)), _LINE, 'stroke-width="0.5"')
        first, last = self.months[0] // 12, self.months[1] // 12
        step = max(1, (last - first) // 12 + 1)
        for year in range(last, first - 1, -step):
            x = self.x(year * 12 + 11)
            self.line(x, _BOTTOM + 8, x, _BOTTOM + 12, _LINE, 'stroke-width="0.8"')
            self.text(x, _BOTTOM + 26, date(str(year)), _FAINT)

    def course(self) -> None:
        """The even way from base to target."""
        aim, start = self.one.aim, self.one.start
        if aim and start and self.one.way and start.last < aim.last:
            self.line(self.x(start.last), self.y(_middle(start)), self.x(aim.last), self.y(_middle(aim)), _LINE,
                      'stroke-width="1.1" stroke-dasharray="5 4"')  # fmt: skip

    def points(self) -> None:
        """Keeps labels off the marks."""
        for p in self.one.series:
            if not _long(p):
                x, y = self.x(p.last), self.y(_middle(p))
                self.taken.append((x - 4, y - 4, x + 4, y + 4))

    def reach(self, point: Point) -> tuple[float, float]:
        """From where to where a figure is drawn: a sum or an average over its years, else around its time."""
        x = self.x(point.last)
        return (self.x(point.first - point.first % 12 + 11) - 14, x + 14) if _long(point) else (x - 17, x + 17)

    def bracket(self, aim: Point) -> None:
        """The target: open upwards for at least, downwards for at most, a band for a range, a box for about."""
        left, right = self.reach(aim) if not self.one.way else (self.x(aim.last) - 17, self.x(aim.last) + 17)
        low, high = self.y(Decimal(aim.low)), self.y(Decimal(aim.high))
        wide = round(right - left, 1)
        if aim.bound == ">=":
            self.parts.append(
                f'<rect x="{left}" y="{_TOP - 14}" width="{wide}" height="{round(low - _TOP + 14, 1)}" fill="{_SOFT}"/>'
            )
            self.path(f"M{left} {low - 9}V{low}H{right}V{low - 9}", _TARGET, 'fill="none" stroke-width="1.8"')
        elif aim.bound == "<=":
            self.parts.append(
                f'<rect x="{left}" y="{high}" width="{wide}" height="{round(_BOTTOM + 6 - high, 1)}" fill="{_SOFT}"/>'
            )
            self.path(f"M{left} {high + 9}V{high}H{right}V{high + 9}", _TARGET, 'fill="none" stroke-width="1.8"')
        else:
            top, bottom = min(low, high) - 4, max(low, high) + 4
            self.path(f"M{left} {top}H{right}V{bottom}H{left}Z", _TARGET, f'fill="{_SOFT}" stroke-width="1.4"')
        arms = {">=": (low - 9, low), "<=": (high, high + 9)}.get(aim.bound, (min(low, high) - 4, max(low, high) + 4))
        self.taken.append((left, arms[0], right, arms[1]))
        self.label(round(min(left + 40, (left + right) / 2), 1), high, aim, _TARGET, gap=13 if aim.bound == ">=" else 7)

    def results(self) -> None:
        """What is reported: joined where it is a level, on stems where each year stands for itself."""
        short = [p for p in self.one.series if not _long(p)]
        marks = [(self.x(p.last), self.y(_middle(p)), p) for p in short]
        if self.one.way:
            for (x1, y1, _), (x2, y2, p) in pairwise(marks):
                dashed = ' stroke-dasharray="4 3"' if p.modality == "estimate" else ""
                self.line(x1, y1, x2, y2, _ACTUAL, f'stroke-width="1.8"{dashed}')
        for x, y, p in marks:
            if not self.one.way:
                self.line(x, y, x, self.y(Decimal(0)), _ACTUAL, 'stroke-width="1.2" stroke-opacity="0.45"')
            fill, ring = ("#ffffff", _ESTIMATE) if p.modality == "estimate" else (_ACTUAL, _ACTUAL)
            self.parts.append(f'<circle cx="{x}" cy="{y}" r="3.6" fill="{fill}" stroke="{ring}" stroke-width="1.6"/>')
        for p in (p for p in self.one.series if _long(p)):
            (left, right), y = self.reach(p), self.y(_middle(p))
            self.line(left, y, right, y, _ACTUAL, 'stroke-width="3.2" stroke-opacity="0.8"')
            self.taken.append((left, y - 2, right, y + 2))
            marks.append((round(max(right - 40, (left + right) / 2), 1), y, p))
        for x, y, p in reversed(marks):
            if self.one.start and (p.passage == self.one.start.passage or _same(p, self.one.start)):
                continue  # the base has its figure already
            self.label(x, y, p, _ESTIMATE if p.modality == "estimate" else _ACTUAL)

    def base(self) -> None:
        """The base: a hollow diamond."""
        if self.one.start:
            x, y = self.x(self.one.start.last), self.y(_middle(self.one.start))
            self.path(f"M{x} {y - 5}L{x + 5} {y}L{x} {y + 5}L{x - 5} {y}Z", _INK, 'fill="#ffffff" stroke-width="1.3"')
            self.label(x, y, self.one.start, _INK)

    def picture(self) -> Picture:
        name = f"{self.draft.text('chart_of')}{self.draft.text('colon')}{self.one.indicator}"
        svg = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
               f'aria-label={quoteattr(name)} font-family="{_FONTS}">{"".join(self.parts)}</svg>')  # fmt: skip
        return Picture(svg, WIDTH, HEIGHT, tuple(self.runs or [words("")]), name)


def _long(point: Point) -> bool:
    return point.last - point.first >= 12


def _middle(point: Point) -> Decimal:
    return (Decimal(point.low) + Decimal(point.high)) / 2


def _same(one: Point, other: Point) -> bool:
    return (one.last, one.low, one.high) == (other.last, other.low, other.high)


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
