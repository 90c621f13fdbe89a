"""Projects 项目 that a plan names: 加快建设澜江大桥, 推进云芯二期、东港铁路等项目, the lists of boxes.

A clause is read as: words of doing, names in a row, what closes the row (等项目建设, 开工, 通车). A name ends in what is
built; and it must say which one, not only which sort (澜江大桥, not 农村公路).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hefu.lexicon.areas import load as load_areas
from hefu.lexicon.plan import any_of, load
from hefu.model import Document, Evidence
from hefu.plan.items import is_glossary
from hefu.plan.model import Item, Project
from hefu.plan.names import pieces
from hefu.plan.reading import Reading, bare, item_at, reading


@dataclass(frozen=True, slots=True)
class Rule:
    """Where projects are named. example: the names after =, parted by |; near_miss: words that name none."""

    name: str
    example: str
    near_miss: str


RULES: tuple[Rule, ...] = (
    Rule(
        "names in a row",
        "推进澜江大桥、云芯二期、东港铁路扩能改造等项目建设 = 澜江大桥 | 云芯二期 | 东港铁路扩能改造",
        "推进农村公路、污水处理等项目建设",
    ),
    Rule("built by name", "加快建设澜东至云澜铁路 = 澜东至云澜铁路", "加快建设综合立体交通网"),
    Rule("stage behind the name", "澜江大桥建成通车 = 澜江大桥", "高速公路通车里程达300公里"),
    Rule("quoted", "深化“碧水澜江”工程 = “碧水澜江”工程", "“十五五”工程建设领域"),
    Rule("sum", "总投资20亿元的云芯光电项目开工 = 云芯光电项目", "完成总投资20亿元"),
)

_W = load()["projects"]
_VERBS, _DEEDS = any_of(_W["verbs"]), any_of(_W["deeds"])
_STAGES = any_of([*_W["since"], *_W["until"], *_W["other"]])
_WORKS, _KINDS, _COMMON = any_of(_W["works"]), any_of([*_W["works"], *_W["more"]]), any_of(_W["common"])

_CLAUSE = re.compile(r"[^，。；：！？\n]+")
_CLOSE = re.compile(
    rf"(?P<etc>等(?P<sort>[^、，等]{{0,12}}?)(?P<thing>项目|工程|{_WORKS}|场馆|园区|基地|载体|线路))?"
    rf"(?:{_STAGES}|规划|研究|建设|工作|实施|前期|一批|正式|全面|全线|加快|相继|陆续|同步|实质性|顺利|提速|全部|基本|如期"
    r"|成功|取得|积极进展|重要进展|进度|及配套(?:设施|工程)|[和与并的已])*$"
)
"""What closes a row of names: 等重大项目开工建设, 建成通车, 前期工作."""
_OPENING = re.compile(
    r".*(?:推进|推动|建设|实施|开工|续建|启动|谋划|建成|争取|推动|促成|竣工|引进|贯通|改造(?=[^、]{4}))"
    r"(?!集团|大厦|银行|路|兵团|厅|局|委|[院所]|$)"
)
"""Words of doing inside a piece: the name begins behind the last of them."""
_LEADING = re.compile(rf"(?:{_VERBS})(?![院所区部厂站])")
_NAMED = re.compile(
    rf"(?P<stem>.*?)(?P<kind>{_WORKS})(?:（[^（）]*）|[^、（）]{{2,20}}段)?(?:及?(?:{_DEEDS}))*(?:（[^（）]*）)?"
)
_LISTED = re.compile(
    rf"(?P<stem>.*?)(?P<kind>{_KINDS})(?:（[^（）]*）|[^、（）]{{2,20}}段)?(?:及?(?:{_DEEDS}))*(?:（[^（）]*）)?"
)
_SORT = re.compile(rf"(?:{_COMMON})*")
_CODE = re.compile(r"[A-Za-z]+\d+|\d{3}国道|\d+号线|[一二三四五六七]期|至.{1,10}[段线]")
_COUNTED = re.compile(
    r"(?:\d[\d.,]*\s*(?:余|多)?(?!国道|省道|县道|号|千伏|吨级|万吨级|MW)|一批|各|每|近\d|超\d|约\d|首[个条座批]"
    r"|[一二三四五六七八九十百]+(?:个|条|座|批|项|家|所|处|大|纵|横))"
)
"""What begins with a count is a sum of works, and names none."""
_NO_NAME = re.compile(
    r"[的了将为以并对把从使让是要着但于]|(?:建设|推进|推动|实施|加快|开展|完善|打造|形成|支持|促进|加强|构建|实现|增强|包括"
    r"|突破|获批|完成|开通|迈入)(?!路|集团|大厦|银行|广场|大道|兵团)|增长|投资|水平|能力|体系|机制|政策|制度|战略|[!?]"
)
_BOX = re.compile(r"(?:项目|工程)$")
_BARE_QUOTE = re.compile(
    r"[“\"](?:[^“”\"\n，。；：]{2,12}[”\"](?:重大|示范|提升|建设)?(?P<kind>工程)|[^“”\"\n，。；：]{2,12}(?P<inner>工程)[”\"])"
)
_SUM = re.compile(
    r"(?:计划|预计|概算|估算|项目|规划)?总?投资(?:额|规模|总额)?(?:为|约|达到|达|近|超过|超)*\s*"
    r"(?P<sum>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>万亿|千亿|百亿|亿|千万|百万|万)?元"
)
_SCALES = {"万亿": 12, "千亿": 11, "百亿": 10, "亿": 8, "千万": 7, "百万": 6, "万": 4}
_YEAR = re.compile(r"(?P<year>20\d\d)年(?:(?P<month>1[0-2]|[1-9])月)?")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in the view, with its kind."""

    start: int
    end: int
    kind: str | None


