"""XLSX by openpyxl, repacked so that the same source gives the same bytes: one sheet, title, table, notes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from builder.source import Source, Table
from builder.word import repack

_NUMBER = re.compile(r"-?\d+(?:\.(\d+))?")


def xlsx(source: Source) -> bytes:
    """A workbook: lines as cells of the first column, tables below them with merged headings."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = source.head["sheet"]
    properties = book.properties
    properties.title, properties.creator = source.head["title"], source.head["issuer"]
    published = datetime.fromisoformat(source.head["published"])
    properties.created = published
    wide = max(block.columns for block in source.blocks if isinstance(block, Table))
    row = 1
    for block in source.blocks:
        if isinstance(block, Table):
            row = _table(sheet, block, row)
        else:
            sheet.cell(row, 1, block.text).font = Font(bold=block.level == 1, size=14 if block.level == 1 else 10)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=wide)
            row += 1
    sheet.column_dimensions["A"].width = 34
    out = io.BytesIO()
    book.save(out)
    return repack(_undated(out.getvalue(), published))


def _undated(package: bytes, published: datetime) -> bytes:
    """The package with the day of publication for the moment at which it was saved."""
    out, stamp = io.BytesIO(), published.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, data)
            new.writestr(name, data)
    return out.getvalue()


def _table(sheet: Worksheet, table: Table, row: int) -> int:
    if table.unit:
        sheet.cell(row, table.columns, table.unit).alignment = Alignment(horizontal="right")
        row += 1
    for cell in table.cells:
        _write(sheet, row + cell.row, cell.column + 1, cell.text)
        if cell.rows > 1 or cell.columns > 1:
            place = {"start_row": row + cell.row, "start_column": cell.column + 1}
            sheet.merge_cells(**place, end_row=row + cell.row + cell.rows - 1, end_column=cell.column + cell.columns)
    return row + table.rows


def _write(sheet: Worksheet, row: int, column: int, words: str) -> None:
    """A number is stored as one, with as many decimals shown as are printed; the mark of a part as an indent."""
    cell = sheet.cell(row, column)
    number = _NUMBER.fullmatch(words)
    if number is None:
        cell.value = words
        cell.alignment = Alignment(wrap_text=True)
        return
    cell.value = float(words)
    cell.number_format = "0." + "0" * len(number[1]) if number[1] else "0"
