"""A statement with what the audit must know of the words around it: a claim.

Made document by document, so that a new document changes only the series that its claims belong to.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from hefu.audit.intervals import Interval, printed
from hefu.lexicon import indicators, relations, units
from hefu.model import Document, Statement
from hefu.read.view import view

_END = re.compile(r"[。！？!?\n]+")
_CLAUSE = re.compile(r"[，,；;、：:]")
_NARROWED = re.compile(r"[\s—•·]*(?:通过|按|依托|围绕|借助|利用|对于?|针对|[一二三四五六]是)[^，,。；;]*")
_TOTAL = re.compile(r"总计|总量|总数|合计|规模$")
_NARROWER = re.compile(r"[港地方人工城乡农村限规民国]")
_SEVERAL = re.compile(r"财政|预算|农业|非公")
"""Names of one concept with these words may differ in what a document counts."""
_BUILT_UP = re.compile(r"累计|过去[两三四五]年|(?<![第十\d])[两三四五]年(?![前后计规期以之度行末])")
BUILT_UP = _BUILT_UP.pattern
"""What a figure is among that is counted over several years."""
_WITH_YEAR = re.compile(r"\d|今年|本年|当年")
AGAINST = re.compile(r"[比较](?:上年|去年|(\d{4})年)(?:同期|末|底)?的?$")
"""Words before an amount that the one before it is held against."""
_INNER = re.compile(r"\s*其中")
_BELOW = ("市", "州", "盟", "县", "区", "旗")
_WIDE = ("北京市", "天津市", "上海市", "重庆市")
_OTHERS = re.compile(
    r"(?:^|同期|而|月份?|季度|年)(全国|全省|全自治区|全区)(?!平均|第|前|各|首|率先|范围|性|重点|文明|百强)"
)
_REVISED = re.compile(r"普查[^。；\n]{0,12}(?:修订|调整|核定)|修订后[^。\n]{0,6}数|(?:与|和)[^。；\n]{0,12}不可比")
_SENTENCE_PARTS = re.compile(r"[，,；;：:]")
_NAMELESS = re.compile(r"\d{4}年(?:[^\d，]{0,3}(?:增长|下降|上涨|同比|为|达))+\d")
_AIMED = re.compile(r"(?:预期|年度|主要|总体|奋斗)*(?:目标|任务|计划)(?:任务|数|值)?$")
_PER_CENT = ("%", "百分点")
_AREAS = "国省盟州市区县"
"""The last characters of 全国, 全省 … 全县, the widest first."""
_ABOVE_WORDS = ("全国", "全省", "全自治区", "全区")
_ABOVE = "国省"
"""A city's document speaks of these, too: they say nothing of its own area."""


Key = tuple[str, str | None, str]
"""Of a series: the name, the area and the definition."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement in its surroundings.

    name: of its series: the lexicon's name, or the text's own words without those around them.
    definition: words that tell by what definition 口径 it is counted, sorted; empty for none.
    lead, tail: the words from the figure before to this one, from this one to the next, inside the sentence.
    sentence: number of the sentence in its document.  cell: it stands in a row of a table.
    head: no figure stands before it in its sentence, or a ； between them.  printed: its name stands in the sentence.
    among: what it is said to be a part of, or by what the sentence is narrowed (通过博览会，…); empty for nothing.
    tier: the part of the area's books that the sentence speaks of (市本级).
    period: the statement's, written shortest; the 全年 of a report from early in the year is the year before.
    due: this time is not over when the document is published.
    listed: it is one of the shares of a structure (10.4∶41.9∶47.7).
    revised: the document says that figures of earlier years were revised, or cannot be compared.
    """

    doc: str
    statement: Statement
    name: str
    definition: str
    lead: str
    tail: str
    sentence: int
    cell: bool
    head: bool
    printed: bool
    among: str
    tier: str
    period: str | None
    due: bool
    listed: bool
    revised: bool
    _kept: Interval | None = field(default=None, compare=False, repr=False)

    @property
    def interval(self) -> Interval:
        """What the figure can stand for, in the base of its unit (亩 as square metres). Worked out once."""
        kept = self._kept
        if kept is None:
            span, times = printed(self.statement), factor(self.statement.unit)
            kept = span if times == 1 else span.scaled(times)
            object.__setattr__(self, "_kept", kept)
        return kept

    @property
    def key(self) -> Key:
        """Of the series that it belongs to."""
        return self.name, self.statement.area, self.definition

    @property
    def base(self) -> str:
        """The unit by which it is compared."""
        return base(self.statement.unit)


