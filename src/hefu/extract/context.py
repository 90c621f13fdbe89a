"""What holds for a whole document and for the section one reads in: dates, area, period, modality.

A government's texts announce what their figures are: the title tells the kind of report and its
year, headings part the review 回顾 from the aims 目标. `Profile` is read once from the top of the
text; `sections` follows the headings.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from hefu.extract.periods import Period, era, number
from hefu.extract.tokens import YEAR
from hefu.model import Modality


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: how it is known by its title, and which years its figures are for.

    review, aims: years of results and of aims, counted from the document's own year; None: no default.
    """

    name: str
    title: re.Pattern[str]
    review: int | None
    aims: int | None
    modality: Modality = "actual"


KINDS = (
    Kind("budget", re.compile(r"预算(?:执行|草案)|预算(?:的)?报告|财政预算|[市省区县级年]决算"), -1, 0),
    Kind("budget", re.compile(r"预算(?:的)?调整"), 0, 0, "target"),
    Kind("execution", re.compile(r"计划(?:执行|草案)|规划执行情况"), -1, 0),
    Kind(
        "plan",
        re.compile(r"(?:五年|五”|五)(?:规划|计划)(?:和|的|纲要|建议|（|\s|$)|规划纲要|规划的?建议|个五年计划"),
        None,
        None,
        "target",
    ),
    Kind("work report", re.compile(r"政府工作(?:的)?报告|工作报告"), -1, 0),
    Kind("communiqué", re.compile(r"统计公报|公报"), -1, 0),
    Kind(
        "analysis",
        re.compile(
            r"经济(?:运行|形势)|经济发展(?:情况|概况)|(?:[一二三四1-4]|前三)季度|[0-9]{1,2}月份?(?:经济|工业|主要|全)"
        ),
        0,
        0,
    ),
)
"""Kinds of document, the more telling titles first."""

YEAR_NAMED = re.compile(
    rf"(?P<y1>{YEAR})年?\s?[—至-]\s?(?P<y2>{YEAR}|[0-9]{{2}})年|(?P<y>{YEAR})\s?年|(?P<c>[一二〇○零][一二三四五六七八九〇○零]{{3}})年"
)
ERA = re.compile(
    r"[“‘\"]?(?P<five>十[一二三四五六七八]?五|[一二三四五六七八九]五)[”’\"时规]|第(?P<nth>十?[一二三四五六七八九十])个五年"
)
_CHINESE_DIGITS = str.maketrans("一二三四五六七八九〇○零", "123456789000")
_BLANKS = re.compile(r"(?<=[一-龥—]) +(?=[一-龥])|^\s+|\s+$")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a section says of the figures in it: period and modality, and the words that say it (evidence).

    mixed: its heading names several times, and paragraphs turn to one of them. mark: kind of its number: 章, 、, （.
    """

    period: Period | None
    modality: Modality
    start: int = 0
    end: int = 0
    rule: str = "document"
    mixed: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the text says of itself: kind of report, year of publication, of results and of aims; press: a newspaper.

    dated: the text itself says in which month it was published.
    """

    kind: str
    year: int | None
    month: int | None
    review: Period | None
    aims: Period | None
    base: Scope
    press: bool = False
    dated: bool = True


def profile(text: str, published: str | None) -> Profile:
    """The profile of a normalised text, published on an ISO date (as exact as known)."""
    top = text[:1500]
    year = int(published[:4]) if published else None
    month = int(published[5:7]) if published and len(published) >= 7 else None
    if year is None:
        year = _latest_year(text)
    press = len(_PRESS.findall(text, 0, 30_000)) > 1 or _PAPER.search(top) is not None
    title, kind = (top.lstrip().partition("\n")[0], None) if press else _title(top)
    named = YEAR_NAMED.search(title)
    title_year = year_of(named) if named else None
    if kind is None and not press and _SPOKEN.search(top):
        kind = next(one for one in KINDS if one.name == "work report")
    if kind is None:
        return Profile(
            "news",
            year,
            month,
            None if year is None else plain_year(year - 1),
            plain_year(year),
            Scope(None, "actual"),
            press,
            month is None or re.search(rf"(?<![0-9—-]){month}月(?!末|底|份)", text[:30_000]) is not None,
        )
    review, aims = _years(kind, title, title_year, year)
    if year is None:
        year = int((aims or review).iso[:4]) if (aims or review) else None  # type: ignore[union-attr]
    scope = aims if kind.modality == "target" else review
    return Profile(kind.name, year, month, review, aims, Scope(scope, kind.modality))


_PRESS = re.compile(
    r"本报记者|本报[^，。\n]{0,6}讯|记者(?:[ 　][一-龥]{2,4}|从|昨|近日|日前|获悉|了解到)"
    r"|[讯电][ 　]?[(（](?:本报|全媒体)?(?:通讯员|记者)"
)
"""How newspapers name the authors of their articles."""
_PAPER = re.compile(r"(?m)^[^\S\n]*[^，。\s]{0,6}(?:日报|晚报|晨报|都市报)\s+(?:19|20)[0-9]{2}[-年./]")
"""The head of a newspaper page: its name and the date."""
_SPOKEN = re.compile(r"我代表[^，。\n]{0,14}(?:政府|国务院)[^。\n]{0,12}(?:作|报告)(?:政府)?(?:工作)?")
"""现在，我代表市人民政府向大会报告工作: how a work report begins whose title was lost."""
_HEADED = re.compile(
    rf"(?m)^[\s（）一二三四五六七八九十、.0-9]{{0,8}}(?P<y>{YEAR})\s?年(?:政府|全[市省县区])?"
    r"(?:经济社会|国民经济和社会)?(?:发展)?(?:主要|重点)?(?:工作|预期目标|目标|任务)"
    r"(?P<over>[^。\n]{0,14}(?:回顾|总结|情况|成绩|成效|进展))?[^。\n]{0,12}$"
)
"""A heading about the work of a year: 二、2025年工作回顾, 三、2026年主要任务."""
_PASSING = 4
"""A year that is named so many times less often than another is spoken of in passing."""
_NAMED_YEAR = re.compile(rf"(?<![到至])(?<![0-9])({YEAR})\s?年(?!以?[前后])")


