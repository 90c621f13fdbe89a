"""Times, names with digits and numbers, found in one pass."""

from __future__ import annotations

from itertools import pairwise

import pytest

from hefu.extract.text import normalise
from hefu.extract.tokens import NUMBERS, first_number, has_numerals, scan


def tokens(text: str) -> list[tuple[str, str]]:
    """Words and kinds of the tokens of a text."""
    plain = normalise(text)
    return [(plain[t.start : t.end], t.kind) for t in scan(plain, 0, len(plain))]


def kinds(text: str) -> list[str]:
    return [kind for _, kind in tokens(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2023-12-21", "iso"),
        ("2021—2025年", "span"),
        ("2021年至2023年", "span"),
        ("2023年1—11月", "year"),
        ("2023年末", "year"),
        ("1至11月", "part"),
        ("12月21日", "part"),
        ("上半年", "part"),
        ("一季度", "part"),
        ("21日", "day"),
        ("今年", "rel"),
        ("去年12月", "rel"),
        ("二〇三五年", "cyear"),
        ("一九五三年至一九五七年", "cspan"),
        ("“十四五”时期", "era"),
        ("第十四个五年规划", "era"),
        ("五年来", "dur"),
        ("近5年", "dur"),
        ("截至目前", "now"),
        ("90年代", "decade"),
        ("九十年代", "decade"),
        ("五六十年代", "century"),
        ("07年", "short"),
        ("零八年", "short"),
        ("下个月", "month"),
        ("明年四月", "rel"),
        ("三月二十八日到四月15日", "days"),
        ("一月十九日到20日", "part"),
        ("2007年与2009年之间", "span"),
        ("2009 年 到 2010 年", "span"),
    ],
)
def test_an_expression_of_time_is_one_token(text: str, kind: str) -> None:
    assert kind in kinds(text)
    assert len([k for k in kinds(text) if k not in NUMBERS]) == 1


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("增长8.5%", "8.5", "number"),
        ("6,100个", "6,100", "number"),
        ("翻了一番", "翻了一番", "times"),
        ("占六成以上", "六成", "tenth"),
        ("百分之四点五", "百分之四点五", "fraction"),
        ("三分之二的农户", "三分之二", "fraction"),
        ("一百二十亿斤", "一百二十亿", "worded"),
        ("3亿2000万元", "3亿2000万", "mixed"),
        ("5万4千6百元", "5万4千6百", "mixed"),
        ("六个百分点", "六", "worded"),
        ("七八成的", "七八成", "tenth"),
        ("百分之七十百分位", "百分之七十", "fraction"),
    ],
)
def test_a_number_is_a_token_without_its_unit(text: str, word: str, kind: str) -> None:
    assert (word, kind) in tokens(text)


def test_a_day_is_no_part_of_a_long_figure() -> None:
    assert kinds("1月12.5万人") == ["part", "number"]


def test_a_bare_year_number_without_the_word_is_no_time() -> None:
    assert kinds("全省有公社1958个") == ["number"]


@pytest.mark.parametrize("text", ["3万5亿元", "3万2024年", "5万4千瓦", "12百分之五"])
def test_numbers_that_do_not_fall_from_large_to_small_are_not_one(text: str) -> None:
    assert "mixed" not in kinds(text)


@pytest.mark.parametrize("text", ["十月革命", "0.05年", "二十对外开放", "一成不变", "半成品", "登上月球", "三个以上月"])
def test_words_that_look_like_times_and_figures_have_their_own_reading(text: str) -> None:
    assert not {"part", "short", "month", "tenth"} & set(kinds(text))


def test_tokens_stand_in_order_and_apart() -> None:
    text = "2023年1—11月，全市完成投资389.54亿元，同比增长23.9%，到12月21日翻了一番。"
    found = scan(text, 0, len(text))
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_scan_looks_no_further_than_its_end() -> None:
    text = "2023年1—11月完成投资"
    assert [text[t.start : t.end] for t in scan(text, 0, 5)] == ["2023年"]


@pytest.mark.parametrize("text", ["389亿元", "翻番", "占六成以上", "百分之五", "三分之一", "一百二十万吨"])
def test_a_text_with_a_numeral_is_known_at_a_glance(text: str) -> None:
    assert has_numerals(text)


@pytest.mark.parametrize("text", ["", "四件大事", "一起努力", "十分重视", "两个确立", "成就斐然"])
def test_a_text_without_a_numeral_is_passed_over(text: str) -> None:
    assert not has_numerals(text)


def test_the_first_number_is_plain_whatever_else_it_might_be() -> None:
    text = "（2023年）1,234.5"
    token = first_number(text, 6, len(text))
    assert token is not None
    assert text[token.start : token.end] == "1,234.5"
    assert first_number("没有数字", 0, 4) is None
