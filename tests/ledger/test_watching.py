"""What is put into a watched folder is filed when it is finished, once, and stays where it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hefu.cli import main
from hefu.ledger.models import Arrival, Document
from hefu.ledger.watching import Folder
from ledger.test_arrivals import report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "inbox"
    made.mkdir()
    return made


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def names(found: list[Arrival | str]) -> list[str]:
    return [str(one) for one in found]


def test_a_file_is_taken_when_it_was_the_same_twice(ledger: Path, folder: Path) -> None:
    path = put(folder, "a.txt", report()[:50])
    watched = Folder(folder)
    assert list(watched.look()) == []
    path.write_bytes(report())
    os.utime(path, (1, 1))
    assert list(watched.look()) == []
    assert names(list(watched.look())) == ["a.txt"]
    assert watched.settled
    assert list(watched.look()) == []
    assert path.read_bytes() == report()


def test_a_file_is_remembered_by_its_hash(ledger: Path, folder: Path) -> None:
    put(folder, "a.txt", report())
    first = Folder(folder)
    list(first.look())
    list(first.look())
    put(folder, "copy.txt", report())
    second = Folder(folder)
    list(second.look())
    assert list(second.look()) == []
    assert Arrival.objects.count() == 1


def test_a_manifest_in_the_folder_tells_of_its_files(ledger: Path, folder: Path) -> None:
    put(folder, "a.txt", report())
    put(folder, "manifest.csv", "file,published,area\na.txt,2025-03,日喀则市\ngone.txt,,\n".encode())
    watched = Folder(folder)
    [problem] = list(watched.look())
    assert isinstance(problem, str)
    assert "gone.txt" in problem
    [row] = list(watched.look())
    assert isinstance(row, Arrival)
    assert row.told == {"published": "2025-03", "area": "日喀则市"}


def test_a_full_queue_is_told_once_and_the_rest_comes_later(
    ledger: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEFU_QUEUE_FILES", "1")
    put(folder, "a.txt", report(1))
    put(folder, "b.txt", report(2))
    watched = Folder(folder)
    list(watched.look())
    assert names(list(watched.look())) == [
        "a.txt",
        "1 files are waiting already; file or discard some, or wait until they are",
    ]
    assert list(watched.look()) == []
    Arrival.objects.update(state=Arrival.FILED)
    assert names(list(watched.look())) == ["b.txt"]


@pytest.mark.slow
def test_the_command_files_what_is_there_and_tells_of_what_it_cannot_read(
    ledger: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder, "a.txt", report())
    put(folder, "坏.pdf", b"%PDF-1.7 nothing")
    assert main(["watch", str(folder), "--once", "--every", "0.1"]) == 1
    said = capsys.readouterr()
    assert said.out == "filed a.txt: 3 statements\n"
    assert said.err.startswith("hefu: 坏.pdf: ")
    assert Document.objects.get().name == "a.txt"
    assert main(["watch", str(folder), "--once", "--every", "0.1"]) == 0


def test_a_folder_that_is_not_there_is_refused(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["watch", "nowhere"]) == 2
    assert "there is no folder nowhere" in capsys.readouterr().err
