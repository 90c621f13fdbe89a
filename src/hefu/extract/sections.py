"""What the headings of a document say of the figures below them: review 回顾 or aims 目标, and of what years."""

from __future__ import annotations

import re
from dataclasses import replace

from hefu.extract.context import ERA, YEAR_NAMED, Profile, Scope, plain_year, plan_years, title_period, year_of
from hefu.extract.periods import Period
from hefu.model import Modality

_REVIEW = re.compile(
    r"回顾|总结|执行情况|完成情况|运行(?:的)?(?:基本)?(?:情况|特点)|使用情况|工作情况|落实.{0,12}决议情况"
)
_RESULTS = re.compile(r"成就|成效|成果|进展|历史性|发展成绩|新成绩|收官|发展基础|现实基础|盘点")
_AIMS = re.compile(
    r"预期目标|主要目标|目标任务|发展目标|主要任务|工作任务|工作安排|总体安排|总体要求|草案|工作重点|重点工作|展望|打算|"
    r"工作部署|发展要求|指导思想|计划安排|政策取向|民生实事|预算安排|任务和措施|目标和任务|任务及措施|建议$|规划的?建议|今年工作|今年的工作|支出安排"
)
_GIVEN = re.compile(r"(?:分配|下达)情况")
"""What was handed out is a fact, among budgets too."""
_WISHES = re.compile(r"目标|任务|举措|部署|思路|重点抓好|工作要求")
_TITLE = re.compile(r"工作(?:的)?报告")
"""The report's own name, printed again, parts nothing."""
_SECTION = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]+[篇章部]|[1-9]、|（[一二三四五六七八九十]{1,3}）|[IVX]+、)"
)
_TOP = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]+[篇章部])")
_HEADING_LENGTH = 46
_MARK = re.compile(
    r"\s*(?:第[一二三四五六七八九十百]+(?P<word>[篇编章节部])"
    r"|[一二三四五六七八九十]{1,3}(?P<item>、)|(?P<inner>（)[一二三四五六七八九十]{1,3}）)"
)
_RANKS = "篇编部章节、（"
"""Kinds of numbers of headings, the highest first."""
_YEARS = re.compile(r"20[0-9]{2}(?=年|工作|主要|重点)|[二一][〇○零九][一二三四五六七八九〇○零]{2}年")
_FIVE = r"(?:这|过去的?|近|在过去的?)?五年(?:来|间|里|中)?|本届政府(?:任期|以来|成立以来)?"
_TIMES = re.compile(rf"{_FIVE}|(?:过去的?|这)?一年来?|今年|去年")
_OPENING = re.compile(
    r"\s*(?:——\s*|各位代表[！，：]\s*|同志们[！，：]\s*)*(?:刚刚过去的|在?过去的|回望|回首|回顾|纵观|总结|展望|站在|经过|在)*(?P<time>[“‘\"]?)"
)
_NOT_TIME = re.compile(r"[”’\"]?(?:规划|计划|目标|任务|纲要|收官|末|与|和|、)")
"""“十四五”规划, “十四五”收官 are no time that a paragraph is about."""
_PAST_YEAR = re.compile(r"\s*(?:各位代表[！，：]\s*|同志们[！，：]\s*)*(?:刚刚过去的|过去的?一年)")
"""So a review turns to its last year, whatever its heading says: 刚刚过去的2025年."""
_OPENS = "plan that a paragraph opens with"
_OF_FIVE = re.compile(r"\s*(?:——\s*)?(?:这|过去(?:的)?五年|这五年)?是[^，。；]{2,30}的五年[。，]")
"""这是经济实力持续提升的五年。"""


def is_heading(line: str) -> bool:
    """Whether a line announces a section: short, without the end of a sentence, or numbered and short."""
    bare = line.strip()
    if _SECTION.match(bare):
        bare = bare.removesuffix("。")
    if bare.endswith(("：", "，", "、", "；")) and not _SECTION.match(bare):
        return False
    return 1 < len(bare) <= _HEADING_LENGTH and not re.search(r"[。；]|，.*，.*，", bare)


def is_section(line: str) -> bool:
    """Whether a line has the number of a section: 一、, （二）, 第三章."""
    return _SECTION.match(line) is not None


def section(line: str, start: int, facts: Profile, current: Scope) -> Scope:
    """The scope that begins with a heading; the current one when the heading says nothing of time or aim."""
    if facts.kind == "news" and not _SECTION.match(line) and not YEAR_NAMED.search(line):
        return current
    said = _said(line, facts, current)
    if said is None:
        return facts.base if facts.kind == "plan" and _ends(line, current) else current
    return Scope(*said, start, start + len(line), "heading", mixed=len(_times(line)) > 1, mark=_mark(line))


def _said(line: str, facts: Profile, current: Scope) -> tuple[Period | None, Modality] | None:
    """Period and modality that a heading states."""
    top = _TOP.match(line) is not None or not _SECTION.match(line)
    review, aims = _REVIEW.search(line), _AIMS.search(line)
    named, era_named = YEAR_NAMED.search(line), ERA.search(line)
    year = plain_year(year_of(named)) if named and not named["y1"] else None
    if _GIVEN.search(line):
        return year or current.period, "actual"
    reports_by_year = facts.year is not None and facts.kind not in {"communiqué", "analysis"}
    if not review and not aims and year and "工作" in line and not _TITLE.search(line) and reports_by_year:
        return year, _mood(year, facts)
    if not review and top:
        results = _RESULTS.search(line)
        if results and aims and results.start() < aims.start() and len(_times(line)) > 1:
            return None, "actual"
        if not aims:
            review, aims = results, _WISHES.search(line)
    if review and aims and "草案" in aims.group() and "执行" in line:
        aims = None
    if review and aims and len(ERA.findall(line)) > 1:
        return None, "actual"
    if review and not (aims and aims.start() < review.start()):
        return title_period(line) or _interval(
            line, named, era_named, facts
        ) or facts.review or current.period, "actual"
    if aims:
        told = (None if era_named else title_period(line)) or _interval(line, named, era_named, facts)
        return told or (current.period if current.modality == "target" else facts.aims or current.period), "target"
    if year and _SECTION.match(line):
        dated = top and facts.kind in {"work report", "execution", "budget"} and facts.year is not None
        return year, _mood(year, facts) if dated else current.modality
    return None


