"""Ledgers of both kinds, and rows to work with."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ledger.conftest import any_ledger, postgres_ledger

if TYPE_CHECKING:
    from hefu.office.models import Body, Task

__all__ = ["any_ledger", "postgres_ledger"]

TODAY = date(2025, 12, 18)


@pytest.fixture
def body(any_ledger: str) -> Body:
    """A body in an open ledger, of each kind in turn."""
    from hefu.office import store
    from hefu.office.models import Body

    return store.create(Body(name="市商务局", area="云澜市", names="市商业局"), who="李一")


@pytest.fixture
def task(body: Body) -> Task:
    """A monthly task of the body, under way since April, due at the end of the year."""
    from hefu.office import store
    from hefu.office.models import Task

    named = Task(list="2025年重点任务", code="5", title="发放消费券1.2亿元", body=body, goal="1.2", unit="亿元")
    named.rhythm, named.state, named.start_on, named.due = "monthly", "active", date(2025, 4, 1), date(2025, 12, 31)
    return store.create(named, who="李一")
