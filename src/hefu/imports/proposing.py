"""A mapping proposed from the headings of a file's tables, and from what stands below them. Shown, never just used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from hefu.errors import UsageError
from hefu.extract.headings import UNIT, read_unit
from hefu.extract.text import normalise
from hefu.imports import times
from hefu.imports.amounts import UnclearError, amount, is_missing
from hefu.imports.blocks import (
    Block,
    alone,
    blocks,
    captions,
    distinct,
    heads_of,
    names_of,
    numbers_columns,
    units_line,
)
from hefu.imports.builtin import known
from hefu.imports.grid import Cell, Sheet, sheets
from hefu.imports.mapping import FIELDS, Shape, Source, TableMapping
from hefu.lexicon.areas import Areas
from hefu.lexicon.imports import bare
from hefu.lexicon.imports import load as lexicon
from hefu.model import Document

_SAMPLE = 60
_MOST_HEADS = 4
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]$")
_STATED = re.compile(r"(?:[（(].*[）)]|实际|预计|目标|计划|完成|预期|规划|实绩|数|值)+")
_MOVED = re.compile(
    r"(?:.{0,3}比上年.*|同比.*|环比.*|比上月.*|增[长速减幅].*|较上年.*|[本当]月.*|累计.*|本期.*|上年同期.*|去年同期.*"
    r"|[±%]+|绝对[数值额]|总量|实绩)"
)
_KEPT = "indicator", "area", "period"


def propose(document: Document, areas: Areas) -> TableMapping:
    """A mapping for the tables of a document. UsageError when there is none with figures in it."""
    found = sheets(document)
    if not found:
        raise UsageError(f"{document.source.name} has no sheets: only tables (xlsx, xls, csv, tsv, SDMX) are imported")
    shapes: list[Shape] = []
    for sheet in found:
        for shape in _of_sheet(sheet, areas):
            if shape not in shapes:
                shapes.append(shape)
    if not shapes:
        raise UsageError(f"{document.source.name} has no table of figures with headings above them")
    if any(shape.exact for shape in shapes):  # a sheet that explains hefu's columns is no table of figures
        shapes = [shape for shape in shapes if shape.exact]
    return TableMapping(tuple(shapes))


def headings(document: Document, mapping: TableMapping) -> list[str]:
    """The headings of the first table that a mapping is for: by these it is found again."""
    for sheet in sheets(document):
        for block in blocks(sheet, mapping.shapes):
            return list(block.names.values())
    return []


def _of_sheet(sheet: Sheet, areas: Areas) -> Iterator[Shape]:
    """The shapes of a sheet's tables, from above to below."""
    rows, at = list(sheet.rows), 0
    while (begin := _next_heads(sheet, rows, at)) is not None:
        first, heads = begin
        block = Block(sheet, Shape(heads, {}), heads_of(sheet, rows[first : first + heads]), {}, [])
        block.names = names_of(block.heads)
        block.captions = captions(sheet, rows[max(at, first - 8) : first])
        block.rows = rows[first + heads :]
        shape = known(block.names.values(), heads) or _Proposal(block, areas).shape()
        if shape is None:
            at = first + heads
            continue
        yield shape
        return


def _next_heads(sheet: Sheet, rows: Sequence[int], at: int) -> tuple[int, int] | None:
    """Where the next rows of headings begin, from this one on, and how many they are: those right above figures."""
    for number in range(at, len(rows)):
        row = sheet.rows[rows[number]]
        if number > at and not numbers_columns(row) and _has_figure(row):
            first = number - 1
            if numbers_columns(sheet.rows[rows[first]]) and first > at:
                first -= 1
            last = first
            while first > at and last - first < _MOST_HEADS - 1 and _heads(sheet, rows, first - 1, first):
                first -= 1
            lines = [sheet.rows[row] for row in rows[first : last + 1]]
            named = next((n for n, (upper, lower) in enumerate(pairwise(lines)) if _is_row_of(upper, lower)), None)
            if not alone(lines[-1]) or len(row) == 1:
                return first, len(lines) if named is None else named + 1
    return None


def _is_row_of(heads: dict[int, Cell], row: dict[int, Cell]) -> bool:
    """Whether a row has words of its own under headings such as 指标 and 地区, and so is none of headings itself."""
    known = lexicon().roles
    named = [column for column, cell in heads.items() if bare(cell.words) in known]
    below = [row[column].words for column in named if column in row and row[column] != heads[column]]
    return len(named) > 1 and len(below) > 1 and not any(bare(words) in known for words in below)


def _heads(sheet: Sheet, rows: Sequence[int], above: int, below: int) -> bool:
    """Whether the row above one of headings has headings, too: several, or one that covers several columns."""
    row = sheet.rows[rows[above]]
    words = distinct(row)
    if any(units_line(cell.words) and "：" in normalise(cell.words) for cell in words):
        return False
    return rows[above] + 1 == rows[below] and len(words) > 1


