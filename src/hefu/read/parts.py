"""What a format's reader hands over, before anything is known of the document's title or date."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NewType

from hefu.errors import ReadError
from hefu.model import Article, Doubt, Heading, Junk, Table
from hefu.places import Page, Segment

Note = NewType("Note", str)
"""What the user must be told of a file: an English sentence. Pages show it in their language: see `web/remarks.py`."""


class Written:
    """A text on its way: what a reader has written so far, and how long it is."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.length = 0

    def text(self) -> str:
        """All that was written."""
        return "".join(self.written)

    def whole(self, path: Path) -> str:
        """All that was written. ReadError when no word is among it."""
        text = self.text()
        if not text.strip():
            raise ReadError(path, "has no text in it", "if its pages are pictures, recognise them first (OCR)")
        return text

    def line_break(self) -> None:
        """Ends the line, but no empty one at the start."""
        if self.length:
            self.put("\n")

    def put(self, words: str) -> None:
        """Writes words at the end."""
        if words:
            self.written.append(words)
            self.length += len(words)


@dataclass(frozen=True, slots=True)
class Parts:
    """The text of a file with its places, and what the format itself says of it.

    headings: what the format marks as a heading (h1 to h6, heading styles).
    claims: what the format says of the document, by name, as written (`PubDate`, `ArticleTitle`).
    articles, doubts: of a scan, where the page's layout tells the articles and the recogniser what it is unsure of.
    """

    text: str
    media_type: str
    encoding: str | None = None
    segments: tuple[Segment, ...] = ()
    tables: tuple[Table, ...] = ()
    junk: tuple[Junk, ...] = ()
    headings: tuple[Heading, ...] = ()
    claims: dict[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    pages: tuple[Page, ...] = ()
    articles: tuple[Article, ...] = ()
    doubts: tuple[Doubt, ...] = ()