def _mood(period: Period, facts: Profile) -> Modality:
    """A report tells what was done in the years before its own and what is aimed at from then on."""
    return "target" if period.year and facts.year and period.year >= facts.year else "actual"


def _mark(line: str) -> str:
    """The kind of number that a heading has: 章, 、, （; empty when it has none."""
    match = _MARK.match(line)
    return next((kind for kind in match.groups() if kind), "") if match else ""


def _ends(line: str, current: Scope) -> bool:
    """Whether a heading ends the section that the scope holds for: its number is of the same kind or a higher one."""
    mark = _mark(line)
    return bool(mark) and (not current.mark or _RANKS.index(mark) <= _RANKS.index(current.mark))


def _times(line: str) -> set[str]:
    """The times that a heading names: plans, years, five years, this year."""
    eras = {match["five"] or match["nth"] for match in ERA.finditer(line)}
    return eras | {match.group() for match in _YEARS.finditer(line)} | {m.group() for m in _TIMES.finditer(line)}


# ---------------------------------------------------------------- paragraphs


def opening(text: str, start: int, end: int, facts: Profile, scope: Scope) -> Scope:
    """The scope from a paragraph on: it may turn to one of the times that its section is about.

    Under “十四五”时期发展成就和2025年工作回顾 a paragraph that begins 五年来, or 2025年, begins the part about it; in a
    plan, one that begins with the plan before looks back.
    """
    if facts.review is None or facts.kind in {"news", "communiqué", "analysis"}:
        return scope
    if facts.kind == "plan":
        return _of_plan(text, start, end, facts, scope)
    last = facts.review.year
    five = None if last is None else Period(f"{last - 4}/{last}", "span", last)
    if scope.modality == "actual" and five and (match := _OF_FIVE.match(text, start, end)):
        return replace(scope, period=five, start=match.start(), end=match.end(), rule=_OPENS)
    lead = _OPENING.match(text, start, end)
    past_year = _PAST_YEAR.match(text, start, end) is not None and scope.modality == "actual" and scope.end > 0
    if not scope.mixed and not past_year and facts.kind != "plan":
        return scope
    at = lead.end() if lead else start
    time = YEAR_NAMED.match(text, at, end) or ERA.match(text, at, end) or _TIMES.match(text, at, end)
    period = _opened(time, facts, five) if time else None
    if time is None or period is None or (facts.kind == "plan" and period != facts.review):
        return scope
    mood: Modality = "target" if facts.year and int(period.iso[:4]) >= facts.year else "actual"
    return replace(scope, period=period, modality=mood, start=time.start(), end=time.end(), rule=_OPENS)


def _of_plan(text: str, start: int, end: int, facts: Profile, scope: Scope) -> Scope:
    """In a plan, a paragraph that opens with the plan before (“十四五”时期是…) reviews it, and so do the next ones.

    That ends with the section, or with a paragraph that opens with the plan itself.
    """
    lead = _OPENING.match(text, start, end)
    at = lead.end() if lead else start
    era = ERA.match(text, at, end) or ERA.match(text, max(at - 1, start), end)
    if era is None or facts.review is None or _NOT_TIME.match(text, era.end(), end):
        return scope
    first, last = plan_years(era.group(), None)
    named = Period(f"{first}/{last}", "era", last)
    if named == facts.review and scope.modality == "target":
        return replace(scope, period=named, modality="actual", start=era.start(), end=era.end(), rule=_OPENS, mark="")
    return facts.base if named == facts.aims and scope.rule == _OPENS else scope


def _opened(time: re.Match[str], facts: Profile, five: Period | None) -> Period | None:
    """The time of a section that a paragraph opens with: a plan, five years, the year of the results or of the aims."""
    word = time.group()
    if time.re is ERA:
        first, last = plan_years(word, None)
        return Period(f"{first}/{last}", "era", last) if first and last else None
    if time.re is YEAR_NAMED:
        years = [period for period in (facts.review, facts.aims) if period and period.iso == str(year_of(time))]
        return years[0] if years and not time["y1"] else None
    if "五年" in word or "届" in word:
        return five
    return facts.aims if word == "今年" else facts.review


def _interval(line: str, named: re.Match[str] | None, era_named: re.Match[str] | None, facts: Profile) -> Period | None:
    if named and named["y1"]:
        last = named["y2"] if len(named["y2"]) == 4 else named["y1"][:2] + named["y2"]
        return Period(f"{named['y1']}/{last}", "span", int(last))
    if era_named:
        first, last_year = plan_years(era_named.group(), None)
        if first and last_year:
            return Period(f"{first}/{last_year}", "era", last_year)
    if re.search(r"过去(?:的)?一年|去年", line) and facts.review:
        return facts.review
    if (
        re.search(r"过去五年|五年来|五年(?:工作)?回顾|过去的五年|本届政府|五年的工作", line)
        and facts.review
        and facts.review.year
    ):
        last = facts.review.year
        return Period(f"{last - 4}/{last}", "span", last)
    return None
