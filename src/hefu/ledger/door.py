"""The one door through which whoever has no queue has files read: the commands, and the server for AI clients.

A little plain text meets no parser but ours and is read here, at once. All else is read by a process of its own
(see `confined`), one for all files, which is started when it is first needed and ends with this one.
"""

from __future__ import annotations

import atexit
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from hefu.errors import ReadError
from hefu.ledger.jobs import Job
from hefu.ledger.prepare import Failed, Prepared, prepare
from hefu.read.files import is_plain

if TYPE_CHECKING:
    from hefu.ledger.confined import Limits, Reader, Watch

LITTLE = 1_000_000
"""Bytes of plain text from which on a process of its own is worth it."""


class UnreadError(ReadError):
    """A file that could not be read. `trace`: where hefu itself is at fault, the traceback."""

    def __init__(self, path: Path, failed: Failed) -> None:
        super().__init__(path, failed.reason)
        self.trace = failed.trace


class Door:
    """Reads files one after the other, asked from any thread."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits
        self._reader: Reader | None = None
        self._lock = Lock()

    def read(self, job: Job, watch: Watch | None = None, *, always: bool = False) -> Prepared:
        """The document of a file with all that was found in it. UnreadError when that cannot be had.

        watch: is told how far it is.  always: in the other process, however little and plain it is.
        """
        confined = always or not is_little(job.path)
        result = self._confined(job, watch) if confined else prepare(job)
        if isinstance(result, Failed):
            raise UnreadError(job.path, result)
        return result

    def close(self) -> None:
        """Ends the process."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader = None

    def _confined(self, job: Job, watch: Watch | None) -> Prepared | Failed:
        with self._lock:
            return self._its_reader().read(job.from_anywhere(), watch)

    def _its_reader(self) -> Reader:
        from hefu.ledger.confined import Limits, Reader  # what a little text can do without

        limits = self._limits or Limits.of_environment()
        if self._reader is not None and self._reader.limits != limits:
            self._close()
        self._reader = self._reader or Reader(limits)
        return self._reader


def is_little(path: Path) -> bool:
    """Whether a file is so little and plain a text that it may be read here, or none that can be read at all."""
    try:
        return is_plain(path) and (not path.is_file() or path.stat().st_size < LITTLE)
    except OSError:
        return True


DOOR = Door()
"""Of this process."""
atexit.register(DOOR.close)
