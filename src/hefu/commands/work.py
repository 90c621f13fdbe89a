"""`hefu work`: works off the files that came in, beside the site or on a machine of its own."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from hefu.commands import ledger_option

if TYPE_CHECKING:
    from hefu.ledger.models import Arrival

_PAUSE = 2.0
"""Seconds before a worker that died is started again."""
EVERY = 2.0
"""Seconds between two looks into a watched folder."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="end when nothing is left to do")
    watch_option(parser)
    parser.add_argument("--with-parent", type=int, default=0, help=argparse.SUPPRESS)
    ledger_option(parser)


def watch_option(parser: argparse.ArgumentParser) -> None:
    """The option of the commands that may watch folders besides."""
    parser.add_argument(
        "--watch",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="also file what is put into this folder; may be given several times",
    )


def run(options: argparse.Namespace) -> int:
    from hefu.ledger.opening import open_ledger

    open_ledger(options.db, create=True)
    return work(options.watch, once=options.once, parent=options.with_parent)


def work(folders: Sequence[Path], *, once: bool = False, every: float = EVERY, parent: int = 0) -> int:
    """Works until Ctrl-C or SIGTERM, or until nothing is left. Exit status 1 when files failed at `once`.

    parent: process without which it ends, too.
    """
    from hefu.ledger import arrivals, working

    look = Looking(folders, every)
    failed = 0

    def tell(row: Arrival) -> None:
        nonlocal failed
        failed += row.state == row.FAILED
        _tell(row)

    def until() -> bool:
        if parent and os.getppid() != parent:
            return True
        return once and look.settled and not arrivals.waiting()

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    working.run(until, tell=tell, also=look)
    return 1 if once and (failed or look.problems) else 0


class Looking:
    """Looks into folders from time to time, and tells of what is taken in and of what cannot be."""

    def __init__(self, folders: Sequence[Path], every: float) -> None:
        from hefu.errors import UsageError
        from hefu.ledger.watching import Folder

        for folder in folders:
            if not folder.is_dir():
                raise UsageError(f"there is no folder {folder}: check the name")
        self.problems = 0
        self._folders = [Folder(folder) for folder in folders]
        self._every, self._next, self._looks = every, 0.0, 0

    @property
    def settled(self) -> bool:
        """Whether all that is in the folders has been taken in."""
        return not self._folders or (self._looks > 1 and all(folder.settled for folder in self._folders))

    def __call__(self) -> None:
        if time.monotonic() < self._next:
            return
        for folder in self._folders:
            for found in folder.look():
                if isinstance(found, str):
                    self.problems += 1
                    print(f"hefu: {found}", file=sys.stderr, flush=True)
        self._looks += 1
        self._next = time.monotonic() + self._every


def _tell(row: Arrival) -> None:
    if row.state == row.FAILED:
        print(f"hefu: {row.name}: {row.error}", file=sys.stderr, flush=True)
    elif row.state == row.FOUND:
        print(f"read {row.name}: {row.statements} statements, to be looked at before it is filed", flush=True)
    elif row.state in (row.FILED, row.KNOWN):
        print(f"{row.state} {row.name}: {row.statements} statements", flush=True)


@contextmanager
def workers(number: int, folders: Sequence[Path]) -> Iterator[None]:
    """Inside, so many workers run as processes of their own; one that dies is started again."""
    if not number:
        yield
        return
    ended = threading.Event()
    running: list[subprocess.Popen[bytes]] = []
    threads = [
        threading.Thread(target=_keep, args=(folders if one == 0 else (), ended, running.append), daemon=True)
        for one in range(number)
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=10)


def _keep(folders: Sequence[Path], ended: threading.Event, started: Callable[[subprocess.Popen[bytes]], None]) -> None:
    command = [sys.executable, "-m", "hefu.cli", "work", f"--with-parent={os.getpid()}"]
    command += [f"--watch={folder}" for folder in folders]
    while not ended.is_set():
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        started(process)
        process.wait()
        ended.wait(_PAUSE)
