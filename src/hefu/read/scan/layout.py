"""How a page is laid out: what stands above one another, what side by side, down to single columns.

A page is cut where a rule or the white between two columns parts it. White counts as a gutter when it
is wide for the height that it runs through: two lines may have a gap at the same place by chance, six do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from hefu.read.scan.ink import Ink
from hefu.read.scan.shapes import ACROSS, DOWN, Area, Boxes, around, boxes_of, common, covered, gaps, middles_in, runs

_GUTTERS = ((9.0, 0.75), (6.0, 1.1), (4.0, 1.4), (2.6, 2.2))
"""From what height on white of what width is a gutter, in heights of type."""
_RULED = 0.2
"""The width of a gutter that has a rule in it."""
_BARRIER = 0.6
"""A rule over so much of the width parts what is above from what is below."""
_LARGE = 1.4
"""Type so many times the common height is that of titles; white in it is no gutter unless it is this wide:"""
_WIDE = 2.2


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a page. A stack has its parts one above the other, a row side by side; a column has lines.

    type: the pieces of ink of a column.  number: which picture or table it is.
    ruled: a rule stands above it.
    """

    kind: Literal["stack", "row", "column", "picture", "table"]
    area: Area
    parts: tuple[Block, ...] = ()
    type: Boxes | None = None
    number: int = 0
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class _Matter:
    """What is to be laid out: rectangles, and of each what it is: 0 for type, n for a picture, -n for a table."""

    boxes: Boxes
    kinds: np.ndarray

    def only(self, which: np.ndarray) -> _Matter:
        return _Matter(self.boxes[which], self.kinds[which])

    def between(self, axis: tuple[int, int], begin: float, end: float) -> _Matter:
        middle = (self.boxes[:, axis[0]] + self.boxes[:, axis[1]]) / 2
        return self.only((begin <= middle) & (middle < end))


@dataclass(frozen=True, slots=True)
class _Band:
    """A strip of the page with white above and below. free: the white in it that may be part of a gutter."""

    top: int
    bottom: int
    matter: _Matter
    free: list[tuple[int, int]]
    large: bool


def layout(ink: Ink, tables: Sequence[Area]) -> Block:
    """The parts of a page."""
    outside = np.ones(len(ink.parts), bool)
    for table in tables:
        outside &= ~middles_in(ink.parts, table)
    type_ = ink.parts[outside]
    others = [*ink.pictures, *tables]
    kinds = [*range(1, len(ink.pictures) + 1), *range(-1, -len(tables) - 1, -1)]
    boxes = np.concatenate((type_, np.array(others, np.int32).reshape(-1, 4)))
    return _Cutter(ink, tables).cut(_Matter(boxes, np.array([0] * len(type_) + kinds, np.int32)))


def columns(block: Block) -> Iterator[Block]:
    """The columns of a block, in reading order."""
    if block.kind == "column":
        yield block
    for part in block.parts:
        yield from columns(part)


