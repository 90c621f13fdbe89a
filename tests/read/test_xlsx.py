"""XLSX: sheets as text, with what is hidden, merged and computed."""

from __future__ import annotations

import io
import re
import zipfile
from importlib import import_module
from pathlib import Path

import openpyxl
import pytest

from hefu.errors import ReadError
from hefu.places import Place
from hefu.read.parts import Parts
from hefu.read.xlsx import read_xlsx
from tests.extract.workbooks import workbook

PATH = Path("a.xlsx")
GRAIN = "2024年粮食产量\n指标 | 2023年 | 2024年\n粮食（万吨） | 66.8 | 67.1"


def parts_of(book: openpyxl.Workbook) -> Parts:
    file = io.BytesIO()
    book.save(file)
    return read_xlsx(PATH, file.getvalue())


def with_sheet(data: bytes, change: dict[str, str], *, sheet: int = 1) -> bytes:
    """A workbook with pieces of a sheet's XML replaced."""
    name = f"xl/worksheets/sheet{sheet}.xml"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in package.namelist():
            xml = package.read(part)
            if part == name:
                for old, new in change.items():
                    assert old.encode() in xml
                    xml = xml.replace(old.encode(), new.encode())
            made.writestr(part, xml)
    return out.getvalue()


def test_a_title_is_a_line_and_a_row_of_a_table_a_line_with_tabs() -> None:
    parts = read_xlsx(PATH, workbook(("表", GRAIN)))
    assert parts.text == "2024年粮食产量\n指标\t2023年\t2024年\n粮食（万吨）\t66.8\t67.1"
    assert [parts.text[table.start : table.end].count("\n") for table in parts.tables] == [1]
    assert parts.segments[-1].place == Place(sheet="表", row=2, column=2)


def test_a_single_sheet_has_no_heading_and_several_have_their_names() -> None:
    assert read_xlsx(PATH, workbook(("甲表", GRAIN))).headings == ()
    parts = read_xlsx(PATH, workbook(("甲表", GRAIN), ("Sheet2", GRAIN), ("乙表", GRAIN)))
    assert [heading.title for heading in parts.headings] == ["甲表", "乙表"]
    assert parts.segments[0].place == Place(sheet="甲表")
    assert parts.claims["style"] == "2024年粮食产量"


def test_a_hidden_sheet_and_hidden_rows_are_read_and_said() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(("甲表", GRAIN), ("乙表", GRAIN), hidden=("乙表",))))
    book["甲表"].row_dimensions[3].hidden = True
    book["甲表"].column_dimensions["B"].hidden = True
    parts = parts_of(book)
    assert parts.text.count("67.1") == 2
    assert parts.notes == (
        "sheet 甲表: 1 hidden rows were read, too",
        "sheet 甲表: hidden columns were read, too: from B on",
        "sheet 乙表: it is hidden",
    )


def test_of_a_formula_the_stored_value_is_read_and_nothing_is_evaluated() -> None:
    book = openpyxl.Workbook()
    book.active.append(["指标", "2024年"])
    book.active.append(["粮食（万吨）", "=60+7.1"])
    book.active.append(["油料（万吨）", "=6*2"])
    file = io.BytesIO()
    book.save(file)
    stored = with_sheet(file.getvalue(), {"<f>60+7.1</f><v></v>": "<f>60+7.1</f><v>67.1</v>"})
    parts = read_xlsx(PATH, stored)
    assert parts.text == "指标\t2024年\n粮食（万吨）\t67.1\n油料（万吨）"
    [note] = parts.notes
    assert note == "sheet Sheet: 1 formulas have no stored value (B3): open the file, save it and add it again"


def test_a_merged_cell_covers_its_columns_and_rows_and_hides_what_lies_under_it() -> None:
    book = openpyxl.Workbook()
    for row in (["指标", "2024年", None], [None, "总量", "增长（%）"], ["粮食", 67.1, 0.4]):
        book.active.append(row)
    book.active.merge_cells("A1:A2")
    book.active.merge_cells("B1:C1")
    parts = parts_of(book)
    cells = {parts.text[cell.start : cell.end]: cell for cell in parts.tables[0].cells}
    assert (cells["指标"].rows, cells["指标"].columns) == (2, 1)
    assert (cells["2024年"].rows, cells["2024年"].columns) == (1, 2)


def test_a_merge_of_the_whole_sheet_covers_no_more_than_the_table() -> None:
    book = openpyxl.Workbook()
    for row in (["指标", "2024年"], ["粮食", 67.1]):
        book.active.append(row)
    book.active.merge_cells("B1:XFD1")
    [table] = parts_of(book).tables
    assert max(cell.column + cell.columns for cell in table.cells) == 2


