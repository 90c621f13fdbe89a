"""Files are read in order, here or in other processes, and one that breaks its reader breaks nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from hefu.errors import ImpossibleDateError, ReadError
from hefu.ledger import prepare
from hefu.ledger.jobs import Job
from hefu.ledger.prepare import DIED, Failed, Prepared, prepare_all
from hefu.model import Evidence
from ledger.examples import document, extraction

READER, EXTRACTOR = import_module("hefu.read"), import_module("hefu.extract")  # `hefu.read` itself is the function

JOBS = [Job(Path(f"{number}.txt")) for number in range(6)]


def echo(job: Job) -> Prepared | Failed:
    return Failed(job.path.name)


def die_over_the_fourth(job: Job) -> Prepared | Failed:
    if job.path.name == "3.txt":
        os._exit(1)
    return Failed(job.path.name)


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_the_order_of_the_files(processes: int) -> None:
    results = list(prepare_all(JOBS, processes=processes, function=echo))
    assert results == [(job, Failed(job.path.name)) for job in JOBS]


def test_a_file_that_kills_its_process_is_found_and_the_others_are_read() -> None:
    results = dict(prepare_all(JOBS, processes=2, function=die_over_the_fourth))
    assert results.pop(JOBS[3]) == DIED
    assert results == {job: Failed(job.path.name) for job in JOBS if job != JOBS[3]}


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ReadError("a.txt", "is empty", "write something"), "is empty; write something"),
        (ImpossibleDateError("2023-13"), "impossible date '2023-13'"),
        (ZeroDivisionError("by nought"), r"hefu failed over it (ZeroDivisionError: by nought); please report this"),
    ],
)
def test_every_error_is_told(error: Exception, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(READER, "read", broken)
    result = prepare.prepare(Job(Path("a.txt")))
    assert isinstance(result, Failed)
    assert result.reason.startswith(reason)
    assert ("Traceback" in result.trace) == isinstance(error, ZeroDivisionError)


def test_what_a_manifest_tells_is_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    found = (Evidence("title", "the first line", 0, 4), Evidence("issuer", "under the title", 5, 9))
    monkeypatch.setattr(READER, "read", lambda *_, **__: document(evidence=found))
    monkeypatch.setattr(EXTRACTOR, "analyse", lambda *_, **__: extraction())
    gbk = os.fsdecode("快报.txt".encode("gb18030"))
    result = prepare.prepare(Job(Path(gbk), issuer="市统计局", url="https://a.example/", licence="公开"))
    assert isinstance(result, Prepared)
    source = result.document.source
    assert (source.name, source.url, source.licence) == ("快报.txt", "https://a.example/", "公开")
    assert result.document.issuer == "市统计局"
    assert result.document.evidence == (found[0], Evidence("issuer", "given"))


def test_reading_needs_no_database() -> None:
    script = "import sys, hefu.ledger.prepare, hefu.read, hefu.extract; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
