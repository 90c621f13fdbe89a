"""XLSX: what the cells show, sheet by sheet, in one pass over each sheet and without evaluating a formula."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hefu.errors import ReadError
from hefu.read import package, sheets
from hefu.read.parts import Note, Parts
from hefu.read.ranges import Shown
from hefu.read.sheets import MOST_CELLS, Page, parts, words_of
from hefu.read.shown import shown

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_MERGED, _MOST_COVERED = 20_000, 1_000
_MOST_EMPTY = 50_000
"""Behind so many rows that are formatted but empty, nothing more is looked for."""
_TRUE = ("1", "true")
_NAMED = 5
"""So many formulas without a value are named by their cells."""


def read_xlsx(path: Path, data: bytes) -> Parts:
    """The document in an XLSX file. Raises ReadError for what is no such file, or a zip bomb."""
    package.check(path, data, "XLSX", "xl/workbook.xml")
    # Imported here: the library takes a fifth of a second to load.
    import openpyxl

    try:
        # Links to other workbooks are not followed, formulas not evaluated: what was stored with them is read.
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        pages = list(_pages(book))
    except Exception as error:  # The library fails in a dozen ways on a damaged package; all mean the same here.
        reason = f"cannot be read as XLSX ({type(error).__name__})"
        raise ReadError(path, reason, "open it in a spreadsheet program and save it again") from error
    return parts(path, pages, _MEDIA_TYPE)


def _pages(book: Any) -> Iterator[Page]:
    left = MOST_CELLS
    for sheet in book.worksheets:
        page = _page(sheet, left)
        left -= len(page.cells)
        yield page


def _page(sheet: Any, most: int) -> Page:
    """A sheet with at most so many cells."""
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._reader import WorkSheetParser

    class Parser(WorkSheetParser):  # type: ignore[misc]
        """Also counts formulas that were stored without a value."""

        unknown = 0
        where: tuple[str, ...] = ()

        def parse_cell(self, element: Any) -> Any:
            if element.find(_FORMULA) is not None and not element.findtext(_VALUE) and element.get("t") != "str":
                self.unknown += 1
                self.where += (str(element.get("r", "")),) if len(self.where) < _NAMED else ()
            return super().parse_cell(element)

    page, book = Page(sheet.title), sheet.parent
    if sheet.sheet_state != "visible":
        page.notes.append(Note("it is hidden"))
    with sheet._get_source() as source:
        parser = Parser(
            source, sheet._shared_strings, True, book.epoch, book._date_formats, book._timedelta_formats
        )  # fmt: skip
        hidden = set()
        for number, row in parser.parse():
            # Taken out as it comes: a million empty rows with a height would fill the memory.
            if parser.row_dimensions.pop(str(number), {}).get("hidden") in _TRUE and row:
                hidden.add(number)
            cells = [ReadOnlyCell(sheet, **cell) for cell in row if cell["value"] is not None]
            for cell in cells:
                words = words_of(shown(cell.value, cell.number_format))
                if words:
                    page.cells.append(Shown(number - 1, cell.column - 1, words))
            last = page.cells[-1].row if page.cells else 0
            if len(page.cells) > most or number - last > _MOST_EMPTY:
                page.notes.append(sheets.left_out(last + 1 if len(page.cells) <= most else number))
                del page.cells[most:]
                break
        _tell(page, parser, hidden)
        page.cells = _merged(page.cells, parser)
    return page


_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FORMULA, _VALUE = _NAMESPACE + "f", _NAMESPACE + "v"


def _tell(page: Page, parser: Any, hidden: set[int]) -> None:
    """What the user must know: what is hidden but was read, and what no value was stored of."""
    if hidden:
        page.notes.append(Note(f"{len(hidden)} hidden rows were read, too"))
    columns = [name for name, its in parser.column_dimensions.items() if its.get("hidden") in _TRUE]
    if columns:
        page.notes.append(Note(f"hidden columns were read, too: from {', '.join(columns)} on"))
    if parser.unknown:
        more = ", …" if parser.unknown > len(parser.where) else ""
        page.notes.append(sheets.not_stored(parser.unknown, ", ".join(parser.where) + more))


def _merged(cells: list[Shown], parser: Any) -> list[Shown]:
    """The cells with how much the merged ones cover; of a merged range only the first cell is shown."""
    found = parser.merged_cells.mergeCell if parser.merged_cells else ()
    sizes: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for one in found[:_MOST_MERGED]:
        row, column, rows, columns = one.min_row - 1, one.min_col - 1, one.size["rows"], one.size["columns"]
        sizes[row, column] = rows, columns
        if rows * columns <= _MOST_COVERED:
            covered.update((row + n, column + m) for n in range(rows) for m in range(columns))
    covered -= sizes.keys()
    return [
        Shown(cell.row, cell.column, cell.words, *sizes.get((cell.row, cell.column), (1, 1)))
        for cell in cells
        if (cell.row, cell.column) not in covered
    ]
