"""Projects 项目 that a plan names: 加快建设澜江大桥, 推进云芯二期、东港铁路等项目, the lists of boxes.

A clause is read as: words of doing, names in a row, what closes the row (等项目建设, 开工, 通车). A name ends in what
is built; and it must say which one, not only which sort (澜江大桥, not 农村公路).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hefu.errors import UnknownAreaError
from hefu.lexicon.areas import Area, Areas
from hefu.lexicon.areas import load as load_areas
from hefu.lexicon.plan import any_of, load
from hefu.model import Document, Evidence
from hefu.plan.items import is_glossary
from hefu.plan.model import Item, Project
from hefu.plan.names import is_body, pieces
from hefu.plan.reading import Left, Reading, bare, item_at, reading


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
    Rule("quoted works", "深化“碧水澜江”工程 = “碧水澜江”工程", "“十五五”工程建设领域"),
    Rule("sum beside the name", "总投资20亿元的云芯光电项目开工 = 云芯光电项目", "完成总投资20亿元"),
)

_W = load()["projects"]
_VERBS, _DEEDS = any_of(_W["verbs"]), any_of(_W["deeds"])
_STAGES = any_of([*_W["since"], *_W["until"], *_W["other"]])
_WORKS, _KINDS, _COMMON = any_of(_W["works"]), any_of([*_W["works"], *_W["more"]]), any_of(_W["common"])

_TIME = r"20\d\d年(?:(?:1[0-2]|[1-9])月)?"
_CLAUSE = re.compile(r"[^，。；：！？\n\t]+")
_CLOSE = re.compile(
    rf"(?P<etc>等(?:(?:(?!打造|推进|开展|实施|促进|作用|品牌|行动|活动|改造|创建)[^、，的]){{0,14}}?"
    rf"(?:(?P<thing>项目|工程)|{_WORKS}|设施)[^、，]{{0,10}}?)?)?"
    rf"(?:{_STAGES}|规划|研究|建设|工作|实施|前期|一批|正式|全面|全线|加快|相继|陆续|同步|实质性|顺利|提速|全部|基本|如期"
    rf"|成功|取得|积极进展|重要进展|进度|及配套(?:设施|工程)|力争|计划|预计|确保|年内|年底|[今明]年|[上下]半年|{_TIME}|[和与并的已于在前底末初])*$"
)
"""What closes a row of names: 等重大项目开工建设, 建成通车, 前期工作."""
_OPENING = re.compile(
    r".*(?:推进|推动|建设|实施|开工|续建|启动|谋划|规划|建成|争取|促成|竣工|引进|贯通|新建|完成|加快|确保|力争)好?"
    r"(?!集团|大厦|银行|路|兵团|厅|局|委|[院所馆]|$)"
)
"""Words of doing inside a piece: the name begins behind the last of them."""
_LEADING = re.compile(rf"(?:{_VERBS})(?![院所区部厂站])")
_NAMED = re.compile(
    rf"(?P<stem>.*?)(?P<kind>{_WORKS})(?:（[^（）]*）|[^、（）]{{2,20}}段)?(?:[及和]?(?:{_DEEDS}))*(?:（[^（）]*）)?"
)
_LISTED = re.compile(
    rf"(?P<stem>.*?)(?P<kind>{_KINDS})(?:（[^（）]*）|[^、（）]{{2,20}}段)?(?:[及和]?(?:{_DEEDS}))*(?:（[^（）]*）)?"
)
_SORT = re.compile(rf"(?:{_COMMON})*")
_CODE = re.compile(r"[A-Za-z]\d|\d{3}国道|\d号线|[一二三四五六七]期|至.{1,10}[段线]")
_COUNTED = re.compile(
    r"(?:\d(?![\d.]*\s*(?:国道|省道|县道|号|千伏|吨级|万吨级|MW))|各|每|近\d|超\d|约\d|首[个条座批]|第[一二三四五六七八九十]+$"
    r"|[一二三四五六七八九十百]+(?:个|条|座|批|项|家|所|处|大|纵|横))"
)
"""What begins with a count is a sum of works, and names none."""
_NO_NAME = re.compile(
    r"^[在由同向含其办到]|[的了将为以并对把从使让是要着但等]|一批|互联互通|互通互联"
    r"|(?:建设|推进|推动|实施|加快|开展|完善|打造|形成|支持|促进|加强|构建|实现|增强|包括|突破|获批|完成|开通|迈入|争创|创建|推出|发展|加上|有序|适度|主动|三大|许多|两级|20\d\d年"
    r"|参与|申报|纳入|发挥|围绕|聚焦|培育)(?!路|集团|大厦|银行|广场|大道|兵团)|增长|投资|水平|能力|体系|机制|政策|制度|战略|[!?]"
)
_BUILDING = re.compile(
    r"推进|推动|建设|实施|开工|启动|谋划|规划|研究|建成|争取|促成|竣工|引进|贯通|[新扩改续]建|完成|加快|确保|力争|做好|抓好|办好|建好"
    r"|布局|筹建|论证|储备|落实|修建|铺设|开通|投产|投用|支持|改造"
)
_NOT_BUILT = re.compile(
    r"(?:发挥|依托|利用|用好|管好|支持|服务|畅通|提升|强化|巩固|优化|完善|深化|培育|加强|聚焦|围绕|争创|创建|参与|扩大|打造|运营|对接|融入|突出|探索)$"
)
"""Words of doing by which nothing is built: 依托东港铁路, 用好会展中心."""
_OWN = re.compile(r"[市省区县州](?![级政域民场际城乡间区内外县镇道直])")
"""A plan's own city before what is built makes it a certain one: 市博物馆."""
_PART = re.compile(r"(?:部分|地|地区|流域|草原|沿线|一带|两岸|品牌|景观)$")
_PHASE = re.compile(r"[一二三四五六七]期")
_IN_VAIN = re.compile(
    r"[“\"](?:[一二三四五六七八九十百千万两双\d]+[大项类个件条重批]?(?:重大|重点|一|民生)?|[^”\"]{0,4}[一二三四五六七八九十]大|新?形象|政绩|面子|豆腐渣|烂尾|样板|民心|一把手|希望|菜篮子|[^”\"]{0,6}(?:人才|师德|素质)[^”\"]{0,6}"
    r"|[一二三四五六七八九十]+[^”\"]?[”\"]?(?:时期)?)(?:[”\"]工程|工程[”\"])"
)
"""Quoted words before 工程 that count works or find fault with them."""
_BOX = re.compile(r"项目")
_BARE_QUOTE = re.compile(
    r"[“\"](?:[^“”\"\n，。；：]{2,12}[”\"](?:重大|示范|提升|建设)?(?P<kind>工程)|[^“”\"\n，。；：]{2,12}(?P<inner>工程)[”\"])"
)
_SUM = re.compile(
    r"(?:计划|预计|概算|估算|项目|规划)?总?投资(?:额|规模|总额)?(?:为|约|达到|达|近|超过|超)*\s*"
    r"(?P<sum>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>万亿|千亿|百亿|亿|千万|百万|万)?元"
)
_SCALES = {"万亿": 12, "千亿": 11, "百亿": 10, "亿": 8, "千万": 7, "百万": 6, "万": 4}
_YEAR = re.compile(r"(?P<year>20\d\d)年(?:(?P<month>1[0-2]|[1-9])月)?")
_DEED = re.compile(
    r"(?:实施|推进|推动|建设|启动|开展|深化|组织|抓好|建成|谋划|做好|加快|落实)(?:好)?[^，。；：]{0,8}(?:[“\"][^”\"]{2,12}[”\"](?:工程)?[、和])*$"
)
_MARK = 5
"""So many characters at most number a paragraph."""
_ASIDE = re.compile(r"（[^（）]*）")
_LONGEST, _LONGEST_CLAUSE = 40, 1000
"""A name and a clause are no longer than this."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in the view, with its kind."""

    start: int
    end: int
    kind: str | None


