"""A document as the grammar of plans reads it: broken lines joined, digits and signs of one width, spans kept."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hefu.extract.text import normalise
from hefu.model import Document, Junk
from hefu.plan.model import Item
from hefu.read.view import View, view

_LINE = re.compile(r"[^\n]+")
_INNER_SPACE = re.compile(r"(?<=[^\x00-\x7f]) +|(?<! ) +(?=[^\x00-\x7f])")
_KEPT = 500_000
"""A longer text is read anew each time: nothing of it stays in memory."""
_EDGE = " \u3000\t*_#"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the view: `words` begins at `start` of the view."""

    start: int
    words: str

    @property
    def end(self) -> int:
        """Where it ends in the view."""
        return self.start + len(self.words)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text to search. text: as long as the view; positions of it become those of the document with `span`."""

    view: View
    text: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The interval of the document for one of the view."""
        return self.view.span(start, end)

    def at(self, position: int) -> int:
        """The place of the view for one of the document: the first that does not stand before it."""
        offsets = self.view.offsets
        return position if offsets is None else bisect_left(offsets, position)

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs in order, without the space and marks of style around them; tables are lines with tabs."""
        for line in _LINE.finditer(self.text):
            words = line[0].strip(_EDGE)
            if words:
                yield Paragraph(line.start() + line[0].index(words), words)


def reading(document: Document) -> Reading:
    """The document, read once for all that is looked for in it."""
    read = _kept if len(document.text) <= _KEPT else _read
    return read(document.text, document.junk)


def _read(text: str, junk: tuple[Junk, ...]) -> Reading:
    seen = view(text, junk)
    return Reading(seen, normalise(seen.text))


_kept = lru_cache(maxsize=2)(_read)


def item_at(items: Sequence[Item], position: int) -> int | None:
    """The number of the lowest item that a place of the document stands in; None before and between items."""
    number: int | None = bisect_right(items, position, key=lambda item: item.start) - 1
    while number is not None and number >= 0 and items[number].stop <= position:
        number = items[number].parent
    return number if number is not None and number >= 0 else None


class Left:
    """What of a document is left aside: menus, page numbers and other junk."""

    def __init__(self, document: Document) -> None:
        self._junk = sorted((one.start, one.end) for one in document.junk)

    def holds(self, position: int) -> bool:
        """Whether a place of the document is in it."""
        number = bisect_right(self._junk, position, key=lambda one: one[0]) - 1
        return number >= 0 and position < self._junk[number][1]


def bare(words: str) -> str:
    """Words without the space that print puts between Chinese characters."""
    return _INNER_SPACE.sub("", words)
