"""Dates as users give them and as documents write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefu.errors import ImpossibleDateError
from hefu.read.dates import find_date
from hefu.read.metadata import parse_date


@pytest.mark.parametrize(("given_", "iso"), [("2024", "2024"), ("2024-1", "2024-01"), (" 2024-02-29 ", "2024-02-29")])
def test_a_date_is_as_exact_as_it_is_given(given_: str, iso: str) -> None:
    assert parse_date(given_) == iso


@pytest.mark.parametrize("wrong", ["", "2023-02-29", "2024-13", "24-01-01", "20240101", "2024年", "1066", "２０２４"])
def test_a_date_that_cannot_be_is_refused(wrong: str) -> None:
    with pytest.raises(ImpossibleDateError, match="write YYYY, YYYY-MM or YYYY-MM-DD"):
        parse_date(wrong)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026年5月22日", "2026-05-22"),
        ("2026 年 5 月 2 日", "2026-05-02"),
        ("二〇二六年四月", "2026-04"),
        ("二○一九年十二月二十一日", "2019-12-21"),
        ("１９９１年３月２６日", "1991-03-26"),
        ("2026-02-10,08:50", "2026-02-10"),
        ("2026/4/1", "2026-04-01"),
        ("2026.04.02", "2026-04-02"),
    ],
)
def test_dates_are_found_however_they_are_written(text: str, iso: str) -> None:
    assert find_date(f"发布于{text}起") == (iso, 3, 3 + len(text) - (6 if "," in text else 0))


@pytest.mark.parametrize(
    "text", ["2023年1—10月", "2023年1-10月", "2026年13月2日", "2026年2月30日", "2021-2025年", "12.5"]
)
def test_periods_and_impossible_days_are_no_dates(text: str) -> None:
    assert find_date(text) is None


@given(st.text())
def test_any_text_is_searched_without_an_error(text: str) -> None:
    find_date(text)
