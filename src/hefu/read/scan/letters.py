"""Known misreadings, and what speaks for and against them: the score, the neighbours and the shape of the ink.

Nothing that counts is put right in silence: a letter that was changed, or that may be wrong, carries its doubt.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

DIGITS = frozenset("0123456789０１２３４５６７８９")
POINTS = frozenset(".．")
NUMERALS = frozenset("一二三四五六七八九十百千万亿零〇○")
_RINGS = frozenset("0oOοО₀〇○◯Ｏ０")
_DASHES = frozenset("—-－–~～")
_OF_DATES = frozenset("年月日")
_LIKE_DIGITS = frozenset("OoIl|")
_WIDTHS = str.maketrans("0123456789.%", "０１２３４５６７８９．％")

UNSURE = "may be another digit"
UNREAD = "ink beside it was not read"
SECOND = "read at a second look"
LOST_POINT = "a point may stand before it"
PER_MILLE = "‰, first read as %"
DASH = "a dash, first read as 一"
LIKE_DIGIT = "a letter among digits"
RING = "〇, first read as a ring or a letter"

REASONS = frozenset((UNSURE, UNREAD, SECOND, LOST_POINT, PER_MILLE, DASH, LIKE_DIGIT, RING))
"""Why a letter of a scan is doubted."""

SURE, RIVAL = 0.9, 0.1
"""A digit read with a lower score, or with another digit above this one, is looked at again."""
_AS_HIGH = 0.93
"""A ring of ‰ is lower than a digit by more than this."""
_FLAT = 0.15
"""A dash is flatter than this share of its type, 一 is not."""
_WIDE_DIGITS = 0.8
"""Digits that stand so many heights of type apart are set in full width."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A character on the straight page, in pixels. size: the height of the line's type. doubt: what speaks against it.

    middle: where the recogniser saw it.  others: what else it might be, with scores.
    holes: how many rings its ink has; counted for percent signs only.
    """

    letter: str
    score: float
    left: float
    top: float
    right: float
    bottom: float
    size: float
    middle: float
    others: tuple[tuple[str, float], ...] = ()
    doubt: str = ""
    holes: int = 0

    @property
    def rival(self) -> str:
        """The other digit that it may be, where two looks do not agree."""
        rivals = [other for other, _ in self.others if other in DIGITS] if self.doubt == UNSURE else []
        return rivals[0] if rivals else ""

    @property
    def reach(self) -> float:
        """How far from its middle it may have ink."""
        wide = unicodedata.east_asian_width(self.letter) in "WF" or self.letter in "%‰—…"
        return (0.62 if wide else 0.45) * self.size


Line = list[Letter]


def is_unsure(letter: Letter) -> bool:
    """Whether a digit may well be another one."""
    rival = max((score for other, score in letter.others if other in DIGITS), default=0.0)
    return letter.letter in DIGITS and (letter.score < SURE or rival > RIVAL)


def put_right(line: Line) -> Line:
    """A line with the known misreadings put right, and marked."""
    line = per_mille(line)
    for rule in RULES:
        line = [rule(*near) for near in _neighbours(line)]
    return line


def per_mille(line: Line) -> Line:
    """6.18%o, 2.00%0 → 6.18‰, 2.00‰, and 4.18% → 4.18‰ where the sign has three rings.

    A ring after a percent sign is its third, unless a number goes on behind it or it is as high as the digits before.
    """
    found: Line = []
    for number, letter in enumerate(line):
        last = found[-1] if found else None
        if last and letter.letter in _RINGS:
            if last.letter == "‰" and (letter.letter not in DIGITS or letter.middle < last.right + 0.2 * last.size):
                found[-1] = _widened(last, letter)
                continue
            if last.letter in "%％" and _is_third(letter, found, line[number + 1 : number + 2]):
                found[-1] = replace(_widened(last, letter), letter="‰", doubt=PER_MILLE)
                continue
        if letter.letter in "%％" and letter.holes >= 3:
            letter = replace(letter, letter="‰", doubt=PER_MILLE)
        elif last and last.letter in "%％" and letter.letter in DIGITS:
            letter = replace(letter, doubt=letter.doubt or UNSURE)
        found.append(letter)
    return found


def _widened(sign: Letter, ring: Letter) -> Letter:
    return replace(sign, score=min(sign.score, ring.score), right=max(sign.right, ring.right))


def _is_third(ring: Letter, before: Line, after: Line) -> bool:
    if ring.letter not in DIGITS:
        return True
    digits = [other.bottom - other.top for other in before[-8:] if other.letter in DIGITS]
    goes_on = bool(after) and after[0].letter in DIGITS | POINTS
    return not goes_on and ring.bottom - ring.top < _AS_HIGH * max(digits, default=0)


def _neighbours(line: Line) -> Iterator[tuple[str, Letter, str]]:
    """Every letter of a line with those before and after it, nothing at the ends."""
    letters = ["", *(letter.letter for letter in line), ""]
    return zip(letters, line, letters[2:], strict=False)


def zero(before: str, letter: Letter, after: str) -> Letter:
    """一九九○年 → 一九九〇年: a ring between numerals is the numeral; at a line's end one neighbour must do."""
    if not letter.letter or letter.letter not in _RINGS or letter.letter == "〇":
        return letter
    led, followed = before in NUMERALS, after in NUMERALS or after in _OF_DATES
    if (led or not before) and (followed or not after) and (before or after):
        return replace(letter, letter="〇", doubt=letter.doubt or ("" if letter.letter in "○◯" else RING))
    return letter


