"""The rows of tables of indicators as statements: wherever statements are, not only in plans."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hefu.extract import analyse
from hefu.model import Document, Statement
from hefu.plan.tabled import ROW, tabled, with_tables
from tests.plan.texts import document

TABLE = """云澜市国民经济和社会发展第十五个五年规划纲要
全市森林面积达到320万亩。
“十五五”主要指标
指标
2025年
2030年
属性
一、经济发展（2项）
1. 全员劳动生产率（万元/人）
21
27
预期性
2. 服务贸易进出口年均增长（%）
—
8左右
预期性
二、绿色低碳（2项）
3. 单位地区生产总值能耗下降（%）
—
[14]
约束性
4. 机场旅客/货邮吞吐量（万人次/万吨）
310/4
450/6
预期性
注：能耗按2025年价格计算，涉及企业46家。
到2030年，全市新增城镇就业25万人。
"""


def plan() -> Document:
    return document(TABLE, title="云澜市“十五五”规划", published="2026-03-01")


def stated() -> list[Statement]:
    return list(with_tables(plan(), analyse(plan())).statements)


def test_a_row_gives_its_base_as_a_fact_and_its_aim_as_a_target() -> None:
    found = [one for one in stated() if one.indicator == "全员劳动生产率"]
    assert [(one.quote, one.value, one.unit, one.period, one.modality) for one in found] == [
        ("21", Decimal("2.1E+5"), "元/人", "2025", "actual"),
        ("27", Decimal("2.7E+5"), "元/人", "2030", "target"),
    ]


def test_what_is_built_up_over_the_plan_is_held_against_the_year_before_it() -> None:
    (found,) = [one for one in stated() if "能耗" in one.indicator]
    assert found.indicator == "单位地区生产总值能耗"
    assert (found.value, found.unit, found.measure, found.basis) == (Decimal(-14), "%", "growth", "since:2025")
    assert found.period == "2026/2030"


def test_several_indicators_of_one_row_are_statements_of_their_own() -> None:
    found = {(one.indicator, one.quote): one.value for one in stated() if "吞吐量" in one.indicator}
    assert found == {
        ("机场旅客吞吐量", "310"): 3_100_000,
        ("机场货邮吞吐量", "4"): 40_000,
        ("机场旅客吞吐量", "450"): 4_500_000,
        ("机场货邮吞吐量", "6"): 60_000,
    }


def test_no_figure_is_stated_twice_and_the_prose_around_the_table_stays() -> None:
    found = stated()
    assert [one.start for one in found] == sorted({one.start for one in found})
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert {"320万亩", "46家", "25万人"} <= {one.quote for one in found}
    assert not [one for one in found if "项" in one.quote]


def test_every_quote_is_what_the_text_says_at_its_place() -> None:
    assert all(TABLE[one.start : one.end] == one.quote for one in stated())


def test_every_numeral_keeps_a_class_and_those_of_rows_are_quantities() -> None:
    before, after = analyse(plan()), with_tables(plan(), analyse(plan()))
    assert [(one.start, one.end) for one in after.numerals] == [(one.start, one.end) for one in before.numerals]
    assert {TABLE[one.start : one.end] for one in after.numerals if one.reason == ROW} >= {"21", "27", "14", "310"}


def test_the_stream_has_the_same_statements_as_the_whole() -> None:
    read = analyse(plan())
    assert list(tabled(plan()).among(read.statements)) == list(with_tables(plan(), read).statements)


def test_a_text_without_such_tables_is_left_as_it_is() -> None:
    text = document("2025年，全市粮食产量达到21万吨，增长3%。", title="云澜市统计公报", published="2026-03-01")
    read = analyse(text)
    assert with_tables(text, read) is read
