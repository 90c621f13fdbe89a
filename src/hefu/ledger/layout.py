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
from itertools import groupby
from operator import attrgetter
from typing import Any

from hefu.model import Article, Cell, Document, Doubt, Evidence, Heading, Junk, Table
from hefu.places import Box, Boxes, Page, Place, Segment, places


def pack(document: Document) -> bytes:
    """Outline, tables, junk, evidence, notes, sizes of pages, suspected misreadings."""
    return _squeeze(
        {
            "outline": _rows(Heading, document.outline),
            "tables": [[table.start, table.end, _rows(Cell, table.cells)] for table in document.tables],
            "junk": _rows(Junk, document.junk),
            "evidence": _rows(Evidence, document.evidence),
            "notes": document.notes,
            "articles": _rows(Article, document.articles),
            "pages": _rows(Page, document.pages),
            "doubts": _rows(Doubt, document.doubts),
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
        "pages": tuple(Page(*row) for row in kept.get("pages", ())),
        "doubts": tuple(Doubt(*row) for row in kept.get("doubts", ())),
    }


def pack_segments(segments: Iterable[Segment]) -> bytes:
    """The places of all characters, page by page, so that those of one page can be had without the others.

    First stands the length of a table of the parts in eight hexadecimal digits, then the table: of each part the
    page, where its characters begin and end, and its length. Boxes are numbers as they are in memory: a long PDF
    has millions of them.
    """
    table, parts = [], []
    for page, group in groupby(segments, key=lambda segment: segment.place.page):
        own = list(group)
        parts.append(_pack_part(own))
        table.append([page, own[0].start, own[-1].end, len(parts[-1])])
    head = _squeeze(table)
    return b"%08x" % len(head) + head + b"".join(parts)


def unpack_segments(
    data: bytes, *, page: int | None = None, start: int | None = None, end: int | None = None
) -> tuple[Segment, ...]:
    """What `pack_segments` kept: all of it, that of one page, or that of the pages with the characters from
    `start` to `end`."""
    size = 8 + int(data[:8], 16)
    found: list[Segment] = []
    for number, first, last, length in _spread(data[8:size]):
        wanted = page is None or number == page
        if wanted and (start is None or last > start) and (end is None or first < end):
            found += _unpack_part(data[size : size + length])
        size += length
    return tuple(found)


def places_between(data: bytes, start: int, end: int) -> tuple[Place, ...]:
    """Where the characters from `start` to `end` stand, of what `pack_segments` kept."""
    return places(unpack_segments(data, start=start, end=end), start, end)


def _pack_part(segments: list[Segment]) -> bytes:
    rows = [[s.start, s.end, *_place(s.place), len(s.place.boxes)] for s in segments]
    numbers = [_numbers(segment.place.boxes) for segment in segments]
    kept = array("f" if all(some.typecode == "f" for some in numbers) else "d")
    for some in numbers:
        kept.extend(some if some.typecode == kept.typecode else array("d", some))
    if sys.byteorder == "big":
        kept.byteswap()
    head = json.dumps([kept.typecode, rows], ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(head.encode() + b"\n" + kept.tobytes(), 1)


def _numbers(boxes: Boxes | tuple[Box, ...]) -> array[float]:
    if isinstance(boxes, Boxes):
        return boxes.numbers
    return Boxes.of(boxes).numbers if boxes else array("f")


def _unpack_part(data: bytes) -> Iterator[Segment]:
    head, _, rest = zlib.decompress(data).partition(b"\n")
    typecode, rows = json.loads(head)
    numbers = array(typecode)
    numbers.frombytes(rest)
    if sys.byteorder == "big":
        numbers.byteswap()
    at = 0
    for start, end, *place, count in rows:
        boxes = Boxes(numbers[4 * at : 4 * (at + count)]) if count else ()
        at += count
        yield Segment(start, end, Place(**dict(zip(_PLACE, map(_tuples, place), strict=False)), boxes=boxes))


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
