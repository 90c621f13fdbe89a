"""The text of a recognised page, with the place and score of every character, its articles, tables and doubts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from hefu.model import Article, ArticleState, Cell, Doubt, Junk, Table
from hefu.places import Box, Place, Segment
from hefu.read.parts import Note, Parts, Written
from hefu.read.scan.compose import Draft, Item, Row
from hefu.read.scan.grids import GridCell
from hefu.read.scan.letters import Letter, Line
from hefu.read.scan.page import Page

_GAP, _COLUMN_GAP = 0.75, 2.5
"""White of so many heights of type inside a head parts words, and in any line columns."""
_INDENT = (1.4, 2.8)
"""A paragraph begins between so many heights of type inside its column."""
_ENDS = frozenset("。！？…”’）)》")
_DATE = re.compile("年.{1,3}月.{1,3}日")
"""The line of a masthead that says when the paper appeared is no furniture."""

_Span = tuple[int, int]


def written(page: Page, *, number: int, points: float) -> Parts:
    """A page as text. number: that of the page, from 1; points: how many 1/72 inch a pixel of its picture is."""
    writer = _Writer(page, number, points)
    last: Item | None = None
    for item in page.items:
        if last is not None and (item.draft is not last.draft or item.role == "masthead" != last.role):
            writer.line_break()
        writer.item(item)
        last = item
    notes = (Note(f"page {number}: {page.dropped} lines could not be read"),) if page.dropped else ()
    return Parts(
        writer.text(),
        "",
        segments=tuple(writer.segments),
        tables=tuple(writer.tables),
        junk=tuple(writer.junk),
        claims={"style": title} if (title := _title(page, writer)) else {},
        notes=notes,
        articles=tuple(_articles(page, writer)),
        doubts=tuple(writer.doubts),
    )


def moved(parts: Parts, by: int) -> Parts:
    """The same, as it stands `by` characters further on in a longer text."""

    def spans(some: Sequence[_Span]) -> tuple[_Span, ...]:
        return tuple((start + by, end + by) for start, end in some)

    def cell(one: Cell) -> Cell:
        return replace(one, start=one.start + by, end=one.end + by)

    return replace(
        parts,
        segments=tuple(replace(s, start=s.start + by, end=s.end + by) for s in parts.segments),
        tables=tuple(Table(t.start + by, t.end + by, tuple(map(cell, t.cells))) for t in parts.tables),
        junk=tuple(replace(j, start=j.start + by, end=j.end + by) for j in parts.junk),
        articles=tuple(
            replace(a, spans=spans(a.spans), titles=spans(a.titles), repeated=spans(a.repeated)) for a in parts.articles
        ),
        doubts=tuple(replace(d, start=d.start + by, end=d.end + by) for d in parts.doubts),
    )


class _Writer(Written):
    """Writes the items of a page. places: where each item stands in the text."""

    def __init__(self, page: Page, number: int, points: float) -> None:
        super().__init__()
        self.page, self.number, self.points = page, number, points
        self.segments: list[Segment] = []
        self.tables: list[Table] = []
        self.junk: list[Junk] = []
        self.doubts: list[Doubt] = []
        self.places: list[_Span] = []

    def item(self, item: Item) -> None:
        """Writes a line or a table."""
        self.line_break()
        if item.row is not None and item.role == "body" and _is_indented(item.row):
            self.put("\u3000\u3000")
        start = self.length
        if item.row is not None:
            self._line(item.row.letters, item.row.size, headed=item.role != "body")
        elif item.table is not None:
            self._table(item.table[0].cells, item.table[1])
        self.places.append((start, self.length))
        if item.role == "masthead" and item.row is not None and not _DATE.search(item.row.words()):
            self.junk.append(Junk(start, self.length, "running head"))

    def _line(self, letters: Line, size: float, *, headed: bool) -> None:
        run: Line = []
        for letter, space in _spaced(letters, size, headed=headed):
            if space:
                self._run(run)
                self.put(space)
                run = []
            run.append(letter)
        self._run(run)

    def _run(self, letters: Line) -> None:
        if not letters:
            return
        start = self.length
        self.put("".join([letter.letter for letter in letters]))
        boxes, scores = self._boxes(letters), tuple(letter.score for letter in letters)
        self.segments.append(Segment(start, self.length, Place(page=self.number, boxes=boxes, scores=scores)))
        self.doubts += [
            Doubt(start + n, start + n + 1, one.rival, one.doubt) for n, one in enumerate(letters) if one.doubt
        ]

    def _boxes(self, letters: Line) -> tuple[Box, ...]:
        """The boxes of letters on the picture as it was given, in points."""
        edges = np.array([(one.left, one.top, one.right, one.bottom) for one in letters])
        corners = edges[:, [[0, 1], [2, 1], [2, 3], [0, 3]]] @ self.page.upright[:, :2].T + self.page.upright[:, 2]
        low, high = corners.min(axis=1) * self.points, corners.max(axis=1) * self.points
        return tuple(Box(*row) for row in np.concatenate((low, high), axis=1).round(2).tolist())

    def _table(self, grid: Sequence[GridCell], lines: Sequence[Sequence[Line]]) -> None:
        """Each row is a line, tabs between cells. A first row of one cell (单位：亿元) is a line above the table."""
        wide = max(cell.column + cell.columns for cell in grid)
        first = next((n for n, cell in enumerate(grid) if cell.columns < wide), 0)
        for own in lines[:first]:
            for line in own:
                self._line(line, line[0].size if line else 1.0, headed=True)
            self.put("\n")
        start, row, column, above = self.length, 0, 0, grid[first].row
        cells = []
        for cell, own in zip(grid[first:], lines[first:], strict=True):
            cell = replace(cell, row=cell.row - above)
            if cell.row != row:
                self.put("\n")
                row, column = cell.row, 0
            if own:
                self.put("\t" * (cell.column - column))
                column = cell.column
            begin = self.length
            for line in own:
                self._line(line, line[0].size if line else 1.0, headed=False)
            cells.append(Cell(begin, self.length, cell.row, cell.column, cell.rows, cell.columns))
        self.tables.append(Table(start, self.length, tuple(cells)))


def _is_indented(row: Row) -> bool:
    return _INDENT[0] <= (row.area.left - row.edge) / row.size <= _INDENT[1]


def _spaced(letters: Line, size: float, *, headed: bool) -> Iterator[tuple[Letter, str]]:
    """Letters, each with the space that is to stand before it; what the recogniser took for a space is white."""
    last: Letter | None = None
    space = ""
    for letter in letters:
        if letter.letter.isspace():
            space = " "
            continue
        gap = (letter.left - last.right) / size if last else 0.0
        latin = last is not None and (last.letter + letter.letter).isascii() and (last.letter + letter.letter).isalnum()
        if gap >= _COLUMN_GAP:
            yield letter, "\t"
        elif headed and gap >= _GAP and last is not None and last.letter not in "，。、；：":
            yield letter, "\u3000"
        else:
            yield letter, space if latin else ""
        last, space = letter, ""


# ---------------------------------------------------------------- articles


def _drafts(page: Page) -> list[Draft]:
    found: dict[int, Draft] = {}
    for item in page.items:
        if item.draft is not None:
            found.setdefault(id(item.draft), item.draft)
    return list(found.values())


def _articles(page: Page, writer: _Writer) -> Iterator[Article]:
    for draft in _drafts(page):
        titles = _spans(page, writer, draft, "title")
        bylines = _spans(page, writer, draft, "byline")
        body = _spans(page, writer, draft, "body")
        if not body and not titles:
            continue
        yield Article(
            "".join(_words(writer, titles)) or None,
            " ".join(_words(writer, bylines)) or None,
            tuple(_joined(body)),
            _state(draft, writer, body),
            tuple(sorted((*titles, *_spans(page, writer, draft, "subtitle")))),
            page=writer.number,
            continued_on=draft.onward,
            continued_from=draft.backward,
        )
    captions = [place for place, item in zip(writer.places, page.items, strict=True) if item.role == "caption"]
    for span in _joined(captions):
        yield Article(None, None, (span,), "none", page=writer.number)


def _spans(page: Page, writer: _Writer, draft: Draft, role: str) -> list[_Span]:
    return [writer.places[number] for number in draft.items if page.items[number].role == role]


def _words(writer: _Writer, spans: Sequence[_Span]) -> list[str]:
    text = writer.text()
    return [text[start:end] for start, end in spans]


def _joined(spans: Sequence[_Span]) -> Iterator[_Span]:
    """Spans, those of lines that follow one another as one."""
    begin, last = None, 0
    for start, end in spans:
        if begin is not None and start - last > 3:
            yield begin, last
            begin = None
        begin, last = start if begin is None else begin, end
    if begin is not None:
        yield begin, last


def _state(draft: Draft, writer: _Writer, body: Sequence[_Span]) -> ArticleState:
    if draft.onward is not None:
        return "continued"
    if body and (last := _words(writer, body[-1:])[0].strip()):
        is_table = any(table.end == body[-1][1] for table in writer.tables)
        return "complete" if last[-1] in _ENDS or is_table else "cut"
    return "complete"


def _title(page: Page, writer: _Writer) -> str:
    """The words of the largest title of a page."""
    sizes = {id(item.draft): item.row.size for item in page.items if item.role == "title" and item.row and item.draft}
    if not sizes:
        return ""
    largest = max(sizes, key=lambda name: sizes[name])
    draft = next(one for one in _drafts(page) if id(one) == largest)
    return "".join("".join(_words(writer, _spans(page, writer, draft, "title"))).split())
