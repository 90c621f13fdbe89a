"""Runs of type: the characters of a page cut where a line, a column or a table's cell ends, and put together again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import sub

from hefu.read.glyphs import Glyphs
from hefu.read.layout import Line, Run

_APART, _BACK, _SHIFT = 0.35, 0.6, 0.5
"""A gap so wide, a step back so far, or up or down so far, in heights of type, ends a run."""
_LOOSE = 0.8
"""The height of type, as a share of its line: that is all that is known of letters that are not Chinese."""
_GAP, _COLUMN_GAP = 0.9, 2.5
"""A gap of so many heights of type parts words, or columns; less is spacing of the type."""
_WIDE = "\u2e80"

Piece = tuple[str, int]
"""Characters and the place of the first one on the page; -1 for characters that are not there."""


def runs(glyphs: Glyphs) -> list[Run]:
    """The runs of a page, in the order of the file."""
    cuts = _cuts(glyphs)
    edges = pairwise([0, *cuts, len(glyphs.letters)])
    return [run_of(glyphs, start, end) for start, end in edges if start < end]


def _cuts(glyphs: Glyphs) -> list[int]:
    left, top, right, bottom = glyphs.left, glyphs.top, glyphs.right, glyphs.bottom
    steps = zip(left[1:], right, top[1:], bottom[1:], top, bottom, strict=False)
    return [
        place
        for place, (here, before, t, b, t0, b0) in enumerate(steps, 1)
        if not -_BACK * (b - t) <= here - before <= _APART * (b - t) or abs(t + b - t0 - b0) > 2 * _SHIFT * (b - t)
    ]


def run_of(glyphs: Glyphs, start: int, end: int) -> Run:
    """The characters from `start` to `end` as one run, as high as its type."""
    tops, bottoms = sorted(glyphs.top[start:end]), sorted(glyphs.bottom[start:end])
    top, bottom = tops[len(tops) // 2], bottoms[len(bottoms) // 2]
    lefts, rights = glyphs.left[start:end], glyphs.right[start:end]
    words = glyphs.letters[start:end]
    high = bottom - top
    wide = max(words) >= _WIDE
    if wide:
        high = min(high, max(map(sub, rights, lefts))) or high
    else:
        high *= _LOOSE
    middle = (top + bottom) / 2
    digits = not wide and any(letter.isdigit() for letter in words)
    return Run(start, end, min(lefts), middle - high / 2, max(rights), middle + high / 2, digits=digits)


def pieces(line: Line, glyphs: Glyphs) -> Iterator[Piece]:
    """The words of a line: its runs with such spaces between them as part words; wide gaps become tabs."""
    before: Run | None = None
    for run in line.runs:
        if before is not None:
            gap = (run.left - before.right) / (min(before.height, run.height) or 1)
            space = _space(glyphs, before.end - 1, run.start, gap)
            if space:
                yield space, -1
        yield from _words(run, glyphs)
        before = run


def _words(run: Run, glyphs: Glyphs) -> Iterator[Piece]:
    """The words of a run: of the space in it, only that between letters that are not Chinese counts."""
    start, letters, spaces = run.start, glyphs.letters, glyphs.spaces
    for place in spaces[bisect_right(spaces, run.start) : bisect_left(spaces, run.end)]:
        if _is_latin(letters[place - 1]) and _is_latin(letters[place]):
            yield letters[start:place], start
            yield " ", -1
            start = place
    yield letters[start : run.end], start


def _space(glyphs: Glyphs, before: int, after: int, gap: float) -> str:
    if gap >= _COLUMN_GAP:
        return "\t"
    if gap >= _GAP:
        return " "
    between = gap > _APART or glyphs.spaces[bisect_left(glyphs.spaces, after) :][:1] == [after]
    return " " if between and _is_latin(glyphs.letters[before]) and _is_latin(glyphs.letters[after]) else ""


def _is_latin(letter: str) -> bool:
    return letter < "\u0250"


def joined(found: Sequence[Line], glyphs: Glyphs) -> Iterator[Piece]:
    """The words of lines that are one: those of a table's cell."""
    last = ""
    for line in found:
        for words, start in pieces(line, glyphs):
            if last and start >= 0 and _is_latin(last) and _is_latin(words[0]):
                yield " ", -1
            last = ""
            yield (" " if words == "\t" else words), start
        last = words[-1]
