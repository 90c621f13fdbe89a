"""Sheets as grids of cells: what a reader made of a file, merged cells in all the places that they cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from hefu.model import Document, Table
from hefu.places import Place

_MOST_MERGED, _MOST_SPREAD = 1_000, 200_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its span in the text of the document, its words, row and column of the sheet from 0."""

    start: int
    end: int
    words: str
    row: int
    column: int


@dataclass(slots=True)
class Sheet:
    """The cells of a sheet by row and column; a merged cell stands in every place that it covers."""

    name: str | None
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)

    def place(self, row: int, column: int) -> Place:
        """The place of a cell."""
        return Place(sheet=self.name, row=row, column=column)

    def spot(self, row: int, column: int) -> str:
        """The place of a cell as spreadsheet programs write it."""
        cell = self.place(row, column).cell or ""
        return f"{self.name}!{cell}" if self.name else cell


def sheets(document: Document) -> list[Sheet]:
    """The sheets of a document; none when it was read from something else."""
    found: dict[str | None, Sheet] = {}
    places: dict[int, tuple[Sheet, Cell]] = {}
    for segment in document.segments:
        at = segment.place
        if at.row is None or at.column is None or at.table is not None:
            continue
        sheet = found.setdefault(at.sheet, Sheet(at.sheet))
        cell = Cell(segment.start, segment.end, document.text[segment.start : segment.end], at.row, at.column)
        sheet.rows.setdefault(at.row, {})[at.column] = cell
        places[segment.start] = sheet, cell
    left = _MOST_SPREAD
    for table in document.tables:
        for sheet, cell, row, column in _covered(table, places):
            left -= 1
            if left < 0:
                break
            sheet.rows[row].setdefault(column, cell)
    for sheet in found.values():
        sheet.rows = {row: dict(sorted(sheet.rows[row].items())) for row in sorted(sheet.rows)}
    return list(found.values())


def _covered(table: Table, places: dict[int, tuple[Sheet, Cell]]) -> Iterator[tuple[Sheet, Cell, int, int]]:
    """The places that merged cells of a table cover besides their own: sheet, cell, row, column."""
    merged = [cell for cell in table.cells if cell.rows > 1 or cell.columns > 1]
    if not merged:
        return
    lines = {cell.row: places[cell.start][1].row for cell in table.cells if cell.start in places}
    columns = {cell.column: places[cell.start][1].column for cell in table.cells if cell.start in places}
    for cell in merged:
        if cell.start not in places or cell.rows * cell.columns > _MOST_MERGED:
            continue
        sheet, whole = places[cell.start]
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                if row in lines and column in columns:
                    yield sheet, whole, lines[row], columns[column]
