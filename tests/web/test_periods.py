from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from hefu.web.periods import slot, tick, words


@pytest.mark.parametrize(
    ("period", "chinese", "english"),
    [
        ("2023", "2023 年", "2023"),
        ("2023-11", "2023 年 11 月", "Nov 2023"),
        ("2023-12-21", "2023 年 12 月 21 日", "21 Dec 2023"),
        ("2023-01/2023-11", "2023 年 1 月—11 月", "Jan–Nov 2023"),
        ("2021/2025", "2021—2025 年", "2021–2025"),
        ("2022-11/2023-02", "2022 年 11 月至 2023 年 2 月", "Nov 2022 to Feb 2023"),
        ("soon", "soon", "soon"),
    ],
)
def test_a_period_is_written_in_the_language_of_the_interface(period: str, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert words(period) == chinese
    with translation.override("en"):
        assert words(period) == english


def test_periods_of_one_shape_are_neighbours_when_they_follow_one_another() -> None:
    january, december = slot("2024-01"), slot("2023-12")
    assert january and december and january.number - december.number == 1
    first, second = slot("2022-01/2022-11"), slot("2023-01/2023-11")
    assert first and second and first.shape == second.shape == "1-11" and second.number - first.number == 1


def test_the_years_of_a_plan_have_a_first_and_a_last() -> None:
    plan = slot("2021/2025")
    assert plan and (plan.shape, plan.number, plan.last) == ("years", 2021, 2025)


@pytest.mark.parametrize("period", ["", "soon", "2023/", "2023-13", "2023-02-30", "2022-11/2023-02", "2023/2023-02"])
def test_what_has_no_place_on_an_axis_has_no_slot(period: str) -> None:
    assert slot(period) is None


@given(st.dates(min_value=date(1900, 1, 1)))
def test_the_label_under_an_axis_is_the_period(day: date) -> None:
    for period in (str(day), str(day)[:7], str(day)[:4]):
        found = slot(period)
        assert found is not None
        assert tick(found.shape, found.number) == (period if found.shape != "year" else str(int(period)))