def test_breaks_inside_a_cell_do_not_part_chinese_words() -> None:
    book = openpyxl.Workbook()
    for row in (["指\n标", "本年\n产量", "Crop\nOutput"], ["粮 食", 67.1, 2]):
        book.active.append(row)
    assert parts_of(book).text == "指标\t本年产量\tCrop Output\n粮 食\t67.1\t2"


def test_columns_that_nothing_stands_in_are_left_out_of_a_table() -> None:
    parts = read_xlsx(PATH, workbook(("表", "指标 | | 2024年\n粮食 | | 67.1")))
    assert parts.text == "指标\t2024年\n粮食\t67.1"
    assert parts.segments[-1].place == Place(sheet="表", row=1, column=2)


SEVERAL = """
表1 | | | | 表2 | |
指标 | 2023年 | 2024年 | | 项目 | 2023年 | 2024年
粮食 | 1 | 2.5 | | 收入 | 3 | 4
油料 | 5 | 6.5 | | 支出 | 7 | 8
"""


@pytest.mark.parametrize(
    ("rows", "tables"),
    [
        (SEVERAL, 2),
        ("指标 | 数\n甲 | 1.5\n\n乙 | 2.5", 1),
        ("指标 | 数\n甲 | 1.5\n其他 | —\n\n指标 | 数\n乙 | 2.5", 2),
        ("指标 | 数\n甲 | 1.5\n注：数据来自年报。\n表2 产量\n名称 | 数\n乙 | 2.5", 2),
        ("指标 | 数\n一、农业 |\n甲 | 1.5\n二、工业 |\n乙 | 2.5", 1),
        ("指标 | 单位 | | 2023年 | 2024年\n甲 | 吨 | | 1 | 2\n乙 | 吨 | | 3 | 4", 1),
        ("姓名 | 职务\n张某 | 主任", 0),
        ("指标 | 2022 | 2023\n甲 | 1.5 | 2\n指标 | 2024 | 2025\n甲 | 2.5 | 3", 2),
        ("甲 | 1.5", 1),
    ],
    ids=[
        "side by side", "years by fives", "one below the other", "a note between", "groups of rows", "a gap", "words",
        "years again", "no heading",
    ],
)  # fmt: skip
def test_what_belongs_together_on_a_sheet(rows: str, tables: int) -> None:
    assert len(read_xlsx(PATH, workbook(("表", rows))).tables) == tables


def test_notes_and_captions_are_lines_of_their_own() -> None:
    parts = read_xlsx(PATH, workbook(("表", "产量 | 单位：万吨\n指标 | 数\n甲 | 1.5\n其他 | —\n注：年报。 | 局")))
    assert parts.text == "产量\n单位：万吨\n指标\t数\n甲\t1.5\n其他\t—\n注：年报。\n局"


def test_a_workbook_with_pictures_only_asks_for_ocr() -> None:
    with pytest.raises(ReadError, match="OCR"):
        parts_of(openpyxl.Workbook())


@pytest.mark.slow
def test_a_million_empty_rows_are_passed_over_and_what_may_follow_is_said() -> None:
    data = workbook(("表", GRAIN))
    empty = "".join(f'<row r="{number}" ht="15" customHeight="1"/>' for number in range(4, 1_000_001))
    parts = read_xlsx(PATH, with_sheet(data, {"</sheetData>": empty + "</sheetData>"}))
    assert parts.text.endswith("67.1")
    assert parts.notes == ("sheet 表: only its first 3 rows were read; split it, if there is more",)


def test_of_a_sheet_with_too_many_cells_the_first_rows_are_read_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(import_module("hefu.read.xlsx"), "MOST_CELLS", 2_000)
    rows = "".join(f"<row><c><v>{number}</v></c><c><v>2.5</v></c></row>" for number in range(1_100))
    data = workbook(("表", GRAIN))
    xml = re.search(r"<row .*</row>", zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode())
    assert xml is not None
    parts = read_xlsx(PATH, with_sheet(data, {xml[0]: rows}))
    assert parts.notes == ("sheet 表: only its first 1001 rows were read; split it, if there is more",)


def test_cells_strewn_over_a_sheet_are_lines_and_no_table() -> None:
    book = openpyxl.Workbook()
    for number in range(1, 1200):
        book.active.cell(number, number, "粮食")
        book.active.cell(number, number + 1, number + 0.5)
    parts = parts_of(book)
    assert parts.tables == ()
    assert len(parts.text) < 20_000
