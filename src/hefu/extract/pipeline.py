"""The layers of extraction, in order: view → normalised text → paragraphs → sentences → statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hefu.extract.context import is_byline, is_heading, profile, section
from hefu.extract.sentences import Reader
from hefu.extract.text import normalise
from hefu.extract.tokens import has_numerals
from hefu.model import Document, Extraction
from hefu.read.view import view

if TYPE_CHECKING:
    from hefu.lexicon.areas import Areas


def run(source: str | Document, *, published: str | None, area: str | None, areas: Areas | None) -> Extraction:
    """Everything found in a text. Time grows with its length and no faster."""
    raw = source if isinstance(source, str) else source.text
    if isinstance(source, Document):
        published, area = published or source.published, area or source.area
    seen = view(raw)
    text = normalise(seen.text)
    facts = profile(text, published)
    reader = Reader(raw, seen, text, facts, area, areas)
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end]
        if line and not line.isspace():
            if facts.kind == "news" and is_byline(line):
                reader.begin_article()
            elif is_heading(line):
                reader.scope = section(line, start, facts, reader.scope)
                reader.heading(start, end)
            if has_numerals(text, start, end):
                reader.paragraph(start, end)
        start = end + 1
    return Extraction(tuple(reader.statements), tuple(reader.numerals))
