"""One page of a PDF as lines in reading order: words with the places of their characters, tables, notes at the foot."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hefu.places import Boxes, Page
from hefu.read import layout, ruled, typeset
from hefu.read.glyphs import Glyphs, Reader, is_broken
from hefu.read.layout import Line, Run
from hefu.read.lines import is_page_number
from hefu.read.ruled import Grid

_LONGEST_CELL, _FEW_CELLS = 600, 4
"""A cell with more characters is a column of the page, no datum; a table has so many cells that are not empty."""
_SMALL, _RAISED = 0.8, 0.08
"""Type is small below this share of the rest, and raised when its middle lies so much higher."""
_NOTE_TYPE, _MOST_NOTES = 0.93, 30
"""Footnotes are set in type below this share of the page's; a page has at most so many lines of them."""
_NOTE = re.compile(r"[\[［〔(（]?\d{1,3}[\]］〕)）]?|[①-⑳]")
_BEGINS_NOTE = re.compile(r"\s*(?:[\[［〔(（]?\d{1,3}[\]］〕)）]?(?![\d.%])|[①-⑳]|[*＊※]|注\s*\d?\s*[：:])\s*\D")


@dataclass(frozen=True, slots=True)
class Words:
    """Characters that stand together, with a box each; none for characters that are not on the page."""

    text: str
    boxes: Boxes | None = None


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed line.

    height: of its type, in points.  marks: numbers of footnotes in it, as intervals of its characters.
    note: belongs to a footnote.
    """

    words: tuple[Words, ...]
    height: float
    indented: bool = False
    marks: tuple[tuple[int, int], ...] = ()
    note: bool = False

    def text(self) -> str:
        """All its characters."""
        return "".join(words.text for words in self.words)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table with its words, and how far it reaches."""

    words: tuple[Words, ...]
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A ruled table: cells in reading order, merged ones once, at their top left."""

    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What stands on a page, in reading order.

    size: of the page as it is shown.  broken: its fonts do not say which characters they show.
    """

    size: Page
    items: tuple[PrintedLine | PrintedTable, ...] = ()
    broken: bool = False


def printed(page: Any, reader: Reader) -> PrintedPage:
    """A page of a PDF."""
    glyphs = reader.glyphs(page)
    size = Page(*(round(edge, 2) for edge in page.get_size()))
    if not glyphs.letters:
        return PrintedPage(size)
    runs = typeset.runs(glyphs)
    rules = ruled.rules(page, glyphs.frame) if layout.stand_apart(runs) else []
    tables: list[tuple[Grid, list[list[Run]]]] = []
    for grid in ruled.grids(rules):
        runs = _take_table(glyphs, grid, runs, tables)
    lines = layout.lines(runs, rules)
    notes = _notes(lines, glyphs)
    items = tuple(
        _line(line, glyphs, note=number in notes) if line.table is None else _table(*tables[line.table], glyphs)
        for number, line in enumerate(lines)
    )
    return PrintedPage(size, items, is_broken(glyphs.letters))


# ---------------------------------------------------------------- lines


def _line(line: Line, glyphs: Glyphs, *, note: bool = False) -> PrintedLine:
    words = tuple(_boxed(typeset.pieces(line, glyphs), glyphs))
    return PrintedLine(words, line.height, line.indented, tuple(_marks(line, glyphs)), note)


def _boxed(pieces: Iterator[typeset.Piece], glyphs: Glyphs) -> Iterator[Words]:
    for words, start in pieces:
        yield Words(words) if start < 0 else Words(words, _boxes(glyphs, start, start + len(words)))


def _boxes(glyphs: Glyphs, start: int, end: int) -> Boxes:
    numbers = array("f", bytes(16 * (end - start)))
    for side, edges in enumerate(glyphs.edges()):
        numbers[side::4] = array("f", edges[start:end])
    return Boxes(numbers)


