"""Working off the queue: reading in a process of its own, laying before people what was found, filing it.

Any number of workers may run, on one machine or several, as long as they reach the same ledger.
"""

from __future__ import annotations

import os
import socket
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection

from hefu.errors import BusyError, HefuError
from hefu.ledger import arrivals, claims, intake, rehearsal
from hefu.ledger.carrying import carry, fetch
from hefu.ledger.confined import Limits, Progress, Reader
from hefu.ledger.drafts import draft
from hefu.ledger.jobs import Job
from hefu.ledger.models import Arrival, Baggage, Target
from hefu.ledger.opening import rehearsing, writing
from hefu.ledger.prepare import Failed, Prepare, Prepared, prepare
from hefu.lexicon.areas import Areas

IDLE = 1.0
"""Seconds between two looks for work."""
_BREATH, _LONGEST_BREATH = 0.1, 0.2
"""Of the time that a file took, the share for which the worker rests after it, and seconds at most: who waits for
SQLite looks every tenth of a second whether it is free, and must not look in vain for a minute."""
_TELL = 0.5
"""Seconds between two writes of how far a file is, at least."""
_RENEW = 10.0
"""Seconds after which a lease is renewed in any case."""


class Worker:
    """Takes one file after the other. Close it when done: its reader is a process.

    function: what is done with a file in the reader.
    """

    def __init__(self, *, limits: Limits | None = None, function: Prepare = prepare) -> None:
        self._host = socket.gethostname().replace(":", "-")[:30]
        self.name = f"{self._host}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._reader = Reader(limits, function)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.close()

    def step(self) -> Arrival | None:
        """Works on the next file and gives back what became of it; None when there is nothing to do."""
        arrivals.take_from_the_dead(self._host)
        row = arrivals.claim(self.name)
        if row is None:
            return None
        try:
            if row.tries > arrivals.MOST_TRIES:
                arrivals.failed(row, f"{arrivals.MOST_TRIES} workers died over it; split it, or look into their logs")
            else:
                self._work(row)
        except arrivals.LostError:
            pass  # discarded, or taken over: whoever has it now tells what became of it
        except (BusyError, KeyboardInterrupt, SystemExit):  # no fault of the file's
            arrivals.release(row)
            raise
        except HefuError as error:
            arrivals.failed(row, str(error))
        return Arrival.objects.filter(pk=row.pk).first()

    def _work(self, row: Arrival) -> None:
        baggage = Baggage.objects.get(arrival=row)
        content, kept = bytes(baggage.content), bytes(baggage.prepared)
        result = fetch(kept) if kept else self._read(row, content)
        if isinstance(result, Failed):
            arrivals.failed(row, result.reason, result.trace)
        elif row.at_once and not _open(row, result):
            arrivals.beat(row, stage="file", statements=len(result.extraction.statements))
            with writing():
                added = intake.file(result, content, areas=_areas(row))
                arrivals.filed(row, added.pk, created=added.created, statements=added.statements)
        else:
            arrivals.beat(row, stage="check", statements=len(result.extraction.statements))
            found = _rehearsed(result, content, _areas(row))
            arrivals.found(row, carry(result), found, len(result.extraction.statements))

    def _read(self, row: Arrival, content: bytes) -> Prepared | Failed:
        told = {name: text for name, text in row.told.items() if name in arrivals.TOLD and name not in _ASIDE}
        areas = Path(row.told["areas"]) if row.told.get("areas") else None
        with TemporaryDirectory(prefix="hefu-") as folder:
            path = Path(folder, row.name)
            path.write_bytes(content)
            job = Job(path, areas=areas, more=claims.own_areas(), offer=True, **told)
            return self._reader.read(job, _Teller(row))


def _open(row: Arrival, found: Prepared) -> bool:
    """Whether an imported table has figures that are unclear, or none, and nobody said that these may stay out."""
    return arrivals.empty(found.told) or (arrivals.unclear(found.told) and not row.told.get("leave"))


_ASIDE = "areas", "leave"
"""What is told and is no field of a job as it stands."""


def _areas(row: Arrival) -> Areas:
    file = row.told.get("areas")
    return Job(Path(), areas=Path(file) if file else None, more=claims.own_areas()).gazetteer()


class _Teller:
    """Writes down how far a file is, not too often, and keeps the lease."""

    def __init__(self, row: Arrival) -> None:
        self._row, self._last, self._at = row, Progress(""), 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        entered = progress.stage != self._last.stage
        if entered or now - self._at >= (_TELL if progress != self._last else _RENEW):
            arrivals.beat(self._row, stage=progress.stage, done=progress.done, total=progress.total)
            self._last, self._at = progress, now


def _rehearsed(prepared: Prepared, content: bytes, areas: Areas) -> dict[str, object]:
    """The draft, with what filing would do to the ledger; nothing is filed."""
    with rehearsing():
        before = rehearsal.Before()
        added = intake.file(prepared, content, areas=areas)
        targets = Target.objects.filter(plan=added.pk, gone=False).count()
        return draft(prepared, before.effect(), targets)


def run(until: Callable[[], bool], *, tell: Callable[[Arrival], None], also: Callable[[], None] | None = None) -> None:
    """Works until it is told to end. A ledger that cannot be used for a while is tried again.

    tell: is told of every file that was worked on.  also: is done between two files, such as a look into a folder.
    """
    with Worker() as worker:
        while not until():
            began = time.monotonic()
            try:
                if also is not None:
                    also()
                row = worker.step()
            except HefuError as error:
                print(f"hefu: {error}", file=sys.stderr, flush=True)
                connection.close_if_unusable_or_obsolete()  # a server that was restarted is asked for a new one
                row = None
            if row is not None:
                tell(row)
                time.sleep(min((time.monotonic() - began) * _BREATH, _LONGEST_BREATH))
            elif not until():
                time.sleep(IDLE)
