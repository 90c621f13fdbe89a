"""The cells of a table of indicators: their characters without the breaks between them, and where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from hefu.extract.text import normalise
from hefu.model import Document

Where = tuple[int, int]

_HAN = re.compile(r"[一-龥、，。；：！？（）“”‘’《》〔〕【】]")
_STROKES = dict.fromkeys(map(ord, "|│┃｜"), "\t")
"""What parts cells where a table was drawn with characters."""
_MARKS = "*＊#＃△▲☆★①②③④⑤⑥⑦⑧⑨⑩"
"""What a name or a figure carries to refer to a note."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. text: its characters in one width of digits and signs, without blanks; at: where each stands."""

    text: str
    at: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.text)

    def span(self, start: int, end: int) -> Where:
        """Where the characters from `start` to `end` of the cell stand in the document."""
        return self.at[start], self.at[end - 1] + 1

    def part(self, start: int, end: int) -> Cell:
        """The characters from `start` to `end`."""
        return Cell(self.text[start:end], self.at[start:end])

    def plus(self, other: Cell) -> Cell:
        """This cell and what another adds to it."""
        return Cell(self.text + other.text, self.at + other.at)

    def trimmed(self, marks: str = _MARKS) -> Cell:
        """The cell without marks of notes around it."""
        start, end = 0, len(self.text)
        while end > start and self.text[end - 1] in marks:
            end -= 1
        while start < end and self.text[start] in marks:
            start += 1
        return self.part(start, end)


EMPTY = Cell("", ())


@dataclass(frozen=True)
class Sheet:
    """The text of a document as its tables are read: `plain` has one width of digits and signs."""

    document: Document

    @cached_property
    def plain(self) -> str:
        return normalise(self.document.text).translate(_STROKES)

    @cached_property
    def solid(self) -> Cell:
        """The whole text without blanks: headings are looked for in it, wherever they were broken."""
        at = tuple(match.start() for match in re.finditer(r"\S", self.plain))
        return Cell("".join([self.plain[n] for n in at]), at)

    def cell(self, spans: Iterable[Where]) -> Cell:
        """The cell that stands in these places, in their order."""
        plain = self.plain
        at = tuple(n for start, end in spans for n in range(start, end) if not plain[n].isspace())
        return Cell("".join([plain[n] for n in at]), at)

    def words(self, cell: Cell) -> str:
        """The cell as printed, its breaks closed; a blank stays beside figures and letters (3 岁以下)."""
        text, found = self.document.text, list[str]()
        for number, here in enumerate(cell.at):
            before = cell.at[number - 1] if number else here
            gap = text[before + 1 : here]
            apart = gap and not gap.strip(" \u3000\xa0") and not (_HAN.match(text[before]) and _HAN.match(text[here]))
            found.append(" " + text[here] if apart else text[here])
        return "".join(found)
