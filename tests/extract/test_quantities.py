"""Numerals with multiplier, unit and bound words become quantities."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefu.extract.quantities import Quantity, chinese_number, chinese_range, quantity
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
        ("四万万", 400_000_000),
        ("5万4千6百", 54_600),
        ("3万4000", 34_000),
        ("2千零30万", 20_300_000),
        ("5亿1万4千6百", 500_014_600),
        ("零点五", "0.5"),
        ("半", "0.5"),
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


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("二三十", (20, 30)),
        ("一百五六十万", (1_500_000, 1_600_000)),
        ("两三千", (2000, 3000)),
        ("二十三", (23, None)),
        ("五六七", (567, None)),
    ],
)
def test_two_digits_that_follow_each_other_are_the_ends_of_a_range(words: str, ends: tuple[int, int | None]) -> None:
    assert chinese_range(words) == ends


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("千分之2.4", "2.4", "‰"),
        ("十万分之八", "0.008", "%"),
        ("百万分之五", "0.0005", "%"),
        ("一千万分之六", "0.00006", "%"),
        ("三分之一", "33.3333", "%"),
        ("十二分之一", "8.33333", "%"),
    ],
)
def test_a_share_of_any_whole_is_exact_if_it_ends_else_has_six_digits(words: str, value: str, unit: str) -> None:
    found, _ = read(words)
    assert (found.value, found.unit) == (Decimal(value), unit)


def test_a_share_of_a_whole_in_words_that_is_no_power_of_ten_has_no_digits_in_it() -> None:
    assert not [t for t in scan("五百分之", 0, 4) if t.kind in NUMBERS]
    assert [t.kind for t in scan("五百分之2.2", 0, 7)] == ["number"]


@pytest.mark.parametrize("quote", ["一千多万元", "二十几万元", "十余万元", "一亿一千七百多万亩", "1千多万元"])
def test_more_than_inside_a_figure_in_words_is_a_bound(quote: str) -> None:
    assert (read(quote)[0].bound, read(quote)[1]) == (">=", quote)


def test_figures_behind_first_so_many_and_this_are_not_read() -> None:
    for words in ("第一百二十条", "几十亿元", "数十万人", "这一百二十个", "十二个方面"):
        assert not [t for t in scan(words, 0, len(words)) if t.kind in NUMBERS], words


def test_a_half_behind_a_unit_is_added() -> None:
    assert (read("十五斤半。")[0].value, read("十五斤半。")[1]) == (Decimal("15.5"), "十五斤半")
    assert (read("3年半以上")[0].value, read("3年半以上")[1]) == (Decimal("3.5"), "3年半以上")
    assert read("10亩半山坡")[0].value == 10


@pytest.mark.parametrize("quote", ["-3.2%", "－3.2%", "负3.2%", "负三百元"])
def test_a_sign_at_the_head_of_a_figure_is_read(quote: str) -> None:
    assert read(f"增速为{quote}")[0].value < 0
    assert read(quote)[0].value < 0


def test_a_hyphen_between_two_figures_is_no_minus() -> None:
    text = "5亿-6亿元"
    second = scan(text, 0, len(text))[1]
    assert quantity(text, second, 2, len(text)).value == 6


def test_a_quantity_looks_no_further_left_than_it_may() -> None:
    text = "约8%"
    token = next(t for t in scan(text, 0, len(text)) if t.kind == "number")
    assert quantity(text, token, 1, len(text)).bound == "="


@given(st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from(["", "万", "亿"]))
def test_any_amount_of_money_is_read_back(number: Decimal, multiplier: str) -> None:
    found, quote = read(f"为{number}{multiplier}元")
    assert quote == f"{number}{multiplier}元"
    assert found.scaled() == number * {"": 1, "万": 10**4, "亿": 10**8}[multiplier]
