from __future__ import annotations

from typing import cast

import pytest

from bench.remote import Remote
from bench.systems import Found, Text
from bench.values import same_unit, score, smallest

TEXT = Text("t", "投资下降8%，总额3亿元，企业5家。")


def row(at: int, quote: str, value: float, unit: str, top: float | None = None) -> dict[str, object]:
    return {"doc": "t", "class": "quantity", "at": at, "quote": quote, "value": value, "unit": unit, "value_max": top}


GOLD = [
    row(4, "8%", -8.0, "%"),
    row(9, "3亿元", 3e8, "元"),
    row(15, "5家", 5.0, "家"),
    {"doc": "t", "class": "time", "at": 0, "quote": "1"},
]


class Fake:
    """A system that says what it was told to say."""

    def __init__(self, *found: Found) -> None:
        self.found = list(found)

    def find(self, text: Text) -> list[Found]:
        return self.found


def scored(*found: Found) -> tuple[int, int, int, int, int]:
    result = score(cast(Remote, Fake(*found)), [(TEXT, GOLD)])
    return result.total, result.found, result.value, result.unit, result.sign


def test_the_smallest_span_that_covers_the_place_answers() -> None:
    wide, narrow = Found(0, 9, 1.0, None), Found(3, 6, 2.0, "%")
    assert smallest([wide, narrow], 4) is narrow
    assert smallest([wide, narrow], 9) is None


def test_only_gold_quantities_are_counted() -> None:
    assert scored() == (3, 0, 0, 0, 0)


def test_a_fall_read_as_a_positive_number_has_its_value_and_unit_but_not_its_sign() -> None:
    assert scored(Found(4, 6, 8.0, "%")) == (3, 1, 1, 1, 0)
    assert scored(Found(4, 6, -8.0, "%")) == (3, 1, 1, 1, 1)


def test_a_number_without_its_multiplier_or_unit_is_not_right() -> None:
    assert scored(Found(9, 10, 3.0, "元")) == (3, 1, 0, 0, 0)
    assert scored(Found(9, 11, 3e8, None)) == (3, 1, 1, 0, 0)


@pytest.mark.parametrize(
    ("quote", "wanted", "got", "same"),
    [
        ("3公里", "公里", "km", True),
        ("2个百分点", "百分点", "%", False),
        ("6434万", "人", None, True),
        ("5人", "人", None, False),
        ("7件", "件", "件", True),
    ],
)
def test_units_agree_under_their_aliases(quote: str, wanted: str, got: str | None, same: bool) -> None:
    assert same_unit({"quote": quote, "unit": wanted}, got) is same
