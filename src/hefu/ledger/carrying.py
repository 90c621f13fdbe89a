"""A file that was read, with all that was found in it, as bytes and back, exactly.

So it passes from the process that read it to the one that files it, and waits in the ledger until somebody has
looked at it. JSON, never pickles: what a hostile file did to its reader must not go further.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from dataclasses import fields
from decimal import Decimal
from operator import attrgetter
from typing import Any

from hefu.ledger.layout import pack, pack_segments, unpack, unpack_segments
from hefu.ledger.prepare import Piece, Prepared
from hefu.model import Document, Evidence, Extraction, Numeral, Source, Statement

_SOURCE = tuple(field.name for field in fields(Source))
_NUMERAL = tuple(field.name for field in fields(Numeral))
_STATED = tuple(field.name for field in fields(Statement) if field.name not in ("value", "value_max", "evidence"))
_KNOWN = "text", "title", "issuer", "published", "area"


def carry(prepared: Prepared) -> bytes:
    """All of it, as compressed JSON."""
    document, found = prepared.document, prepared.extraction
    kept = {
        "source": [getattr(document.source, name) for name in _SOURCE],
        "known": [getattr(document, name) for name in _KNOWN],
        "layout": b64encode(pack(document)).decode(),
        "segments": b64encode(pack_segments(document.segments)).decode(),
        "statements": list(map(_statement, found.statements)),
        "imported": [prepared.mapping, prepared.told, prepared.offer],
        "numerals": [list(attrgetter(*_NUMERAL)(numeral)) for numeral in found.numerals],
    }
    return zlib.compress(json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))


def fetch(data: bytes) -> Prepared:
    """What `carry` made bytes of."""
    kept = json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    document = Document(
        source=Source(*kept["source"]),
        segments=unpack_segments(b64decode(kept["segments"])),
        **dict(zip(_KNOWN, kept["known"], strict=True)),
        **unpack(b64decode(kept["layout"])),
    )
    statements = tuple(map(_stated, kept["statements"]))
    found = Extraction(statements, tuple(Numeral(*row) for row in kept["numerals"]))
    mapping, said, *offer = kept.get("imported", ("", None))
    return Prepared(document, found, mapping, said, *map(tuple, offer))


def carry_piece(piece: Piece) -> bytes:
    """The same of a document alone, or of some of its statements."""
    if isinstance(piece, Document):
        return b"d" + carry(Prepared(piece, Extraction((), ())))
    return b"s" + json.dumps(list(map(_statement, piece)), ensure_ascii=False).encode("utf-8", "surrogatepass")


def fetch_piece(data: bytes) -> Piece:
    """What `carry_piece` made bytes of."""
    if data[:1] == b"d":
        return fetch(data[1:]).document
    return tuple(map(_stated, json.loads(data[1:].decode("utf-8", "surrogatepass"))))


def _statement(item: Statement) -> list[Any]:
    value_max = None if item.value_max is None else str(item.value_max)
    evidence = [[one.field, one.rule, one.start, one.end] for one in item.evidence]
    return [str(item.value), value_max, evidence, *(getattr(item, name) for name in _STATED)]


def _stated(row: list[Any]) -> Statement:
    value, value_max, evidence, *rest = row
    return Statement(
        value=Decimal(value),
        value_max=None if value_max is None else Decimal(value_max),
        evidence=tuple(Evidence(*one) for one in evidence),
        **dict(zip(_STATED, rest, strict=True)),
    )
