"""Targets of one time, when their results are there: bounds decide; and results that other figures give."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hefu.audit.intervals import Interval, growth
from hefu.audit.series import Series
from hefu.audit.writing import short
from hefu.plan.assessment import Ruling, Stated
from hefu.plan.judging.case import ZERO_BASE, Case, against, compare, judged, keeps, rivals, write
from hefu.plan.when import span

FROM_LEVELS, CHANGE, MULTIPLE = "growth of amounts", "change", "multiple"
_LONG = 12


def at_due(case: Case) -> Ruling | None:
    """The result of the due time, held against the target: its bound decides (`at least`, `at most`, `about`, `range`,
    `set value`).
    """
    if case.due.months > _LONG or case.said.kind == "multiple":
        return None
    found = case.at(case.same, case.due)
    if not found:
        return None
    ruling = judged(case, found)
    base = case.base() if case.said.kind == "amount" and _is_far(case) else None
    if base is None or base.unit_base != case.said.unit_base or base.number == case.said.number:
        return ruling
    if keeps(case, base):
        return replace(ruling, base=base)
    way = (found[0].number - base.number) / (case.said.number - base.number)
    return replace(ruling, progress=way, base=base)


def _is_far(case: Case) -> bool:
    """Whether a target lies more than a year ahead of its document, or has a base of its own."""
    published = case.said.published
    return case.aim.base is not None or (published is not None and case.due.year > int(published[:4]))


def growth_of_amounts(case: Case) -> Ruling | None:
    """A yearly growth that is not reported, from the amounts of both years; never where it is at constant prices."""
    if case.said.kind != "growth" or not case.due.is_year or Series(case.said.name, None, "").real:
        return None
    if case.said.basis not in ("yoy", None):
        return None
    levels = [one for one in case.series if one.kind == "amount" and one.unit_base != "%" and one.rounded]
    now = case.at(levels, case.due)
    before = case.at(levels, span(str(case.due.year - 1)))
    if not now or not before or rivals(now[0], now) or rivals(before[0], before):
        return None
    if now[0].unit_base != before[0].unit_base or now[0].indicator != before[0].indicator:
        return None
    if before[0].number <= 0:
        return Ruling("not-judgeable", FROM_LEVELS, reason=ZERO_BASE, used=(now[0], before[0]))
    nominal = (now[0].number / before[0].number - 1) * 100
    text = f"{write(now[0])} ÷ {write(before[0])} − 1"
    return _computed(case, growth(now[0].span, before[0].span), now[0], before[0], FROM_LEVELS, "%", nominal, text)


def change(case: Case) -> Ruling | None:
    """提高1.2个百分点: the change as it is reported (the bound decides), else the difference of both years' values."""
    if case.said.kind != "change":
        return None
    first = case.due.first // 12 - 1
    amounts = case.of("amount")
    now, before = case.at(amounts, span(str(case.due.year))), case.at(amounts, span(str(first)))
    if not now or not before or rivals(now[0], now) or rivals(before[0], before):
        return None
    return _computed(case, now[0].span - before[0].span, now[0], before[0], CHANGE, "",
                     now[0].number - before[0].number, f"{write(now[0])} − {write(before[0])}")  # fmt: skip


def multiple(case: Case) -> Ruling | None:
    """翻一番, 增长1.5倍: as it is reported, else the amounts of both years; growth at constant prices is not judged by
    amounts.
    """
    if case.said.kind != "multiple":
        return None
    found = case.at(case.same, case.due)
    if found:
        return judged(case, found, MULTIPLE)
    basis = case.said.basis or ""
    since = basis.removeprefix("since:") if basis.startswith("since:") else ""
    if not since.isdigit():
        return Ruling("not-judgeable", MULTIPLE, reason="the year that it starts from is not told")
    if Series(case.said.name, None, "").real:
        return Ruling("not-judgeable", MULTIPLE, reason="growth at constant prices is not that of the amounts")
    levels = [one for one in case.series if one.kind == "amount" and one.unit_base != "%"]
    now, before = case.at(levels, span(str(case.due.year))), case.at(levels, span(since))
    if not now:
        return None
    if not before:
        return Ruling("not-judgeable", MULTIPLE, reason="no base is known", used=(now[0],))
    if before[0].number <= 0:
        return Ruling("not-judgeable", MULTIPLE, reason=ZERO_BASE, used=(now[0], before[0]))
    if rivals(now[0], now) or rivals(before[0], before) or now[0].unit_base != before[0].unit_base:
        return None
    more = Decimal(case.said.lead.endswith(("增长", "增加", "提高", "提升")) and "翻" not in case.said.quote)
    ratio, nominal = now[0].span / before[0].span - Interval(more, more), now[0].number / before[0].number - more
    text = f"{write(now[0])} ÷ {write(before[0])}{' − 1' if more else ''}"
    return _computed(case, ratio, now[0], before[0], MULTIPLE, "", nominal, text)


def _computed(
    case: Case, value: Interval, now: Stated, before: Stated, rule: str, unit: str, nominal: Decimal, text: str
) -> Ruling:
    verdict, reason = compare(case, value, nominal)
    value_text = short(nominal) + (unit or ("" if case.said.unit == "1" else case.said.unit))
    formula = f"{text} = {value_text} {against(case, verdict)}"
    return Ruling(verdict, rule, formula, reason=reason, used=(now, before), base=before)
