"""The same shards on a cluster of several processes, some of which are killed: not a row is lost or written twice."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from hefu import __version__
from hefu.batch import engine, work
from hefu.batch.selection import select
from hefu.batch.shards import find
from hefu.batch.tables import TABLES
from hefu.batch.work import Counts, Settings
from hefu.cli import main
from hefu.errors import UsageError
from tests.batch.crawl import jsonl, report, rows

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [pytest.mark.extra, pytest.mark.slow]
pytest.importorskip("pyspark", reason="needs hefu[spark]")
if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
    pytest.skip("needs Java (apt install default-jre-headless)", allow_module_level=True)

SHARDS, PAGES = 8, 100
SETTINGS = Settings(version=__version__)


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A cluster of two workers, each a process with an executor of its own."""
    folder = tmp_path_factory.mktemp("spark")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_WORKER_DIR", str(folder))
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
        with engine.session("local-cluster[2,1,1024]") as session:
            yield session


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crawl")
    for number in range(SHARDS):
        jsonl(folder / f"{number}.jsonl", rows(number * PAGES, PAGES))
    return folder


@pytest.fixture(scope="module")
def undisturbed(crawl: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What comes of the shards one after the other, without an engine."""
    output = tmp_path_factory.mktemp("undisturbed")
    for shard in find(str(crawl)).shards:
        work.do(shard, str(output), SETTINGS)
    return output


def content(output: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    return {
        name: duckdb.sql(f"SELECT * FROM '{output}/{name}/**/*.parquet' ORDER BY ALL").fetchall() for name in TABLES
    }


def silent(counts: Counts, done: int) -> None:
    """Tells nobody."""


def test_a_worker_that_is_killed_in_the_middle_changes_no_row(
    spark: SparkSession, crawl: Path, undisturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_EVERY", 0.05)
    killed: list[int] = []

    def kill(counts: Counts, done: int) -> None:
        if 0 < done < SHARDS and not killed:
            killed.append(executors(spark)[0])
            os.kill(killed[0], signal.SIGKILL)

    counts = engine.run(spark, find(str(crawl)).shards, str(tmp_path), SETTINGS, kill)
    assert killed
    assert counts.pages == SHARDS * PAGES
    assert content(tmp_path) == content(undisturbed)


def test_a_driver_that_is_killed_goes_on_where_it_was_and_writes_nothing_twice(
    spark: SparkSession, crawl: Path, undisturbed: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    command = [sys.executable, "-m", "hefu.cli", "batch", str(crawl), str(output), "--master", "local[1]"]
    with (tmp_path / "log").open("w") as log:
        driver = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        try:
            wait_for(lambda: len(list(output.glob("_done/*.json"))) > 0, driver)
        finally:
            os.killpg(driver.pid, signal.SIGKILL)
            driver.wait()
    before = {path: path.stat().st_mtime_ns for path in output.glob("_done/*.json")}
    assert 0 < len(before) < SHARDS
    engine.run(spark, find(str(crawl)).shards, str(output), SETTINGS, silent)
    assert content(output) == content(undisturbed)
    assert before == {path: path.stat().st_mtime_ns for path in before}
    assert not (output / "_unfinished").exists() or not list((output / "_unfinished").iterdir())


def test_a_second_run_does_only_what_has_changed(spark: SparkSession, tmp_path: Path) -> None:
    crawl, output = tmp_path / "crawl", tmp_path / "out"
    crawl.mkdir()
    for number in range(3):
        jsonl(crawl / f"{number}.jsonl", rows(number * 5, 5))
    engine.run(spark, find(str(crawl)).shards, str(output), SETTINGS, silent)
    before = {path.name: path.stat().st_mtime_ns for path in output.glob("_done/*.json")}
    jsonl(crawl / "1.jsonl", rows(5, 10))
    counts = engine.run(spark, find(str(crawl)).shards, str(output), SETTINGS, silent)
    after = {path.name: path.stat().st_mtime_ns for path in output.glob("_done/*.json")}
    assert counts.pages == 20
    assert [name for name in before if before[name] != after[name]] == [n for n in before if n.startswith("jsonl-1.")]
    with pytest.raises(UsageError, match="other settings"):
        engine.run(spark, find(str(crawl)).shards, str(output), Settings(version="0"), silent)


def test_a_selection_is_added_as_its_files_would_be(undisturbed: Path, tmp_path: Path) -> None:
    where = (
        "number < 40 AND doc IN (SELECT doc FROM statements WHERE measure = 'level' AND unit = '元' AND value < 520e8)"
    )
    batch, direct, files = tmp_path / "batch.sqlite3", tmp_path / "direct.sqlite3", tmp_path / "files"
    assert main(["add", "--from-batch", str(undisturbed), "--where", where, "--db", str(batch)]) == 0
    files.mkdir()
    for number in range(0, 20, 5):
        (files / f"{number}.html").write_text(report(number), encoding="utf-8")
    assert main(["add", str(files), "--db", str(direct)]) == 0
    assert len(list(kept(batch))) > 4
    assert list(kept(batch)) == list(kept(direct))


def kept(ledger: Path) -> Iterator[tuple[Any, ...]]:
    """What a ledger has of documents, statements, numerals and findings, but for its own keys and times."""
    with closing(sqlite3.connect(ledger)) as opened:
        yield from opened.execute("SELECT original_id, name, title, published, text FROM ledger_document ORDER BY 1")
        yield from opened.execute(
            """SELECT original_id, start, quote, indicator_text, value, period, evidence FROM ledger_statement AS s
            JOIN ledger_document AS d ON s.document_id = d.id ORDER BY 1, 2"""
        )
        yield from opened.execute("SELECT identity, message, state FROM ledger_finding ORDER BY identity")


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("nothing_such = 1", "nothing_such"),
        ("(", "syntax error"),
        ("doc IN (SELECT content FROM read_text('/etc/passwd'))", "disabled"),
        ("true); COPY documents TO 'stolen.csv'; SELECT 1 WHERE (true", "disabled"),
    ],
)
def test_a_condition_that_cannot_be_understood_is_told_of(
    undisturbed: Path, tmp_path: Path, where: str, told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        select(str(undisturbed), where, tmp_path)


def test_what_is_no_output_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no output"):
        select(str(tmp_path), "true", tmp_path)


def executors(spark: SparkSession) -> list[int]:
    """The processes of the executors of this application."""
    name = spark.sparkContext.applicationId
    assert name is not None
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes()
        except OSError:  # it has ended meanwhile
            continue
        if b"CoarseGrainedExecutorBackend" in words and name.encode() in words:
            found.append(int(process.name))
    return found


def wait_for(condition: Any, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert process.poll() is None, "it ended too early"
        assert time.monotonic() < end
        time.sleep(0.02)
