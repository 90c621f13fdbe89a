"""The characters of pages as runs on lines: what stands together, by the boxes that the reader kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import overload

from hefu.places import Segment
from hefu.plan.targets.cells import Sheet

_APART = 0.62
"""So far, in heights of a character, stand the cells of a line from each other at least; blanks are narrower."""
_KEPT = 8
"""So many pages are kept in memory."""
_Char = tuple[int, float, float, float, float]
"""A character: its place in the text; left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand together on a line.

    at: their places in the text; lefts: where each begins; all in points from the top left of the page.
    """

    at: tuple[int, ...]
    lefts: tuple[float, ...]
    page: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


Line = list[Run]


class Pages(Sequence[list[Line]]):
    """The lines of each page whose characters have places, read when they are asked for.

    What stands in tables that still have their cells is left out.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._skipped = bytearray(len(sheet.plain))
        tables = [(table.start, table.end) for table in sheet.document.tables]
        for start, end in (*tables, *((junk.start, junk.end) for junk in sheet.document.junk)):
            self._skipped[start:end] = b"\x01" * (end - start)
        self._segments: dict[int, list[Segment]] = {}
        for segment in sheet.document.segments:
            if segment.place.page is not None and len(segment.place.boxes) == segment.end - segment.start:
                self._segments.setdefault(segment.place.page, []).append(segment)
        self._numbers = sorted(self._segments)
        self._read = lru_cache(maxsize=_KEPT)(self._lines)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> list[Line]: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[list[Line]]: ...

    def __getitem__(self, at: int | slice) -> list[Line] | Sequence[list[Line]]:
        if isinstance(at, slice):
            return [self._read(number) for number in self._numbers[at]]
        return self._read(self._numbers[at])

    def _lines(self, number: int) -> list[Line]:
        chars = [
            (at, box.left, box.top, box.right, box.bottom)
            for segment in self._segments[number]
            for at, box in zip(range(segment.start, segment.end), segment.place.boxes, strict=True)
            if not (self._skipped[at] or self._sheet.plain[at].isspace()) and box.right > box.left
        ]
        return lines(_runs(number, chars))


def _runs(page: int, chars: Sequence[_Char]) -> list[Run]:
    """Characters of one height, without a gap between them."""
    found: list[Run] = []
    ordered = sorted(chars, key=lambda one: ((one[2] + one[4]) / 2, one[1]))
    bands: list[list[_Char]] = []
    for one in ordered:
        middle = (one[2] + one[4]) / 2
        if bands and abs(middle - (bands[-1][0][2] + bands[-1][0][4]) / 2) < 0.25 * (one[4] - one[2]):
            bands[-1].append(one)
        else:
            bands.append([one])
    for band in bands:
        band.sort(key=lambda one: one[1])
        here = [band[0]]
        for before, one in pairwise(band):
            if one[1] - before[3] > _APART * (before[4] - before[2]):
                found.append(_run(page, here))
                here = []
            here.append(one)
        found.append(_run(page, here))
    return found


def _run(page: int, chars: Sequence[_Char]) -> Run:
    top, bottom = min(one[2] for one in chars), max(one[4] for one in chars)
    at, lefts = tuple(one[0] for one in chars), tuple(one[1] for one in chars)
    return Run(at, lefts, page, lefts[0], top, chars[-1][3], bottom)


def lines(runs: Sequence[Run]) -> list[Line]:
    """Runs by their height on the page."""
    found: list[Line] = []
    for run in sorted(runs, key=lambda run: (run.middle, run.left)):
        if found and abs(run.middle - found[-1][0].middle) < 0.25 * run.height:
            found[-1].append(run)
        else:
            found.append([run])
    return found
