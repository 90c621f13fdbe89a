"""Where a line is to be looked at again, and what comes of it: ink that was not read, lost points, unsure digits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np

from hefu.read.scan.letters import (
    DIGITS,
    LOST_POINT,
    NUMERALS,
    POINTS,
    RING,
    SECOND,
    UNREAD,
    UNSURE,
    Letter,
    Line,
    is_unsure,
)  # fmt: skip
from hefu.read.scan.shapes import ACROSS, Area, Boxes, Pixels, around, runs

_SMALL = 0.3
"""Ink smaller than this share of the type is a point or dust."""
_RING_TYPE, _RING_SHADES = 112.0, range(120, 216, 12)
"""Rings are counted in type of so many pixels, in these shades of grey."""
_CONTEXT = 2
"""A second look takes in so many letters on either side."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A line to be read: its pieces of ink, the height of its type, what is looked at."""

    pieces: Boxes
    size: float
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Look:
    """A place in a line that is to be looked at again. begin, end: what is in question."""

    line: int
    begin: float
    end: float
    left: int
    right: int
    point: bool = False


# ---------------------------------------------------------------- what to look at again


def looks(number: int, line: Line, strip: Strip) -> Iterator[Look]:
    """The places of a line that want a second look."""
    letters = [letter for letter in line if not letter.letter.isspace()]
    if not letters:
        return
    middles = np.array([letter.middle for letter in letters])
    reaches = np.array([letter.reach for letter in letters])
    places: list[tuple[float, float, bool]] = []
    for begin, end in runs(strip.pieces, ACROSS):
        inside = strip.pieces[(strip.pieces[:, 0] >= begin) & (strip.pieces[:, 2] <= end)]
        high = int(inside[:, 3].max() - inside[:, 1].min())
        middle = (begin + end) / 2
        if max(end - begin, high) < _SMALL * strip.size:
            if _is_lost_point(middle, int(inside[:, 3].max()), letters, strip):
                places.append((begin, end, True))
        elif high >= _SMALL * strip.size and end - begin >= 0.2 * strip.size:
            inner = (middles >= begin) & (middles <= end)
            if not inner.any() and (np.abs(middles - middle) > reaches).all():
                places.append((begin, end, False))
    places += [(letter.left, letter.right, False) for letter in letters if is_unsure(letter)]
    for left, right, point in sorted(places):
        yield Look(number, left, right, *_context(middles, left, right, strip), point=point)


def _is_lost_point(middle: float, foot: int, letters: list[Letter], strip: Strip) -> bool:
    """Whether a dot at the foot of the line stands between two digits that were read without a point."""
    before = [letter for letter in letters if letter.middle < middle]
    after = [letter for letter in letters if letter.middle >= middle]
    if not before or not after or not (before[-1].letter in DIGITS and after[0].letter in DIGITS):
        return False
    apart = min(middle - before[-1].middle, after[0].middle - middle)
    return apart >= 0.2 * strip.size and foot >= strip.pieces[:, 3].max() - 0.3 * strip.size


def _context(middles: np.ndarray, begin: float, end: float, strip: Strip) -> tuple[int, int]:
    """Where to cut for a second look, between letters."""
    before, after = middles[middles < begin], middles[middles > end]
    left, right = float(strip.left), float(strip.right)
    if len(before) > _CONTEXT:
        left = (before[-_CONTEXT - 1] + before[-_CONTEXT]) / 2
    if len(after) > _CONTEXT:
        right = (after[_CONTEXT - 1] + after[_CONTEXT]) / 2
    return int(left), int(right) + 1


def merged(line: Line, again: Line, look: Look, strip: Strip, mask: Pixels) -> Line:
    """A line with what a second look at a place of it brought."""
    slack = 0.12 * strip.size
    seen = [a for a in again if look.begin - slack <= a.middle <= look.end + slack and not a.letter.isspace()]
    new = [a for a in seen if all(abs(a.middle - letter.middle) > 2 * slack for letter in line)]
    there = [n for n, letter in enumerate(line) if look.begin <= letter.middle <= look.end and letter.letter in DIGITS]
    if there and not look.point:
        return _confirmed(line, there[0], seen)
    if new and (not look.point or new[0].letter in POINTS):
        return _with(line, [replace(a, doubt=SECOND) if _counts(a) else a for a in new])
    if not look.point and (ring := _ring(look, strip, mask)):
        return _with(line, [ring])
    near = min(range(len(line)), key=lambda n: abs(line[n].middle - look.end) + (line[n].middle < look.end) * slack)
    if look.point or any(_counts(letter) for letter in line[max(near - 1, 0) : near + 2]):
        line[near] = replace(line[near], doubt=line[near].doubt or (LOST_POINT if look.point else UNREAD))
    return line


def _with(line: Line, more: Line) -> Line:
    return sorted([*line, *more], key=lambda letter: letter.middle)


def _ring(look: Look, strip: Strip, mask: Pixels) -> Letter | None:
    """A ring as large as a character, which the recogniser tends to pass over: empty inside and in its corners."""
    inside = strip.pieces[(strip.pieces[:, 0] >= look.begin) & (strip.pieces[:, 2] <= look.end)]
    area = around(inside)
    wide, high = area.width / strip.size, area.height / strip.size
    if not (0.5 <= wide <= 1.1 and 0.5 <= high <= 1.1 and 0.75 <= wide / high <= 1.35):
        return None
    ink = mask[area.top : area.bottom, area.left : area.right] > 0
    third, corner = (area.height // 3, area.width // 3), max(min(area.height, area.width) // 8, 1)
    inner = ink[third[0] : -third[0], third[1] : -third[1]]
    corners = (ink[:corner, :corner], ink[:corner, -corner:], ink[-corner:, :corner], ink[-corner:, -corner:])
    if inner.any() or any(part.any() for part in corners):
        return None
    return Letter("○", 0.5, *area, strip.size, (area.left + area.right) / 2, doubt=RING)


def rings(grey: Pixels, area: Area, size: float) -> int:
    """How many rings a sign has: % two, ‰ three. Thin strokes close in some shades only, dust in single ones."""
    scale = _RING_TYPE / size
    sign = grey[max(area.top - 2, 0) : area.bottom + 2, max(area.left - 2, 0) : area.right + 2]
    large = cv2.resize(sign, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    counts = sorted(_holes((large >= shade).astype(np.uint8)) for shade in _RING_SHADES)
    return counts[-2]


def _holes(paper: Pixels) -> int:
    """How many holes of about one height the ink has; that of a full stop which touches it is lower."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(paper, connectivity=4)
    left, top, width, height, area = stats[1:].T
    inside = (left > 0) & (top > 0) & (left + width < paper.shape[1]) & (top + height < paper.shape[0])
    found = height[inside & (area >= (0.06 * _RING_TYPE) ** 2)]
    return int((found >= 0.7 * found.max()).sum()) if len(found) else 0


def _counts(letter: Letter) -> bool:
    return letter.letter in DIGITS or letter.letter in POINTS or letter.letter in NUMERALS


def _confirmed(line: Line, number: int, seen: Line) -> Line:
    """A digit that was looked at twice: kept as it was first read, without doubt only if both agree and one is sure."""
    letter = line[number]
    same = next((a for a in seen if a.letter == letter.letter), None)
    if same is None or is_unsure(same):
        line[number] = replace(letter, doubt=UNSURE)
    return line
