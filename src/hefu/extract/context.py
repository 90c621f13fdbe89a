"""What holds for a whole document and for the section one reads in: dates, area, period, modality.

A government's texts announce what their figures are: the title tells the kind of report and its
year, headings part the review 回顾 from the aims 目标. `Profile` is read once from the top of the
text, `Context` follows the headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
    Kind("budget", re.compile(r"预算(?:执行|草案)|预算(?:的)?报告|财政预算"), -1, 0),
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

_REVIEW = re.compile(
    r"回顾|总结|执行情况|完成情况|运行(?:的)?(?:基本)?(?:情况|特点)|使用情况|工作情况|落实.{0,12}决议情况"
)
_RESULTS = re.compile(r"成就|成效|成果|进展|历史性|发展成绩|新成绩|收官|发展基础|现实基础|盘点")
_AIMS = re.compile(
    r"预期目标|主要目标|目标任务|发展目标|主要任务|工作任务|工作安排|总体安排|总体要求|草案|工作重点|重点工作|展望|打算|"
    r"工作部署|发展要求|指导思想|计划安排|政策取向|民生实事|预算安排|任务和措施|目标和任务|任务及措施|建议$|规划的?建议|今年工作|今年的工作|支出安排"
)
_WISHES = re.compile(r"目标|任务|举措|部署|思路|重点抓好|工作要求")
_SECTION = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]+[篇章部]|[1-9]、|（[一二三四五六七八九十]{1,3}）|[IVX]+、)"
)
_TOP = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]+[篇章部])")
_YEAR = re.compile(
    rf"(?P<y1>{YEAR})年?\s?[—至-]\s?(?P<y2>{YEAR}|[0-9]{{2}})年|(?P<y>{YEAR})\s?年|(?P<c>[一二〇○零][一二三四五六七八九〇○零]{{3}})年"
)
_ERA = re.compile(
    r"[“‘\"]?(?P<five>十[一二三四五六七八]?五|[一二三四五六七八九]五)[”’\"时规]|第(?P<nth>十?[一二三四五六七八九十])个五年"
)
_TERM = re.compile(r"(?:过去|近|这|五年来|本届政府)(?P<n>[一二三四五六七八九十]|[0-9])?年?|五年来|五年工作|本届政府")
_CHINESE_DIGITS = str.maketrans("一二三四五六七八九〇○零", "123456789000")
_HEADING_LENGTH = 46
_BLANKS = re.compile(r"(?<=[一-龥—]) +(?=[一-龥])|^\s+|\s+$")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a section says of the figures in it: period and modality, and the words that say it (evidence)."""

    period: Period | None
    modality: Modality
    start: int = 0
    end: int = 0
    rule: str = "document"


@dataclass(frozen=True, slots=True)
class Profile:
    """What the text says of itself: kind of report, year of publication, of results and of aims; press: a newspaper."""

    kind: str
    year: int | None
    month: int | None
    review: Period | None
    aims: Period | None
    base: Scope
    press: bool = False


