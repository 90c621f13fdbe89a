"""The lines of a column, as places to look at."""

from __future__ import annotations

import numpy as np

from hefu.read.scan.shapes import DOWN, Boxes, runs

_FLAT, _NEAR = 0.5, 0.4
"""A strip lower than this share of the type, and so near to the next, is a part of that line: the dot of a 丶."""
_TALL = 1.75
"""A strip so many times as high as its type holds more than one line."""


def lines_of(boxes: Boxes, size: float) -> list[Boxes]:
    """The lines that pieces of type make, from the top, each with its pieces. size: the height of common type."""
    strips = [boxes[(boxes[:, 1] >= top) & (boxes[:, 3] <= bottom)] for top, bottom in runs(boxes, DOWN)]
    return [part for strip in _mended(strips, size) for part in _parted(strip, size)]


def type_of(strip: Boxes) -> float:
    """The height of the type of a line: that of its tallest pieces, but for one or two."""
    return float(np.percentile(strip[:, 3] - strip[:, 1], 90))


def _height(strip: Boxes) -> int:
    return int(strip[:, 3].max() - strip[:, 1].min())


def _gap(above: Boxes, below: Boxes) -> int:
    return int(below[:, 1].min() - above[:, 3].max())


def _mended(strips: list[Boxes], size: float) -> list[Boxes]:
    """The strips, flat ones joined to the line that they were torn from."""
    found: list[Boxes] = []
    for strip in strips:
        if found and _belong(found[-1], strip, size):
            found[-1] = np.concatenate((found[-1], strip))
        else:
            found.append(strip)
    return found


def _belong(above: Boxes, below: Boxes, size: float) -> bool:
    joined = int(below[:, 3].max() - above[:, 1].min())
    type_ = max(size, type_of(np.concatenate((above, below))))
    flat = min(_height(above), _height(below)) < _FLAT * size
    return flat and _gap(above, below) < _NEAR * size and joined <= 1.3 * type_


def _parted(strip: Boxes, size: float) -> list[Boxes]:
    """The lines of a strip in which neighbouring lines touch: it is cut where least ink stands."""
    heights = strip[:, 3] - strip[:, 1]
    type_ = max(float(np.percentile(heights, 80)), 0.8 * size)
    if _height(strip) <= _TALL * type_:
        return [strip]
    top, middle = int(strip[:, 1].min()), (strip[:, 1] + strip[:, 3]) / 2
    rows = np.zeros(_height(strip) + 1)
    for begin, end, width in zip(strip[:, 1] - top, strip[:, 3] - top, strip[:, 2] - strip[:, 0], strict=True):
        rows[begin:end] += width
    low, high = int(0.7 * type_), len(rows) - int(0.7 * type_)
    if high <= low:
        return [strip]
    cut = top + low + int(rows[low:high][: int(type_)].argmin())
    upper, lower = strip[middle < cut], strip[middle >= cut]
    return [upper, *_parted(lower, size)] if len(upper) and len(lower) else [strip]