def _has_figure(row: dict[int, Cell]) -> bool:
    """Whether a row has figures: not only years, as headings have them."""
    cells = distinct(row)
    figures = [cell for cell in cells if _is_figure(cell.words)]
    years = [cell for cell in figures if _YEAR.fullmatch(cell.words.strip())]
    gaps = sum(is_missing(cell.words) for cell in cells)
    if not figures:
        return gaps > 0 and not all(is_missing(cell.words) or read_unit(normalise(cell.words)) for cell in cells)
    alone_in_time = len(figures) == 1 and 1 < len(cells) <= 3 and not gaps and not _time_first(cells)
    return len(years) < len(figures) or alone_in_time or gaps > 0


def _time_first(cells: Sequence[Cell]) -> bool:
    return len(cells) > 1 and _YEAR.fullmatch(cells[-1].words.strip()) is not None


def _is_figure(words: str) -> bool:
    try:
        amount(words, {})
    except UnclearError:
        return False
    return True


class _Proposal:
    """What the columns of a table are, by their headings and by what stands in them."""

    def __init__(self, block: Block, areas: Areas) -> None:
        self.block, self.areas = block, areas
        # only so many rows are looked at, spread over the table
        filled = ((row, block.sheet.rows[row]) for row in block.rows)
        rows = [row for row, cells in filled if not alone(cells) and not numbers_columns(cells)]
        step = max(len(rows) // _SAMPLE, 1)
        self.rows = rows[::step][:_SAMPLE]
        self.roles = {column: self._role(column) for column in block.names}

    def shape(self) -> Shape | None:
        """The shape of the table; None when it has no columns of figures."""
        roles, names = self.roles, self.block.names
        figures = [column for column, role in roles.items() if role == "value"]
        if not figures:
            return None
        fields: dict[str, list[Source]] = {}
        for column, role in roles.items():
            if role in FIELDS:
                fields.setdefault(role, []).append(Source("column", names[column]))
        self._from_headings(fields, figures)
        self._from_captions(fields)
        values = tuple(names[column] for column in figures) if self._long(fields, figures) else ()
        leave = tuple(names[column] for column, role in roles.items() if role == "ignored")
        made = {name: tuple(fields[name]) for name in FIELDS if fields.get(name)}
        shape = Shape(len(self.block.heads), made, values, leave)
        return replace(shape, fill=self._fill(made), dates=self._dates(made))

    # ------------------------------------------------------------ what a column is

    def _role(self, column: int) -> str:
        words = [bare(_BRACKETS.sub("", row[column].words)) for row in self.block.heads if column in row]
        known = lexicon().roles
        for word in reversed(words):
            if role := known.get(word):
                return self._checked(role, column)
        return self._by_cells(column)

    def _checked(self, role: str, column: int) -> str:
        """A word such as 项目 or 地区 heads the rows; beside figures it may head a column of them."""
        counted = role in ("indicator", "area") and self._share(column, _is_figure) > 0.8
        return "value" if counted and self._share(column, _is_code) < 0.8 else role

    def _by_cells(self, column: int) -> str:
        words = self._words(column)
        if not words:
            return "ignored"
        if self._share(column, lambda one: _is_figure(one) or is_missing(one)) > 0.6:
            years = self._share(column, lambda one: _YEAR.fullmatch(one.strip()) is not None)
            return "period" if years > 0.9 and column == min(self.block.names) else "value"
        if self._share(column, self._is_time) > 0.8:
            return "period"
        if self._share(column, lambda one: read_unit(normalise(one)) is not None) > 0.8:
            return "unit"
        if self._share(column, self._is_area) > 0.6:
            return "area"
        first = column == min(self.block.names) or "indicator" not in self._so_far(column)
        return "indicator" if first else "value" if self._share(column, _is_figure) > 0.3 else "ignored"

    def _so_far(self, column: int) -> set[str]:
        known = lexicon().roles
        heads = (bare(cell.words) for row in self.block.heads for cell in row.values())
        return {known.get(word, "") for word in heads} if column else set()

    def _words(self, column: int) -> list[str]:
        rows = (self.block.sheet.rows[row] for row in self.rows)
        return [row[column].words for row in rows if column in row and row[column].words.strip()]

    def _share(self, column: int, test: Callable[[str], bool]) -> float:
        words = self._words(column)
        return sum(map(test, words)) / len(words) if words else 0.0

    def _is_time(self, words: str) -> bool:
        try:
            times.period([(words, "")])
        except UnclearError:
            return (
                re.fullmatch(r"[0-9]{1,2}月|[一二三四]季度|第[一二三四1-4]季度", normalise(words.strip())) is not None
            )
        return True

    def _is_area(self, words: str) -> bool:
        plain = words.strip().lstrip("#＃").strip()
        return plain in self.areas or bare(plain) in lexicon().whole

    # ------------------------------------------------------------ what headings and captions say

    def _from_headings(self, fields: dict[str, list[Source]], figures: Sequence[int]) -> None:
        """For each field that no column has: the row of headings that says it above the figures."""
        for number, row in enumerate(self.block.heads, 1):
            words = [row[column].words for column in figures if column in row]
            if not words:
                continue
            kind = self._kind_of_row(words)
            if kind == "period" or (kind and kind not in fields):
                fields.setdefault(kind, []).append(Source("heading", str(number)))
            if kind == "indicator" and any(UNIT.search(normalise(one)) for one in words) and "unit" not in fields:
                fields["unit"] = [Source("heading", str(number))]

    def _kind_of_row(self, words: Sequence[str]) -> str:
        count = len(words)
        if all(bare(word) in lexicon().roles or _moved(word) for word in words):
            return ""
        if sum(self._is_area(word) for word in words) > 0.6 * count:
            return "area"
        if sum(_is_unit(word) or is_missing(word) for word in words) > 0.8 * count:
            return "unit"
        timed = [word for word in words if times.spot(word)]
        if timed and all(_only_time(word) or _moved(word) for word in words):
            return "period"
        return "indicator"

    def _from_captions(self, fields: dict[str, list[Source]]) -> None:
        lines = [cell.words for cell in self.block.captions]
        roles = self.roles.values()
        headed = all(one.kind == "heading" for one in fields.get("unit", ()))
        if headed and any(units_line(line) for line in lines):
            fields.setdefault("unit", []).append(Source("caption"))
        if any(times.spot(line) for line in lines) and self._without_year(fields):
            fields.setdefault("period", []).append(Source("caption"))
        if "indicator" not in fields and "indicator" not in roles and any(not units_line(line) for line in lines):
            fields["indicator"] = [Source("caption")]

    def _without_year(self, fields: dict[str, list[Source]]) -> bool:
        """Whether the times of columns and headings leave the year open, or there are none."""
        for source in fields.get("period", ()):
            column = self.block.column(source.what) if source.kind == "column" else None
            heads = self.block.heads[source.row].values() if source.kind == "heading" else ()
            words = self._words(column) if column is not None else [cell.words for cell in heads]
            if any(re.search(r"(?:19|20)[0-9]{2}", normalise(word)) for word in words):
                return False
        return True

    def _long(self, fields: dict[str, list[Source]], figures: Sequence[int]) -> bool:
        """Whether one column has all figures, so that a new column beside it is none."""
        return len(figures) == 1 and not any(one.kind == "heading" for name in _KEPT for one in fields.get(name, ()))

    def _fill(self, fields: dict[str, tuple[Source, ...]]) -> tuple[str, ...]:
        """Fields that stand only in the first of the rows that they hold for."""
        found = []
        for name in _KEPT:
            for source in fields.get(name, ()):
                column = self.block.column(source.what) if source.kind == "column" else None
                if column is None:
                    continue
                filled = [column in self.block.sheet.rows[row] for row in self.rows]
                if filled and filled[0] and not all(filled):
                    found.append(name)
        return tuple(dict.fromkeys(found))

    def _dates(self, fields: dict[str, tuple[Source, ...]]) -> str:
        """What days stand for: months or years, when all are first or last days of these."""
        days = set[str]()
        for source in fields.get("period", ()):
            column = self.block.column(source.what) if source.kind == "column" else None
            for words in self._words(column) if column is not None else ():
                try:
                    days.add(times.period([(words, "")]))
                except UnclearError:
                    return ""
        if not days or any(len(day) != 10 for day in days):
            return ""
        ends = {day[5:] for day in days}
        if ends <= {"12-31"} or ends <= {"01-01"}:
            return "year"
        firsts = all(day.endswith("-01") for day in days)
        return "month" if firsts or all(day[8:] in ("28", "29", "30", "31") for day in days) else ""


def _moved(words: str) -> bool:
    """Whether a heading only tells of a movement or a state: 比上年增长（%）, 累计."""
    return _MOVED.fullmatch(normalise(words.strip())) is not None


def _only_time(words: str) -> bool:
    found = times.spot(words)
    if found is None:
        return False
    rest = (words[: found[0]] + words[found[1] :]).strip("年末底 ")
    return not rest or _moved(rest) or _STATED.fullmatch(rest) is not None


def _is_unit(words: str) -> bool:
    return read_unit(normalise(words.strip("（）() "))) is not None


def _is_code(words: str) -> bool:
    return re.fullmatch(r"[0-9]{6}", words.strip()) is not None
