"""Targets over several years: averages, sums, growth built up, and bounds that must hold in every year."""

from __future__ import annotations

from decimal import Decimal

from hefu.audit.intervals import Interval
from hefu.audit.writing import short
from hefu.plan.assessment import Ruling
from hefu.plan.judging.case import (
    TOO_COARSE,
    Case,
    against,
    amount,
    compare,
    judged,
    percent,
    rivals,
    write,
)
from hefu.plan.judging.years import Course, built_up_growth, mean_growth, total, yearly
from hefu.plan.when import elapsed, span

AVERAGE, SUM, BUILT_UP, HELD = "average", "sum", "built-up growth", "held every year"
GAP = "years are missing"
UNCLEAR = "whether it is a sum or an amount of each year is not told"


def average(case: Case) -> Ruling | None:
    """年均增长: the average stated for the whole period; else the geometric mean of all yearly rates; else the amounts
    at both ends (not where growth is at constant prices). Before the end the average so far tells the course.
    """
    if case.due.months <= 12 or case.said.kind != "growth" or case.said.basis != "avg":
        return None
    full = case.at([one for one in case.same if one.basis == "avg"], case.due)
    if full:
        return judged(case, full, AVERAGE)
    return _ruled(case, average_so_far(case), AVERAGE)


def average_so_far(case: Case) -> Course | None:
    """The average growth over the years so far: by yearly rates, or by amounts where these reach further."""
    course = mean_growth(case, case.of("growth", "%"))
    if course is not None and course.last >= case.due.year:
        return course
    return _by_levels(case, course.last if course else case.due.first // 12 - 1) or course


def _by_levels(case: Case, after: int) -> Course | None:
    """The average growth between the base's amount and the latest after a year, where prices do not stand between."""
    first = case.due.first // 12 - 1
    if _constant(case):
        return None
    levels = [one for one in case.series if one.kind == "amount" and one.unit_base != "%" and not one.built_up]
    before = case.at(levels, span(str(first)))
    latest = next(
        (year for year in reversed(case.due.years) if year > after and case.at(levels, span(str(year)))), None
    )
    if latest is None or not before or before[0].number <= 0:
        return None
    now = case.at(levels, span(str(latest)))
    if rivals(now[0], now) or rivals(before[0], before) or before[0].unit_base != now[0].unit_base:
        return None
    factor = (now[0].span / before[0].span).root(latest - first)
    value = Interval((factor.low - 1) * 100, (factor.high - 1) * 100)
    text = f"({write(now[0])} ÷ {write(before[0])})^(1/{latest - first}) − 1 = {short(value.middle)}%"
    return Course(value, value.middle, (now[0], before[0]), latest, text)


def _constant(case: Case) -> bool:
    from hefu.audit.series import Series

    return Series(case.said.name, None, "").real


def built_up(case: Case) -> Ruling | None:
    """五年累计降低16%: growth or fall over all years together, as it is stated, or the yearly rates one on another."""
    if case.due.months <= 12 or case.said.kind != "growth" or case.said.basis == "avg":
        return None
    full = case.at([one for one in case.same if one.basis != "avg"], case.due)
    return judged(case, full, BUILT_UP) if full else _ruled(case, built_up_growth(case, case.same), BUILT_UP)


def sums(case: Case) -> Ruling | None:
    """五年累计新增15万人: the sum stated for the period, else the yearly figures added up, none of them missing."""
    if case.due.months <= 12 or case.said.kind not in ("amount", "change") or case.stands:
        return None
    if case.said.basis == "avg":
        return _mean_amount(case)
    if not case.summed and not case.must_be_kept:
        return Ruling("not-judgeable", SUM, reason=UNCLEAR, used=tuple(case.until_due(case.same)[:1]))
    if not case.summed:
        return None
    full = case.at(case.same, case.due)
    if full:
        return judged(case, full, SUM)
    course = total(case, case.same)
    if course is None and case.wanted == "up":
        return _reached_anyway(case) or _missing(case, SUM)
    return _ruled(case, course, SUM, part=True)


def _reached_anyway(case: Case) -> Ruling | None:
    """With years missing, what is reported may already be enough."""
    parts = list(yearly(case.same).values())
    known = sum((one.number for one in parts if span(one.period or "").last <= case.due.last
                 and span(one.period or "").first >= case.due.first), Decimal(0))  # fmt: skip
    good = case.said.number
    if not parts or known < good:
        return None
    return Ruling("met", SUM, f"{' + '.join(map(write, parts))} ≥ {amount(good, case.said)}", progress=known / good,
                  used=tuple(parts))  # fmt: skip


def _mean_amount(case: Case) -> Ruling | None:
    """年均新增3万人: the mean of the yearly figures."""
    full = case.at([one for one in case.same if one.basis == "avg"], case.due)
    if full:
        return judged(case, full, AVERAGE)
    course = total(case, [one for one in case.same if one.basis != "avg"])
    if course is None:
        return _missing(case, AVERAGE)
    years = Decimal(course.last - case.due.first // 12 + 1)
    mean = Course(course.value.scaled(1 / years), course.nominal / years, course.used, course.last,
                  f"({course.text}) ÷ {years}")  # fmt: skip
    return _ruled(case, mean, AVERAGE)


def held(case: Case) -> Ruling | None:
    """A share, a stock or a yearly amount that must keep a bound through all the years: those
    reported so far must all keep it.
    """
    if case.due.months <= 12 or case.said.kind != "amount" or not (case.stands or case.must_be_kept):
        return None
    full = case.at(case.same, case.due)
    if full:
        return judged(case, full, HELD)
    figures = yearly(case.same)
    years = [figures[year] for year in case.due.years if year in figures]
    if not years:
        return _missing(case, HELD)
    verdicts = [(one, *compare(case, one.span, one.number, rounded=one.rounded)) for one in years]
    worst = next((one for one, verdict, _ in verdicts if verdict == "missed"), None)
    if worst is not None:
        return Ruling("missed" if span(worst.period or "").year == case.due.year else "behind", HELD,
                        f"{worst.period}: {write(worst)} {against(case, 'missed')}", used=(worst,))  # fmt: skip
    if any(verdict == "not-judgeable" for _, verdict, _ in verdicts):
        return Ruling("not-judgeable", HELD, reason=TOO_COARSE, used=tuple(years))
    formula = "; ".join(f"{one.period}: {write(one)} {against(case, 'met')}" for one in years)
    done = len(years) == len(case.due.years)
    if not done and case.over:
        return Ruling("not-judgeable", HELD, formula, reason=GAP, used=tuple(years))
    return Ruling("met" if done else "on-course", HELD, formula, used=tuple(reversed(years)))


def _missing(case: Case, rule: str) -> Ruling | None:
    """Some years are reported, but not from the first one on: nothing can be added up."""
    some = [one for one in case.same if one.period and set(span(one.period).years) & set(case.due.years)]
    if not some:
        return None
    return Ruling("not-judgeable", rule, reason=GAP, used=tuple(case.until_due(some, None)) or tuple(some[:3]))


def _ruled(case: Case, course: Course | None, rule: str, *, part: bool = False) -> Ruling | None:
    """The verdict of a value over the years so far; at the end it is met or missed."""
    if course is None:
        return _missing(case, rule)
    if course.last >= case.due.year:
        verdict, reason = compare(case, course.value, course.nominal)
        return Ruling(verdict, rule, f"{course.text} {against(case, verdict)}", progress=_part(case, course, part),
                      reason=reason, used=course.used)  # fmt: skip
    if case.over:
        return Ruling("not-judgeable", rule, course.text, reason=GAP, used=course.used)
    return _built(case, course, rule) if part or rule == BUILT_UP else _so_far(case, course, rule)


def _part(case: Case, course: Course, part: bool) -> Decimal | None:
    return course.nominal / case.said.number if part and case.said.number else None


def _so_far(case: Case, course: Course, rule: str) -> Ruling:
    """An average so far, held against the one that is aimed at."""
    verdict, reason = compare(case, course.value, course.nominal)
    if reason is not None:
        return Ruling("not-judgeable", rule, course.text, reason=reason, used=course.used)
    so_far = "on-course" if verdict == "met" else "behind"
    return Ruling(so_far, rule, f"{course.text} {against(case, so_far)}", used=course.used)  # type: ignore[arg-type]


def _built(case: Case, course: Course, rule: str) -> Ruling:
    """A sum so far: the part that is done beside the part of the time that is over."""
    if case.said.number == 0:
        return Ruling("not-judgeable", rule, course.text, reason="the target is zero", used=course.used)
    done = course.nominal / case.said.number
    gone = elapsed(str(case.due.first // 12 - 1), str(course.last), str(case.due.year)) or Decimal(1)
    falling = case.wanted == "down" and case.said.number > 0
    holds = done <= gone if falling else done >= gone
    reached = not falling and compare(case, course.value, course.nominal)[0] == "met"
    verdict = "met" if reached else "on-course" if holds else "behind"
    mark = "≥" if done >= gone else "<"
    part = f"{amount(course.nominal, case.said)} ÷ {write(case.said)} = {percent(done)} {mark} {percent(gone)}"
    formula = f"{course.text}; {part}"
    return Ruling(verdict, rule, formula, progress=done, used=course.used)  # type: ignore[arg-type]
