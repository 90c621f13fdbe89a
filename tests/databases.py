"""Where the ledgers of the tests are: in files of SQLite, or in a PostgreSQL server of the tests' own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest


class Files:
    """Ledgers in files."""

    def new(self, path: Path) -> str:
        """The address of a ledger that is not made yet."""
        return str(path)

    def copy(self, url: str, path: Path) -> str:
        """Copies a ledger that nobody has open; the address of the copy."""
        shutil.copyfile(url, path)
        return str(path)

    def drop(self, url: str) -> None:
        """A file goes with its folder."""


class Cluster:
    """A PostgreSQL cluster in a folder, reached by a socket in it. PostgreSQL refuses to run as root."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self.programs, self.folder = programs, folder
        self.url = f"postgresql://hefu@%2F{str(folder)[1:].replace('/', '%2F')}"
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        self.numbers = count(1)

    def start(self) -> None:
        if self.user:
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-U", "hefu", "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "-N")
        self._run("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", f"-F -h '' -k {self.folder}", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-m", "immediate", "stop")

    def execute(self, sql: str) -> None:
        import psycopg

        with psycopg.connect(f"{self.url}/postgres", autocommit=True) as connection:
            connection.execute(sql.encode())

    def create(self, database: str, *, like: str = "template1") -> str:
        """Makes a database; its address."""
        self.execute(f"CREATE DATABASE {database} TEMPLATE {like}")
        return f"{self.url}/{database}"

    def new(self, path: Path) -> str:
        """The address of a ledger that is not made yet: an empty database."""
        return self.create(f"tests_{next(self.numbers)}")

    def copy(self, url: str, path: Path) -> str:
        """Copies a ledger that nobody has open; the address of the copy."""
        return self.create(f"tests_{next(self.numbers)}", like=url.rpartition("/")[2])

    def drop(self, url: str) -> None:
        """Also when somebody has it open still."""
        self.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")

    def _run(self, program: str, *arguments: str) -> None:
        command = [*self.user, str(self.programs / program), "-D", f"{self.folder}/data", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A running server; the test is skipped where PostgreSQL is not installed."""
    pytest.importorskip("psycopg", reason="needs hefu[postgres]")
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        pytest.skip("needs PostgreSQL (apt install postgresql)")
    with TemporaryDirectory(prefix="hefu-postgres-") as folder:
        server = Cluster(programs[-1], Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def opened(databases: Any, url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Inside, Django works on this ledger, and child processes and commands find it; afterwards it is gone."""
    from hefu.ledger.opening import URL, open_ledger

    monkeypatch.setenv(URL, url)
    open_ledger(url)
    yield
    close()
    databases.drop(url)


def close() -> None:
    """Leaves the open ledger."""
    from django.db import connection

    from hefu.lexicon.indicators import use

    connection.close()
    use(None)
