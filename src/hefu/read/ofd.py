"""OFD (GB/T 33190), in which Chinese offices exchange documents: its text layer, with the boxes of the characters.

The library gives the runs of text of a page with their places in millimetres; they are put into printed lines here.
The width of a character is reckoned from that of its run: a box may be off by a fraction of a character.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from hefu.errors import ReadError
from hefu.places import Box, Place, Segment
from hefu.read import package
from hefu.read.parts import Note, Parts, Written
from hefu.read.text import furniture

_MEDIA_TYPE = "application/ofd"
_POINTS = 72 / 25.4
_ASCENT, _DESCENT = 0.88, 0.12
"""How far the type reaches above and below the line that it stands on, in its own height."""
_SAME_LINE, _GAP, _COLUMN_GAP = 0.5, 0.9, 2.5
"""Runs stand on one line, or a gap parts words or columns, from so many heights of the type on."""
_LARGER, _SHORTEST_TITLE, _LONGEST_TITLE = 1.3, 6, 80
"""A title has type so many times as large as most lines, and a number of characters between these."""
_MOST_PAGES = 5000
_OUTSIDE = 2.0
"""What stands further off the page than so many millimetres is not printed."""


def read_ofd(path: Path, data: bytes) -> Parts:
    """The document in an OFD file. Raises ReadError for what is no such file, damaged, or has no text layer."""
    package.check(path, data, "OFD", "OFD.xml")
    # Imported here: few files need it.
    import ofdkit

    try:
        with ofdkit.open(data) as document:
            writer = _Writer()
            notes = list(writer.pages(document.pages))
            notes += map(Note, document.warnings[:20])
    except Exception as error:  # Whatever a damaged package makes of the library means the same here.
        reason = f"cannot be read as OFD ({type(error).__name__})"
        raise ReadError(path, reason, "open it in an OFD reader and save it again, or as PDF") from error
    text = writer.whole(path)
    return Parts(
        text,
        _MEDIA_TYPE,
        segments=tuple(writer.segments),
        junk=furniture(text),
        claims={"style": writer.title} if writer.title else {},
        notes=tuple(notes),
    )


class _Writer(Written):
    """Writes the lines of pages, a form feed between two of them."""

    def __init__(self) -> None:
        super().__init__()
        self.segments: list[Segment] = []
        self.title = ""

    def pages(self, pages: Sequence[Any]) -> Iterator[Note]:
        """Writes the pages; says what was left out."""
        from ofdkit import OFDError

        for number, page in enumerate(pages[:_MOST_PAGES], 1):
            if number > 1:
                self.put("\n\f")
            try:
                left, top, width, height = page.box
                runs = page.runs
            except OFDError as error:
                yield Note(f"page {number} cannot be read: {type(error).__name__}")
                continue
            shown = [
                run
                for run in runs
                if left - _OUTSIDE <= run.x <= left + width + _OUTSIDE
                and top - _OUTSIDE <= run.y <= top + height + _OUTSIDE
            ]
            lines = _lines(shown)
            if number == 1:
                self.title = _largest(lines)
            for count, line in enumerate(lines):
                if count:
                    self.put("\n")
                if _indented(line, lines[max(count - 6, 0) : count + 7]):
                    self.put("\u3000\u3000")
                self._line(line, number, left, top)
        if len(pages) > _MOST_PAGES:
            yield Note(f"only the first {_MOST_PAGES} of {len(pages)} pages were read")

    def _line(self, line: list[Any], page: int, left: float, top: float) -> None:
        last = None
        for run in line:
            if last is not None:
                gap, size = run.x - last.x - last.width, max(min(run.size, last.size), 1.0)
                wide = last.text[-1] >= "\u2e80" and run.text[0] >= "\u2e80"
                self.put("\t" if gap > _COLUMN_GAP * size else " " if gap > _GAP * size and not wide else "")
            start = self.length
            self.put(run.text)
            boxes = tuple(_boxes(run, left, top))
            self.segments.append(Segment(start, self.length, Place(page=page, boxes=boxes)))
            last = run


def _lines(runs: Sequence[Any]) -> list[list[Any]]:
    """Runs by printed line; one that is printed twice in the same place, to look bold, once."""
    lines: list[list[Any]] = []
    seen = set()
    for run in sorted(runs, key=lambda run: (run.y, run.x)):
        key = (run.text, round(run.x * 2), round(run.y * 2))
        if key in seen or not run.text.strip():
            continue
        seen.add(key)
        if lines and abs(run.y - lines[-1][0].y) <= _SAME_LINE * max(min(run.size, lines[-1][0].size), 1.0):
            lines[-1].append(run)
        else:
            lines.append([run])
    for line in lines:
        line.sort(key=lambda run: run.x)
    return lines


def _indented(line: list[Any], near: Sequence[list[Any]]) -> bool:
    """Whether a line begins two characters inside its column, as Chinese paragraphs do."""
    edge = min(other[0].x for other in near)
    return bool(1.4 <= (line[0].x - edge) / max(line[0].size, 1.0) <= 2.6)


def _largest(lines: Sequence[list[Any]]) -> str:
    """The words in the largest type of a page, where some lines are plainly larger than most; else nothing."""
    sizes = sorted(line[0].size for line in lines)
    if not sizes or sizes[-1] < _LARGER * sizes[len(sizes) // 2]:
        return ""
    words = "".join(run.text for line in lines if line[0].size >= 0.95 * sizes[-1] for run in line)
    return words.strip() if _SHORTEST_TITLE <= len(words) <= _LONGEST_TITLE else ""


def _boxes(run: Any, left: float, top: float) -> Iterator[Box]:
    """The box of each character of a run, in points from the top left corner of the page."""
    parts = [2 if east_asian_width(character) in "WF" else 1 for character in run.text]
    unit = run.width / (sum(parts) or 1)
    at = run.x - left
    above, below = run.y - top - _ASCENT * run.size, run.y - top + _DESCENT * run.size
    for part in parts:
        yield Box(
            round(at * _POINTS, 2),
            round(above * _POINTS, 2),
            round((at + part * unit) * _POINTS, 2),
            round(below * _POINTS, 2),
        )
        at += part * unit
