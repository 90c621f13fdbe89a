"""Reading and extracting files, in other processes. Knows no database.

What a file does to its reader stays there: an error, or a process that dies over it, is told and the
other files go on.
"""

from __future__ import annotations

import json
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from hefu.errors import HefuError, ReadError
from hefu.ledger.jobs import Job, readable
from hefu.ledger.telling import packed
from hefu.model import Document, Evidence, Extraction, Statement
from hefu.read.progress import enter

if TYPE_CHECKING:
    from hefu.imports import Report
    from hefu.lexicon.areas import Areas


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was read, with all that was found in it.

    mapping: by which its tables were imported.  told: what came of them, see `told`; None for what was not imported.
    offer: the mapping that its tables came in by or might, the fingerprint of the headings that it is for, and the
        headings of each of its tables as JSON.
    """

    document: Document
    extraction: Extraction
    mapping: str = ""
    told: dict[str, Any] | None = None
    offer: tuple[str, ...] = ("", "")


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be read, with the reason and, where hefu itself is at fault, the traceback."""

    reason: str
    trace: str = ""


DIED = Failed("the process that read it died, perhaps for want of memory; split the file or close other programs")
TOO_MUCH = Failed("it takes more memory than one file may have; split it, or raise HEFU_READ_MEMORY_MB")

Prepare = Callable[[Job], Prepared | Failed]
Piece = Document | tuple[Statement, ...]
"""What comes of a file piece by piece: first its document, then its statements, some at a time."""
_PIECE = 500
"""Statements of a piece."""


def prepare(job: Job) -> Prepared | Failed:
    """Reads and extracts one file. Every error becomes a `Failed`: errors do not pass well between processes."""
    try:
        return _prepared(job)
    except Exception as error:
        return failed(error)


def pieces(job: Job) -> Iterator[Piece | Failed]:
    """The same piece by piece: what was found in a long file need not be held all at once."""
    from hefu.extract import stream
    from hefu.plan.tabled import tabled

    try:
        document = _prepared(replace(job, extract=False)).document
        yield document
        enter("extract")
        passages = stream(document, area=job.area, areas=job.gazetteer())
        told = (statement for passage in passages for statement in passage.statements)
        found = tabled(document, area=job.area).among(told)
        while some := tuple(islice(found, _PIECE)):
            yield some
    except Exception as error:
        yield failed(error)


def _prepared(job: Job) -> Prepared:
    from hefu.extract import analyse
    from hefu.plan.tabled import with_tables
    from hefu.read import read

    known = job.gazetteer()
    document = read(job.path, published=job.published, area=job.area, title=job.title, areas=known)
    document = _with_what_was_told(document, job)
    if not job.extract:
        return Prepared(document, Extraction((), ()))
    enter("extract")
    offer = _offer(document, job.mapping, known) if job.offer else ("", "")
    if job.mapping:
        return replace(imported(document, job.mapping, known), offer=offer)
    found = with_tables(document, analyse(document, areas=known))
    return Prepared(document, found, offer=offer)


def failed(error: Exception) -> Failed:
    """What is told of an error."""
    if isinstance(error, ReadError):
        return Failed("; ".join(filter(None, (error.reason, error.advice))))
    if isinstance(error, HefuError):
        return Failed(str(error))
    if isinstance(error, MemoryError):
        return TOO_MUCH
    trace = "".join(traceback.format_exception(error))
    return Failed(f"hefu failed over it ({type(error).__name__}: {error}); please report this", trace)


def imported(document: Document, mapping: str, areas: Areas) -> Prepared:
    """A document whose statements are those that a mapping takes from its tables."""
    from hefu.imports import from_text, take

    taken = take(document, from_text(mapping), areas)
    return Prepared(document, taken.extraction, mapping, told(taken.report))


def _offer(document: Document, mapping: str | None, areas: Areas) -> tuple[str, ...]:
    """A mapping for its tables, the given or a proposed one, what to find it by, and the headings that there are;
    nothing where there are no tables.
    """
    from hefu.errors import UsageError
    from hefu.imports import as_text, from_text, headings, propose
    from hefu.imports.editing import columns
    from hefu.imports.mapping import fingerprint

    try:
        chosen = from_text(mapping) if mapping else propose(document, areas)
    except UsageError:
        if mapping:
            raise
        return "", ""  # no sheets, or no table of figures in them: it is read as any other document
    names = json.dumps(columns(document, chosen), ensure_ascii=False)
    return mapping or as_text(chosen), fingerprint(headings(document, chosen)), names


def told(report: Report) -> dict[str, Any]:
    """What came of the rows of tables, as JSON can hold it."""
    problems = [
        {"place": one.place, "field": one.field, "words": one.words, "reason": packed(one.reason)}
        for one in report.problems
    ]
    return {
        "tables": report.tables, "rows": report.rows, "figures": report.figures, "missing": dict(report.missing),
        "problems": problems, "unclear": report.unclear, "unused": report.unused, "notes": report.notes,
    }  # fmt: skip


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
    """Every job with what came of it, in order; read ahead in that many confined processes, or here if it is none."""
    if not processes:
        return ((job, function(job)) for job in jobs)
    return _in_processes(deque(jobs), processes, function)


def _in_processes(waiting: deque[Job], processes: int, function: Prepare) -> Iterator[tuple[Job, Prepared | Failed]]:
    """Each thread has a reader of its own: one that dies or hangs over a file costs that file."""
    from hefu.ledger.confined import Limits, Reader

    limits, own, readers = Limits.of_environment(), threading.local(), list[Reader]()

    def read(job: Job) -> Prepared | Failed:
        if not hasattr(own, "reader"):
            own.reader = Reader(limits, function)
            readers.append(own.reader)
        found: Prepared | Failed = own.reader.read(job)
        return found

    running: deque[tuple[Job, Future[Prepared | Failed]]] = deque()
    pool = ThreadPoolExecutor(processes)
    try:
        while waiting or running:
            while waiting and len(running) < 2 * processes:
                running.append((waiting[0], pool.submit(read, waiting.popleft())))
            job, future = running.popleft()
            yield job, future.result()
    finally:  # also when the caller wants no more, or at Ctrl-C
        pool.shutdown(wait=False, cancel_futures=True)
        for reader in readers:
            reader.close()
