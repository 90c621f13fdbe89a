"""Ruled tables on a page: from the rules that meet to cells, merged ones included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hefu.read.scan.ink import Ink
from hefu.read.scan.shapes import Area, covered, middles_in

_SLACK = 8
"""Rules that end so many pixels from each other meet."""
_TALLEST = 8.0
"""Rows higher than so many lines, for the most part, are boxes around articles, no table."""
_WHOLE = 0.6
"""A border is there when a rule covers so much of it."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its place and reach in the table, its rectangle on the page."""

    row: int
    column: int
    rows: int
    columns: int
    area: Area


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: where it lies, its cells in reading order."""

    area: Area
    cells: tuple[GridCell, ...]


def grids(ink: Ink) -> list[Grid]:
    """The ruled tables of a page."""
    found = [_grid(level, plumb) for level, plumb in _networks(ink.level, ink.plumb)]
    return [grid for grid in found if grid is not None and _holds_data(grid, ink)]


def _networks(level: Sequence[Area], plumb: Sequence[Area]) -> Iterator[tuple[list[Area], list[Area]]]:
    """Rules that hang together."""
    rules = [*level, *plumb]
    group = list(range(len(rules)))
    wide = [Area(r.left - _SLACK, r.top - _SLACK, r.right + _SLACK, r.bottom + _SLACK) for r in rules]
    for a in range(len(level)):
        for b in range(len(level), len(rules)):
            if wide[a].meets(rules[b]) and group[a] != group[b]:
                old, new = group[b], group[a]
                group = [new if number == old else number for number in group]
    for name in sorted(set(group)):
        members = [number for number, own in enumerate(group) if own == name]
        yield [rules[n] for n in members if n < len(level)], [rules[n] for n in members if n >= len(level)]


def _grid(level: list[Area], plumb: list[Area]) -> Grid | None:
    if len(level) < 3 or not plumb:
        return None
    rows = _edges([(rule.top + rule.bottom) // 2 for rule in level])
    left, right = min(rule.left for rule in level), max(rule.right for rule in level)
    columns = _edges([left, right, *((rule.left + rule.right) // 2 for rule in plumb)])
    if len(rows) < 3 or len(columns) < 3:
        return None
    return Grid(Area(columns[0], rows[0], columns[-1], rows[-1]), tuple(_cells(rows, columns, level, plumb)))


def _edges(places: list[int]) -> list[int]:
    """Where rules lie, those that are one taken together."""
    found: list[int] = []
    for place in sorted(places):
        if not found or place - found[-1] > 2 * _SLACK:
            found.append(place)
    return found


def _cells(rows: list[int], columns: list[int], level: list[Area], plumb: list[Area]) -> Iterator[GridCell]:
    taken: set[tuple[int, int]] = set()
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            if (row, column) in taken:
                continue
            wide = high = 1
            while column + wide < len(columns) - 1 and not _is_drawn(
                [(r.top, r.bottom) for r in plumb if abs((r.left + r.right) // 2 - columns[column + wide]) <= _SLACK],
                rows[row], rows[row + 1],
            ):  # fmt: skip
                wide += 1
            while row + high < len(rows) - 1 and not _is_drawn(
                [(r.left, r.right) for r in level if abs((r.top + r.bottom) // 2 - rows[row + high]) <= _SLACK],
                columns[column], columns[column + wide],
            ):  # fmt: skip
                high += 1
            taken |= {(row + r, column + c) for r in range(high) for c in range(wide)}
            area = Area(columns[column], rows[row], columns[column + wide], rows[row + high])
            yield GridCell(row, column, high, wide, area)


def _is_drawn(rules: list[tuple[int, int]], begin: int, end: int) -> bool:
    return covered(rules, begin, end) >= _WHOLE


def _holds_data(grid: Grid, ink: Ink) -> bool:
    """Whether the cells are those of a table: several rows and columns, mostly filled, and low."""
    heights = sorted(cell.area.height / cell.rows for cell in grid.cells)
    filled = sum(bool(middles_in(ink.parts, cell.area).any()) for cell in grid.cells)
    columns = {cell.column for cell in grid.cells}
    low = float(np.median(heights)) <= _TALLEST * ink.size
    return len(columns) > 1 and len(grid.cells) >= 4 and low and filled >= 0.4 * len(grid.cells)
