"""Rhythms 周跟进、月调度: the periods for which a task is reported on, and when one was passed over in silence.

A period is written 2025-W47 (a week from Monday to Sunday), 2025-11, 2025-Q4, or as a day. Everything is judged for
a day that is handed in, never by a clock of its own.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

GRACE = {"weekly": 2, "monthly": 5, "quarterly": 10}
"""Days after the end of a period in which its report may still come."""

_WEEK, _MONTH, _QUARTER = (
    re.compile(r"(\d{4})-?W(\d{1,2})"),
    re.compile(r"(\d{4})-(\d{1,2})"),
    re.compile(r"(\d{4})-?Q([1-4])"),
)
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CHINESE = (
    (re.compile(r"(\d{4})年第?(\d{1,2})周"), "{}-W{}"),
    (re.compile(r"(\d{4})年第?([1-4])季度"), "{}-Q{}"),
    (re.compile(r"(\d{4})[年./](\d{1,2})月?(?:份)?"), "{}-{}"),
    (re.compile(r"(\d{4})[年./](\d{1,2})[月./](\d{1,2})日?"), "{}-{}-{}"),
)
_DIGITS = str.maketrans("一二三四", "1234")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both included, under its name."""

    name: str
    first: date
    last: date


def week(year: int, number: int) -> Period:
    """A week of ISO 8601, from Monday on."""
    first = date.fromisocalendar(year, number, 1)
    return Period(f"{year}-W{number:02}", first, first + timedelta(6))


def month(year: int, number: int) -> Period:
    """A month."""
    return Period(f"{year}-{number:02}", date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def quarter(year: int, number: int) -> Period:
    """A quarter of a year."""
    return Period(f"{year}-Q{number}", month(year, number * 3 - 2).first, month(year, number * 3).last)


def parse(text: str) -> Period:
    """The period that is written so. Raises ValueError where there is none such."""
    words = "".join(text.split())
    for shape, form in _CHINESE:
        if found := shape.fullmatch(re.sub("[一二三四](?=季)", lambda one: one[0].translate(_DIGITS), words)):
            words = form.format(*found.groups())
    if found := _WEEK.fullmatch(words):
        return week(int(found[1]), int(found[2]))
    if found := _QUARTER.fullmatch(words):
        return quarter(int(found[1]), int(found[2]))
    if found := _MONTH.fullmatch(words):
        return month(int(found[1]), int(found[2]))
    if found := _DAY.fullmatch(words):
        return period_of("none", date(int(found[1]), int(found[2]), int(found[3])))
    raise ValueError(text)


def period_of(rhythm: str, day: date) -> Period:
    """The period of a rhythm that a day lies in; for none the day itself."""
    if rhythm == "weekly":
        return week(*day.isocalendar()[:2])
    if rhythm == "monthly":
        return month(day.year, day.month)
    if rhythm == "quarterly":
        return quarter(day.year, (day.month + 2) // 3)
    return Period(day.isoformat(), day, day)


def expected(rhythm: str, today: date) -> Period | None:
    """The last period whose report must be there by now: it ended, and its days of grace are over; or None."""
    if rhythm not in GRACE:
        return None
    running = period_of(rhythm, today - timedelta(GRACE[rhythm]))
    return period_of(rhythm, running.first - timedelta(1))


def to_report(rhythm: str, last: date | None, today: date) -> Period:
    """The period that a report made today is most likely for: the last one that ended, unless it is reported on."""
    running = period_of(rhythm, today)
    if rhythm not in GRACE:
        return running
    before = period_of(rhythm, running.first - timedelta(1))
    return running if last is not None and last >= before.first else before


def passed_over(rhythm: str, start: date | None, last: date | None, today: date) -> int:
    """How many periods in a row, up to the one that is expected by now, nothing was reported on.

    start: the first day of the task; a period that it did not run through is not asked for.
    last: the last day that a report speaks of, None for no report at all.
    """
    period = expected(rhythm, today)
    missed = 0
    while period and (last is None or last < period.first) and (start is None or start <= period.first):
        missed += 1
        if start is None and last is None:
            break
        period = period_of(rhythm, period.first - timedelta(1))
    return missed
