"""What `hefu add --from-batch` adds: the documents of a batch that a condition selects, as files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hefu.batch.selection import Selected
    from hefu.ledger.jobs import Collected, Job


@contextmanager
def selected(output: str, where: str, common: Job) -> Iterator[Collected]:
    """The jobs; their files are there while this is open. common: what holds where the batch tells nothing else."""
    from hefu.batch.selection import select
    from hefu.ledger.jobs import Collected

    with TemporaryDirectory(prefix="hefu-") as folder:
        yield Collected([_job(common, one) for one in select(output, where, Path(folder))])


def _job(common: Job, one: Selected) -> Job:
    told: dict[str, Any] = dict(one.told)
    return replace(common, path=one.path, **told)
