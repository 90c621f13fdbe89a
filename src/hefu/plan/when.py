"""Periods of targets and results: how long they are, when they end, how far a course has come."""

from __future__ import annotations

from calendar import monthrange
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple


class Span(NamedTuple):
    """First and last month, counted from the year 0: 2024-01 is 24288."""

    first: int
    last: int

    @property
    def months(self) -> int:
        return self.last - self.first + 1

    @property
    def year(self) -> int:
        """The year in which it ends."""
        return self.last // 12

    @property
    def years(self) -> range:
        """The years that it touches."""
        return range(self.first // 12, self.last // 12 + 1)

    @property
    def is_years(self) -> bool:
        """Whether it is one or several whole years."""
        return self.first % 12 == 0 and self.last % 12 == 11

    @property
    def is_year(self) -> bool:
        return self.is_years and self.months == 12


@lru_cache(10_000)
def span(period: str) -> Span:
    """The months of `2023`, `2023-11`, `2023-12-21`, `2023-01/2023-11`, `2021/2025`."""
    start, _, end = period.partition("/")
    return Span(_month(start, 0), _month(end or start, 11))


def _month(date: str, default: int) -> int:
    year, _, rest = date.partition("-")
    return int(year) * 12 + (int(rest[:2]) - 1 if rest else default)


def elapsed(base: str, latest: str, due: str) -> Decimal | None:
    """Which part of the way from the end of the base to the due date is over; None when there is no way."""
    whole = span(due).last - span(base).last
    return Decimal(span(latest).last - span(base).last) / whole if whole > 0 else None


@lru_cache(10_000)
def last_day(period: str) -> str:
    """`2023-11-30` of `2023-01/2023-11`."""
    year, month, day = (period.rpartition("/")[2].split("-") + [""] * 2)[:3]
    month = month or "12"
    return f"{year}-{month}-{day or monthrange(int(year), int(month))[1]}"


def is_over(period: str, now: str | None) -> bool:
    """Whether a period has ended by a date, which may be known to the month or year only."""
    return now is not None and last_day(period)[: len(now)] < now
