"""The one door through which whoever has no queue has files read: the commands, and the server for AI clients.

A little plain text meets no parser but ours and is read here, at once. All else is read by a process of its own
(see `confined`), one for all files, which is started when it is first needed and ends with this one.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from hefu.errors import ReadError
from hefu.ledger.jobs import Job
from hefu.ledger.prepare import Failed, Piece, Prepared, pieces, prepare
from hefu.read.files import is_plain

if TYPE_CHECKING:
    from hefu.ledger.confined import Confined, Limits, Watch

Asked = TypeVar("Asked")
Found = TypeVar("Found")
LITTLE = 1_000_000
"""Bytes of plain text from which on a process of its own is worth it."""


class UnreadError(ReadError):
    """A file that could not be read. `trace`: where hefu itself is at fault, the traceback."""

    def __init__(self, path: Path, failed: Failed) -> None:
        super().__init__(path, failed.reason)
        self.trace = failed.trace


class Shared(Generic[Asked, Found]):
    """A confined process that is asked from any thread; it is started when it is first needed.

    make: makes it, when it is not started yet.  limits: its limits; without any those of the environment.
    """

    def __init__(self, make: Callable[[Limits], Confined[Asked, Found]], limits: Limits | None = None) -> None:
        self.process: Confined[Asked, Found] | None = None
        self._make, self._limits = make, limits
        self._lock = Lock()

    def each(self, asked: Asked, watch: Watch | None = None) -> Iterator[Found | Failed]:
        """What comes of it, one by one; a `Failed` is the last."""
        with self._lock:
            yield from self._its().each(asked, watch)

    def read(self, asked: Asked, watch: Watch | None = None) -> Found | Failed:
        """What comes of it in the end."""
        with self._lock:
            return self._its().read(asked, watch)

    def close(self) -> None:
        """Ends the process."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self.process is not None:
            self.process.close()
        self.process = None

    def _its(self) -> Confined[Asked, Found]:
        from hefu.ledger.confined import Limits  # what a little text can do without

        limits = self._limits or Limits.of_environment()
        if self.process is not None and self.process.limits != limits:
            self._close()
        self.process = self.process or self._make(limits)
        return self.process


def _reader(limits: Limits) -> Confined[Job, Prepared]:
    from hefu.ledger.confined import Reader

    return Reader(limits)


def _streamer(limits: Limits) -> Confined[Job, Piece]:
    from hefu.ledger.confined import Streamer

    return Streamer(limits)


class Door:
    """Reads files one after the other, asked from any thread."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.reader, self.streamer = Shared(_reader, limits), Shared(_streamer, limits)

    def read(self, job: Job, watch: Watch | None = None, *, always: bool = False) -> Prepared:
        """The document of a file with all that was found in it. UnreadError when that cannot be had.

        watch: is told how far it is.  always: in the other process, however little and plain it is.
        """
        confined = always or not is_little(job.path)
        result = self.reader.read(job.from_anywhere(), watch) if confined else prepare(job)
        if isinstance(result, Failed):
            raise UnreadError(job.path, result)
        return result

    def stream(self, job: Job, watch: Watch | None = None) -> Iterator[Piece]:
        """The same piece by piece: the document, then its statements."""
        little = is_little(job.path)
        failed = None
        for piece in pieces(job) if little else self.streamer.each(job.from_anywhere(), watch):
            if isinstance(piece, Failed):
                failed = piece
            else:
                yield piece
        if failed is not None:
            raise UnreadError(job.path, failed)

    def close(self) -> None:
        """Ends the processes."""
        self.reader.close()
        self.streamer.close()


def is_little(path: Path) -> bool:
    """Whether a file is so little and plain a text that it may be read here, or none that can be read at all."""
    try:
        return is_plain(path) and (not path.is_file() or path.stat().st_size < LITTLE)
    except OSError:
        return True


DOOR = Door()
"""Of this process."""
atexit.register(DOOR.close)
