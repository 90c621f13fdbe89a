"""Hostile and untidy tables: the right figure, or one message with its place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from hefu.errors import ReadError, UsageError
from imports.reading import document, figures, proposed, taken

LONG = "指标,地区,年份,数值,单位\n"


def value(folder: Path, cell: str) -> Any:
    """The value of a figure so printed, or the reason why it is none."""
    found = taken(
        document(folder, f'{LONG}粮食产量,昆明市,2020,"{cell}",万吨\n粮食产量,昆明市,2021,8.5,万吨\n', name="v.csv")
    )
    first = [one for one in found.extraction.statements if one.period == "2020"]
    return (
        first[0].value if first else [(p.place, str(p.reason)) for p in found.report.problems] or found.report.missing
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1,234.50", "12345000"), ("１２．５", "125000"), ("1 234", "12340000"), ("-3.2", "-32000"),
        ("－3.2", "-32000"),
        ("−3.2", "-32000"), ("–3.2", "-32000"), ("1.5E+2", "1500000"), ("12.30", "123000"), ("3万吨", "30000"),
        ("0", "0"), ("'5", "50000"), (" 7 ", "70000"), ("1，234", "12340000"), ("≥5", "50000"), ("5以上", "50000"),
    ],
)  # fmt: skip
def test_figures_are_read_as_printed(tmp_path: Path, cell: str, expected: str) -> None:
    assert value(tmp_path, cell) == Decimal(expected)


def test_precision_is_kept_as_printed(tmp_path: Path) -> None:
    assert str(value(tmp_path, "12.30")) == "1.230E+5"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("12,34", "parted in a strange way"), ("1.234,5", "parted in a strange way"), ("10-12", "more than one figure"),
        ("=A1+B1", "formula"), ("#DIV/0!", "formula's error"), ("(5.2)", "brackets"), ("待定", "no figure"),
        ("12①", "under [marks]"), ("12*", "under [marks]"), ("TRUE", "no figure"), ("5亿元", "its unit is 吨"),
        ("1.2.3", "parted in a strange way"), ("1e99999", "parted in a strange way"),
        ("９９：１", "more than one figure"),
    ],
)  # fmt: skip
def test_what_is_no_figure_is_told_with_its_cell(tmp_path: Path, cell: str, reason: str) -> None:
    [(place, words)] = value(tmp_path, cell)
    assert place == "D2"
    assert reason in words


@pytest.mark.parametrize("cell", ["…", "-", "——", "...", "(D)", "n.a.", "无", "x"])
def test_a_mark_for_no_figure_is_counted_and_is_no_zero(tmp_path: Path, cell: str) -> None:
    assert value(tmp_path, cell) == {cell: 1}


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        ("粮食产量,火星市,2020,5,万吨", "area", "no area is known"),
        ("粮食产量,昆明市,上周,5,万吨", "period", "no time"),
        ("粮食产量,昆明市,45322,5,万吨", "period", "format of a date"),
        ("粮食产量,昆明市,3月,5,万吨", "period", "year is missing"),
        ("粮食产量,昆明市,2020,5,光年年", "unit", "no unit that is known"),
        ("粮食产量,昆明市,2020,5,", "unit", "nothing says its unit"),
        (",昆明市,2020,5,万吨", "indicator", "nothing says what"),
        ("粮食产量,昆明市,2031,5,万吨", "period", "after the publication"),
    ],
)
def test_a_row_that_is_unclear_gives_one_message(tmp_path: Path, row: str, field: str, reason: str) -> None:
    found = taken(document(tmp_path, f"{LONG}{row}\n" + "粮食产量,昆明市,2021,8.5,万吨\n" * 9))
    [problem] = found.report.problems
    assert (problem.cell, problem.field) == ("D2", field)
    assert reason in str(problem.reason)
    assert found.report.figures == 9


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_any_encoding_gives_the_same_figures(tmp_path: Path, encoding: str) -> None:
    text = LONG + "粮食产量,昆明市,2020,5,万吨\n粮食产量,曲靖市,2021,8.5,万吨\n"
    assert figures(taken(document(tmp_path, text.encode(encoding)))) == figures(taken(document(tmp_path, text)))


def book(
    folder: Path, rows: list[list[Any]], *, merged: tuple[str, ...] = (), formats: dict[str, str] | None = None
) -> Path:
    import openpyxl

    work = openpyxl.Workbook()
    sheet = work.active
    for row in rows:
        sheet.append(row)
    for one in merged:
        sheet.merge_cells(one)
    for cell, code in (formats or {}).items():
        sheet[cell].number_format = code
    path = folder / "book.xlsx"
    work.save(path)
    return path


def test_merged_headings_and_labels_hold_for_all_that_they_cover(tmp_path: Path) -> None:
    rows = [
        ["地区", "指标", "单位", "2020年", None, "2021年", None],
        [None, None, None, "上半年", "全年", "上半年", "全年"],
        ["昆明市", "粮食产量", "万吨", 1, 2, 3, 4], [None, "公路通车里程", "公里", 5, 6, 7, 8],
    ]  # fmt: skip
    merged = ("D1:E1", "F1:G1", "A1:A2", "B1:B2", "C1:C2", "A3:A4")
    one = document(tmp_path, book(tmp_path, rows, merged=merged).read_bytes(), "m.xlsx")
    mapping = """
