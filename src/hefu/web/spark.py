"""The small drawing of a target's course for a row of a table: no words, only its shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from hefu.web.claims import Claim, Stand, courses
from hefu.web.shapes import Line
from hefu.web.track import Guide, Track

_LEFT, _RIGHT, _TOP, _BOTTOM = 8.0, 118.0, 8.0, 32.0


@dataclass(frozen=True, slots=True)
class Spark:
    """Shapes in a field of 132 × 40: the way, lines, the bracket of the target, and the latest figure."""

    lines: tuple[Line, ...]
    way: str
    bracket: str
    x: float
    y: float
    estimate: bool


@dataclass(frozen=True, slots=True)
class _Field:
    """Years from left to right, values from bottom to top."""

    first: int
    last: int
    low: Decimal
    high: Decimal

    def x(self, year: int) -> float:
        return _LEFT + (year - self.first) / max(self.last - self.first, 1) * (_RIGHT - _LEFT)

    def y(self, value: Decimal) -> float:
        if self.high == self.low:
            return (_TOP + _BOTTOM) / 2
        return _BOTTOM - float((value - self.low) / (self.high - self.low)) * (_BOTTOM - _TOP)


def spark(track: Track) -> Spark:
    """The drawing of a course."""
    return drawing(track.stands, guide=track.guide, aim=track.aim.claim if track.aim else None)


def drawing(found: Sequence[Stand], *, guide: Guide = (), aim: Claim | None = None) -> Spark:
    """The drawing of what is said of some periods, with the way to a target and the target where there are such."""
    values = [stand.points[0].claim.value for stand in found] + [value for _, value in guide]
    numbers = [stand.slot.last for stand in found] + [year for year, _ in guide]
    field = _Field(min(numbers), max(numbers), min(values), max(values))
    told = {stand.slot.last: stand for stand in found if stand.modality == "estimate"}
    told |= {stand.slot.last: stand for stand in found if stand.modality == "actual"}
    latest = told[max(told)]
    way = "M" + "L".join(f"{field.x(year):.1f} {field.y(value):.1f}" for year, value in guide)
    return Spark(
        lines=tuple(_lines(field, told)),
        way=way if guide else "",
        bracket=_bracket(field, aim),
        x=field.x(latest.slot.last),
        y=field.y(latest.points[0].claim.value),
        estimate=latest.modality == "estimate",
    )


def _lines(field: _Field, told: dict[int, Stand]) -> list[Line]:
    """Between neighbouring years; nothing bridges a gap."""
    found = []
    for run in courses(told[year] for year in sorted(told)):
        found += [_line("ln", field, one, other) for one, other in pairwise(run)]
    for year, stand in told.items():
        if stand.modality == "estimate" and year - 1 in told:
            found.append(_line("ln ln--est", field, told[year - 1], stand))
    return found


def _line(css: str, field: _Field, one: Stand, other: Stand) -> Line:
    ends = [(field.x(stand.slot.last), field.y(stand.points[0].claim.value)) for stand in (one, other)]
    return Line(css, *ends[0], *ends[1])


def _bracket(field: _Field, aim: Claim | None) -> str:
    """Open to the side that the target allows; closed for about and exactly."""
    if aim is None:
        return ""
    x, y = field.x(aim.slot.last), field.y(aim.value)
    reach = {">=": -5.0, "<=": 5.0}.get(aim.bound)
    if reach is None:
        ends = "".join(f"M{end:.1f} {y - 3:.1f}V{y + 3:.1f}" for end in (x - 6, x + 6))
        return f"M{x - 6:.1f} {y:.1f}H{x + 6:.1f}{ends}"
    return f"M{x - 6:.1f} {y + reach:.1f}V{y:.1f}H{x + 6:.1f}V{y + reach:.1f}"
