"""Periods with names."""

from __future__ import annotations

from itertools import pairwise

import pytest

from hefu.lexicon.periods import load


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("一五", "1953/1957"),
        ("十五", "2001/2005"),
        ("十五五", "2026/2030"),
        ("“十四五”", "2021/2025"),
        ("“十四五”规划", "2021/2025"),
        ("“十四五”时期", "2021/2025"),
        ("第十四个五年规划", "2021/2025"),
        ("第十个五年计划时期", "2001/2005"),
        ("第十三个五年规划纲要", "2016/2020"),
        ("十六五", "2031/2035"),
    ],
)
def test_a_plan_is_known_by_its_names(name: str, iso: str) -> None:
    plan = load().plan(name)
    assert plan is not None
    assert plan.iso == iso


@pytest.mark.parametrize("name", ["", "十", "五", "规划", "十七五", "九十五"])
def test_other_words_are_no_plans(name: str) -> None:
    assert load().plan(name) is None


def test_the_plans_follow_each_other_without_a_gap() -> None:
    plans = load().plans
    for earlier, later in pairwise(plans):
        assert later.first == earlier.last + 1
    assert load().plan_of(2023) == load().plan("十四五")
    assert load().plan_of(1950) is None


def test_a_government_begins_with_its_congress_and_ends_with_the_next() -> None:
    periods = load()
    assert periods.government("2022-12") == ("2018-03", "2023-03")
    assert periods.government("2023-03") == ("2023-03", None)
    assert periods.government("1950-01") is None


def test_parts_of_a_year_are_months_in_order() -> None:
    parts = load().parts
    assert parts["前三季度"] == (1, 9)
    assert parts["下半年"] == (7, 12)
    assert all(1 <= first <= last <= 12 for first, last in parts.values())


def test_far_aims_have_a_year() -> None:
    assert load().horizons["2035年远景目标"] == 2035
