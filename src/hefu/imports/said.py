"""Where a field of a figure is said: in a column of its row, a heading above it, the caption, the mapping."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hefu.extract.headings import Column, chinese, columns
from hefu.extract.text import normalise
from hefu.imports import times
from hefu.imports.blocks import Block, alone, is_chinese, spans
from hefu.imports.grid import Cell
from hefu.imports.mapping import Source, TableMapping
from hefu.lexicon.areas import Area, Areas
from hefu.lexicon.imports import bare
from hefu.model import Document, Evidence

CONFIDENCE = 0.99
"""Of a figure whose every field a mapping names that somebody has looked at."""
CODED = re.compile(r"\S+: (?=\S)")
"""A code before its name, as SDMX-CSV writes them with labels."""
_SIGNS = re.compile(r"[①-⑳❶-❿*＊†‡]+(?=\s*(?:[（(]|$))")
"""Signs behind a name that lead to notes."""
_RULES = {
    "column": "column of the table", "heading": "heading of the column", "caption": "heading or caption",
    "sheet": "name of the sheet", "is": "said by the mapping",
    "line": "line above the rows",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """Words that say something of a figure. heading: of their column.  start, end: None for the mapping's own."""

    kind: str
    words: str
    heading: str = ""
    start: int | None = None
    end: int | None = None

    def evidence(self, field: str, rule: str = "") -> Evidence:
        """That a field was taken from them."""
        return Evidence(field, rule or _RULES[self.kind], self.start, self.end)


class Sources:
    """What a table says of its figures. times: the cells that say when, by where they start.

    said_missing: what the status of the last figure said that is none.
    """

    def __init__(self, document: Document, text: str, block: Block, mapping: TableMapping, areas: Areas) -> None:
        self.document, self.text, self.block, self.mapping, self.areas = document, text, block, mapping, areas
        self.times: set[int] = set()
        self.said_missing = ""
        width = max(block.names, default=-1) + 1
        heads = [] if block.shape.exact else list(spans(block.heads, width))
        self.columns: list[Column] = columns(text, heads, width)
        self.home: Area | None = areas.find(document.area) if document.area else None
        self.year = int(document.published[:4]) if document.published else None
        self.line: Cell | None = None
        self._above: dict[int, Cell] = {}
        self._places: dict[str, str] = {}
        self._filled = {
            column
            for name in block.shape.fill
            for source in block.shape.fields.get(name, ())
            if source.kind == "column" and (column := block.column(source.what)) is not None
        }

    def pass_by(self, row: dict[int, Cell]) -> None:
        """Notes what stands in the columns whose empty cells mean what stands above them, and lines between rows."""
        if alone(row):
            self.line = next(iter(row.values()))
        else:
            self._above.update({column: row[column] for column in self._filled & row.keys()})

    def said(self, name: str, row: dict[int, Cell], column: int) -> Iterator[Said]:
        """What the sources of a field say, those that say nothing left out."""
        for source in self.block.shape.fields.get(name, ()):
            yield from self._of(source, row, column)

    def _of(self, source: Source, row: dict[int, Cell], column: int) -> Iterator[Said]:
        block = self.block
        if source.kind == "is":
            yield Said("is", source.what)
        elif source.kind == "sheet" and block.sheet.name:
            yield Said("sheet", block.sheet.name)
        elif source.kind == "line" and self.line is not None:
            yield Said("line", self.line.words, "", self.line.start, self.line.end)
        elif source.kind == "caption":
            yield from (Said("caption", cell.words, "", cell.start, cell.end) for cell in block.captions)
        elif source.kind == "heading":
            found = block.heads[source.row].get(column)
            if found is not None:
                yield Said("heading", found.words, "", found.start, found.end)
        elif source.kind == "column":
            at = block.column(source.what)
            found = row.get(at) or self._above.get(at) if at is not None else None
            if found is not None and found.words.strip():
                yield Said("column", found.words, source.what, found.start, found.end)

    def first(self, name: str, row: dict[int, Cell], column: int) -> Said | None:
        return next(
            (said for said in self.said(name, row, column) if bare(said.words) not in ("", "_z", "—", "-")), None
        )

    def renamed(self, name: str, said: Said) -> str | None:
        """What the mapping calls it here."""
        return self.mapping.names.get(name, {}).get(said.words.strip())


def cell_words(document: Document, cell: Cell) -> str:
    """The words of a cell as they stand in the document."""
    return document.text[cell.start : cell.end]


def chinese_of(words: str) -> str:
    """Words without the English that a yearbook prints behind the Chinese (指标 Indicator), nor signs of notes."""
    words = _SIGNS.sub("", words)
    if not is_chinese(words):
        return words
    plain = normalise(words)
    start, end = chinese(plain, (0, len(plain)))
    return words[start:end]


def time_of(said: Said) -> Iterator[Said]:
    """The words in a heading or caption that say when; none when there are none, or several times."""
    found = times.spot(said.words)
    if found is not None:
        start, end = found
        at = (None, None) if said.start is None else (said.start + start, said.start + end)
        yield Said(said.kind, said.words[start:end], said.heading, *at)