def projects(document: Document, items: Sequence[Item], *, areas: Areas | None = None) -> tuple[Project, ...]:
    """The projects that the text names, in order; one named again under the same item is kept once.

    areas: the gazetteer to look places up in, default the built-in one.
    """
    reader = _Reader(document, items, areas or load_areas())
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


def _known(areas: Areas, name: str | None) -> Area | None:
    """The area of a document; None where no list has it, or several have this name."""
    try:
        return areas.find(name) if name else None
    except UnknownAreaError:
        return None


class _Reader:
    """Goes through the clauses of a document."""

    def __init__(self, document: Document, items: Sequence[Item], areas: Areas) -> None:
        self._document, self._items = document, items
        self._read: Reading = reading(document)
        self._spotter = areas.spotter(_known(areas, document.area), None)

    def all(self) -> Iterator[Project]:
        """The projects of all paragraphs that are not rows of tables, junk, or explain words."""
        left = Left(self._document)
        for paragraph in self._read.paragraphs():
            start = self._read.span(paragraph.start, paragraph.end)[0]
            item = item_at(self._items, start)
            row = "\t" in paragraph.words and "。" not in paragraph.words
            if row or left.holds(start) or self._explains(item):
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
            if clause.end() - clause.start() > _LONGEST_CLAUSE:
                continue
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
            if not _IN_VAIN.match(text, quoted.start()) and self._is_deed(start, quoted.start()):
                yield self._project(_Named(*quoted.span(), "工程"), RULES[3].name, None, (), None)

    def _is_deed(self, start: int, at: int) -> bool:
        """Whether quoted works are carried out: so the words before them say, or they head the paragraph."""
        return at - start <= _MARK or _DEED.search(self._read.text, max(start, at - 16), at) is not None

    def _proof(self, field: str, match: re.Match[str], rule: str = "sum beside the name") -> Evidence:
        return Evidence(field, rule, *self._read.span(*match.span()))

    def _clause(self, start: int, end: int, boxed: bool) -> Iterator[Project]:
        """The projects of a clause."""
        text = self._read.text
        total = _SUM.search(text, start, end)
        whose = total is not None and text.startswith("的", total.end())
        start = total.end() + 1 if total and whose else start
        close = _CLOSE.search(text, start, end)
        stop = close.start() if close else end
        parts = [(low, high, _begin(text, low, high)) for low, high in pieces(text, start, stop, "、")]
        behind, before = self._stage(stop, end), None
        done = behind is not None or any(self._is_built(low, begin) for low, _, begin in parts)
        some = any(_NAMED.fullmatch(text, begin, high) for _, high, begin in parts)
        listed = boxed or bool(close and (close["thing"] or (close["etc"] and some and done)))
        found: list[tuple[_Named, str, re.Match[str] | None]] = []
        for low, high, begin in parts:
            before = self._stage(low, begin) or before
            stage = behind or before
            built = self._is_built(low, begin) or (begin == low and stage is not None)
            if listed or built or whose:
                rule = RULES[0].name if listed else RULES[1].name if begin > low else RULES[2].name
                found += [(one, rule, stage) for one in self._names(begin, high, listed or whose)]
        if len(found) > 1 and not whose:
            total = None
        for one, rule, stage in found:
            yield self._project(one, rule, stage, self._times(start, end), total)

    def _is_built(self, start: int, begin: int) -> bool:
        """Whether the words before a name are of building it."""
        text = self._read.text
        return _BUILDING.search(text, start, begin) is not None and not _NOT_BUILT.search(text, start, begin)

    def _names(self, start: int, end: int, listed: bool) -> Iterator[_Named]:
        return _names(self._read.text, start, end, listed, self._is_place)

    def _is_place(self, words: str) -> bool:
        """Whether words name a place and more than it."""
        return any(spot.end - spot.start < len(words) for spot in self._spotter.find(words))

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
        evidence += [self._proof("stage", stage, "word of its stage")] if stage else []
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
    return next(reversed(list(pattern.finditer(text, start, end))), None)


