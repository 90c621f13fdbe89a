"""From the parts of a page and their lines to articles: heads, bylines, bodies, captions, tables, in reading order.

What the geometry says goes before what the words say: a title is set in larger type than the body, its kicker and
subtitle stand centred around it, a rule ends an article, and text flows down one column and on at the top of the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from hefu.read.scan.grids import Grid
from hefu.read.scan.layout import Block
from hefu.read.scan.letters import Line
from hefu.read.scan.shapes import Area

Role = Literal["masthead", "kicker", "title", "subtitle", "byline", "mark", "body", "caption"]

_TITLE = 1.3
"""The type of a title is so many times as large as that of the body, at least."""
_SAME = 0.85
"""The lines of one title differ by less than this in their type."""
_APART = 1.5
"""A centred line leaves so much white on either side, in heights of type."""
_LONGEST_BYLINE, _LONGEST_KICKER = 30, 24
_MASTHEAD = re.compile(r"第.{1,4}版|[日晚时早]报|星期|责任编辑|责编|国内统一|今日.{1,3}版|^\d{1,2}\s*\S{2}$")
_MASTHEAD_REACH = 0.14
"""A masthead lies in this share of the page, from the top."""
_BYLINE = re.compile(r"^[□■◎●▪]?\s*(?:本报|新华社|通讯员|见习|实习)|记者|通讯员|综合消息")
_ASIDE = re.compile(r"^(?:[—－-]{1,2}|[（(《])")
_SAID = re.compile(r"[，。；！？]|\d")
_ONWARD = re.compile(
    r"^[（(]?\s*(?P<way>下转|上接|紧接|接)第?\s*(?P<page>[0-9０-９一二三四五六七八九十]{1,3})\s*版.{0,6}[）)]?$"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line: its letters, the rectangle of its ink, the height of its type, the left edge of its column."""

    letters: Line
    area: Area
    size: float
    edge: float

    def words(self) -> str:
        return "".join([letter.letter for letter in self.letters if not letter.letter.isspace()])


