"""Which rows of a sheet are the headings of a table: those above the first figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from hefu.extract.headings import read_unit
from hefu.extract.text import normalise
from hefu.imports.amounts import UnclearError, amount, is_missing
from hefu.imports.blocks import alone, distinct, numbers_columns, units_line
from hefu.imports.grid import Cell, Sheet
from hefu.lexicon.imports import bare
from hefu.lexicon.imports import load as lexicon

YEAR = re.compile(r"(?:19|20)[0-9]{2}年?(?:\s?[（(][^（）()]*[）)])?")
_MOST_HEADS = 4


def next_heads(sheet: Sheet, rows: Sequence[int], at: int) -> tuple[int, int] | None:
    """Where the next rows of headings begin, from this one on, and how many they are: those right above figures."""
    for number in range(at + 1, len(rows)):
        row = sheet.rows[rows[number]]
        if not numbers_columns(row) and has_figure(row):
            first = _above(sheet, rows, at, number)
            if first is not None:
                return _extended(sheet, rows, at, first)
    return None


def _above(sheet: Sheet, rows: Sequence[int], at: int, number: int) -> int | None:
    """The lowest row of headings above a row of figures; lines that name a group of rows (一、农业) stand between."""
    for first in range(number - 1, at - 1, -1):
        row = sheet.rows[rows[first]]
        if has_figure(row) and not numbers_columns(row):
            return None
        if not alone(row) or len(sheet.rows[rows[number]]) == 1:
            return first
    return None


def _extended(sheet: Sheet, rows: Sequence[int], at: int, first: int) -> tuple[int, int]:
    """All rows of headings of which this is the lowest: where they begin, and how many they are."""
    if numbers_columns(sheet.rows[rows[first]]) and first > at:
        first -= 1
    last = first
    while first > at and last - first < _MOST_HEADS - 1 and _is_above(sheet, rows, first - 1, first):
        first -= 1
    lines = [sheet.rows[row] for row in rows[first : last + 1]]
    named = next((n for n, (upper, lower) in enumerate(pairwise(lines)) if _is_row_of(upper, lower)), None)
    return first, len(lines) if named is None else named + 1


def _is_row_of(heads: dict[int, Cell], row: dict[int, Cell]) -> bool:
    """Whether a row has words of its own under headings such as 指标 and 地区, and so is none of headings itself."""
    known = lexicon().roles
    wide = {cell.start for left, cell in heads.items() if heads.get(left + 1) == cell}
    named = [column for column, cell in heads.items() if bare(cell.words) in known and cell.start not in wide]
    below = [row[column].words for column in named if column in row and row[column] != heads[column]]
    return len(named) > 1 and len(below) > 1 and not any(bare(words) in known for words in below)


def _is_above(sheet: Sheet, rows: Sequence[int], above: int, below: int) -> bool:
    """Whether the row above one of headings has headings, too: several, or one that covers several columns."""
    words = distinct(sheet.rows[rows[above]])
    if any(units_line(cell.words) and "：" in normalise(cell.words) for cell in words):
        return False
    return rows[above] + 1 == rows[below] and len(words) > 1


def has_figure(row: dict[int, Cell]) -> bool:
    """Whether a row has figures: not only years, as headings have them."""
    cells = distinct(row)
    figures = [cell for cell in cells if is_figure(cell.words)]
    years = [cell for cell in figures if YEAR.fullmatch(cell.words.strip())]
    gaps = sum(is_missing(cell.words) for cell in cells)
    if not figures:
        return gaps > 0 and not all(is_missing(cell.words) or read_unit(normalise(cell.words)) for cell in cells)
    alone_in_time = len(figures) == 1 and 1 < len(cells) <= 3 and not gaps and not _time_first(cells)
    return len(years) < len(figures) or alone_in_time or gaps > 0


def _time_first(cells: Sequence[Cell]) -> bool:
    return len(cells) > 1 and YEAR.fullmatch(cells[-1].words.strip()) is not None


def is_figure(words: str) -> bool:
    """Whether a figure can be read in a cell, or one with a mark of which nothing is known yet."""
    try:
        amount(words, {})
    except UnclearError as error:
        return "mark" in error.parts and SIGN.fullmatch(error.parts["mark"]) is not None
    return True


def is_sign(words: str) -> bool:
    """Whether a cell has nothing but a sign, which may stand where there is no figure."""
    return _BARE.fullmatch(words.strip()) is not None


_BARE = re.compile(r"[^\w\s.,%‰()（）+]{1,2}")
SIGN = re.compile(r"[①-⑳❶-❿*＊†‡△▲☆★○●]{1,3}|[（(]?[0-9a-d][)）]")
"""A sign behind a figure that leads to a note."""