def _marks(line: Line, glyphs: Glyphs) -> Iterator[tuple[int, int]]:
    """The numbers of footnotes in a line: small, raised, behind a word. Behind a unit or a figure it is a power: m²."""
    position, before = 0, ""
    for words, start in typeset.pieces(line, glyphs):
        behind_word = start >= 0 and before and not (before.isascii() and before.isalnum())
        if behind_word and _NOTE.fullmatch(words) and _is_raised(line, glyphs, start):
            yield position, position + len(words)
        position += len(words)
        before = words[-1]


def _is_raised(line: Line, glyphs: Glyphs, place: int) -> bool:
    """Whether a run that begins at a place is set smaller and higher than its line."""
    run = next((run for run in line.runs if run.start <= place < run.end), None)
    main = max(line.runs, key=lambda run: run.end - run.start)
    if run is None or run is main:
        return False
    height = glyphs.bottom[place] - glyphs.top[place]
    whole = glyphs.bottom[main.start] - glyphs.top[main.start]
    return height < _SMALL * whole and run.middle < main.middle - _RAISED * whole


def _notes(lines: Sequence[Line], glyphs: Glyphs) -> range:
    """Which lines are footnotes: those of small type at the foot of a page, the first of which begins with a mark."""
    sizes = sorted(line.height for line in lines if line.table is None)
    if len(sizes) < 4:
        return range(0)
    words = ["".join(words for words, _ in typeset.pieces(line, glyphs)) for line in lines[-_MOST_NOTES:]]
    usual, end = sizes[len(sizes) // 2], len(lines)
    while words and is_page_number(words[-1]):
        words.pop()
        end -= 1
    first = end
    for number in range(end - 1, end - 1 - len(words), -1):
        line = lines[number]
        if line.table is not None or line.height > _NOTE_TYPE * usual:
            break
        if _BEGINS_NOTE.match(words[number - end]):
            first = number
    return range(first, end)


# ---------------------------------------------------------------- tables


def _take_table(glyphs: Glyphs, grid: Grid, runs: list[Run], tables: list[tuple[Grid, list[list[Run]]]]) -> list[Run]:
    """The runs without those in a table, which is noted in `tables`; all of them when it is no table of data."""
    cells: list[list[Run]] = [[] for _ in grid.cells]
    left = []
    for run in runs:
        if run.table is None and grid.holds((run.left + run.right) / 2, run.middle):
            for piece in _pieces_by_cell(glyphs, grid, run):
                cells[grid.cell_at((piece.left + piece.right) / 2, piece.middle)].append(piece)
        else:
            left.append(run)
    sizes = [sum(run.end - run.start for run in cell) for cell in cells]
    if sum(map(bool, sizes)) < _FEW_CELLS or max(sizes) > _LONGEST_CELL:
        return runs
    place = Run(0, 0, grid.columns[0], grid.rows[0], grid.columns[-1], grid.rows[-1], table=len(tables))
    tables.append((grid, cells))
    return [*left, place]


def _pieces_by_cell(glyphs: Glyphs, grid: Grid, run: Run) -> Iterator[Run]:
    """A run cut where it goes over from one column of the table into the next."""
    if not any(run.left < edge < run.right for edge in grid.columns[1:-1]):
        yield run
        return
    start, before = run.start, None
    for place in range(run.start, run.end):
        cell = grid.cell_at((glyphs.left[place] + glyphs.right[place]) / 2, run.middle)
        if before is not None and cell != before:
            yield typeset.run_of(glyphs, start, place)
            start = place
        before = cell
    yield typeset.run_of(glyphs, start, run.end)


def _table(grid: Grid, cells: list[list[Run]], glyphs: Glyphs) -> PrintedTable:
    found = []
    for cell, runs in zip(grid.cells, cells, strict=True):
        words = tuple(_boxed(typeset.joined(layout.by_line(runs), glyphs), glyphs))
        found.append(TableCell(words, cell.row, cell.column, cell.rows, cell.columns))
    return PrintedTable(tuple(found))