@dataclass(slots=True)
class Draft:
    """An article in the making, by the numbers of its items."""

    titled: bool = False
    items: list[int] = field(default_factory=list)
    onward: int | None = None
    backward: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A line in its role, or a table, and the article that it belongs to."""

    role: Role
    row: Row | None
    draft: Draft | None
    table: tuple[Grid, tuple[tuple[Line, ...], ...]] | None = None


Cells = tuple[tuple[Line, ...], ...]
"""The lines of each cell of a table."""


class Composer:
    """Goes through the parts of a page in reading order. rows: the lines of its columns, in the same order."""

    def __init__(
        self, page: Area, body: float, rows: Iterator[list[Row]], tables: Sequence[tuple[Grid, Cells]]
    ) -> None:
        self.page, self.body, self.rows, self.tables = page, body, rows, tables
        self.items: list[Item] = []
        self._under: Area | None = None

    def compose(self, block: Block) -> list[Item]:
        """All that stands on the page, in reading order."""
        self._block(block, block.area, None)
        self._find_masthead(block)
        return self.items

    def _block(self, block: Block, frame: Area, owner: Draft | None) -> Draft | None:
        """Takes in a block and returns the article that is open at its end. frame: what its lines are centred in."""
        if block.ruled:
            owner, self._under = None, None
        if block.kind == "stack":
            for part in block.parts:
                owner = self._block(part, block.area, owner)
        elif block.kind == "row":
            for part in block.parts:
                owner = self._block(part, part.area, owner)
        elif block.kind == "picture":
            self._under = block.area
        elif block.kind == "table":
            owner = owner or Draft()
            self._add(Item("body", None, owner, self.tables[block.number]))
        else:
            owner = self._column(next(self.rows), frame, owner)
        return owner

    def _add(self, item: Item) -> None:
        if item.draft is not None:
            item.draft.items.append(len(self.items))
        self.items.append(item)

    def _column(self, rows: list[Row], frame: Area, owner: Draft | None) -> Draft | None:
        number = 0
        while number < len(rows):
            if end := self._head(rows, number, frame, owner):
                owner = Draft(titled=True)
                self._take_head(rows[number:end], owner)
                number, self._under = end, None
                continue
            row = rows[number]
            if self._is_caption(row):
                self._under = Area(row.area.left, row.area.top, row.area.right, row.area.bottom)
                self._add(Item("caption", row, None))
            else:
                self._under = None
                owner = owner or Draft()
                self._line(row, owner)
            number += 1
        return owner

    def _line(self, row: Row, owner: Draft) -> None:
        mark = _ONWARD.match(row.words())
        if mark is None:
            self._add(Item("body", row, owner))
            return
        self._add(Item("mark", row, owner))
        if mark["way"] == "下转":
            owner.onward = _number(mark["page"])
        else:
            owner.backward = _number(mark["page"])

    def _is_caption(self, row: Row) -> bool:
        """Whether a line goes on under a picture, or under another line of its caption."""
        if self._under is None:
            return False
        near = row.area.top - self._under.bottom < 2.2 * row.size
        return near and row.area.right > self._under.left and row.area.left < self._under.right

    # ------------------------------------------------------------ heads

    def _head(self, rows: list[Row], start: int, frame: Area, owner: Draft | None) -> int:
        """Where the head that begins at a line ends; 0 when none begins there."""
        end = start
        while end < len(rows) and (self._is_large(rows[end]) or self._is_apart(rows[end], frame)):
            end += 1
        if end == start and owner is None and end + 1 < len(rows) and self._is_kicker(rows[end]):
            end += 1
            while end < len(rows) and (self._is_large(rows[end]) or self._is_apart(rows[end], frame)):
                end += 1
        if not any(self._is_large(row) for row in rows[start:end]):
            return 0
        if end < len(rows) and _is_byline(rows[end]):
            end += 1
        return end

    def _is_large(self, row: Row) -> bool:
        return row.size >= _TITLE * self.body and len(row.words()) > 1

    def _is_kicker(self, row: Row) -> bool:
        return len(row.words()) <= _LONGEST_KICKER and not _SAID.search(row.words()) and row.size >= self.body

    def _is_apart(self, row: Row, frame: Area) -> bool:
        left, right = row.area.left - frame.left, frame.right - row.area.right
        centred = abs(left - right) <= max(1.2 * row.size, 0.08 * frame.width)
        return centred and min(left, right) >= _APART * row.size and not row.words().endswith(("。", "；", "，"))

    def _take_head(self, rows: list[Row], draft: Draft) -> None:
        largest = max(row.size for row in rows)
        titles = [n for n, row in enumerate(rows) if row.size >= _SAME * largest and self._is_large(row)]
        for number, row in enumerate(rows):
            role: Role = "title"
            if number < titles[0]:
                role = "kicker"
            elif number > titles[-1]:
                last = number == len(rows) - 1
                role = "byline" if _is_byline(row) or (last and _may_be_byline(row, self.body)) else "subtitle"
            self._add(Item(role, row, draft))

    def _find_masthead(self, block: Block) -> None:
        """The lines above the first rule, when they are those of a newspaper's head."""
        limit = self.page.top + _MASTHEAD_REACH * self.page.height
        sections = block.parts if block.kind == "stack" else ()
        ruled = next((part.area.top for part in sections[1:] if part.ruled), None)
        if ruled is None or ruled > limit:
            return
        above = [n for n, item in enumerate(self.items) if item.row and item.row.area.bottom <= ruled]
        if any(_MASTHEAD.search(row.words()) for n in above if (row := self.items[n].row)):
            for number in above:
                self.items[number] = Item("masthead", self.items[number].row, None)


def _is_byline(row: Row) -> bool:
    words = row.words()
    return len(words) <= _LONGEST_BYLINE and bool(_BYLINE.search(words)) and not _SAID.search(words)


def _may_be_byline(row: Row, body: float) -> bool:
    """Whether the last line of a head may name an author: short, in small type, neither aside nor figures."""
    words = row.words()
    return (
        len(words) <= _LONGEST_BYLINE
        and row.size <= 1.25 * body
        and not _SAID.search(words)
        and not _ASIDE.search(words)
    )


def _number(words: str) -> int | None:
    if words.isdecimal():
        return int(words)
    tens, _, ones = words.rpartition("十")
    digits = "一二三四五六七八九"
    ten = 10 * (digits.find(tens) + 1 if tens else 1) if "十" in words else 0
    return (ten + digits.find(ones) + 1) or None
