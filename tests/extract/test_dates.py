"""The day of publication as the caller gives it."""

from __future__ import annotations

import pytest

from hefu.errors import HefuError, ImpossibleDateError, UnknownAreaError
from hefu.extract import extract

TEXT = "去年，全市粮食产量32万吨。"


@pytest.mark.parametrize(
    ("published", "period"), [("2024", "2023"), ("2024-01", "2023"), ("2024-01-18", "2023"), (None, None)]
)
def test_a_date_may_be_as_exact_as_is_known(published: str | None, period: str | None) -> None:
    assert [s.period for s in extract(TEXT, published=published)] == [period]


@pytest.mark.parametrize("published", ["昨天", "2024-13", "2024-02-31", "24-1-1", "2024年"])
def test_an_impossible_date_is_refused_with_a_clear_word(published: str) -> None:
    with pytest.raises(ImpossibleDateError):
        extract(TEXT, published=published)


def test_an_unknown_area_is_refused_with_a_clear_word() -> None:
    with pytest.raises(UnknownAreaError) as caught:
        extract(TEXT, published="2024", area="某某市")
    assert isinstance(caught.value, HefuError)
