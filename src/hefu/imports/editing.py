"""A mapping changed field by field: where each field of a table may stand, and the mapping with other places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hefu.errors import UsageError
from hefu.imports.blocks import blocks
from hefu.imports.grid import sheets
from hefu.imports.mapping import Shape, Source, TableMapping, as_text, from_text
from hefu.imports.parting import parts
from hefu.model import Document

EDITED = "indicator", "area", "period", "unit", "status"
"""The fields whose places are chosen from a list; the others are written in the mapping's text."""
NOWHERE = "none"
_MOST_TABLES, _MOST_COLUMNS, _LONGEST = 40, 60, 200


def columns(document: Document, mapping: TableMapping) -> list[list[str]]:
    """The headings of the first table of each shape; none where a shape has no table."""
    found: dict[int, list[str]] = {}
    for sheet in parts(document) or sheets(document):
        for block in blocks(sheet, mapping.shapes):
            names = [name for name in block.names.values() if name and len(name) <= _LONGEST]
            found.setdefault(mapping.shapes.index(block.shape), names[:_MOST_COLUMNS])
    return [found.get(number, []) for number in range(min(len(mapping.shapes), _MOST_TABLES))]


def places(shape: Shape, names: Iterable[str]) -> list[Source]:
    """Where a field of a table may stand. names: its headings."""
    used = (one.what for some in shape.fields.values() for one in some if one.kind == "column")
    named = dict.fromkeys([*names, *used])
    return [
        *(Source("column", name) for name in named),
        *(Source("heading", str(row)) for row in range(1, shape.heads + 1)),
        Source("caption"),
        Source("line"),
        Source("sheet"),
    ]


def coded(source: Source) -> str:
    """A place as a form sends it: column:地区, heading:1, caption:."""
    return f"{source.kind}:{source.what}"


def edited(mapping: TableMapping, changes: Mapping[tuple[int, str], str]) -> TableMapping:
    """The mapping with other places. changes: by table (from 0) and field, a place, or that it stands nowhere.

    UsageError for what no mapping may have.
    """
    shapes = list(mapping.shapes)
    for (number, name), code in changes.items():
        if name not in EDITED or number >= len(shapes):
            raise UsageError(f"the mapping has no field {name!r} of a table {number + 1}")
        kind, _, what = code.partition(":")
        fields = {field: sources for field, sources in shapes[number].fields.items() if field != name}
        if code != NOWHERE:
            fields[name] = (Source(kind, what),)
        fill = tuple(field for field in shapes[number].fill if field in fields)
        shapes[number] = replace(shapes[number], fields=fields, fill=fill)
    return from_text(as_text(replace(mapping, shapes=tuple(shapes), questions=())))
