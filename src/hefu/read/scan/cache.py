"""Pages that were recognised, kept in the user's cache folder: a page done is not done again.

The folder is HEFU_CACHE, else `hefu` in XDG_CACHE_HOME or in ~/.cache. A page is known by its pixels and by the
engine that read them. Deleting the folder costs time, nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hefu.model import Article, Cell, Doubt, Junk, Table
from hefu.places import Box, Place, Segment
from hefu.read.parts import Note, Parts
from hefu.read.scan import engine
from hefu.read.scan.pictures import Picture

_REVISION = 1
"""Changes whenever the same picture is to be read differently than before."""


def folder() -> Path:
    """Where recognised pages are kept."""
    if own := os.environ.get("HEFU_CACHE"):
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hefu"


def key_of(picture: Picture) -> str:
    """The name of a page: the same pixels at the same place of a document, read by the same engine."""
    known = f"{_REVISION} {engine.name()} {picture.number} {picture.points} {picture.grey.shape}"
    return hashlib.sha256(known.encode() + picture.grey.tobytes()).hexdigest()


def load(key: str) -> Parts | None:
    """A page that was kept; None when there is none, or none that can be read."""
    try:
        kept = json.loads(zlib.decompress(_path(key).read_bytes()))
        return _parts(kept)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, zlib.error):  # torn, or not ours: it is read and kept anew
        return None


def save(key: str, page: Parts) -> Note | None:
    """Keeps a page, whole or not at all; the reason when it cannot be kept."""
    path = _path(key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix="page.", delete=False) as file:
            file.write(zlib.compress(json.dumps(_kept(page), ensure_ascii=False, separators=(",", ":")).encode(), 6))
        Path(file.name).replace(path)
    except OSError as error:
        return Note(f"recognised pages are not kept: {error.strerror or error} ({path.parent})")
    return None


def _path(key: str) -> Path:
    return folder() / "pages" / key[:2] / f"{key}.z"


def _kept(page: Parts) -> dict[str, Any]:
    return {
        "text": page.text,
        "segments": [[s.start, s.end, s.place.page, _flat(s.place.boxes), s.place.scores] for s in page.segments],
        "tables": [[t.start, t.end, [_row(c) for c in t.cells]] for t in page.tables],
        "junk": [_row(j) for j in page.junk],
        "articles": [_row(a) for a in page.articles],
        "doubts": [_row(d) for d in page.doubts],
        "claims": page.claims,
        "notes": page.notes,
    }


def _row(item: Any) -> list[Any]:
    return [getattr(item, name) for name in item.__dataclass_fields__]


def _flat(boxes: Iterable[Box]) -> list[float]:
    return [number for box in boxes for number in (box.left, box.top, box.right, box.bottom)]


def _parts(kept: dict[str, Any]) -> Parts:
    return Parts(
        kept["text"],
        "",
        segments=tuple(_segment(*row) for row in kept["segments"]),
        tables=tuple(Table(start, end, tuple(Cell(*row) for row in cells)) for start, end, cells in kept["tables"]),
        junk=tuple(Junk(*row) for row in kept["junk"]),
        articles=tuple(Article(*map(_tuples, row)) for row in kept["articles"]),
        doubts=tuple(Doubt(*row) for row in kept["doubts"]),
        claims=kept["claims"],
        notes=tuple(map(Note, kept["notes"])),
    )


def _segment(start: int, end: int, page: int, flat: list[float], scores: list[float]) -> Segment:
    numbers = iter(flat)
    boxes = tuple(Box(*four) for four in zip(numbers, numbers, numbers, numbers, strict=True))
    return Segment(start, end, Place(page=page, boxes=boxes, scores=tuple(scores)))


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
