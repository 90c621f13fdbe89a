"""Documents for the tests of plans, from a few lines of text."""

from __future__ import annotations

from hefu.model import Document, Source
from hefu.read.outline import outline


def document(text: str, *, title: str | None = None, area: str | None = None, published: str | None = None) -> Document:
    """A document of a text, with its outline."""
    source = Source("sample.txt", "0" * 64, len(text), "text/plain")
    return Document(text, source, title, area=area, published=published, outline=outline(text, (), (), title))
