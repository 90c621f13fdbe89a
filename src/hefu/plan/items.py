"""The tree of a plan: parts 篇, chapters 章, sections 节 and boxes 专栏 down to the measures 措施.

The headings are those of the outline (`hefu.read.outline`); what is numbered inside a box is added, for there it is a
measure even where it has no title. Which items are measures, `RULES` say; all others are sections.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hefu.model import Document, Heading
from hefu.plan.model import Item
from hefu.plan.reading import Paragraph, Reading, reading
from hefu.read.gaps import gaps
from hefu.read.headings import BOX, BRACKETED, BRACKETED_ITEM, DASH, ITEM, KINDS, NUMBERED, value_of


@dataclass(frozen=True, slots=True)
class Rule:
    """Why an item is a measure. example, near_miss: headings, the ones above first."""

    name: str
    example: str
    near_miss: str


RULES: tuple[Rule, ...] = (
    Rule("numbered through", "1. to 51. through all sections: 12. 推动产业集聚", "（一）形势 in the same document"),
    Rule("list of a box", "专栏3 重点工程 > 1. 引水工程。", "第二节 with a box in it"),
    Rule("bodies are named", "三、支持企业上规模。…（责任单位：市经信局）", "三、总体要求"),
    Rule("numbered task", "二、主要任务 > （三）建设智慧港口", "一、工作回顾 > （三）港口更加繁忙"),
)

_THROUGH = 10
"""So many items at least, numbered on through several headings above them, are the measures of their document."""
_BACK = re.compile(
    r"回顾|成就|成效|成绩|进展|执行情况|完成情况|落实情况|取得|收官|迈出|形势|环境|背景|机遇|挑战|存在.{0,4}问题|现状|指导思想"
    r"|基本原则|适用范围|名词|解释|附则|[一二三四五]年来|过去|^必须"
)
"""Headings above what has been done, or is so, or is a principle: nothing is set in hand below them."""
_AIMS = re.compile(r"总体要求|总体思路|基础|目标")
_AHEAD = re.compile(r"任务|安排|措施|举措|部署|重点工作")
"""Headings of aims have no measures below them, unless they speak of tasks, too."""
_BODIES = re.compile(
    r"(?:牵头|责任|配合|主办|承办|实施)(?:单位|部门|主体)|(?:牵头|负责|配合|落实)[）)]\s*。?\s*$", re.MULTILINE
)
_GLOSSARY = re.compile(r"(?:名词|术语|用语|词语)(?:解释|说明|注释|释义|注解)")
_TITLE = re.compile(r"[^，。；：\n\t]{2,60}")
_TASKS = (NUMBERED, BRACKETED, BRACKETED_ITEM)
_ENTRY = re.compile(r"(?P<mark>\d{1,2}[.、](?!\d)|（\d{1,2}）|[①-⑳]|[01]\d(?=\t))\s*|(?P<alone>[01]\d)$")
"""A mark of an entry of a box; some have a line, or a cell, for themselves."""
_TABLE = re.compile(r"指标")
"""Boxes that are a table of indicators."""


def items(document: Document) -> tuple[Item, ...]:
    """The items of a plan in order, each with the number of the one that it stands in."""
    headings = document.outline
    lost = {gap.before: gap.level for gap in gaps(headings, document.text)}
    found = _tree(headings, lost, len(document.text))
    found = _with_lists(found, reading(document))
    measures = set(_measures(found, document.text))
    return tuple(replace(one, kind="measure") if number in measures else one for number, one in enumerate(found))


def rank_of(mark: str) -> int | None:
    """The kind of a mark, as its place in `KINDS`: 第一章, 专栏3, （二）; None for a heading without one."""
    return next((rank for rank, kind in enumerate(KINDS) if kind.pattern.match(mark)), None)


def is_glossary(one: Item) -> bool:
    """Whether an item explains words 名词解释: nothing is planned in it."""
    return _GLOSSARY.search(one.title) is not None


# ---------------------------------------------------------------- the tree


def _tree(headings: Sequence[Heading], lost: dict[int, int], end: int) -> list[Item]:
    """Headings as items. lost: levels of missing headings; what comes after one is not below the heading before it."""
    found: list[Item] = []
    open_: list[int] = []
    for place, one in enumerate(headings):
        level = min(one.level, lost.get(place, one.level))
        while open_ and found[open_[-1]].level >= level:
            number = open_.pop()
            found[number] = replace(found[number], stop=one.start)
        parent = open_[-1] if open_ else None
        found.append(Item(one.level, "section", one.mark, one.title, one.start, one.end, end, parent))
        open_.append(place)
    return found


# ---------------------------------------------------------------- the lists of boxes


def _with_lists(found: list[Item], read: Reading) -> list[Item]:
    """The items with those that a box lists; the box ends with its list, where the section goes on after it."""
    paragraphs = list(read.paragraphs())
    made: list[Item] = []
    place: dict[int, int] = {}
    for number, one in enumerate(found):
        parent = None if one.parent is None else place[one.parent]
        place[number] = len(made)
        made.append(replace(one, parent=parent))
        listed = any(later.parent == number for later in found[number + 1 : number + 2])
        if rank_of(one.mark) == BOX and not listed and not _TABLE.search(one.title):
            made += _entries(one, place[number], paragraphs, read)
    return _closed(made, read, paragraphs)


def _entries(box: Item, number: int, paragraphs: Sequence[Paragraph], read: Reading) -> Iterator[Item]:
    """What is numbered 1., 2., 3. in a box, paragraph by paragraph; its title may stand in the next one."""
    low, high = read.at(box.end), read.at(box.stop)
    first, last = (bisect_left(paragraphs, place, key=lambda one: one.start) for place in (low, high))
    inside = paragraphs[first:last]
    wanted = 1
    for paragraph, following in zip(inside, [*inside[1:], None], strict=True):
        mark = _ENTRY.match(paragraph.words)
        if mark is None or _number(mark["mark"] or mark["alone"]) != wanted:
            continue
        owner, skip = (following, 0) if mark["alone"] else (paragraph, mark.end())
        if owner and (title := _TITLE.match(owner.words, skip)):
            start, end = read.span(paragraph.start, owner.start + title.end())
            stop = read.span(owner.start, owner.end)[1]
            words = (mark["mark"] or mark["alone"]).strip()
            yield Item(box.level + 1, "section", words, title[0].strip(), start, end, stop, number)
            wanted += 1


def _number(mark: str) -> int | None:
    return ord(mark) - ord("①") + 1 if "①" <= mark <= "⑳" else value_of(mark.strip("（）.、"))


def _closed(found: list[Item], read: Reading, paragraphs: Sequence[Paragraph]) -> list[Item]:
    """The last entry of a box ends with its paragraph when all before it have one each; then the box ends, too."""
    children: dict[int, list[int]] = {}
    for number, one in enumerate(found):
        if one.parent is not None and rank_of(found[one.parent].mark) == BOX:
            children.setdefault(one.parent, []).append(number)
    ends = [read.span(paragraph.start, paragraph.end) for paragraph in paragraphs] if children else []
    for box, numbers in children.items():
        for number, following in pairwise(numbers):
            found[number] = replace(found[number], stop=found[following].start)
        last, singles = found[numbers[-1]], all(_paragraphs(found[number], ends) == 1 for number in numbers[:-1])
        if singles and (numbers[1:] or found[box].stop > last.stop):
            place = bisect_right(ends, last.start, key=lambda span: span[0]) - 1
            stop = ends[place][1] if last.start < ends[place][1] else last.stop
            found[numbers[-1]] = replace(last, stop=min(stop, last.stop))
            found[box] = replace(found[box], stop=min(stop, found[box].stop))
    return found


def _paragraphs(one: Item, spans: Sequence[tuple[int, int]]) -> int:
    """How many paragraphs begin in an item."""
    first, last = (bisect_left(spans, place, key=lambda span: span[0]) for place in (one.start, one.stop))
    return last - first


# ---------------------------------------------------------------- measures


def _measures(found: Sequence[Item], text: str) -> Iterator[int]:
    """The numbers of the items that are measures: what nothing stands under, and a rule calls so."""
    parents = {one.parent for one in found}
    through = _through(found, [rank_of(one.mark) for one in found])
    for number, one in enumerate(found):
        above = list(_above(found, number))
        explains = any(is_glossary(other) for other in (one, *above))
        if number not in parents and not explains and _rule(one, above, through, text):
            yield number


def _rule(one: Item, above: Sequence[Item], through: set[int], text: str) -> Rule | None:
    """The rule that calls an item a measure."""
    rank = rank_of(one.mark)
    if any(rank_of(other.mark) == BOX for other in above):
        return None if any(_TABLE.search(other.title) for other in above) else RULES[1]
    if rank is None:
        return None
    if rank in through:
        return RULES[0]
    if rank in (ITEM, *_TASKS) and _BODIES.search(text, one.end, one.stop):
        return RULES[2]
    dash = rank == DASH and bool(above) and rank_of(above[0].mark) in (ITEM, *_TASKS)
    if (rank in _TASKS or dash) and not through and above and not _looks_back((one, *above)):
        return RULES[3]
    return None


def _above(found: Sequence[Item], number: int) -> Iterator[Item]:
    parent = found[number].parent
    while parent is not None:
        yield found[parent]
        parent = found[parent].parent


def _looks_back(chain: Sequence[Item]) -> bool:
    """Whether an item or one above it looks back; what tasks are called below a heading of tasks does not count."""
    own, *above = [one.title for one in chain]
    ahead = any(_AHEAD.search(title) and not _BACK.search(title) for title in above)
    titles = above if ahead else [own, *above]
    return any(_BACK.search(title) or (_AIMS.search(title) and not _AHEAD.search(title)) for title in titles)


def _through(found: Sequence[Item], ranks: Sequence[int | None]) -> set[int]:
    """The kinds whose numbers go on through several headings above them, ten items and more."""
    kinds: set[int] = set()
    for rank in _TASKS:
        numbered = [one for one, kind in zip(found, ranks, strict=True) if kind == rank and not _boxed(found, one)]
        on = [(a, b) for a, b in pairwise(numbered) if _value(b) == (_value(a) or 0) + 1]
        crossing = sum(a.parent != b.parent for a, b in on)
        if len(numbered) >= _THROUGH and crossing >= 2 and len(on) > 0.8 * (len(numbered) - 1):
            kinds.add(rank)
    return kinds


def _boxed(found: Sequence[Item], one: Item) -> bool:
    return one.parent is not None and rank_of(found[one.parent].mark) == BOX


def _value(one: Item) -> int | None:
    rank = rank_of(one.mark)
    mark = KINDS[rank].pattern.match(one.mark) if rank is not None else None
    return value_of(mark["n"]) if mark else None
