"""Lines of a page → letters, each with its box and score; what was read badly is looked at again."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from hefu.read.scan.engine import Recogniser, Sign
from hefu.read.scan.ink import Ink
from hefu.read.scan.letters import Letter, Line, is_wide, put_right, widened
from hefu.read.scan.lines import type_of
from hefu.read.scan.second import Strip, looks, merged, rings
from hefu.read.scan.shapes import Area, Boxes, Pixels, around

_ABOVE, _BESIDE = 0.18, 0.35
"""The white that the recogniser sees around a line, in heights of its type."""
_LIKE = 1.15
"""Type up to so many times the common height is the common type."""
_WIDEST = 1.35
"""No sign is wider, in heights of its type."""


class Reader:
    """Reads the lines of one page."""

    def __init__(self, ink: Ink, recogniser: Recogniser) -> None:
        self.ink, self.recogniser = ink, recogniser

    def read(self, lines: Sequence[Boxes]) -> list[Line]:
        """The letters of each line. lines: their pieces of ink."""
        strips = [self._strip(pieces) for pieces in lines]
        signs = self.recogniser.read([self._picture(strip, strip.left, strip.right) for strip in strips])
        found = [[_letter(sign, strip) for sign in some] for some, strip in zip(signs, strips, strict=True)]
        found = self._look_again(found, strips)
        found = [put_right(list(self._boxed(line, strip))) for line, strip in zip(found, strips, strict=True)]
        return [widened(line) for line in found] if is_wide(found) else found

    def _strip(self, pieces: Boxes) -> Strip:
        area = around(pieces)
        size, common = type_of(pieces), self.ink.size
        size = common if size < _LIKE * common else size  # a line of digits is lower, but of the same type
        middle, half = (area.top + area.bottom) / 2, max(area.height, size) / 2
        rows, columns = self.ink.grey.shape
        above = half + _ABOVE * 2 * half
        return Strip(
            pieces, size,
            max(int(area.left - _BESIDE * size), 0), max(int(middle - above), 0),
            min(int(area.right + _BESIDE * size), columns), min(int(middle + above) + 1, rows),
        )  # fmt: skip

    def _picture(self, strip: Strip, left: int, right: int) -> Pixels:
        return self.ink.grey[strip.top : strip.bottom, left:right]

    def _look_again(self, lines: list[Line], strips: list[Strip]) -> list[Line]:
        places = [
            look for n, (line, strip) in enumerate(zip(lines, strips, strict=True)) for look in looks(n, line, strip)
        ]
        pictures = [self._picture(strips[place.line], place.left, place.right) for place in places]
        for place, signs in zip(places, self.recogniser.read(pictures), strict=True):
            strip = strips[place.line]
            again = [_letter(sign, replace(strip, left=place.left)) for sign in signs]
            lines[place.line] = merged(lines[place.line], again, place, strip, self.ink.mask)
        return lines

    def _boxed(self, line: Line, strip: Strip) -> Iterator[Letter]:
        """The letters, each with the box of its own ink."""
        area = around(strip.pieces)
        for number, letter in enumerate(line):
            left, right = letter.middle - letter.reach, letter.middle + letter.reach
            if number:
                left = max(left, (line[number - 1].middle + letter.middle) / 2)
            if number + 1 < len(line):
                right = min(right, (letter.middle + line[number + 1].middle) / 2)
            left, right = max(int(left), area.left), min(int(right) + 1, area.right)
            if letter.letter in "%％":
                left, right = self._unbroken(letter, area) or (left, right)
            cell = self.ink.mask[area.top : area.bottom, left:right]
            across, down = np.flatnonzero(cell.any(axis=0)), np.flatnonzero(cell.any(axis=1))
            if len(across):
                box = Area(
                    left + int(across[0]), area.top + int(down[0]),
                    left + int(across[-1]) + 1, area.top + int(down[-1]) + 1,
                )  # fmt: skip
                holes = rings(self.ink.grey, box, letter.size) if letter.letter in "%％" else 0
                yield replace(letter, left=box.left, top=box.top, right=box.right, bottom=box.bottom, holes=holes)
            elif unicodedata.category(letter.letter) != "So":  # ☑ ◇ …: the recogniser sees such signs in white
                yield replace(letter, left=left, right=max(right, left + 1), top=area.top, bottom=area.bottom)

    def _unbroken(self, letter: Letter, area: Area) -> tuple[int, int] | None:
        """How far ink goes from the middle of a letter without a gap; None when it runs on into its neighbours."""
        left = max(int(letter.middle - _WIDEST * letter.size), area.left)
        cell = self.ink.mask[area.top : area.bottom, left : int(letter.middle + _WIDEST * letter.size)]
        bare = np.asarray(cell.max(axis=0) == 0)
        middle = int(letter.middle) - left
        before, after = np.flatnonzero(bare[:middle]), np.flatnonzero(bare[middle:])
        begin = int(before[-1]) + 1 if len(before) else 0
        end = middle + int(after[0]) if len(after) else len(bare)
        return (left + begin, left + end) if 0.3 < (end - begin) / letter.size < _WIDEST else None


def _letter(sign: Sign, strip: Strip) -> Letter:
    left, right = strip.left + float(sign.left), strip.left + float(sign.right)
    return Letter(
        sign.letter, sign.score, left, strip.top, right, strip.bottom, strip.size, (left + right) / 2, sign.others
    )