def dash(before: str, letter: Letter, after: str) -> Letter:
    """20一34% → 20-34%: a stroke between digits is a dash; at a line's end, or alone in a cell, if it is as flat."""
    flat = letter.bottom - letter.top <= _FLAT * letter.size
    alone = not before and not after and flat and letter.right - letter.left > 0.4 * letter.size
    if letter.letter in _DASHES or not (alone or (letter.letter in "一ー→" and before in DIGITS)):
        return letter
    guess = next(((other, score) for other, score in letter.others if other in _DASHES), ("—", 0.0))
    if alone or after in DIGITS or (not after and (flat or guess[1] > RIVAL)):
        return replace(letter, letter=guess[0], doubt=DASH)
    return letter


def like_digit(before: str, letter: Letter, after: str) -> Letter:
    """2O23: a letter among digits is left and marked."""
    near = before in DIGITS and (after in DIGITS or after in POINTS)
    return replace(letter, doubt=LIKE_DIGIT) if near and letter.letter in _LIKE_DIGITS else letter


RULES = (zero, dash, like_digit)
"""The known misreadings that a letter's neighbours tell, in the order in which they are put right."""


# ---------------------------------------------------------------- digits in full width


def is_wide(lines: Sequence[Line]) -> bool:
    """Whether a page sets its digits in full width, as the newspapers of the last century did."""
    steps = [
        (b.middle - a.middle) / a.size
        for line in lines
        for a, b in pairwise(line)
        if a.letter in DIGITS and b.letter in DIGITS
    ]
    return len(steps) > 5 and sum(step >= _WIDE_DIGITS for step in steps) > 0.6 * len(steps)


def widened(line: Line) -> Line:
    """The digits of a line, and the points and percent signs among them, in the width in which they are printed."""

    def wide(number: int) -> bool:
        letter = line[number]
        steps = [abs(letter.middle - line[n].middle) for n in (number - 1, number + 1) if 0 <= n < len(line)]
        return bool(steps) and min(steps) >= 0.85 * _WIDE_DIGITS * letter.size

    def counts(number: int) -> bool:
        if line[number].letter in DIGITS:
            return True
        return line[number].letter in ".%" and number > 0 and line[number - 1].letter in DIGITS

    return [
        replace(letter, letter=letter.letter.translate(_WIDTHS)) if counts(number) and wide(number) else letter
        for number, letter in enumerate(line)
    ]
