"""The pages of a shard, one after the other: of web archives, of tables with a text or HTML in each row, of files.

What a shard holds is other people's: a page that cannot be had is a page with an error, never an exception. What a
store does not give is one: then the engine tries the shard again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from hefu.batch.places import Place, place
from hefu.batch.shards import Kind, Shard
from hefu.errors import UsageError

LARGEST = 64_000_000
"""Bytes of a page; a larger one is not read."""

COLUMNS = ("html", "text", "url", "file", "title", "published", "area", "issuer", "licence")
"""What the columns of tables, or the keys of JSON Lines, may tell of a page. One of the first two is the page."""

TOLD = ("title", "published", "area", "issuer", "licence")
"""What is told of a document beforehand, and taken over as it is."""

_ENDINGS = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "application/pdf": ".pdf"}
_UNFIT = re.compile(r"[^\w.()（）《》-]+")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is in the shard.

    at: its place there, counted from 0.  name: of a file that it would be.  media: its type, where the shard tells it.
    fetched: when it was had (ISO 8601).  told: of TOLD, what the shard tells.  error: why there is no page.
    """

    at: int
    name: str
    data: bytes = b""
    url: str | None = None
    media: str | None = None
    charset: str | None = None
    fetched: str | None = None
    told: dict[str, str] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column or key holds what, by the names of COLUMNS; by default each the one of its name."""

    names: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, text: str) -> Columns:
        """Of `text=content,url=link`. UsageError for what is none of COLUMNS."""
        pairs = [tuple(part.strip() for part in item.partition("=")[::2]) for item in text.split(",") if item.strip()]
        for name, column in pairs:
            if name not in COLUMNS or not column:
                raise UsageError(
                    f"{name}={column} names no column: write NAME=COLUMN, NAME one of {', '.join(COLUMNS)}"
                )
        return cls(tuple((name, column) for name, column in pairs))

    def mapping(self) -> dict[str, str]:
        """The column of each name."""
        return dict(zip(COLUMNS, COLUMNS, strict=True)) | dict(self.names)


Reader = Callable[[Place, str, Columns], Iterator[Page]]
"""Gives the pages of one file, whose path in the shard is given, too."""


def pages(shard: Shard, columns: Columns) -> Iterator[Page]:
    """All pages of a shard, in order. Raises OSError when a file cannot be had at all."""
    root = place(shard.root)
    read = _readers()[shard.kind]
    number = 0
    for path in shard.paths:
        for page in read(root / path if path else root, path or PurePosixPath(root.path).name, columns):
            yield page if page.at == number else _at(page, number)
            number += 1


def _at(page: Page, number: int) -> Page:
    from dataclasses import replace

    return replace(page, at=number)


def _readers() -> dict[Kind, Reader]:
    from hefu.batch.tabular import of_jsonl, of_parquet
    from hefu.batch.warc import of_warc

    return {"warc": of_warc, "jsonl": of_jsonl, "parquet": of_parquet, "files": _of_file}


def _of_file(file: Place, path: str, columns: Columns) -> Iterator[Page]:
    """A file that is a page. A file that is too large to be one is not read."""
    name = PurePosixPath(path).name
    with file.system.open_input_stream(file.path, compression=None) as stream:
        data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        yield Page(0, name, error=too_large())
    else:
        yield Page(0, name, bytes(data))


def too_large() -> str:
    """What is said of a page above the limit."""
    return f"is larger than {LARGEST // 1_000_000} MB; split it"


def name_of(url: str | None, media: str | None, number: int) -> str:
    """The name of a file for a page: the last part of its address, with the ending of its type."""
    ending = _ENDINGS.get(media or "")
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:  # an address that is none
        path = ""
    name = _UNFIT.sub("_", PurePosixPath(path).name).strip("._") or f"page-{number}"
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    return f"{stem[:_LONGEST_NAME]}{ending or suffix[:10]}"
