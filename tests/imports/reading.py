"""Files of invented tables, read, and taken by a mapping."""

from __future__ import annotations

from pathlib import Path

from hefu.imports import TableMapping, Taken, as_text, from_text, propose, take
from hefu.lexicon.areas import load
from hefu.model import Document
from hefu.read import read
from imports.layouts import HOME, Figure

AREAS = load()


def document(
    folder: Path, content: str | bytes, name: str = "table.csv", *, area: str = HOME, published: str = "2024-06-01"
) -> Document:
    """The document of a file with this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read(path, area=area, published=published)


def proposed(one: Document) -> TableMapping:
    """What is proposed for it, after a way through its file."""
    return from_text(as_text(propose(one, AREAS)))


def taken(one: Document, mapping: TableMapping | str | None = None) -> Taken:
    """What a mapping takes from it, by default the one that is proposed. Every figure is its cell."""
    chosen = from_text(mapping) if isinstance(mapping, str) else mapping or proposed(one)
    found = take(one, chosen, AREAS)
    for said in found.extraction.statements:
        assert one.text[said.start : said.end] == said.quote
    return found


def figures(found: Taken) -> set[Figure]:
    """What was taken, in the form of the generator."""
    return {
        (s.indicator, s.area or "", s.period or "", s.value, s.unit, s.measure, s.modality)
        for s in found.extraction.statements
    }
