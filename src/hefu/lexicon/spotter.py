"""Names of areas in running text.

A document speaks of its own area (全市, 我区), of the areas in it by their short names (曲水), of its siblings,
and of others by full or well-known names. The recogniser of a document knows the names that may mean an area
there, takes the longest at each place, and leaves out those that are part of another word (海南 in 上海南部, 吉林 in
吉林大学, 中国 in 中国银行). Positions where a name can begin are found by one pattern over the first two characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from hefu.lexicon.areas import NATION, Area, kept, words, zone_kinds

if TYPE_CHECKING:
    from hefu.lexicon.areas import Areas


class Spot(NamedTuple):
    """A name of an area in a text: `text[start:end]` means the area of this full name and level."""

    start: int
    end: int
    name: str
    level: str


class _Entry(NamedTuple):
    """A name that may stand in the text; `short` ones are checked for the words around them."""

    name: str
    area: Area
    kind: str  # full, short, self (全市), nation, zone; word: no area, nor does it mean one of another place


_Heads = dict[str, list[_Entry]]
"""Names by their first two characters, longest first."""


class Spotter:
    """Finds the names of areas in the text of one document. Made by `Areas.spotter`."""

    def __init__(self, entries: Iterable[_Entry], areas: Areas, year: int | None) -> None:
        self._areas, self._year = areas, year
        self._heads = _by_head(entries)
        first, second = (_charset(head[i] for head in self._heads) for i in (0, 1))
        self._starts = re.compile(f"{first}(?={second})").finditer
        self._zones = re.compile("市?(" + "|".join(zone_kinds()) + ")").match

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Spot]:
        """All names from `start` to `end`, in order; 拉萨市城关区 is one, of the finest area."""
        stop = len(text) if end is None else end
        found, done = [], start
        heads = self._heads
        for match in self._starts(text, start, stop):
            at = match.start()
            entries = heads.get(text[at : at + 2])
            if entries is None or at < done:
                continue
            spot = self._spot(text, at, stop, entries)
            if spot is not None:
                found.append(spot)
                done = spot.end
        return found

    def _spot(self, text: str, at: int, stop: int, entries: list[_Entry]) -> Spot | None:
        for entry in entries:
            end = at + len(entry.name)
            if end > stop or not text.startswith(entry.name, at):
                continue
            last, begin = entry, at
            while finer := self._finer(text, end, stop, last):
                begin, end, last = end, end + len(finer.name), finer
            zone = self._zone(text, end, stop, last)
            if zone is not None:
                return Spot(at, *zone)
            if _stands(text, begin, end, last):
                return Spot(at, end, last.area.name, last.area.level)
            if begin > at and _stands(text, at, begin, entry):
                return Spot(at, begin, entry.area.name, entry.area.level)
        return None

    def _finer(self, text: str, end: int, stop: int, entry: _Entry) -> _Entry | None:
        """The name of an area in the one just read that stands right after it."""
        if entry.kind not in ("full", "short") or entry.area.level not in ("province", "city"):
            return None
        heads = _inside(self._areas, entry.area, self._year)
        entries = heads.get(text[end : end + 2], ())
        return next((one for one in entries if text.startswith(one.name, end) and end + len(one.name) <= stop), None)

    def _zone(self, text: str, end: int, stop: int, entry: _Entry) -> tuple[int, str, str] | None:
        if entry.kind not in ("full", "short") or entry.area.level not in ("city", "county"):
            return None
        match = self._zones(text, end, stop)
        if match is None:
            return None
        return match.end(), self._areas.short_name(entry.area) + zone_kinds()[match[1]][0], "zone"


@kept
def build(areas: Areas, own: Area | None, year: int | None) -> Spotter:
    """The recogniser for documents about `own`, published in `year` (None: now)."""
    found: dict[str, _Entry | None] = {}
    for group in _groups(areas, own, year):
        _merge(found, group)
    return Spotter((entry for entry in found.values() if entry and entry.kind != "word"), areas, year)


def _groups(areas: Areas, own: Area | None, year: int | None) -> Iterator[Iterable[_Entry]]:
    """Names in the order of their weight: a name of an earlier group means what it means there."""
    nation = areas.get(NATION)
    chain = (own, *areas.ancestors(own, year)) if own else (nation,)
    yield _self_names(areas, chain)
    yield (_Entry(name, nation, "nation") for name in ("全国", "我国", "中国"))
    for step, frame in enumerate(chain[:-1]):
        yield _entries(areas, frame, counties=True)
        near = step < 2 and frame.level in ("city", "county", "zone", "town", "village")
        inside = areas.below(frame, year)
        yield (entry for area in inside for entry in _entries(areas, area, counties=near or step == 0))
    if own and year and own != nation:  # a report of the year after still says the old name
        yield (entry for area in areas.below(own, year - 1) for entry in _entries(areas, area, counties=False))
    provinces = [area for area in areas.children(nation, year) if area.level == "province"]
    yield (entry for area in provinces for entry in _entries(areas, area, counties=False))
    cities = [area for province in provinces for area in areas.children(province, year) if area.level != "county"]
    away = _lists().stop_away
    yield (entry for area in cities for entry in _entries(areas, area, counties=False) if entry.name not in away)


def _entries(areas: Areas, area: Area, *, counties: bool) -> Iterator[_Entry]:
    """The names of an area that may mean it in a text; short names of counties only if `counties`."""
    lists = _lists()
    if area.name not in lists.stop_full:
        yield _Entry(area.name, area, "full" if len(area.name) > 2 else "short")
    minor = area.level not in ("province", "city")
    if minor and not counties:
        return
    stop = lists.stop if minor else lists.stop_cities
    for name in areas.names(area)[1:]:
        if len(name) > 1 and (counties or name not in stop):
            yield _Entry(name, area, "word" if name in stop else "short")


def _self_names(areas: Areas, chain: tuple[Area, ...]) -> Iterator[_Entry]:
    """全市, 我市, 本市 for the nearest area above that is a 市, and so for 省 县 区 州 盟 旗; 高新区 for its own."""
    named = set()
    for area in chain:
        rank = "地区" if area.name.endswith("地区") else area.name[-1]
        if rank in (*"省市县区州盟旗", "地区") and rank not in named and area.level != "zone":
            named.add(rank)
            yield from (_Entry(word + rank, area, "self") for word in "全我本")
    for area in chain:
        yield from (_Entry(word, area, "self") for word in _lists().whole.get(area.name, ()))
    place = next((area for area in chain if area.level in ("city", "county")), None)
    if place:
        for form, (kind, code, bare) in zone_kinds().items():
            if bare and not form.startswith("国家"):  # 国家高新区 is a rank, no place
                zone = Area(place.code + code, areas.short_name(place) + kind, "zone", place.code)
                yield _Entry(form, zone, "zone")


def _merge(found: dict[str, _Entry | None], group: Iterable[_Entry]) -> None:
    """Adds the names of a group that are not taken; one that means two areas there means none."""
    fresh: dict[str, _Entry | None] = {}
    for entry in group:
        if entry.name not in found:
            known = fresh.get(entry.name, entry)
            fresh[entry.name] = entry if known and known.area == entry.area else None
    found.update(fresh)


@kept
def _inside(areas: Areas, area: Area, year: int | None) -> _Heads:
    """The names of the areas in an area, for all recognisers of the year."""
    return _by_head(name for one in areas.below(area, year) for name in _entries(areas, one, counties=False))


def _by_head(entries: Iterable[_Entry]) -> _Heads:
    heads: _Heads = {}
    for entry in sorted(entries, key=lambda entry: -len(entry.name)):
        heads.setdefault(entry.name[:2], []).append(entry)
    return heads


# ---------------------------------------------------------------- the words around a name


def _stands(text: str, start: int, end: int, entry: _Entry) -> bool:
    """Whether the name at this place means the area, and is no part of another word."""
    lists = _lists()
    if entry.kind == "nation":
        after = lists.china_before if entry.name == "中国" else lists.nation_after
        return bool(after(text, end)) == (entry.name == "中国")
    if entry.kind == "self":
        return not lists.self_not(text, start)
    if entry.kind == "zone":
        before = text[start - 1 : start]
        if entry.name.endswith(("开发区", "保税区", "园区")):
            return not "一" <= before <= "鿿" or before in lists.zone_before
        return before not in lists.kind_before
    if entry.kind == "full":
        return True
    if any(
        text.endswith(before, 0, start) and text.startswith(after, end)
        for before, after in lists.inside.get(entry.name, ())
    ):
        return False
    side = lists.side(text, end) if entry.name[-1] in "东西南北" else None
    return not side and not lists.after(text, end)


Check = Callable[[str, int], re.Match[str] | None]


class _Lists(NamedTuple):
    """The lists of `area_words.toml`, ready for use."""

    stop: frozenset[str]
    stop_cities: frozenset[str]
    stop_full: frozenset[str]
    inside: dict[str, list[tuple[str, str]]]
    after: Check
    side: Check
    nation_after: Check
    china_before: Check
    self_not: Check
    kind_before: frozenset[str]
    zone_before: frozenset[str]
    stop_away: frozenset[str]
    whole: dict[str, list[str]]


@cache
def _lists() -> _Lists:
    data = {key: str(value).split() for key, value in words().items() if isinstance(value, str)}
    inside: dict[str, list[tuple[str, str]]] = {}
    for word in data["inside"]:
        before, name, after = re.split(r"[\[\]]", word)
        inside.setdefault(name, []).append((before, after))

    whole: dict[str, list[str]] = {}
    for word in data["whole"]:
        short, _, area = word.partition("=")
        whole.setdefault(area, []).append(short)

    def pattern(key: str) -> Check:
        return re.compile("|".join(data[key])).match

    return _Lists(
        stop=frozenset(data["stop"]),
        stop_cities=frozenset(data["stop_cities"]),
        stop_full=frozenset(data["stop_full"]),
        inside=inside,
        after=pattern("after"),
        side=pattern("side"),
        nation_after=pattern("nation_after"),
        china_before=pattern("china_before"),
        self_not=pattern("self_not"),
        kind_before=frozenset(data["kind_before"][0]),
        zone_before=frozenset(data["zone_before"][0]),
        stop_away=frozenset(data["stop_away"]),
        whole=whole,
    )


def _charset(characters: Iterable[str]) -> str:
    return "[" + "".join(sorted({re.escape(character) for character in characters})) + "]"
