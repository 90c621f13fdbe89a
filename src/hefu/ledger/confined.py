"""Reading untrusted files in a process of its own, with limits of time and memory and without a network.

Whatever a file does to its parser - a crash, a loop without end, memory without end - happens there, ends there, and
costs that one file.
"""

from __future__ import annotations

import json
import math
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any, Generic, Self, TypeVar

from hefu.confining import confine
from hefu.errors import UsageError
from hefu.ledger.carrying import carry, carry_piece, fetch, fetch_piece
from hefu.ledger.jobs import Job
from hefu.ledger.prepare import DIED, TOO_MUCH, Failed, Piece, Prepare, Prepared, pieces, prepare
from hefu.read.progress import telling

SECONDS, MEMORY = "HEFU_READ_SECONDS", "HEFU_READ_MEMORY_MB"
_MOST_SECONDS, _MOST_MEMORY = 300.0, 6000
_BEAT = 1.0
"""Seconds after which whoever waits is asked whether to go on."""
_STARTS = 60.0
"""Seconds in which a process has started, at most."""
_READY, _PROGRESS, _RESULT, _FAILED, _END = b"r", b"t", b"p", b"f", b"e"


Asked = TypeVar("Asked")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take. seconds: without a page being done.  memory: megabytes of address space."""

    seconds: float = _MOST_SECONDS
    memory: int = _MOST_MEMORY

    @classmethod
    def of_environment(cls) -> Limits:
        """As HEFU_READ_SECONDS and HEFU_READ_MEMORY_MB have it."""
        return cls(_number(SECONDS, _MOST_SECONDS), int(_number(MEMORY, _MOST_MEMORY)))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file has been read: the stage (read, extract), pages done and pages there are."""

    stage: str = "read"
    done: int = 0
    total: int = 0


Watch = Callable[[Progress], None]
"""Is asked every second, and whenever a page is done; what it raises ends the reading."""


@dataclass(frozen=True, slots=True)
class Work(Generic[Asked, Found]):
    """What is done with what is asked for, in the other process.

    function: gives a result, or several one by one; a `Failed` is the last.  pack, unpack: a result as bytes and back,
    never as a pickle: what a hostile file did to that process must not go further.
    """

    function: Callable[[Asked], Found | Failed | Iterator[Found | Failed]]
    pack: Callable[[Found], bytes]
    unpack: Callable[[bytes], Found]


class Confined(Generic[Asked, Found]):
    """A process that does one thing after the other; a new one is started when it died or had to be ended."""

    def __init__(self, work: Work[Asked, Found], limits: Limits | None = None) -> None:
        self.limits = limits or Limits.of_environment()
        self._work = work
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._ready = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, asked: Asked, watch: Watch | None = None) -> Found | Failed:
        """What came of it, whatever happens there; of several results the last."""
        [last] = deque(self.each(asked, watch), maxlen=1) or [DIED]
        return last

    def each(self, asked: Asked, watch: Watch | None = None) -> Iterator[Found | Failed]:
        """The results as they come.

        An exception of `watch` ends the process and passes on; who wants no more results ends it, too.
        """
        try:
            pipe = self._started()
            pipe.send(asked)
            yield from self._results(pipe, watch or (lambda _: None))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self.close()
            yield DIED
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Ends the process, whatever it is doing."""
        if self._process is not None and self._process.pid is not None:  # none when its start was interrupted
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None
        self._ready = False

    def _started(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self.close()
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._work, self.limits), daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def _results(self, pipe: Connection, watch: Watch) -> Iterator[Found | Failed]:
        progress, since = Progress(), time.monotonic()
        while True:
            watch(progress)
            if not pipe.poll(min(_BEAT, self.limits.seconds)):
                if time.monotonic() - since >= self.limits.seconds + (0 if self._ready else _STARTS):
                    self.close()
                    yield _too_long(self.limits)
                    return
                continue
            message = pipe.recv_bytes()
            kind, body = message[:1], message[1:]
            if kind == _END:
                return
            if kind == _FAILED:
                yield Failed(*json.loads(body))
                return
            if kind == _RESULT:
                yield self._work.unpack(body)
                since = time.monotonic()
            elif kind == _READY:
                self._ready, since = True, time.monotonic()
            else:
                new = Progress(*json.loads(body))
                if (new.stage, new.done) != (progress.stage, progress.done):
                    since = time.monotonic()
                progress = new


class Reader(Confined[Job, Prepared]):
    """Reads one file after the other. function: what is done with a file, there."""

    def __init__(self, limits: Limits | None = None, function: Prepare = prepare) -> None:
        super().__init__(Work(function, carry, fetch), limits)


class Streamer(Confined[Job, Piece]):
    """Reads one file after the other, and gives what it states piece by piece."""

    def __init__(
        self, limits: Limits | None = None, function: Callable[[Job], Iterator[Piece | Failed]] = pieces
    ) -> None:
        super().__init__(Work(function, carry_piece, fetch_piece), limits)


def _too_long(limits: Limits) -> Failed:
    return Failed(f"reading it got no further for {limits.seconds:g} seconds; split it, or raise {SECONDS}")


# ---------------------------------------------------------------- in the process that reads


def _serve(pipe: Connection, work: Work[Any, Any], limits: Limits) -> None:
    """Does one thing after the other, until whoever asks has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the one that asks ends this one
    confine(memory=limits.memory)
    _end_with_parent()  # not before: who has threads cannot leave the network
    stage = ["read"]

    def told(done: int, total: int) -> None:
        pipe.send_bytes(_PROGRESS + json.dumps([stage[0], done, total]).encode())

    def entered(name: str) -> None:
        stage[0] = name
        told(0, 0)

    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        pipe.send_bytes(_READY)
        while True:
            asked = pipe.recv()
            stage[0] = "read"
            with telling(lambda _, done, total: told(done, total), entered):
                for message in _messages(work, asked):
                    pipe.send_bytes(message)


def _end_with_parent() -> None:
    """Whoever asks may be killed: then nobody waits for this process, whatever it hangs in."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _messages(work: Work[Any, Any], asked: Any) -> Iterator[bytes]:
    failed = None
    try:
        results = work.function(asked)
        for result in results if isinstance(results, Iterator) else (results,):
            if isinstance(result, Failed):
                failed = result
                break
            yield _RESULT + work.pack(result)
    except MemoryError:
        failed = TOO_MUCH
    except UnicodeEncodeError:
        failed = Failed("its text has halves of surrogate pairs, which nothing can keep; save it anew")
    yield _END if failed is None else _FAILED + json.dumps([failed.reason, failed.trace]).encode()


def _number(setting: str, default: float) -> float:
    text = os.environ.get(setting, "")
    try:
        value = float(text) if text else default
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value > 0):
        raise UsageError(f"{setting} is {text!r}: write a number above 0")
    return value