class _Cutter:
    def __init__(self, ink: Ink, tables: Sequence[Area]) -> None:
        self.size = ink.size
        self.level = tuple(rule for rule in ink.level if not any(table.meets(rule) for table in tables))
        self.plumb = tuple(rule for rule in ink.plumb if not any(table.meets(rule) for table in tables))

    def cut(self, matter: _Matter, *, ruled: bool = False) -> Block:
        """The block that some matter makes."""
        area = around(matter.boxes)
        bands = [self._band(matter, area, *run) for run in runs(matter.boxes, DOWN)]
        sections = list(self._sections(bands, area))
        if len(sections) > 1:
            parts = [self._section(s, area, ruled=ruled if not n else True) for n, s in enumerate(sections)]
            return Block("stack", area, tuple(parts), ruled=ruled)
        return self._section(bands, area, ruled=ruled)

    def _band(self, matter: _Matter, area: Area, top: int, bottom: int) -> _Band:
        inside = matter.between(DOWN, top, bottom)
        heights = (inside.boxes[:, 3] - inside.boxes[:, 1])[inside.kinds == 0]
        height = float(np.percentile(heights, 75)) if len(heights) else 0.0
        large = height > _LARGE * self.size
        least = _WIDE * height if large else _RULED * self.size
        free = [(a, b) for a, b in gaps(runs(inside.boxes, ACROSS), area.left, area.right) if b - a >= least]
        return _Band(top, bottom, inside, free, large)

    def _sections(self, bands: list[_Band], area: Area) -> Iterator[list[_Band]]:
        """The bands between rules that go across."""
        begin = 0
        for number in range(1, len(bands)):
            above, below = bands[number - 1].bottom - 4, bands[number].top + 4
            between = [(r.left, r.right) for r in self.level if above <= r.top and r.bottom <= below]
            if between and covered(between, area.left, area.right) >= _BARRIER:
                yield bands[begin:number]
                begin = number
        yield bands[begin:]

    def _section(self, bands: list[_Band], area: Area, *, ruled: bool) -> Block:
        """What bands without a rule between them make."""
        parts: list[Block] = []
        alone: list[_Band] = []
        number = 0
        while number < len(bands):
            end, gutters = self._run(bands[number:], area)
            if end:
                parts += self._column(alone)
                alone = []
                parts.append(self._row(_joined(bands[number : number + end]), gutters))
            else:
                alone.append(bands[number])
            number += end or 1
        parts += self._column(alone)
        if len(parts) == 1:
            only = parts[0]
            return Block(only.kind, only.area, only.parts, only.type, only.number, ruled)
        return Block("stack", around(boxes_of(part.area for part in parts)), tuple(parts), ruled=ruled)

    def _run(self, bands: list[_Band], area: Area) -> tuple[int, list[tuple[int, int]]]:
        """How many bands from the first on have columns in common, and the gutters between these."""
        best: tuple[int, list[tuple[int, int]]] = (0, [])
        free = [(area.left, area.right)]
        for number, band in enumerate(bands):
            narrower = common(free, band.free, _RULED * self.size)
            if best[0] and band.large and len(self._gutters(bands[: number + 1], narrower)) < len(best[1]):
                break
            if not narrower:
                break
            free = narrower
            if gutters := self._gutters(bands[: number + 1], free):
                best = (number + 1, gutters)
        return best if best[0] and self._begins_left(bands[0], best[1], area) else (0, [])

    def _begins_left(self, band: _Band, gutters: list[tuple[int, int]], area: Area) -> bool:
        """Columns begin level: what stands higher, over one of them or between two, is a heading over all of them.

        So is a short line in the middle whose own white happens to lie over a gutter: 本报记者　丁一.
        """
        own = around(band.matter.boxes)
        left, right = own.left - area.left, area.right - own.right
        centred = min(left, right) >= 1.5 * self.size and abs(left - right) <= 1.5 * self.size
        short = own.width < 0.5 * area.width and own.height < 2 * self.size
        both = own.left < gutters[0][0] and own.right > gutters[0][1]
        return both and not (centred and short)

    def _gutters(self, bands: list[_Band], free: list[tuple[int, int]]) -> list[tuple[int, int]]:
        left = min(int(band.matter.boxes[:, 0].min()) for band in bands)
        right = max(int(band.matter.boxes[:, 2].max()) for band in bands)
        top, bottom = bands[0].top, bands[-1].bottom
        height = (bottom - top) / self.size
        least = next((width for tall, width in _GUTTERS if height >= tall), None)
        found = []
        for begin, end in free:
            wide = (end - begin) / self.size
            inner = left < begin and end < right and least is not None
            if inner and (wide >= (least or 0) or self._is_ruled(begin, end, top, bottom)):
                found.append((begin, end))
        return found

    def _is_ruled(self, begin: int, end: int, top: int, bottom: int) -> bool:
        rules = [(r.top, r.bottom) for r in self.plumb if begin - 3 <= r.left and r.right <= end + 3]
        return covered(rules, top, bottom) >= _BARRIER

    def _row(self, matter: _Matter, gutters: list[tuple[int, int]]) -> Block:
        edges = [0.0, *((a + b) / 2 for a, b in gutters), float("inf")]
        parts = [matter.between(ACROSS, a, b) for a, b in pairwise(edges)]
        return Block("row", around(matter.boxes), tuple(self.cut(part) for part in parts if len(part.boxes)))

    def _column(self, bands: list[_Band]) -> Iterator[Block]:
        """Bands of one column: its lines, and the pictures and tables between them."""
        lines: list[_Band] = []
        for band in bands:
            special = band.matter.kinds != 0
            if special.any():
                yield from self._lines(lines)
                lines = []
                found = band.matter.only(special)
                for box, kind in zip(found.boxes.tolist(), found.kinds.tolist(), strict=True):
                    yield Block("picture" if kind > 0 else "table", Area(*box), number=abs(kind) - 1)
                if not special.all():
                    yield from self._lines([_Band(band.top, band.bottom, band.matter.only(~special), [], False)])
            else:
                lines.append(band)
        yield from self._lines(lines)

    def _lines(self, bands: list[_Band]) -> Iterator[Block]:
        if bands:
            boxes = _joined(bands).boxes
            yield Block("column", around(boxes), type=boxes)


def _joined(bands: list[_Band]) -> _Matter:
    return _Matter(
        np.concatenate([band.matter.boxes for band in bands]), np.concatenate([band.matter.kinds for band in bands])
    )