def projects(document: Document, items: Sequence[Item]) -> tuple[Project, ...]:
    """The projects that the text names, in order; one named again under the same item is kept once."""
    reader = _Reader(document, items)
    found: dict[tuple[int | None, str], Project] = {}
    for one in sorted(reader.all(), key=lambda one: (one.start, -one.end)):
        found.setdefault((one.item, one.name), one)
    return tuple(_apart(found.values()))


def _apart(found: Iterable[Project]) -> Iterator[Project]:
    """Of names that overlap, the one that begins first."""
    end = 0
    for one in found:
        if one.start >= end:
            yield one
            end = one.end


class _Reader:
    """Goes through the clauses of a document."""

    def __init__(self, document: Document, items: Sequence[Item]) -> None:
        self._document, self._items = document, items
        self._read: Reading = reading(document)
        self._spotter = load_areas().spotter(document.area, None)

    def all(self) -> Iterator[Project]:
        """The projects of all paragraphs that are not rows of tables, junk, or explain words."""
        junk = [(one.start, one.end) for one in self._document.junk]
        for paragraph in self._read.paragraphs():
            start = self._read.span(paragraph.start, paragraph.end)[0]
            item = item_at(self._items, start)
            if "\t" in paragraph.words or any(low <= start < high for low, high in junk) or self._explains(item):
                continue
            yield from self._paragraph(paragraph.start, paragraph.end, self._is_list(item))

    def _explains(self, item: int | None) -> bool:
        return any(is_glossary(one) for one in self._chain(item))

    def _is_list(self, item: int | None) -> bool:
        """Whether a paragraph stands in a box of projects."""
        return any(one.mark.startswith("专") and _BOX.search(one.title) for one in self._chain(item))

    def _chain(self, item: int | None) -> Iterator[Item]:
        while item is not None:
            yield self._items[item]
            item = self._items[item].parent

    def _paragraph(self, start: int, end: int, boxed: bool) -> Iterator[Project]:
        text = self._read.text
        before: list[Project] = []
        for clause in _CLAUSE.finditer(text, start, end):
            total = _SUM.match(text, clause.start(), clause.end())
            if total and len(before) == 1 and not text.startswith("的", total.end()):
                yield replace(
                    before[0], total=_yuan(total), evidence=(*before[0].evidence, self._proof("total", total))
                )
                before = []
                continue
            yield from before
            before = list(self._clause(clause.start(), clause.end(), boxed))
        yield from before
        for quoted in _BARE_QUOTE.finditer(text, start, end):
            yield self._project(_Named(*quoted.span(), "工程"), "quoted", None, (), None)

    def _proof(self, field: str, match: re.Match[str], rule: str = "sum") -> Evidence:
        return Evidence(field, rule, *self._read.span(*match.span()))

    def _clause(self, start: int, end: int, boxed: bool) -> Iterator[Project]:
        """The projects of a clause."""
        text = self._read.text
        close = _CLOSE.search(text, start, end)
        stop = close.start() if close else end
        listed = boxed or bool(close and close["etc"])
        total = _SUM.search(text, start, stop)
        if total and text.startswith("的", total.end()):
            start = total.end() + 1
        stage = self._behind(stop, end)
        for low, high in pieces(text, start, stop, "、"):
            begin = _begin(text, low, high)
            stage_before = self._stage(low, begin)
            stage = self._behind(stop, end) or stage_before or stage
            done = begin > low or stage is not None or total is not None
            for named in _names(text, begin, high, listed or total is not None, self._is_place):
                if listed or done:
                    rule = RULES[0].name if listed else RULES[1].name if begin > low else RULES[2].name
                    yield self._project(named, rule, stage, self._times(start, end), total)

    def _is_place(self, words: str) -> bool:
        return bool(self._spotter.find(words))

    def _behind(self, start: int, end: int) -> re.Match[str] | None:
        return _last(_STAGE, self._read.text, start, end)

    def _stage(self, start: int, end: int) -> re.Match[str] | None:
        return _last(_STAGE, self._read.text, start, end)

    def _times(self, start: int, end: int) -> tuple[tuple[str, re.Match[str]], ...]:
        """Years of the clause, as what they begin or end."""
        text = self._read.text
        found = []
        for match in _YEAR.finditer(text, start, end):
            if _UNTIL.search(text, match.end(), end):
                found.append(("until", match))
            elif _SINCE.search(text, match.end(), end):
                found.append(("since", match))
        return tuple(found)

    def _project(
        self,
        named: _Named,
        rule: str,
        stage: re.Match[str] | None,
        times: tuple[tuple[str, re.Match[str]], ...],
        total: re.Match[str] | None,
    ) -> Project:
        text = self._read.text
        end = named.end
        inner = _SUM.search(text, named.start, end)
        if inner and text[end - 1] == "）":
            total, end = inner, text.rindex("（", named.start, end)
        start, stop = self._read.span(named.start, end)
        name = bare(self._read.view.text[named.start : end])
        spot = next(iter(self._spotter.find(name)), None)
        evidence = [Evidence("name", rule, start, stop)]
        evidence += [self._proof("stage", stage, "stage")] if stage else []
        evidence += [self._proof("total", total)] if total else []
        evidence += [self._proof(field, match, "year of building") for field, match in times]
        dates = {field: _iso(match) for field, match in times}
        return Project(
            item_at(self._items, start), name, start, stop, named.kind, _yuan(total) if total else None,
            name[spot.start : spot.end] if spot else None, stage[0] if stage else None, dates.get("since"),
            dates.get("until"), tuple(evidence),
        )  # fmt: skip


