"""Sheets → text: a line of words is a line, a row of a table is a line with tabs, every cell has its place.

What the formats of spreadsheets have in common; `xlsx`, `xls` and `delimited` make `Page`s of their files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hefu.errors import ReadError
from hefu.model import Cell, Heading, Table
from hefu.places import Place, Segment
from hefu.read.parts import Note, Parts, Written
from hefu.read.ranges import Range, Shown, ranges

MOST_CELLS = 500_000
"""So many cells of a file are read; what is beyond is said to be left out."""
_MOST_SPREAD = 1_000_000
"""The most places, filled or not, of a table: a sheet with its cells strewn about is none."""
_REMEDIES = "split it, if there is more", "open the file, save it and add it again"
_SPACE = re.compile(r"\s+")
_NO_TITLE = re.compile(
    r"(?:附?[表件图]|专栏|续表)\s?[0-9一二三四五六七八九十—-]*[：:]?\s*\Z|.{0,2}单\s?位\s?[：:]|[（(]"
)
_NAMELESS = re.compile(r"(?:sheet|工作表|表)\s?[(（]?\d*[)）]?", re.I)


@dataclass(slots=True)
class Page:
    """A sheet: its name, its cells in the order of rows and columns, and what the user must be told of it."""

    name: str | None
    cells: list[Shown] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def parts(
    path: Path, pages: Sequence[Page], media_type: str, *, encoding: str | None = None, notes: Sequence[Note] = ()
) -> Parts:
    """What is handed on of a file of sheets. ReadError when nothing stands in them."""
    filled = [page for page in pages if page.cells]
    if not filled:
        raise ReadError(path, "has no text in it", "if its sheets hold pictures, recognise them first (OCR)")
    writer = _Writer(named=len(filled) > 1)
    for page in filled:
        writer.page(page)
    told = [note if page.name is None else Note(f"sheet {page.name}: {note}") for page in pages for note in page.notes]
    return Parts(
        writer.text(),
        media_type,
        encoding,
        segments=tuple(writer.segments),
        tables=tuple(writer.tables),
        headings=tuple(writer.headings),
        claims={"style": writer.title} if writer.title else {},
        notes=(*notes, *told),
    )


def left_out(rows: int) -> Note:
    """What is said of a sheet of which only so many rows were read."""
    return Note(f"only its first {rows} rows were read; split it, if there is more")


def not_stored(number: int, first: str) -> Note:
    """What is said of formulas whose values were not stored with them. first: cells of some of them."""
    return Note(f"{number} formulas have no stored value ({first}): open the file, save it and add it again")


def is_incomplete(note: str) -> bool:
    """Whether a note says that something of a file was not read."""
    return note.endswith(_REMEDIES)


def words_of(value: str) -> str:
    """The words of a cell on one line: a break inside a Chinese word is none, any other space is one."""
    found = ""
    for piece in _SPACE.split(value.strip().replace("\0", "")):
        wide = found and piece and found[-1] >= "\u2e80" and piece[0] >= "\u2e80"
        found += piece if not found or (wide and "\n" in value) else " " + piece
    return found


class _Writer(Written):
    """Writes the text of sheets, with its places. named: sheets have their names as headings."""

    def __init__(self, *, named: bool) -> None:
        super().__init__()
        self.named = named
        self.segments: list[Segment] = []
        self.tables: list[Table] = []
        self.headings: list[Heading] = []
        self.title = ""

    def page(self, page: Page) -> None:
        """Writes a sheet."""
        if self.named and page.name and not _NAMELESS.fullmatch(page.name):
            self.line_break()
            self._place(page.name, Place(sheet=page.name))
            self.headings.append(Heading(1, "", page.name, self.length - len(page.name), self.length))
        for number, found in enumerate(ranges(page.cells)):
            columns = _columns(found) if found.table else []
            if found.table and len(columns) * len(found.rows) <= _MOST_SPREAD:
                self._table(page.name, found, columns)
            else:
                self._lines(page.name, found.rows)
            if number == 0 and not self.title and not found.table:
                lines = (cell.words for row in found.rows for cell in row)
                self.title = next((words for words in lines if not _NO_TITLE.match(words)), "")

    def _lines(self, sheet: str | None, rows: Iterable[Sequence[Shown]]) -> None:
        for row in rows:
            for cell in row:
                self.line_break()
                self._place(cell.words, Place(sheet=sheet, row=cell.row, column=cell.column))

    def _table(self, sheet: str | None, found: Range, columns: list[int]) -> None:
        """Writes a table; columns that nothing stands in are left out."""
        numbers = {column: number for number, column in enumerate(columns)}
        lines = [row[0].row for row in found.rows]
        cells: list[Cell] = []
        self.line_break()
        start = self.length
        for number, row in enumerate(found.rows):
            if number:
                self.put("\n")
            at = 0
            for cell in row:
                column = numbers[cell.column]
                self.put("\t" * (column - at))
                at, begin = column, self.length
                self._place(cell.words, Place(sheet=sheet, row=cell.row, column=cell.column))
                wide = (
                    sum(1 for n in columns[column + 1 :] if n < cell.column + cell.columns) if cell.columns > 1 else 0
                )
                high = sum(1 for n in range(cell.row + 1, cell.row + cell.rows) if n in lines) if cell.rows > 1 else 0
                cells.append(Cell(begin, self.length, number, column, high + 1, wide + 1))
        self.tables.append(Table(start, self.length, tuple(cells)))

    def _place(self, words: str, place: Place) -> None:
        self.put(words)
        self.segments.append(Segment(self.length - len(words), self.length, place))


def _columns(found: Range) -> list[int]:
    return sorted({cell.column for row in found.rows for cell in row})
