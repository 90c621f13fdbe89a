"""Intervals of printed figures, and arithmetic on them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefu.audit.intervals import INFINITY, Interval, growth, printed
from hefu.extract import extract


def of(text: str) -> Interval:
    return printed(extract(text, published="2022-02")[0])


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("全年投资389.54亿元。", "38953500000", "38954500000"),
        ("全年接待游客3900万人次。", "38995000", "39005000"),
        ("粮食增长8%以上。", "7.5", "Infinity"),
        ("物价上涨3%以内。", "-Infinity", "3.5"),
        ("生产总值增长7%左右。", "6", "8"),
        ("社会商品总量五百亿元。", "49950000000", "50050000000"),
        ("规模以上工业企业约400家。", "384", "416"),
    ],
)
def test_a_printed_figure_is_the_interval_of_its_precision_and_bound_words(text: str, low: str, high: str) -> None:
    assert of(text) == Interval(Decimal(low), Decimal(high))


def test_rounded_figures_agree_and_neighbours_do_not() -> None:
    exact, rounded, other = (of(f"造林{figure}万亩。") for figure in ("18.36", "18.4", "18.5"))
    assert not exact.disjoint(rounded)
    assert rounded.disjoint(other)


def test_growth_of_two_rounded_amounts_is_an_interval() -> None:
    found = growth(Interval(Decimal("3899.5"), Decimal("3900.5")), Interval(Decimal("3199.5"), Decimal("3200.5")))
    assert found.low.quantize(Decimal("0.01")) == Decimal("21.84")
    assert found.high.quantize(Decimal("0.01")) == Decimal("21.91")


numbers = st.decimals(min_value=Decimal("0.1"), max_value=Decimal(10**6), places=2)


@given(numbers, numbers, numbers, numbers)
def test_a_result_of_values_lies_in_the_result_of_their_intervals(
    a: Decimal, b: Decimal, c: Decimal, d: Decimal
) -> None:
    one, other = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    for value, interval in ((a + c, one + other), (a - c, one - other), (a * c, one * other)):
        assert interval.low <= value <= interval.high
    quotient, slack = one / other, Decimal("1e-18")
    assert quotient.low - slack <= a / c <= quotient.high + slack


def test_what_is_divided_by_an_interval_around_zero_may_be_anything() -> None:
    assert (Interval(Decimal(1), Decimal(2)) / Interval(Decimal(-1), Decimal(1))).high == INFINITY
