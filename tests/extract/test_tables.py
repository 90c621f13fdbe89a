"""Rows of cells as tables: which lines are one, and what a cell means by its place."""

from __future__ import annotations

import pytest

from hefu.extract import extract
from hefu.extract.tables import Figure, Grid, cells, figures, is_row, spread
from hefu.model import Cell, Document, Source, Statement, Table


def table(*lines: str, caption: str = "") -> list[Figure] | None:
    """The figures of lines whose cells are parted by ` | `, below a caption."""
    text = "\n".join([caption, *lines]).replace(" | ", "\t")
    at, rows = len(caption) + 1, []
    for line in lines:
        length = len(line.replace(" | ", "\t"))
        rows.append(cells(text, at, at + length))
        at += length + 1
    return figures(text, Grid(rows, [(0, len(caption))]))


def said(found: list[Figure] | None) -> list[tuple[str, str, str]]:
    assert found is not None
    return [(f.indicator, str(int(f.quantity.scaled())), f.unit) for f in found]


def test_two_filled_cells_make_a_row() -> None:
    assert is_row("粮食\t112.6")
    assert not is_row("粮食\t")
    assert not is_row("粮食产量112.6万吨")
    assert not is_row("\t\t")


def test_cells_stand_without_the_blanks_around_them() -> None:
    text = " 粮食 \t\t112.6 "
    assert [text[a:b] for a, b in cells(text, 0, len(text))] == ["粮食", "", "112.6"]


def test_a_merged_cell_stands_in_every_place_that_it_covers() -> None:
    merged = Table(0, 20, (Cell(0, 2, 0, 0, 1, 2), Cell(3, 5, 1, 0), Cell(6, 8, 1, 1)))
    assert spread(merged) == [[(0, 2), (0, 2)], [(3, 5), (6, 8)]]


def test_a_unit_in_the_heading_of_a_column_holds_for_its_cells() -> None:
    found = table("指标 | 绝对数（亿元）", "税收收入 | 12", "非税收入 | 3")
    assert said(found) == [("税收收入", "1200000000", "元"), ("非税收入", "300000000", "元")]


def test_a_unit_in_the_caption_holds_for_amounts_but_not_for_growth() -> None:
    found = table("项目 | 执行数 | 同比增长（%）", "税收收入 | 412 | 4", caption="单位：万元")
    assert said(found) == [("税收收入", "4120000", "元"), ("税收收入", "4", "%")]


def test_a_unit_in_the_heading_of_a_row_holds_for_the_row() -> None:
    found = table("指标 | 2024年", "公路里程（公里） | 4521", "医院（家） | 38")
    assert [unit for *_, unit in said(found)] == ["公里", "家"]


def test_a_column_of_units_gives_each_row_its_own() -> None:
    found = table("产品 | 单位 | 产量", "粮食 | 万吨 | 112", "发电量 | 亿千瓦时 | 98")
    assert [(value, unit) for _, value, unit in said(found)] == [("1120000", "吨"), ("9800000000", "千瓦时")]


def test_a_fall_in_a_column_of_growth_is_negative() -> None:
    found = table("产品 | 产量（万吨） | 比上年增长（±%）", "粮食 | 112 | -2")
    assert found is not None
    assert found[1].quantity.scaled() == -2
    assert (found[1].column.measure, found[1].column.basis) == ("growth", "yoy")


def test_numbers_of_rows_and_kinds_of_targets_are_no_figures() -> None:
    found = table("序号 | 指标 | 2025年 | 属性", "1 | 森林覆盖率 | 53 | 约束性", "2 | 城镇化率 | 61 | 预期性")
    assert [value for _, value, _ in said(found)] == ["53", "61"]


def test_a_column_of_aims_is_known_by_its_heading() -> None:
    found = table("指标 | 2020年 | 2025年目标", "高新技术企业（家） | 320 | 600")
    assert found is not None
    assert [(f.column.year, f.column.target) for f in found] == [(2020, False), (2025, True)]


def test_rows_of_words_are_no_table() -> None:
    assert table("姓名 | 职务", "张某 | 主任", "李某 | 副主任") is None


