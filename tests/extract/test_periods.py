"""Expressions of time are resolved against the clock of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefu.extract.periods import Clock, Period, era, number, resolve
from hefu.extract.text import normalise
from hefu.extract.tokens import NUMBERS, scan

NEWS = Clock(2023, 12, 2023, 2023)
"""A newspaper of December 2023."""

REPORT = Clock(2024, 1, 2023, 2023)
"""A report of January 2024 on the year before."""


def at(text: str, clock: Clock = NEWS) -> Period | None:
    plain = normalise(text)
    token = next(t for t in scan(plain, 0, len(plain)) if t.kind not in NUMBERS)
    return resolve(token, clock)


def iso(text: str, clock: Clock = NEWS) -> str | None:
    found = at(text, clock)
    return found.iso if found else None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2023年", "2023"),
        ("2023年11月", "2023-11"),
        ("2023年12月21日", "2023-12-21"),
        ("2023-12-21", "2023-12-21"),
        ("2023年1—11月", "2023-01/2023-11"),
        ("1至11月", "2023-01/2023-11"),
        ("前11个月", "2023-01/2023-11"),
        ("十一月", "2023-11"),
        ("今年一月至九月", "2023-01/2023-09"),
        ("一月19日到20日", "2023-01-19/2023-01-20"),
        ("三月二十八日到四月15日", "2023-03-28/2023-04-15"),
        ("明年四月", "2024-04"),
        ("下个月", "2024-01"),
        ("上月15日", "2023-11-15"),
        ("07年", "2007"),
        ("98年7月", "1998-07"),
        ("零八年十二月", "2008-12"),
        ("18年10月1日到19年2月3日", "2018-10-01/2019-02-03"),
        ("20世纪80年代", "1980/1989"),
        ("九十年代", "1990/1999"),
        ("上世纪九十年代初", "1990"),
        ("本世纪20年代", "2020/2029"),
        ("20世纪末", "2000"),
        ("本世纪末", "2100"),
        ("2007年与2009年之间", "2007/2009"),
        ("2010年之后2018年之前", "2010/2018"),
        ("一季度", "2023-01/2023-03"),
        ("四季度", "2023-10/2023-12"),
        ("一至三季度", "2023-01/2023-09"),
        ("上半年", "2023-01/2023-06"),
        ("下半年", "2023-07/2023-12"),
        ("前三季度", "2023-01/2023-09"),
        ("2021—2025年", "2021/2025"),
        ("2021—25年", "2021/2025"),
        ("二〇三五年", "2035"),
        ("一九五三年至一九五七年", "1953/1957"),
        ("“十四五”时期", "2021/2025"),
        ("“十四五”末", "2025"),
        ("“十四五”初", "2021"),
        ("“十四五”前三年", "2021/2023"),
        ("“十四五”后两年", "2024/2025"),
        ("第十四个五年规划", "2021/2025"),
    ],
)
def test_a_time_is_iso_text(text: str, period: str) -> None:
    assert iso(text) == period


def test_relative_years_are_read_against_the_publication() -> None:
    assert [iso(word, REPORT) for word in ("今年", "去年", "前年", "明年")] == ["2024", "2023", "2022", "2025"]


def test_parts_of_a_year_are_read_against_the_year_that_governs() -> None:
    assert iso("1—11月", REPORT) == "2023-01/2023-11"


def test_until_now_is_the_month_of_publication_if_it_is_known() -> None:
    assert iso("截至目前") == "2023-12"
    assert iso("截至目前", Clock(2023, None, 2023)) == "2023"


def test_five_years_past_end_with_the_last_that_is_over() -> None:
    assert iso("五年来", REPORT) == "2019/2023"
    assert iso("过去三年", REPORT) == "2021/2023"


def test_years_to_come_begin_after_it() -> None:
    assert iso("未来五年", Clock(2026, 2, 2025, 2025)) == "2026/2030"


def test_a_relative_time_without_a_date_is_none() -> None:
    assert iso("今年", Clock(None, None, None)) is None
    assert iso("截至目前", Clock(None, None, None)) is None
    assert iso("1—11月", Clock(None, None, None)) is None


def test_the_kind_tells_how_a_period_may_be_read_on() -> None:
    kinds = {
        text: getattr(at(text), "kind", None)
        for text in ("2023年", "2023年末", "2023年11月", "“十四五”时期", "截至目前")
    }
    assert kinds == {
        "2023年": "year",
        "2023年末": "end",
        "2023年11月": "month",
        "“十四五”时期": "era",
        "截至目前": "now",
    }


def test_plans_before_the_sixth_did_not_follow_each_other() -> None:
    assert [era(n) for n in (1, 2, 3, 4, 5)] == [(1953, 1957), (1958, 1962), (1966, 1970), (1971, 1975), (1976, 1980)]


@given(st.integers(6, 19))
def test_later_plans_are_five_years_each_without_a_break(ordinal: int) -> None:
    first, last = era(ordinal)
    assert last - first == 4
    assert era(ordinal + 1)[0] == last + 1


@given(st.integers(1, 99))
def test_numbers_of_plans_and_quarters_are_read_in_words_and_digits(value: int) -> None:
    tens, ones = divmod(value, 10)
    digits = "零一二三四五六七八九"
    words = (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")
    assert number(words) == number(str(value)) == value
