"""`hefu add`: files and folders into the ledger."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hefu.commands import ledger_option
from hefu.errors import UsageError

if TYPE_CHECKING:
    from hefu.ledger.intake import Outcome
    from hefu.ledger.jobs import Collected, Job
    from hefu.ledger.outcome import Changes
    from hefu.ledger.sizes import Totals


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="FILE|FOLDER",
        help="files to add; of a folder all files of known formats",
    )
    parser.add_argument("--published", metavar="DATE", help="when they were published: YYYY, YYYY-MM or YYYY-MM-DD")
    parser.add_argument("--area", metavar="NAME", help="the area that they are about, by its name: 拉萨市")
    parser.add_argument(
        "--manifest",
        type=Path,
        metavar="FILE",
        help="a table in CSV or TOML with what is known of each file (file,published,area,…)",
    )
    parser.add_argument("--areas", type=Path, metavar="FILE.csv", help="areas of your own")
    parser.add_argument("--from-batch", metavar="OUTPUT", help="add documents out of what `hefu batch` made")
    parser.add_argument("--where", default="true", metavar="CONDITION", help="which of them, in SQL (default: all)")
    parser.add_argument("--again", action="store_true", help="read those that are known already again")
    ledger_option(parser)


def run(options: argparse.Namespace) -> int:
    from hefu.ledger.jobs import Job, collect
    from hefu.ledger.opening import open_ledger

    common = Job(Path(), published=options.published, area=options.area, areas=options.areas)
    if options.from_batch:
        return _from_batch(options, common)
    if not options.paths and not options.manifest:
        raise UsageError("nothing to add: name files, folders or a manifest")
    collected = collect(options.paths, common, manifest=options.manifest)
    _check(collected.jobs, options.area, options.published)
    open_ledger(options.db, create=True)
    return _add(collected, again=options.again, debug=options.debug)


def _from_batch(options: argparse.Namespace, common: Job) -> int:
    from hefu.commands.batch_selection import selected
    from hefu.ledger.opening import open_ledger

    if options.paths or options.manifest:
        raise UsageError("--from-batch takes no files besides: add them by a command of their own")
    with selected(options.from_batch, options.where, common) as collected:
        _check([common], options.area, options.published)
        open_ledger(options.db, create=True)
        return _add(collected, again=options.again, debug=options.debug)


def _check(jobs: Iterable[Job], area: str | None, published: str | None) -> None:
    """Refuses options and users' areas that cannot be used, before any file is read."""
    from hefu.lexicon import areas
    from hefu.read.dates import parse_date

    if published:
        parse_date(published)
    for extra in dict.fromkeys(job.areas for job in jobs):
        known = areas.load(extra)
        if area:
            known.find(area)


def _add(collected: Collected, *, again: bool, debug: bool) -> int:
    from hefu.ledger import auditing, intake, sizes, tracking
    from hefu.ledger.jobs import readable

    before = sizes.last()
    counts = Counter(failed=len(collected.problems))
    for path, reason in collected.skipped:
        print(f"hefu: skipped {readable(path)}: {reason}", file=sys.stderr)
    for problem in collected.problems:
        print(f"hefu: {problem}", file=sys.stderr)
    with _teller(len(collected.jobs)) as tell, _never_lost() as interrupted:
        for outcome in intake.add_all(collected.jobs, again=again):
            if interrupted():
                raise KeyboardInterrupt
            counts[outcome.status] += 1
            tell(outcome)
            if debug and outcome.trace:
                print(outcome.trace, file=sys.stderr)
    changes = auditing.audit_new()
    tracking.track_new()
    _summary(sizes.totals(before), sizes.sizes())
    _findings(changes, auditing.outdated())
    read_again = f"{counts['again']} read again, " if again else ""
    print(f"{counts['added']} added, {read_again}{counts['known']} known already, {counts['failed']} failed")
    return 1 if counts["failed"] else 0


@contextmanager
def _never_lost() -> Iterator[Callable[[], bool]]:
    """Tells whether Ctrl-C was pressed, also when the exception was lost in a function that SQLite calls."""
    seen: list[int] = []

    def pressed(number: int, frame: object) -> None:
        seen.append(number)
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    before = signal.signal(signal.SIGINT, pressed)
    try:
        yield lambda: bool(seen)
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _teller(total: int) -> Iterator[Callable[[Outcome], None]]:
    """Tells of each file: on a terminal a bar, and a line where something is wrong; else a line for each."""
    if not sys.stderr.isatty():
        yield _tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from hefu.ledger.jobs import readable
    from hefu.read.progress import telling

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)

        def page(name: str, done: int, number: int) -> None:
            progress.update(task, description=f"{readable(name)}: page {done} of {number}")

        def tell(outcome: Outcome) -> None:
            progress.update(task, advance=1, description=readable(outcome.path.name))
            for line in _warnings(outcome):
                progress.console.print(line, markup=False, highlight=False, soft_wrap=True)

        with telling(page):  # of files that are read in this process; others have only the bar
            yield tell


def _tell(outcome: Outcome) -> None:
    from hefu.ledger.jobs import readable

    for line in _warnings(outcome):
        print(line, file=sys.stderr)
    if outcome.status != "failed":
        print(f"{outcome.status} {readable(outcome.path)}: {outcome.statements} statements")


def _warnings(outcome: Outcome) -> list[str]:
    from hefu.ledger.jobs import readable

    return [f"hefu: {readable(outcome.path)}: {line}" for line in (outcome.reason, *outcome.notes) if line]


def _findings(changes: Changes, outdated: int) -> None:
    if changes.new or changes.returned:
        came = changes.new + changes.returned
        print(f"{came} findings came in, {changes.conflicts} of them conflicts: `hefu audit` shows them")
    if changes.resolved:
        print(f"{changes.resolved} findings have resolved themselves")
    if outdated:
        print(
            f"hefu: {outdated} documents of an older hefu are not audited: run `hefu audit --rebuild`", file=sys.stderr
        )


def _summary(added: Totals, held: Totals) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("", "added", "in the ledger", box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    for name in ("documents", "statements", "series"):
        table.add_row(name, f"{getattr(added, name):,}", f"{getattr(held, name):,}")
    for cls, count in added.numerals.items():
        table.add_row(f"numerals: {cls}", f"{count:,}", "")
    Console(highlight=False).print(table)