def _begin(text: str, start: int, end: int) -> int:
    """Where the name of a piece begins: behind the words of doing."""
    if opening := _OPENING.match(text, start, end):
        start = opening.end()
    while start < end and (leading := _LEADING.match(text, start, end)) and leading.end() < end - 1:
        start = leading.end()
    return start


def _names(text: str, start: int, end: int, listed: bool, is_place: Callable[[str], bool]) -> Iterator[_Named]:
    """The projects of a piece: one, or two joined by 和; a phase before 和 belongs to the name before it."""
    for joint in re.finditer("以及|[和与及]", text[start:end]):
        low, high = start + joint.start(), start + joint.end()
        one = _name(text, start, low, listed, is_place)
        other = _name(text, high, end, listed, is_place)
        if other and (one or low == start or _PHASE.fullmatch(text, start, low)):
            yield from (named for named in (one, other) if named)
            return
    if found := _name(text, start, end, listed, is_place):
        yield found


def _name(text: str, start: int, end: int, listed: bool, is_place: Callable[[str], bool]) -> _Named | None:
    """The name from `start` to `end`, if it is one: it ends in what is built and says which."""
    words = text[start:end].strip()
    start = text.index(words, start) if words else start
    if not 3 <= len(words) <= _LONGEST or _COUNTED.match(words) or _NO_NAME.search(words) or not _balanced(words):
        return None
    plain = _ASIDE.sub("", words)
    coded = _CODE.search(plain) is not None
    own = _OWN.match(plain) is not None
    if _SORT.fullmatch(plain) and not own:
        return None
    match = _NAMED.fullmatch(words) or (_LISTED.fullmatch(words) if listed or coded or is_place(words) else None)
    if match is None:
        known = listed and (coded or is_place(words)) and not is_body(plain) and not _PART.search(plain)
        return _Named(start, start + len(words), None) if known else None
    if not (listed or coded or match.re is _NAMED) and match["kind"] not in ("工程", "项目"):
        return None
    if _SORT.fullmatch(_ASIDE.sub("", match["stem"])) and not (coded or own):
        return None
    return _Named(start, start + len(words), _kind(plain))


def _balanced(words: str) -> bool:
    return words.count("（") == words.count("）") and words.count("“") == words.count("”") and words.count('"') % 2 == 0


def _kind(words: str) -> str | None:
    """What is built: the last word of the name that says so."""
    found = list(re.finditer(_WORKS, words)) or list(re.finditer(_KINDS, words))
    return found[-1][0] if found else None


def _yuan(match: re.Match[str]) -> Decimal:
    """A sum in yuan, as exact as it is printed."""
    return Decimal(match["sum"].replace(",", "")).scaleb(_SCALES.get(match["scale"] or "", 0))


def _iso(match: re.Match[str]) -> str:
    return f"{match['year']}-{int(match['month']):02}" if match["month"] else match["year"]