def profile(text: str, published: str | None) -> Profile:
    """The profile of a normalised text, published on an ISO date (as exact as known)."""
    top = text[:1500]
    year = int(published[:4]) if published else None
    month = int(published[5:7]) if published and len(published) >= 7 else None
    if year is None:
        year = _latest_year(text)
    press = len(_PRESS.findall(text, 0, 30_000)) > 1 or _PAPER.search(top) is not None
    title, kind = (top.lstrip().partition("\n")[0], None) if press else _title(top)
    named = _YEAR.search(title)
    title_year = _year(named) if named else None
    if kind is None:
        return Profile(
            "news",
            year,
            month,
            None if year is None else _plain(year - 1),
            _plain(year),
            Scope(None, "actual"),
            press,
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
_PAPER = re.compile(r"(?m)^\s*[^，。\s]{0,6}(?:日报|晚报|晨报|都市报)\s+(?:19|20)[0-9]{2}[-年./]")
"""The head of a newspaper page: its name and the date."""
_NAMED_YEAR = re.compile(rf"(?<![到至])(?<![0-9])({YEAR})\s?年(?!以?[前后])")


def _latest_year(text: str) -> int | None:
    """The latest year that a text without a date names (but no 到2030年): it was written then or soon after."""
    return max((int(match[1]) for match in _NAMED_YEAR.finditer(text, 0, 30_000)), default=None)


def _title(top: str) -> tuple[str, Kind | None]:
    """The line that names the document, and its kind; longer lines are no titles."""
    lines = [_BLANKS.sub("", line) for line in top.split("\n")]
    for kind in KINDS:
        for at, line in enumerate(lines):
            if 3 < len(line) <= 60 and kind.title.search(line) and "。" not in line:
                return " ".join(lines[max(0, at - 2) : at + 2]) if not _YEAR.search(line) else line, kind
    return next((line for line in lines if line), ""), None


def _years(kind: Kind, title: str, title_year: int | None, year: int | None) -> tuple[Period | None, Period | None]:
    """Periods of results and of aims."""
    if kind.name == "plan":
        first, last = _plan_years(title, year)
        if first is None or last is None:
            return None, None
        return Period(f"{first - 5}/{first - 1}", "era", first - 1), Period(f"{first}/{last}", "era", last)
    found = _period(title)
    if kind.name == "analysis":
        return found, None if found is None else Period(str(found.year), "year", found.year)
    if kind.name == "communiqué":
        own = title_year if title_year is not None else None if year is None else year - 1
        return _plain(own), _plain(own)
    own = year
    if kind.name in {"budget", "execution"} and title_year is not None:
        own = title_year + 1
    elif title_year is not None and (year is None or abs(title_year - year) <= 1):
        own = title_year if year is None or title_year == year else year
    if own is None:
        return None, None
    return _plain(own + (kind.review or 0)), _plain(own + (kind.aims or 0))


def _plain(year: int | None) -> Period | None:
    return None if year is None else Period(str(year), "year", year)


def _plan_years(title: str, year: int | None) -> tuple[int | None, int | None]:
    match = _ERA.search(title)
    if match:
        name = match["five"] or match["nth"] + "五"
        return era(number(name[:-1]) if name != "十五" or match["nth"] else 10)
    span = _YEAR.search(title)
    if span and span["y1"]:
        last = span["y2"] if len(span["y2"]) == 4 else span["y1"][:2] + span["y2"]
        return int(span["y1"]), int(last)
    if year is None:
        return None, None
    first = year - (year - 1) % 5 + (5 if year % 5 == 0 else 0)
    return first, first + 4


def _year(match: re.Match[str]) -> int:
    if match["c"]:
        return int(match["c"].translate(_CHINESE_DIGITS))
    return int(match["y"] or match["y1"])


_QUARTER = re.compile(
    r"(?P<q>[一二三四1-4])季度|(?P<h>上半年|下半年|前三季度)|(?P<m1>1?[0-9])[—至-](?P<m2>1?[0-9])月|(?P<m>1?[0-9])月份?"
)
_MONTHS = {"上半年": ("01", "06"), "下半年": ("07", "12"), "前三季度": ("01", "09")}


def _period(title: str) -> Period | None:
    """2017年一季度, 2023年1—11月, 2025年 in a title."""
    match = _YEAR.search(title)
    if match is None or match["y1"]:
        return None
    year = _year(match)
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


def is_heading(line: str) -> bool:
    """Whether a line announces a section: short, without the end of a sentence, or numbered and short."""
    bare = line.strip()
    if _SECTION.match(bare):
        bare = bare.removesuffix("。")
    if bare.endswith(("：", "，", "、", "；")) and not _SECTION.match(bare):
        return False
    return 1 < len(bare) <= _HEADING_LENGTH and not re.search(r"[。；]|，.*，.*，", bare)


_BYLINE = re.compile(
    r"\s*(?:□|■|●|◎)?\s*(?:本报|记者|通讯员|新华社|本网|文/|图/|[^，。]{0,8}(?:讯|电)[（(\s]"
    r"|[^，。]{0,12}(?:记者|通讯员)[ 　])"
)


def is_byline(line: str) -> bool:
    """Whether a line of a newspaper begins an article: 本报记者, 本报讯, （记者 …）."""
    return _BYLINE.match(line[:24]) is not None


def is_section(line: str) -> bool:
    """Whether a line has the number of a section: 一、, （二）, 第三章."""
    return _SECTION.match(line) is not None


def section(line: str, start: int, facts: Profile, current: Scope) -> Scope:
    """The scope that begins with a heading; the current one when the heading says nothing of time or aim."""
    if facts.kind == "news" and not _SECTION.match(line) and not _YEAR.search(line):
        return current
    top = _TOP.match(line) is not None or not _SECTION.match(line)
    review, aims = _REVIEW.search(line), _AIMS.search(line)
    named, era_named = _YEAR.search(line), _ERA.search(line)
    if (
        not review
        and not aims
        and named
        and not named["y1"]
        and "工作" in line
        and facts.year
        and facts.kind not in {"communiqué", "analysis"}
    ):
        year = _year(named)
        return Scope(
            Period(str(year), "year", year),
            "target" if year >= facts.year else "actual",
            start,
            start + len(line),
            "heading",
        )
    if not review and not aims and top:
        review, aims = _RESULTS.search(line), _WISHES.search(line)
    end = start + len(line)
    if review and aims and "草案" in aims.group() and "执行" in line:
        aims = None
    if review and aims and era_named and len(_ERA.findall(line)) > 1:
        return Scope(None, "actual", start, end, "heading")
    if review and not (aims and aims.start() < review.start()):
        period = _period(line) or _interval(line, named, era_named, facts) or facts.review or current.period
        return Scope(period, "actual", start, end, "heading")
    if aims:
        period = _interval(line, named, era_named, facts) if era_named else _period(line)
        period = period or _interval(line, named, era_named, facts)
        if period is None:
            period = current.period if current.modality == "target" else facts.aims or current.period
        return Scope(period, "target", start, end, "heading")
    if named and _SECTION.match(line) and not named["y1"]:
        year = _year(named)
        if top and facts.kind in {"work report", "execution", "budget"} and facts.year:
            return Scope(
                Period(str(year), "year", year), "target" if year >= facts.year else "actual", start, end, "heading"
            )
        return Scope(Period(str(year), "year", year), current.modality, start, end, "heading")
    return current


def _interval(line: str, named: re.Match[str] | None, era_named: re.Match[str] | None, facts: Profile) -> Period | None:
    if named and named["y1"]:
        last = named["y2"] if len(named["y2"]) == 4 else named["y1"][:2] + named["y2"]
        return Period(f"{named['y1']}/{last}", "span", int(last))
    if era_named:
        first, last_year = _plan_years(era_named.group(), None)
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
