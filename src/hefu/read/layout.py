"""Reading order: from runs of characters, wherever the file has them, to printed lines in the order in which one reads.

A page is cut in two again and again. Wide white bands and ruled lines cut it first; then gutters (栏间) that
are white from top to bottom between columns of running text; then, where a title stands over columns, the title
from the columns. What cannot be cut is read line by line. Tables without rules stay whole: their columns
are no running text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

_BAND = 1.1
"""A white band so many times as high as most type parts what stands above from what stands below."""
_GUTTER, _RULED_GUTTER = 0.45, 0.1
"""A gutter is at least so wide, in heights of type; one with a ruled line in it may be narrower."""
_OVERLAP = 0.35
"""Loose boxes of lines that follow each other may overlap by such a share of their height."""
_NARROWEST_COLUMN, _FULL, _WORDY = 5.0, 0.5, 5.0
"""A column of running text is so many heights of type wide; so many of its lines are full, so long its runs."""
_INSIDE, _HIGHEST_HEAD = 2.7, 8
"""Text begins at most so many heights of type inside its column; so many lines may stand over columns."""
_TITLE = 1.2
"""Titles are set in type so many times as large as text."""
_PHRASE = 2.5
"""Words so near to each other, in heights of type, are one phrase."""
_DEEPEST = 40
"""A page that must be cut more often than this, one cut in the other, is read line by line."""


@dataclass(slots=True)
class Run:
    """Characters in a row on one line: `start` to `end` of the page's characters, and their rectangle.

    table: the number of the ruled table that stands here in place of characters.
    """

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float
    table: int | None = None
    digits: bool = False

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line on a page, level or upright."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def level(self) -> bool:
        return self.right - self.left >= self.bottom - self.top


@dataclass(slots=True)
class Line:
    """A printed line: its runs from left to right, where it begins and ends, the height of its type."""

    runs: list[Run]
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    height: float = 0.0
    indented: bool = False
    region: int = 0

    def __post_init__(self) -> None:
        self.left = min(run.left for run in self.runs)
        self.right = max(run.right for run in self.runs)
        self.top = min(run.top for run in self.runs)
        self.bottom = max(run.bottom for run in self.runs)
        self.height = max(self.runs, key=lambda run: run.end - run.start).height

    @property
    def table(self) -> int | None:
        return self.runs[0].table


def lines(runs: Iterable[Run], rules: Sequence[Rule] = ()) -> list[Line]:
    """The printed lines of a page in reading order."""
    runs = list(runs)
    if not runs:
        return []
    type_height = median([run.height for run in runs if run.table is None] or [10.0]) or 1.0
    found: list[Line] = []
    for number, region in enumerate(_Cutter(type_height, rules).regions(runs, 0)):
        rows = by_line(region)
        for line in rows:
            line.region = number
        _mark_indents(rows)
        found += rows
    return found


def stand_apart(runs: Iterable[Run]) -> bool:
    """Whether some runs stand beside each other with a gap between them, as those of columns and tables do."""
    ordered = sorted(runs, key=lambda run: run.middle)
    return any(
        below.middle - above.middle < 0.5 * above.height
        and max(above.left, below.left) - min(above.right, below.right) > _GUTTER * above.height
        for above, below in pairwise(ordered)
    )


def by_line(region: list[Run]) -> list[Line]:
    """The lines of a region from top to bottom."""
    rows: list[list[Run]] = []
    for run in sorted(region, key=lambda run: (run.middle, run.left)):
        row = rows[-1] if rows else []
        if row and run.table is None and row[0].table is None and _stand_level(row, run):
            row.append(run)
        else:
            rows.append([run])
    return [Line(sorted(row, key=lambda run: run.left)) for row in rows]


def _stand_level(row: list[Run], run: Run) -> bool:
    largest = max(row, key=lambda other: other.height)
    return abs(largest.middle - run.middle) < 0.5 * max(largest.height, run.height) and not any(
        min(other.right, run.right) - max(other.left, run.left) > 0.6 * min(other.height, run.height) for other in row
    )


def _mark_indents(rows: list[Line]) -> None:
    """Finds the lines that begin two characters inside their column, as Chinese paragraphs do."""
    for number, line in enumerate(rows):
        column = min(other.left for other in rows[max(number - 6, 0) : number + 7])
        line.indented = 1.4 <= (line.left - column) / (line.height or 1) <= 2.6


# ---------------------------------------------------------------- cutting


@dataclass(slots=True)
class _Band:
    """Runs that stand beside each other, parted from those above and below by white."""

    runs: list[Run]
    top: float
    bottom: float
    left: float = field(default=0.0)
    right: float = field(default=0.0)


@dataclass(frozen=True, slots=True)
class _Cutter:
    """Cuts a page into regions. `type_height`: of most of its type, in points."""

    type_height: float
    rules: Sequence[Rule]

    def regions(self, runs: list[Run], depth: int) -> Iterator[list[Run]]:
        """The regions in reading order; within one, lines are read from top to bottom."""
        bands = self._bands(runs)
        if depth > _DEEPEST or all(len(band.runs) == 1 for band in bands):
            yield runs
            return
        for cut in (self._by_white, self._by_gutters, self._by_title):
            parts = cut(bands)
            if len(parts) > 1:
                for part in parts:
                    yield from self.regions(part, depth + 1)
                return
        yield runs

    def _bands(self, runs: list[Run]) -> list[_Band]:
        found: list[_Band] = []
        slack = _OVERLAP * self.type_height
        for run in sorted(runs, key=lambda run: run.top):
            if found and run.top < found[-1].bottom - min(slack, _OVERLAP * run.height):
                band = found[-1]
                band.runs.append(run)
                band.bottom = max(band.bottom, run.bottom)
                band.left, band.right = min(band.left, run.left), max(band.right, run.right)
            else:
                found.append(_Band([run], run.top, run.bottom, run.left, run.right))
        return found

    # ------------------------------------------------------------ level cuts

    def _by_white(self, bands: list[_Band]) -> list[list[Run]]:
        """Cut at every white band that is high, or that a ruled line runs through.

        Not between titles that stand beside each other and the articles beneath: gutters part those.
        """
        left, right = min(band.left for band in bands), max(band.right for band in bands)
        parts = [[bands[-1]]]
        for above, below in reversed(list(pairwise(bands))):
            if self._ruled(above, below, left, right) or (
                below.top - above.bottom > _BAND * self.type_height and not self._are_titles(above, parts[-1])
            ):
                parts.append([])
            parts[-1].insert(0, above)
        return [[run for band in part for run in band.runs] for part in reversed(parts)]

    def _are_titles(self, band: _Band, below: list[_Band]) -> bool:
        """Whether a band holds the titles of articles that begin beside each other beneath it."""
        runs = [*band.runs, *(run for other in below for run in other.runs)]
        columns = self._columns(runs, band.top, below[-1].bottom)
        own = [[run for run in column if run.top < band.bottom] for column in columns]
        large = all(any(run.height > _TITLE * self.type_height for run in column) for column in own)
        return len(columns) > 1 and large and self._are_text(columns)

    def _ruled(self, above: _Band, below: _Band, left: float, right: float) -> bool:
        """Whether level lines run between two bands over most of the width."""
        low, high = above.bottom - 0.4 * self.type_height, below.top + 0.4 * self.type_height
        covered = sum(
            max(min(rule.right, right) - max(rule.left, left), 0.0)
            for rule in self.rules
            if rule.level and low <= rule.top and rule.bottom <= high
        )
        return covered > 0.8 * (right - left)

    # ------------------------------------------------------------ upright cuts

    def _by_gutters(self, bands: list[_Band]) -> list[list[Run]]:
        """Cut at the gutters that are white from top to bottom and have running text on both sides."""
        runs = [run for band in bands for run in band.runs]
        columns = self._columns(runs, bands[0].top, bands[-1].bottom)
        if len(columns) < 2 or not self._are_text(columns):
            return [runs]
        head = self._head(bands, max(run.right for run in columns[0]))
        if head:
            return [[run for band in part for run in band.runs] for part in (bands[:head], bands[head:])]
        return columns

    def _head(self, bands: list[_Band], gutter: float) -> int:
        """How many bands stand above columns without crossing a gutter: a short title, the name of an author.

        gutter: where the first one begins. Text begins in the first column, at its edge or two characters inside.
        """
        edge = min(band.left for band in bands) + _INSIDE * self.type_height
        head = next(number for number, band in enumerate(bands) if band.left <= edge)
        if head > _HIGHEST_HEAD or not all(band.left > gutter or self._is_phrase(band) for band in bands[:head]):
            return 0
        return head

    def _is_phrase(self, band: _Band) -> bool:
        """Whether the runs of a band are one phrase with spaces in it."""
        runs = sorted(band.runs, key=lambda run: run.left)
        return all(run.left - before.right < _PHRASE * run.height for before, run in pairwise(runs))

    def _columns(self, runs: list[Run], top: float, bottom: float) -> list[list[Run]]:
        """The runs between gutters, from left to right."""
        found: list[list[Run]] = []
        edge = 0.0
        for run in sorted(runs, key=lambda run: run.left):
            if not found or (run.left > edge and self._is_gutter(edge, run.left, top, bottom)):
                found.append([run])
                edge = run.right
            else:
                found[-1].append(run)
                edge = max(edge, run.right)
        return found

    def _is_gutter(self, left: float, right: float, top: float, bottom: float) -> bool:
        if right - left >= _GUTTER * self.type_height:
            return True
        if right - left < _RULED_GUTTER * self.type_height:
            return False
        return any(
            not rule.level
            and left - 1 <= rule.left
            and rule.right <= right + 1
            and min(rule.bottom, bottom) - max(rule.top, top) > 0.7 * (bottom - top)
            for rule in self.rules
        )

    def _are_text(self, columns: list[list[Run]]) -> bool:
        """Whether columns hold running text, each long and wide enough; those of a table do not."""
        verdicts = [self._is_text(column) for column in columns]
        return any(verdicts) and all(
            verdict is True or (verdict is None and place) for place, verdict in enumerate(verdicts)
        )

    def _is_text(self, column: list[Run]) -> bool | None:
        """Whether a column is running text; None when it is too short to tell and nothing speaks against it."""
        left, right = min(run.left for run in column), max(run.right for run in column)
        if any(run.table is not None for run in column):
            return right - left >= _NARROWEST_COLUMN * self.type_height
        rows = by_line(column)
        wordy = sum(run.end - run.start for run in column) / len(rows)
        if sum(run.digits for run in column) > 0.5 * len(column):
            return False
        if len(rows) < 4:
            return None
        if right - left < _NARROWEST_COLUMN * self.type_height or wordy < _WORDY:
            return False
        room = 1.6 * self.type_height
        full = sum(row.right > right - room and row.left < left + 2 * room for row in rows)
        return full >= _FULL * len(rows)

    # ------------------------------------------------------------ titles over columns

    def _by_title(self, bands: list[_Band]) -> list[list[Run]]:
        """The longest stretch of bands that is set in columns, with what stands above and below it."""
        best: tuple[int, int] | None = None
        for first in range(len(bands)):
            if best and len(bands) - first <= best[1] - best[0]:
                break
            last = self._furthest(bands, first, (best[1] - best[0]) if best else 0)
            if last is not None:
                best = (first, last)
        if best is None:
            return [[run for band in bands for run in band.runs]]
        first, last = best
        parts = (bands[:first], bands[first:last], bands[last:])
        return [[run for band in part for run in band.runs] for part in parts if part]

    def _furthest(self, bands: list[_Band], first: int, least: int) -> int | None:
        """Where the longest stretch from a band on ends that is set in columns and begins in the first of them."""
        columns: list[tuple[float, float]] = []
        last = first
        while last < len(bands):
            wider = self._joined(
                [*columns, *((run.left, run.right) for run in bands[last].runs)], bands[first : last + 1]
            )
            if len(wider) < 2:
                break
            columns, last = wider, last + 1
        if last - first <= least:
            return None
        if self._head(bands[first:last], columns[0][1]):
            return None
        runs = [run for band in bands[first:last] for run in band.runs]
        return last if self._are_text(self._columns(runs, bands[first].top, bands[last - 1].bottom)) else None

    def _joined(self, intervals: list[tuple[float, float]], bands: list[_Band]) -> list[tuple[float, float]]:
        """The widths of columns: intervals that no gutter parts are one."""
        found: list[tuple[float, float]] = []
        for left, right in sorted(intervals):
            if found and not self._is_gutter(found[-1][1], left, bands[0].top, bands[-1].bottom):
                found[-1] = (found[-1][0], max(found[-1][1], right))
            else:
                found.append((left, right))
        return found
