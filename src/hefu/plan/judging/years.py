"""Yearly figures of a plan's years: their average and their sum, as far as they are reported without a gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hefu.audit.intervals import Interval, grown
from hefu.audit.writing import short
from hefu.plan.assessment import Stated
from hefu.plan.judging.case import Case, amount, ordered, rivals, write
from hefu.plan.when import Span, span

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Course:
    """A value over some years of a plan: what it may be, its middle, what it rests on, the last year, how it came."""

    value: Interval
    nominal: Decimal
    used: tuple[Stated, ...]
    last: int
    text: str


def yearly(found: Iterable[Stated]) -> dict[int, Stated]:
    """The preferred figure of each year; a year with contradictory ones has none."""
    years: dict[int, list[Stated]] = {}
    for one in found:
        if one.period is not None and span(one.period).is_year and not one.built_up:
            years.setdefault(span(one.period).year, []).append(one)
    best = {year: ordered(some) for year, some in years.items()}
    return {year: some[0] for year, some in best.items() if not rivals(some[0], some)}


def whole(found: Sequence[Stated], due: Span) -> list[Stated]:
    """Figures stated for all the years at once, or for the first of them up to some year; the longest first."""
    spans = [one for one in found if one.period is not None and span(one.period).months > 12]
    fitting = [one for one in spans if span(one.period or "").first == due.first and
               span(one.period or "").last <= due.last]  # fmt: skip
    return sorted(ordered(fitting), key=lambda one: span(one.period or "").last, reverse=True)


def without_gap(figures: dict[int, Stated], due: Span) -> list[Stated]:
    """The figures of the years from the plan's first one on; none when a year among those reported is missing."""
    years = [year for year in due.years if year in figures]
    return [figures[year] for year in years] if years == list(due.years)[: len(years)] else []


def mean_growth(case: Case, found: Sequence[Stated]) -> Course | None:
    """The average yearly growth: as it is stated for the years, or the geometric mean of the yearly rates."""
    stated = [one for one in whole(found, case.due) if one.basis == "avg"]
    rates = without_gap(yearly(one for one in found if one.basis in ("yoy", None, "avg")), case.due)
    if stated and (not rates or span(stated[0].period or "").year >= case.due.first // 12 + len(rates) - 1):
        one = stated[0]
        return Course(one.span, one.number, (one,), span(one.period or "").year, write(one))
    if not rates:
        return None
    value = geometric([one.span for one in rates])
    nominal = geometric([Interval(one.number, one.number) for one in rates]).low
    text = f"({' × '.join(f'(1 {_signed(one)})' for one in rates)})^(1/{len(rates)}) − 1 = {short(nominal)}%"
    return Course(value, nominal, tuple(rates), case.due.first // 12 + len(rates) - 1, text)


def built_up_growth(case: Case, found: Sequence[Stated]) -> Course | None:
    """The growth or fall over all years together: as it is stated, or the yearly rates one on another."""
    stated = [one for one in whole(found, case.due) if one.basis != "avg"]
    rates = without_gap(yearly(one for one in found if one.basis in ("yoy", None)), case.due)
    if stated and (not rates or span(stated[0].period or "").year >= case.due.first // 12 + len(rates) - 1):
        one = stated[0]
        return Course(one.span, one.number, (one,), span(one.period or "").year, write(one))
    if not rates:
        return None
    value, nominal = _product([one.span for one in rates]), _product([_point(one.number) for one in rates]).low
    text = f"{' × '.join(f'(1 {_signed(one)})' for one in rates)} − 1 = {short(nominal)}%"
    return Course(value, nominal, tuple(rates), case.due.first // 12 + len(rates) - 1, text)


def total(case: Case, found: Sequence[Stated]) -> Course | None:
    """The sum over the years: as it is stated, or the yearly figures added up; None when a year before is missing."""
    stated = whole(found, case.due)
    figures = without_gap(yearly(found), case.due)
    if stated and (not figures or span(stated[0].period or "").year >= case.due.first // 12 + len(figures) - 1):
        one = stated[0]
        return Course(one.span, one.number, (one,), span(one.period or "").year, write(one))
    if not figures:
        return None
    value = figures[0].span
    for one in figures[1:]:
        value = value + one.span
    nominal = sum((one.number for one in figures), Decimal(0))
    text = f"{' + '.join(map(write, figures))} = {amount(nominal, figures[0])}"
    return Course(value, nominal, tuple(figures), case.due.first // 12 + len(figures) - 1, text)


def geometric(rates: Sequence[Interval]) -> Interval:
    """The average of growth rates in per cent, one year on another."""
    factor = _factor(rates).root(len(rates))
    return Interval((factor.low - 1) * _HUNDRED, (factor.high - 1) * _HUNDRED)


def _product(rates: Sequence[Interval]) -> Interval:
    factor = _factor(rates)
    return Interval((factor.low - 1) * _HUNDRED, (factor.high - 1) * _HUNDRED)


def _factor(rates: Sequence[Interval]) -> Interval:
    factor = _point(Decimal(1))
    for rate in rates:
        factor = factor * grown(rate)
    return factor


def _point(value: Decimal) -> Interval:
    return Interval(value, value)


def _signed(one: Stated) -> str:
    return f"{'−' if one.number < 0 else '+'} {short(abs(one.number))}%"
