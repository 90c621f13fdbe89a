"""For when a cell of a table is, and whether it is an aim: by its column, its row, the caption, the section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hefu.extract.context import Profile, Scope
from hefu.extract.frames import Where
from hefu.extract.headings import Column
from hefu.extract.periods import Clock, Period, resolve
from hefu.extract.tables import Figure
from hefu.extract.tokens import scan
from hefu.model import Modality

_MONTHS = re.compile(r"([0-9]{4})-([0-9]{2})(?:/[0-9]{4}-([0-9]{2}))?")
_YEAR = re.compile(r"[0-9]{4}")
_LONG = ("era", "span")


@dataclass(frozen=True, slots=True)
class Base:
    """What holds for a whole table: its period and where it is said, and the years of a plan that its caption names."""

    period: Period | None
    at: Where | None
    plan: Period | None = None


def base(text: str, captions: Sequence[Where], clock: Clock, standing: Period | None) -> Base:
    """The period in the captions of a table, else the one that stands where the table does."""
    plan, found = None, None
    for caption in captions:
        for token in scan(text, *caption):
            period = resolve(token, clock) if token.kind in ("year", "rel", "part", "era", "span") else None
            if period is not None and token.kind in _LONG:
                plan = plan or period
            elif period is not None and found is None:
                found = Base(period, (token.start, token.end))
    return Base(found.period, found.at, plan) if found else Base(standing, None, plan)


def period(figure: Figure, table: Base, facts: Profile) -> tuple[str | None, Where | None]:
    """The period of a cell, and the words that say it; None for the words of what holds for the whole text."""
    column, whole = figure.column, table.period
    span = whole if whole and whole.kind in _LONG else table.plan or facts.aims
    if (column.basis == "avg" or column.summed) and span and span.kind in _LONG:
        return span.iso, column.at
    year = figure.year or column.year
    if figure.summed and year is not None and span and span.kind in _LONG:  # [13]: in the five years to this one
        return f"{year - 4}/{year}", column.at
    when, at = (figure.when, figure.label_at) if figure.when else (column.when, column.at)
    if when is not None:
        named = year or (whole.year if whole else None)
        found = resolve(when, Clock(facts.year, facts.month, named or facts.year))
        if found is not None and (found.year or found.kind in _LONG):
            return (year_before(found.iso) if column.last_year else found.iso), at
    if year is not None:
        return str(year), figure.label_at if figure.year else column.at
    if whole is None:
        return None, None
    iso = inside(whole.iso, column)
    if column.last_year and whole.year:
        return year_before(iso) if _MONTHS.fullmatch(iso) else str(whole.year - 1), column.at
    return iso, column.at if iso != whole.iso else table.at


def inside(iso: str, column: Column) -> str:
    """本月 in a table of 1-11月 is November, 累计 in one of November is all of the year so far."""
    months = _MONTHS.fullmatch(iso)
    if months is None:
        return iso
    last = f"{months[1]}-{months[3] or months[2]}"
    if column.month:
        return last
    return f"{months[1]}-01/{last}" if column.so_far and not last.endswith("-01") else iso


def year_before(iso: str) -> str:
    """The same time a year before."""
    return _YEAR.sub(lambda match: str(int(match[0]) - 1), iso)


def mood(figure: Figure, table: Base, scope: Scope, facts: Profile, *, before: bool) -> Modality:
    """Whether a cell reports, foresees or aims. before: whether the cell before it was an aim."""
    column, year = figure.column, figure.year or figure.column.year
    if column.expected:
        return "estimate"
    if column.done:
        return "actual"
    late = year is not None and facts.year is not None and year > facts.year
    planned = column.target or late or (scope.modality == "target" and year is None)
    if (column.basis == "avg" or figure.summed) and year is None and table.plan is not None:
        planned = facts.year is None or int(table.plan.iso[-4:]) > facts.year
    elif column.measure == "growth" and year is None and not column.target:
        planned = before
    return "target" if planned else "actual"
