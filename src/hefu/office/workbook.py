"""The sheets of an XLSX or CSV file as cells with their stored values: nothing is evaluated, memory stays bounded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hefu.errors import ReadError
from hefu.read import package
from hefu.read.delimited import delimiter
from hefu.read.text import decode

LARGEST = 30_000_000
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS, MOST_MERGED = 20_000, 200, 60, 20_000
LONGEST = 10_000
"""Largest file in bytes; most rows, columns, sheets, merged ranges; longest cell in characters."""

_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FORMULA, _VALUE = _NAMESPACE + "f", _NAMESPACE + "v"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its stored value, how it is shown, and how many columns it spans. fault: why there is no value."""

    value: Any
    shown_as: str = ""
    span: int = 1
    fault: str = ""


@dataclass(slots=True)
class Grid:
    """A sheet: its cells by row and column, both from 1. What is merged downwards stands in each of its rows."""

    name: str
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)


def grids(path: Path) -> list[Grid]:
    """The sheets of a file that are not hidden. Raises ReadError."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise ReadError(path, f"cannot be read: {error.strerror}") from None
    if size > LARGEST:
        raise ReadError(path, f"has {size / 1e6:.0f} MB", f"split it into files of at most {LARGEST // 10**6} MB")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise ReadError(path, "is an XLS file or an encrypted one", "save it as XLSX without a password")
    found = _book(path, data) if data.startswith(b"PK") else [_table(path, data)]
    for grid in found:
        _check(path, grid)
    return found


def _check(path: Path, grid: Grid) -> None:
    for number, row in grid.rows.items():
        for column, cell in row.items():
            if isinstance(cell.value, str) and len(cell.value) > LONGEST:
                place = f"{grid.name} {letters(column)}{number}"
                raise ReadError(path, f"{place} has {len(cell.value):,} characters", f"at most {LONGEST:,} fit")


def _table(path: Path, data: bytes) -> Grid:
    text, _, _ = decode(path, data)
    text = text.removeprefix("\ufeff")
    grid = Grid(path.stem)
    csv.field_size_limit(LONGEST * 10)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text)), 1):
            _not_too_large(path, grid.name, number, len(row))
            if found := {column: Cell(words) for column, words in enumerate(row, 1) if words.strip()}:
                grid.rows[number] = found
    except csv.Error as error:
        raise ReadError(path, f"is no CSV file ({error})", "a quotation mark may be missing: save it again") from None
    return grid


def _book(path: Path, data: bytes) -> list[Grid]:
    package.check(path, data, "XLSX", "xl/workbook.xml")
    # Imported here: the library takes a fifth of a second to load.
    import openpyxl

    try:
        # Links to other workbooks are not followed, formulas not evaluated: what was stored with them is read.
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if len(sheets) > MOST_SHEETS:
            raise ReadError(path, f"has {len(sheets)} sheets", f"leave at most {MOST_SHEETS} in it")
        return [_grid(path, sheet) for sheet in sheets]
    except ReadError:
        raise
    except Exception as error:  # The library fails in a dozen ways on a damaged package; all mean the same here.
        reason = f"cannot be read as XLSX ({type(error).__name__})"
        raise ReadError(path, reason, "open it in a spreadsheet program and save it again") from error


def _grid(path: Path, sheet: Any) -> Grid:
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._reader import WorkSheetParser

    class Parser(WorkSheetParser):  # type: ignore[misc]
        """Also notes formulas that were stored without a value."""

        unknown: set[tuple[int, int]] = set()

        def parse_cell(self, element: Any) -> Any:
            found = super().parse_cell(element)
            if element.find(_FORMULA) is not None and not element.findtext(_VALUE) and element.get("t") != "str":
                self.unknown.add((found["row"], found["column"]))
            return found

    grid, book = Grid(sheet.title), sheet.parent
    with sheet._get_source() as source:
        parser = Parser(source, sheet._shared_strings, True, book.epoch, book._date_formats, book._timedelta_formats)
        parser.unknown = set()
        for number, row in parser.parse():
            parser.row_dimensions.pop(str(number), None)
            cells = [ReadOnlyCell(sheet, **cell) for cell in row if cell["value"] is not None]
            found = {cell.column: _cell(cell) for cell in cells if str(cell.value).strip()}
            found |= {c: Cell(None, fault="formula") for r, c in parser.unknown if r == number}
            if found:
                _not_too_large(path, grid.name, number, max(found))
                grid.rows[number] = found
            parser.unknown.clear()
        _spread(grid, parser.merged_cells.mergeCell if parser.merged_cells else ())
    return grid


def _cell(cell: Any) -> Cell:
    if cell.data_type == "e":
        return Cell(None, fault=str(cell.value))
    return Cell(cell.value, cell.number_format or "")


def _spread(grid: Grid, merged: Iterable[Any]) -> None:
    """Gives what is merged downwards to each of its rows, and what is merged sideways its span."""
    for number, one in enumerate(merged):
        if number >= MOST_MERGED:
            break
        cell = grid.rows.get(one.min_row, {}).get(one.min_col)
        if cell is None:
            continue
        wide = one.max_col - one.min_col + 1
        for row in _rows(grid, one.min_row, min(one.max_row, one.min_row + MOST_ROWS)):
            grid.rows[row][one.min_col] = Cell(cell.value, cell.shown_as, wide, cell.fault)


def _rows(grid: Grid, first: int, last: int) -> Iterator[int]:
    return (row for row in range(first, last + 1) if row in grid.rows)


def _not_too_large(path: Path, name: str, rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        few = f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns"
        raise ReadError(path, f"sheet {name} is too large", f"leave {few} in it, without formats behind the last row")


def letters(column: int) -> str:
    """A column as spreadsheet programs call it: 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
