"""Which state of the open ledger is there to be read: what was made of one revision holds until there is another.

The database itself says so, whatever has written: this process, another one, or a person past hefu. So nothing that
writes has to think of it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Hashable
from functools import wraps
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from django.db import connection

from hefu.errors import LedgerError
from hefu.ledger.opening import clear_errors


def revision() -> Hashable:
    """Something that is equal as long as nothing was committed. Not to be asked within a transaction that writes.

    PostgreSQL: the transactions that are visible, so anything that is written in the same cluster counts as a change.
    LedgerError when the ledger cannot be reached.
    """
    if connection.vendor == "sqlite":
        return _seen(str(connection.settings_dict["NAME"]))
    with clear_errors(), connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), pg_current_snapshot()::text")
        return tuple(cursor.fetchone())


_KEPT = 100
"""Answers of one function that are kept, for so many different arguments."""

P = ParamSpec("P")
T = TypeVar("T")


def once(make: Callable[P, T]) -> Callable[P, T]:
    """Has the function counted once for each revision and its arguments; what it gives, nobody may change.

    The last `_KEPT` answers of a revision are kept. Within a transaction it counts each time.
    """
    kept: dict[Hashable, Any] = {}
    of: list[Hashable] = [None]
    lock = Lock()

    @wraps(make)
    def counted(*args: P.args, **named: P.kwargs) -> T:
        if connection.in_atomic_block:
            return make(*args, **named)
        now, key = revision(), (args, tuple(sorted(named.items())))
        with lock:
            if of[0] == now and key in kept:
                found: T = kept[key]
                return found
        found = make(*args, **named)
        with lock:
            if revision() == now:  # else it may be of two
                if of[0] != now:
                    kept.clear()
                    of[0] = now
                if len(kept) >= _KEPT:
                    del kept[next(iter(kept))]
                kept[key] = found
        return found

    return counted


def _seen(path: str) -> Hashable:
    try:
        return _watcher.seen(path)
    except (sqlite3.Error, OSError) as error:
        raise LedgerError(f"the ledger {path} cannot be used: {error}") from error


class _Watcher:
    """A connection of its own that never writes: its `data_version` changes whenever any other one has committed.

    It is made anew for another file, as there is when a backup was put back, and in a process that was forked.
    """

    def __init__(self) -> None:
        self._lock, self._numbers = Lock(), count()
        self._file: tuple[int, str, int, int] | None = None
        self._number = 0
        self._connection: sqlite3.Connection | None = None

    def seen(self, path: str) -> tuple[int, int]:
        """Which connection it is, and what it sees."""
        with self._lock:
            found = self._watching(path)
            return self._number, int(found.execute("PRAGMA data_version").fetchone()[0])

    def _watching(self, path: str) -> sqlite3.Connection:
        stat = Path(path).stat()
        file = (os.getpid(), path, stat.st_dev, stat.st_ino)
        if self._connection is None or self._file != file:
            if self._connection is not None and self._file is not None and self._file[0] == file[0]:
                self._connection.close()
            self._connection = sqlite3.connect(
                f"{Path(path).as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
            )
            self._file, self._number = file, next(self._numbers)
        return self._connection


_watcher = _Watcher()
