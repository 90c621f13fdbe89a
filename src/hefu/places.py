"""Where the characters of a document stand in the file that it was read from: page and box, paragraph, cell."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import overload


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points (1/72 inch) from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Boxes(Sequence[Box]):
    """Boxes in a row, four numbers each and no object: a long document has millions of them."""

    __slots__ = ("numbers",)

    def __init__(self, numbers: array[float]) -> None:
        """`numbers`: left, top, right, bottom of the first box, then of the next."""
        self.numbers = numbers

    @classmethod
    def of(cls, boxes: Iterable[Box]) -> Boxes:
        """The same boxes."""
        return cls(array("d", [number for box in boxes for number in (box.left, box.top, box.right, box.bottom)]))

    def __len__(self) -> int:
        return len(self.numbers) // 4

    @overload
    def __getitem__(self, place: int) -> Box: ...

    @overload
    def __getitem__(self, place: slice) -> Boxes: ...

    def __getitem__(self, place: int | slice) -> Box | Boxes:
        if isinstance(place, slice):
            start, stop, step = place.indices(len(self))
            if step == 1:
                return Boxes(self.numbers[4 * start : 4 * stop])
            return Boxes.of(self[number] for number in range(start, stop, step))
        at = range(len(self))[place]
        return Box(*self.numbers[4 * at : 4 * at + 4])

    def __iter__(self) -> Iterator[Box]:
        numbers = iter(self.numbers)
        return (Box(*four) for four in zip(numbers, numbers, numbers, numbers, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Boxes | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Boxes.of({tuple(self)!r})"


@dataclass(frozen=True, slots=True)
class Place:
    """Where characters stand in the source file; only what fits its format is set.

    offset: of the first character in the decoded file (text, Markdown, HTML).
    page, boxes: page number from 1, and one box a character (PDF, OFD, scans).
    scores: how sure the recogniser was of each character, 0 to 1 (scans).
    paragraph: number of the paragraph from 0, in document order (DOCX).
    table: number of the table from 0 (DOCX).
    row, column: numbers from 0, of the table (DOCX) or of the sheet (XLSX, XLS, CSV, TSV).
    sheet: name of the sheet (XLSX, XLS).
    """

    offset: int | None = None
    page: int | None = None
    boxes: Boxes | tuple[Box, ...] = ()
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    scores: tuple[float, ...] = ()

    @property
    def cell(self) -> str | None:
        """The cell of a sheet as spreadsheet programs call it: C5; None outside of sheets."""
        if self.row is None or self.column is None or self.table is not None:
            return None
        letters, number = "", self.column + 1
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{self.row + 1}"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the source as it is shown, in points (1/72 inch)."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of characters that stand together in the source, one after the other.

    Characters that the reader put in (a tab between cells, a line end between paragraphs)
    belong to no segment.
    """

    start: int
    end: int
    place: Place


def places(segments: Sequence[Segment], start: int, end: int) -> tuple[Place, ...]:
    """Where the characters from `start` to `end` of a text with these segments stand in the source, in order."""
    first = max(bisect_right(segments, start, key=lambda s: s.start) - 1, 0)
    found = []
    for at in range(first, len(segments)):
        segment = segments[at]
        if segment.start >= end:
            break
        low, high = max(start, segment.start), min(end, segment.end)
        if low < high:
            found.append(_clip(segment, low, high))
    return tuple(found)


def _clip(segment: Segment, low: int, high: int) -> Place:
    place, skip = segment.place, low - segment.start
    return replace(
        place,
        offset=None if place.offset is None else place.offset + skip,
        boxes=place.boxes[skip : skip + high - low],
        scores=place.scores[skip : skip + high - low],
    )
