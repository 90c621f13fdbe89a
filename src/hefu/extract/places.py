"""Which area a figure covers 地区: what the clause names, else the article's place, else the document's."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from hefu.extract.frames import Where
from hefu.extract.phrases import strip_head
from hefu.extract.tokens import Token
from hefu.lexicon.spotter import Spot, Spotter

Place = tuple[str, Where]
"""The full name of an area, and where the text names it."""

_LISTED = ("、", "和", "及")
_TOWN = re.compile(
    r"([一-龥]{2,3}?(?:镇|乡|街道))(?=[一-龥]{2})"
    r"(?!村|居民|企业|政府|卫生|干部|级|化|和|、|办|集体|社区|道路|建设|污水|居|低保|职工|登记|调查|新增|户|人)"
)
_NO_TOWN = re.compile(r"(?:[城乡集小村市制心点色全本个各]镇|[城下返家老县]乡|村乡)\Z")
_OPENS = "\n 。，；：、！？—“（ 在"
_NOT_ALONE = frozenset("、和与及至到—（）“”《》的等")
"""What follows a name that is one of several, or part of another name."""
_EXAMPLE = re.compile(r"[^，。；]{0,30}等[0-9]")
"""揭阳石化等23个项目: the place of an example only."""
_FIRST = ("第一", "首批", "首个", "首家", "首次", "首位")
"""争取全省第一批合作社16个: first in the province, not counted there."""
_SPEAKER = re.compile(r"\s*[一-龥]{0,4}(?:人大代表|政协委员|党代表)[，、]?")
_AT = ("在", "于")
_VILLAGE = re.compile(
    r"(?:[一-龥]{2,4}?(?:乡|镇|街道))?(?!行政|自然|贫困|示范|城中|中心|农牧|边境|搬迁|每个|各|美丽|乡镇|小康|特色|所有|全部)([一-龥]{2,5}?(?:村|社区))(?!民|委|级|集体)"
)


_ZONE = re.compile(
    r"(?!国家|[省市县州盟每]|各|全|两|其[他中余]|重点|城市|老|农|工业|产业|国际|边境|跨境|综合|保税|自由|自贸|先行|试验|建设|新建|加快|推进|支持|完成"
    r"|实施|在|对|将|向|从|由|为|以|经济|高新|区|本|我|该|一|二|三)"
    r"(?:(?![级个类等的])[一-龥]){2,4}?(?:经济技术|高新技术产业|特别|经济|国家?级?旅游|旅游)?(?:新区|合作区|开发区|高新区|经开区|风景名胜区|度假区|空港经济区|综合保税区|产业园区|工业园区)(?!域|[、和及]?[各等]|建设|范围|[级内外的和与])"
)
"""A functional zone that has a name of its own: 大鹏新区, 深汕特别合作区."""
_BETWEEN = re.compile(r"\s*(?:、|和|及|与)\s*")


class Places:
    """Follows the areas of a text.

    document: the area that it is about. inside: the names of the areas in it; only they can be where an
    article of a newspaper plays. article: the area that the titles of the article name.
    """

    def __init__(self, text: str, spotter: Spotter, document: str | None, inside: frozenset[str]) -> None:
        self.text, self.spotter, self.document, self.inside = text, spotter, document, inside
        self.article: str | None = None
        self._spots: list[Spot] = []
        self._here: Place | None = None
        self._opening: Place | None = None
        self._lately: Place | None = None
        self._row: list[Place] = []
        self._last_row: list[Place] = []

    def go_on(self, text: str, earlier: Callable[[Where], Where]) -> None:
        """Goes on with the next passage; `earlier` says where something of this one stands as that one counts."""
        self.text = text
        if self._lately:
            self._lately = self._lately[0], earlier(self._lately[1])

    def begin_article(self, titles: Sequence[Where], dateline: Where | None) -> None:
        """A new article plays where one of its titles says, if that names one place, else where it was sent from."""
        self.article = self._lately = None
        for title in titles:
            self.heading(*title)
        if self.article is None and dateline is not None:
            self.heading(*dateline)

    def heading(self, start: int, end: int) -> None:
        """A title or heading that names one place: the article, or what follows of it, plays there."""
        places = {self._finest(spot, end)[0] for spot in self._local(self.spotter.find(self.text, start, end))}
        if len(places) == 1:
            self.article, self._lately = places.pop(), None

    def speaker(self, start: int, end: int) -> None:
        """A paragraph that begins with a speaker is no longer about the place of the one before."""
        if _SPEAKER.match(self.text, start, end):
            self._lately = None

    def follow(self, spots: list[Spot], end: int) -> None:
        """After a sentence of a newspaper: the place that it spoke of holds for the next ones, too.

        Only what opens a clause is spoken of (那曲市全面落实…); the document's own area leads back to it.
        """
        for spot in spots:
            if self.text[max(0, spot.start - 1)] not in _OPENS:
                continue
            if spot.name == self.document or spot.level == "nation":
                self._lately = None
            elif self._local([spot]):
                self._lately = self._finest(spot, end)

    def _local(self, spots: list[Spot]) -> list[Spot]:
        """The spots in the document's area, if it has one, that stand alone: in no list of places, not between two."""
        return [
            spot
            for spot in spots
            if (spot.name in self.inside or spot.level == "zone" or (self.document is None and spot.level != "nation"))
            and self.text[spot.end : spot.end + 1] not in "、和及与至—"
            and self.text[spot.start - 1 : spot.start] not in "、和与"
        ]

    def _finest(self, spot: Spot, end: int) -> Place:
        village = _VILLAGE.match(self.text, spot.end, end)
        return (village[1], (spot.start, village.end())) if village else (spot.name, (spot.start, spot.end))

    def sentence(self, spots: list[Spot], start: int, *, report: bool) -> None:
        """A new sentence with the areas that it names. In a report, what it opens with it is about: 上思县…，…."""
        self._spots, self._here, self._row, self._last_row = spots, None, [], []
        first = spots[0] if report and spots else None
        opens = first is not None and first.name in self.inside and not self.text[start : first.start].strip(" —")
        alone = first is not None and self.text[first.end : first.end + 1] not in _NOT_ALONE
        stands = alone and first is not None and _EXAMPLE.match(self.text, first.end) is None
        self._opening = (first.name, (first.start, first.end)) if first and opens and stands else None

    @property
    def open(self) -> bool:
        """Whether the document has no area of its own: then the last place that was spoken of holds."""
        return self.document is None

    @property
    def here(self) -> tuple[str | None, Where | None]:
        """The area that holds now, and where it was named (None: the article's or the document's)."""
        return self._here or self._opening or (self.article or self.document, None)

    def lead(
        self, left: int, core_start: int, core_end: int, begins: dict[int, Token], *, opens: bool
    ) -> tuple[int, bool]:
        """Reads the area at the head of a clause; where the indicator begins behind it, and whether one was found.

        opens: the words stand at the head of the clause, where a town may stand (沿口镇建成冷链仓库2座).
        """
        if self.text[core_end - 1 : core_end] == "等":  # 揭阳中石油炼化一体化等23个项目: an example, no place
            return core_start, False
        if self._of_several(core_start, core_end):
            return core_start, False
        town = _TOWN.match(self.text, core_start, core_end) if opens else None
        if town and not _NO_TOWN.search(town[1]):
            village = _VILLAGE.match(self.text, town.end(1), core_end)
            finest = village or town
            self._here = self._lately = finest[1], finest.span(1)
            return finest.end(1), True
        zone = self._zone(core_start, core_end) if opens else None
        if zone:
            self._here = zone
            return strip_head(self.text, zone[1][1], core_end, begins)[0], True
        for spot in self._spots:
            if self.text.startswith(_FIRST, spot.end):
                continue
            if self.text.startswith(_LISTED, spot.end) and left <= spot.start <= core_start:
                return core_start, False
            if spot.start <= core_start < spot.end <= core_end and left <= spot.start:
                self._here = self._finest(spot, core_end)
                return strip_head(self.text, self._here[1][1], core_end, begins)[0], True
            if left <= spot.start and spot.end <= core_start:
                self._here = spot.name, (spot.start, spot.end)
                return core_start, True
        return core_start, False

    def _zone(self, start: int, end: int) -> Place | None:
        """The functional zone at the head of a clause, if it is none of the known ones."""
        match = None if self._spot_at(start) else _ZONE.match(self.text, start, end)
        return (match.group(), match.span()) if match else None

    def _spot_at(self, start: int) -> Spot | None:
        return next((spot for spot in self._spots if spot.start == start), None)

    def row(self, start: int, end: int, size: int) -> int:
        """澜东区、澜西区投资分别增长8%、9%: as many places as figures; where the words behind them begin, else 0.

        The figures after such a row are of the document's area again, but for as many without words of their own.
        """
        if self._row:
            self._here, self._last_row = None, self._row
        self._row, at = [], start
        if not size:
            return 0
        if start >= end and len(self._last_row) == size:
            self._row = self._last_row
            return start
        while len(self._row) < size:
            spot = self._spot_at(at)
            place = (spot.name, (spot.start, spot.end)) if spot else self._zone(at, end)
            link = _BETWEEN.match(self.text, place[1][1], end) if place else None
            if place is None or place[1][1] > end or (link is None and len(self._row) < size - 1):
                self._row = []
                return 0
            self._row.append(place)
            at = link.end() if link else place[1][1]
        return at

    def of_row(self, number: int) -> None:
        """Turns to a place of the row."""
        self._here = self._row[number]

    def of_rival(self, whose: Where) -> Place | None:
        """高于全国（-17.2%）: the place that the text names there."""
        return next(((s.name, (s.start, s.end)) for s in self._spots if whose[0] <= s.start < whose[1]), None)

    @property
    def elsewhere(self) -> bool:
        """Whether the place that holds now is one in the document's own area."""
        if self._here is None or self._here[0] == self.document:
            return False
        spot = self._spot_at(self._here[1][0])
        return spot.level in ("county", "zone") if spot else _ZONE.fullmatch(self._here[0]) is not None

    def _of_several(self, start: int, end: int) -> bool:
        """云澜米酒、澜东火腿2个特产: a list of things from several places is of none of them."""
        inside = [spot for spot in self._spots if start <= spot.start < end and spot.name != self.document]
        return any(self.text[b.start - 1] == "、" and b.name != a.name for a, b in pairwise(inside))

    def pronoun(self, word: Where) -> None:
        """全市, 我区: the area of the document, or the one above that it means."""
        for spot in self._spots:
            if spot.start <= word[0] < spot.end:
                self._here = spot.name, (spot.start, spot.end)

    def near(self, at: int, *, press: bool) -> None:
        """The last place named before a figure is where it was counted; a village is finer yet.

        So it is in a newspaper; elsewhere only a place that the text puts it at (在曲水县, 位于曲水县).
        """
        local = self._local([spot for spot in self._spots if spot.end <= at])
        if not press:
            local = [spot for spot in local if self.text[spot.start - 1 : spot.start] in _AT]
        if local:
            self._here = self._finest(local[-1], at)
        elif press:
            self._here = self._lately
