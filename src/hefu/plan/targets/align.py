"""Which piece of a row belongs to which column, where only their order was kept.

The cheapest way is taken to give each column, in its order, a run of pieces that stand together: a run may be empty
(an export drops empty cells) or of several pieces (a cell was broken over lines).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from hefu.plan.targets.cells import EMPTY, Cell
from hefu.plan.targets.figures import TAIL, is_blank, is_figure, is_words, match
from hefu.plan.targets.heads import Column, Frame
from hefu.plan.targets.rows import BINDING, GROUP, UNIT_BRACKET, is_unit

Gap = Literal["glued", "blank", "line", "paragraph"]

_NEVER, _ODD = 9.0, 4.0
_EMPTY_COST = {
    "group": 0.0,
    "unit": 2.0,
    "value": 1.2,
    "rate": 0.6,
    "binding": 1.5,
    "name": 9.0,
    "other": 0.2,
    "no": 0.0,
}
_MOVES = re.compile(r"(?:增长|增速|增幅|涨幅|降低|下降|减少)(?:率|幅度)?(?:（%）)?$")
_INDICATOR = re.compile(
    r"(?:率|量|额|数|比重|占比|比例|增长|增速|降低|下降|收入|总值|面积|水平|寿命|强度|（[^（）]+）)$"
)
_OPEN = re.compile(r"[（〔［\[“与和到于在≥≤＞＜>]$|年均增长$|累计.{0,2}$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters without a break. gap: what parts it from the piece before; x: where it stands on its line."""

    cell: Cell
    gap: Gap
    line: int
    left: int
    right: int

    @property
    def text(self) -> str:
        return self.cell.text


@dataclass(frozen=True, slots=True)
class _Traits:
    """What the whole row tells of its columns.

    moves: its name is one of a movement (…增长, …降低), which stands in the column of yearly averages.  alone: it has
    one figure, so that is what it aims at.  rated: there is a column of yearly averages and sums.
    """

    moves: bool
    alone: bool
    rated: bool


def aligned(pieces: Sequence[Piece], columns: Sequence[Column], frame: Frame) -> dict[int, list[Piece]]:
    """The pieces of each column, by the number of the column."""
    count = len(pieces)
    cells = [piece for piece in pieces if is_figure(piece.text) or is_blank(piece.text) or is_words(piece.text)]
    traits = _Traits(
        any(_MOVES.search(piece.text) for piece in pieces[: pieces.index(cells[0]) if cells else count]),
        len(cells) == 1 and len(frame.figures) > 1,
        any(one.kind == "rate" and one.role == "target" for one in frame.columns),
    )

    @cache
    def best(column: int, start: int) -> tuple[float, tuple[int, ...]]:
        if column == len(columns):
            return (0.0 if start == count else _NEVER * (count - start)), ()
        found: tuple[float, tuple[int, ...]] = (_NEVER * 99, ())
        for end in range(start, count + 1):
            after = pieces[end] if end < count else None
            here = _cost(pieces[start:end], after, columns[column], frame, traits)
            if here >= _NEVER * 4:
                break
            rest, ends = best(column + 1, end)
            if here + rest < found[0]:
                found = here + rest, (end, *ends)
        return found

    ends = best(0, 0)[1]
    return {n: list(pieces[a:b]) for n, (a, b) in enumerate(zip((0, *ends), ends, strict=False))}


def joined(pieces: Sequence[Piece]) -> Cell:
    """The cell that pieces make."""
    whole = EMPTY
    for piece in pieces:
        whole = whole.plus(piece.cell)
    return whole


def _cost(run: Sequence[Piece], after: Piece | None, column: Column, frame: Frame, traits: _Traits) -> float:
    """How badly a run of pieces fits a column. after: the piece behind it."""
    aim = column.kind == "value" and column.role == "target" and traits.rated
    if not run:
        return 0.3 if aim and traits.moves else _EMPTY_COST[column.kind] + (0.2 if column.role == "base" else 0.0)
    text = "".join(piece.text for piece in run)
    cost = sum(_join(a, b) for a, b in pairwise(run))
    if column.kind in ("value", "rate"):
        cost += 1.0 if aim and traits.moves and not is_blank(text) else 0.0
        cost += 2.0 if traits.alone and column.role == "base" else 0.0
        return cost + _as_figure(run, text, traits.rated and column.kind == "value") + _aside(run, column)
    if column.kind == "unit":
        return cost + (0 if is_unit(text) or is_blank(text) else _NEVER if is_figure(text) else _ODD)
    if column.kind == "binding":
        return cost + (0 if BINDING.fullmatch(text) else 1 if is_blank(text) else _NEVER)
    if column.kind == "group":
        return cost + _as_group(text)
    if column.kind == "name":
        return cost + _as_name(run, frame, closed=after is not None and is_unit(after.text))
    return cost + (0 if column.kind == "other" else _NEVER)


def _join(before: Piece, after: Piece) -> float:
    """What it costs that two pieces are of one cell."""
    if TAIL.match(after.text) or _OPEN.search(before.text):
        return 0.05
    return {"glued": 0.3, "line": 0.4, "blank": 0.6, "paragraph": 0.9}[after.gap]


def _as_figure(run: Sequence[Piece], text: str, beside_sums: bool) -> float:
    if any(BINDING.fullmatch(piece.text) for piece in run):
        return _NEVER
    if is_blank(text):
        return 0.0 if len(run) == 1 else _ODD
    if sum(1 for piece in run if is_blank(piece.text)):
        return _NEVER
    if sum(1 for piece in run if is_figure(piece.text) and not TAIL.match(piece.text)) > 1:
        return _NEVER
    if is_figure(text):
        found = match(text)
        return 0.8 if found and found["open"] and beside_sums else 0.0
    return 0.2 if is_words(text) else 2.5


def _aside(run: Sequence[Piece], column: Column) -> float:
    """How far the pieces stand from the heading of the column, where lines were kept as they were printed."""
    if column.left is None or column.right is None:
        return 0.0
    middle = (min(piece.left for piece in run) + max(piece.right for piece in run)) / 2
    return min(abs(middle - (column.left + column.right) / 2) * 0.04, 1.5)


def _as_group(text: str) -> float:
    if is_figure(text) or is_blank(text) or BINDING.fullmatch(text):
        return _NEVER
    long = 0.0 if len(text) <= 6 or GROUP.fullmatch(text) else 0.25 * (len(text) - 3)
    return (long if len(text) <= 10 else _ODD) + (0.3 if _INDICATOR.search(text) else 0.0)


def _as_name(run: Sequence[Piece], frame: Frame, *, closed: bool) -> float:
    """closed: the unit follows, so that none is among the words (…比⏎例)."""
    cost = 0.0
    for number, piece in enumerate(run):
        text = piece.text
        if BINDING.fullmatch(text) or is_blank(text):
            return _NEVER * 4
        if is_figure(text) and not (number and len(run) > number + 1):  # PM⏎2.5⏎浓度
            cost += _NEVER if len(run) == 1 or not number else _ODD
        unit = UNIT_BRACKET.search(text)
        if unit and is_unit(unit["unit"]) and number < len(run) - 1:
            cost += 0.8  # the name of the whole with a unit, and one of its parts
        if frame.has("unit") and is_unit(text) and number and not closed:
            cost += 3.0
        if number and is_words(text) and len(text) <= 12 and not _INDICATOR.search(text):
            cost += 1.0
    return cost
