"""A file that crashes, hangs or swells ends in a process of its own, and the next one is read all the same."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hefu.errors import UsageError
from hefu.ledger.carrying import carry, fetch
from hefu.ledger.confined import Limits, Progress, Reader
from hefu.ledger.jobs import Job
from hefu.ledger.layout import pack_segments, unpack_segments
from hefu.ledger.prepare import DIED, TOO_MUCH, Failed, Prepared
from hefu.read.progress import enter, tell
from ledger import examples
from ledger.examples import document, extraction, statement

LIMITS = Limits(seconds=3, memory=3000)
FINE = Failed("fine")


def misbehave(job: Job) -> Prepared | Failed:
    """Does what the name of the file says."""
    what = job.path.stem
    if what == "crash":
        ctypes.string_at(0)
    elif what == "hang":
        while True:
            pass
    elif what == "swell":
        bytearray(10**11)
    elif what == "call":
        try:
            socket.create_connection(("192.0.2.1", 80), timeout=1)
        except OSError as error:
            return Failed(type(error).__name__)
    elif what == "slow":
        enter("read")
        for page in range(1, 4):
            time.sleep(0.5)
            tell("slow.pdf", page, 3)
        enter("extract")
    elif what == "right":
        return Prepared(document(), extraction(statement()))
    elif what == "pid":
        return Failed(str(os.getpid()))
    return FINE


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ("crash", DIED),
        ("hang", Failed("reading it got no further for 3 seconds; split it, or raise HEFU_READ_SECONDS")),
        ("swell", TOO_MUCH),
        ("call", Failed("PermissionError")),
    ],
)
def test_what_a_file_does_to_its_reader_costs_that_file(what: str, found: Failed) -> None:
    with Reader(LIMITS, misbehave) as reader:
        assert reader.read(Job(Path(f"{what}.txt"))) == found
        assert reader.read(Job(Path("well.txt"))) == FINE


def test_a_long_file_may_take_its_time_as_long_as_its_pages_are_done() -> None:
    seen: list[Progress] = []
    with Reader(LIMITS, misbehave) as reader:
        assert reader.read(Job(Path("slow.pdf")), seen.append) == FINE
    assert [one for one in dict.fromkeys(seen) if one.done] == [Progress("read", n, 3) for n in (1, 2, 3)]


def test_who_waits_may_stop_the_reading() -> None:
    class EnoughError(Exception):
        pass

    def enough(_: Progress) -> None:
        raise EnoughError

    with Reader(Limits(60, 3000), misbehave) as reader:
        started = time.monotonic()
        with pytest.raises(EnoughError):
            reader.read(Job(Path("hang.txt")), enough)
        assert reader.read(Job(Path("well.txt"))) == FINE
    assert time.monotonic() - started < 30


def test_one_process_reads_one_file_after_the_other() -> None:
    with Reader(LIMITS, misbehave) as reader:
        first, second = (reader.read(Job(Path("pid.txt"))) for _ in range(2))
    assert first == second != Failed(str(os.getpid()))


def test_what_was_read_comes_back_as_it_was() -> None:
    with Reader(LIMITS, misbehave) as reader:
        assert reader.read(Job(Path("right.txt"))) == Prepared(document(), extraction(statement()))


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whatever_was_found_is_carried_exactly(data: st.DataObject) -> None:
    one = data.draw(examples.documents())
    prepared = Prepared(one, data.draw(examples.extractions(one.text)))
    back = fetch(carry(prepared))
    assert (back.extraction, replace(back.document, segments=())) == (
        prepared.extraction, replace(one, segments=()),
    )  # fmt: skip
    assert unpack_segments(pack_segments(one.segments)) == back.document.segments


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "many"])
def test_limits_that_are_none_are_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEFU_READ_SECONDS", text)
    with pytest.raises(UsageError, match="HEFU_READ_SECONDS is"):
        Limits.of_environment()


PARENT = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from hefu.ledger.confined import Reader
from hefu.ledger.jobs import Job
from ledger.test_confined import LIMITS, misbehave
if __name__ == "__main__":
    reader = Reader(LIMITS, misbehave)
    print(reader.read(Job(Path("pid"))).reason, flush=True)
    reader.read(Job(Path("hang")))
"""


def test_a_process_that_hangs_ends_when_who_asked_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(tests=str(Path(__file__).parents[1])))
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(0.5)
        parent.kill()
    until = time.monotonic() + 5
    while time.monotonic() < until and _runs(child):
        time.sleep(0.05)
    assert not _runs(child)


def _runs(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
