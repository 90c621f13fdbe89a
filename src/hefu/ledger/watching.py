"""Watched folders: files that are finished are taken into the queue, each once. Nothing is moved or changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from hefu.errors import HefuError, QueueFullError
from hefu.ledger import arrivals
from hefu.ledger.jobs import Job, collect, readable
from hefu.ledger.models import Arrival

Look = tuple[int, int]
"""Size and time of change of a file."""


class Folder:
    """A folder that is looked into again and again; files are remembered by their hash, in the ledger.

    A file is finished when it was the same at two looks. A `manifest.csv` and an `areas.csv` in it hold as for
    `hefu add`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._looks: dict[Path, Look] = {}
        self._done: dict[Path, Look] = {}
        self._told: set[str] = set()

    @property
    def settled(self) -> bool:
        """Whether every file that was there at the last look has been taken in."""
        return self._looks.keys() <= self._done.keys() and all(
            self._done[path] == look for path, look in self._looks.items()
        )

    def look(self) -> Iterator[Arrival | str]:
        """Takes in what is finished: each file that came in, and each problem once, in words."""
        try:
            collected = collect([self.path], Job(Path()))
        except HefuError as error:
            yield from self._once(str(error))
            return
        for problem in collected.problems:
            yield from self._once(problem)
        for path, reason in collected.skipped:
            yield from self._once(f"skipped {readable(path)}: {reason}")
        looks: dict[Path, Look] = {}
        for job in collected.jobs:
            look = _look(job.path)
            if look is None:
                continue
            looks[job.path] = look
            if self._looks.get(job.path) == look and self._done.get(job.path) != look:
                try:
                    yield from self._take(job, look)
                except QueueFullError as error:
                    yield from self._once(str(error))
                    if error.later:
                        break  # what is left is finished at a later look, too
                    self._done[job.path] = look
        else:
            self._looks = looks

    def _take(self, job: Job, look: Look) -> Iterator[Arrival | str]:
        try:
            arrivals.fits(look[0])
            content = job.path.read_bytes()
        except OSError as error:
            yield from self._once(f"{readable(job.path)}: {error.strerror}; it is left out")
            return
        if _look(job.path) != look:
            return  # it was changed while it was read: not finished after all
        if not arrivals.seen(hashlib.sha256(content).hexdigest()):
            yield arrivals.accept(
                readable(job.path.name), content, origin=Arrival.FOLDER, who=readable(self.path), told=_told(job),
                at_once=True,
            )  # fmt: skip
        self._done[job.path] = look

    def _once(self, problem: str) -> Iterator[str]:
        if problem not in self._told:
            self._told.add(problem)
            yield problem


def _look(path: Path) -> Look | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _told(job: Job) -> dict[str, str]:
    known = {field.name: getattr(job, field.name) for field in fields(Job) if field.name in arrivals.TOLD}
    return {name: str(value.absolute() if isinstance(value, Path) else value) for name, value in known.items() if value}
