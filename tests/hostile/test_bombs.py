"""Each bomb is one clear error or a document, in bounded time and memory, and the files beside it are read."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hefu.cli import main
from hefu.ledger import door
from hefu.ledger.confined import Limits, Reader
from hefu.ledger.jobs import Job
from hefu.ledger.prepare import Failed, Prepared
from tests.badfiles import WORDS, word
from tests.hostile.bombs import NAMES, QUICK, SLOW, Bomb

SECONDS, MEGABYTES = 15, 700
"""What a bomb of the quick ones may take of the processor and of memory, generously: see docs/bench.md."""
LINUX = sys.platform.startswith("linux")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(Limits(60, 4000)) as made:
        yield made


def _spent(reader: Reader) -> tuple[float, int]:
    """Seconds of the processor and the most megabytes that the process took so far."""
    if not LINUX or reader._process is None:
        return 0, 0
    about = Path(f"/proc/{reader._process.pid}")
    ticks = about.joinpath("stat").read_text().rpartition(")")[2].split()
    most = next(line for line in about.joinpath("status").read_text().splitlines() if line.startswith("VmHWM"))
    return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK"), int(most.split()[1]) // 1024


def _survived(reader: Reader, folder: Path, bomb: Bomb, *, seconds: float, megabytes: int) -> Prepared | Failed:
    """What came of a bomb, held against its limits."""
    name, data = bomb
    path = folder / name
    path.write_bytes(data)
    reader._started()
    before, _ = _spent(reader)
    result = reader.read(Job(path))
    if isinstance(result, Failed):
        assert not result.trace, result.trace
        assert "\n" not in result.reason and ";" in result.reason, "says what is wrong and what to do"
    else:
        text = result.document.text
        assert text.strip() and len(text) < 20_000_000
        assert all(text[one.start : one.end] == one.quote for one in result.extraction.statements)
    after, most = _spent(reader)
    if after >= before:
        assert after - before < seconds
    assert most < megabytes
    return result


@pytest.mark.parametrize("name", QUICK)
def test_a_bomb_is_a_clear_error_or_a_document_within_its_limits(reader: Reader, tmp_path: Path, name: str) -> None:
    _survived(reader, tmp_path, QUICK[name](), seconds=SECONDS, megabytes=MEGABYTES)


@pytest.mark.nightly
@pytest.mark.parametrize("name", SLOW)
def test_a_large_bomb_is_so_too(tmp_path: Path, name: str) -> None:
    with Reader(Limits(60, 4000)) as reader:
        _survived(reader, tmp_path, SLOW[name](), seconds=70, megabytes=3500)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a billion laughs in DOCX", "declares XML entities"),
        ("a parameter entity in XLSX", "declares XML entities"),
        ("archives that overlap", "zip bomb"),
        ("a PNG of 60000 × 60000", "too large|needs an extra|extra"),
        ("pages of PDF in a loop", "damaged PDF"),
        ("zeros among the characters", "NUL bytes"),
    ],
)
def test_what_is_wrong_is_said(reader: Reader, tmp_path: Path, name: str, found: str) -> None:
    import re

    result = _survived(reader, tmp_path, QUICK[name](), seconds=SECONDS, megabytes=MEGABYTES)
    assert isinstance(result, Failed)
    assert re.search(found, result.reason)


def test_a_mark_that_lies_is_not_believed(reader: Reader, tmp_path: Path) -> None:
    result = _survived(reader, tmp_path, QUICK["a mark of UTF-16 before UTF-8"](), seconds=5, megabytes=MEGABYTES)
    assert isinstance(result, Prepared)
    assert result.document.text == WORDS * 9
    assert "another encoding" in result.document.notes[0]


def test_formulas_are_what_was_stored_with_them_and_nothing_is_followed(reader: Reader, tmp_path: Path) -> None:
    result = _survived(reader, tmp_path, QUICK["formulas, DDE and links"](), seconds=5, megabytes=MEGABYTES)
    assert isinstance(result, Prepared)
    assert result.document.text.split() == ["12万吨", "3%", "5"]


def test_the_command_tells_of_each_bomb_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, reader: Reader
) -> None:
    """All but the small texts, which meet no parser, go through one process."""
    through = door.Door(Limits(60, 4000))
    through.reader.process = reader
    monkeypatch.setattr(door, "DOOR", through)
    for number, make in enumerate(QUICK.values()):
        name, data = make()
        path = tmp_path / f"{number}-{name}"
        path.write_bytes(data)
        status = main(["read", str(path), "--format", "text"])
        shown = capsys.readouterr()
        assert (status, shown.err.count("\n")) in ((0, 0), (1, 1))
        assert bool(shown.out) == (status == 0)


@pytest.mark.nightly
def test_a_folder_of_bombs_goes_into_a_ledger_and_the_good_files_among_them_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, make in enumerate(QUICK.values()):
        name, data = make()
        (folder / f"{number:02}-{name}").write_bytes(data)
    for name in ("00-good.docx", "99-good.docx"):
        (folder / name).write_bytes(word(f"{name}。{WORDS}"))
    assert main(["add", str(folder), "--db", str(tmp_path / "a.sqlite3")]) == 1
    shown = capsys.readouterr()
    assert "Traceback" not in shown.err + shown.out
    assert shown.out.count("-good.docx: 2 statements") == 2
    told = [line for line in shown.err.splitlines() if not line.startswith("hefu: ")]
    assert not told


@pytest.mark.parametrize("name", NAMES)
def test_a_name_leads_nowhere_and_can_be_shown(name: str) -> None:
    from hefu.ledger.arrivals import label

    shown = label(NAMES[name])
    assert shown.isprintable() and 0 < len(shown.encode()) <= 200
    assert not {"/", "\\", "\0"} & set(shown) and shown not in (".", "..")


FILE_NAMES: dict[str, Callable[[], str]] = {
    "control signs": lambda: "报\x1b[31m\n告\x07.txt",
    "right to left": lambda: "报\u202etxt.exe\u2066.txt",
    "GBK": lambda: os.fsdecode("报告.txt".encode("gbk")),
}


@pytest.mark.parametrize("name", FILE_NAMES)
@pytest.mark.parametrize("command", ["read", "extract", "outline"])
def test_a_file_with_such_a_name_is_read_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, command: str
) -> None:
    path = tmp_path / FILE_NAMES[name]()
    path.write_text("一、主要目标\n" + WORDS, encoding="utf-8")
    assert main([command, str(path)]) == 0
    shown = capsys.readouterr()
    shown.out.encode()
    path.write_bytes(b"\0")
    assert main([command, str(path)]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and told.rstrip("\n").isprintable()
