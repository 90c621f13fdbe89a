"""Ruled tables of a PDF page: from the lines that are drawn on it to cells, merged ones included."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import Any

from hefu.read.glyphs import Frame
from hefu.read.layout import Rule

_THIN, _NEAR = 3.0, 2.5
"""A ruled line is at most so thick, in points; lines that end so near to each other meet."""
_SHORTEST = 4.0
_MOST_OBJECTS, _MOST_RULES, _MOST_POINTS = 20_000, 4_000, 400
"""A page is looked through for so many objects, lines, and points of a path: more is a picture or a trap."""


_MOST_CROSSINGS = 60_000
"""More places where lines could cross are a drawing, no table."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a ruled table: its place and reach, and its rectangle on the page."""

    row: int
    column: int
    rows: int
    columns: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: the edges of its columns and rows, and its cells in reading order."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[GridCell, ...]

    def holds(self, across: float, down: float) -> bool:
        """Whether a point of the page lies in the table."""
        return self.columns[0] <= across <= self.columns[-1] and self.rows[0] <= down <= self.rows[-1]

    def cell_at(self, across: float, down: float) -> int:
        """The number of the cell in which a point of the table lies."""
        column = min(max(bisect_right(self.columns, across) - 1, 0), len(self.columns) - 2)
        row = min(max(bisect_right(self.rows, down) - 1, 0), len(self.rows) - 2)
        return next(
            number
            for number, cell in enumerate(self.cells)
            if cell.row <= row < cell.row + cell.rows and cell.column <= column < cell.column + cell.columns
        )


# ---------------------------------------------------------------- lines that are drawn


def rules(page: Any, frame: Frame) -> list[Rule]:
    """The level and upright lines that are drawn on a page, thin bars and the edges of frames included."""
    from pypdfium2 import raw

    count = min(raw.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)
    things = list(map(raw.FPDFPage_GetObject, repeat(page.raw), range(count)))
    found: list[Rule] = []
    for thing, kind in zip(things, map(raw.FPDFPageObj_GetType, things), strict=True):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            found += _drawn(thing, frame)
            if len(found) >= _MOST_RULES:
                break
    return found


def _drawn(thing: Any, frame: Frame) -> Iterator[Rule]:
    """The lines of a path: the path itself when it is a thin bar, else its straight strokes."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(thing, fill, stroke) or not (fill.value or stroke.value):
        return
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(thing, *edges):
        return
    left, bottom, right, top = (edge.value for edge in edges)
    whole = _rule(frame, left, bottom, right, top)
    if whole is not None:
        yield whole
    elif stroke.value:
        for (x, y), (x2, y2) in _strokes(thing):
            rule = _rule(frame, min(x, x2), min(y, y2), max(x, x2), max(y, y2))
            if rule is not None:
                yield rule


def _rule(frame: Frame, left: float, bottom: float, right: float, top: float) -> Rule | None:
    if min(right - left, top - bottom) > _THIN or max(right - left, top - bottom) < _SHORTEST:
        return None
    (x,), (y,), (x2,), (y2,) = frame.seen([left], [top], [right], [bottom])
    return Rule(x, y, x2, y2)


_Point = tuple[float, float]


def _strokes(path: Any) -> Iterator[tuple[_Point, _Point]]:
    """The straight pieces of a path, from point to point of the page."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, matrix)
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    begun = last = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(raw.FPDFPath_CountSegments(path), _MOST_POINTS)):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            begun = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield last, point
        if raw.FPDFPathSegment_GetClose(segment):
            yield point, begun
        last = point


# ---------------------------------------------------------------- from lines to cells


@dataclass(frozen=True, slots=True)
class _Line:
    """A line at a place (`at`), from one end to the other."""

    at: float
    start: float
    end: float


