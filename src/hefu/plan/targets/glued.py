"""Rows whose cells were run together: 31.240— in three columns is 31.2, 40 and nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from hefu.plan.targets.align import Piece
from hefu.plan.targets.figures import is_blank, is_words, match
from hefu.plan.targets.rows import BINDING, is_unit

_TOKEN = re.compile(
    r"[〔［\[【][^〕］\]】]{0,200}[〕］\]】]|—|[≥≤＞＜><约近]?[0-9][0-9.,]*(?:左右|以上|以内|以下|[*＊])*|[^0-9—〔［\[【≥≤＞＜><]+"
)
_LONGEST, _UNIT = 80, 10
"""So long at most are a row and a unit that were run together."""
_LARGEST = 4
"""A figure and the one aimed at, where nothing parts them, are taken to differ at most so many times."""


def parted(pieces: Sequence[Piece], columns: int, *, units: bool) -> list[Piece] | None:
    """The pieces of a row with its figures cut apart; None when they need not be, or cannot.

    units: a column of units stands before the figures, so that 地区生产总值亿元186.4245 is to be cut, too.
    """
    at = next((n for n, piece in enumerate(pieces) if piece.gap == "glued" and n and _figures(piece.text)), None)
    ahead: list[str] = []
    if at is None and units:
        at = next((n for n, piece in enumerate(pieces) if any(c.isdigit() for c in piece.text)), None)
        ahead = _name_and_unit(pieces[at].text) if at is not None and len(pieces[at].text) <= _LONGEST else []
        at = at if ahead else None
    if at is None:
        return None
    piece = pieces[at]
    cuts = _best(piece.text[sum(map(len, ahead)) :], columns)
    if cuts is None or len(cuts) < 2:
        return None
    found, start = [], 0
    for cut in (*ahead, *cuts):
        found.append(replace(piece, cell=piece.cell.part(start, start + len(cut))))
        start += len(cut)
    return [*pieces[:at], *found, *pieces[at + 1 :]]


def _name_and_unit(text: str) -> list[str]:
    """地区生产总值, 亿元 at the head of what was run together; nothing where no unit stands before the figures."""
    for digit in re.finditer(r"(?<![0-9.,])[—〔［\[【≥≤＞＜><约近]*[0-9]", text):
        for size in range(min(_UNIT, digit.start() - 2), 0, -1):
            start = digit.start() - size
            if is_unit(text[start : digit.start()]):
                return [text[:start], text[start : digit.start()]]
    return []


def _figures(text: str) -> bool:
    return (text[0] in "—〔［[【≥≤＞＜><约近" or text[0].isdigit()) and not BINDING.fullmatch(text)


def _best(text: str, columns: int) -> list[str] | None:
    """The cut into as many cells as there are columns whose figures are nearest to each other."""
    tokens = _TOKEN.findall(text)
    if "".join(tokens) != text or len(tokens) > 2 * columns + 2:
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
