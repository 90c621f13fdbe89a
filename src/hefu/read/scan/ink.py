"""From a picture of a page to its ink: upright, on white, told apart into characters, rules and pictures."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from hefu.read.scan.shapes import Area, Boxes, Pixels, boxes_of, middles_in

_WHITE = 235
"""The grey of paper after the light was evened out."""
_STEEPEST = 8.0
"""The largest skew that is looked for, in degrees."""
_BANDS = 6
"""Lines are looked for in so many upright bands: those of neighbouring columns need not be level."""
_SHADE, _SHADED = 8, 0.8
"""The paper is looked at on a scale of 1 to so many; darker than this share of it, all around, is a picture."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A straight page. size: height of its most common type; parts: the connected pieces of ink that are type.

    upright: the affine map (2 × 3) from the straight page to the picture as it was given.
    """

    grey: Pixels
    mask: Pixels
    upright: np.ndarray
    size: float
    parts: Boxes
    level: tuple[Area, ...]
    plumb: tuple[Area, ...]
    pictures: tuple[Area, ...]


def ink_of(picture: Pixels) -> Ink | None:
    """The ink of a grey picture; None when it has no type."""
    grey = _even(picture)
    angle = skew(_dark(grey))
    grey, upright = _turned(grey, angle)
    mask = _dark(grey)
    pieces = _pieces(mask)
    size = _type_size(pieces)
    if size is None:
        return None
    pictures = _pictures(_turned(picture, angle)[0], size)
    level, plumb = (_alone(rules, pieces, size, pictures) for rules in _rules(mask, size))
    parts = _type(pieces, mask, size, (*level, *plumb), pictures)
    return Ink(grey, mask, upright, size, parts, level, plumb, pictures) if len(parts) else None


def _even(picture: Pixels) -> Pixels:
    """The page as if it were lit evenly, its paper nearly white."""
    small = cv2.resize(picture, None, fx=1 / _SHADE, fy=1 / _SHADE, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 15)
    paper = cv2.resize(paper, (picture.shape[1], picture.shape[0]))
    return np.asarray(cv2.divide(picture, np.maximum(paper, 60), scale=_WHITE), np.uint8)


def _dark(grey: Pixels) -> Pixels:
    """255 where there is ink."""
    _, mask = cv2.threshold(cv2.GaussianBlur(grey, (3, 3), 0), 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    return np.asarray(mask, np.uint8)


def skew(mask: Pixels) -> float:
    """By how many degrees the lines of a page fall to the right: where their edges are sharpest."""
    half = cv2.resize(mask, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    y, x = np.nonzero(half > 100)
    if not len(x):
        return 0.0
    keep = slice(None, None, len(x) // 400_000 + 1)
    y, x = y[keep], x[keep]
    band, across = x * _BANDS // half.shape[1], x - half.shape[1] / 2
    margin = int(half.shape[1] * np.tan(np.radians(_STEEPEST + 1)) / 2) + 2
    rows = half.shape[0] + 2 * margin

    def sharpness(angle: float) -> float:
        place = np.round(y - across * np.tan(np.radians(angle)) + 0.25).astype(np.int64) + margin
        counts = np.bincount(band * rows + place, minlength=_BANDS * rows).reshape(_BANDS, rows)
        return float((np.diff(counts, axis=1).astype(np.float64) ** 2).sum())

    best, width, step = 0.0, _STEEPEST, 0.5
    while step > 0.02:
        angles = np.arange(best - width, best + width + step / 2, step)
        best = float(max(angles, key=sharpness))
        width, step = step, step / 4
    return best


def _turned(grey: Pixels, angle: float) -> tuple[Pixels, np.ndarray]:
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    straight = cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(straight, np.uint8), cv2.invertAffineTransform(matrix)


# ---------------------------------------------------------------- pieces


def _pieces(mask: Pixels) -> Boxes:
    """The connected pieces of ink, without specks."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = stats[1:]
    found = found[found[:, cv2.CC_STAT_AREA] >= 5]
    left, top, width, height = found[:, 0], found[:, 1], found[:, 2], found[:, 3]
    return np.stack((left, top, left + width, top + height), axis=1).astype(np.int32)


def _type_size(pieces: Boxes) -> float | None:
    """The height of the most common type: many pieces are whole characters, the rest are parts of some."""
    width, height = pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1]
    whole = height[(height >= 6) & (height <= 250) & (width <= 4 * height)]
    return float(np.percentile(whole, 75)) if len(whole) else None


