"""The lines of a newspaper page as blocks: texts, and between them the short lines that may begin an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from statistics import median
from typing import Literal

from hefu.read.lines import Line
from hefu.read.press import (
    MARKS,
    LineKind,
    goes_to,
    is_credited,
    is_dateline,
    is_news_lead,
    is_sent,
    is_signature,
    kind_of,
)
from hefu.read.view import Paragraph, ends, paragraphs

BlockKind = LineKind | Literal["text", "item", "short"]
"""What a block is; short: no sentence, perhaps a title."""

_SPLIT = ("adopted", "signature", "rule", "head", "editors", "byline", "from", "rubric", "credit", "subtitle")
_ITEM = re.compile(r"(?:[-*+•·] |[①-⑳])")
_STOP = re.compile("[，。；、]")
_NARROW, _FILLED = 0.7, 0.9
"""A line so much narrower than the others of its paragraph may be another thing; one so wide fills the column."""
_BRACKETED = ("adopted", "signature")
_BELOW_TITLES = ("byline", "subtitle", "from")
_SENTENCE = re.compile("[。；;]|[！？!?].")
_LARGE = re.compile(r"#{1,6}(?= )")
_WIDE, _TALL = 72, 4


@dataclass(slots=True)
class Block:
    """Lines that are one thing. large: printed in large type, as the layout or Markdown says."""

    kind: BlockKind
    lines: list[Line]
    large: bool = False

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def end(self) -> int:
        return self.lines[-1].end

    @property
    def words(self) -> str:
        """Its words without line ends and marks."""
        return "".join(MARKS.sub("", line.words) for line in self.lines)

    @property
    def level(self) -> int:
        """How many # stand before it."""
        return _level(self.lines[0])

    @property
    def ended(self) -> bool:
        """Whether its last sentence is whole."""
        return self.kind == "item" or ends(self.lines[-1].words)


def blocks(lines: list[Line], titles: frozenset[int] = frozenset()) -> list[Block]:
    """The blocks of a page. titles: where the lines begin that its layout prints in large type."""
    found = [block for paragraph in paragraphs(lines) for block in _blocks(paragraph, titles)]
    return [part for block, below in zip_longest(found, found[1:]) for part in _torn(block, below)]


def _torn(block: Block, below: Block | None) -> Iterator[Block]:
    """A text that breaks off, parted from the title that was taken for its last line: else the next would have none."""
    last = block.lines[-1]
    news = below is not None and (below.kind in _BELOW_TITLES or (below.kind == "text" and is_sent(below.words)))
    wide = max(line.width for line in block.lines)
    if block.kind != "text" or not news or last.width >= _NARROW * wide or _STOP.search(last.words):
        yield block
    else:
        yield Block("text", block.lines[:-1])
        yield Block("short", [last])


def _blocks(paragraph: Paragraph, titles: frozenset[int]) -> Iterator[Block]:
    """The lines of a paragraph that are no text (a byline, a credit, a title just as wide), and the rest."""
    rest: list[Line] = []
    lines = paragraph.lines
    if len(lines) > 1 and not paragraph.said and is_signature(lines[-1].words):
        yield _block(lines[:-1], False, titles)
        yield Block("short", lines[-1:])
        return
    whole = "" if paragraph.said else kind_of(_words(lines))
    if whole in _BRACKETED:
        yield Block(whole, lines)
        return
    wide = median(line.width for line in lines)
    for number, line in enumerate(lines):
        edge = not paragraph.said or number in (0, len(lines) - 1) or line.width < _NARROW * wide
        kind = kind_of(line.words) if edge and not is_dateline(line.words) else ""
        split = kind in _SPLIT and not (kind == "subtitle" and (paragraph.said or "。" in line.words))
        news = bool(rest) and _begins_news(line, rest)
        if rest and (split or news):
            yield from _parts(rest, wide if news or kind in _BELOW_TITLES else 0.0, paragraph.said, titles)
            rest = []
        if split:
            yield Block(kind, [line], line.start in titles or _level(line) > 0)
        else:
            rest.append(line)
    loose = len(rest) > 2 and rest[-2].width < _FILLED * wide
    yield from _parts(rest, wide if loose else 0.0, paragraph.said, titles)


def _parts(lines: list[Line], wide: float, said: bool, titles: frozenset[int]) -> Iterator[Block]:
    """Lines as one block, or two: a text, and a title that follows where it breaks off.

    wide: how wide the column is, if the last lines may be a title.
    """
    first = len(lines)
    while first and lines[first - 1].width < _NARROW * wide and not _STOP.search(lines[first - 1].words):
        first -= 1
    for part in (lines[:first], lines[first:]):
        if part:
            yield _block(part, said and _STOP.search(_words(part)) is not None, titles)


def _begins_news(line: Line, above: list[Line]) -> bool:
    """Whether an article begins with a line, though those above it look like the same paragraph."""
    if above[-1].words[-1] in "，、：":
        return False
    return is_sent(line.words) or (is_news_lead(line.words) and not _STOP.search(_words(above)))


def _words(lines: list[Line]) -> str:
    return "".join(line.words for line in lines)


def _block(lines: list[Line], said: bool, titles: frozenset[int]) -> Block:
    first, words = lines[0], _words(lines)
    large = first.start in titles or _level(first) > 0
    if not large and kind_of(first.words) == "caption":
        return Block("caption", lines)
    if not large and (_is_row(first.words) or (_ITEM.match(first.words) and not is_credited(words))):
        return Block("item", lines)
    return Block("short" if large or not _is_text(lines, words, said) else "text", lines, large)


def _level(line: Line) -> int:
    """How many # of Markdown stand before a line."""
    found = _LARGE.match(line.words)
    return len(found[0]) if found else 0


def _is_row(words: str) -> bool:
    """Whether a line is a row of a table."""
    cells = words.split("\t") if "\t" in words else words.split()
    return (
        len(cells) > 1
        and sum(cell[0] in "0123456789-—+" for cell in cells[1:] if cell) * 2 > len(cells) - 1
        and ("\t" in words or len(cells) > 2)
    )


def _is_text(lines: list[Line], words: str, said: bool) -> bool:
    """Whether lines are running text, whole or broken off; a title has no sentence in it and few commas."""
    if _SENTENCE.search(words) or goes_to(words) or is_dateline(words):
        return True
    if lines[0].bold:
        return False
    commas = words.count("，")
    long = len(lines) > _TALL or (commas > 0 and lines[0].width > _WIDE)
    return long or commas > 1 or (said and commas > 0) or words[-1] in "，、"