[[table]]
heads = 2
fields.indicator = { column = "指标" }
fields.area = { column = "地区" }
fields.unit = { column = "单位" }
fields.period = [{ heading = 1 }, { heading = 2 }]
[names.period]
"全年" = "年"
"""
    found = taken(one, mapping)
    assert {(f[0], f[1], f[2], str(f[3])) for f in figures(found)} == {
        ("粮食产量", "昆明市", "2020-01/2020-06", "1E+4"), ("粮食产量", "昆明市", "2020", "2E+4"),
        ("粮食产量", "昆明市", "2021-01/2021-06", "3E+4"), ("粮食产量", "昆明市", "2021", "4E+4"),
        ("公路通车里程", "昆明市", "2020-01/2020-06", "5"), ("公路通车里程", "昆明市", "2020", "6"),
        ("公路通车里程", "昆明市", "2021-01/2021-06", "7"), ("公路通车里程", "昆明市", "2021", "8"),
    }  # fmt: skip


def test_dates_formats_and_formulas_of_a_workbook(tmp_path: Path) -> None:
    rows = [
        ["指标", "地区", "日期", "数值", "单位"], ["粮食产量", "昆明市", date(2020, 12, 31), 1234.567, "万吨"],
        ["粮食产量", "昆明市", date(2021, 12, 31), "８.50", "万吨"],
        ["粮食产量", "昆明市", date(2022, 12, 31), "=D2+D3", "万吨"],
    ]  # fmt: skip
    path = book(tmp_path, rows, formats={"C2": "yyyy/m/d", "C3": "yyyy年m月d日", "C4": "yyyy/m/d", "D2": "#,##0.0"})
    found = taken(document(tmp_path, path.read_bytes(), "f.xlsx"))
    assert {(f[2], str(f[3])) for f in figures(found)} == {("2020", "1.2346E+7"), ("2021", "8.50E+4")}
    assert "D4" in found.report.notes[0]
    assert not found.report.clear


def test_a_table_that_is_too_long_is_not_taken_for_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("hefu.read.delimited"), "MOST_CELLS", 500)
    rows = "粮食产量,昆明市,2020,5,万吨\n" * 110
    found = taken(document(tmp_path, LONG + rows))
    assert "rows were read" in found.report.notes[0]
    assert not found.report.clear


def test_rows_of_any_length_and_several_tables_with_the_same_headings(tmp_path: Path) -> None:
    text = (
        "表1\n"
        + LONG
        + "粮食产量,昆明市,2020,5,万吨,,,\n粮食产量,昆明市\n\n续表1\n"
        + LONG
        + "粮食产量,曲靖市,2020,6,万吨\n"
    )
    found = taken(document(tmp_path, text))
    assert {(f[1], str(f[3])) for f in figures(found)} == {("昆明市", "5E+4"), ("曲靖市", "6E+4")}
    assert found.report.tables == 2


@pytest.mark.parametrize("text", ["只有一句话，没有表。\n第二句。\n", "a,b,c\nd,e,f\n", "1,2,3\n4,5,6\n"])
def test_what_is_no_table_of_figures_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises((UsageError, ReadError)):
        taken(document(tmp_path, text))


def test_next_years_edition_is_read_by_the_same_mapping(tmp_path: Path) -> None:
    first = document(tmp_path, "各市粮食产量\n单位：万吨\n地区,2020,2021\n昆明市,1,2\n曲靖市,3,4\n", "a.csv")
    later = document(tmp_path, "各市粮食产量\n单位：万吨\n地区,2021,2022,2023\n昆明市,2,2.5,2.6\n", "b.csv")
    assert {(f[0], f[2], str(f[3])) for f in figures(taken(later, proposed(first)))} == {
        ("粮食产量", "2021", "2E+4"), ("粮食产量", "2022", "2.5E+4"), ("粮食产量", "2023", "2.6E+4"),
    }  # fmt: skip


def test_a_figure_of_which_nothing_says_what_it_is_does_not_come_in(tmp_path: Path) -> None:
    found = taken(document(tmp_path, "地区,2020,2021\n昆明市,1,2\n曲靖市,3,4\n"))
    assert found.report.unclear == 4
    assert {problem.field for problem in found.report.problems} == {"indicator"}


def test_rows_below_one_without_figures_are_of_it(tmp_path: Path) -> None:
    text = (
        "3-1 交通运输,,\n单位：万人、万吨,,\n指标,2022,2023\n客运量（万人）,,\n铁路,411,520\n公路,8120,7011\n"
        "货运量（万吨）,,\n铁路,2011,2210\n货物周转量（亿吨公里）,310.5,322.1\n"
    )
    found = taken(document(tmp_path, text, name="v.csv"))
    said = {(one.indicator, one.period): (one.value, one.unit) for one in found.extraction.statements}
    assert said["铁路客运量", "2023"] == (5_200_000, "人")
    assert said["铁路货运量", "2022"] == (20_110_000, "吨")
    assert said["货物周转量", "2023"] == (32_210_000_000, "吨公里")
    assert not found.report.problems
