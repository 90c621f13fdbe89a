"""Numerals with multiplier, unit and bound words become quantities."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefu.extract.quantities import Quantity, chinese_number, quantity
from hefu.extract.text import normalise
from hefu.extract.tokens import NUMBERS, scan


def read(text: str) -> tuple[Quantity, str]:
    """The first quantity of a text, and its quote."""
    plain = normalise(text)
    token = next(t for t in scan(plain, 0, len(plain)) if t.kind in NUMBERS)
    found = quantity(plain, token, 0, len(plain))
    return found, text[found.start : found.end]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("一百二十", 120),
        ("二百三十五", 235),
        ("一千零五", 1005),
        ("七千三百八十二亿", 738_200_000_000),
        ("二十七亿三千万", 2_730_000_000),
        ("十二", 12),
        ("两千", 2000),
        ("四点五", "4.5"),
        ("一点二五亿", 125_000_000),
    ],
)
def test_figures_in_words_have_their_value(words: str, value: int | str) -> None:
    assert chinese_number(words) == Decimal(value)


@given(st.integers(1, 9999))
def test_every_figure_in_words_below_ten_thousand_is_read_back(number: int) -> None:
    assert chinese_number(in_words(number)) == number


def in_words(number: int) -> str:
    """7005 → 七千零五, as official texts write it."""
    words, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            words += ("零" if gap and words else "") + "零一二三四五六七八九"[digit] + name
        gap = not digit
    return words


def test_the_exponent_keeps_the_printed_precision() -> None:
    assert str(read("389.54亿元")[0].scaled()) == "3.8954E+10"
    assert str(read("389.5亿元")[0].scaled()) == "3.895E+10"
    assert str(read("8.0%")[0].scaled()) == "8.0"


@pytest.mark.parametrize("multiplier", ["百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿", "万亿"])
def test_a_multiplier_is_worked_out(multiplier: str) -> None:
    worth = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 10**8}
    product = 1
    for char in multiplier:
        product *= worth[char]
    found, quote = read(f"3{multiplier}元")
    assert found.scaled() == 3 * product
    assert quote == f"3{multiplier}元"


def test_a_thousand_metres_are_kilometres_and_no_multiplier() -> None:
    found, _ = read("3千米")
    assert found.scaled() == 3
    assert found.unit == "公里"
    assert read("3千瓦时")[0].unit == "千瓦时"


def test_a_hundred_before_a_point_is_no_multiplier() -> None:
    assert read("3个百分点")[0].scaled() == 3


@pytest.mark.parametrize("quote", ["8%左右", "约8%", "近8%", "8%上下", "大约8%"])
def test_about_is_a_bound_inside_the_quote(quote: str) -> None:
    assert (read(quote)[0].bound, read(quote)[1]) == ("≈", quote)


@pytest.mark.parametrize(
    "quote", ["99%以上", "超99%", "超过99%", "突破99%", "逾99%", "不低于99%", "4300余张", "40万多株"]
)
def test_more_than_is_a_bound_inside_the_quote(quote: str) -> None:
    assert (read(quote)[0].bound, read(quote)[1]) == (">=", quote)


@pytest.mark.parametrize("quote", ["3%以内", "3%以下", "不超过3%", "低于3%", "不足3%"])
def test_at_most_is_a_bound_inside_the_quote(quote: str) -> None:
    assert (read(quote)[0].bound, read(quote)[1]) == ("<=", quote)


def test_verbs_of_change_stay_outside_the_quote() -> None:
    assert read("增长8%左右")[1] == "8%左右"
    assert read("达到12亿元")[1] == "12亿元"


def test_a_minus_belongs_to_the_figure_but_a_dash_does_not() -> None:
    assert read("增速为-1.9‰")[0].scaled() == Decimal("-1.9")
    assert read("一是——12个项目")[0].scaled() == 12


@pytest.mark.parametrize(
    ("text", "unit", "quote"),
    [
        ("每人每月220元", "元/人·月", "每人每月220元"),
        ("每人每年5160元", "元/人·年", "每人每年5160元"),
        ("每亩300元", "元/亩", "每亩300元"),
        ("日产4500吨", "吨/日", "日产4500吨"),
        ("0.25元/千瓦时", "元/千瓦时", "0.25元/千瓦时"),
        ("月人均养老金2011元", "元", "2011元"),
    ],
)
def test_what_a_standard_is_for_belongs_to_the_unit(text: str, unit: str, quote: str) -> None:
    assert (read(text)[0].unit, read(text)[1]) == (unit, quote)


def test_fourfold_is_twice_doubled() -> None:
    assert [read(words)[0].value for words in ("翻番", "翻一番", "翻两番", "翻三番")] == [2, 2, 4, 8]


def test_tenths_and_fractions_are_percent() -> None:
    assert read("六成以上")[0].value == 60
    assert read("六成以上")[0].unit == "%"
    assert read("三分之二的")[0].value == Decimal("66.6667")
    assert read("百分之四点五")[0].value == Decimal("4.5")


def test_a_quantity_looks_no_further_left_than_it_may() -> None:
    text = "约8%"
    token = next(t for t in scan(text, 0, len(text)) if t.kind == "number")
    assert quantity(text, token, 1, len(text)).bound == "="


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from(["", "万", "亿"]))
def test_any_amount_of_money_is_read_back(number: Decimal, multiplier: str) -> None:
    found, quote = read(f"为{number}{multiplier}元")
    assert quote == f"{number}{multiplier}元"
    assert found.scaled() == number * {"": 1, "万": 10**4, "亿": 10**8}[multiplier]
