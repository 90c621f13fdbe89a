"""What a cell means, and what is refused because it is unclear."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from hefu.errors import UsageError
from hefu.office import cells
from hefu.office.fields import SHEETS
from hefu.office.words import WORDS, understood


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-11-30", "2025-11-30"), ("2025/11/3", "2025-11-03"), ("2025.11.30", "2025-11-30"),
        ("2025年11月30日前", "2025-11-30"), ("20251130", "2025-11-30"), (20251130, "2025-11-30"),
        (datetime(2025, 11, 30), "2025-11-30"), ("2025年11月底", "2025-11-30"), ("2024年2月", "2024-02-29"),
        ("2025年三季度", "2025-09-30"), ("2025年上半年", "2025-06-30"), ("2025年底前", "2025-12-31"),
        ("１２月底前", "2025-12-31"), ("11月15日", "2025-11-15"), ("年底", "2025-12-31"), ("二季度末", "2025-06-30"),
    ],
)  # fmt: skip
def test_days_are_read_as_ledgers_write_them(value: object, day: str) -> None:
    assert cells.day(value, year=2025) == date.fromisoformat(day)


def test_a_month_begins_where_a_beginning_is_meant() -> None:
    assert cells.day("2025年11月", end=False) == date(2025, 11, 1)


@pytest.mark.parametrize("value", ["长期", "持续推进", "—", "", None])
def test_what_has_no_end_has_no_day(value: object) -> None:
    assert cells.day(value) is None


@pytest.mark.parametrize(
    "value", ["2025-02-30", "2025-13-01", 45991, "尽快", "0025-01-01", "9999-01-01", "11月底", "30/11/2025"]
)
def test_what_is_no_sure_day_is_refused(value: object) -> None:
    with pytest.raises(UsageError):
        cells.day(value)


@pytest.mark.parametrize(
    ("value", "shown_as", "figure"),
    [
        ("1.2亿元", "", ("1.2", "亿元")), ("1,200 套", "", ("1200", "套")), ("１２００套", "", ("1200", "套")),
        (0.1 + 0.2, "General", ("0.3", "")), (0.9, "0%", ("90", "%")), (0.975, "0.0%", ("97.5", "%")),
        ("90%", "", ("90", "%")), (3, "", ("3", "")), (-4.5, "", ("-4.5", "")), ("", "", ("", "")), ("—", "", ("", "")),
        ("3.0亿元", "", ("3.0", "亿元")),
    ],
)  # fmt: skip
def test_a_figure_and_its_unit(value: object, shown_as: str, figure: tuple[str, str]) -> None:
    assert cells.figure(value, shown_as) == figure


@pytest.mark.parametrize("value", ["约3个", "12-13", "三个", True, float("nan"), float("inf"), "3个、4家", "=1+1"])
def test_what_is_no_one_figure_is_refused(value: object) -> None:
    with pytest.raises(UsageError):
        cells.figure(value)


def test_sums_are_brought_to_yuan_where_they_are_yuan() -> None:
    assert cells.yuan("1.2", "亿元") == Decimal("120000000")
    assert cells.yuan("6500", "万元") == Decimal("65000000")
    assert cells.yuan("3", "万美元") is None
    assert cells.yuan("", "亿元") is None
    assert cells.yuan("3", "") is None


def test_bodies_are_parted_and_each_is_named_once() -> None:
    assert cells.names("市财政局、市科技局，市财政局\n（市水利局）") == ["市财政局", "市科技局", "市水利局"]


@pytest.mark.parametrize("vocabulary", WORDS)
def test_no_word_of_a_vocabulary_has_two_meanings(vocabulary: str) -> None:
    said = [(word, code) for code, all_ in WORDS[vocabulary].items() for word in (code, *all_)]
    assert all(understood(vocabulary, word) == code for word, code in said)


def test_every_example_of_the_template_can_be_read() -> None:
    from hefu.office.importing import read_cell
    from hefu.office.workbook import Cell

    for sheet in SHEETS:
        for one in sheet.fields:
            assert not one.example or read_cell(one, Cell(one.example), "", 2025), one