def grids(found: Sequence[Rule]) -> list[Grid]:
    """The tables that lines make: two rows and two columns at least, from top to bottom."""
    level = _merged(_Line((r.top + r.bottom) / 2, r.left, r.right) for r in found if r.level)
    upright = _merged(_Line((r.left + r.right) / 2, r.top, r.bottom) for r in found if not r.level)
    if len(level) * len(upright) > _MOST_CROSSINGS:
        return []  # a drawing
    tables = [_grid(*lines) for lines in _connected(level, upright)]
    return sorted((table for table in tables if table is not None), key=lambda table: table.rows[0])


def _merged(lines: Iterable[_Line]) -> list[_Line]:
    """Lines that go on from one another, or lie on one another, as one."""
    found: list[_Line] = []
    for line in sorted(lines, key=lambda line: (line.at, line.start)):
        for place in range(len(found) - 1, -1, -1):
            other = found[place]
            if line.at - other.at > _NEAR:
                found.append(line)
                break
            if line.start <= other.end + _NEAR and other.start <= line.end + _NEAR:
                found[place] = _Line(other.at, min(other.start, line.start), max(other.end, line.end))
                break
        else:
            found.append(line)
    return found


def _connected(level: list[_Line], upright: list[_Line]) -> Iterator[tuple[list[_Line], list[_Line]]]:
    """The lines that cross or meet one another, table by table."""
    meets = [[n for n, line in enumerate(level) if _meet(line, other)] for other in upright]
    by_level: list[list[int]] = [[] for _ in level]
    for number, crossed in enumerate(meets):
        for place in crossed:
            by_level[place].append(number)
    seen: set[int] = set()
    for first in range(len(upright)):
        if first in seen or not meets[first]:
            continue
        group: list[_Line] = []
        waiting, met = [first], set[int]()
        seen.add(first)
        while waiting:
            number = waiting.pop()
            group.append(upright[number])
            for place in set(meets[number]) - met:
                met.add(place)
                fresh = [other for other in by_level[place] if other not in seen]
                seen.update(fresh)
                waiting += fresh
        yield [level[place] for place in sorted(met)], group


def _meet(level: _Line, upright: _Line) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _grid(level: list[_Line], upright: list[_Line]) -> Grid | None:
    """The table of lines that meet; outer edges that are not drawn are where the level lines end."""
    ends = [edge for line in level for edge in (line.start, line.end)]
    columns = _distinct([*(line.at for line in upright), min(ends), max(ends)])
    rows = _distinct([line.at for line in level])
    if len(columns) < 3 or len(rows) < 3:
        return None
    cells = tuple(_cells(columns, rows, level, upright))
    if len({cell.column for cell in cells}) < 2 or len({cell.row for cell in cells}) < 2:
        return None
    return Grid(tuple(columns), tuple(rows), cells)


def _distinct(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _cells(columns: list[float], rows: list[float], level: list[_Line], upright: list[_Line]) -> Iterator[GridCell]:
    """The cells: each reaches to the next line to the right of it and beneath."""
    walls = [
        [_drawn_at(upright, column, (top + bottom) / 2) for top, bottom in pairwise(rows)] for column in columns[1:-1]
    ]
    floors = [[_drawn_at(level, row, (left + right) / 2) for left, right in pairwise(columns)] for row in rows[1:-1]]
    taken: set[tuple[int, int]] = set()
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            if (row, column) in taken:
                continue
            right, down = column + 1, row + 1
            while right < len(columns) - 1 and not walls[right - 1][row] and (row, right) not in taken:
                right += 1
            while down < len(rows) - 1 and not any(floors[down - 1][column:right]):
                down += 1
            taken.update((r, c) for r in range(row, down) for c in range(column, right))
            yield GridCell(
                row, column, down - row, right - column, columns[column], rows[row], columns[right], rows[down]
            )


def _drawn_at(lines: list[_Line], at: float, across: float) -> bool:
    return any(abs(line.at - at) <= _NEAR and line.start - _NEAR <= across <= line.end + _NEAR for line in lines)
