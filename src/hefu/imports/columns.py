"""What the columns of a table are: by their headings and by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable

from hefu.extract.headings import read_unit
from hefu.extract.text import normalise
from hefu.imports import times
from hefu.imports.amounts import UnclearError, is_missing
from hefu.imports.blocks import Block, alone, is_chinese, numbers_columns
from hefu.imports.heads import YEAR, is_figure, is_sign
from hefu.imports.said import chinese_of
from hefu.lexicon.areas import Areas
from hefu.lexicon.imports import bare
from hefu.lexicon.imports import load as lexicon

_SAMPLE = 60
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")


class Columns:
    """The columns of a table with their roles; only so many rows are looked at, spread over it."""

    def __init__(self, block: Block, areas: Areas) -> None:
        self.block, self.areas = block, areas
        filled = ((row, block.sheet.rows[row]) for row in block.rows)
        rows = [row for row, cells in filled if not alone(cells) and not numbers_columns(cells)]
        step = max(len(rows) // _SAMPLE, 1)
        self.rows = rows[::step][:_SAMPLE]
        self.roles = {column: self._role(column) for column in block.names}

    def words(self, column: int) -> list[str]:
        """What stands in a column."""
        rows = (self.block.sheet.rows[row] for row in self.rows)
        return [row[column].words for row in rows if column in row and row[column].words.strip()]

    def is_area(self, words: str) -> bool:
        """Whether words name an area, or the whole of the table's."""
        plain = chinese_of(words).strip().lstrip("#＃").strip()
        return plain in self.areas or bare(plain) in lexicon().whole

    def _role(self, column: int) -> str:
        words = [bare(_BRACKETS.sub("", chinese_of(row[column].words))) for row in self.block.heads if column in row]
        known = lexicon().roles
        for word in reversed(words):
            if role := known.get(word):
                return self._checked(role, column)
        return self._by_cells(column)

    def _checked(self, role: str, column: int) -> str:
        """A word such as 项目 or 地区 heads the rows; beside figures it may head a column of them."""
        counted = role in ("indicator", "area") and self._share(column, is_figure) > 0.8
        return "value" if counted and self._share(column, _is_code) < 0.8 else role

    def _by_cells(self, column: int) -> str:
        if not self.words(column):
            return "ignored"
        if self._share(column, lambda one: is_figure(one) or is_missing(one) or is_sign(one)) > 0.6:
            years = self._share(column, lambda one: YEAR.fullmatch(one.strip()) is not None)
            return "period" if years > 0.9 and column == min(self.block.names) else "value"
        if self._share(column, _is_time) > 0.8:
            return "period"
        if self._share(column, lambda one: read_unit(normalise(one)) is not None) > 0.8:
            return "unit"
        if self._share(column, self.is_area) > 0.6:
            return "area"
        left = min(self.block.names)
        first = column == left or "indicator" not in self._so_far(column)
        if column > left and self._share(column, is_chinese) < 0.2 < self._share(left, is_chinese):
            return "ignored"  # the names in English, beside the Chinese
        return "indicator" if first else "value" if self._share(column, is_figure) > 0.3 else "ignored"

    def _so_far(self, column: int) -> set[str]:
        known = lexicon().roles
        heads = (bare(cell.words) for row in self.block.heads for cell in row.values())
        return {known.get(word, "") for word in heads} if column else set()

    def _share(self, column: int, test: Callable[[str], bool]) -> float:
        words = self.words(column)
        return sum(map(test, words)) / len(words) if words else 0.0


def _is_time(words: str) -> bool:
    try:
        times.period([(words, "")])
    except UnclearError:
        return re.fullmatch(r"[0-9]{1,2}月|[一二三四]季度|第[一二三四1-4]季度", normalise(words.strip())) is not None
    return True


def _is_code(words: str) -> bool:
    return re.fullmatch(r"[0-9]{6}", words.strip()) is not None
