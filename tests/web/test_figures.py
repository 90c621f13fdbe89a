from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefu.web.figures import common_power, digits, figure, power, round_digits


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("3.8954E+10", "元", "389.54 亿元"),
        ("3.20E+5", "人", "32.0 万人"),
        ("2.889E+6", "亩", "288.9 万亩"),
        ("1.000E+11", "元", "1,000 亿元"),
        ("1.2606E+14", "元", "126.06 万亿元"),
        ("1.2345E+8", "元", "12,345 万元"),
        ("36253", "人", "36,253 人"),
        ("6E+3", "亩", "0.6 万亩"),
        ("23.9", "%", "23.9 %"),
        ("-8.10", "%", "−8.10 %"),
        ("-8.1E+8", "元", "−8.1 亿元"),
        ("849.8", "1", "849.8 "),
        ("392000000000", "斤", "3,920 亿斤"),
        ("500000", "人", "500,000 人"),
        ("0", "起", "0 起"),
        ("0E+8", "元", "0 元"),
    ],
)
def test_a_figure_is_written_as_it_was_printed(value: str, unit: str, shown: str) -> None:
    assert " ".join(figure(Decimal(value), unit)) == shown


def test_a_range_shares_one_unit() -> None:
    assert figure(Decimal(5), "%", Decimal(6)) == ("5—6", "%")


@given(st.decimals(-(10**15), 10**15, places=2) | st.integers(-(10**15), 10**15).map(Decimal))
def test_no_figure_is_shown_with_another_value(value: Decimal) -> None:
    of = power(value)
    assert Decimal(digits(value, of).replace(",", "").replace("−", "-")).scaleb(of) == value


def test_an_axis_is_written_in_the_power_that_most_of_its_values_have() -> None:
    assert common_power([Decimal("8.124E+10"), Decimal("7.872E+10"), Decimal("1.0E+9"), Decimal("3.1E+13")]) == 8
    assert common_power([]) == 0
    assert round_digits(Decimal("1.20E+11"), 8) == "1,200"
