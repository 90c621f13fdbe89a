"""Ledgers of both kinds. PostgreSQL is started for the tests where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from hefu.ledger.opening import URL, open_ledger


@pytest.fixture(params=["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.extra)])
def any_ledger(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An open ledger of this test's own, of each kind in turn; its address."""
    if request.param == "SQLite":
        yield str(request.getfixturevalue("ledger"))
        return
    url = request.getfixturevalue("postgres_ledger")
    monkeypatch.setenv(URL, url)
    yield url


@pytest.fixture
def postgres_ledger(postgres: str) -> Iterator[str]:
    """An open, empty ledger in PostgreSQL."""
    from django.apps import apps
    from django.db import connection

    url = f"{postgres}/ledger"
    open_ledger(url)
    yield url
    models = [model for app in ("ledger", "office", "accounts") for model in apps.get_app_config(app).get_models(True)]
    tables = ", ".join(model._meta.db_table for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    connection.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of the tests' own with a ledger named `ledger`: its address without a database."""
    from django.db import connection

    pytest.importorskip("psycopg", reason="needs hefu[postgres]")
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        pytest.skip("needs PostgreSQL (apt install postgresql)")
    with TemporaryDirectory(prefix="hefu-postgres-") as folder:
        server = _Server(programs[-1], Path(folder))
        server.start()
        try:
            server.create("ledger")
            open_ledger(f"{server.url}/ledger", create=True)
            connection.close()
            yield server.url
        finally:
            server.stop()


class _Server:
    """A cluster in a folder, reached by a socket in it. PostgreSQL refuses to run as root."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder = programs, folder
        self.url = f"postgresql://hefu@%2F{str(folder)[1:].replace('/', '%2F')}"
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []

    def start(self) -> None:
        if self.user:
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-U", "hefu", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-N")
        self._run("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", f"-F -h '' -k {self.folder}", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-m", "immediate", "stop")

    def create(self, database: str) -> None:
        import psycopg

        with psycopg.connect(f"{self.url}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {database}".encode())

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self.user, str(self.programs / program), "-D", f"{self.folder}/data", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)
