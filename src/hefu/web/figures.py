"""Numbers as people read them: with 万 or 亿 where they were printed so, and never more digits than were printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import cast

MULTIPLIERS = {0: "", 4: "万", 8: "亿", 12: "万亿"}
"""Power of ten: the word for it."""

_LEAST = Decimal("0.1")
_ZEROS = 6


def power(value: Decimal) -> int:
    """The power of ten, one of MULTIPLIERS, that a number is best written with.

    It is the smallest that needs no zeros beyond the printed digits: 3.8954E+10 is known to 0.01亿, so it is
    written 389.54亿; 36253 is known to the last digit and stays as it is. A number with so many
    zeros at its end that nobody prints them is written without them.
    """
    size = abs(value)
    printed, plain = (cast(int, number.as_tuple().exponent) for number in (value, value.normalize()))
    if printed <= 0 and plain >= _ZEROS:
        return max(p for p in MULTIPLIERS if p <= plain)
    fitting = [p for p in MULTIPLIERS if p >= printed and size.scaleb(-p) >= _LEAST]
    if fitting:
        return fitting[0]
    return max((p for p in MULTIPLIERS if size >= Decimal(10) ** p), default=0)


def digits(value: Decimal, of: int = 0) -> str:
    """The number in units of ten to the power `of`, with its printed decimals: `1,032.6`, `−3.1`."""
    scaled = value.scaleb(-of)
    if cast(int, scaled.as_tuple().exponent) <= -_ZEROS:
        scaled = scaled.normalize()
    return f"{scaled:,f}".replace("-", "−")


def round_digits(value: Decimal, of: int = 0) -> str:
    """A round number, as at an axis: no more digits than it needs."""
    return f"{value.scaleb(-of).normalize():,f}".replace("-", "−")


def unit(name: str, of: int = 0) -> str:
    """The unit with the word for the power in front; a pure number (unit `1`) has none: `亿元`, `%`."""
    return MULTIPLIERS[of] + ("" if name == "1" else name)


def figure(value: Decimal, name: str, highest: Decimal | None = None) -> tuple[str, str]:
    """Number and unit apart, for a value or a range: `("389.54", "亿元")`, `("5—6", "%")`."""
    of = power(value if highest is None else highest)
    number = digits(value, of)
    return (number if highest is None else f"{number}—{digits(highest, of)}"), unit(name, of)


def common_power(values: Iterable[Decimal]) -> int:
    """The power that most of the numbers are best written with, for an axis that they share."""
    counted = Counter(power(value) for value in values if value)
    return max(counted, key=lambda p: (counted[p], p), default=0)
