"""Which lines of a page are printed in large type, told by the boxes of their characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from statistics import median

from hefu.places import Segment
from hefu.read.lines import Line

_LARGE = 1.25
"""A title is so many times as high as the running text."""


def large_lines(lines: Sequence[Line], segments: Sequence[Segment]) -> frozenset[int]:
    """Where the lines in large type begin; none when the source tells no boxes.

    A line is as high as the highest of its characters, the running text as most of the lines are.
    """
    starts = [segment.start for segment in segments]
    heights = {line.start: _height(line, segments, starts) for line in lines}
    known = [height for height in heights.values() if height]
    usual = median(known) if known else 0.0
    return frozenset(start for start, height in heights.items() if usual and height >= _LARGE * usual)


def _height(line: Line, segments: Sequence[Segment], starts: Sequence[int]) -> float:
    """How high a line is, in points; 0 when it has no boxes."""
    found = 0.0
    for number in range(max(bisect_right(starts, line.start) - 1, 0), len(segments)):
        segment = segments[number]
        if segment.start >= line.end:
            break
        low, high = max(line.start - segment.start, 0), min(line.end, segment.end) - segment.start
        found = max((box.bottom - box.top for box in segment.place.boxes[low:high]), default=found)
    return found