def _latest_year(text: str) -> int | None:
    """The latest year that a text without a date speaks of (but no 到2030年): it was written then or soon after.

    The year whose work is planned, or the one after the year that is looked back on; else the latest one that is not
    named in passing only (2035年自主贡献目标).
    """
    headed = [(int(match["y"]), match["over"]) for match in _HEADED.finditer(text, 0, 30_000)]
    if headed:
        return max(year + bool(over) for year, over in headed)
    named = Counter(int(match[1]) for match in _NAMED_YEAR.finditer(text, 0, 30_000))
    mentions = {year: named[year] + named[year - 1] for year in named}
    most = max(mentions.values(), default=0)
    return max((year for year, count in mentions.items() if count * _PASSING >= most), default=None)


def _title(top: str) -> tuple[str, Kind | None]:
    """The line that names the document, and its kind; longer lines are no titles."""
    lines = [_BLANKS.sub("", line) for line in top.split("\n")]
    for kind in KINDS:
        for at, line in enumerate(lines):
            if 3 < len(line) <= 60 and kind.title.search(line) and "。" not in line:
                return " ".join(lines[max(0, at - 2) : at + 2]) if not YEAR_NAMED.search(line) else line, kind
    return next((line for line in lines if line), ""), None


def _years(kind: Kind, title: str, title_year: int | None, year: int | None) -> tuple[Period | None, Period | None]:
    """Periods of results and of aims."""
    if kind.name == "plan":
        first, last = plan_years(title, year)
        if first is None or last is None:
            return None, None
        return Period(f"{first - 5}/{first - 1}", "era", first - 1), Period(f"{first}/{last}", "era", last)
    found = title_period(title)
    if kind.name == "analysis":
        return found, None if found is None else Period(str(found.year), "year", found.year)
    if kind.name == "communiqué":
        own = title_year if title_year is not None else None if year is None else year - 1
        return plain_year(own), plain_year(own)
    own = year
    if kind.name in {"budget", "execution"} and title_year is not None:
        own = title_year + (1 if kind.review else 0)
    elif title_year is not None and (year is None or abs(title_year - year) <= 1):
        own = title_year if year is None or title_year == year else year
    if own is None:
        return None, None
    return plain_year(own + (kind.review or 0)), plain_year(own + (kind.aims or 0))


def plain_year(year: int | None) -> Period | None:
    return None if year is None else Period(str(year), "year", year)


def plan_years(title: str, year: int | None) -> tuple[int | None, int | None]:
    match = ERA.search(title)
    if match:
        name = match["five"] or match["nth"] + "五"
        return era(number(name[:-1]) if name != "十五" or match["nth"] else 10)
    span = YEAR_NAMED.search(title)
    if span and span["y1"]:
        last = span["y2"] if len(span["y2"]) == 4 else span["y1"][:2] + span["y2"]
        return int(span["y1"]), int(last)
    if year is None:
        return None, None
    first = year - (year - 1) % 5 + (5 if year % 5 == 0 else 0)
    return first, first + 4


def year_of(match: re.Match[str]) -> int:
    if match["c"]:
        return int(match["c"].translate(_CHINESE_DIGITS))
    return int(match["y"] or match["y1"])


_QUARTER = re.compile(
    r"(?P<q>[一二三四1-4])季度|(?P<h>上半年|下半年|前三季度)|(?P<m1>1?[0-9])[—至-](?P<m2>1?[0-9])月|(?P<m>1?[0-9])月份?"
)
_MONTHS = {"上半年": ("01", "06"), "下半年": ("07", "12"), "前三季度": ("01", "09")}


def title_period(title: str) -> Period | None:
    """2017年一季度, 2023年1—11月, 2025年 in a title."""
    match = YEAR_NAMED.search(title)
    if match is None or match["y1"]:
        return None
    year = year_of(match)
    part = _QUARTER.match(title, match.end()) or _QUARTER.match(title, match.end() + 1)
    if part is None:
        return Period(str(year), "year", year)
    if part["q"]:
        first = number(part["q"]) * 3 - 2
        return Period(f"{year}-{first:02}/{year}-{first + 2:02}", "months", year)
    if part["h"]:
        first_month, last_month = _MONTHS[part["h"]]
        return Period(f"{year}-{first_month}/{year}-{last_month}", "months", year)
    if part["m1"]:
        return Period(f"{year}-{int(part['m1']):02}/{year}-{int(part['m2']):02}", "months", year)
    return Period(f"{year}-{int(part['m']):02}", "month", year)


def written(facts: Profile, month: int) -> Profile:
    """The profile of an article that was written in a month up to the one of its page."""
    if facts.year is None or facts.month is None:
        return facts
    return replace(facts, month=month, year=facts.year - (month > facts.month))
