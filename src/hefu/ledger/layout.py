"""What a document knows besides its text, as compressed JSON and back, exactly.

An item is a list of its fields in their order, so a field that a later version appends to a dataclass (with
a default) leaves what is stored readable.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from hefu.model import Article, Box, Cell, Document, Evidence, Heading, Junk, Place, Segment, Table


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
    """The places of all characters; boxes, of which there is one a character, as one flat list."""
    return _squeeze([[s.start, s.end, *_place(s.place), _flat(s.place.boxes)] for s in segments])


def unpack_segments(data: bytes) -> tuple[Segment, ...]:
    return tuple(
        Segment(start, end, Place(**dict(zip(_PLACE, place, strict=True)), boxes=_boxes(flat)))
        for start, end, *place, flat in _spread(data)
    )


def evidence_rows(evidence: Iterable[Evidence]) -> list[list[Any]]:
    """The evidence of a statement, for its row."""
    return _rows(Evidence, evidence)


_PLACE = tuple(field.name for field in fields(Place) if field.name != "boxes")
_place = attrgetter(*_PLACE)


def _rows(kind: type, items: Iterable[Any]) -> list[list[Any]]:
    values = attrgetter(*(field.name for field in fields(kind)))
    return [list(values(item)) for item in items]


def _flat(boxes: tuple[Box, ...]) -> list[float]:
    return [number for box in boxes for number in (box.left, box.top, box.right, box.bottom)]


def _boxes(flat: list[float]) -> tuple[Box, ...]:
    numbers = iter(flat)
    return tuple(Box(*four) for four in zip(numbers, numbers, numbers, numbers, strict=True))


def _tuples(value: Any) -> Any:
    """Lists, as JSON has them, as tuples."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _squeeze(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _spread(data: bytes) -> Any:
    return json.loads(zlib.decompress(data))
