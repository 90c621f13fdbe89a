"""The place of everything: whatever is said of a statement's place leads back to its characters in the file.

For every format a document is written by the format's own library and read by hefu; then the library, not hefu,
looks at the places that hefu gives.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
import xlrd
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from hefu.extract import extract
from hefu.places import Place
from hefu.read import read
from tests.read.ofds import ofd, width

registerFont(UnicodeCIDFont("STSong-Light"))
HEIGHT = A4[1]
NAMES = ("粮食产量", "水利投资", "常住人口", "用电量", "茶叶产量", "城镇新增就业", "发电量", "存款余额")
UNITS = ("万吨", "亿元", "万人", "亿千瓦时", "%", "公里", "家")
FIGURES = st.decimals(min_value=0, max_value=99999, places=1, allow_nan=False).map(str)
ROWS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(UNITS), FIGURES, FIGURES), min_size=2, max_size=6)
Rows = list[tuple[str, str, str, str]]
HEADS = ["指标", "单位", "2024年", "2023年"]


def sentences(rows: Rows) -> list[str]:
    return [f"2024年全市{name}{one}{unit}，上年为{two}{unit}。" for name, unit, one, two in rows]


def grid(rows: Rows) -> list[list[str]]:
    return [HEADS, *map(list, rows)]


# ---------------------------------------------------------------- how each format is written, and looked at


def as_text(rows: Rows) -> bytes:
    return "\n".join(sentences(rows)).encode("gb18030")


def in_text(data: bytes, place: Place, length: int) -> str:
    assert place.offset is not None
    return data.decode("gb18030")[place.offset : place.offset + length]


def as_html(rows: Rows) -> bytes:
    cells = "".join("<tr>" + "".join(f"<td> {cell}</td>" for cell in row) + "</tr>" for row in grid(rows))
    return f"<html><body><p>{'</p><p>'.join(sentences(rows))}</p><table>{cells}</table></body></html>".encode()


def in_html(data: bytes, place: Place, length: int) -> str:
    assert place.offset is not None
    return data.decode()[place.offset : place.offset + length]


def as_docx(rows: Rows) -> bytes:
    document = docx.Document()
    for words in sentences(rows):
        document.add_paragraph(words)
    table = document.add_table(len(rows) + 1, 4)
    for number, row in enumerate(grid(rows)):
        for column, cell in enumerate(row):
            table.cell(number, column).text = cell
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def in_docx(data: bytes, place: Place, length: int) -> str:
    document = docx.Document(io.BytesIO(data))
    if place.paragraph is not None:
        return document.paragraphs[place.paragraph].text
    assert None not in (place.table, place.row, place.column)
    return document.tables[place.table].cell(place.row, place.column).text  # type: ignore[index,arg-type]


def as_pdf(rows: Rows) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for words in sentences(rows):
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(72, HEIGHT - 100, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def in_pdf(data: bytes, place: Place, length: int) -> str:
    assert place.page is not None
    page = PdfDocument(data)[place.page - 1]
    layer = page.get_textpage()
    high = page.get_size()[1]
    middles = (((box.left + box.right) / 2, high - (box.top + box.bottom) / 2) for box in place.boxes)
    return "".join(layer.get_text_range(layer.get_index(across, up, 3, 6), 1) for across, up in middles)


def as_xlsx(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    for number, name in enumerate(("甲 表", "乙表")):
        sheet = book.create_sheet(name)
        for words in sentences(rows)[:number]:
            sheet.append([None, words])
        for row in grid(rows):
            sheet.append(
                [None] * number + [float(cell) if cell[0].isdigit() and cell[-1].isdigit() else cell for cell in row]
            )
            for cell in sheet[sheet.max_row][2 + number :]:
                cell.number_format = "0.0"
    book.remove(book.worksheets[0])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def in_xlsx(data: bytes, place: Place, length: int) -> str:
    assert None not in (place.sheet, place.row, place.column)
    cell = openpyxl.load_workbook(io.BytesIO(data))[place.sheet].cell(place.row + 1, place.column + 1)  # type: ignore[operator]
    return cell.value if isinstance(cell.value, str) else f"{cell.value:.1f}"


def as_xls(rows: Rows) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("甲表")
    style = xlwt.easyxf(num_format_str="0.0")
    for number, row in enumerate(grid(rows)):
        for column, cell in enumerate(row):
            figure = number > 0 and column > 1
            sheet.write(number + 1, column, float(cell) if figure else cell, style)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def in_xls(data: bytes, place: Place, length: int) -> str:
    value = xlrd.open_workbook(file_contents=data).sheet_by_name(place.sheet).cell_value(place.row, place.column)
    return value if isinstance(value, str) else f"{value:.1f}"


def as_csv(rows: Rows) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows([["主要指标；续"], [], *grid(rows)])
    return file.getvalue().encode("gb18030")


def in_csv(data: bytes, place: Place, length: int) -> str:
    assert None not in (place.row, place.column)
    rows = list(csv.reader(io.StringIO(data.decode("gb18030"), newline=""), delimiter=";"))
    return rows[place.row][place.column]  # type: ignore[index]


def as_ofd(rows: Rows) -> bytes:
    return ofd(*([(20.0, 40.0, words)] for words in sentences(rows)))


def in_ofd(data: bytes, place: Place, length: int) -> str:
    """What was drawn on the page where the boxes are; `ofd` draws a sentence on each, from 20 mm on."""
    assert place.page is not None
    words = DRAWN[place.page - 1]
    edges = [20.0]
    for letter in words:
        edges.append(edges[-1] + width(letter))
    at = [min(range(len(words)), key=lambda n: abs(edges[n] - box.left * 25.4 / 72)) for box in place.boxes]
    return "".join(words[n] for n in at)


DRAWN: list[str] = []
"""The sentences of the OFD file that is looked at."""

Write = Callable[[Rows], bytes]
Look = Callable[[bytes, Place, int], str]
FORMATS: dict[str, tuple[Write, Look]] = {
    ".txt": (as_text, in_text),
    ".md": (as_text, in_text),
    ".html": (as_html, in_html),
    ".docx": (as_docx, in_docx),
    ".pdf": (as_pdf, in_pdf),
    ".xlsx": (as_xlsx, in_xlsx),
    ".xls": (as_xls, in_xls),
    ".csv": (as_csv, in_csv),
    ".ofd": (as_ofd, in_ofd),
}
IN_A_CELL = {".docx", ".xlsx", ".xls", ".csv"}
"""Formats whose places are paragraphs and cells: the quote stands in them. In the others nothing else stands there."""


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_the_place_of_every_statement_leads_back_to_its_characters_in_the_file(
    tmp_path: Path, suffix: str, rows: Rows
) -> None:
    write, look = FORMATS[suffix]
    path = tmp_path / f"a{suffix}"
    path.write_bytes(write(rows))
    DRAWN[:] = sentences(rows)
    document = read(path, published="2025-03")
    found = extract(document)
    assert len(found) >= 2 * len(rows)
    for statement in found:
        places = document.places(statement.start, statement.end)
        assert places
        words = "".join(look(path.read_bytes(), place, len(statement.quote)) for place in places)
        assert statement.quote in words if suffix in IN_A_CELL else statement.quote == words
