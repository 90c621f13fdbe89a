"""Numbers as the cells of a sheet show them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefu.read.shown import shown

EXAMPLES = [
    (0.123, "0.0%", "12.3%"),
    (12.299999999999999, "General", "12.3"),
    (2466.0, "General", "2466"),
    (1 / 3, "", "0.333333333"),
    (1e-7, "General", "0.0000001"),
    (2466, "0.0", "2466.0"),
    (1234.5, "#,##0.00", "1,234.50"),
    (0, "#,##0", "0"),
    (2.345, "0.00", "2.35"),
    (0.5, "#.0", "0.5"),
    (5, "00000", "00005"),
    (1.1, "0.0#", "1.1"),
    (123456789, "#,##0,", "123,457"),
    (123456, '0!.0,"万"', "12.3万"),
    (123456, r'0\.0,"万"', "12.3万"),
    (7, '0"年"', "7年"),
    (100, "[$￥-804]#,##0.00", "￥100.00"),
    (-5.5, "General", "-5.5"),
    (-2.3, "0.0;[Red]0.0", "-2.3"),
    (-1234, "#,##0_);(#,##0)", "-1,234"),
    (-2.3, "0.0;-0.0", "-2.3"),
    (0, '0.0;-0.0;"—"', "—"),
    (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
    (30, '[>=100]0"户";[<100]0.0"户"', "30.0户"),
    (12.5, "# ?/?", "12.5"),
    (12345678901234567890, "0.00E+00", "12345678901234567890"),
    (3.5, "@", "3.5"),
    (True, "General", "TRUE"),
    (None, "0.0", ""),
    ("粮食", "0.0", "粮食"),
    (datetime(2024, 11, 3), 'yyyy"年"m"月"', "2024年11月"),
    (datetime(2024, 11, 3), "mm-dd-yy", "2024/11/3"),
    (date(2024, 11, 3), r"yyyy\-mm\-dd;@", "2024-11-03"),
    (datetime(2024, 11, 3, 8, 5), "h:mm", "8:05"),
]


@pytest.mark.parametrize(("value", "code", "words"), EXAMPLES)
def test_a_value_is_shown_in_its_format(value: object, code: str, words: str) -> None:
    assert shown(value, code) == words


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False), st.integers(0, 4), st.booleans())
def test_what_is_shown_is_the_number_to_the_places_of_the_format(value: Decimal, places: int, grouped: bool) -> None:
    code = ("#,##0" if grouped else "0") + ("." + "0" * places if places else "")
    words = shown(float(value), code)
    assert abs(Decimal(words.replace(",", "")) - value) <= Decimal("0.5").scaleb(-places)
    assert len(words.partition(".")[2]) == places


@given(st.floats(allow_nan=True, allow_infinity=True), st.text(max_size=30))
def test_no_format_stops_the_reading_nor_loses_a_sign(value: float, code: str) -> None:
    words = shown(value, code)
    if value < 0 and any(digit in words for digit in "123456789"):
        assert "-" in words or "−" in words
