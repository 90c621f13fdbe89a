"""The characters of a PDF page and where they stand, and whether its fonts say which characters they show."""

from __future__ import annotations

import ctypes
import math
import re
from array import array
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress, repeat
from typing import Any

_BLANK = re.compile(r"\s")
_UNUSUAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\xad\ud800-\udfff\U00010000-\U0010ffff]")
"""Characters that a text layer may give for a hyphen, for nothing, or in two halves."""

_ODD = re.compile("[\u0250-\u1fff\u2c00-\u2e7f\ua000-\uf8ff\ufffd]")
"""Letters of scripts that no Chinese document is written in, and places that no font must use.

Greek and Cyrillic letters stand in names and formulas: one by one they prove nothing.
"""
_BROKEN, _FEW = 0.08, 4
"""With so large a share, and so many, of such letters a page's fonts do not say which characters they show."""

_SAMPLE = 16
"""The direction of a page's text is that of most of so many of its characters."""

MOST = 200_000
"""So many characters of one page are read; more are no page but a way to fill the memory."""


Edges = Sequence[float]
"""The left, top, right or bottom edges of characters."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page that are no space, in the order of the file, with their edges in points.

    They count from the top left corner of the page, turned so that most of its text stands upright. seen: the four
    edges on the page as it is shown, where that is another thing (a wide table printed on a tall page).
    frame: how it was turned.

    spaces: the places (of the character behind), in order, where the file, or the library, has space. How wide it
    is tell the edges: a space in the file may be a hair, the end of a line, or a column of a table.
    """

    letters: str
    left: Edges
    top: Edges
    right: Edges
    bottom: Edges
    spaces: Sequence[int]
    frame: Frame
    seen: tuple[Edges, Edges, Edges, Edges] | None = None

    def edges(self) -> tuple[Edges, Edges, Edges, Edges]:
        """Left, top, right and bottom edges on the page as it is shown."""
        return self.seen or (self.left, self.top, self.right, self.bottom)


def is_broken(words: str) -> bool:
    """Whether so many characters are of strange scripts that the fonts' map of characters must be wrong."""
    odd = len(_ODD.findall(words))
    return odd >= _FEW and odd > _BROKEN * sum(1 for letter in words if not letter.isspace())


class Reader:
    """Reads the characters of pages; the room for their boxes is made once."""

    def __init__(self) -> None:
        self._room: Any = None
        self._pointers: list[Any] = []

    def glyphs(self, page: Any) -> Glyphs:
        """The characters of a page that are no space."""
        layer = page.get_textpage()
        try:
            count = min(layer.count_chars(), MOST)
            letters = _letters(layer, count)
            numbers = self._boxes(layer.raw, count)
            turn = _direction(layer.raw, letters)
        finally:
            layer.close()
        frame = Frame.of(page)
        return _placed(letters, numbers, frame, frame if turn is None else replace(frame, turn=turn))

    def _boxes(self, layer: Any, count: int) -> array[float]:
        """Left, top, right and bottom of every character, one after the other, as the page itself counts."""
        from pypdfium2 import raw

        if count > len(self._pointers):
            size = max(4096, count)
            self._room = (raw.FS_RECTF * size)()
            self._pointers = [ctypes.byref(self._room[number]) for number in range(size)]
        deque(map(raw.FPDFText_GetLooseCharBox, repeat(layer), range(count), self._pointers), maxlen=0)
        numbers = array("f")
        numbers.frombytes(memoryview(self._room).cast("B")[: 16 * count] if count else b"")
        return numbers


def _letters(layer: Any, count: int) -> str:
    """The characters of a text layer, one for each index of it; a space for what is none."""
    from pypdfium2 import raw

    text: str = layer.get_text_range(0, count) if count else ""
    if len(text) == count and not _UNUSUAL.search(text):
        return text
    handle = layer.raw
    return "".join([_letter(raw.FPDFText_GetUnicode(handle, index)) for index in range(count)])


def _letter(code: int) -> str:
    if code in (0x02, 0xAD):
        return "-"
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    return chr(code) if code >= 0x20 else " "


def _direction(layer: Any, letters: str) -> int | None:
    """How far, in degrees clockwise, a page must be turned for most of its text to stand upright; None without text."""
    from pypdfium2 import raw

    chosen = [place for place in range(0, len(letters), len(letters) // _SAMPLE + 1) if letters[place].isalnum()]
    angles = Counter(-round(raw.FPDFText_GetCharAngle(layer, place) / (math.pi / 2)) % 4 for place in chosen)
    return 90 * angles.most_common(1)[0][0] if angles else None


def _placed(letters: str, numbers: array[float], shown: Frame, upright: Frame) -> Glyphs:
    kept = bytearray(b"\1") * len(letters)
    spaces: list[int] = []
    for gone, blank in enumerate(_BLANK.finditer(letters)):
        place = blank.start()
        kept[place] = 0
        if not spaces or spaces[-1] != place - gone:
            spaces.append(place - gone)
    columns = [list(compress(numbers[side::4], kept)) for side in range(4)]
    seen = None if shown == upright else shown.seen(*columns)
    return Glyphs("".join(compress(letters, kept)), *upright.seen(*columns), spaces, upright, seen)


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page's own coordinates lie on the page as it is seen."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @classmethod
    def of(cls, page: Any) -> Frame:
        """The frame of a page."""
        left, bottom, right, top = page.get_cropbox()
        return cls(left, bottom, right, top, page.get_rotation())

    def seen(self, left: Edges, top: Edges, right: Edges, bottom: Edges) -> tuple[Edges, Edges, Edges, Edges]:
        """Left, top, right and bottom edges on the page as it is seen, from its top left corner."""
        if self.turn == 90:
            return _from(self.bottom, bottom), _from(self.left, left), _from(self.bottom, top), _from(self.left, right)
        if self.turn == 180:
            return _to(self.right, right), _from(self.bottom, bottom), _to(self.right, left), _from(self.bottom, top)
        if self.turn == 270:
            return _to(self.top, top), _to(self.right, right), _to(self.top, bottom), _to(self.right, left)
        return _from(self.left, left), _to(self.top, top), _from(self.left, right), _to(self.top, bottom)


def _from(origin: float, edges: Edges) -> Edges:
    return [edge - origin for edge in edges] if origin else edges


def _to(origin: float, edges: Edges) -> Edges:
    return [origin - edge for edge in edges]
