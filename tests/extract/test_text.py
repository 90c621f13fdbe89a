"""The normalised text: one width of digits and signs, character for character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefu.extract.text import normalise


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("３８９．５４亿元", "389.54亿元"),
        ("２３．９％", "23.9%"),
        ("5%～6%", "5%—6%"),
        ("1－11月", "1—11月"),
        ("增长－3.2%", "增长-3.2%"),
        ("－３．２％", "-3.2%"),
        ("云湖－星湖", "云湖—星湖"),
        ("12.1∶57.9∶30", "12.1：57.9：30"),
        ("增长8%;下降3%", "增长8%；下降3%"),
        ("(图1)", "（图1）"),
        ("Ｇ３１８国道", "G318国道"),
        ("6，100个", "6,100个"),
        ("38，954，000，000元", "38,954,000,000元"),
        ("全\u3000市", "全 市"),
    ],
)
def test_widths_of_digits_and_signs_are_made_one(printed: str, read: str) -> None:
    assert normalise(printed) == read


def test_a_comma_between_two_figures_parts_them() -> None:
    assert normalise("增长8%,下降3%") == "增长8%，下降3%"
    assert normalise("为6,完成7") == "为6，完成7"


def test_a_comma_before_three_digits_parts_thousands() -> None:
    assert normalise("6,100个") == "6,100个"
    assert normalise("12,34个") == "12，34个"


def test_a_wide_comma_before_a_year_is_no_separator_of_thousands() -> None:
    assert normalise("第5，2023年") == "第5，2023年"


def test_words_of_bound_and_aim_stay() -> None:
    assert normalise("力争约８％以上") == "力争约8%以上"


@given(st.text())
def test_the_length_never_changes(text: str) -> None:
    assert len(normalise(text)) == len(text)


@given(st.text())
def test_what_is_normalised_is_normalised_again_to_itself(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
