"""A long text is read passage by passage, so that memory does not grow with its length.

A passage ends where a paragraph does and no table or run of junk is cut in two; most documents are one passage.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hefu.model import Document, Junk, Table

LONGEST = 400_000
"""Characters in a passage: the longest plans that were ever published have fewer."""
_LARGEST_TABLE = 4_000_000
_REACH = 20_000
"""So far back from its longest a passage may end, to end well."""
_ENDS = (
    re.compile(r"[。！？]\s*\n(?=\s*(?:第.{1,3}[篇章节]|[一二三四五六七八九十]+、))"),
    re.compile(r"[。！？]\s*\n|\n\s*\n"),
)
"""Where a passage may end, the best first: before a heading, at the end of a paragraph."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Part of a document that is read at once; junk and tables by their places in its text.

    start: where it begins in the document.
    """

    start: int
    text: str
    junk: tuple[Junk, ...] = ()
    tables: tuple[Table, ...] = ()


def passages(source: str | Document, longest: int = LONGEST) -> Iterator[Passage]:
    """The passages of a text or document, in order; together they are the whole of it."""
    text, junk, tables = (source, (), ()) if isinstance(source, str) else (source.text, source.junk, source.tables)
    if len(text) <= longest:
        yield Passage(0, text, junk, tables)
        return
    start = 0
    while start < len(text):
        end = _end(text, start, longest, (*junk, *tables))
        yield Passage(start, text[start:end], _moved(junk, start, end), _moved_tables(tables, start, end))
        start = end


def _end(text: str, start: int, longest: int, whole: Sequence[Junk | Table]) -> int:
    """Where the passage that begins at `start` ends: nothing of `whole` is cut unless it is too long by itself."""
    most = start + longest
    if most >= len(text):
        return len(text)
    least = max(start + 1, most - _REACH)
    for pattern in _ENDS:
        for match in reversed(list(pattern.finditer(text, least, most))):
            if not any(item.start < match.end() < item.end for item in whole):
                return match.end()
    end = text.rfind("\n", least, most) + 1 or most
    cut = next((item for item in whole if item.start < end < item.end), None)
    if cut is None:
        return end
    # A table without its headings says something else: a sheet of a few million characters is read whole.
    return cut.start if cut.start > start else min(cut.end, start + _LARGEST_TABLE)


def _moved(junk: tuple[Junk, ...], start: int, end: int) -> tuple[Junk, ...]:
    """The junk between two places, by its places after the first."""
    near = junk[
        bisect_left(junk, start, key=lambda item: item.end) : bisect_left(junk, end, key=lambda item: item.start)
    ]
    length = end - start
    return tuple(replace(item, start=max(item.start - start, 0), end=min(item.end - start, length)) for item in near)


def _moved_tables(tables: tuple[Table, ...], start: int, end: int) -> tuple[Table, ...]:
    """The tables that lie between two places, by their places after the first."""
    inside = (table for table in tables if start <= table.start and table.end <= end)
    return tuple(
        Table(
            table.start - start,
            table.end - start,
            tuple(replace(cell, start=cell.start - start, end=cell.end - start) for cell in table.cells),
        )
        for table in inside
    )
