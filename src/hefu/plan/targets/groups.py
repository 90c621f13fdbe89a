"""Headings of groups that stand at the middle of their rows: which rows are whose.

A merged cell keeps its words at half its height. Where lines were kept as they were printed, the heading of a group so
stands beside one of its rows, or between two of them, and nothing says where the group begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from hefu.plan.targets.rows import Row

_BELOW = 0.01
"""What it costs besides that a heading stands below the middle: where two ways are as good, it stands above."""


_LABELS, _ROWS = 30, 150
"""A table of more groups, or more rows, is none whose groups are worth the search."""


@dataclass(slots=True)
class Label:
    """The heading of a group. first, last: beside which rows it stands; x.5 is between two of them."""

    name: str
    first: float
    last: float

    @property
    def middle(self) -> float:
        return (self.first + self.last) / 2


def centred(rows: Sequence[Row], labels: Sequence[Label], *, edges: Sequence[float] | None = None) -> None:
    """Gives each row its group, when the first heading stands below the first row: all stand at the middle then.

    edges: where each row begins and the last one ends, measured as the labels are; default by number.
    """
    if not labels or len(labels) > min(len(rows), _LABELS) or len(rows) > _ROWS:
        return
    if edges is None and labels[0].first <= 0:
        return
    places = edges or [number - 0.5 for number in range(len(rows) + 1)]
    starts = [*_starts(places, [label.middle for label in labels]), len(rows)]
    for label, start, end in zip(labels, starts, starts[1:], strict=False):
        for row in rows[start:end]:
            row.group = label.name


def _starts(edges: Sequence[float], middles: Sequence[float]) -> tuple[int, ...]:
    """The first row of each group, so that the headings stand as near as can be to the middles of their rows."""
    count = len(edges) - 1

    @cache
    def best(group: int, start: int) -> tuple[float, tuple[int, ...]]:
        if group == len(middles):
            return (0.0 if start == count else float("inf")), ()
        found: tuple[float, tuple[int, ...]] = (float("inf"), ())
        for end in range(start + 1, count + 1):
            off = abs(lean := middles[group] - (edges[start] + edges[end]) / 2) + (_BELOW if lean > 0 else 0.0)
            rest, starts = best(group + 1, end)
            if off + rest < found[0]:
                found = off + rest, (start, *starts)
        return found

    return best(0, 0)[1]
