"""What a plan says of itself: its title, issuer, area, the years that it is for, and the plan that it carries out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hefu.lexicon.periods import load as load_periods
from hefu.model import Document, Evidence
from hefu.plan.reading import Reading, bare, reading


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a plan; None for what it does not say.

    title: of the plan itself, also where a notice prints it (关于印发…的通知).  period: `2026/2030`, `2026`.
    above: title of the plan that it carries out.
    """

    title: str | None
    issuer: str | None
    area: str | None
    period: str | None
    above: str | None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """Words that tell a field of the head. example: with the result after =; near_miss: words that do not tell it."""

    name: str
    pattern: re.Pattern[str]
    example: str
    near_miss: str


_Y = r"(?:19|20)\d\d"
_N = "[一二三四五六七八九十]"

RULES: tuple[Rule, ...] = (
    Rule(
        "years in the title",
        re.compile(rf"(?<!\d)(?P<first>{_Y})年?\s*(?:[—-]+|至|到)\s*(?P<last>{_Y})年?"),
        "云澜市港口发展三年行动计划（2024—2026年） = 2024/2026",
        "云澜市港口发展三年行动计划",
    ),
    Rule(
        "plan in the title",
        re.compile(rf"(?P<plan>第{_N}{{1,3}}个五年(?:规划|计划)|[“\"]?{_N}{{1,2}}五[”\"]?(?=时期|规划|计划|发展))"),
        "云澜市国民经济和社会发展第十五个五年规划纲要 = 2026/2030",
        "云澜市十五项重点任务",
    ),
    Rule(
        "year in the title",
        re.compile(rf"(?<![\d—-])(?P<year>{_Y})年"),
        "2026年云澜市政府工作报告 = 2026",
        "云澜市政府工作报告",
    ),
    Rule(
        "year of its tasks",
        re.compile(
            rf"(?P<year>{_Y})年(?:[^，。\d]{{0,16}}?)(?:工作安排|工作任务|重点工作|主要任务|预期目标|主要目标|发展目标|工作建议"
            r"|总体要求|计划安排|工作部署|工作思路|政府工作)"
        ),
        "三、2026年主要目标和工作安排 = 2026",
        "一、2025年工作回顾",
    ),
    Rule(
        "plan above",
        re.compile(
            r"(?:贯彻|落实|根据|依据|按照|遵照|对标|衔接)(?:好|实施)?[^。；《》\n]{0,30}《(?P<above>[^《》\n]{6,90}?"
            r"(?:规划|计划|纲要|建议|意见|方案|决定|行动)(?:纲要)?(?:（[^（）《》]{1,16}）)*(?:的通知)?)》"
        ),
        "为落实《云澜省国民经济和社会发展第十五个五年规划纲要》 = 云澜省国民经济和社会发展第十五个五年规划纲要",
        "根据《中华人民共和国城乡规划法》",
    ),
)
"""In this order; the first that finds something tells the field."""

_HEAD = 6000
"""What a plan carries out, it says at its beginning."""
_NOTICE = re.compile(r"(?:印发|下发|发布|公布)(?:<|《|〈)?(?P<title>.{6,120}?)(?:>|》|〉)?的?(?:通知|公告|函)$")
_WHOLE = re.compile(r"(?:全文|（全文）|\(全文\))$")


def header(document: Document) -> Header:
    """The head of a plan."""
    title = _title(document.title)
    read = reading(document)
    evidence = [one for one in document.evidence if one.field in ("title", "issuer", "area")]
    period = next(_periods(document, title, read), None)
    above = _above(read, title)
    evidence += [found for one in (period, above) if one for found in [one[1]]]
    return Header(title, document.issuer, document.area, period and period[0], above and above[0], tuple(evidence))


def _title(words: str | None) -> str | None:
    """The title of the plan: what a notice prints, without 全文."""
    if words is None:
        return None
    notice = _NOTICE.search(words)
    return _WHOLE.sub("", notice["title"] if notice else words).strip()


def _periods(document: Document, title: str | None, read: Reading) -> Iterator[tuple[str, Evidence]]:
    """The years of a plan: from its title, else the headings of its tasks, else its first words about them."""
    known = next((one for one in document.evidence if one.field == "title"), None)
    place = (known.start, known.end) if known else (None, None)
    for rule, iso in ((RULES[0], _span), (RULES[1], _plan), (RULES[2], _year)):
        for match in list(rule.pattern.finditer(title or ""))[-1:]:
            if years := iso(match):
                yield years, Evidence("period", rule.name, *place)
    for heading in document.outline:
        if year := RULES[3].pattern.search(heading.title):
            yield year["year"], Evidence("period", RULES[3].name, heading.start, heading.end)
    if year := RULES[3].pattern.search(read.text):
        yield year["year"], Evidence("period", RULES[3].name, *read.span(*year.span()))


def _span(match: re.Match[str]) -> str | None:
    return f"{match['first']}/{match['last']}" if match["first"] < match["last"] else None


def _year(match: re.Match[str]) -> str | None:
    return match["year"]


def _plan(match: re.Match[str]) -> str | None:
    plan = load_periods().plan(re.sub(r"规划$", "计划", match["plan"])) or load_periods().plan(match["plan"])
    return plan.iso if plan else None


def _above(read: Reading, title: str | None) -> tuple[str, Evidence] | None:
    """The first plan that the beginning names as what is carried out; a plan does not carry out itself."""
    rule = RULES[4]
    own = bare(title or "")
    for match in rule.pattern.finditer(read.text, 0, _HEAD):
        name = bare(read.view.text[slice(*match.span("above"))])
        if name != own and name not in own:
            return name, Evidence("above", rule.name, *read.span(*match.span("above")))
    return None
