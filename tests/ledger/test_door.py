"""Every command has files read by the confined process: what a file does there costs that file, and no more."""

from __future__ import annotations

import ctypes
import errno
import socket
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from hefu import confining
from hefu.cli import main
from hefu.errors import ReadError
from hefu.ledger import door
from hefu.ledger.confined import Limits, Reader, Streamer
from hefu.ledger.door import Door, is_little
from hefu.ledger.jobs import Job
from hefu.ledger.prepare import Failed, Piece, Prepared, pieces, prepare
from tests.badfiles import WORDS, word

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux refuses what foreign code asks for")
PLAN = "云澜市2025年工作计划\n一、主要目标\n粮食产量达到12万吨。\n"


def misbehave(job: Job) -> Prepared | Failed:
    """Does what the name of the file says, else reads it."""
    what = job.path.stem
    if what == "crash":
        ctypes.string_at(0)
    if what == "hang":
        while True:
            pass
    tries = {"socket": socket.socket, "program": lambda: subprocess.run(["true"], check=True), "foreign": _foreign}
    if what not in tries:
        return prepare(job)
    try:
        tries[what]()
    except OSError as error:
        return Failed(f"{type(error).__name__} {error.errno or ''}".strip())
    return Failed("it went through")


def misbehave_in_pieces(job: Job) -> Iterator[Piece | Failed]:
    """Reads the file; one by the name of `late` crashes when half of its statements are told."""
    if job.path.stem in ("crash", "hang"):
        misbehave(job)
    for number, piece in enumerate(pieces(job)):
        if job.path.stem == "late" and number == 2:
            ctypes.string_at(0)
        yield piece


def _foreign() -> None:
    """Asks the kernel for a socket without asking Python."""
    if ctypes.CDLL(None, use_errno=True).socket(2, 1, 0) < 0:
        raise OSError(ctypes.get_errno(), "refused")


@pytest.fixture(scope="module")
def bad() -> Iterator[Door]:
    """A door whose reader misbehaves."""
    made_of = Limits(seconds=4, memory=4000)
    made = Door(made_of)
    made.reader.process = Reader(made_of, misbehave)
    made.streamer.process = Streamer(made_of, misbehave_in_pieces)
    yield made
    made.close()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name in ("plan.docx", "other.docx", "crash.docx", "hang.docx"):
        (tmp_path / name).write_bytes(word(PLAN))
    return tmp_path


COMMANDS = ("read", "outline", "articles", "extract", "coverage", "audit", "plan")


