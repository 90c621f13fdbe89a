"""Livelihood promises 民生实事: the deeds of a list that a government promises for a year.

Something announces the list (办好十件民生实事); then come the deeds, numbered as paragraphs or inside the sentence, or
named in a row. A list of what has been done (民生实事全面完成) promises nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice

from hefu.model import Document
from hefu.plan.header import header
from hefu.plan.items import is_glossary
from hefu.plan.model import Item, Promise
from hefu.plan.reading import Paragraph, Reading, bare, item_at, reading
from hefu.read.headings import value_of


@dataclass(frozen=True, slots=True)
class Rule:
    """How the deeds of a list are told apart. example: the titles after =, parted by |; near_miss: no promises."""

    name: str
    pattern: re.Pattern[str]
    example: str
    near_miss: str


_HAN = "[一二三四五六七八九十]{1,3}"

RULES: tuple[Rule, ...] = (
    Rule(
        "numbered paragraphs",
        re.compile(
            rf"(?:(?P<figure>\d{{1,2}})[.、](?!\d)|(?P<han>{_HAN})、|[（(](?P<both>\d{{1,2}}|{_HAN})[）)]|(?P<ring>[①-⑳])"
            rf"|第(?P<nth>{_HAN})[件项][，、：\s]?)\s*"
        ),
        "2026年云澜市民生实事\n1.新增公办学位3000个。\n2.更新住宅电梯200部。 = 新增公办学位3000个 | 更新住宅电梯200部",
        "坚持实事求是\n1.统计工作。\n2.调查工作。",
    ),
    Rule(
        "numbers in the sentence",
        re.compile(
            rf"(?:[（(](?P<both>\d{{1,2}}|{_HAN})[）)]|(?P<ring>[①-⑳])|(?<![\d.])(?P<figure>\d{{1,2}})[.、](?!\d)"
            rf"|(?<=[，；。：\s])(?P<han>{_HAN})是|第(?P<nth>{_HAN})[件项][，、：])\s*"
        ),
        "办好三件民生实事：（1）新增公办学位3000个。（2）更新住宅电梯200部。（3）新建口袋公园12个。"
        " = 新增公办学位3000个 | 更新住宅电梯200部 | 新建口袋公园12个",
        "民生实事全面完成。①新增公办学位3000个。②更新住宅电梯200部。",
    ),
    Rule(
        "names in a row",
        re.compile(r"(?:分别(?:是|为)|包括|即|涵盖)：?(?P<list>[^。；\n]{6,400})"),
        "形成3件民生实事项目，分别是“安居乐居”、“幸福养老”、“快乐成长”。 = “安居乐居” | “幸福养老” | “快乐成长”",
        "民生实事分别由市、县承担。",
    ),
)
"""How lists of deeds are written."""

_DEEDS = re.compile(
    rf"(?:(?:\d{{1,3}}|{_HAN})(?:[件项个类大]|个?方面)[^。，；\n]{{0,8}}?|(?:民生|为民|惠民|便民|利民|惠农|暖心|[十百]心[”\"]?)[^。，；\n]{{0,6}}?)"
    r"(?:实事|微实事|好事实事)(?!求是)"
)
_DONE = re.compile(
    r"完成|兑现|办成|办结|办好了|落实到位|落地见效|有效落实|得到|已|如期|圆满|去年|上年|回顾|[二三四五]年来|累计|办理情况|落实情况"
)
_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)年")
_FRAME = re.compile(r"总体|指导思想|目标|原则|组织|保障|工作要求|任务分工|实施步骤|工作步骤|监督|考核")
"""Titles of the parts of a notice about the deeds, not of deeds."""
_OPENED = re.compile(r"(?:[：:]|如下|以下)[^。]{0,12}$")
_HEADING = 60
"""A longer paragraph only mentions the deeds, unless it ends by announcing them."""
_INTRODUCTION, _REACH = 3, 12
"""So many paragraphs at most stand between the announcement and the first deed, or under one deed."""
_NEAR = 120
"""The first number in a sentence stands at most so far behind the announcement."""
_MOST = 30
"""So many announcements of one paragraph are followed up."""
_LONGEST, _DEED, _SENTENCE = 12_000, 600, 200
"""A list, a deed and a sentence are no longer than this."""
_BODIES = re.compile(r"\s{0,8}[（(【][^（()）】]{0,12}(?:单位|部门|负责|牵头|责任)[^\n]*?[）)】][。；]?\s*$")
_TITLE = re.compile(r"[【“]?[^。！？\n]{2,}")
_SHORT_TITLE = re.compile(r"(?P<title>[^。，；：（(\n]{3,24})：")

Deed = tuple[int, int, int]
"""A number with the place of its words in the view."""


def promises(document: Document, items: Sequence[Item]) -> tuple[Promise, ...]:
    """The deeds that the document promises, in order, each once."""
    read = reading(document)
    paragraphs = list(read.paragraphs())
    found: dict[int, Promise] = {}
    year = _single(header(document).period) or (document.published or "")[:4] or None
    for place, paragraph in enumerate(paragraphs):
        done = 0
        for match in islice(_DEEDS.finditer(paragraph.words), _MOST):
            if match.start() + paragraph.start < done:
                continue
            item = item_at(items, read.span(paragraph.start, paragraph.end)[0])
            if _is_promised(paragraph, match) and not (item is not None and is_glossary(items[item])):
                period = _announced_year(paragraph, match) or year
                for deed in _deeds(read, paragraphs, place, match):
                    done = deed[2]
                    promise = _promise(read, deed, items, period)
                    if promise is not None:
                        found.setdefault(promise.start, promise)
    return tuple(found[start] for start in sorted(found))


def _single(period: str | None) -> str | None:
    return period if period and "/" not in period else None


def _is_promised(paragraph: Paragraph, match: re.Match[str]) -> bool:
    """Whether the sentence that names the deeds does not say that they are done."""
    words = paragraph.words
    low, high = max(match.start() - _SENTENCE, 0), match.end() + _SENTENCE
    start = max([low, *(words.rfind(sign, low, match.start()) + 1 for sign in "。；")])
    ends = [at for at in (words.find(sign, match.end(), high) for sign in "。；：①（") if at >= 0]
    return _DONE.search(words, start, min(ends, default=high)) is None


def _announced_year(paragraph: Paragraph, match: re.Match[str]) -> str | None:
    """The year that stands in the words of the announcement."""
    words = paragraph.words
    low = max(match.start() - _SENTENCE, 0)
    start = max(low, words.rfind("。", low, match.start()) + 1)
    years = list(_YEAR.finditer(words, start, match.end() + 12))
    return years[-1]["year"] if years else None


def _deeds(read: Reading, paragraphs: Sequence[Paragraph], place: int, match: re.Match[str]) -> list[Deed]:
    """The deeds of one announcement: the first way of writing that finds two."""
    paragraph = paragraphs[place]
    at = paragraph.start + match.end()
    ways: tuple[Callable[[], Iterator[Deed]], ...] = (
        lambda: _numbered_inside(read.text, at, min(paragraph.end, at + _LONGEST)),
        lambda: _named(read.text, at, paragraph.end),
        lambda: _numbered_below(paragraphs, place, match),
    )
    for way in ways:
        found = list(way())
        if len(found) > 1:
            return found
    return []


def _promise(read: Reading, deed: Deed, items: Sequence[Item], period: str | None) -> Promise | None:
    number, low, high = deed[0], deed[1], min(deed[2], deed[1] + _DEED)
    short = _SHORT_TITLE.match(read.text, low, high)
    title = _TITLE.match(read.text, low, high)
    end = short.end("title") if short else title.end() if title else low
    bodies = _BODIES.search(read.text, low, end)
    end = bodies.start() if bodies else end
    words = read.text[low:end].rstrip("；，、。： \t")
    if len(words) < 2:
        return None
    start, stop = read.span(low, low + len(words))
    return Promise(
        item_at(items, start), number or None, bare(read.view.text[low : low + len(words)]), start, stop, period
    )


# ---------------------------------------------------------------- the ways of writing


def _value(match: re.Match[str]) -> int | None:
    words = next((words for name, words in match.groupdict().items() if words and name != "list"), "")
    return ord(words) - ord("①") + 1 if "①" <= words <= "⑳" else value_of(words)


def _kind(match: re.Match[str]) -> str:
    name = match.lastgroup or ""
    return name + ("d" if (match[name] or "").isdecimal() else "h")


def _numbered_inside(text: str, start: int, end: int) -> Iterator[Deed]:
    """Deeds numbered in the paragraph that announces them: （1）…。（2）…"""
    marks: list[re.Match[str]] = []
    for mark in RULES[1].pattern.finditer(text, start, end):
        if _value(mark) == len(marks) + 1 and (not marks or _kind(mark) == _kind(marks[0])):
            if not marks and mark.start() - start > _NEAR:
                return
            marks.append(mark)
    for number, mark in enumerate(marks):
        yield (
            number + 1,
            mark.end(),
            marks[number + 1].start() if number + 1 < len(marks) else _last_end(text, mark, end),
        )


def _last_end(text: str, mark: re.Match[str], end: int) -> int:
    stop = text.find("。", mark.end(), end)
    return stop if stop >= 0 else end


def _named(text: str, start: int, end: int) -> Iterator[Deed]:
    """Deeds of which only the names are given, in a row."""
    match = RULES[2].pattern.search(text, start, min(end, start + _NEAR))
    if match is None or "。" in text[start : match.start()]:
        return
    whole = RULES[2].pattern.match(text, match.start(), end)
    low, high = (whole or match).span("list")
    aside = re.search(r"（[^（）]*）\s*$", text[low:high])
    high = low + aside.start() if aside else high
    number = count(1)
    for part in re.finditer(r"[^、，]+", text[low:high].removesuffix("等")):
        yield next(number), low + part.start(), low + part.end()


def _numbered_below(paragraphs: Sequence[Paragraph], place: int, match: re.Match[str]) -> Iterator[Deed]:
    """Deeds that are paragraphs of their own below the announcement."""
    words = paragraphs[place].words
    heads = len(words) <= _HEADING and "。" not in words[:-1]
    if "\t" in words or not (heads or _OPENED.search(words, max(match.end(), len(words) - _SENTENCE))):
        return
    if (own := RULES[0].pattern.match(words)) and _follows_own(paragraphs, place, own):
        return
    first: re.Match[str] | None = None
    wanted, since, limit = 1, 0, _INTRODUCTION
    for paragraph in paragraphs[place + 1 :]:
        mark = RULES[0].pattern.match(paragraph.words)
        fits = mark is not None and _value(mark) == wanted and (first is None or _kind(mark) == _kind(first))
        if mark and fits and not (first is None and _FRAME.search(paragraph.words[:20])):
            first = first or mark
            wanted, since, limit = wanted + 1, 0, _REACH
            yield wanted - 1, paragraph.start + mark.end(), paragraph.end
        elif first is not None and mark and _kind(mark) == _kind(first) and _value(mark) == 1:
            return
        else:
            since += 1
            if since > limit:
                return


def _follows_own(paragraphs: Sequence[Paragraph], place: int, own: re.Match[str]) -> bool:
    """Whether the next numbered paragraph is the announcement's own neighbour: then it heads no list."""
    following = next((RULES[0].pattern.match(p.words) for p in paragraphs[place + 1 : place + 3]), None)
    return following is not None and _kind(following) == _kind(own) and _value(following) == (_value(own) or 0) + 1
