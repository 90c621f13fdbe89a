"""`hefu batch`: pages by the million, on Spark."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hefu.batch.engine import Tell
    from hefu.batch.shards import Found
    from hefu.batch.work import Counts


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("input", metavar="INPUT", help="a file or folder: WARC, Parquet, JSON Lines, documents")
    parser.add_argument("output", metavar="OUTPUT", help="the folder that gets the tables; what is done there stays")
    parser.add_argument(
        "--columns", default="", metavar="NAME=COLUMN,…", help="what columns hold: text=body,url=link,published=day"
    )
    parser.add_argument("--master", metavar="URL", help="where Spark runs; default: local[*], all cores here")
    parser.add_argument("--conf", action="append", default=[], metavar="KEY=VALUE", help="a setting of Spark")
    parser.add_argument(
        "--page-seconds", type=float, default=60, metavar="N", help="seconds of the processor for a page (60)"
    )
    parser.add_argument("--memory", type=int, default=2000, metavar="MB", help="memory for reading a page (2000)")


def run(options: argparse.Namespace) -> int:
    from hefu import __version__
    from hefu.batch import engine
    from hefu.batch.confined import Limits
    from hefu.batch.pages import Columns
    from hefu.batch.shards import find
    from hefu.batch.work import Settings
    from hefu.errors import UsageError

    if options.page_seconds <= 0 or options.memory <= 0:
        raise UsageError("--page-seconds and --memory are numbers above 0")
    configured = dict(_pair(item) for item in options.conf)
    settings = Settings(Columns.of(options.columns), Limits(options.page_seconds, options.memory), __version__)
    found = find(options.input)
    if not found.shards:
        raise UsageError(f"there is nothing to read in {options.input}: no WARC, Parquet, JSON Lines or documents")
    _skipped(found)
    with engine.session(options.master, configured) as spark, _teller(len(found.shards)) as tell:
        counts = engine.run(spark, found.shards, options.output, settings, tell)
    _summary(counts, len(found.shards))
    return 0


def _pair(item: str) -> tuple[str, str]:
    from hefu.errors import UsageError

    name, equals, value = item.partition("=")
    if not (name and equals):
        raise UsageError(f"--conf {item}: write KEY=VALUE")
    return name, value


def _skipped(found: Found) -> None:
    for ending, count in found.others.most_common():
        print(
            f"hefu: skipped {count} files {ending or 'without an ending'}: they are of no known kind", file=sys.stderr
        )


@contextmanager
def _teller(total: int) -> Iterator[Tell]:
    """Tells how far it is: on a terminal a bar, else a line whenever a shard is done."""
    told = _Progress(total)
    if not sys.stderr.isatty():
        yield told.line
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    with Progress(BarColumn(), TextColumn("{task.description}"), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting Spark", total=total)
        yield lambda counts, done: bar.update(task, completed=done, description=told.words(counts, done))


class _Progress:
    """Puts into words how far a run is. The rate, and the time left, are those of this run."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._began: tuple[float, int, int] | None = None
        self._last = -1

    def words(self, counts: Counts, done: int) -> str:
        now = time.monotonic()
        if self._began is None:
            self._began = now, counts.pages, done
        since, pages, before = self._began
        rate = (counts.pages - pages) / max(now - since, 0.001)
        left = (now - since) / (done - before) * (self._total - done) if done > before else None
        end = "" if left is None or done == self._total else f", {_duration(left)} left"
        return (
            f"{done} of {self._total} shards, {counts.pages:,} pages, {counts.statements:,} statements, "
            f"{rate:,.0f} pages/s{end}"
        )

    def line(self, counts: Counts, done: int) -> None:
        words = self.words(counts, done)
        if done != self._last:
            print(words, file=sys.stderr, flush=True)
            self._last = done


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _summary(counts: Counts, shards: int) -> None:
    print(
        f"{shards:,} shards, {counts.pages:,} pages ({counts.bytes / 1e6:,.1f} MB), {counts.seconds:,.0f} s of workers"
    )
    for reason, count in sorted(counts.left_out.items()):
        print(f"  {count:,} left out: {reason}")
    print(f"  {counts.errors:,} could not be read: the column `error` of `documents` tells why")
    print(f"  {counts.documents:,} documents, {counts.statements:,} statements, {counts.findings:,} findings")
    print(f"the most memory that a worker took: {counts.memory:,} MB")
