"""One shard from end to end: its pages through the filter, those that pass through the reader, the rows into files."""

from __future__ import annotations

import json
import resource
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from hefu.batch.confined import Limits
from hefu.batch.pages import Columns, Page, pages
from hefu.batch.places import place
from hefu.batch.reading import Rows, failed, rows_of
from hefu.batch.relevance import left_out
from hefu.batch.shards import Shard
from hefu.batch.tables import DONE, Writer
from hefu.errors import HefuError

Read = Callable[[Page], Rows]
"""How a page is read: `reading.rows_of` in this process, or the same by a `confined.Reader`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for all shards of an output. version: of hefu, which made it."""

    columns: Columns = field(default_factory=Columns)
    limits: Limits = field(default_factory=Limits)
    version: str = ""


@dataclass(slots=True)
class Counts:
    """What came of a shard, or of several; it is kept in the marker.

    pages: in the input.  left_out: those that are not worth reading, by reason.  seconds: of all workers together.
    memory: megabytes that a worker and its reader took at most.
    """

    pages: int = 0
    documents: int = 0
    statements: int = 0
    findings: int = 0
    errors: int = 0
    bytes: int = 0
    seconds: float = 0
    memory: int = 0
    left_out: dict[str, int] = field(default_factory=dict)

    def __iadd__(self, other: Counts) -> Counts:
        for name in ("pages", "documents", "statements", "findings", "errors", "bytes", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.memory = max(self.memory, other.memory)
        self.left_out = dict(Counter(self.left_out) + Counter(other.left_out))
        return self

    def take(self, page: Page, rows: Rows) -> None:
        """Counts a page."""
        self.pages += 1
        self.bytes += len(page.data)
        if rows.left_out:
            self.left_out[rows.left_out] = self.left_out.get(rows.left_out, 0) + 1
        elif rows.error:
            self.errors += 1
        else:
            self.documents += 1
            self.statements += len(rows.statements)
            self.findings += len(rows.findings)


def do(
    shard: Shard, output: str, settings: Settings, read: Read = rows_of, *, taken: Callable[[], int] = int
) -> Counts:
    """Does a shard and commits it. What was committed of it before, of another state of its files, is replaced.

    taken: megabytes that the process took that reads, if there is one.
    """
    started, counts = time.monotonic(), Counts()
    with Writer(place(output), shard.name) as writer:
        for page in pages(shard, settings.columns):
            rows = _rows(page, read)
            counts.take(page, rows)
            if not rows.left_out:
                writer.add(page, rows)
        counts.seconds = round(time.monotonic() - started, 3)
        counts.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 + taken()
        writer.commit({"stamp": shard.stamp, **asdict(counts)})
    return counts


def _rows(page: Page, read: Read) -> Rows:
    if page.error:
        return failed(page.error)
    reason = left_out(page)
    return Rows(left_out=reason) if reason else read(page)


def done(output: str, known: dict[str, tuple[str, Counts]] | None = None) -> dict[str, tuple[str, Counts]]:
    """The shards that are committed: their stamps and what came of them. known: what was found before."""
    from hefu.export.extras import needed

    fs = needed("pyarrow.fs", "spark")
    folder = place(output) / DONE
    listed = folder.system.get_file_info(fs.FileSelector(folder.path, allow_not_found=True))
    found = dict(known or {})
    for entry in listed:
        name = entry.base_name.removesuffix(".json")
        if name not in found and entry.base_name.endswith(".json"):
            with folder.system.open_input_stream(entry.path, compression=None) as stream:
                found[name] = _marker(entry.path, stream.read())
    return found


def _marker(path: str, data: bytes) -> tuple[str, Counts]:
    try:
        kept: dict[str, Any] = json.loads(data)
        stamp = kept.pop("stamp")
        return stamp, Counts(**kept)
    except (ValueError, KeyError, TypeError) as error:
        raise HefuError(f"{path} is no marker of a batch ({error}); remove it, and the shard is done again") from None
