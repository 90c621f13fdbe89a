"""Level, growth, change, share, gap or multiple; the sign; and what a figure is held against."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hefu.extract import extract, unprinted
from hefu.extract.measures import RULES
from hefu.extract.quantities import Quantity
from hefu.model import Statement


def last(text: str) -> Statement:
    return extract(text, published="2024-01-18", area="武胜县")[-1]


def rule(statement: Statement) -> str:
    return next(e.rule for e in statement.evidence if e.field == "measure")


@pytest.mark.parametrize("word", ["下降", "减少", "降低", "回落", "负增长"])
def test_a_fall_is_negative(word: str) -> None:
    assert last(f"全县出口{word}8%。").value == -8


@pytest.mark.parametrize("word", ["增长", "上涨", "提高", "上升"])
def test_a_rise_is_positive(word: str) -> None:
    assert last(f"全县出口{word}8%。").value == 8


def test_a_level_below_a_limit_is_not_negative() -> None:
    assert last("城镇登记失业率低于4%。").value == 4


def test_a_gap_to_a_place_above_is_negative_when_it_lags() -> None:
    found = last("研发投入强度低于全省平均水平1.4个百分点。")
    assert (found.measure, found.value) == ("gap", Decimal("-1.4"))


def test_where_a_change_arrives_is_a_level() -> None:
    assert last("基础养老金提高到220元。").measure == "level"
    assert last("登记失业率下降到3.4%。").measure == "ratio"


def test_points_are_a_change_and_percent_a_growth() -> None:
    assert last("税收占比提高2.1个百分点。").measure == "change"
    assert last("税收收入提高2.1%。").measure == "growth"


def test_new_things_are_a_level_though_they_are_an_increase() -> None:
    assert last("全年新增城镇就业2400人。").measure == "level"
    assert last("城镇就业比上年增加2400人。").measure == "change"


def test_a_multiple_keeps_the_number_that_is_printed() -> None:
    found = last("新能源汽车产量增长1.1倍。")
    assert (found.measure, found.value, found.unit) == ("multiple", Decimal("1.1"), "倍")


@pytest.mark.parametrize(
    ("words", "basis"),
    [
        ("同比", "yoy"),
        ("比上年", "yoy"),
        ("", "yoy"),
        ("年均", "avg"),
        ("环比", "month"),
        ("较年初", "prev"),
        ("较2020年", "since:2020"),
    ],
)
def test_the_words_before_growth_say_against_what(words: str, basis: str) -> None:
    assert last(f"2023年，全县出口{words}增长8%。").basis == basis


def test_further_figures_of_a_list_are_of_the_kind_of_the_first() -> None:
    found = extract("粮食、油料产量分别下降1%、2%。", published="2024-01-18", area="武胜县")
    assert [(s.measure, int(s.value)) for s in found] == [("growth", -1), ("growth", -2)]


def test_the_rule_that_decided_is_the_reason() -> None:
    names = {one.name for one in RULES}
    for text in ("全县出口增长8%。", "税收占比提高2.1个百分点。", "粮食产量32万吨。", "园区产值翻一番。"):
        assert rule(last(text)) in names


@pytest.mark.parametrize(
    ("indicator", "exponent", "unit"),
    [("农村贫困人口", 4, "人"), ("居民消费价格指数", 0, "1"), ("地区生产总值", 8, "元"), ("科技创新平台", 0, "个")],
)
def test_a_number_without_a_unit_has_that_of_what_is_counted(indicator: str, exponent: int, unit: str) -> None:
    found = Quantity(0, 2, Decimal(12))
    found.exponent = exponent
    assert unprinted.unit("12。", found, indicator)[0] == unit
