"""Ledgers of both kinds, with something in them that people did."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from hefu.ledger.opening import open_ledger
from ledger.conftest import any_ledger, postgres_ledger

if TYPE_CHECKING:
    from faults.killing import Ledgers

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


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a plan and a report, closed."""
    from faults.killing import KNOWN, add

    folder = tmp_path_factory.mktemp("base")
    path = folder / "base.sqlite3"
    for file, day in KNOWN:
        add(file, day, str(path))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


@pytest.fixture(params=["SQLite", pytest.param("PostgreSQL", marks=[pytest.mark.extra, pytest.mark.nightly])])
def ledgers(request: pytest.FixtureRequest, base: Path, tmp_path: Path) -> Ledgers:
    """Copies of it, in each kind of database."""
    from faults.killing import copies, databases

    if request.param == "SQLite":
        return copies(base, tmp_path)
    server = request.getfixturevalue("postgres")
    _in_server(server, base, tmp_path / "base.hefu")
    return databases(server, "base")


def _in_server(server: str, base: Path, backup: Path) -> None:
    import psycopg

    from hefu.ledger import archive

    with psycopg.connect(f"{server}/postgres", autocommit=True) as one:
        if one.execute("SELECT 1 FROM pg_database WHERE datname = 'base'").fetchone():
            return
        one.execute("CREATE DATABASE base")
    open_ledger(str(base))
    archive.back_up(backup)
    archive.restore(backup, f"{server}/base")
    connection.close()
