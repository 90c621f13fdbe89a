"""Ledgers of both kinds, with something in them that people did."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.db import connection

from hefu.ledger.opening import open_ledger
from ledger.conftest import any_ledger, postgres_ledger

__all__ = ["any_ledger", "postgres_ledger", "worked", "worked_on"]


@pytest.fixture(scope="session")
def worked(empty_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in SQLite that people worked on, made once; copy it."""
    from faults.work import work

    path = tmp_path_factory.mktemp("worked") / "worked.sqlite3"
    shutil.copyfile(empty_ledger, path)
    open_ledger(str(path))
    work()
    connection.close()
    return path


@pytest.fixture
def worked_on(worked: Path, any_ledger: str) -> str:
    """An open ledger of each kind in turn: three documents, a finding that was decided, corrections, a task."""
    from faults.work import work

    open_ledger(any_ledger)
    if connection.vendor == "sqlite":
        connection.close()
        shutil.copyfile(worked, any_ledger)
        open_ledger(any_ledger)
    else:
        work()
    return any_ledger
