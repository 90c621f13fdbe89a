"""The page of the original on which a statement stands, with boxes for all statements on it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hefu.ledger.layout import places_between, unpack_segments
from hefu.places import Box, Page, Place, Segment, places
from hefu.web.reading import Link, Mark, Run

_AROUND, _ABOVE = 95.0, 26.0
"""How much of the page, in points, is shown beside and above a figure in the panel, at least."""
_WIDEST = 420.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of a page as SVG wants it, in points."""

    x: float
    y: float
    width: float
    height: float

    def __str__(self) -> str:
        """As a viewBox."""
        return f"{self.x:.1f} {self.y:.1f} {self.width:.1f} {self.height:.1f}"


@dataclass(frozen=True, slots=True)
class Marked:
    """A statement on a page: where it begins in the text, its kind, its rectangles, whether it is the chosen one."""

    start: int
    kind: str
    frames: tuple[Frame, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Folio:
    """A page of the original with the statements on it.

    evidence: rectangles of the words that the chosen statement was taken from.  close: the part of the page
    around the chosen one, None when it stands on another page.
    """

    number: int
    count: int
    width: float
    height: float
    marks: tuple[Marked, ...]
    evidence: tuple[Frame, ...]
    close: Frame | None

    @property
    def previous(self) -> int | None:
        """The page before."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The page behind."""
        return self.number + 1 if self.number < self.count else None


def folio(
    packed: bytes,
    pages: Sequence[Page],
    links: Sequence[Link],
    *,
    page: int | None = None,
    chosen: Run | None = None,
    evidence: Iterable[Mark] = (),
) -> Folio | None:
    """The page with a number (from 1), else that of the chosen statement, else the first; None without pages.

    packed: the places of all characters, as the ledger has them.  chosen: where the statement stands in the text.
    """
    if not pages:
        return None
    number = min(max(page or _page_of(packed, chosen) or 1, 1), len(pages))
    segments = unpack_segments(packed, page=number)
    marks = tuple(mark for mark in _marked(segments, links, chosen) if mark.frames)
    own = next((mark for mark in marks if mark.chosen), None)
    size = pages[number - 1]
    words = [frame for mark in evidence for frame in frames(places(segments, mark.start, mark.end))]
    close = _close(own.frames[0], size) if own else None
    return Folio(number, len(pages), size.width, size.height, marks, tuple(words), close)


def _page_of(packed: bytes, chosen: Run | None) -> int | None:
    """The page on which a statement begins."""
    if chosen is None:
        return None
    return next((place.page for place in places_between(packed, *chosen) if place.page), None)


def _marked(segments: Sequence[Segment], links: Sequence[Link], chosen: Run | None) -> Iterator[Marked]:
    if not segments:
        return
    first = bisect_left(links, segments[0].start, key=lambda link: link.end)
    for link in links[first:]:
        if link.start >= segments[-1].end:
            break
        found = tuple(frames(places(segments, link.start, link.end)))
        yield Marked(link.start, link.kind, found, chosen is not None and link.start == chosen[0])


def frames(found: Iterable[Place]) -> Iterator[Frame]:
    """The rectangles of characters, those that stand in one line beside each other as one."""
    last: Box | None = None
    for box in (box for place in found for box in place.boxes):
        if last and _goes_on(last, box):
            last = Box(last.left, min(last.top, box.top), max(last.right, box.right), max(last.bottom, box.bottom))
            continue
        if last:
            yield _frame(last)
        last = box
    if last:
        yield _frame(last)


def _goes_on(last: Box, box: Box) -> bool:
    """Whether a character stands in the line of the one before it."""
    apart = abs((box.top + box.bottom) - (last.top + last.bottom)) / 2
    return box.left >= last.left and apart < (box.bottom - box.top) / 2


def _frame(box: Box) -> Frame:
    return Frame(round(box.left, 1), round(box.top, 1), round(box.right - box.left, 1), round(box.bottom - box.top, 1))


def _close(frame: Frame, page: Page) -> Frame:
    """The part of a page around a rectangle."""
    width = min(max(frame.width + 2 * _AROUND, 2 * _AROUND), _WIDEST, page.width)
    height = min(frame.height + 2 * _ABOVE, page.height)
    left = min(max(frame.x + frame.width / 2 - width / 2, 0), page.width - width)
    top = min(max(frame.y + frame.height / 2 - height / 2, 0), page.height - height)
    return Frame(left, top, width, height)
