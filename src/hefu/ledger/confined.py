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
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Self

from hefu.confining import confine
from hefu.errors import UsageError
from hefu.ledger.carrying import carry, fetch
from hefu.ledger.jobs import Job
from hefu.ledger.prepare import DIED, TOO_MUCH, Failed, Prepare, Prepared, prepare
from hefu.read.progress import telling

SECONDS, MEMORY = "HEFU_READ_SECONDS", "HEFU_READ_MEMORY_MB"
_MOST_SECONDS, _MOST_MEMORY = 300.0, 6000
_BEAT = 1.0
"""Seconds after which whoever waits is asked whether to go on."""
_STARTS = 60.0
"""Seconds in which a process has started, at most."""
_READY, _PROGRESS, _PREPARED, _FAILED = b"r", b"t", b"p", b"f"


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


class Reader:
    """A process that reads one file after the other; a new one is started when it died or had to be ended.

    function: what is done with a file, there.
    """

    def __init__(self, limits: Limits | None = None, function: Prepare = prepare) -> None:
        self.limits = limits or Limits.of_environment()
        self._function = function
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._ready = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, job: Job, watch: Watch | None = None) -> Prepared | Failed:
        """What came of one file, whatever it does. An exception of `watch` ends the process and passes on."""
        try:
            pipe = self._started()
            pipe.send(job)
            return self._wait(pipe, watch or (lambda _: None))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            self.close()
            return DIED
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
            self._process = context.Process(target=_serve, args=(theirs, self._function, self.limits), daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def _wait(self, pipe: Connection, watch: Watch) -> Prepared | Failed:
        progress, since = Progress(), time.monotonic()
        while True:
            watch(progress)
            if not pipe.poll(min(_BEAT, self.limits.seconds)):
                if time.monotonic() - since >= self.limits.seconds + (0 if self._ready else _STARTS):
                    self.close()
                    return _too_long(self.limits)
                continue
            message = pipe.recv_bytes()
            kind, body = message[:1], message[1:]
            if kind == _READY:
                self._ready, since = True, time.monotonic()
                continue
            if kind == _PREPARED:
                return fetch(body)
            if kind == _FAILED:
                return Failed(*json.loads(body))
            new = Progress(*json.loads(body))
            if (new.stage, new.done) != (progress.stage, progress.done):
                since = time.monotonic()
            progress = new


def _too_long(limits: Limits) -> Failed:
    return Failed(f"reading it got no further for {limits.seconds:g} seconds; split it, or raise {SECONDS}")


# ---------------------------------------------------------------- in the process that reads


def _serve(pipe: Connection, function: Prepare, limits: Limits) -> None:
    """Reads one file after the other, until whoever asks has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the one that asks ends this one
    confine(memory=limits.memory)
    stage = ["read"]

    def told(done: int, total: int) -> None:
        pipe.send_bytes(_PROGRESS + json.dumps([stage[0], done, total]).encode())

    def entered(name: str) -> None:
        stage[0] = name
        told(0, 0)

    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        pipe.send_bytes(_READY)
        while True:
            job = pipe.recv()
            stage[0] = "read"
            with telling(lambda _, done, total: told(done, total), entered):
                pipe.send_bytes(_packed(function, job))


def _packed(function: Prepare, job: Job) -> bytes:
    try:
        result = function(job)
        if isinstance(result, Prepared):
            return _PREPARED + carry(result)
    except MemoryError:
        result = TOO_MUCH
    except UnicodeEncodeError:
        result = Failed("its text has halves of surrogate pairs, which nothing can keep; save it anew")
    return _FAILED + json.dumps([result.reason, result.trace]).encode()


def _number(setting: str, default: float) -> float:
    text = os.environ.get(setting, "")
    try:
        value = float(text) if text else default
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value > 0):
        raise UsageError(f"{setting} is {text!r}: write a number above 0")
    return value
