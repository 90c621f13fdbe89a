"""Lists of indicators are handed out one by one, with the head that they share."""

from __future__ import annotations

import pytest

import hefu
from hefu.extract.lists import industries, parts, ratio_parts


@pytest.mark.parametrize(
    ("words", "members"),
    [
        ("肉、蛋、奶产量", ["肉产量", "蛋产量", "奶产量"]),
        ("粮食和油料产量", ["粮食产量", "油料产量"]),
        ("城乡居民人均可支配收入", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("存款余额、贷款余额", ["存款余额", "贷款余额"]),
        ("出口、进口", ["出口", "进口"]),
    ],
)
def test_members_of_a_list_share_the_head_of_the_last(words: str, members: list[str]) -> None:
    assert parts(words, len(members)) == members


def test_a_list_of_another_length_is_not_handed_out() -> None:
    assert parts("肉、蛋、奶产量", 2) is None
    assert parts("粮食产量", 2) is None


def test_three_industries_are_first_second_and_third() -> None:
    assert industries("三次产业增加值", 3) == ["第一产业增加值", "第二产业增加值", "第三产业增加值"]
    assert industries("三次产业增加值", 2) is None
    assert industries("粮食产量", 3) is None


def test_a_ratio_of_three_is_of_the_industries_shares() -> None:
    assert ratio_parts("三次产业结构", 3) == ["第一产业比重", "第二产业比重", "第三产业比重"]


def test_members_that_cannot_be_told_apart_are_no_list() -> None:
    text = "人均可支配收入分别增长  5.5%和  7.5%以上，居民消费价格涨幅控制"
    assert [one.quote for one in hefu.extract(text, published="2025-01")] == ["5.5%", "7.5%以上"]
