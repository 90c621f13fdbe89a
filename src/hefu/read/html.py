"""HTML pages: one line a block, tables as one line a row, every character with its place in the source."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from pathlib import Path

from hefu.errors import ReadError
from hefu.model import Cell, Heading, Junk, Table
from hefu.places import Place, Segment
from hefu.read import boilerplate, tables
from hefu.read.boilerplate import PageLine
from hefu.read.lines import SPACE
from hefu.read.markup import Tree, parse
from hefu.read.parts import Parts, Written
from hefu.read.text import decode, injected
from hefu.read.view import FOOTNOTE

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_ENTITY = re.compile(r"&(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_EDGE = SPACE + "\n\u200c\u200d"
_TITLES = ("articletitle", "og:title", "title")
_FOOTNOTE = re.compile(r"\s*([\[［(（]?\d{1,3}[\]］)）]?|[①-⑳])\s*")
_HEADING = re.compile(r"h[1-6]")


def read_html(path: Path, data: bytes) -> Parts:
    """The document in a page; `Place.offset` counts characters of the decoded source."""
    declared = _CHARSET.search(data[:8192])
    source, encoding, notes = decode(path, data, declared[1].decode("ascii") if declared else None)
    tree = parse(source)
    page = _Page(tree)
    page.lay()
    claims = _claims(tree)
    if not page.text():
        raise ReadError(path, "has no text in it", "the page may be filled in by a script: save it from a browser")
    return Parts(
        page.text(),
        "text/html",
        encoding,
        segments=tuple(page.segments),
        tables=tuple(page.tables),
        junk=_junk(page, claims),
        headings=tuple(page.headings),
        claims=claims,
        notes=notes,
    )


def _junk(page: _Page, claims: dict[str, str]) -> tuple[Junk, ...]:
    """Lines that are no part of the document, and the marks of footnotes in the lines that are."""
    titles = [claims[name] for name in _TITLES if name in claims]
    headings = frozenset(heading.start for heading in page.headings if heading.level <= 2)
    lines = boilerplate.find(page.tree, page.lines, titles, headings)
    starts = [junk.start for junk in lines]
    inside = [
        mark
        for mark in (*page.footnotes, *injected(page.text()))
        if not (place := bisect_right(starts, mark.start)) or lines[place - 1].end <= mark.start
    ]
    return tuple(sorted((*lines, *inside), key=lambda junk: junk.start))


def _claims(tree: Tree) -> dict[str, str]:
    """What the page says of itself in <title> and <meta>; the first claim of a name counts."""
    found = {"title": tree.title} if tree.title else {}
    for claim in tree.claims:
        name = claim.get("name") or claim.get("property") or ""
        if name and claim.get("content", "").strip():
            found.setdefault(name.lower(), claim["content"].strip())
    return found


class _Page(Written):
    """Writes the text of a tree, line by line."""

    def __init__(self, tree: Tree) -> None:
        super().__init__()
        self.tree = tree
        self.segments: list[Segment] = []
        self.tables: list[Table] = []
        self.headings: list[Heading] = []
        self.lines: list[PageLine] = []
        self.footnotes: list[Junk] = []
        self.linked = _inherited(tree, "a")
        self.raised = _inherited(tree, "sup")

    def lay(self) -> None:
        grids = {grid.first: grid for grid in tables.grids(self.tree)}
        piece, count = 0, len(self.tree.starts)
        while piece < count:
            grid = grids.get(piece)
            if grid is not None:
                self._table(grid)
                piece = max(grid.last, piece + 1)
                continue
            end = piece + 1
            while end < count and not self.tree.breaks[end] and end not in grids:
                end += 1
            self._line(piece, end)
            piece = end

    def _line(self, first: int, last: int) -> None:
        runs = self._runs(first, last)
        if not runs:
            return
        self.line_break()
        start = self.length
        self._write(runs)
        owner = self.tree.owners[first]
        for piece in range(first, last):
            if self.raised[self.tree.owners[piece]]:
                self._mark_footnote(piece, start)
        lengths = self._lengths(first, last)
        self.lines.append(PageLine(start, self.length, owner, self._since(start), *lengths))
        heading = self._heading_of(owner)
        if heading:
            self.headings.append(Heading(heading, "", self._since(start), start, self.length))

    def _mark_footnote(self, piece: int, start: int) -> None:
        """Marks a raised number behind a Chinese word; that behind a unit or a figure is a power: m², 10⁴."""
        match = _FOOTNOTE.fullmatch(self.tree.source, self.tree.starts[piece], self.tree.ends[piece])
        for segment in reversed(self.segments) if match else ():
            at = segment.start + match.start(1) - (segment.place.offset or 0) if match else 0
            if segment.start <= at < segment.end and match:
                before = self._since(start)[at - start - 1 : at - start]
                if before and not (before.isascii() and before.isalnum()):
                    self.footnotes.append(Junk(at, at + len(match[1]), FOOTNOTE))
            if segment.start <= max(at, start):
                return

    def _since(self, start: int) -> str:
        """What was written from `start`, the beginning of the line that was written last, to here."""
        words: list[str] = []
        length = self.length
        for run in reversed(self.written):
            if length <= start:
                break
            words.append(run)
            length -= len(run)
        return "".join(reversed(words))

    def _heading_of(self, element: int) -> int:
        for _ in range(4):
            if _HEADING.fullmatch(self.tree.tags[element]):
                return int(self.tree.tags[element][1])
            element = self.tree.parents[element]
        return 0

    def _lengths(self, first: int, last: int) -> tuple[int, int]:
        """How many characters of the source pieces have, and how many of them are links."""
        tree = self.tree
        lengths = [(tree.ends[n] - tree.starts[n], self.linked[tree.owners[n]]) for n in range(first, last)]
        return sum(length for length, _ in lengths), sum(length for length, linked in lengths if linked)

    def _table(self, grid: tables.Grid) -> None:
        start = None
        cells: list[Cell] = []
        for number, row in enumerate(grid.rows):
            runs = [(cell, self._runs(cell.first, cell.last)) for cell in row]
            if not any(words for _, words in runs):
                continue
            self.line_break()
            start = self.length if start is None else start
            self._row(number, runs, cells)
        if start is not None:
            self.tables.append(Table(start, self.length, tuple(cells)))

    def _row(self, number: int, runs: list[tuple[tables.GridCell, list[tuple[str, int]]]], cells: list[Cell]) -> None:
        begin, column = self.length, 0
        for cell, words in runs:
            if words:
                self.put("\t" * (cell.column - column))
                column = cell.column
            start = self.length
            self._write(words)
            cells.append(Cell(start, self.length, number, cell.column, cell.rows, cell.columns))
        length, linked = self._lengths(runs[0][0].first, runs[-1][0].last)
        element = runs[0][0].element
        self.lines.append(PageLine(begin, self.length, element, self._since(begin), length, linked, row=True))

    # ------------------------------------------------------------ characters

    def _runs(self, first: int, last: int) -> list[tuple[str, int]]:
        """The words of pieces with their offsets: space collapsed, entities decoded, none at the ends."""
        found: list[tuple[str, int]] = []
        for piece in range(first, last):
            if piece > first and self.tree.breaks[piece]:
                _between_blocks(found)
            _collapse(self.tree.source, self.tree.starts[piece], self.tree.ends[piece], found)
        return _trimmed(found)

    def _write(self, runs: list[tuple[str, int]]) -> None:
        for words, offset in runs:
            start = self.length
            self.put(words)
            if offset >= 0:
                self._place(start, offset)

    def _place(self, start: int, offset: int) -> None:
        if self.segments:
            last = self.segments[-1]
            if last.end == start and (last.place.offset or 0) + last.end - last.start == offset:
                self.segments[-1] = Segment(last.start, self.length, last.place)
                return
        self.segments.append(Segment(start, self.length, Place(offset=offset)))


def _inherited(tree: Tree, tag: str) -> list[bool]:
    """For each element whether it is, or is in, an element of a name."""
    inside = [False] * len(tree.tags)
    for element in range(1, len(tree.tags)):
        inside[element] = inside[tree.parents[element]] or tree.tags[element] == tag
    return inside


def _between_blocks(found: list[tuple[str, int]]) -> None:
    """Parts the blocks of a cell by a space, but not in the middle of a Chinese word."""
    if found and not _is_wide(found[-1][0][-1]):
        found.append((" ", -1))


def _collapse(source: str, start: int, end: int, found: list[tuple[str, int]]) -> None:
    position = start
    for space in _SPACE.finditer(source, start, end):
        if space.start() > position:
            _decode_into(source, position, space.start(), found)
        broken = len(space[0]) > 1 or space[0] != " "
        wide = found and _is_wide(found[-1][0][-1]) and space.end() < end and _is_wide(source[space.end()])
        if not (found and found[-1][0][-1] == " ") and not (wide and broken and "\n" in space[0]):
            found.append((" ", space.start()))
        position = space.end()
    if position < end:
        _decode_into(source, position, end, found)


def _decode_into(source: str, start: int, end: int, found: list[tuple[str, int]]) -> None:
    position = start
    if source.find("&", start, end) >= 0:
        for entity in _ENTITY.finditer(source, start, end):
            if entity.start() > position:
                found.append((source[position : entity.start()], position))
            found.extend((character, entity.start()) for character in html.unescape(entity[0]))
            position = entity.end()
    if position < end:
        found.append((source[position:end], position))


def _trimmed(runs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    first, last = 0, len(runs)
    while first < last and not runs[first][0].strip(_EDGE):
        first += 1
    while last > first and not runs[last - 1][0].strip(_EDGE):
        last -= 1
    kept = runs[first:last]
    if kept:
        words, offset = kept[0]
        bare = words.lstrip(_EDGE)
        kept[0] = (bare, offset + len(words) - len(bare) if offset >= 0 else offset)
        kept[-1] = (kept[-1][0].rstrip(_EDGE), kept[-1][1])
    return kept


def _is_wide(character: str) -> bool:
    return character >= "\u2e80"
