"""Intervals of what a printed figure can stand for, and arithmetic on them.

389.54亿元 is [389.535亿, 389.545亿): whatever is rounded to it. 以上 leaves the upper end open, 约 widens.
Half-open, as rounding is: [low, high). Two figures contradict each other only when nothing fits both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from hefu.model import Statement

INFINITY = Decimal("Infinity")
ABOUT = Decimal("0.04")
"""约 and 左右 allow for this part of the value, at least for one unit of the last printed digit."""
_DIGIT = re.compile(r"\d")
_WORDS = (("万", Decimal(10**4)), ("亿", Decimal(10**8)))
_HALF = Decimal("0.5")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` up to `high`; an end may be infinite."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        return _hull([_times(a, b) for a in (self.low, self.high) for b in (other.low, other.high)])

    def __truediv__(self, other: Interval) -> Interval:
        if other.low > 0 and self.low >= 0 and other.high < INFINITY:
            return Interval(self.low / other.high, self.high / other.low)  # as most quotients are
        if other.low <= 0 <= other.high:
            return EVERYTHING
        return self * Interval(1 / other.high, 1 / other.low)

    def scaled(self, factor: Decimal) -> Interval:
        return _hull([_times(self.low, factor), _times(self.high, factor)])

    def widened(self, by: Decimal) -> Interval:
        return Interval(self.low - by, self.high + by)

    def root(self, degree: int) -> Interval:
        """The positive root of an interval of values that are not below zero."""
        power = 1 / Decimal(degree)
        return Interval(max(self.low, Decimal(0)) ** power, self.high if self.high == INFINITY else self.high**power)

    def power(self, degree: int) -> Interval:
        """The power of an interval of values that are not below zero."""
        return Interval(max(self.low, Decimal(0)) ** degree, max(self.high, Decimal(0)) ** degree)

    def disjoint(self, other: Interval) -> bool:
        """Whether no value lies in both."""
        return self.high <= other.low or other.high <= self.low

    def distance(self, other: Interval) -> Decimal:
        """How far the nearest ends are apart; 0 when the intervals meet."""
        return max(other.low - self.high, self.low - other.high, Decimal(0))

    @property
    def middle(self) -> Decimal:
        """The value in the middle, or the finite end of an open interval."""
        if self.high == INFINITY:
            return self.low
        return self.high if self.low == -INFINITY else (self.low + self.high) / 2


EVERYTHING = Interval(-INFINITY, INFINITY)


def printed(statement: Statement) -> Interval:
    """What the printed figure can stand for, in the statement's unit."""
    low, high = statement.value, statement.value_max if statement.value_max is not None else statement.value
    if high < low:
        low, high = high, low
    step = _step(statement)
    half = step * _HALF
    if statement.bound == ">=":
        return Interval(low - half, INFINITY) if statement.value >= 0 else Interval(-INFINITY, high + half)
    if statement.bound == "<=":
        return Interval(-INFINITY, high + half) if statement.value >= 0 else Interval(low - half, INFINITY)
    if statement.bound == "≈":
        return Interval(low - max(step, abs(low) * ABOUT), high + max(step, abs(high) * ABOUT))
    return Interval(low - half, high + half)


def growth(now: Interval, before: Interval) -> Interval:
    """By how many per cent `now` lies above `before`."""
    ratio = now / before
    return Interval((ratio.low - 1) * _HUNDRED, (ratio.high - 1) * _HUNDRED)


def grown(rate: Interval) -> Interval:
    """The factor by which something grows at a rate in per cent: [8, 9) is [1.08, 1.09)."""
    return Interval(1 + rate.low / _HUNDRED, 1 + rate.high / _HUNDRED)


def _step(statement: Statement) -> Decimal:
    """One unit of the last printed digit; figures in words (五百亿) are as exact as their last multiplier."""
    exponent = statement.value.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)
    if statement.quote.endswith("成") and "." not in statement.quote:
        return Decimal(10)
    if exponent == 0 and not _DIGIT.search(statement.quote):
        step = next((scale for word, scale in _WORDS if word in statement.quote), step)
    return step


def _times(one: Decimal, other: Decimal) -> Decimal:
    return Decimal(0) if one == 0 or other == 0 else one * other


def _hull(values: list[Decimal]) -> Interval:
    return Interval(min(values), max(values))
