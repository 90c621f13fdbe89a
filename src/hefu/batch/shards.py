"""What a batch has to do: the shards of an input, each with its name and a stamp that tells when it changed."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby
from typing import Any, Literal

from hefu.batch.places import place
from hefu.errors import UsageError
from hefu.export.extras import needed
from hefu.read.files import suffixes

Kind = Literal["warc", "parquet", "jsonl", "files"]

_ENDINGS: dict[str, Kind] = {
    ".warc": "warc", ".wet": "warc", ".parquet": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip
_PACKED = (".gz", ".zst", ".bz2", ".lz4")
_FILES, _BYTES = 500, 64_000_000
"""Of the files of a folder so many at most, or of so many bytes together, are a shard."""
_UNFIT = re.compile(r"[^A-Za-z0-9._]+")
_ASIDE = ("_", ".")
"""What begins so is no input, as Spark has it: markers, files that are still being written."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A part of the input that is done as a whole.

    name: of its own, good as a name of a folder.  root: the address or path of the input.
    paths: of its files, from there on.  stamp: another one when a file was changed.
    """

    name: str
    kind: Kind
    root: str
    paths: tuple[str, ...]
    stamp: str


@dataclass(slots=True)
class Found:
    """The shards of an input, in order; how many files of which endings are none."""

    shards: list[Shard] = field(default_factory=list)
    others: Counter[str] = field(default_factory=Counter)


def find(root: str) -> Found:
    """The shards of a file or folder. UsageError when there is nothing of that name."""
    fs = needed("pyarrow.fs", "spark")
    where = place(root)
    info = where.system.get_file_info(where.path)
    if info.type == fs.FileType.NotFound:
        raise UsageError(f"there is no file or folder {root}: check the address")
    if info.type == fs.FileType.File:
        return _shards(root, [("", info)])
    listed = where.system.get_file_info(fs.FileSelector(where.path, recursive=True))
    start = len(where.path.rstrip("/")) + 1
    files = [(entry.path[start:], entry) for entry in listed if entry.type == fs.FileType.File]
    return _shards(root, sorted((path, entry) for path, entry in files if not _is_aside(path)))


def _is_aside(path: str) -> bool:
    return any(part.startswith(_ASIDE) for part in path.split("/"))


def _shards(root: str, files: list[tuple[str, Any]]) -> Found:
    found, single = Found(), []
    readable = suffixes()
    for path, entry in files:
        kind, ending = _kind(entry.path)
        if kind:
            found.shards.append(_shard(kind, root, [(path, entry)]))
        elif ending in readable:
            single.append((path, entry))
        else:
            found.others[ending] += 1
    found.shards += [_shard("files", root, part) for part in _parts(single)]
    return found


def _kind(path: str) -> tuple[Kind | None, str]:
    stem, ending = posixpath.splitext(path.lower())
    if ending in _PACKED:
        inner = posixpath.splitext(stem)[1]
        kind = _ENDINGS.get(inner)
        return (None if kind == "parquet" else kind), f"{inner}{ending}"
    return _ENDINGS.get(ending), ending


def _parts(files: Iterable[tuple[str, Any]]) -> Iterator[list[tuple[str, Any]]]:
    """The files of each folder, so many at a time."""
    for _, group in groupby(sorted(files), key=lambda file: posixpath.dirname(file[0])):
        part: list[tuple[str, Any]] = []
        size = 0
        for file in group:
            if part and (len(part) == _FILES or size + file[1].size > _BYTES):
                yield part
                part, size = [], 0
            part.append(file)
            size += file[1].size
        yield part


def _shard(kind: Kind, root: str, files: list[tuple[str, Any]]) -> Shard:
    """Its name is of its first file: a readable part, and a hash of the path that keeps namesakes apart."""
    first = files[0][0] or posixpath.basename(files[0][1].path)
    shown = _UNFIT.sub("-", posixpath.basename(first) if kind != "files" else posixpath.dirname(first)).strip("-.")
    stamps = [f"{path} {entry.size} {entry.mtime_ns}" for path, entry in files]
    name = f"{kind}-{shown[:80]}-{_hash(first)}".replace("--", "-")
    return Shard(name, kind, root, tuple(path for path, _ in files), _hash("\n".join(stamps)))


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:10]
