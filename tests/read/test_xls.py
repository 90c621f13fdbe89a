"""XLS, the spreadsheets of older yearbooks."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
import xlwt

from hefu.errors import ReadError
from hefu.places import Place
from hefu.read.xls import read_xls

PATH = Path("a.xls")


def book(*, hidden: bool = False) -> bytes:
    made = xlwt.Workbook()
    sheet = made.add_sheet("产量")
    sheet.write_merge(0, 0, 0, 2, "2024年主要产量")
    for column, words in enumerate(("指标", "2024年", "增长")):
        sheet.write(1, column, words)
    sheet.write(2, 0, "粮食（万吨）")
    sheet.write(2, 1, 1066.8, xlwt.easyxf(num_format_str="#,##0.00"))
    sheet.write(2, 2, 0.012, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(3, 0, "日期")
    sheet.write(3, 1, date(2024, 11, 3), xlwt.easyxf(num_format_str='yyyy"年"m"月"'))
    if hidden:
        sheet.row(2).hidden = True
        other = made.add_sheet("旧")
        other.write(0, 0, "旧表")
        other.visibility = 1
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_cells_are_read_as_they_are_shown() -> None:
    parts = read_xls(PATH, book())
    assert parts.text == "2024年主要产量\n指标\t2024年\t增长\n粮食（万吨）\t1,066.80\t1.2%\n日期\n2024年11月"
    assert parts.segments[-1].place == Place(sheet="产量", row=3, column=1)


def test_what_is_hidden_is_read_and_said() -> None:
    parts = read_xls(PATH, book(hidden=True))
    assert "旧表" in parts.text
    assert parts.notes == ("sheet 产量: 1 hidden rows were read, too", "sheet 旧: it is hidden")


@pytest.mark.parametrize("cut", [600, 1500, 3000])
def test_a_file_cut_off_ends_in_one_clear_line(cut: int) -> None:
    with pytest.raises(ReadError, match="cannot be read as XLS"):
        read_xls(PATH, book()[:cut])
