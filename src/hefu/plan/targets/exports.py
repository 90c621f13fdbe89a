"""Tables of indicators that lost their cells when a document was made text.

Found by their headings, wherever those were broken; read row by row until words follow that are of no table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from hefu.plan.targets import grids, parted, records
from hefu.plan.targets.cells import Cell, Sheet, Where
from hefu.plan.targets.figures import is_figure, is_words
from hefu.plan.targets.frames import settled
from hefu.plan.targets.heads import HEADS, Column, Frame, Head, column, kind_of, split
from hefu.plan.targets.lines import heading_lines, line_at, pieces, place
from hefu.plan.targets.rows import Row

Placed = tuple[Head, Cell, int, int, int]
"""A heading: its kind, its words, the line that it stands on, and from where to where on it."""


def tables(sheet: Sheet, taken: Sequence[Where]) -> Iterator[tuple[Frame, list[Row], Where]]:
    """The tables of indicators in the text, with where each stands, but for those that were `taken` already."""
    solid, done = sheet.solid, 0
    for found in HEADS.finditer(solid.text):
        start, end = solid.span(*found.span())
        if start < done or any(a < end and start < b for a, b in taken):
            continue
        first = _text_start(sheet, solid, found)
        cells = parted.columns(sheet, solid.at[first], end)
        readings = [cells] if cells else _readings(sheet, solid.part(first, found.end()))
        caption = solid.text[max(0, first - 60) : first]
        frames = [frame for columns in readings if (frame := _frame(sheet, columns, caption))]
        if not frames:
            continue
        heads = heading_lines(sheet, solid.at[first], end)
        frame, lines = frames[0], parted.rows(sheet, end, frames[0]) if cells else []
        if lines:
            done = lines[-1][-1][1]
            rows = list(grids.rows(frame, [[sheet.cell([one]) for one in line] for line in lines]))
        else:
            found_pieces, done = pieces(sheet, end, heads)
            made = [(frame, records.rows(frame, found_pieces)) for frame in frames]
            frame, rows = min(made, key=lambda one: _odd(*one))
        if any(row.filled for row in rows):
            yield frame, rows, (start, done)


def _frame(sheet: Sheet, columns: Sequence[Column], caption: str) -> Frame | None:
    return settled(columns, caption, sheet.document.published, sheet.document.title) if columns else None


def _text_start(sheet: Sheet, solid: Cell, found: re.Match[str]) -> int:
    """Where the headings begin: the caption above may end in 主要指标."""
    line = sheet.plain.rfind("\n", 0, solid.at[found.start()]) + 1
    head = sheet.plain[line : solid.at[found.start()]].strip()
    stop = sheet.plain.find("\n", solid.at[found.start()])
    below = next((n for n in range(*found.span()) if solid.at[n] > stop >= 0), found.end())
    rest = split(solid.text[below : found.end()]) or []
    named = [kind for kind, _, _ in split(solid.text[found.start() : below]) or [] if kind == "name"]
    if (head or named) and len(rest) > 1 and any(kind == "name" for kind, _, _ in rest):
        return below
    parts = split(found.group()) or []
    if head and len(parts) > 3 and parts[0][0] == "name":
        return found.start() + parts[0][2]
    return found.start()


def _odd(frame: Frame, rows: Sequence[Row]) -> float:
    """How badly rows fit the headings as they were read: the fewer cells have just a figure, the more columns none."""
    filled = [row for row in rows if row.filled]
    cells = [cell.text for row in filled for cell in row.figures if cell]
    good = sum(1 for text in cells if is_figure(text) or is_words(text))
    nameless = sum(1 for row in rows if not row.names)
    empty = sum(1 for n in range(len(frame.figures)) if not any(row.figures[n] for row in filled))
    return len(cells) - 2 * good + nameless + empty * len(rows) / 2


def _readings(sheet: Sheet, cell: Cell) -> list[list[Column]]:
    """The ways to read a run of headings: as the words go on, and where breaks part them, when these differ."""
    words = _words(cell)
    first = _heads(sheet, cell, words)
    apart = [(kind, word) for word in words if (kind := kind_of(word.text))]
    whole = len(apart) == len(words) and any(kind == "name" for kind, _ in apart)
    differ = [word.text for _, word in apart] != [part.text for _, part in first]
    ways: list[list[tuple[Head, Cell]]] = [first, [*apart]] if whole and differ else [first]
    return [_columns(sheet, way) for way in ways]


def _columns(sheet: Sheet, found: Sequence[tuple[Head, Cell]]) -> list[Column]:
    """The columns of headings in their order from left to right."""
    placed = [(kind, part, *place(sheet, part.at[0], part.at[-1] + 1)) for kind, part in found]
    lines = Counter(line for _, _, line, _, _ in placed)
    if sum(1 for count in lines.values() if count > 1) < 2:
        kept = lines and max(lines.values()) == len(found) and "  " in line_at(sheet, found[0][1].at[0])
        return [
            replace(column(kind, part.text), left=left if kept else None, right=right if kept else None)
            for kind, part, _, left, right in placed
            if kind != "label"
        ]
    return _stacked(placed)


def _words(cell: Cell) -> list[Cell]:
    """The words of a run that blanks or breaks part."""
    cuts = [n for n in range(1, len(cell.at)) if cell.at[n] - cell.at[n - 1] > 1]
    return [cell.part(a, b) for a, b in pairwise([0, *cuts, len(cell.at)])]


def _heads(sheet: Sheet, cell: Cell, words: Sequence[Cell]) -> list[tuple[Head, Cell]]:
    """The single headings of a run: where several stand on a line, blanks part them, else their words alone do."""
    lines = Counter(place(sheet, word.at[0], word.at[0])[0] for word in words)
    if max(lines.values()) > 1 and all(split(word.text) for word in words):
        return [(kind, word.part(a, b)) for word in words for kind, a, b in split(word.text) or []]
    whole = [(kind, cell.part(a, b)) for kind, a, b in split(cell.text) or []]
    if any(kind == "name" for kind, _ in whole):
        return whole
    single = [(kind_of(word.text), word) for word in words]  # 指标⏎属性 are two
    named = any(kind == "name" for kind, _ in single)
    return [(kind, word) for kind, word in single if kind] if named and all(kind for kind, _ in single) else whole


def _stacked(placed: Sequence[Placed]) -> list[Column]:
    """Headings of several lines: what stands one below the other is of one column."""
    stacks: list[list[Placed]] = []
    for one in sorted(placed, key=lambda one: one[0] == "label"):
        over = next((stack for stack in stacks if any(one[3] <= b[4] and b[3] <= one[4] for b in stack)), None)
        if over is None:
            stacks.append([one])
        else:
            over.append(one)
    columns = []
    for stack in sorted(stacks, key=lambda stack: min(one[3] for one in stack)):
        text = "".join(one[1].text for one in sorted(stack, key=lambda one: one[2]))
        kind = next((one[0] for one in stack if one[0] != "label"), None)
        if kind is not None:
            left, right = min(one[3] for one in stack), max(one[4] for one in stack)
            columns.append(replace(column(kind, text), left=left, right=right))
    return columns
