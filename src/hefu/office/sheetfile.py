"""Writing XLSX files: words stay words, whatever a spreadsheet program would make of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

_THIN = Side(style="thin", color="868B84")
GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
HEAD = PatternFill("solid", fgColor="F1F2ED")
NEEDED = PatternFill("solid", fgColor="DFECE8")
FONT = "SimSun"
_LONGEST = 32_000
"""Characters that fit into a cell."""


def put(cell: Any, value: object) -> None:
    """Puts a value into a cell. Text is kept as text: what looks like a formula is shown and never run."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        cell.value = value
    elif isinstance(value, date):
        cell.value, cell.number_format = value, "yyyy-mm-dd"
    elif value not in (None, ""):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:_LONGEST]
        cell.data_type = "s"
        cell.quotePrefix = cell.value[:1] in "=+-@\t\r"


def line(sheet: Any, number: int, values: Sequence[object], *, head: bool = False) -> None:
    """A row of a table."""
    for column, value in enumerate(values, 1):
        cell = sheet.cell(number, column)
        put(cell, value)
        cell.border = GRID
        cell.font = Font(name=FONT, size=10, bold=head)
        cell.alignment = Alignment(wrap_text=True, vertical="center" if head else "top")
        if head:
            cell.fill = HEAD


def widths(sheet: Any, wide: Sequence[float]) -> None:
    """The widths of the columns, in characters."""
    for column, width in enumerate(wide, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def landscape(sheet: Any, *, paper: int = 9, head: int | None = None) -> None:
    """Set up for print: landscape, one page wide. paper: 9 for A4, 8 for A3.  head: a row that each page repeats."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    if head is not None:
        sheet.print_title_rows = f"{head}:{head}"


def book() -> Workbook:
    """A workbook without sheets."""
    made = Workbook()
    assert made.active is not None
    made.remove(made.active)
    return made


def saved(made: Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
