"""Rows of a table are of what stands above them in the first column."""

from __future__ import annotations

import hefu
from hefu.extract.stubs import Stub

TABLE = """表3 交通运输
单位：万人、万吨
指标\t2022\t2023\t2024
客运量（万人）
铁路\t411\t520\t603
公路\t8120\t7011\t6200
#城际公交\t712\t640\t590
货运量（万吨）
铁路\t2011\t2210\t2412
货物周转量（亿吨公里）\t310.5\t322.1\t330.9
"""


def test_rows_are_of_what_the_row_without_figures_above_them_names() -> None:
    found = {one.quote: (one.indicator, one.value, one.unit) for one in hefu.extract(TABLE, published="2025-06")}
    assert found["603"] == ("铁路客运量", 6_030_000, "人")
    assert found["6200"] == ("公路客运量", 62_000_000, "人")
    assert found["590"][0].startswith("城际公交")
    assert found["590"][2] == "人"
    assert found["2412"] == ("铁路货运量", 24_120_000, "吨")
    assert found["330.9"] == ("货物周转量", 33_090_000_000, "吨公里")


def test_a_row_that_measures_something_by_itself_keeps_its_name() -> None:
    stub = Stub()
    stub.enter("粮食产量", ("吨", 4))
    assert stub.row("稻谷产量", None) == ("稻谷产量", None)
    assert stub.row("稻谷", None) == ("稻谷粮食产量", ("吨", 4))


def test_a_row_that_only_parts_the_table_ends_a_group() -> None:
    stub = Stub()
    stub.enter("客运量", ("人", 4))
    stub.enter("二、农业", None)
    assert stub.row("铁路", None) == ("铁路", None)


def test_of_two_units_above_a_table_none_holds_for_its_columns() -> None:
    text = "表4 概况\n单位：万人、公里\n指标\t2023\t2024\n常住人口\t51.2\t52.4\n公路通车里程\t410\t421\n"
    assert all(
        one.unit not in ("公里",) or one.indicator == "公路通车里程" for one in hefu.extract(text, published="2025")
    )
    assert not any(one.indicator == "公路通车里程" and one.unit == "人" for one in hefu.extract(text, published="2025"))
