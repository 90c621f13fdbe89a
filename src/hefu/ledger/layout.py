"""What a document knows besides its text, as compressed JSON and back, exactly.

An item is a list of its fields in their order, so a field that a later version appends to a dataclass (with
a default) leaves what is stored readable.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import fields
from operator import attrgetter
from typing import Any

from hefu.model import Article, Boxes, Cell, Document, Evidence, Heading, Junk, Place, Segment, Table


def pack(document: Document) -> bytes:
    """Outline, tables, junk, evidence, notes and articles."""
    return _squeeze(
        {
            "outline": _rows(Heading, document.outline),
            "tables": [[table.start, table.end, _rows(Cell, table.cells)] for table in document.tables],
            "junk": _rows(Junk, document.junk),
            "evidence": _rows(Evidence, document.evidence),
            "notes": document.notes,
            "articles": _rows(Article, document.articles),
        }
    )


def unpack(data: bytes) -> dict[str, Any]:
    """What `pack` kept, as the arguments of a `Document`."""
    kept = _spread(data)
    return {
        "outline": tuple(Heading(*row) for row in kept["outline"]),
        "tables": tuple(Table(start, end, tuple(Cell(*row) for row in cells)) for start, end, cells in kept["tables"]),
        "junk": tuple(Junk(*row) for row in kept["junk"]),
        "evidence": tuple(Evidence(*row) for row in kept["evidence"]),
        "notes": tuple(kept["notes"]),
        "articles": tuple(Article(*map(_tuples, row)) for row in kept.get("articles", ())),
    }


def pack_segments(segments: Iterable[Segment]) -> bytes:
    """The places of all characters: a line of JSON, then the numbers of all boxes as they are in memory.

    A long PDF has millions of boxes: as JSON they would take ten times the room.
    """
    rows, numbers = [], array("d")
    for segment in segments:
        boxes = segment.place.boxes
        rows.append([segment.start, segment.end, *_place(segment.place), len(boxes)])
        numbers.extend(boxes.numbers if isinstance(boxes, Boxes) else Boxes.of(boxes).numbers)
    kept = array("f", numbers)
    kept = kept if kept == numbers else numbers
    if sys.byteorder == "big":
        kept.byteswap()
    head = json.dumps({"type": kept.typecode, "segments": rows}, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(head.encode() + b"\n" + kept.tobytes(), 4)


def unpack_segments(data: bytes) -> tuple[Segment, ...]:
    """What `pack_segments` kept."""
    return tuple(_segments(data))


def _segments(data: bytes) -> Iterator[Segment]:
    head, _, rest = zlib.decompress(data).partition(b"\n")
    kept = json.loads(head)
    numbers = array(kept["type"])
    numbers.frombytes(rest)
    if sys.byteorder == "big":
        numbers.byteswap()
    at = 0
    for start, end, *place, count in kept["segments"]:
        boxes = Boxes(numbers[4 * at : 4 * (at + count)]) if count else ()
        at += count
        yield Segment(start, end, Place(**dict(zip(_PLACE, place, strict=True)), boxes=boxes))


def evidence_rows(evidence: Iterable[Evidence]) -> list[list[Any]]:
    """The evidence of a statement, for its row."""
    return _rows(Evidence, evidence)


_PLACE = tuple(field.name for field in fields(Place) if field.name != "boxes")
_place = attrgetter(*_PLACE)


def _rows(kind: type, items: Iterable[Any]) -> list[list[Any]]:
    values = attrgetter(*(field.name for field in fields(kind)))
    return [list(values(item)) for item in items]


def _tuples(value: Any) -> Any:
    """Lists, as JSON has them, as tuples."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _squeeze(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _spread(data: bytes) -> Any:
    return json.loads(zlib.decompress(data))