def test_a_heading_of_three_rows_is_the_most() -> None:
    heads = [f"甲{n} | 乙{n}" for n in range(4)]
    assert table(*heads, "粮食 | 112", "油料 | 7", "蔬菜 | 9", "水果 | 3") is None


@pytest.fixture
def statements() -> list[Statement]:
    rows = ["指标\t绝对数（亿元）\t比上年增长（%）", "粮食产值\t12.6\t1.2", "油料产值\t6.8\t-2.4"]
    text = (
        "2024年鹤壁市国民经济和社会发展统计公报\n\n表1 2024年农业产值\n" + "\n".join(rows) + "\n全市共有农户3.2万户。\n"
    )
    return extract(text, published="2025-03-28", area="鹤壁市")


def test_the_quote_is_the_number_in_the_cell(statements: list[Statement]) -> None:
    assert [s.quote for s in statements] == ["12.6", "1.2", "6.8", "-2.4", "3.2万户"]


def test_cells_are_proven_by_headings(statements: list[Statement]) -> None:
    rules = {e.field: e.rule for e in statements[0].evidence}
    assert rules["indicator"] == "heading of the row"
    assert "heading" in rules["unit"]


def test_text_goes_on_behind_a_table(statements: list[Statement]) -> None:
    assert (statements[-1].unit, statements[-1].period) == ("户", "2024")


def test_the_cells_of_a_document_are_read_where_it_says_they_stand() -> None:
    text = "2024年某地农业产值\n指标\t产值（亿元）\n粮食\t12.6\n油料\t6.8\n"
    at, grid = text.index("指标"), []
    for row, line in enumerate(text[at:].rstrip("\n").split("\n")):
        for column, cell in enumerate(line.split("\t")):
            grid.append(Cell(at, at + len(cell), row, column))
            at += len(cell) + 1
    document = Document(
        text, Source("a.docx", "0" * 64, 1, "text/plain"), tables=(Table(grid[0].start, grid[-1].end, tuple(grid)),)
    )
    assert [(s.quote, s.unit) for s in extract(document, published="2025-03", area="鹤壁市")] == [
        ("12.6", "元"),
        ("6.8", "元"),
    ]


def test_rows_of_places_are_of_the_indicator_of_their_column() -> None:
    text = (
        "表3 2023年各县区主要指标\n地区\t地区生产总值（亿元）\t社会消费品零售总额（亿元）\n"
        "全市\t835.1\t389.5\n曲水县\t51.2\t12.4\n林周县\t33.6\t9.8\n"
    )
    found = {(s.area, s.indicator): s.quote for s in extract(text, published="2024-03", area="拉萨市")}
    assert found[("曲水县", "地区生产总值")] == "51.2"
    assert found[("林周县", "社会消费品零售总额")] == "9.8"
    assert found[("拉萨市", "地区生产总值")] == "835.1"


def test_rows_with_units_of_their_own_take_no_noun_from_the_first() -> None:
    text = (
        "表1 2023年主要指标完成情况\n指标\t单位\t2022年\t2023年\n货物进出口总额\t亿元\t240.1\t262.4\n"
        "研发经费投入强度\t%\t1.89\t2.04\n粮食综合生产能力\t万吨\t65.2\t66.8\n"
    )
    assert {s.indicator for s in extract(text, published="2024-03", area="拉萨市")} == {
        "货物进出口总额", "研发经费投入强度", "粮食综合生产能力",
    }  # fmt: skip


def test_rows_that_say_how_much_by_themselves_take_no_noun() -> None:
    text = (
        "表2 2023年主要产品产量\n产品\t单位\t产量\t增长（%）\n水泥\t万吨\t518.3\t-7.4\n"
        "发电量\t亿千瓦时\t96.4\t5.7\n生猪出栏\t万头\t186.4\t3.0\n"
    )
    names = {s.indicator for s in extract(text, published="2024-03", area="拉萨市")}
    assert names == {"水泥产量", "发电量", "生猪出栏"}
