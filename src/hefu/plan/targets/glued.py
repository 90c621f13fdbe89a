"""Rows whose cells were run together: 31.240— in three columns is 31.2, 40 and nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from hefu.plan.targets.align import Piece
from hefu.plan.targets.figures import is_blank, is_words, match

_TOKEN = re.compile(
    r"[〔［\[【][^〕］\]】]*[〕］\]】]|—|[≥≤＞＜><约近]?[0-9][0-9.,]*(?:左右|以上|以内|以下|[*＊])*|[^0-9—〔［\[【≥≤＞＜><]+"
)
_LARGEST = 4
"""A figure and the one aimed at, where nothing parts them, are taken to differ at most so many times."""


def parted(pieces: Sequence[Piece], columns: int) -> list[Piece] | None:
    """The pieces of a row with its figures cut apart; None when they need not be, or cannot."""
    at = next((n for n, piece in enumerate(pieces) if piece.gap == "glued" and n and _figures(piece.text)), None)
    if at is None:
        return None
    piece = pieces[at]
    cuts = _best(piece.text, columns)
    if cuts is None or len(cuts) < 2:
        return None
    found, start = [], 0
    for cut in cuts:
        part = piece.cell.part(start, start + len(cut))
        found.append(replace(piece, cell=part))
        start += len(cut)
    return [*pieces[:at], *found, *pieces[at + 1 :]]


def _figures(text: str) -> bool:
    return text[0] in "—〔［[【≥≤＞＜><约近" or text[0].isdigit()


def _best(text: str, columns: int) -> list[str] | None:
    """The cut into as many cells as there are columns whose figures are nearest to each other."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text:
        return None
    found = [cells for cells in _cuts(tokens) if len(cells) == columns and all(map(_is_cell, cells))]
    return min(found, key=_distance, default=None)


def _is_cell(text: str) -> bool:
    return is_blank(text) or match(text) is not None or is_words(text)


def _cuts(tokens: Sequence[str]) -> Iterator[list[str]]:
    if not tokens:
        yield []
        return
    for first in _ways(tokens[0]):
        for rest in _cuts(tokens[1:]):
            yield [*first, *rest]


def _ways(token: str) -> Iterator[list[str]]:
    """One figure, or two that were run together."""
    yield [token]
    digits = re.match(r"[0-9.,]+", token)
    if digits:
        for at in range(1, digits.end()):
            if token[at] not in ".," and token[at - 1] not in ".,":
                yield [token[:at], token[at:]]


def _distance(cells: Sequence[str]) -> float:
    """How far the figures of neighbouring cells are from each other, and how unlike they are printed."""
    numbers = [found["num"] for found in map(match, cells) if found]
    total = 0.0
    for a, b in pairwise(numbers):
        low, high = sorted((Decimal(a.replace(",", "")), Decimal(b.replace(",", ""))))
        odd = low <= 0 or high > _LARGEST * low or re.match(r"0[0-9]", b)
        total += 99.0 if odd else float(high / low)
    return total
