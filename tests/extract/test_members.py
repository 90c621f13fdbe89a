"""The members of a list, carried over the clauses of its sentence, and words that are no part of a name."""

from __future__ import annotations

import pytest

import hefu


def _told(text: str, area: str = "杭州市") -> list[tuple[str, str, str]]:
    found = hefu.extract(text, published="2025-01", area=area)
    return [(one.quote, one.indicator, one.measure) for one in found]


def test_the_second_pair_of_figures_is_of_the_same_members() -> None:
    text = (
        "皮革业、造纸业增加值分别增长12.5%、8.1%，占比分别为9.7%、8.8%，合计占比18.5%，共拉动规上工业增长2.1个百分点。"
    )
    assert _told(text) == [
        ("12.5%", "皮革业增加值", "growth"),
        ("8.1%", "造纸业增加值", "growth"),
        ("9.7%", "皮革业增加值占比", "ratio"),
        ("8.8%", "造纸业增加值占比", "ratio"),
        ("18.5%", "皮革业、造纸业增加值占比", "ratio"),
        ("2.1个百分点", "皮革业、造纸业增加值拉动规上工业增长", "change"),
    ]


def test_as_many_as_were_named_is_no_part_of_the_last_name() -> None:
    text = "饮料、皮革、造纸三个行业增加值分别增长6.1%、5.2%、3.3%，分别高于全市1.1、0.2、-1.7个百分点。"
    assert [name for _, name, _ in _told(text)] == ["饮料增加值", "皮革增加值", "造纸增加值"] * 2
    assert [measure for *_, measure in _told(text)] == ["growth"] * 3 + ["gap"] * 3


def test_a_member_that_leaves_out_the_verb_grows_as_the_one_before() -> None:
    text = "国有企业产值增长6.9%，集体企业11.1%，外资企业2.2%。"
    assert [measure for *_, measure in _told(text)] == ["growth"] * 3
    assert [measure for *_, measure in _told("出口产值增长6.9%，废品率11.1%。")] == ["growth", "ratio"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("28个行业大类中，21个保持增长。", "行业大类"),
        ("15项问题已整改完成6项。", "问题"),
        ("仓储业营业收入快速增长，其中：邮政业营业收入增长31.4%。", "邮政业营业收入"),
        ("7个主要行业4增3降。", "主要行业"),
    ],
)
def test_what_happened_to_the_counted_is_no_part_of_their_name(text: str, name: str) -> None:
    assert _told(text)[0][1] == name


def test_the_speed_that_moved_by_points_is_named() -> None:
    text = "地区生产总值增长5.4%，增速比上年提高0.7个百分点。"
    assert _told(text)[1] == ("0.7个百分点", "地区生产总值增速", "change")


def test_raising_by_points_is_no_comparison_with_another() -> None:
    (found,) = hefu.extract("采矿业拉低规上工业增加值增速1.2个百分点。", published="2025-01", area="杭州市")
    assert found.measure == "change"
    assert found.value < 0


def test_the_whole_of_a_region_is_the_region_and_not_the_place_in_it() -> None:
    for words, area in (("全疆", "新疆维吾尔自治区"), ("全地区", "阿克苏地区")):
        (found,) = hefu.extract(f"{words}粮食产量增长3.2%。", published="2025-01", area="阿克苏地区")
        assert found.area == area


def test_words_with_a_figure_of_their_own_are_no_members() -> None:
    text = "已经有六十个县、市，分别达到每亩四百斤、五百斤、八百斤的要求。"
    assert "市" not in [name for _, name, _ in _told(text)]
