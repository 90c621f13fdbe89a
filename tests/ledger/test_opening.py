"""A ledger is made, brought up to date, shared by processes, and refused when it is not ours."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from hefu.errors import LedgerError, UsageError
from hefu.ledger import opening
from hefu.ledger.opening import URL, address, open_ledger
from hefu.settings import database


@pytest.fixture(autouse=True)
def another_ledger(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """These tests turn Django to ledgers of their own."""
    monkeypatch.setenv(URL, "")
    monkeypatch.chdir(tmp_path)


def tables(path: Path) -> set[str]:
    with sqlite3.connect(path) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def record_migration(path: Path, app: str, name: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2030-01-01')", (app, name)
        )


def test_a_new_ledger_is_made_where_it_is_asked_for(tmp_path: Path) -> None:
    open_ledger(str(tmp_path / "new.sqlite3"), create=True)
    assert {"ledger_document", "ledger_statement", "django_migrations"} <= tables(tmp_path / "new.sqlite3")


def test_without_an_address_it_is_hefu_sqlite3_in_the_current_folder(tmp_path: Path) -> None:
    open_ledger(create=True)
    assert address() == str(tmp_path / "hefu.sqlite3")
    assert (tmp_path / "hefu.sqlite3").is_file()


def test_the_environment_names_the_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(URL, f"sqlite:///{tmp_path}/named.sqlite3")
    open_ledger(create=True)
    assert (tmp_path / "named.sqlite3").is_file()


def test_one_that_is_missing_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"there is no ledger at .*make one with `hefu add"):
        open_ledger(str(tmp_path / "none.sqlite3"))
    assert list(tmp_path.iterdir()) == []


def test_readers_do_not_wait_for_the_writer(tmp_path: Path) -> None:
    open_ledger(str(tmp_path / "new.sqlite3"), create=True)
    from django.db import connection

    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (60_000,)


def test_each_ledger_has_a_key_of_its_own_and_keeps_it(tmp_path: Path) -> None:
    keys = []
    for name in ("one", "two", "one"):
        open_ledger(str(tmp_path / name), create=True)
        keys.append(settings.SECRET_KEY)
    assert keys[0] == keys[2] != keys[1]
    assert len(keys[0]) >= 50


def test_a_ledger_with_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "hefu.sqlite3"
    open_ledger(str(path), create=True)
    record_migration(path, "ledger", "9999_from_the_future")
    with pytest.raises(LedgerError, match=r"newer hefu \(ledger.9999_from_the_future\): update hefu"):
        open_ledger(str(path), create=True)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("这不是数据库。" * 100, encoding="utf-8")
    with pytest.raises(LedgerError, match=r"notes\.txt cannot be used: file is not a database"):
        open_ledger(str(path), create=True)
    assert path.read_text(encoding="utf-8") == "这不是数据库。" * 100


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE visits (url TEXT)")
    with pytest.raises(LedgerError, match="of another program"):
        open_ledger(str(path), create=True)
    assert tables(path) == {"visits"}


def test_a_folder_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="cannot be used: No such file or directory"):
        open_ledger(str(tmp_path / "no" / "such" / "hefu.sqlite3"), create=True)


def test_processes_that_find_no_ledger_make_one_together(tmp_path: Path) -> None:
    script = "from hefu.ledger.opening import open_ledger; open_ledger('new.sqlite3', create=True)"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": ""}
    environment.pop("DJANGO_SETTINGS_MODULE")

    def start(_: int) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    with ThreadPoolExecutor(3) as pool:
        results = list(pool.map(start, range(3)))
    assert [result.stderr for result in results] == ["", "", ""]


def _make(path: str, at: float, errors: Any) -> None:
    while time.time() < at:
        pass
    opening.new_file(Path(path))
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as ledger:
        try:
            ledger.executescript(settings.DATABASES["default"]["OPTIONS"]["init_command"])
            ledger.executescript("BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS one (a); COMMIT")
        except sqlite3.OperationalError as error:
            errors.put(str(error))


def test_the_file_of_a_new_ledger_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    processes = multiprocessing.get_context("fork")
    errors = processes.SimpleQueue()
    for number in range(40):  # without it one in five of these rounds fails
        path, at = str(tmp_path / f"{number}.sqlite3"), time.time() + 0.02
        makers = [processes.Process(target=_make, args=(path, at, errors)) for _ in range(4)]
        for maker in makers:
            maker.start()
        for maker in makers:
            maker.join()
    assert errors.empty(), errors.get()


@pytest.mark.extra
def test_postgresql_ledgers_are_made_and_refused_likewise(postgres: str) -> None:
    from django.db import connection

    open_ledger(f"{postgres}/ledger")
    with pytest.raises(LedgerError, match="there is no ledger at postgresql://"):
        open_ledger(f"{postgres}/postgres")
    with pytest.raises(LedgerError, match='database "nowhere" does not exist'):
        open_ledger(f"{postgres}/nowhere", create=True)
    connection.close()


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("a.sqlite3", "/here/a.sqlite3"),
        ("/data/a.sqlite3", "/data/a.sqlite3"),
        ("sqlite:///a.sqlite3", "/here/a.sqlite3"),
        ("sqlite:////data/a%20b.sqlite3", "/data/a b.sqlite3"),
        ("账本.sqlite3", "/here/账本.sqlite3"),
    ],
)
def test_an_address_may_be_a_path(url: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getcwd", lambda: "/here")
    assert database(url)["NAME"] == name


def test_an_address_may_be_of_postgresql() -> None:
    pytest.importorskip("psycopg")
    place = database("postgresql://hefu:p%40ss@db.example:6432/账本?sslmode=require")
    known = {key: place[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")}
    assert known == {
        "NAME": "账本", "USER": "hefu", "PASSWORD": "p@ss", "HOST": "db.example", "PORT": "6432",
        "OPTIONS": {"sslmode": "require"},
    }  # fmt: skip


def test_postgresql_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hefu.settings.find_spec", lambda name: None)
    with pytest.raises(LedgerError, match=r"pip install 'hefu\[postgres\]'"):
        database("postgresql://hefu@localhost/hefu")


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://hefu@localhost/hefu", "no ledger can be at mysql://"),
        ("sqlite:///", "a ledger needs a file"),
        (":memory:", "a ledger needs a file"),
        ("postgresql://hefu@localhost:port/hefu", "cannot be read"),
    ],
)
def test_other_addresses_are_wrong_use(url: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        database(url)
