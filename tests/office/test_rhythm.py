"""Periods, and which of them were passed over in silence."""

from __future__ import annotations

from datetime import date

import pytest

from hefu.office import rhythm


@pytest.mark.parametrize(
    ("text", "name", "last"),
    [
        ("2025-11", "2025-11", "2025-11-30"),
        ("2025年11月", "2025-11", "2025-11-30"),
        ("2025-W01", "2025-W01", "2025-01-05"),
        ("2025年第47周", "2025-W47", "2025-11-23"),
        ("2025-Q3", "2025-Q3", "2025-09-30"),
        ("2025年三季度", "2025-Q3", "2025-09-30"),
        ("2025年11月6日", "2025-11-06", "2025-11-06"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, name: str, last: str) -> None:
    period = rhythm.parse(text)
    assert (period.name, period.last.isoformat()) == (name, last)


@pytest.mark.parametrize("text", ["", "11月", "2025-13", "2025-W54", "2025-02-29", "2025-Q5", "去年"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        rhythm.parse(text)


def test_a_report_is_expected_only_after_its_days_of_grace() -> None:
    assert rhythm.expected("monthly", date(2025, 12, 5)).name == "2025-10"  # type: ignore[union-attr]
    assert rhythm.expected("monthly", date(2025, 12, 6)).name == "2025-11"  # type: ignore[union-attr]
    assert rhythm.expected("weekly", date(2025, 12, 16)).name == "2025-W49"  # type: ignore[union-attr]
    assert rhythm.expected("weekly", date(2025, 12, 17)).name == "2025-W50"  # type: ignore[union-attr]
    assert rhythm.expected("quarterly", date(2026, 1, 11)).name == "2025-Q4"  # type: ignore[union-attr]
    assert rhythm.expected("none", date(2025, 12, 5)) is None


@pytest.mark.parametrize(
    ("kind", "start", "last", "missed"),
    [
        ("monthly", "2025-04-01", "2025-11-30", 0),
        ("monthly", "2025-04-01", "2025-11-06", 0),  # a day of November is about November
        ("monthly", "2025-04-01", "2025-09-30", 2),
        ("monthly", "2025-04-01", None, 8),
        ("monthly", "2025-11-02", None, 0),  # it did not run through all of November
        ("monthly", None, None, 1),
        ("weekly", "2025-04-01", "2025-12-14", 0),
        ("weekly", "2025-04-01", "2025-12-07", 1),
        ("quarterly", "2025-01-01", None, 3),
        ("none", "2025-01-01", None, 0),
    ],
)
def test_silence_is_counted_in_periods(kind: str, start: str | None, last: str | None, missed: int) -> None:
    days = [date.fromisoformat(day) if day else None for day in (start, last)]
    assert rhythm.passed_over(kind, *days, date(2025, 12, 18)) == missed


def test_a_report_made_today_is_first_thought_to_be_for_the_period_that_ended() -> None:
    today = date(2025, 12, 18)
    assert rhythm.to_report("monthly", date(2025, 10, 31), today).name == "2025-11"
    assert rhythm.to_report("monthly", date(2025, 11, 30), today).name == "2025-12"
    assert rhythm.to_report("none", None, today).name == "2025-12-18"
