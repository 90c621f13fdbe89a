"""What is counted once for each revision of the ledger."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from hefu.ledger.models import Area
from hefu.ledger.revision import once, revision


@pytest.fixture
def counted(any_ledger: str) -> tuple[Callable[[str], int], list[str]]:
    """A function that counts areas of a level, and the levels that it was really asked for."""
    asked: list[str] = []

    @once
    def areas(level: str) -> int:
        asked.append(level)
        return Area.objects.filter(level=level).count()

    return areas, asked


def test_a_revision_is_another_after_each_commit_only(any_ledger: str) -> None:
    before = revision()
    assert revision() == before
    Area.objects.create(code="990100", name="云澜市", level="city")
    assert revision() != before


def test_nothing_is_counted_twice_as_long_as_nothing_changes(counted: tuple[Callable[[str], int], list[str]]) -> None:
    areas, asked = counted
    assert [areas("city"), areas("county"), areas("city")] == [0, 0, 0]
    assert asked == ["city", "county"]


def test_after_a_change_it_is_counted_anew(counted: tuple[Callable[[str], int], list[str]]) -> None:
    areas, asked = counted
    assert areas("city") == 0
    Area.objects.create(code="990100", name="云澜市", level="city")
    assert [areas("city"), areas("city")] == [1, 1]
    assert asked == ["city", "city"]


def test_within_a_transaction_its_own_writes_are_counted(counted: tuple[Callable[[str], int], list[str]]) -> None:
    areas, _asked = counted
    assert areas("city") == 0
    with transaction.atomic():
        Area.objects.create(code="990100", name="云澜市", level="city")
        assert areas("city") == 1
        transaction.set_rollback(True)
    assert areas("city") == 0


def test_only_the_last_answers_are_kept(counted: tuple[Callable[[str], int], list[str]]) -> None:
    areas, asked = counted
    for number in range(150):
        areas(f"level {number}")
    areas("level 149")
    assert len(asked) == 150
    areas("level 0")
    assert len(asked) == 151
