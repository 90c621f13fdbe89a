"""Adding files to the open ledger: what is there already is known by its hash and not read again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from hefu.errors import HefuError
from hefu.ledger import auditing, store, tracking
from hefu.ledger.door import LITTLE
from hefu.ledger.jobs import Job
from hefu.ledger.models import Imported
from hefu.ledger.opening import writing
from hefu.ledger.prepare import Failed, Prepared, prepare_all
from hefu.ledger.rereading import reread
from hefu.lexicon import areas
from hefu.lexicon.areas import Areas
from hefu.read.files import is_plain

WORTH_A_PROCESS = LITTLE
"""Bytes of new files from which on starting more processes saves time."""

MOST_PROCESSES = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file. statements: of its document; notes: what its reader has to tell."""

    path: Path
    status: Literal["added", "again", "known", "failed"]
    statements: int = 0
    reason: str = ""
    trace: str = ""
    notes: tuple[str, ...] = ()


def add_all(jobs: Sequence[Job], *, again: bool = False) -> Iterator[Outcome]:
    """Adds the files, each all or nothing, and tells of each as it is done; the known ones first.

    again: those that are known are read again, too. What is new is audited by `auditing.audit_new`.
    """
    new = []
    for job in map(_as_before, jobs) if again else jobs:
        outcome = None if again else _known(job)
        if outcome:
            yield outcome
        else:
            new.append(job)
    for job, result in prepare_all(new, processes=_processes(new)):
        yield _add(job, result, again=again)


def _as_before(job: Job) -> Job:
    """The job, by the mapping with which its file was imported."""
    try:
        with job.path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return job  # its reader tells what is wrong with it
    mapping = Imported.objects.filter(document__original=sha256).values_list("mapping", flat=True).first()
    return replace(job, mapping=mapping) if mapping and not job.mapping else job


def _known(job: Job) -> Outcome | None:
    """The outcome of a file that needs no reading: it is in the ledger, or cannot be opened."""
    try:
        with job.path.open("rb") as file:
            found = store.find(hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:
        return Outcome(job.path, "failed", reason=error.strerror or str(error))
    return Outcome(job.path, "known", found.statements) if found else None


def _add(job: Job, result: Prepared | Failed, *, again: bool) -> Outcome:
    if isinstance(result, Failed):
        return Outcome(job.path, "failed", reason=result.reason, trace=result.trace)
    try:
        known = store.find(result.document.source.sha256) if again else None
        if known is not None:
            lost = reread(known.pk, result, areas=areas.load(job.areas))
            count = len(result.extraction.statements)
            return Outcome(job.path, "again", count, notes=(*result.document.notes, *lost))
        original = job.path.read_bytes()
        added = bring(result, original, areas=areas.load(job.areas))
    except (HefuError, OSError) as error:
        return Outcome(job.path, "failed", reason=str(error))
    return Outcome(job.path, "added" if added.created else "known", added.statements, notes=result.document.notes)


def file(prepared: Prepared, original: bytes, *, areas: Areas) -> store.Added:
    """Brings a document that was read into the ledger, audits it and judges what it touches. Part of a transaction."""
    added = bring(prepared, original, areas=areas)
    auditing.audit_new()
    tracking.track_new()
    return added


def bring(prepared: Prepared, original: bytes, *, areas: Areas) -> store.Added:
    """Brings a document into the ledger, with the mapping by which it was imported."""
    with writing():
        added = store.add(prepared.document, original, prepared.extraction, areas=areas)
        if added.created and prepared.mapping:
            Imported.objects.create(document_id=added.pk, mapping=prepared.mapping)
    return added


def _processes(jobs: Iterable[Job]) -> int:
    """None for a little plain text, which meets no parser but ours; all else is read where it can do no harm."""
    sizes = [job.path.stat().st_size for job in jobs]
    if sum(sizes) < WORTH_A_PROCESS:
        return 0 if all(is_plain(job.path) for job in jobs) else 1
    return min(os.cpu_count() or 1, MOST_PROCESSES, len(sizes))
