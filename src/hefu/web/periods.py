"""Periods (ISO 8601, as in `hefu.model.Statement.period`) in words, and their places on an axis of time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?")

_MONTHS = dict(
    enumerate(
        [
            pgettext_lazy("name of a month", "Jan"),
            pgettext_lazy("name of a month", "Feb"),
            pgettext_lazy("name of a month", "Mar"),
            pgettext_lazy("name of a month", "Apr"),
            pgettext_lazy("name of a month", "May"),
            pgettext_lazy("name of a month", "Jun"),
            pgettext_lazy("name of a month", "Jul"),
            pgettext_lazy("name of a month", "Aug"),
            pgettext_lazy("name of a month", "Sep"),
            pgettext_lazy("name of a month", "Oct"),
            pgettext_lazy("name of a month", "Nov"),
            pgettext_lazy("name of a month", "Dec"),
        ],
        1,
    )
)


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a period on an axis.

    shape: what makes periods comparable: "year", "month", "day", or the months of a year ("1-11").
        Plans run over several years: "years", with `last` the year that they end.
    number: counts years, months or days, so that neighbours differ by one.
    """

    shape: str
    number: int
    last: int


def parts(period: str) -> tuple[int, ...] | None:
    """Year, month and day, as far as they are said; None for what is no such date."""
    match = _DATE.fullmatch(period)
    return tuple(int(group) for group in match.groups() if group) if match else None


def slot(period: str) -> Slot | None:
    """Where a period stands on an axis; None for one that is not known, or of a kind too rare to be drawn."""
    start, slash, end = period.partition("/")
    first, last = parts(start), parts(end if slash else start)
    if first is None or last is None or len(first) != len(last):
        return None
    if not end:
        return _single(first)
    if len(first) == 1:
        return Slot("years", first[0], last[0])
    if len(first) == 2 and first[0] == last[0]:
        return Slot(f"{first[1]}-{last[1]}", first[0], first[0])
    return None


def _single(when: tuple[int, ...]) -> Slot | None:
    if len(when) == 1:
        return Slot("year", when[0], when[0])
    if len(when) == 2:
        number = when[0] * 12 + when[1] - 1
        return Slot("month", number, number)
    try:
        number = date(*when).toordinal()
    except ValueError:
        return None
    return Slot("day", number, number)


def words(period: str) -> str:
    """A period in the language of the interface: `2023 年 1 月—11 月`, `Jan–Nov 2023`."""
    start, _slash, end = period.partition("/")
    first, last = parts(start), parts(end)
    if first is None or (end and last is None):
        return period
    if last is None:
        return _one(first)
    if len(first) == len(last) == 1:
        return pgettext("years", "{y}–{z}").format(y=first[0], z=last[0])
    if len(first) == len(last) == 2 and first[0] == last[0]:
        return pgettext("months", "{first}–{last} {y}").format(
            y=first[0], first=_MONTHS[first[1]], last=_MONTHS[last[1]]
        )
    return pgettext("period", "{first} to {last}").format(first=_one(first), last=_one(last))


def _one(when: tuple[int, ...]) -> str:
    if len(when) == 1:
        return pgettext("year", "{y}").format(y=when[0])
    if len(when) == 2:
        return pgettext("month", "{month} {y}").format(y=when[0], month=_MONTHS[when[1]])
    return pgettext("day", "{d} {month} {y}").format(y=when[0], month=_MONTHS[when[1]], d=when[2])


def shape_words(shape: str) -> str:
    """What a chart over periods of one shape is called: `全年`, `1—11 月累计`."""
    names = {"year": _("whole years"), "month": _("months"), "day": _("days"), "years": _("several years")}
    if shape in names:
        return names[shape]
    first, last = shape.split("-")
    return _("months {m}–{n} of each year").format(m=first, n=last)


def tick(shape: str, number: int) -> str:
    """The label of a slot under an axis."""
    if shape == "month":
        return f"{number // 12}-{number % 12 + 1:02}"
    if shape == "day":
        return (date.min + timedelta(days=number - 1)).isoformat()
    return str(number)
