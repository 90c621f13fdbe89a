"""Reading and extracting files, in other processes when there are many. Knows no database.

What a file does to its reader stays there: an error, or a process that dies over it, is told and the
other files go on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace

from hefu.errors import HefuError, ReadError
from hefu.ledger.jobs import Job, readable
from hefu.model import Document, Evidence, Extraction


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read, with all that was found in it."""

    document: Document
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be read, with the reason and, where hefu itself is at fault, the traceback."""

    reason: str
    trace: str = ""


DIED = Failed("the process that read it died, perhaps for want of memory; split the file or close other programs")

Prepare = Callable[[Job], Prepared | Failed]


def prepare(job: Job) -> Prepared | Failed:
    """Reads and extracts one file. Every error becomes a `Failed`: errors do not pass well between processes."""
    from hefu.extract import analyse
    from hefu.lexicon import areas
    from hefu.read import read

    try:
        known = areas.load(job.areas)
        document = read(job.path, published=job.published, area=job.area, title=job.title, areas=known)
        document = _with_what_was_told(document, job)
        return Prepared(document, analyse(document, areas=known))
    except ReadError as error:
        return Failed("; ".join(filter(None, (error.reason, error.advice))))
    except HefuError as error:
        return Failed(str(error))
    except Exception as error:
        return Failed(
            f"hefu failed over it ({type(error).__name__}: {error}); please report this", traceback.format_exc()
        )


def _with_what_was_told(document: Document, job: Job) -> Document:
    source = replace(
        document.source,
        name=readable(job.path.name),
        url=job.url or document.source.url,
        licence=job.licence or document.source.licence,
    )
    if not job.issuer:
        return replace(document, source=source)
    evidence = (*(item for item in document.evidence if item.field != "issuer"), Evidence("issuer", "given"))
    return replace(document, source=source, issuer=job.issuer, evidence=evidence)


def prepare_all(
    jobs: Iterable[Job], *, processes: int = 1, function: Prepare = prepare
) -> Iterator[tuple[Job, Prepared | Failed]]:
    """Every job with what came of it, in order; read ahead in that many processes, or here if it is one."""
    if processes == 1:
        return ((job, function(job)) for job in jobs)
    return _in_processes(deque(jobs), processes, function)


def _in_processes(waiting: deque[Job], processes: int, function: Prepare) -> Iterator[tuple[Job, Prepared | Failed]]:
    """When a process dies, what was under way is tried again one by one, to find the file that did it."""
    ahead = 2 * processes
    while waiting:
        running: deque[tuple[Job, Future[Prepared | Failed]]] = deque()
        pool = _pool(processes)
        try:
            while waiting or running:
                while waiting and len(running) < ahead:
                    running.append((waiting[0], pool.submit(function, waiting[0])))
                    waiting.popleft()  # only now: a pool that is broken takes no job, and none may be lost
                yield running[0][0], running[0][1].result()
                running.popleft()
        except BrokenProcessPool:
            if ahead == 1 and running:
                yield running.popleft()[0], DIED
            waiting.extendleft(job for job, _ in reversed(running))
            ahead = 1
        except BaseException:  # Ctrl-C, or the caller wants no more
            _abandon(pool)
            raise
        pool.shutdown(cancel_futures=True)


def _pool(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), initializer=_leave_when_interrupted)


def _abandon(pool: ProcessPoolExecutor) -> None:
    """Ends the processes of a pool without waiting for them: one that ended while it held a lock would never come."""
    pool.shutdown(wait=False, cancel_futures=True)
    for process in multiprocessing.active_children():
        process.kill()


def _leave_when_interrupted() -> None:
    """Ctrl-C reaches every process; the one that asked for the work tells of it."""
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))
