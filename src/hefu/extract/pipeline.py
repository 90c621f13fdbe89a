"""The layers of extraction, in order: passages → view → normalised text → paragraphs → sentences → statements."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from hefu.errors import UnknownAreaError
from hefu.extract import tables
from hefu.extract.context import profile
from hefu.extract.doubts import doubted
from hefu.extract.pages import Pages
from hefu.extract.passages import Passage, passages
from hefu.extract.sections import is_heading, opening, section
from hefu.extract.sentences import Reader
from hefu.extract.stacks import stacked
from hefu.extract.tables import is_row
from hefu.extract.text import normalise
from hefu.extract.tokens import has_numerals
from hefu.extract.writer import Writer
from hefu.lexicon.areas import NATION, kept
from hefu.lexicon.areas import load as load_areas
from hefu.model import Document, Extraction, Junk, Table
from hefu.read.dates import parse_date
from hefu.read.press import is_signed
from hefu.read.view import View, view

if TYPE_CHECKING:
    from hefu.lexicon.areas import Area, Areas

_LINE = re.compile(r"[^\n\f<]+(?:<(?!/?(?:p|br)\s*/?>)[^\n\f<]*)*")
"""A line, or the first one of a page; tags of paragraphs that a careless export left in the text end one, too."""
_CONTENTS = re.compile(
    r"\s*(?:第[一二三四五六七八九十]+[篇章节]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)[^\t]*\t\s*[0-9]{1,3}\s*\Z"
)
"""An entry of a table of contents with its page."""
_SHORT = 40
_TIMED = re.compile(r"五[”’\"](?:时期|期间|以来)|[今去明前近]年|五年|[过未今]去?后?五年")
"""A paragraph without figures may still say of what time the next ones speak."""


def run(
    source: str | Document, *, published: str | None, area: str | None, areas: Areas | None
) -> Iterator[Extraction]:
    """What is found, passage by passage. Time grows with the length of the text and no faster."""
    if not has_numerals(source if isinstance(source, str) else source.text):
        return
    published = parse_date(published) if published else None
    doubts = source.doubts if isinstance(source, Document) else ()
    reader: Reader | None = None
    for passage in passages(source):
        seen = view(passage.text, passage.junk)
        text = normalise(seen.text)
        writer = Writer(passage.text, seen, passage.start)
        for item in seen.omitted:
            writer.leave_out(item)
        if reader is None:
            reader = _reader(source, text, published, area, areas or load_areas(), writer)
        else:
            reader.go_on(text, writer)
        pages = Pages(source, seen, text) if reader.facts.press and passage.start == 0 else None
        _read(text, reader, *_layout(passage, seen), pages)
        yield Extraction(tuple(doubted(writer.statements, doubts)), writer.classes())


def _reader(
    source: str | Document, text: str, published: str | None, area: str | None, gazetteer: Areas, writer: Writer
) -> Reader:
    """Who reads the text, knowing what is said of it and what its first passage says of itself."""
    year = int((published or "").partition("-")[0] or 0) or None
    place = gazetteer.find(area, year=year) if area else None
    if isinstance(source, Document):
        published = published or source.published
        place = place or _known(gazetteer, source.area)
    if place is None and text.count("我国", 0, 30_000) > 1:
        place = gazetteer.get(NATION)
    facts = profile(text, published)
    inside = _inside(gazetteer, place) if place else frozenset()
    return Reader(text, facts, gazetteer.spotter(place, facts.year), place.name if place else None, inside, writer)


def _read(text: str, reader: Reader, junk: list[Junk], grids: dict[int, Table], pages: Pages | None) -> None:
    """Hands the lines of a text to the reader, each as what it is: junk, a table, a heading, a paragraph."""
    above: list[tuple[int, int]] = []
    rows: list[tuple[int, int]] = []
    done = 0
    lines = list(_lines(text))
    stacks = stacked(text, lines)
    for start, end in lines:
        if start < done:
            continue
        reason = _reason(junk, start, end)
        if reason is not None:
            reader.leave_out(start, end, reason)
            continue
        table, stack = grids.get(start), stacks.get(start)
        if table is not None and reader.table(tables.spread(table), above):
            done, above = table.end, []
        elif stack is not None and reader.table(stack, above):
            done, above = stack[-1][-1][1], []
        elif _CONTENTS.match(text, start, end):
            reader.leave_out(start, end, "table of contents")
        elif is_row(text[start:end]):
            rows.append((start, end))
        else:
            if rows:
                _table(reader, rows, above)
                rows, above = [], []
            if not text[start:end].isspace():
                above = [*above[-4:], (start, end)] if end - start <= 60 else []
                if pages is not None:
                    reader.enter(pages.at(end - len(text[start:end].lstrip())))
                _line(text, reader, start, end)
    if rows:
        _table(reader, rows, above)


def _line(text: str, reader: Reader, start: int, end: int) -> None:
    """A line of words: it may begin a section, and say something with figures."""
    line, facts = text[start:end], reader.facts
    if end - start <= _SHORT:
        reader.label(start, end)
    signed = facts.press and is_signed(line)
    if is_heading(line) and not signed:
        reader.times.scope = section(line, start, facts, reader.times.scope)
        reader.heading(start, end)
    elif not signed:  # the day of a dateline is not that of the figures behind it
        reader.times.scope = opening(text, start, end, facts, reader.times.scope)
    if facts.press or has_numerals(text, start, end) or _TIMED.search(text, start, min(start + _SHORT, end)):
        reader.paragraph(start, end)


@kept
def _inside(gazetteer: Areas, place: Area) -> frozenset[str]:
    """The names of all areas in a place."""
    return frozenset(area.name for area in gazetteer.below(place))


def _layout(passage: Passage, seen: View) -> tuple[list[Junk], dict[int, Table]]:
    """Junk and tables by their places in the view; a table that the view broke up is none."""
    if seen.offsets is None:
        return list(passage.junk), {table.start: table for table in passage.tables}
    if not passage.junk and not passage.tables:
        return [], {}
    at = {position: number for number, position in enumerate(seen.offsets)}
    junk = [Junk(at[j.start], at.get(j.end, at[j.start]), j.reason) for j in passage.junk if j.start in at]
    tables = {}
    for table in passage.tables:
        cells = [replace(c, start=at[c.start], end=at[c.end]) for c in table.cells if c.start in at and c.end in at]
        if cells and len(cells) == len(table.cells):
            tables[at[table.start]] = Table(at[table.start], at[table.end], tuple(cells))
    return junk, tables


def _reason(junk: list[Junk], start: int, end: int) -> str | None:
    """Why a line says nothing, if it lies in junk."""
    at = bisect_right(junk, start, key=lambda j: j.start) - 1
    return junk[at].reason if at >= 0 and junk[at].end >= end else None


def _known(areas: Areas, name: str | None) -> Area | None:
    """The area that a document names; several areas may have this name, then none is taken."""
    try:
        return areas.find(name) if name else None
    except UnknownAreaError:
        return None


def _table(reader: Reader, rows: list[tuple[int, int]], above: list[tuple[int, int]]) -> None:
    """Reads lines with tabs as a table if they are one, else as paragraphs."""
    if reader.table([tables.cells(reader.text, *row) for row in rows], above):
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
