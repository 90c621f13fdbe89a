"""The layers of extraction, in order: view → normalised text → paragraphs → sentences → statements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hefu.extract.context import is_byline, is_heading, profile, section
from hefu.extract.sentences import Reader
from hefu.extract.tables import is_row
from hefu.extract.text import normalise
from hefu.extract.tokens import has_numerals
from hefu.model import Document, Extraction
from hefu.read.view import view

if TYPE_CHECKING:
    from hefu.lexicon.areas import Areas

_LINE = re.compile(r"[^\n<]+(?:<(?!/?(?:p|br)\s*/?>)[^\n<]*)*")
"""A line; tags of paragraphs that a careless export left in the text end one, too."""


def run(source: str | Document, *, published: str | None, area: str | None, areas: Areas | None) -> Extraction:
    """Everything found in a text. Time grows with its length and no faster."""
    raw = source if isinstance(source, str) else source.text
    if isinstance(source, Document):
        published, area = published or source.published, area or source.area
    seen = view(raw)
    text = normalise(seen.text)
    facts = profile(text, published)
    reader = Reader(raw, seen, text, facts, area, areas)
    above: list[tuple[int, int]] = []
    rows: list[tuple[int, int]] = []
    for start, end in _lines(text):
        line = text[start:end]
        if is_row(line):
            rows.append((start, end))
            continue
        if rows:
            _table(reader, rows, above)
            rows, above = [], []
        if not line.isspace():
            above = [*above[-1:], (start, end)] if end - start <= 60 else []
            if facts.kind == "news" and is_byline(line):
                reader.begin_article()
            elif is_heading(line):
                reader.scope = section(line, start, facts, reader.scope)
                reader.heading(start, end)
            if has_numerals(text, start, end):
                reader.paragraph(start, end)
    if rows:
        _table(reader, rows, above)
    return Extraction(tuple(reader.statements), tuple(reader.numerals))


def _table(reader: Reader, rows: list[tuple[int, int]], above: list[tuple[int, int]]) -> None:
    """Reads lines with tabs as a table if they are one, else as paragraphs."""
    if reader.table(rows, above):
        return
    for start, end in rows:
        if has_numerals(reader.text, start, end):
            reader.paragraph(start, end)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINE.finditer(text):
        start, end = match.span()
        if text.startswith(("p>", "/p>", "br>", "br/>", "br />"), start):
            start = text.index(">", start) + 1
        if start < end:
            yield start, end
