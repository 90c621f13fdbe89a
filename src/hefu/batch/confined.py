"""Reading pages in a process of its own, with limits of time and memory: `python -m hefu.batch.confined`.

A worker of the engine asks one such process for page after page. A page that hangs, crashes its parser or takes more
memory than it may ends that process, becomes a row with its error, and the next page gets a new one. For a page that
does nothing of the kind this costs a message to and fro, some microseconds.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, fields
from typing import IO, Any

from hefu.batch.pages import Page
from hefu.batch.reading import Rows, failed, rows_of
from hefu.confining import confine

_LENGTHS = struct.Struct(">QQ")
_HUGE = 1 << 30
"""Bytes that a message has at most; and that a reader may write into a file."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a page may take. seconds: of the processor.  memory: megabytes of address space of the process."""

    seconds: float = 60
    memory: int = 2000


class Reader:
    """Has pages read in a process, which is started when it is first needed.

    module: what runs there; it calls `main`.
    """

    def __init__(self, limits: Limits, *, module: str = "hefu.batch.confined") -> None:
        self.limits = limits
        self._module = module
        self.memory = 0  # the most that a process took so far, in megabytes
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, page: Page) -> Rows:
        """The rows of a page, whatever it does to its reader."""
        process = self._process or self._start()
        assert process.stdin is not None and process.stdout is not None
        try:
            _send(process.stdin, json.dumps(_told(page)).encode(), page.data)
            answer, _ = _receive(process.stdout)
        except (EOFError, BrokenPipeError):
            return failed(self._died(process))
        kept: dict[str, Any] = json.loads(answer)
        taken = kept.pop("memory")
        self.memory = max(self.memory, taken)
        if taken * 2 > self.limits.memory:  # it may not give back what it took, and the next page lacks it then
            self.close()
        return Rows(**kept)

    def close(self) -> None:
        """Ends the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", self._module, f"{self.limits.seconds:g}", str(self.limits.memory)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        return self._process

    def _died(self, process: subprocess.Popen[bytes]) -> str:
        self.close()
        if process.returncode == -signal.SIGPROF:
            return f"reading it took more than {self.limits.seconds:g} seconds; split it, or raise --page-seconds"
        return "the process that read it died, perhaps for want of memory; split it, or raise --memory"


def _told(page: Page) -> dict[str, Any]:
    return {name: value for name, value in _fields(page).items() if name != "data"}


def _fields(one: Page | Rows) -> dict[str, Any]:
    """As they are: `asdict` would copy each cell of each row."""
    return {field.name: getattr(one, field.name) for field in fields(one)}


def _send(out: IO[bytes], head: bytes, body: bytes = b"") -> None:
    out.write(_LENGTHS.pack(len(head), len(body)))
    out.write(head)
    out.write(body)
    out.flush()


def _receive(source: IO[bytes]) -> tuple[bytes, bytes]:
    """A message as `_send` sends it. EOFError when whoever sends has gone."""
    lengths = source.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        raise EOFError
    head, body = _LENGTHS.unpack(lengths)
    if head + body > _HUGE:
        raise EOFError
    found = source.read(head), source.read(body)
    if len(found[0]) < head or len(found[1]) < body:
        raise EOFError
    return found


# ---------------------------------------------------------------- in the process that reads


def main(seconds: float, memory: int) -> None:
    """Reads page after page, until whoever asks has gone."""
    import resource

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the one that asks ends this one
    source, out = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints does not get among the answers
    confine(memory=memory, largest=_HUGE)
    with suppress(EOFError, BrokenPipeError):
        while True:
            head, data = _receive(source)
            signal.setitimer(signal.ITIMER_PROF, seconds)  # ends the process also in the middle of foreign code
            rows = rows_of(Page(data=data, **json.loads(head)))
            answer = _fields(rows) | {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}
            try:
                packed = json.dumps(answer, ensure_ascii=False).encode()
            except UnicodeEncodeError:
                wrong = failed("its text has halves of surrogate pairs, which nothing can keep; save it anew")
                packed = json.dumps(_fields(wrong) | {"memory": answer["memory"]}).encode()
            signal.setitimer(signal.ITIMER_PROF, 0)
            _send(out, packed)


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
