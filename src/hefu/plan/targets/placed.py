"""Tables of indicators on pages without ruling lines: columns and rows by where their characters stand.

A PDF keeps a box of each character. Headings stand in bands, one stack of words a column; what stands below belongs to
the column it overlaps, and to the row that its middle is nearest to: cells of several lines are printed at the middle
of their row, or at its top.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from hefu.plan.targets import grids, groups
from hefu.plan.targets.cells import EMPTY, Cell, Sheet, Where
from hefu.plan.targets.figures import is_blank, is_figure
from hefu.plan.targets.frames import settled
from hefu.plan.targets.heads import Column, Frame, column, is_head, kind_of
from hefu.plan.targets.lines import ends
from hefu.plan.targets.rows import BINDING, GROUP_SIZE, MARK, Row, group_name, is_unit
from hefu.plan.targets.runs import Line, Pages, Run
from hefu.plan.targets.runs import lines as by_line

_TALLEST = 12
"""So many lines at most are headings: cells of one, two and three lines stand at three heights."""
_PAGES = 6
_FIRST = 3
"""Within so many lines from the top of a page a table that goes on there has a row."""
_FAR = 18.0
"""So far, in points, stand lines of one cell from each other where nothing tells."""


@dataclass(frozen=True, slots=True)
class _Stack:
    """Runs one below the other that make a cell, or a heading."""

    runs: tuple[Run, ...]

    @property
    def left(self) -> float:
        return min(run.left for run in self.runs)

    @property
    def right(self) -> float:
        return max(run.right for run in self.runs)

    @property
    def top(self) -> float:
        return min(run.top for run in self.runs)

    @property
    def bottom(self) -> float:
        return max(run.bottom for run in self.runs)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def text(self, sheet: Sheet) -> str:
        """The words of `cell`."""
        return "".join(sheet.plain[at] for run in sorted(self.runs, key=lambda run: run.top) for at in run.at)

    def cell(self, sheet: Sheet) -> Cell:
        ordered = sorted(self.runs, key=lambda run: (run.page, run.top))
        return sheet.cell([(at, at + 1) for run in ordered for at in run.at])


def tables(sheet: Sheet) -> Iterator[tuple[Frame, list[Row], Where]]:
    """The tables on pages whose characters have places, but for those that still have their cells."""
    pages = Pages(sheet)
    at, number = 0, 0
    while number < len(pages):
        lines = pages[number]
        tried = ((n, _headed(sheet, lines[n : n + _TALLEST])) for n in range(at, len(lines)))
        first, headed = next(((n, found) for n, found in tried if found), (0, None))
        if headed is None:
            number, at = number + 1, 0
            continue
        count, stacks = headed
        made = _table(sheet, pages, number, first, count, stacks)
        if made is None:
            at = first + count
            continue
        number, at, frame, rows, where = made
        if any(row.filled for row in rows):
            yield frame, rows, where


# ---------------------------------------------------------------- headings


def _headed(sheet: Sheet, lines: Sequence[Line]) -> tuple[int, list[_Stack]] | None:
    """How many of the lines are headings, and the stacks of them; None when the first line is none."""
    best: tuple[int, list[_Stack]] | None = None
    for count in range(1, min(_TALLEST, len(lines)) + 1):
        if count > 1 and lines[count - 1][0].top - lines[count - 2][0].bottom > 2 * lines[0][0].height:
            break
        stacks = _stacks([run for line in lines[:count] for run in line])
        texts = [stack.text(sheet) for stack in stacks]
        if len(texts) == 1 and len(texts[0]) > 12:
            break
        kinds = [kind_of(text) for text in texts]
        if len(stacks) > 2 and all(map(is_head, texts)) and "name" in kinds and ("value" in kinds or "rate" in kinds):
            best = count, stacks
    return best


def _stacks(runs: Sequence[Run]) -> list[_Stack]:
    """Runs that stand one below the other, from left to right."""
    found: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.left):
        if found and run.left < max(one.right for one in found[-1]) - 1:
            found[-1].append(run)
        else:
            found.append([run])
    return [_Stack(tuple(one)) for one in found]


def _columns(sheet: Sheet, stacks: Sequence[_Stack]) -> list[Column]:
    texts = [stack.cell(sheet).text for stack in stacks]
    return [column(kind_of(text) or "other", text) for text in texts]


# ---------------------------------------------------------------- rows


def _table(
    sheet: Sheet, pages: Sequence[Sequence[Line]], number: int, first: int, count: int, stacks: Sequence[_Stack]
) -> tuple[int, int, Frame, list[Row], Where] | None:
    """Where reading goes on, the frame, the rows, and where the table stands."""
    start = min(stack.runs[0].at[0] for stack in stacks)
    caption = re.sub(r"\s", "", sheet.plain[max(0, start - 80) : start])
    frame = settled(_columns(sheet, stacks), caption, sheet.document.published, sheet.document.title)
    if frame is None:
        return None
    heads = {stack.cell(sheet).text for stack in stacks}
    bodies: list[list[Line]] = []
    page, at = number, first + count
    while page < len(pages) and page - number < _PAGES:
        lines = pages[page]
        if page > number:
            again = _headed(sheet, lines[:_TALLEST]) if lines else None
            at = again[0] if again and {stack.cell(sheet).text for stack in again[1]} == heads else 0
            if not again and not any(len(line) > 2 for line in lines[:_FIRST]):
                break
        stop = next((n for n in range(at, len(lines)) if _is_end(sheet, lines, n, stacks)), len(lines))
        if stop == at and page > number:
            break
        bodies.append(list(lines[at:stop]))
        at = stop
        if stop < len(lines):
            break
        page, at = page + 1, 0
    rows = _rows(sheet, frame, stacks, bodies)
    held = [at for body in bodies for line in body for run in line for at in run.at]
    end = max(held, default=start) + 1
    return page, at, frame, rows, (min([start, *held]), end)


def _text(sheet: Sheet, line: Line) -> str:
    return "".join(sheet.plain[at] for run in line for at in run.at)


def _grouping(text: str) -> bool:
    return MARK.match(text) is not None or GROUP_SIZE.search(text) is not None


def _is_end(sheet: Sheet, lines: Sequence[Line], n: int, stacks: Sequence[_Stack]) -> bool:
    """Whether a line is of no table any more: a note, a sentence, words over the width of several columns."""
    text = _text(sheet, lines[n])
    if ends(text):
        return True
    if len(lines[n]) > 1 or _grouping(text):
        return False
    run = lines[n][0]
    over = sum(1 for stack in stacks if run.left < stack.right and stack.left < run.right)
    return over > 2 and len(text) > 12


def _rows(sheet: Sheet, frame: Frame, stacks: Sequence[_Stack], bodies: Sequence[Sequence[Line]]) -> list[Row]:
    found: list[Row] = []
    for body in bodies:
        columns, above = _parted(sheet, frame, stacks, [run for line in body for run in line])
        bands = _bands(frame, columns, above)
        lines = [[band[n].cell(sheet) if n in band else EMPTY for n in range(len(frame.columns))] for band in bands]
        rows = list(grids.rows(frame, lines, found[-1].group if found else None))
        group = next((n for n, one in enumerate(frame.columns) if one.kind == "group"), None)
        labels = columns[group] if group is not None else []
        if labels and len(rows) == len(bands):
            heads = [groups.Label(group_name(one.cell(sheet).text), one.middle, one.middle) for one in labels]
            groups.centred(rows, heads, edges=_between(bands))
        found += rows
    return found


def _between(bands: Sequence[dict[int, _Stack]]) -> list[float]:
    """The heights at which the rows begin and end."""
    tops = [min(one.top for one in band.values()) for band in bands]
    ends = [max(one.bottom for one in band.values()) for band in bands]
    return [tops[0], *((low + high) / 2 for low, high in zip(ends, tops[1:], strict=False)), ends[-1]]


def _parted(
    sheet: Sheet, frame: Frame, stacks: Sequence[_Stack], runs: Sequence[Run]
) -> tuple[list[list[_Stack]], list[_Stack]]:
    """The cells of each column from top to bottom, and the headings of groups that stand between the rows."""
    edges = _edges(stacks, runs)
    columns: list[list[Run]] = [[] for _ in stacks]
    above = []
    for line in by_line(runs):
        text = _text(sheet, line)
        if len(line) == 1 and _grouping(text) and not frame.has("group"):
            above.append(_Stack((line[0],)))
            continue
        for part in (part for run in line for part in _cut(run, edges)):
            columns[_column_of(part, edges)].append(part)
    for held in columns:
        held.sort(key=lambda run: run.top)
    near = _near(sheet, frame, columns)
    return [_closed(held, near) for held in columns], above


def _edges(stacks: Sequence[_Stack], runs: Sequence[Run]) -> list[tuple[float, float]]:
    """From where to where each column goes: its heading, and all that stands under this one alone."""
    edges = [(stack.left, stack.right) for stack in stacks]
    for run in runs:
        over = [n for n, stack in enumerate(stacks) if run.left < stack.right and stack.left < run.right]
        if len(over) == 1:
            low, high = edges[over[0]]
            edges[over[0]] = min(low, run.left), max(high, run.right)
    return edges


def _cut(run: Run, edges: Sequence[tuple[float, float]]) -> list[Run]:
    """A run that goes over from one column to the next, cut where the cells of that one begin: （件）预期性."""
    begins = [low for low, _ in edges if run.left + run.height < low < run.right - run.height / 2]
    near = 0.3 * run.height
    cuts = {n for low in begins for n, left in enumerate(run.lefts) if n and abs(left - low) < near}
    rights = [*run.lefts[1:], run.right]
    return [
        replace(run, at=run.at[a:b], lefts=run.lefts[a:b], left=run.lefts[a], right=rights[b - 1])
        for a, b in pairwise([0, *sorted(cuts), len(run.at)])
    ]


def _column_of(run: Run, edges: Sequence[tuple[float, float]]) -> int:
    """The column that a run overlaps most; else the nearest."""

    def off(n: int) -> tuple[float, float]:
        low, high = edges[n]
        shared = min(run.right, high) - max(run.left, low)
        return -shared, abs((low + high) - (run.left + run.right))

    return min(range(len(edges)), key=off)


def _near(sheet: Sheet, frame: Frame, columns: Sequence[Sequence[Run]]) -> float:
    """How far apart, at most, lines of one cell stand; 0 where whole cells stand as near to each other as any lines."""
    steps = {round(b.middle - a.middle, 1) for held in columns for a, b in pairwise(held)}
    kinds = [one.kind for one in frame.columns]
    most = min(
        (
            b.middle - a.middle
            for kind, held in zip(kinds, columns, strict=True)
            for a, b in pairwise(held)
            if _is_whole(sheet, a, kind) and _is_whole(sheet, b, kind)
        ),
        default=_FAR,
    )
    least = min(steps, default=most)
    return least * 1.2 if least < most - 1 else 0.0


def _is_whole(sheet: Sheet, run: Run, kind: str) -> bool:
    """Whether a line is a cell by itself: a figure, a dash, 预期性, the number of a row, a unit."""
    text = "".join(sheet.plain[at] for at in run.at)
    if kind not in ("value", "rate", "binding", "no"):
        return kind == "unit" and is_unit(text)
    return is_blank(text) or is_figure(text) or BINDING.fullmatch(text) is not None


def _closed(runs: Sequence[Run], near: float) -> list[_Stack]:
    found: list[list[Run]] = []
    for run in runs:
        if found and run.middle - found[-1][-1].middle < near:
            found[-1].append(run)
        else:
            found.append([run])
    return [_Stack(tuple(one)) for one in found]


def _bands(frame: Frame, columns: Sequence[Sequence[_Stack]], above: Sequence[_Stack]) -> list[dict[int, _Stack]]:
    """The rows: cells whose middles, or whose tops, are at one height; whichever makes fewer of them."""
    ways: tuple[Callable[[_Stack], float], ...] = (lambda one: one.middle, lambda one: one.top)
    cells = [(n, stack) for n, held in enumerate(columns) if frame.columns[n].kind != "group" for stack in held]
    if not cells:
        return []
    height = median(run.height for _, stack in cells for run in stack.runs)
    made = [_clustered(cells, way, 0.45 * height) for way in ways]
    best = min(made, key=len)
    name = next((n for n, one in enumerate(frame.columns) if one.kind == "name"), 0)
    bands = [*best, *({name: stack} for stack in above)]
    return sorted(bands, key=_height)


def _clustered(
    cells: Sequence[tuple[int, _Stack]], way: Callable[[_Stack], float], near: float
) -> list[dict[int, _Stack]]:
    found: list[dict[int, _Stack]] = []
    last = 0.0
    for n, stack in sorted(cells, key=lambda one: way(one[1])):
        if found and way(stack) - last < near and n not in found[-1]:
            found[-1][n] = stack
        else:
            found.append({n: stack})
        last = way(stack)
    return found


def _height(band: dict[int, _Stack]) -> float:
    return median(stack.middle for stack in band.values())