def _rules(mask: Pixels, size: float) -> tuple[tuple[Area, ...], tuple[Area, ...]]:
    """Printed rules, level and plumb: long, thin, and alone."""
    found = []
    for turned in (False, True):
        long, thick = int(size * (5 if turned else 7)), max(int(size * 0.4), 4)
        near = cv2.dilate(mask, np.ones((1, 3) if turned else (3, 1), np.uint8))
        opened = cv2.morphologyEx(near, cv2.MORPH_OPEN, np.ones((long, 1) if turned else (1, long), np.uint8))
        boxes = _pieces(np.asarray(opened, np.uint8))
        areas = [Area(*box) for box in boxes.tolist()]
        found.append(tuple(a for a in areas if (a.width if turned else a.height) <= thick + 2))
    return found[0], found[1]


def _alone(rules: tuple[Area, ...], pieces: Boxes, size: float, pictures: tuple[Area, ...]) -> tuple[Area, ...]:
    """The rules that are no stroke of a large character and no line in a picture."""
    width, height = pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1]
    large = pieces[(np.maximum(width, height) <= 9 * size) & (np.minimum(width, height) > 1.5 * size)]
    others = [*pictures, *(Area(*box) for box in large.tolist())]
    return tuple(rule for rule in rules if not any(other.holds(rule) for other in others))


def _pictures(grey: Pixels, size: float) -> tuple[Area, ...]:
    """Pictures: where the paper is dark over an area in which type would leave some of it white."""
    small = cv2.resize(grey, None, fx=1 / _SHADE, fy=1 / _SHADE, interpolation=cv2.INTER_AREA)
    lightest = cv2.dilate(small, np.ones((7, 7), np.uint8))
    dark = (lightest < _SHADED * np.median(lightest)).astype(np.uint8)
    dark = cv2.dilate(dark, np.ones((7, 7), np.uint8))
    boxes = _pieces(np.asarray(dark, np.uint8))
    areas = [Area(*(box * _SHADE for box in row)) for row in boxes.tolist()]
    height, width = grey.shape
    return tuple(
        area
        for area in areas
        if min(area.width, area.height) >= 4 * size and area.width * area.height < 0.9 * width * height
    )


def _type(pieces: Boxes, mask: Pixels, size: float, rules: tuple[Area, ...], pictures: tuple[Area, ...]) -> Boxes:
    """The pieces that are type: no rules, no specks, nothing in pictures."""
    keep = np.ones(len(pieces), bool)
    width, height = pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1]
    keep &= np.maximum(width, height) >= max(size * 0.12, 3)
    keep &= (height <= 9 * size) & (width <= 30 * size)
    for area in pictures:
        keep &= ~middles_in(pieces, area)
    for rule in boxes_of(rules):
        inside = (pieces[:, 0] >= rule[0] - 3) & (pieces[:, 2] <= rule[2] + 3)
        inside &= (pieces[:, 1] >= rule[1] - 3) & (pieces[:, 3] <= rule[3] + 3)
        crosses = (
            (pieces[:, 0] < rule[2]) & (pieces[:, 2] > rule[0]) & (pieces[:, 1] < rule[3]) & (pieces[:, 3] > rule[1])
        )
        crosses &= np.maximum(width, height) > 5 * size
        keep &= ~(inside | crosses)
    return _without_specks(pieces[keep], mask, size)


def _without_specks(pieces: Boxes, mask: Pixels, size: float) -> Boxes:
    """The pieces but for small ones that stand alone: a full stop has its sentence beside it, dust has nothing."""
    reach = 2 * int(size) + 1
    ink = cv2.boxFilter((mask > 0).astype(np.float32), -1, (reach, reach), normalize=False)
    width, height = pieces[:, 2] - pieces[:, 0], pieces[:, 3] - pieces[:, 1]
    middle = (pieces[:, :2] + pieces[:, 2:]) // 2
    around_it = ink[np.minimum(middle[:, 1], ink.shape[0] - 1), np.minimum(middle[:, 0], ink.shape[1] - 1)]
    small = np.maximum(width, height) < 0.4 * size
    kept: Boxes = pieces[~small | (around_it > 2.5 * width * height)]
    return kept