def test_no_command_reads_a_document_in_its_own_process(
    files: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("read where it was asked for")

    monkeypatch.setattr(import_module("hefu.read.docx"), "read_docx", refuse)
    monkeypatch.chdir(files)
    for name in COMMANDS:
        assert main([name, "plan.docx"]) == 0
        assert capsys.readouterr().err == ""
    assert main(["explain", "plan.docx", "--at", str(f"{PLAN}".index("12万吨"))]) == 0
    assert main(["align", "plan.docx", "other.docx"]) == 0
    main(["import", "plan.docx", "--propose", "--db", str(files / "none.sqlite3")])
    assert "read where it was asked for" not in capsys.readouterr().err


def test_a_document_that_kills_its_reader_costs_itself_and_the_others_are_read(
    files: Path, bad: Door, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(door, "DOOR", bad)
    names = ["crash.docx", "plan.docx", "hang.docx", "other.docx"]
    assert main(["extract", "--format", "jsonl", *(str(files / name) for name in names)]) == 1
    shown = capsys.readouterr()
    assert shown.out.count("12万吨") == 2
    first, second = shown.err.splitlines()
    assert first.startswith("hefu: crash.docx: the process that read it died")
    assert second.startswith("hefu: hang.docx: reading it got no further for 4 seconds")


def test_what_was_told_before_a_document_kills_its_reader_stands_and_the_next_is_read(
    tmp_path: Path, bad: Door, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(door, "DOOR", bad)
    for name in ("late", "whole"):
        (tmp_path / f"{name}.docx").write_bytes(word("".join(f"第{n}号水库蓄水{n}万吨。\n" for n in range(1, 1201))))
    assert main(["extract", "--format", "jsonl", str(tmp_path / "late.docx"), str(tmp_path / "whole.docx")]) == 1
    shown = capsys.readouterr()
    assert shown.out.count("\n") == 500 + 1200
    assert shown.err.startswith("hefu: late.docx: the process that read it died") and shown.err.count("\n") == 1


def test_statements_come_as_they_are_found_and_are_the_same_in_either_process(tmp_path: Path) -> None:
    made = Door(Limits(60, 4000))
    path = tmp_path / "a.txt"
    path.write_text("".join(f"第{n}号水库蓄水{n}万吨。\n" for n in range(1, 1201)), encoding="utf-8")
    here = list(made.stream(Job(path)))
    monkey = path.rename(tmp_path / "a.html")
    there = list(made.stream(Job(monkey)))
    made.close()
    assert [len(one) for one in here[1:] if isinstance(one, tuple)] == [500, 500, 200]
    assert [one.value for some in here[1:] for one in some] == [one.value for some in there[1:] for one in some]


def test_who_wants_no_more_ends_the_reading(files: Path) -> None:
    made = Door(Limits(60, 4000))
    found = made.stream(Job(files / "plan.docx"))
    next(found)
    found.close()
    assert made.streamer.process is not None and made.streamer.process._process is None
    assert len(list(made.stream(Job(files / "plan.docx")))) == 2
    made.close()


@pytest.mark.parametrize(
    ("what", "refused"),
    [
        ("socket", "PermissionError"),
        ("program", "PermissionError"),
        pytest.param("foreign", f"PermissionError {errno.EACCES}", marks=LINUX),
    ],
)
def test_neither_python_nor_foreign_code_gets_a_socket_or_a_program(bad: Door, what: str, refused: str) -> None:
    with pytest.raises(ReadError, match=f"{what}.docx: {refused}$"):
        bad.read(Job(Path(f"{what}.docx")), always=True)


@LINUX
@pytest.mark.parametrize("way", ["_leave_network", "_filter_calls"])
def test_each_of_the_kernels_doors_shuts_by_itself(way: str) -> None:
    """Where the one is not to be had the other holds; without rights of an administrator, either."""
    code = f"""
import ctypes, os, socket, platform, pathlib, encodings.idna
from hefu import confining
if os.getuid() == 0:
    os.setuid(65534)
shut = confining.{way}()
try:
    socket.create_connection(("127.0.0.1", 9), timeout=1)
except OSError as error:
    print(shut, error.errno)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    shut, number = done.stdout.split()
    if way == "_leave_network" and int(number) == errno.ECONNREFUSED:
        pytest.skip("this system lets users make no namespaces")
    assert int(number) == (errno.EACCES if shut == "True" else errno.ENETUNREACH)


def test_a_machine_whose_calls_are_not_known_gets_no_filter() -> None:
    assert confining._program("pdp11") == b""
    assert all(len(confining._program(name)) % 8 == 0 for name in ("x86_64", "aarch64"))


@pytest.mark.parametrize(
    ("name", "data", "little"),
    [
        ("a.txt", WORDS.encode(), True),
        ("a.csv", b"a,b\n1,2\n", True),
        ("a.txt", WORDS.encode() * 40_000, False),
        ("a.html", b"<p>x</p>", False),
        ("a.txt", b"%PDF-1.4\n", False),
    ],
    ids=["text", "csv", "much text", "a page", "PDF"],
)
def test_only_a_little_plain_text_is_read_by_who_asks(tmp_path: Path, name: str, data: bytes, little: bool) -> None:
    (tmp_path / name).write_bytes(data)
    assert is_little(tmp_path / name) is little


def test_a_file_that_is_not_there_is_told_of_at_once(tmp_path: Path) -> None:
    made = Door()
    with pytest.raises(ReadError, match="No such file"):
        made.read(Job(tmp_path / "none.docx"))
    assert made.reader.process is None
