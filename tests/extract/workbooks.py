"""Writes workbooks for tests, with what their cells say.

A row is a line, its cells parted by `|`; `<` belongs to the merged cell on its left, `^` to the one above. A figure
is stored as a number; `12.3%%` is 0.123 shown as 12.3%, `1,234.5` is 1234.5 shown with its separators.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import openpyxl


@dataclass(frozen=True)
class Sheet:
    """A sheet and what must be read of it.

    said: `cell: indicator | value | unit | measure | basis | area | period | modality`, a line each. An empty basis
    is None; an indicator may have other right names behind `/`.
    """

    name: str
    rows: str
    said: str
    published: str = "2025-02-20"


def workbook(*sheets: tuple[str, str], hidden: tuple[str, ...] = ()) -> bytes:
    """An XLSX file of sheets, each by its name and rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        page = book.create_sheet(name)
        page.sheet_state = "hidden" if name in hidden else "visible"
        _fill(page, [[cell.strip() for cell in line.split("|")] for line in rows.strip("\n").split("\n")])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(page: Any, rows: list[list[str]]) -> None:
    for row, line in enumerate(rows, 1):
        for column, words in enumerate(line, 1):
            if words and words not in "<^":
                _write(page.cell(row, column), words.replace("\\n", "\n"))
                wide, high = _covered(rows, row - 1, column - 1)
                if wide > 1 or high > 1:
                    page.merge_cells(
                        start_row=row, start_column=column, end_row=row + high - 1, end_column=column + wide - 1
                    )


def _covered(rows: list[list[str]], row: int, column: int) -> tuple[int, int]:
    wide = 1
    while column + wide < len(rows[row]) and rows[row][column + wide] == "<":
        wide += 1
    high = 1
    while row + high < len(rows) and column < len(rows[row + high]) and rows[row + high][column] == "^":
        high += 1
    return wide, high


def _write(cell: Any, words: str) -> None:
    number = re.fullmatch(r"(-?[0-9][0-9,]*)((?:\.[0-9]+)?)(%%)?", words)
    if number is None:
        cell.value = words
        return
    value = Decimal(words.replace(",", "").rstrip("%"))
    places = "." + "0" * (len(number[2]) - 1) if number[2] else ""
    cell.value = float(value / 100) if number[3] else float(value) if places else int(value)
    if number[3]:
        cell.number_format = f"0{places}%"
    elif "," in words or (places and words.endswith("0")):
        cell.number_format = f"#,##0{places}" if "," in words else f"0{places}"
