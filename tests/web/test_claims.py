from __future__ import annotations

from decimal import Decimal

import pytest

from hefu.web.claims import Claim, agree, courses, stands
from hefu.web.periods import Slot


def claim(value: str, bound: str = "=", year: int = 2023, **fields: object) -> Claim:
    known = {
        "value": Decimal(value),
        "highest": None,
        "bound": bound,
        "modality": "actual",
        "slot": Slot("year", year, year),
        "period": str(year),
        "published": "2024-01",
        "source": 1,
        "href": value,
        **fields,
    }
    return Claim(**known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (claim("3.895E+10"), claim("3.8954E+10"), True),
        (claim("978.8"), claim("1005.1"), False),
        (claim("3000", "≈"), claim("2987"), True),
        (claim("3000", "≈"), claim("2500"), False),
        (claim("900", ">="), claim("905.5"), True),
        (claim("900", ">="), claim("880"), False),
        (claim("5.5", "<="), claim("5.1"), True),
        (claim("5", highest=Decimal(6)), claim("5.6"), True),
    ],
)
def test_claims_agree_when_both_can_be_true(one: Claim, other: Claim, same: bool) -> None:
    assert agree(one, other) is same
    assert agree(other, one) is same


def test_claims_that_agree_are_one_point_with_the_most_exact_in_front() -> None:
    [stand] = stands([claim("3.9E+10", source=1), claim("3.8954E+10", source=2), claim("3.895E+10", "≈", source=3)])
    [point] = stand.points
    assert str(point.claim.value) == "3.8954E+10"
    assert point.sources == (1, 2, 3)


def test_of_claims_that_contradict_each_other_the_one_published_last_comes_first() -> None:
    [stand] = stands([claim("1005.1", published="2024-01"), claim("978.8", published="2024-03")])
    assert [str(point.claim.value) for point in stand.points] == ["978.8", "1005.1"]


def test_an_estimate_does_not_contradict_a_result() -> None:
    assert all(len(stand.points) == 1 for stand in stands([claim("990", modality="estimate"), claim("978.8")]))


def test_a_line_never_joins_across_a_gap() -> None:
    found = stands([claim("1", year=year) for year in (2019, 2020, 2022, 2023)])
    assert [[stand.slot.number for stand in run] for run in courses(found)] == [[2019, 2020], [2022, 2023]]
