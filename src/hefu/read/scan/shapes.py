"""Rectangles of pixels, and the gaps between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Boxes = npt.NDArray[np.int32]
"""One row a rectangle: left, top, right, bottom; the right and bottom edges are outside."""

ACROSS, DOWN = (0, 2), (1, 3)
"""The columns of `Boxes` that say where a rectangle begins and ends along an axis."""


class Area(NamedTuple):
    """A rectangle of pixels; `right` and `bottom` are outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def holds(self, other: Area) -> bool:
        """Whether the middle of another rectangle lies in this one."""
        x, y = (other.left + other.right) / 2, (other.top + other.bottom) / 2
        return self.left <= x < self.right and self.top <= y < self.bottom

    def meets(self, other: Area) -> bool:
        """Whether the two have a pixel in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def around(boxes: Boxes) -> Area:
    """The smallest rectangle around others, of which there is at least one."""
    return Area(*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist())


def boxes_of(areas: Iterable[Area]) -> Boxes:
    """Rectangles as rows."""
    return np.array(list(areas), dtype=np.int32).reshape(-1, 4)


def middles_in(boxes: Boxes, area: Area) -> npt.NDArray[np.bool_]:
    """Which of the rectangles have their middle in an area."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside: npt.NDArray[np.bool_] = (area.left <= x) & (x < area.right) & (area.top <= y) & (y < area.bottom)
    return inside


def runs(boxes: Boxes, axis: tuple[int, int]) -> list[tuple[int, int]]:
    """Where rectangles lie along an axis: intervals with nothing between them, in order."""
    if not len(boxes):
        return []
    begin, end = boxes[:, axis[0]], boxes[:, axis[1]]
    order = np.argsort(begin, kind="stable")
    begin, end = begin[order], np.maximum.accumulate(end[order])
    cut = np.flatnonzero(begin[1:] > end[:-1])
    starts = begin[np.concatenate(([0], cut + 1))]
    ends = end[np.concatenate((cut, [len(end) - 1]))]
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def gaps(occupied: list[tuple[int, int]], begin: int, end: int) -> list[tuple[int, int]]:
    """What a list of intervals leaves free between two places."""
    free, last = [], begin
    for start, stop in occupied:
        if start > last:
            free.append((last, start))
        last = max(last, stop)
    if end > last:
        free.append((last, end))
    return free


def common(some: list[tuple[int, int]], others: list[tuple[int, int]], least: float) -> list[tuple[int, int]]:
    """What two lists of intervals share, where it is at least so long."""
    shared = []
    for begin, end in some:
        for start, stop in others:
            low, high = max(begin, start), min(end, stop)
            if high - low >= least:
                shared.append((low, high))
    return shared


def covered(intervals: Iterable[tuple[int, int]], begin: int, end: int) -> float:
    """The share of an interval that others cover."""
    free = gaps(sorted((max(a, begin), min(b, end)) for a, b in intervals if a < end and b > begin), begin, end)
    return 1 - sum(b - a for a, b in free) / max(end - begin, 1)
