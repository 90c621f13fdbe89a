"""Which cells of a sheet belong together: tables, and the lines of words above, between and below them.

A sheet may hold several tables, one below the other or side by side, each with a title, a line with its unit, one
to three rows of headings and notes. An empty row may end a table or only part the years of one by fives: what
follows begins a table of its own when it brings headings of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

_FIGURE = re.compile(r"[^\w\s]{0,3}(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9][0-9,，]*)(?:\.[0-9]+)?[^0-9]{0,8}")
_NO_FIGURE = re.compile(r"(?:19|20)[0-9]{2}\s?年?度?|1?[0-9](?:\s?[-—–至~]\s?1?[0-9])?\s?月份?|第?[1-4]季度?|[0-9]+、")
_BLANK = re.compile(r"[-—–…./\\\s无×]*|(?:计量)?单位|%|[^\W\d]{1,6}")
"""What a row of a table may have beside its heading where it has no figure: a dash, a unit."""
_CAPTION = re.compile(r"[（(]?\s*(?:(?:计量|金额|填报|制表|编制|数据)?单\s?位|制表|填报|表\s?号|日期)\s?[:：]")
_NEW = re.compile(r"(?:续|附)?表\s?[0-9一二三四五六七八九十]|.*单\s?位\s?[:：]")
_HEADING = re.compile(
    r"(?:指\s*标|项\s*目|科\s*目|名\s*称|地\s*区|县\s*区|区\s*县|市\s*县|年\s*[份度]|月\s*份|时\s*间|产\s*品|行\s*业|类\s*别|序\s*号)"
)
_FIRST = frozenset("甲乙丙01") | {"栏次", "行次", "序号"}
"""What the first cell of a row has that numbers the columns."""
_WORDS = re.compile(r"[^\W\d_]")

Kind = Literal["empty", "line", "words", "figures", "dashes"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell that is not empty, as it is shown; rows, columns: how many it covers. Numbers count from 0."""

    row: int
    column: int
    words: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Range:
    """Rows of cells that stand together; a table of figures, or lines of words."""

    rows: tuple[tuple[Shown, ...], ...]
    table: bool


def ranges(cells: Iterable[Shown]) -> list[Range]:
    """The tables and lines of a sheet in the order of reading. `cells` are in the order of rows and columns."""
    rows = [tuple(group) for _, group in groupby(cells, key=lambda cell: cell.row)]
    found: list[Range] = []
    flow: list[tuple[Shown, ...]] = []
    for band in _bands(rows):
        sides = _side_by_side(band)
        if len(sides) > 1:
            found += _flow(flow)
            flow = []
            for side in sides:
                found += _flow(side)
        else:
            flow += ([()] if flow else []) + band
    return found + list(_flow(flow))


def _bands(rows: Sequence[tuple[Shown, ...]]) -> Iterator[list[tuple[Shown, ...]]]:
    """Rows without an empty one between them, but where a merged cell goes on."""
    band: list[tuple[Shown, ...]] = []
    reach = -1
    for row in rows:
        if band and row[0].row > reach + 1:
            yield band
            band = []
        band.append(row)
        reach = max([reach, *(cell.row + cell.rows - 1 for cell in row)]) if len(band) > 1 else _low(row)
    if band:
        yield band


def _low(row: Sequence[Shown]) -> int:
    return max(cell.row + cell.rows - 1 for cell in row)


# ---------------------------------------------------------------- side by side


def _side_by_side(band: list[tuple[Shown, ...]]) -> list[list[tuple[Shown, ...]]]:
    """The tables of a band that stand beside each other, an empty column between them; else the band whole."""
    gaps = _gaps(band)
    if not gaps:
        return [band]
    edges = [-1, *gaps, max(cell.column for row in band for cell in row) + 1]
    sides = []
    for left, right in pairwise(edges):
        rows = [tuple(cell for cell in row if left < cell.column < right) for row in band]
        sides.append([row for row in rows if row])
    return sides if all(_stands_alone(side) for side in sides) else [band]


def _gaps(band: Sequence[tuple[Shown, ...]]) -> list[int]:
    """Columns between others that no cell covers but titles."""
    covered: set[int] = set()
    for row in band:
        if len(row) > 1:
            for cell in row:
                covered.update(range(cell.column, min(cell.column + cell.columns, cell.column + 1000)))
    inner = sorted(covered)
    return [a + 1 for a, b in pairwise(inner) if b > a + 1]


