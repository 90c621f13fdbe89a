"""The kinds of report: yearly, mid-term, final; which fits a plan and a day, and which targets it is about."""

from __future__ import annotations

from hefu.errors import UsageError
from hefu.plan.when import is_over, span
from hefu.report.snapshot import Kind


def choose(asked: Kind | None, *, period: str, as_of: str) -> Kind:
    """The kind that was asked for, or the one that fits. UsageError for one that makes no sense of this plan yet.

    Of a plan that is over a final report, of one of several years half of which are over a mid-term one, else a yearly
    one.
    """
    long = bool(period) and span(period).months > 12
    half = long and 2 * (span(as_of).last - span(period).first + 1) >= span(period).months
    over = bool(period) and is_over(period, as_of)
    if asked == "final" and period and not over:
        raise UsageError(
            f"the plan runs until {_end(period)}: no final report of it as of {as_of}; choose another --kind"
        )
    if asked == "mid-term" and period and not long:
        raise UsageError(
            f"the plan is of one year ({period}): there is no mid-term report of it; choose another --kind"
        )
    if asked is not None:
        return asked
    return "final" if long and over else "mid-term" if half else "yearly"


def in_scope(kind: Kind, target: str, *, period: str, as_of: str) -> bool:
    """Whether a target of this period belongs into the report.

    A yearly report is of the last year that was over (of a plan that has hardly begun its first one): targets of other
    years stay out, those of several years and those without a time stay in. The other kinds have all targets.
    """
    if kind != "yearly" or not target:
        return True
    year, told = reported_year(period, as_of), span(target)
    return (
        told.months > 12 or told.first // 12 <= year <= told.year or (bool(period) and told.year == span(period).year)
    )


def reported_year(period: str, as_of: str) -> int:
    """The year that a yearly report is of, held inside the plan."""
    year = int(as_of[:4]) - (0 if as_of[5:] == "12-31" else 1)
    return min(max(year, span(period).first // 12), span(period).year) if period else year


def _end(period: str) -> str:
    return period.rpartition("/")[2]
