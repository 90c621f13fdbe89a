"""A power cut, as SQLite may find its files afterwards; a disk that is full; files that cannot be written."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import tempfile
from contextlib import redirect_stderr
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.backends.signals import connection_created

from faults.killing import WHOLE, again, in_child, look, main_of, rows
from hefu.cli import main

TEXT = "".join(f"{year}年，全市接待游客{year - 1900}.5万人次，旅游收入{year - 1890}.2亿元，增长{year - 2000}.1%。\n"
               for year in range(2005, 2025))  # fmt: skip
CUTS = int(os.environ.get("KILLS", "3"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def _add(file: Path, url: str) -> None:
    main_of("add", str(file), "--published", "2025-01-20", "--area", "拉萨市", "--db", url)


def _photographed(act: Any, url: str, folder: Path) -> int:
    """Does it, and copies the files of the ledger after each write that may have changed them. How many copies."""
    place, count, seen = Path(url), 0, (-1, -1)

    def copy(done: Any) -> Any:
        nonlocal count, seen
        wal = place.with_name(place.name + "-wal")
        now = (place.stat().st_mtime_ns, wal.stat().st_size if wal.exists() else 0)
        if now != seen:
            shutil.copyfile(place, folder / f"{count}.sqlite3")
            if wal.exists():
                shutil.copyfile(wal, folder / f"{count}.sqlite3-wal")
            count, seen = count + 1, now
        return done

    def hook(connection: Any, **_: object) -> None:
        connection.execute_wrappers.append(lambda execute, *told: copy(execute(*told)))
        commit = connection._commit
        connection._commit = lambda: copy(commit())

    connection_created.connect(hook, weak=False)
    try:
        act(url)
    finally:
        connection_created.disconnect(hook)
    return count


def test_after_a_power_cut_a_document_is_there_whole_or_not_at_all(
    empty_ledger: Path, file: Path, tmp_path: Path
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    path = tmp_path / "hefu.sqlite3"
    shutil.copyfile(empty_ledger, path)
    _, before = in_child(partial(rows, str(path)))
    status, count = in_child(partial(_photographed, partial(_add, file), str(path), photos))
    assert status == 0 and count > 2, count
    _, (final, wrong) = in_child(partial(look, str(path)))
    assert wrong == []
    drawn = random.Random(20261123)
    states = {tuple(state[name] for name in WHOLE) for state in (before, final)}
    for number in range(CUTS):
        cut, source = tmp_path / f"cut{number}.sqlite3", photos / f"{drawn.randrange(count)}.sqlite3"
        shutil.copyfile(source, cut)
        wal = source.with_name(source.name + "-wal")
        if wal.exists():  # what was not yet written to the disk is lost, and garbage may stand where it was to be
            data = wal.read_bytes()
            at = drawn.randint(0, len(data))
            cut.with_name(cut.name + "-wal").write_bytes(data[:at] + drawn.randbytes(drawn.choice((0, 700, 5000))))
        status, answer = in_child(partial(look, str(cut)))
        assert status == 0, (number, answer)
        found, wrong = answer
        assert wrong == [], (number, wrong)
        assert tuple(found[name] for name in WHOLE) in states, number
        status, answer = in_child(partial(again, partial(_add, file), str(cut)))
        assert status == 0 and answer == (final, []), (number, answer)


def test_what_is_told_as_added_has_reached_the_disk(ledger: Path) -> None:
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL: each commit waits for the disk


def _with_little_room(size: int, *arguments: str) -> tuple[int, str]:
    """Runs a command that may write no file larger than so many bytes; its status and what it told."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    with redirect_stderr(StringIO()) as told:
        status = main(list(arguments))
    return status, told.getvalue()


@pytest.mark.parametrize("room", [60_000, 150_000, 400_000])
def test_a_disk_that_is_full_is_told_and_leaves_the_ledger_whole(
    room: int, empty_ledger: Path, file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "hefu.sqlite3"
    shutil.copyfile(empty_ledger, path)
    size = room if room > 100_000 else 0
    status, told = in_child(partial(_with_little_room, size, "add", str(file), "--db", str(path)))
    assert status == 0, told
    assert "Traceback" not in told[1]
    if told[0]:
        assert "cannot be used" in told[1] and "free some space" in told[1], told
    _, (found, wrong) = in_child(partial(look, str(path)))
    assert wrong == []
    assert found["ledger_document"] in (0, 1)
    status, answer = in_child(partial(again, partial(_add, file), str(path)))
    assert status == 0 and answer[0]["ledger_document"] == 1 and answer[1] == [], answer


def test_a_ledger_that_cannot_be_written_is_told(worked: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="hefu-read-only-") as name:
        folder = Path(name)
        path, file = folder / "hefu.sqlite3", folder / "report.txt"
        shutil.copyfile(worked, path)
        file.write_text(TEXT, encoding="utf-8")
        for place, mode in ((file, 0o444), (path, 0o444), (folder, 0o555)):
            place.chmod(mode)
        try:
            status, told = in_child(lambda: _as_somebody_else("add", str(file), "--db", str(path)))
        finally:
            folder.chmod(0o755)
    assert status == 0, told
    assert told[0] == 1
    assert "cannot be used" in told[1] and "may write" in told[1] and "Traceback" not in told[1], told


def _as_somebody_else(*arguments: str) -> tuple[int, str]:
    """Runs a command as a user whom file permissions hold for: they do not for root."""
    if os.geteuid() == 0:
        os.setegid(65534)
        os.seteuid(65534)
    with redirect_stderr(StringIO()) as told:
        status = main(list(arguments))
    return status, told.getvalue()
