"""Statements as CSV and XLSX, and back. Nothing that a document says is run as a formula."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from io import StringIO
from itertools import chain, islice
from typing import IO, Any, TextIO

from hefu.errors import UsageError
from hefu.export.cited import COLUMNS, VOCABULARY, Cited, cells, columns, from_row
from hefu.export.statements import harmless, plain, restored

BOM = "\ufeff"
"""Stands before a CSV file, or Excel takes it for another encoding."""

_LINES = 1000


def as_csv(found: Iterable[Cited], site: str = "", *, bom: bool = True) -> Iterator[str]:
    """The file in pieces, header first."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    buffer.write(BOM if bom else "")
    writer.writerow(COLUMNS)
    rows = iter(found)
    while True:
        chunk = list(islice(rows, _LINES))
        writer.writerows(_line(one, site) for one in chunk)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        if not chunk:
            return


def _line(one: Cited, site: str) -> list[object]:
    """The cells of `cells`, as CSV has them: numbers without exponent, and no formula in what a document says."""
    row = list(cells(one, site))
    for at in _NUMBERS:
        row[at] = plain(row[at])
    for at in _WORDS:
        if row[at]:
            row[at] = harmless(row[at])
    return row


_NUMBERS = tuple(at for at, column in enumerate(columns()) if column.kind == "decimal")
_PRINTED = "value_printed", "value_max_printed"
_WORDS = tuple(
    at for at, column in enumerate(columns())
    if column.kind == "text" and column.name not in {*VOCABULARY, "doc", *_PRINTED, "findings"}
)  # fmt: skip
"""The columns whose cells are words of others, by their places."""


def read_csv(file: TextIO) -> Iterator[Cited]:
    """The statements of a CSV file as `as_csv` writes it; opened with `newline=""`."""
    rows = csv.reader(file)
    head = [name.removeprefix(BOM) for name in next(rows, [])]
    _check(head)
    for row in rows:
        yield from_row(dict(zip(head, map(restored, row), strict=False)))


def _check(head: Iterable[str]) -> None:
    missing = [name for name in COLUMNS[:16] if name not in set(head)]
    if missing:
        raise UsageError(f"this is no table of statements: it lacks {', '.join(missing)}")


# ---------------------------------------------------------------- XLSX


ROWS = 1_048_575
"""Rows that a sheet can hold below its head; what is more goes into another sheet."""

LONGEST = 32_767
"""Characters that a cell can hold; what is longer is cut, and says so."""

_CUT = "…（截断 cut）"
_UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_CODED = re.compile("_x([0-9A-Fa-f]{4})_")
_DAY = re.compile(r"[12]\d{3}-\d\d-\d\d")
_HEADS = (("column", "列"), ("kind", "类型"), ("meaning", "含义（英文）"), ("meaning in Chinese", "含义"))
_WIDE = {"quote": 16, "indicator": 24, "value": 18, "sentence": 60, "title": 30, "doc": 14, "link": 30}


def write_xlsx(found: Iterable[Cited], out: IO[bytes], site: str = "") -> None:
    """A workbook: the statements, typed, and a sheet that explains the columns in Chinese and English."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    rows, number = iter(found), 1
    chunk = list(islice(rows, 1))
    while chunk or number == 1:
        sheet = _sheet(book, "statements" if number == 1 else f"statements {number}")
        sheet.append([text_cell(sheet, name, bold=True) for name in COLUMNS])
        for one in chain(chunk, _first(rows, ROWS - 1)):
            sheet.append([typed(sheet, name, cell) for name, cell in zip(COLUMNS, cells(one, site), strict=True)])
        chunk, number = list(islice(rows, 1)), number + 1
    _explain(book)
    book.save(out)


def _first(rows: Iterator[Cited], number: int) -> Iterator[Cited]:
    return islice(rows, number)


def _sheet(book: Any, name: str) -> Any:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(COLUMNS):
        letter = chr(65 + number)  # there are fewer columns than letters
        sheet.column_dimensions[letter].width = _WIDE.get(column, 12)
    return sheet


def typed(sheet: Any, name: str, cell: object) -> Any:
    """A number as a number where a spreadsheet can hold all its digits, a day as a day, all else as text."""
    if isinstance(cell, Decimal):
        exact = Decimal(repr(float(cell))) == cell and len(cell.as_tuple().digits) <= 15 and abs(cell.adjusted()) < 300
        return float(cell) if exact else text_cell(sheet, str(cell))
    if isinstance(cell, float):
        return float(f"{cell:.15g}")  # so many digits a cell holds
    if name == "published" and isinstance(cell, str) and (day := _day(cell)):
        return day
    return text_cell(sheet, cell) if isinstance(cell, str) else cell


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) and text >= "1900-03-01" else None
    except ValueError:
        return None


def text_cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    coded = _UNPRINTED.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    cell = WriteOnlyCell(sheet, coded if len(coded) <= LONGEST else coded[: LONGEST - len(_CUT)] + _CUT)
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _explain(book: Any) -> None:
    sheet = book.create_sheet("columns 说明")
    for letter, width in zip("ABCD", (20, 10, 70, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([text_cell(sheet, f"{en} {zh}", bold=True) for en, zh in _HEADS])
    for column in columns():
        sheet.append([text_cell(sheet, text) for text in (column.name, column.kind, column.en, column.zh)])


def read_xlsx(file: IO[bytes]) -> Iterator[Cited]:
    """The statements of a workbook as `write_xlsx` writes it."""
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True)
    for sheet in book.worksheets:
        if not sheet.title.startswith("statements"):
            continue
        rows = sheet.iter_rows(values_only=True)
        head = [str(name) for name in next(rows, ())]
        _check(head)
        for row in rows:
            yield from_row(_decoded(dict(zip(head, row, strict=False))))


def _decoded(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(cell) for name, cell in row.items()}


def _plain(cell: Any) -> Any:
    if isinstance(cell, str):
        return _CODED.sub(lambda found: chr(int(found[1], 16)), cell)
    return cell.strftime("%Y-%m-%d") if isinstance(cell, date) else cell