def _stands_alone(side: Sequence[tuple[Shown, ...]]) -> bool:
    """Whether a part of a band is a table with headings, names of rows and figures of its own."""
    kinds = [_kind(row) for row in side]
    if "figures" not in kinds or "words" not in kinds[: kinds.index("figures")]:
        return False
    names = [row[0].words for row, kind in zip(side, kinds, strict=True) if kind == "figures"]
    return sum(1 for name in names if not is_figure(name)) * 2 > len(names)


# ---------------------------------------------------------------- one below the other


def _flow(rows: Sequence[tuple[Shown, ...]]) -> Iterator[Range]:
    """The tables and lines of rows that stand one below the other; () is an empty row."""
    kinds = [_kind(row) for row in rows]
    at = 0
    while (first := _next(kinds, "figures", at)) is not None:
        begin = _head(kinds, at, first)
        end = _end(rows, kinds, first)
        yield from _lines(rows[at:begin])
        yield Range(tuple(row for row in rows[begin:end] if row), table=True)
        at = end
    yield from _lines(rows[at:])


def _lines(rows: Sequence[tuple[Shown, ...]]) -> Iterator[Range]:
    kept = tuple(row for row in rows if row)
    if kept:
        yield Range(kept, table=False)


def _next(kinds: Sequence[Kind], kind: Kind, at: int) -> int | None:
    return next((n for n in range(at, len(kinds)) if kinds[n] == kind), None)


def _head(kinds: Sequence[Kind], at: int, first: int) -> int:
    """Where the headings of a table begin whose first figures stand in row `first`."""
    last = first
    while last > at and kinds[last - 1] in ("line", "empty", "dashes"):
        last -= 1
    begin = last
    while begin > at and kinds[begin - 1] == "words":
        begin -= 1
    return begin if begin < last else first


def _end(rows: Sequence[tuple[Shown, ...]], kinds: Sequence[Kind], first: int) -> int:
    """Behind the last row of a table: before headings of another one, or where no more figures come."""
    at = first + 1
    while True:
        following = _next(kinds, "figures", at)
        if following is None or _begins_table(rows, kinds, at, following):
            while at < len(kinds) and kinds[at] == "dashes":
                at += 1
            return at
        at = following + 1


def _begins_table(rows: Sequence[tuple[Shown, ...]], kinds: Sequence[Kind], at: int, following: int) -> bool:
    """Whether what stands between two rows of figures is the end of a table and the head of another."""
    for number in range(at, following):
        row, kind = rows[number], kinds[number]
        if kind == "words" and (number > at or _HEADING.match(row[0].words)):
            return True
        if kind == "line" and any(_NEW.match(cell.words) for cell in row):
            return True
    return False


# ---------------------------------------------------------------- rows


def _kind(row: Sequence[Shown]) -> Kind:
    if not row:
        return "empty"
    if len(row) == 1 or any(_CAPTION.match(cell.words) for cell in row):
        return "line"
    if _numbers_columns(row):
        return "words"
    if any(is_figure(cell.words) for cell in row[1:]):
        return "figures"
    if _WORDS.search(row[0].words) and not _HEADING.match(row[0].words):
        rest = row[1:]
        if all(_BLANK.fullmatch(cell.words) for cell in rest) and not all(_WORDS.search(cell.words) for cell in rest):
            return "dashes"
    return "words"


def _numbers_columns(row: Sequence[Shown]) -> bool:
    """Whether a row only numbers the columns 栏次: 甲, 1, 2, 3."""
    numbers = [cell.words for cell in row[1:]]
    if row[0].words not in _FIRST:
        return False
    return len(numbers) > 1 and numbers in (
        [str(n) for n in range(1, len(numbers) + 1)],
        [str(n) for n in range(2, len(numbers) + 2)],
    )


def is_figure(words: str) -> bool:
    """Whether a cell is a figure with its sign and unit and nothing else; years and months are none."""
    return _FIGURE.fullmatch(words) is not None and _NO_FIGURE.fullmatch(words.strip()) is None
