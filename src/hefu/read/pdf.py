"""PDF with a text layer: one line a printed line, a form feed between pages, a box for every character."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from hefu.errors import ReadError
from hefu.model import Box, Place, Segment
from hefu.read.parts import Parts
from hefu.read.text import furniture

_NO_TEXT = "its pages are pictures, without a text layer"
_OCR = "recognise them first (OCR) and give hefu the text"
_GAP, _COLUMN_GAP = 0.9, 2.5
"""A gap of so many widths of a character parts words, or columns; less is spacing of the type."""
_MOST_PAGES = 5000
_SHORTEST_TITLE, _LARGER = 6, 1.3
"""A title has at least so many characters, and type so many times as large as most lines."""
_PUT_IN, _ENDS = frozenset(" \r\n"), frozenset("\r\n")
_UNUSUAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\xad\ud800-\udfff\U00010000-\U0010ffff]")
"""Characters that a text layer may give for a hyphen, for nothing, or in two halves."""
_MASTHEAD = re.compile(r"第.{1,3}版|[日晚时早]报")
_ODD = 0.3
"""With so large a share of letters that no Chinese text has, the fonts do not say which characters they show."""


def read_pdf(path: Path, data: bytes) -> Parts:
    """The document in a PDF. Raises ReadError when it is damaged, encrypted, or has no text."""
    # Imported here: the library takes a tenth of a second to load.
    import pypdfium2 as pdfium

    if b"startxref" not in data[-4096:] and b"%%EOF" not in data[-4096:]:
        raise ReadError(path, "is cut off: the end of the file is missing", "fetch it again")
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refusal(path, str(error)) from None
    try:
        return _read(path, pdf)
    except pdfium.PdfiumError as error:
        raise ReadError(path, f"is a damaged PDF file ({error})", "fetch it again") from None
    finally:
        pdf.close()


def _refusal(path: Path, reason: str) -> ReadError:
    if "assword" in reason or "ecurity" in reason:
        return ReadError(path, "is encrypted: a password is needed", "save a copy without one")
    return ReadError(path, "is a damaged PDF file", "fetch it again")


def _read(path: Path, pdf: Any) -> Parts:
    if len(pdf) > _MOST_PAGES:
        raise ReadError(path, f"has {len(pdf)} pages, at most {_MOST_PAGES} are read", "split it")
    writer = _Writer()
    for number in range(len(pdf)):
        page = pdf[number]
        writer.page(number + 1, _lines(_characters(page)))
        page.close()
    text = "".join(writer.written)
    if not text.strip():
        raise ReadError(path, _NO_TEXT, _OCR)
    return Parts(
        text,
        "application/pdf",
        segments=tuple(writer.segments),
        junk=furniture(text),
        claims={"style": writer.title} if writer.title else {},
        notes=tuple(_notes(text, writer.empty)),
    )


def _notes(text: str, empty: list[int]) -> Iterator[str]:
    if empty:
        pages = ", ".join(map(str, empty[:20])) + (" …" if len(empty) > 20 else "")
        yield f"pages without text: {pages}; {_OCR}"
    letters = Counter(text)
    odd = sum(times for letter, times in letters.items() if _is_odd(letter))
    if odd > _ODD * sum(times for letter, times in letters.items() if not letter.isspace()):
        yield "the fonts of this file do not say which characters they show: its text cannot be trusted"


def _is_odd(character: str) -> bool:
    code = ord(character)
    return not (code < 0x250 or 0x2000 <= code < 0x2800 or 0x2E80 <= code < 0xA000 or 0xF900 <= code < 0x10000 - 2)


# ---------------------------------------------------------------- characters


_Character = tuple[str, Box | None]
"""A character and its box; one that the library put in has none."""


def _characters(page: Any) -> list[_Character]:
    """The characters of a page in reading order."""
    from pypdfium2 import raw

    layer = page.get_textpage()
    handle, box = layer.raw, _Frame.of(page).box
    rectangle = raw.FS_RECTF()
    pointer = ctypes.byref(rectangle)
    measure, is_generated = raw.FPDFText_GetLooseCharBox, raw.FPDFText_IsGenerated
    found: list[_Character] = []
    try:
        for index, letter in enumerate(_letters(layer)):
            if letter in _PUT_IN and is_generated(handle, index) == 1:
                found.append((letter, None))
            elif letter and measure(handle, index, pointer):
                found.append((letter, box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)))
    finally:
        layer.close()
    return found


def _letters(layer: Any) -> list[str]:
    """The characters of a text layer, one for each index of it."""
    from pypdfium2 import raw

    count, handle = layer.count_chars(), layer.raw
    text = layer.get_text_range()
    if len(text) == count and not _UNUSUAL.search(text):
        return list(text)
    return [_letter(raw.FPDFText_GetUnicode(handle, index)) for index in range(count)]


def _letter(code: int) -> str:
    if code in (0x02, 0xAD):
        return "-"
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    if code < 0x20 and code not in (0x09, 0x0A, 0x0D):
        return ""
    return chr(code)


@dataclass(frozen=True, slots=True)
class _Frame:
    """How a page's own coordinates lie on the page as it is seen."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @classmethod
    def of(cls, page: Any) -> _Frame:
        left, bottom, right, top = page.get_cropbox()
        return cls(left, bottom, right, top, page.get_rotation())

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        if self.turn == 90:
            return Box(bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        if self.turn == 180:
            return Box(self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        if self.turn == 270:
            return Box(self.top - top, self.right - right, self.top - bottom, self.right - left)
        return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)


# ---------------------------------------------------------------- lines


@dataclass(slots=True)
class _Line:
    """A printed line: its characters, where it begins and ends, the height of its type."""

    characters: list[_Character]
    left: float
    right: float
    height: float
    indented: bool = False


def _lines(characters: list[_Character]) -> list[_Line]:
    found: list[_Line] = []
    line: list[_Character] = []
    last: Box | None = None
    for character in characters:
        letter, box = character
        ends = letter in _ENDS
        if ends or (last and box and box.left < last.left and _is_below(last, box)):
            if last:
                found.append(_line(line))
            line, last = [], None
        if not ends:
            line.append(character)
            last = box or last
    if last:
        found.append(_line(line))
    _mark_indents(found)
    return found


def _is_below(last: Box, box: Box) -> bool:
    """Whether a character begins another line, though the library put no line end before it."""
    return box.top >= last.bottom or box.bottom <= last.top


def _line(characters: list[_Character]) -> _Line:
    boxes = [box for _, box in characters if box]
    height = sorted([box.bottom - box.top for box in boxes])[len(boxes) // 2]
    if len(boxes) < len(characters):
        characters = list(_spaced(characters, height or 1))
    return _Line(characters, min([box.left for box in boxes]), max([box.right for box in boxes]), height)


def _spaced(characters: list[_Character], height: float) -> Iterator[_Character]:
    """The characters with such spaces, of those that the library put in, as part words; wide ones become tabs."""
    for place, character in enumerate(characters):
        letter, box = character
        if box or letter != " ":
            yield character
        elif 0 < place < len(characters) - 1:
            (before, left), (after, right) = characters[place - 1], characters[place + 1]
            gap = (right.left - left.right) / height if left and right else 0.0
            if gap >= _COLUMN_GAP:
                yield "\t", None
            elif gap >= _GAP or (left and right and before < "\u2e80" and after < "\u2e80"):
                yield character


def _mark_indents(lines: list[_Line]) -> None:
    """Finds the lines that begin two characters inside their column, as Chinese paragraphs do."""
    for number, line in enumerate(lines):
        near = lines[max(number - 6, 0) : number + 7]
        column = [other.left for other in near if other.left < line.right and other.right > line.left]
        line.indented = 1.4 <= (line.left - min(column)) / (line.height or 1) <= 2.6


def _largest(lines: list[_Line]) -> str:
    """The words in the largest type of a page, when some line is plainly larger than the rest; else nothing."""
    heights = sorted(line.height for line in lines)
    bare = [_bare(line) for line in lines]
    wordy = [n for n, words in enumerate(bare) if len(words) >= _SHORTEST_TITLE and not _MASTHEAD.search(words)]
    first = max(wordy, key=lambda number: lines[number].height, default=None)
    if first is None or lines[first].height < _LARGER * heights[len(heights) // 2]:
        return ""
    last = first
    while first and last - first < 3 and 0.95 <= lines[first - 1].height / lines[first].height <= 1.05:
        first -= 1
    while last + 1 < len(lines) and last - first < 3 and 0.95 <= lines[last + 1].height / lines[first].height <= 1.05:
        last += 1
    return "".join(bare[first : last + 1])


def _bare(line: _Line) -> str:
    return "".join([letter for letter, _ in line.characters if not letter.isspace()])


class _Writer:
    """Writes the text of the pages, with a segment for each run of characters that has boxes."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.length = 0
        self.segments: list[Segment] = []
        self.empty: list[int] = []
        self.title = ""

    def page(self, number: int, lines: list[_Line]) -> None:
        if number > 1:
            self._put("\n\f")
        if not lines:
            self.empty.append(number)
        elif not self.title and number == 1:
            self.title = _largest(lines)
        for count, line in enumerate(lines):
            if count:
                self._put("\n")
            if line.indented:
                self._put("\u3000\u3000")
            self._line(number, line.characters)

    def _line(self, number: int, characters: list[_Character]) -> None:
        for placed, group in groupby(characters, lambda character: character[1] is not None):
            run = list(group)
            start = self.length
            self._put("".join([letter for letter, _ in run]))
            if placed:
                boxes = tuple([box for _, box in run if box])
                self.segments.append(Segment(start, self.length, Place(page=number, boxes=boxes)))

    def _put(self, words: str) -> None:
        if words:
            self.written.append(words)
            self.length += len(words)
