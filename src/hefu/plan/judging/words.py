"""Targets in words: 与经济增长同步, 高于地区生产总值增长, 完成省下达目标, 稳步提高."""

from __future__ import annotations

import re

from hefu.audit.intervals import Interval
from hefu.plan.assessment import Ruling, Stated
from hefu.plan.judging.case import TOLERANCE, Case, ordered, write
from hefu.plan.judging.spans import GAP
from hefu.plan.judging.years import Course, mean_growth
from hefu.plan.when import span

STEP, WORDS, TIMELESS = "in step", "in words", "no time"
NOT_REPORTED = "its growth is not reported"
NO_ECONOMY = "the growth of the economy is not reported for the same years"
_STEP = re.compile(r"同步")
_ABOVE = re.compile(r"(?:高于|快于|超过|略高于)(?:地区生产总值|国内生产总值|经济|GDP)")


def in_step(case: Case) -> Ruling | None:
    """Growth 与经济增长同步 is held against the growth of GDP of the same years: at least as high, less 5 % of it.

    高于经济增长 asks for more than GDP's. Where one of the two is not reported, there is no verdict.
    """
    text = case.said.text or ""
    above = _ABOVE.search(text) is not None
    if case.said.value is not None or not (above or _STEP.search(text)) or case.said.period is None:
        return None
    rates = case.of("growth", "%")
    own, economy = _growth(case, rates), _growth(case, ordered(case.economy))
    if own is None:
        some = [one for one in rates if one.period and set(span(one.period).years) & set(case.due.years)]
        verdict, reason = ("not-judgeable", GAP) if some and case.due.months > 12 else ("no-result", NOT_REPORTED)
        return Ruling(verdict, STEP, reason=reason, used=tuple(some))  # type: ignore[arg-type]
    if economy is None or own.last != economy.last:
        return Ruling("not-judgeable", STEP, reason=NO_ECONOMY, used=own.used)
    reference = economy.value.middle
    line = reference if above else reference - abs(reference) * TOLERANCE
    holds = own.value.high > line if not above else own.value.middle > line
    verdict = ("met" if holds else "missed") if own.last == case.due.year else ("on-course" if holds else "behind")
    sign = ">" if above else "≥"
    formula = f"{own.text} {sign if holds else '<'} {economy.text}{'' if above else ' − 5%'}"
    return Ruling(verdict, STEP, formula, used=(*own.used, *economy.used))  # type: ignore[arg-type]


def _growth(case: Case, found: list[Stated]) -> Course | None:
    """The growth over the target's time: of its year, or the average of its years so far."""
    if case.due.months > 12:
        return mean_growth(case, found)
    now = case.at(found, case.due)
    return Course(Interval(now[0].span.low, now[0].span.high), now[0].number, (now[0],), span(case.period).year,
                  write(now[0])) if now else None  # fmt: skip


def in_words(case: Case) -> Ruling | None:
    """A target without a number cannot be judged by one: 完成省下达目标 depends on a figure that it does not name."""
    if case.said.value is not None:
        return None
    used = tuple(case.until_due(case.same)[:1])
    return Ruling("not-judgeable", WORDS, reason="the target has no number", used=used)


def no_time(case: Case) -> Ruling | None:
    """A target that names no time is never due."""
    return None if case.said.period else Ruling("not-judgeable", TIMELESS, reason="no time is told")
