"""The first and last lines of a document, where it says what it is, by whom and of when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hefu.model import Junk
from hefu.read.lines import Line, lines_of
from hefu.read.parts import Parts

_HEAD, _TAIL = 200, 14
_WINDOW = 12_000
"""How many lines, and at most how many characters, count as the beginning and the end of a document."""
_RUNNING, _AFTER = 60, 12


@dataclass(slots=True)
class Leaf:
    """Lines of a document. `own` are its own, without menus; `all` has those of the page around it, too.

    headings: where the lines begin that the format marks as the highest heading. Words are as they stand,
    positions count in the document's text.
    """

    text: str
    all: list[Line]
    own: list[Line]
    tail: list[Line]
    headings: frozenset[int] = frozenset()

    @classmethod
    def of(cls, parts: Parts) -> Leaf:
        """The leaf of a document that was just read."""
        lines = lines_of(parts.text[:_WINDOW])
        own = without_junk(lines, parts.junk)
        cut = max(len(parts.text) - _WINDOW, 0)
        last = lines_of(parts.text[cut:])
        for line in last:
            line.start += cut
            line.end += cut
        top = min((heading.level for heading in parts.headings), default=0)
        headings = frozenset(heading.start for heading in parts.headings if heading.level == top)
        return cls(parts.text, lines, own[:_HEAD], without_junk(last, parts.junk)[-_TAIL:], headings)

    def head(self) -> list[Line]:
        """The document's own lines before its running text begins."""
        for number, line in enumerate(self.own):
            if is_running(line):
                return self.own[:number]
        return self.own

    def opening(self) -> list[Line]:
        """The document's own first lines, a paragraph or two of running text included."""
        return self.own[: len(self.head()) + _AFTER]


def is_running(line: Line) -> bool:
    """Whether a line is a sentence of running text, not a title or a date."""
    return line.width > _RUNNING and "。" in line.words


def without_spaces(words: str) -> str:
    """Words without any space: titles are often spaced out."""
    return re.sub(r"\s+", "", words)


def without_junk(lines: list[Line], junk: Sequence[Junk]) -> list[Line]:
    """The lines that no item of junk covers. Both are in order."""
    kept: list[Line] = []
    items = iter(junk)
    item = next(items, None)
    for line in lines:
        while item is not None and item.end <= line.start:
            item = next(items, None)
        if item is None or line.start < item.start:
            kept.append(line)
    return kept
