"""Backups: the whole ledger in one file, and back again, into either database, to the byte."""

from __future__ import annotations

import json
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from hefu.cli import main
from hefu.errors import LedgerError
from hefu.ledger import archive, opening
from hefu.ledger.models import Secret
from ledger import city

TEXT = "2023年，拉萨市地区生产总值800亿元，增长7%；接待游客2000万人次。"
SAMPLES = Path(__file__).parent.parent.parent / "samples"


@pytest.fixture(scope="module")
def filled(empty_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with documents, findings and targets, made once."""
    path = tmp_path_factory.mktemp("filled") / "filled.sqlite3"
    shutil.copyfile(empty_ledger, path)
    files = [str(one) for one in sorted(SAMPLES.glob("*.txt"))[:2]]
    assert main(["add", *files, "--db", str(path)]) == 0
    connection.close()
    return path


def tables() -> dict[str, list[Any]]:
    """All rows of all tables of the open ledger, as text, whatever the database is."""
    applied = opening.MigrationRecorder(connection).applied_migrations()
    return {
        one._meta.db_table: sorted(archive._line(row, sort=True) for row in archive.rows_of(one))
        for one in archive._models(applied)
    }


def raw(path: Path) -> dict[str, list[Any]]:
    """All rows of all tables of a SQLite file, as it holds them; not when its migrations were applied."""
    with sqlite3.connect(path) as ledger:
        names = [row[0] for row in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if name not in ("django_migrations", "sqlite_sequence")]
        kept = [name for name in kept if "_grams" not in name]  # made by the database itself
        return {name: sorted(map(repr, ledger.execute(f'SELECT * FROM "{name}"'))) for name in kept}


def test_a_ledger_comes_back_to_the_byte(filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup, back = tmp_path / "ledger.hefu", tmp_path / "back.sqlite3"
    assert main(["backup", str(backup), "--db", str(filled)]) == 0
    assert main(["restore", str(backup), "--db", str(back)]) == 0
    assert "rows, as they were" in capsys.readouterr().out
    assert raw(back) == raw(filled)
    assert backup.stat().st_mode & 0o077 == 0
    assert sorted(one.name for one in tmp_path.iterdir() if "-wal" not in one.name and "-shm" not in one.name) == [
        "back.sqlite3", "ledger.hefu",
    ]  # fmt: skip


@pytest.mark.extra
def test_a_ledger_moves_to_postgresql_and_back(
    filled: Path, tmp_path: Path, postgres: str, fresh: Callable[[str], str]
) -> None:
    opening.open_ledger(str(filled))
    archive.back_up(tmp_path / "one.hefu")
    before = tables()
    archive.restore(tmp_path / "one.hefu", fresh("moved"))
    assert connection.vendor == "postgresql"
    assert tables() == before
    city.add("之后添加。\n2024年，云澜市接待游客100万人次。")  # the numbers of rows go on after the last
    with pytest.raises(LedgerError, match="is not empty"):
        archive.restore(tmp_path / "one.hefu", fresh("moved"))
    archive.back_up(tmp_path / "two.hefu")
    before = tables()
    archive.restore(tmp_path / "two.hefu", str(tmp_path / "back.sqlite3"))
    assert connection.vendor == "sqlite"
    assert tables() == before
    connection.close()


@pytest.fixture
def fresh(postgres: str, request: pytest.FixtureRequest) -> Iterator[Callable[[str], str]]:
    """Makes an empty database of a name; gives its address. It goes away afterwards."""
    import psycopg

    made: list[str] = []

    def make(name: str) -> str:
        if name not in made:
            made.append(name)
            _execute(f"CREATE DATABASE {name}")
        return f"{postgres}/{name}"

    def _execute(sql: str) -> None:
        with psycopg.connect(f"{postgres}/postgres", autocommit=True) as server:
            server.execute(sql.encode())

    yield make
    connection.close()
    for name in made:
        _execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_others_write_while_a_backup_is_made_and_it_holds_one_moment(
    any_ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    city.add(TEXT)
    before = tables()
    written: list[int] = []

    def write() -> None:
        Secret.objects.create(name="a", value="before the others")  # a table that comes late in the archive
        city.add("其间添加。\n2024年，云澜市接待游客100万人次。")
        written.append(1)
        connection.close()

    rows = archive.rows_of

    def slow(model: Any) -> Iterator[bytes]:
        if not written:
            list(rows(model))  # the moment has come
            other = threading.Thread(target=write)
            other.start()
            other.join(30)
            assert written, "the writer had to wait for the backup"
        return rows(model)

    monkeypatch.setattr(archive, "rows_of", slow)
    archive.back_up(tmp_path / "ledger.hefu")
    monkeypatch.undo()
    assert tables() != before
    archive.restore(tmp_path / "ledger.hefu", str(tmp_path / "back.sqlite3"))
    assert tables() == before
    opening.open_ledger(any_ledger)


def test_an_archive_of_an_older_hefu_comes_back_into_the_newer_one(filled: Path, tmp_path: Path) -> None:
    old = tmp_path / "old.sqlite3"
    shutil.copyfile(filled, old)
    opening.open_ledger(str(old))
    last = max(name for app, name in opening.schema() if app == "ledger")
    opening.turn_back([("ledger", "0005"), ("office", "0001")])
    assert ("ledger", "0005_reports") in opening.schema()
    archive.back_up(tmp_path / "old.hefu")
    archive.restore(tmp_path / "old.hefu", str(tmp_path / "new.sqlite3"))
    assert ("ledger", last) in opening.schema()
    opening.open_ledger(str(filled))
    expected = tables()["ledger_statement"]
    opening.open_ledger(str(tmp_path / "new.sqlite3"))
    assert tables()["ledger_statement"] == expected
    connection.close()


def _changed(source: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if (data := change(name, old.read(name))) is not None:
                new.writestr(name, data)
    return target


def _manifest(**said: Any) -> Callable[[str, bytes], bytes]:
    return lambda name, data: json.dumps(json.loads(data) | said).encode() if name == archive.MANIFEST else data


BROKEN: dict[str, tuple[Callable[[str, bytes], bytes | None], str]] = {
    "a row is gone": (lambda n, d: d.partition(b"\n")[2] if n == "ledger_statement.jsonl" else d, "is damaged"),
    "a figure is another": (lambda n, d: d.replace(b"2023", b"2024") if "statement" in n else d, "is damaged"),
    "a table is gone": (lambda n, d: None if n == "ledger_numeral.jsonl" else d, "is damaged"),
    "a row is no row": (lambda n, d: b"{}\n" + d if n == "ledger_series.jsonl" else d, "is damaged"),
    "it is of another program": (_manifest(format="x"), "is no backup"),
    "there is no manifest": (lambda n, d: None if n == archive.MANIFEST else d, "is no backup"),
    "tables are no tables": (_manifest(tables={"ledger_x": 1}), "is no backup"),
    "other tables": (_manifest(tables={}), "is damaged"),
    "it is newer": (_manifest(migrations=[["ledger", "9999_future"]]), "newer hefu"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_damaged_archive_makes_nothing(case: str, ledger: Path, tmp_path: Path) -> None:
    change, told = BROKEN[case]
    city.add(TEXT)
    archive.back_up(tmp_path / "good.hefu")
    bad = _changed(tmp_path / "good.hefu", tmp_path / "bad.hefu", change)
    with pytest.raises(LedgerError, match=told):
        archive.restore(bad, str(tmp_path / "back.sqlite3"))
    assert not [one for one in tmp_path.iterdir() if "back" in one.name]
    connection.close()


def test_what_is_no_archive_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text.hefu").write_text("文字")
    assert main(["restore", str(tmp_path / "text.hefu"), "--db", str(tmp_path / "a.sqlite3")]) == 1
    assert main(["restore", str(tmp_path / "none.hefu"), "--db", str(tmp_path / "a.sqlite3")]) == 1
    assert capsys.readouterr().err.count("\n") == 2
    assert [one.name for one in tmp_path.iterdir()] == ["text.hefu"]


def test_neither_a_ledger_nor_a_backup_is_ever_overwritten(ledger: Path, tmp_path: Path) -> None:
    archive.back_up(tmp_path / "one.hefu")
    with pytest.raises(LedgerError, match="there already: choose another name"):
        archive.back_up(tmp_path / "one.hefu")
    with pytest.raises(LedgerError, match="there is a ledger at"):
        archive.restore(tmp_path / "one.hefu", str(ledger))
    connection.close()


def test_a_schema_goes_back_and_forth(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    city.add(TEXT)
    before = tables()["ledger_statement"]
    assert main(["upgrade", "--to", "ledger.0005", "--db", str(ledger)]) == 0
    assert "ledger.0005_reports\n" in capsys.readouterr().out
    assert main(["upgrade", "--db", str(ledger)]) == 0
    assert "ledger.0005" not in capsys.readouterr().out
    assert tables()["ledger_statement"] == before


@pytest.mark.parametrize("name", ["ledger", "ledger.7777", "nothing.0001", ".1", "nothing.zero"])
def test_a_migration_that_is_none_is_refused(name: str, ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["upgrade", "--to", name, "--db", str(ledger)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
