"""A sheet → its tables, each with the lines above and below it: one below the other, side by side, in halves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from hefu.imports.blocks import NOTE, distinct
from hefu.imports.grid import Cell, Sheet, sheets
from hefu.imports.heads import has_figure
from hefu.lexicon.imports import bare
from hefu.lexicon.imports import load as lexicon
from hefu.model import Document, Table


def parts(document: Document) -> list[Sheet]:
    """The tables of all sheets, each as a sheet that has nothing else; a sheet without a table is whole."""
    found: list[Sheet] = []
    for sheet in sheets(document):
        for part in _stacked(sheet, document.tables):
            found += _halves(part)
    return found


def _stacked(sheet: Sheet, tables: Sequence[Table]) -> list[Sheet]:
    """The parts of a sheet as its reader has parted it; a table without headings goes on with the one before."""
    found: list[set[int]] = []
    lines: list[Cell] = []
    for number, cells in _groups(sheet, tables):
        if number < 0:
            lines += cells
            continue
        if found and _has_heads(sheet, cells):
            below = max((n for n, line in enumerate(lines, 1) if NOTE.match(line.words)), default=0)
            found[-1].update(cell.start for cell in lines[:below])
            found.append({cell.start for cell in (*lines[below:], *cells)})
        elif found:
            found[-1].update(cell.start for cell in (*lines, *cells))
        else:
            found.append({cell.start for cell in (*lines, *cells)})
        lines = []
    if len(found) < 2:
        return [sheet]
    found[-1].update(cell.start for cell in lines)
    return list(_split(sheet, found))


def _split(sheet: Sheet, parts: Sequence[set[int]]) -> Iterator[Sheet]:
    number = {start: n for n, part in enumerate(parts) for start in part}
    made = [Sheet(sheet.name) for _ in parts]
    for row, cells in sheet.rows.items():
        for column, cell in cells.items():
            made[number[cell.start]].rows.setdefault(row, {})[column] = cell
    yield from made


def _groups(sheet: Sheet, tables: Sequence[Table]) -> Iterator[tuple[int, list[Cell]]]:
    """The cells of a sheet in the order of the text, by the table that they stand in; -1: lines of words."""
    starts = [table.start for table in tables]

    def number(cell: Cell) -> int:
        at = bisect_right(starts, cell.start) - 1
        return at if at >= 0 and cell.end <= tables[at].end else -1

    cells = {cell.start: cell for row in sheet.rows.values() for cell in row.values()}
    for at, group in groupby((cells[start] for start in sorted(cells)), key=number):
        yield at, list(group)


def _has_heads(sheet: Sheet, cells: Sequence[Cell]) -> bool:
    """Whether a table begins with headings of its own."""
    own = {cell.start for cell in cells}
    first = {column: cell for column, cell in sheet.rows[cells[0].row].items() if cell.start in own}
    return len(first) > 1 and not has_figure(first)


# ---------------------------------------------------------------- in halves


def _halves(sheet: Sheet) -> list[Sheet]:
    """A table whose headings come again on their right (地区 产量 地区 产量) as tables of these columns."""
    for row, cells in sheet.rows.items():
        starts = _starts(distinct(cells))
        if starts:
            edges = [*starts, max(max(line) for line in sheet.rows.values()) + 1]
            return [_columns(sheet, row, left, right) for left, right in pairwise(edges)]
        if has_figure(cells):
            break
    return [sheet]


def _starts(cells: Sequence[Cell]) -> list[int]:
    """The columns where the same headings begin again; none where they do not."""
    words = [bare(cell.words) for cell in cells]
    again = next((n for n in range(2, len(words)) if words[n] == words[0]), 0)
    if not again or words != words[:again] * (len(words) // again):
        return []
    if lexicon().roles.get(words[0]) not in ("indicator", "area", "period"):
        return []
    return [cell.column for cell in cells[::again]]


def _columns(sheet: Sheet, heads: int, left: int, right: int) -> Sheet:
    """Some columns of a sheet, with all that stands above its headings."""
    part = Sheet(sheet.name)
    for row, cells in sheet.rows.items():
        kept = {n: cell for n, cell in cells.items() if row < heads or left <= n < right}
        if kept:
            part.rows[row] = kept
    return part
