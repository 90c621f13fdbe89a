"""The shapes that a chart is made of, its axis and scale, and labels that keep clear of each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor, log10

WIDTH = 752.0
RIGHT = 636.0
"""The plot ends at RIGHT of the WIDTH units of the drawing; what is beyond is for words."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    css: str
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; `round` is the radius of its corners."""

    css: str
    x: float
    y: float
    width: float
    height: float
    round: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """Words; `note` is the numbers of their sources."""

    css: str
    x: float
    y: float
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim, drawn as a link with a full name. One of `rect` and `path` is set, or neither: then it is a dot."""

    href: str
    name: str
    css: str
    x: float
    y: float
    rect: Rect | None = None
    path: str = ""


@dataclass(slots=True)
class Drawing:
    """The shapes of a chart, in the order in which they are drawn: rects, lines, claims, texts.

    begins_at: what a note must say: where the upper axis begins when that is not zero (with the unit).
    torn: periods stand side by side that do not follow one another.
    slim: the same for narrow screens.
    """

    width: float = WIDTH
    height: float = 0.0
    rects: list[Rect] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    claims: list[Claimed] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    begins_at: str = ""
    torn: bool = False
    slim: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """Periods from `left` to `right`, by the numbers of their slots."""

    shape: str
    numbers: tuple[int, ...]
    left: float
    right: float = RIGHT

    @property
    def step(self) -> float:
        """The width that a period has."""
        return (self.right - self.left) / max(len(self.numbers), 1)

    @property
    def tears(self) -> list[float]:
        """Where periods are left out."""
        pairs = pairwise(self.numbers)
        return [self.x(after) - self.step / 2 for before, after in pairs if after > before + 1]

    def x(self, number: int) -> float:
        """The middle of a period."""
        return self.left + (self.numbers.index(number) + 0.5) * self.step


MOST_EMPTY, MOST_SLOTS = 3, 26
"""A stretch of more empty periods is left out; of more periods in all only those with data are drawn."""


def axis(shape: str, numbers: Iterable[int], left: float, right: float = RIGHT) -> Axis:
    """The periods with these numbers and those between them, as far as there is room."""
    found = sorted(set(numbers))
    drawn = found[:1]
    for before, after in pairwise(found):
        drawn += range(before + 1 if after - before <= MOST_EMPTY + 1 else after, after + 1)
    return Axis(shape, tuple(drawn if len(drawn) <= MOST_SLOTS else found), left, right)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from bottom to top."""

    low: Decimal
    high: Decimal
    step: Decimal
    top: float
    bottom: float

    def y(self, value: Decimal) -> float:
        """The height of a value; one beyond the scale stands at its edge."""
        share = float((value - self.low) / (self.high - self.low))
        return self.bottom - min(max(share, 0.0), 1.0) * (self.bottom - self.top)

    def ticks(self) -> list[Decimal]:
        """The values that have a grid line."""
        return [self.low + self.step * n for n in range(round((self.high - self.low) / self.step) + 1)]


def scale(values: Sequence[Decimal], top: float, bottom: float, *, zero: bool) -> Scale:
    """A scale in round steps that holds all values with a little room; `zero`: it must hold zero."""
    low, high = min(values), max(values)
    if zero or 0 <= low <= high / 2:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    spread = (high - low) or abs(high) or Decimal(1)
    room = spread / 20
    step = _round_step(spread / (5 if bottom - top > 150 else 3))
    low = low if low == 0 else low - room
    high = high if high == 0 else high + room
    return Scale(step * floor(low / step), step * ceil(high / step), step, top, bottom)


_ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))


def _round_step(rough: Decimal) -> Decimal:
    size = Decimal(1).scaleb(floor(log10(rough)))
    return next(size * n for n in _ROUND if size * n >= rough)


# ---------------------------------------------------------------- labels

Box = tuple[float, float, float, float]
"""Left, top, right and bottom edge."""

_LATIN, _WIDE, _HIGH = 7.2, 12.6, 13.0


def width(words: str) -> float:
    """About how wide words are, in units of the drawing."""
    return sum(_LATIN if character < "\u2000" else _WIDE for character in words)


@dataclass(slots=True)
class Labels:
    """Finds places for words, so that they cover neither each other nor points, and lines only where they must."""

    left: float
    top: float
    bottom: float
    right: float = WIDTH
    taken: list[Box] = field(default_factory=list)
    crossed: list[Box] = field(default_factory=list)

    def avoid(self, x: float, y: float, reach: float = 7.0) -> None:
        """Keeps words off the square around a point."""
        self.taken.append((x - reach, y - reach, x + reach, y + reach))

    def avoid_line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Keeps words off a line."""
        pieces = max(int(abs(x2 - x1) // 10), int(abs(y2 - y1) // 10), 1)
        for n in range(1, pieces):
            x, y = x1 + (x2 - x1) * n / pieces, y1 + (y2 - y1) * n / pieces
            self.crossed.append((x - 2, y - 2, x + 2, y + 2))

    def put(self, text: Text, gap: float = 8.0, *, beside: bool = False) -> Text | None:
        """The words above, below, right or left of (text.x, text.y), where there is room; None where there is none.

        gap: how far the thing that they name reaches; beside: rather right of it than above.
        """
        above, below, right, left = self._places(text, gap)
        everything = [*self.taken, *self.crossed]
        tries = [(place, everything) for place in (above, below, right, left)]
        tries += [(place, self.taken) for place in (above, below, right, left)]
        if beside:
            tries = [(right, everything), (right, self.taken), *tries]
        for (css, x, y, box), obstacles in tries:
            if self._inside(box) and _free(box, obstacles):
                self.taken.append(box)
                return Text(f"{text.css} {css}".strip(), x, y, text.words, text.note)
        return None

    def _places(self, text: Text, gap: float) -> list[tuple[str, float, float, Box]]:
        wide = width(text.words + text.note)
        places = [
            ("mid", text.x, text.y - gap - 4, text.x - wide / 2),
            ("mid", text.x, text.y + gap + 13, text.x - wide / 2),
            ("", text.x + gap + 4, text.y + 4, text.x + gap + 4),
            ("end", text.x - gap - 4, text.y + 4, text.x - gap - 4 - wide),
        ]
        return [(css, x, y, (left, y - _HIGH + 3, left + wide, y + 3)) for css, x, y, left in places]

    def _inside(self, box: Box) -> bool:
        left, high, right, low = box
        return left >= self.left - 30 and right <= self.right and high >= self.top and low <= self.bottom


def _free(box: Box, obstacles: Iterable[Box]) -> bool:
    left, high, right, low = box
    return all(right <= a or left >= c or low <= b or high >= d for a, b, c, d in obstacles)