def claims(doc: str, document: Document, statements: Sequence[Statement]) -> Iterator[Claim]:
    """The claims of a document, in the order of their numerals."""
    read = _Surroundings(document)
    previous: Claim | None = None
    for at, statement in enumerate(statements):
        lead, number, cell = read.before(statement, statements[at - 1] if at else None)
        tail = read.after(statement, statements[at + 1] if at + 1 < len(statements) else None)
        name = _name(statement, previous)
        carried = previous if previous is not None and _goes_on(previous, number, lead) else None
        near = carried if carried is not None and carried.sentence == number else None
        tier = _tier(lead, carried, read.widest if statement.area in (None, document.area) else 0)
        tier = _above(statement, document, lead) or ("" if tier in _ABOVE_WORDS else tier)
        previous = Claim(
            doc, statement, name, _definition(lead, tail, name, tier, near, statement), lead, tail, number, cell,
            head=near is None or "；" in lead or ";" in lead,
            printed=own_words(statement.indicator)[-4:] in _plain(lead)
            or (near is not None and near.printed and near.name == name),
            among=_among(lead, carried),
            tier=tier,
            period=(period := _period(document, statement, lead) or _of_row(statement, carried if cell else None)),
            revised=read.revised,
            due=bool(period and document.published and period[:4] == document.published[:4] and len(period) == 4),
            listed=_listed(statement),
        )  # fmt: skip
        yield previous


def _name(statement: Statement, previous: Claim | None) -> str:
    """The name of its series: without the word for an aim; a sentence without a name goes on about the last one."""
    if previous is not None and _NAMELESS.match(statement.indicator):
        return previous.name
    return name_of(_indicator(statement))


def _indicator(statement: Statement) -> str:
    """An indicator's words; of an aim without the word for one: 一般公共预算收入预期目标."""
    words = statement.indicator
    return _AIMED.sub("", words) or words if statement.modality == "target" else words


def _period(document: Document, statement: Statement, lead: str) -> str | None:
    """When it was, as the audit compares it.

    全年 and 年末 with no year, in a document from the first half of a year, cannot be of that year; the year right
    before a figure that another is held against (比2016年的162亿元) is that figure's.
    """
    if statement.measure == "level" and (against := AGAINST.search(lead)) and against[1]:
        return against[1]
    if statement.period is None:
        return None
    period = normal(statement.period)
    published = document.published or ""
    if period != published[:4] or not "01" <= published[5:7] <= "06" or statement.modality != "actual":
        return period
    spans = [item for item in statement.evidence if item.field == "period" and item.start is not None]
    words = "".join(document.text[item.start : item.end] for item in spans)
    return str(int(period) - 1) if words and not _WITH_YEAR.search(words) else period


def _listed(statement: Statement) -> bool:
    rules = (item.rule for item in statement.evidence if item.field == "measure")
    return statement.unit == "%" and "ratio of parts" in rules


def continues(sentence: Sequence[Claim]) -> bool:
    """Whether a sentence goes on with the one before it: 。其中……"""
    return _INNER.match(sentence[0].lead) is not None


def _of_row(statement: Statement, before: Claim | None) -> str | None:
    """The time of growth in a row of a table that tells none: that of the amount before it."""
    return before.period if before is not None and statement.measure == "growth" else None


def _goes_on(previous: Claim, number: int, lead: str) -> bool:
    """Whether a claim still stands under the words before the last one: in its sentence, or after 。其中."""
    return previous.sentence == number or (previous.sentence == number - 1 and _INNER.match(lead) is not None)


def _tier(lead: str, carried: Claim | None, widest: int) -> str:
    """The part that the words speak of; widest: the reach of the document's own area, for what is said to be of it."""
    words = relations.load()
    found = words.tiers.findall(lead)
    if found:
        own = found[-1] in words.whole and _reach(found[-1]) >= widest
        return "" if own else str(found[-1])
    return carried.tier if carried is not None else ""


def _above(statement: Statement, document: Document, lead: str) -> str:
    """全省 as what a clause is about, in a city's document: it is not the city's figure."""
    area = document.area or ""
    if "全" not in lead:
        return ""
    own = area in _WIDE or area.endswith("自治区")
    if statement.measure == "gap" or statement.area != document.area or own or not area.endswith(_BELOW):
        return ""
    words = _OTHERS.search(_SENTENCE_PARTS.split(lead)[-1])
    return words[1] if words is not None and not (words[1] == "全区" and area.endswith("区")) else ""


def _reach(word: str) -> int:
    """How wide a word for a whole area reaches: 全国 wider than 全市, 全市 than 全县."""
    return len(_AREAS) - _AREAS.find(word[-1]) if word[-1] in _AREAS else 0


def _among(lead: str, carried: Claim | None) -> str:
    if "其中" in lead and carried is not None:
        return carried.name
    if _BUILT_UP.search(lead):
        return BUILT_UP
    if carried is not None:
        return carried.among
    narrowed = _NARROWED.match(lead)
    return narrowed[0] if narrowed else ""


@lru_cache(100_000)
def _plain(text: str) -> str:
    return indicators.plain(text)


