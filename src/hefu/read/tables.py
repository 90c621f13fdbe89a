"""Which tables of a page hold data, and how their cells lie: rows, columns, merged cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hefu.read.markup import Tree

_MOST_COLUMNS = 200
_LONG, _MANY = 1500, 8
"""A cell of so many characters or so many lines is a page's layout, not a datum."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its element, its pieces, its column and how far it reaches."""

    element: int
    first: int
    last: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of data: its rows, and the pieces it holds."""

    first: int
    last: int
    rows: tuple[tuple[GridCell, ...], ...]


def grids(tree: Tree) -> Iterator[Grid]:
    """The tables of data of a page, in order. Tables that only lay out the page are none."""
    tables, outer = _tables(tree)
    for table in tables:
        rows = tables[table]
        if table in outer or len(rows) < 2 or max(len(row) for row in rows) < 2:
            continue
        if any(_is_layout(tree, cell) for row in rows for cell in row):
            continue
        yield Grid(tree.firsts[table], tree.lasts[table], tuple(_placed(tree, rows)))


def _tables(tree: Tree) -> tuple[dict[int, list[list[int]]], set[int]]:
    """The cells of each table, row by row; and the tables that hold other tables."""
    inside = [0] * len(tree.tags)
    tables: dict[int, list[list[int]]] = {}
    outer: set[int] = set()
    for element in range(1, len(tree.tags)):
        tag, table = tree.tags[element], inside[tree.parents[element]]
        if tag == "table":
            if table:
                outer.add(table)
            tables[element] = []
            inside[element] = element
            continue
        inside[element] = table
        if table and tag == "tr":
            tables[table].append([])
        elif table and tag in ("td", "th") and tables[table]:
            tables[table][-1].append(element)
    return {table: [row for row in rows if row] for table, rows in tables.items() if any(rows)}, outer


def _is_layout(tree: Tree, cell: int) -> bool:
    pieces = range(tree.firsts[cell], tree.lasts[cell])
    length = sum(tree.ends[piece] - tree.starts[piece] for piece in pieces)
    lines = sum(tree.breaks[piece] for piece in pieces)
    return (length > _LONG and lines > 1) or (length > 40 * _MANY and lines > _MANY)


def _placed(tree: Tree, rows: list[list[int]]) -> Iterator[tuple[GridCell, ...]]:
    taken: dict[int, int] = {}
    for number, row in enumerate(rows):
        placed: list[GridCell] = []
        column = 0
        for cell in row:
            while taken.get(column, 0):
                column += 1
            wide, high = _span(tree, cell, "colspan", _MOST_COLUMNS), _span(tree, cell, "rowspan", len(rows) - number)
            placed.append(GridCell(cell, tree.firsts[cell], tree.lasts[cell], column, high, wide))
            for covered in range(column, min(column + wide, _MOST_COLUMNS)):
                taken[covered] = max(taken.get(covered, 0), high)
            column += wide
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        yield tuple(placed)


def _span(tree: Tree, cell: int, name: str, most: int) -> int:
    start, end = tree.attributes[cell]
    if name not in tree.source[start:end].lower():
        return 1
    digits = tree.attribute(cell).get(name, "1").strip()
    return min(max(int(digits), 1), max(most, 1)) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else 1