_STAGE = re.compile(_STAGES)
_SINCE, _UNTIL = re.compile(any_of(_W["since"])), re.compile(any_of(_W["until"]))


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text, start, end):
        pass
    return found


def _begin(text: str, start: int, end: int) -> int:
    """Where the name of a piece begins: behind the words of doing."""
    if opening := _OPENING.match(text, start, end):
        start = opening.end()
    while start < end and ((leading := _LEADING.match(text, start, end)) and leading.end() < end - 1):
        start = leading.end()
    return start


def _names(text: str, start: int, end: int, listed: bool, is_place: Callable[[str], bool]) -> Iterator[_Named]:
    """The projects of a piece: one, or two joined by 和."""
    for joint in re.finditer("以及|[和与及]", text[start:end]):
        parts = ((start, start + joint.start()), (start + joint.end(), end))
        both = [_name(text, low, high, listed, is_place) for low, high in parts]
        if both[0] and both[1]:
            yield from (one for one in both if one)
            return
    if one := _name(text, start, end, listed, is_place):
        yield one


def _name(text: str, start: int, end: int, listed: bool, is_place: Callable[[str], bool]) -> _Named | None:
    """The name from `start` to `end`, if it is one: it ends in what is built and says which."""
    words = text[start:end].strip()
    start = text.index(words, start) if words else start
    if not 3 <= len(words) <= _LONGEST or _COUNTED.match(words) or _NO_NAME.search(words):
        return None
    plain = re.sub(r"（[^（）]*）", "", words)
    match = (_LISTED if listed else _NAMED).fullmatch(words)
    coded = _CODE.search(plain) is not None
    if match is None:
        known = listed and (coded or is_place(words)) and not _SORT.fullmatch(plain)
        return _Named(start, start + len(words), None) if known else None
    stem = re.sub(r"（[^（）]*）", "", match["stem"])
    if _SORT.fullmatch(stem) and not coded:
        return None
    return _Named(start, start + len(words), _kind(plain))


def _kind(words: str) -> str | None:
    """What is built: the last word of the name that says so."""
    found = list(re.finditer(_WORKS, words)) or list(re.finditer(_KINDS, words))
    return found[-1][0] if found else None


def _yuan(match: re.Match[str]) -> Decimal:
    """A sum in yuan, as exact as it is printed."""
    return Decimal(match["sum"].replace(",", "")).scaleb(_SCALES.get(match["scale"] or "", 0))


def _iso(match: re.Match[str]) -> str:
    return f"{match['year']}-{int(match['month']):02}" if match["month"] else match["year"]