class _Surroundings:
    """The sentences of a document, in its view with joined lines."""

    def __init__(self, document: Document) -> None:
        seen = view(document.text, document.junk)
        self.text, self._offsets = seen.text, seen.offsets
        ends = [match.end() for match in _END.finditer(self.text)]
        self._starts = [0, *ends]
        self.revised = _REVISED.search(self.text) is not None
        self._tabs = "\t" in self.text
        whole = (word for word in relations.load().whole if word in self.text)
        self.widest = max((_reach(word) for word in whole if word[-1] not in _ABOVE), default=0)

    def before(self, statement: Statement, previous: Statement | None) -> tuple[str, int, bool]:
        start = self._at(statement.start)
        number = bisect_right(self._starts, start) - 1
        first = self._starts[number]
        if previous is not None:
            first = max(first, self._at(previous.end - 1) + 1)
        cell = self._tabs and "\t" in self.text[self._starts[number] : self._stop(number)]
        return self.text[min(first, start) : start], number, cell

    def after(self, statement: Statement, following: Statement | None) -> str:
        end = self._at(statement.end - 1) + 1
        stop = self._stop(bisect_right(self._starts, end - 1) - 1)
        if following is not None:
            stop = min(stop, self._at(following.start))
        return self.text[end : max(stop, end)]

    def _at(self, offset: int) -> int:
        if self._offsets is None:
            return offset
        return max(bisect_right(self._offsets, offset) - 1, 0)

    def _stop(self, number: int) -> int:
        return self._starts[number + 1] if number + 1 < len(self._starts) else len(self.text)


def _definition(lead: str, tail: str, name: str, tier: str, carried: Claim | None, statement: Statement) -> str:
    """Words of definition beside the figure; growth and change also have those of the amount that they follow."""
    near = _CLAUSE.split(lead)[-1]
    if tail.startswith(("（", "(")):
        near += tail[: max(tail.find("）"), tail.find(")")) + 1]
    found = set(relations.load().definitions.findall(near)) if near else set()
    if carried is not None and carried.name == name and statement.measure in ("growth", "change"):
        found.update(carried.definition.split())
    if tier:
        found.add(tier)
    own = name + own_words(statement.indicator)
    return " ".join(sorted(word for word in found if word not in own))


def name_of(indicator: str) -> str:
    """The name of the series that an indicator's words belong to."""
    return indicators.load().key(indicator)


def own_words(indicator: str) -> str:
    """An indicator's words without those around them."""
    return indicators.load().words(indicator)


def alike(one: Claim, other: Claim) -> bool:
    """Whether two names of a series say one thing for sure: the same words, or some left out.

    Names that the lexicon puts together may differ in what a document counts: 地方财政收入, 公共财政收入.
    """
    return _alike(indicators.load(), *sorted((_indicator(one.statement), _indicator(other.statement)), key=len))


@lru_cache(100_000)
def _alike(_known: indicators.Indicators, short: str, long: str) -> bool:
    if bool(_TOTAL.search(short)) != bool(_TOTAL.search(long)):
        return False
    one, other = sorted((own_words(short), own_words(long)), key=len)
    if one == other:
        return True
    known = concept(one)
    if known is None or known is not concept(other) or _SEVERAL.search(one + other):
        return False
    return one.isascii() or other.isascii() or not _NARROWER.search("".join(set(one) ^ set(other)))


def concept(name: str) -> indicators.Indicator | None:
    """The indicator with this name, if it is a known one."""
    return indicators.load().find(name)


@lru_cache(10_000)
def factor(unit: str) -> Decimal:
    """How many of the unit by which it is compared; per cent and points stay as they are."""
    found = None if unit in _PER_CENT else units.load().get(unit)
    return found.factor if found else Decimal(1)


@lru_cache(10_000)
def base(unit: str) -> str:
    """The unit by which figures in this one are compared."""
    if unit in _PER_CENT:
        return "%"
    found = units.load().get(unit)
    return found.base if found else unit


@lru_cache(10_000)
def normal(period: str) -> str:
    """The shortest way to write a period: 2021-01/2021-12 and 2021-12-31 are 2021."""
    start, _, end = period.partition("/")
    if end and start.endswith("-01") and end == f"{start[:4]}-12":
        return start[:4]
    return start[:4] if start.endswith("-12-31") and not end else period


@lru_cache(10_000)
def year_before(period: str) -> str | None:
    """The same months of the year before; None for a span of years."""
    start, _, end = period.partition("/")
    if end and (len(start) == 4 or start[:4] != end[:4]):
        return None
    earlier = f"{int(start[:4]) - 1}{start[4:]}"
    return f"{earlier}/{int(end[:4]) - 1}{end[4:]}" if end else earlier


def sentences(found: Iterable[Claim]) -> Iterator[list[Claim]]:
    """Claims that stand in one sentence, sentence by sentence."""
    group: list[Claim] = []
    for claim in found:
        if group and (group[-1].sentence, group[-1].doc) != (claim.sentence, claim.doc):
            yield group
            group = []
        group.append(claim)
    if group:
        yield group
