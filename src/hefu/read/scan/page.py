"""One page: from its picture to text with places, articles, tables, and what is doubtful of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hefu.read.scan.compose import Cells, Composer, Item, Row
from hefu.read.scan.engine import Recogniser
from hefu.read.scan.grids import Grid, grids
from hefu.read.scan.ink import ink_of
from hefu.read.scan.layout import columns as columns_of
from hefu.read.scan.layout import layout
from hefu.read.scan.letters import Line
from hefu.read.scan.lines import lines_of, type_of
from hefu.read.scan.reading import Reader
from hefu.read.scan.shapes import Area, Boxes, Pixels, around, middles_in

_GARBLED = 0.55
"""A line whose letters score less than this on average is no text."""


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, in reading order, in pixels of the straight page.

    upright: the affine map (2 × 3) from there to the picture.  body: the height of its common type.
    dropped: how many lines could not be read.
    """

    items: tuple[Item, ...]
    upright: np.ndarray
    body: float
    dropped: int = 0


def recognise(picture: Pixels, recogniser: Recogniser) -> Page:
    """What stands on the picture of a page, grey, dark on light."""
    ink = ink_of(picture)
    if ink is None:
        return Page((), np.eye(2, 3), 0.0)
    found = grids(ink)
    block = layout(ink, [grid.area for grid in found])
    columns = [lines_of(column.type, ink.size) for column in columns_of(block) if column.type is not None]
    cells = [[_in_cell(ink.parts, cell.area, ink.size) for cell in grid.cells] for grid in found]
    strips = [line for column in columns for line in column] + [
        line for grid in cells for cell in grid for line in cell
    ]
    read = iter(zip(Reader(ink, recogniser).read(strips), strips, strict=True))
    rows = [list(_rows([next(read) for _ in column])) for column in columns]
    tables: list[tuple[Grid, Cells]] = [
        (grid, tuple(tuple(next(read)[0] for _ in cell) for cell in own))
        for grid, own in zip(found, cells, strict=True)
    ]
    sizes = sorted(row.size for column in rows for row in column)
    body = sizes[len(sizes) // 2] if sizes else ink.size
    height, width = ink.grey.shape
    composer = Composer(Area(0, 0, width, height), body, iter(rows), tables)
    items = tuple(composer.compose(block))
    return Page(items, ink.upright, body, sum(map(len, columns)) - len(sizes))


def _in_cell(parts: Boxes, area: Area, size: float) -> list[Boxes]:
    inside = parts[middles_in(parts, area)]
    return lines_of(inside, size) if len(inside) else []


def _rows(read: Sequence[tuple[Line, Boxes]]) -> Iterator[Row]:
    """The lines of a column that are text."""
    lefts = sorted(int(pieces[:, 0].min()) for _, pieces in read)
    edge = lefts[len(lefts) // 10]
    for letters, pieces in read:
        if letters and sum(letter.score for letter in letters) >= _GARBLED * len(letters):
            yield Row(letters, around(pieces), type_of(pieces), edge)
