"""The arithmetic of a finding as aligned lines, and what each of its figures would have to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from hefu.audit.claims import base, factor
from hefu.ledger.models import FindingFigure
from hefu.ledger.telling import Step
from hefu.web import wording
from hefu.web.figures import MULTIPLIERS, digits, figure, power, unit
from hefu.web.passages import letter
from hefu.web.telling import told

Ends = tuple[Decimal, Decimal]
_LOOSE = 20
"""An interval wider than a tenth of its middle is told by its ends."""
_WIDE = 100
"""An interval of more printed digits than these is not told to the last of them."""
_FAR = Decimal(100)
"""A value so many times the printed one, or so small a part of it, is told with a multiplier of its own."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line: the letter of its figure, what it is and how it is come by, sign, number, unit, interval.

    result: it follows from the lines above.  bad: it cannot be true together with the line above.
    """

    letter: str
    what: str
    how: str
    op: str
    number: str
    unit: str
    interval: str
    result: bool = False
    bad: bool = False

    @property
    def amount(self) -> str:
        """Number and unit, as one says them."""
        return f"{self.number}{'' if self.unit in ('%', '') else ' '}{self.unit}".replace(" ", "\u00a0")


def rows(steps: Sequence[Step], figures: Sequence[FindingFigure]) -> list[Row]:
    """The lines of these steps."""
    found = []
    rival = rivals(steps)
    for number, step in enumerate(steps):
        against = steps[rival[0]] if rival and number == rival[1] else None
        if step.figure is not None and step.figure < len(figures):
            found.append(_printed(step, figures[step.figure], against))
        else:
            found.append(_result(step, _power(steps, number, figures)))
    return found


def rivals(steps: Sequence[Step]) -> tuple[int, int] | None:
    """The two lines that cannot both be true: the last result and the figure behind it, else the last two figures."""
    printed = [at for at, step in enumerate(steps) if step.figure is not None and step.interval is not None]
    results = [at for at, step in enumerate(steps) if step.figure is None and step.interval is not None]
    pairs = [(at, then) for at in reversed(results) for then in printed if then > at][:1]
    pairs += [(printed[-2], printed[-1])] if len(printed) > 1 and not results else []
    return next((pair for pair in pairs if _apart(steps[pair[0]], steps[pair[1]])), None)


def _apart(one: Step, other: Step) -> bool:
    if base(one.unit) != base(other.unit):
        return False
    (low, high), (least, most) = comparable(one), comparable(other)
    return high <= least or most <= low


def comparable(step: Step) -> Ends:
    """The interval in the unit by which figures are compared."""
    low, high = cast(Ends, step.interval)
    times = factor(step.unit)
    return low * times, high * times


def _printed(step: Step, row: FindingFigure, against: Step | None) -> Row:
    number, named, of = _amount(row)
    sign = wording.SIGNS[row.stated["bound"]] + " " if row.stated["bound"] != "=" else ""
    op = "" if against is None else _sign(against, step)
    span = brackets(step.interval, of)
    return Row(letter(row.place), told(step.what), "", op, sign + number, named, span, bad=against is not None)


def _sign(against: Step, step: Step) -> str:
    """How a result lies to the printed figure; two printed figures only differ."""
    if against.figure is not None:
        return "≠"
    return "<" if comparable(against)[1] <= comparable(step)[0] else ">"


def _amount(row: FindingFigure) -> tuple[str, str, int]:
    """Number, unit, and the power of ten that the number is written in."""
    value, highest = Decimal(row.stated["value"]), row.stated["value_max"]
    last = Decimal(highest) if highest else None
    number, named = figure(value, row.stated["unit"], last)
    return number, named, power(value if last is None else last)


def _readable(value: Decimal, printed: Decimal, of: int, named: str) -> int:
    """Another power of ten for a value that is far from the printed one, and hard to read beside it."""
    if named == "%" or not value or not printed or 1 / _FAR < abs(value / printed) < _FAR:
        return of
    return max((p for p in MULTIPLIERS if abs(value) >= Decimal(10) ** p), default=0)


def _result(step: Step, of: int) -> Row:
    number = "" if step.interval is None else middle(step.interval, of)
    named = unit(step.unit, of) if step.unit else ""
    return Row("", told(step.what), told(step.how), "=", number, named, brackets(step.interval, of), result=True)


def _power(steps: Sequence[Step], number: int, figures: Sequence[FindingFigure]) -> int:
    """A result is written like the figure behind it, or before it, of its unit."""
    near = [*steps[number + 1 :], *reversed(steps[:number])]
    like = (s.figure for s in near if s.figure is not None and s.unit == steps[number].unit and steps[number].unit)
    at = next((place for place in like if place < len(figures)), None)
    if at is not None:
        return _amount(figures[at])[2]
    ends = steps[number].interval
    return 0 if ends is None else next((p for p in (8, 4) if abs(ends[0]) >= Decimal(10) ** p), 0)


def brackets(interval: Ends | None, of: int) -> str:
    """[389.535, 389.545): the values that the printed digits allow."""
    if interval is None:
        return ""
    low, high = interval
    first = "(−∞" if low.is_infinite() else f"[{_short(low, of)}"
    return f"{first}, {'∞' if high.is_infinite() else _short(high, of)})"


def _short(value: Decimal, of: int) -> str:
    """At most seven digits that matter."""
    scaled = value.scaleb(-of)
    whole = len(str(int(abs(scaled))))
    rounded = scaled.quantize(Decimal(1).scaleb(-max(7 - whole, 0))) if scaled else Decimal(0)
    return digits(rounded.normalize() + 0)


def middle(interval: Ends, of: int, finest: Decimal | None = None) -> str:
    """The middle of an interval, no finer than it is known; `finest`: the last printed digit, when that is finer.

    An interval with an open end is told by the other one: ≥ 400.
    """
    low, high = interval
    if low.is_infinite() or high.is_infinite():
        end, sign = (high, "< ") if low.is_infinite() else (low, "≥ ")
        return "" if end.is_infinite() else sign + _short(end, of)
    if high <= low:
        return _short(low, of)
    step = Decimal(1).scaleb((high - low).adjusted())
    if finest is not None:
        step = min(step, finest) if high - low < finest * _WIDE else step / 10
    exponent = cast(int, step.normalize().as_tuple().exponent)
    value = ((low + high) / 2).quantize(Decimal(1).scaleb(exponent))
    return digits(value, of)


# ---------------------------------------------------------------- what would have to be


@dataclass(frozen=True, slots=True)
class Needed:
    """What a figure would have to be if the others were true: as it is printed, and the ends where they matter."""

    letter: str
    quote: str
    value: str
    unit: str
    span: str


def needed(figures: Sequence[FindingFigure]) -> list[Needed]:
    """For each figure of which it can be said."""
    found = []
    for row in figures:
        if row.needed_low:
            number, named, of = _amount(row)
            quote = f"{number} {named}".strip()
            ends = Decimal(row.needed_low), Decimal(row.needed_high)
            if all(end.is_finite() for end in ends):
                of = _readable((ends[0] + ends[1]) / 2, Decimal(row.stated["value"]), of, row.stated["unit"])
                named = unit(row.stated["unit"], of)
            last = Decimal(1).scaleb(cast(int, Decimal(row.stated["value"]).as_tuple().exponent))
            wide = all(end.is_finite() for end in ends) and ends[1] - ends[0] > last
            span = f"{_rough(ends[0], of)}—{_rough(ends[1], of)}" if wide else ""
            rough = wide and ends[1] - ends[0] > abs(ends[1] + ends[0]) / _LOOSE
            value, span = (span, "") if rough else (middle(ends, of, last), span)
            found.append(Needed(letter(row.place), quote, value, named, span))
    return found


def _rough(value: Decimal, of: int) -> str:
    """At most five digits that matter."""
    scaled = value.scaleb(-of)
    rounded = scaled.quantize(Decimal(1).scaleb(min(scaled.adjusted() - 4, 0))) if scaled else Decimal(0)
    return digits(rounded.normalize() + 0)
