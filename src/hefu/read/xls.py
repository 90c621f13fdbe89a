"""XLS, the spreadsheets of Office 97 to 2003, in which older yearbooks are kept: what the cells show."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hefu.errors import ReadError
from hefu.read.parts import Note, Parts
from hefu.read.ranges import Shown
from hefu.read.sheets import MOST_CELLS, Page, left_out, parts, words_of
from hefu.read.shown import shown

_MEDIA_TYPE = "application/vnd.ms-excel"
_TEXT, _NUMBER, _DATE, _TRUTH, _ERROR = 1, 2, 3, 4, 5


def read_xls(path: Path, data: bytes) -> Parts:
    """The document in an XLS file. Raises ReadError for what is no such file, damaged, or has a password."""
    # Imported here: few files need it.
    import xlrd

    try:
        # What the library prints of what it wonders about is kept from the user's eyes.
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO(), ragged_rows=True
        )
        pages = list(_pages(book))
    except Exception as error:  # The library fails in a dozen ways on a damaged file; all mean the same here.
        if "ncrypted" in str(error):
            raise ReadError(path, "is a file with a password", "save it as .xlsx without a password") from None
        reason = f"cannot be read as XLS ({type(error).__name__})"
        raise ReadError(path, reason, "open it in a spreadsheet program and save it as .xlsx") from error
    return parts(path, pages, _MEDIA_TYPE)


def _pages(book: Any) -> Iterator[Page]:
    left = MOST_CELLS
    for number in range(book.nsheets):
        page = _page(book, book.sheet_by_index(number), left)
        left -= len(page.cells)
        book.unload_sheet(number)
        yield page


def _page(book: Any, sheet: Any, most: int) -> Page:
    page = Page(sheet.name)
    if sheet.visibility:
        page.notes.append(Note("it is hidden"))
    hidden = sum(1 for row in sheet.rowinfo_map.values() if row.hidden)
    if hidden:
        page.notes.append(Note(f"{hidden} hidden rows were read, too"))
    sizes = {(top, left): (low - top, right - left) for top, low, left, right in sheet.merged_cells}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            words = words_of(_words(book, cell))
            if words:
                page.cells.append(Shown(row, column, words, *sizes.get((row, column), (1, 1))))
        if len(page.cells) > most:
            page.notes.append(left_out(row))
            del page.cells[most:]
            break
    return page


def _words(book: Any, cell: Any) -> str:
    """What a cell shows."""
    from xlrd.xldate import xldate_as_datetime

    if cell.ctype == _TEXT:
        return str(cell.value)
    if cell.ctype not in (_NUMBER, _DATE):
        return shown(bool(cell.value)) if cell.ctype == _TRUTH else ""
    code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    if cell.ctype == _DATE:
        return shown(xldate_as_datetime(cell.value, book.datemode), code)
    value = cell.value
    return shown(int(value) if value == int(value) else value, code)
