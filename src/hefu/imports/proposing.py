"""A mapping proposed from the headings of a file's tables, and from what stands below them. Shown, never just used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from hefu.errors import UsageError
from hefu.extract.headings import read_unit
from hefu.extract.text import normalise
from hefu.imports import times
from hefu.imports.amounts import UnclearError, is_missing
from hefu.imports.apart import told_apart
from hefu.imports.bases import base
from hefu.imports.blocks import Block, alone, blocks, captions, follow, heads_of, is_chinese, names_of, units_line
from hefu.imports.builtin import known
from hefu.imports.columns import Columns
from hefu.imports.grid import Sheet, sheets
from hefu.imports.heads import next_heads
from hefu.imports.mapping import FIELDS, Shape, Source, TableMapping
from hefu.imports.naming import subject_of, unit_in
from hefu.imports.notes import signs
from hefu.imports.parting import parts
from hefu.imports.said import chinese_of
from hefu.imports.taking import take
from hefu.lexicon.areas import Areas
from hefu.lexicon.imports import bare
from hefu.lexicon.imports import load as lexicon
from hefu.lexicon.indicators import load as indicators
from hefu.model import Document

_STATED = re.compile(r"(?:[（(].*[）)]|实际|预计|目标|计划|完成|预期|规划|实绩|数|值)+")
_MOVED = re.compile(
    r"(?:.{0,3}比上年.*|[比较](?:19|20)[0-9]{2}年?.*|同比.*|环比.*|比上月.*|增[长速减幅].*|较上年.*|[本当]月.*|累计.*|本期.*|上年同期.*|去年同期.*"
    r"|[±%]+|绝对[数值额]|总量|实绩)"
)
_NAMELESS = re.compile(r"(?:工作表|表)\s?[0-9(（]")
_MOST_TRIED = 20_000
"""Cells of a file up to which a proposal is tried out, to ask of what it leaves open."""
_KEPT = "indicator", "area", "period"


def propose(document: Document, areas: Areas) -> TableMapping:
    """A mapping for the tables of a document. UsageError when there is none with figures in it."""
    if not sheets(document):
        raise UsageError(f"{document.source.name} has no sheets: only tables (xlsx, xls, csv, tsv, SDMX) are imported")
    found = list(_tables(document, areas))
    if not found:
        raise UsageError(f"{document.source.name} has no table of figures with headings above them")
    if any(block.shape.exact for block in found):  # a sheet that explains hefu's columns is no table of figures
        found = [block for block in found if block.shape.exact]
    shapes = told_apart(found)
    marks, missing = signs(found)
    mapping = TableMapping(shapes, marks=marks, missing=missing)
    return replace(mapping, questions=tuple(_questions(document, mapping, areas)))


def _questions(document: Document, mapping: TableMapping, areas: Areas) -> Iterator[str]:
    """What a proposal leaves open: the figures that it does not read, by the reason; tables that it is not for."""
    if len(document.segments) > _MOST_TRIED or any(shape.exact for shape in mapping.shapes):
        return
    report = take(document, mapping, areas).report
    places: dict[str, list[str]] = {}
    for problem in report.problems:
        places.setdefault(f"{problem.field}: {problem.reason}", []).append(problem.place)
    for reason, where in places.items():
        yield f"{reason} ({where[0]}{f' and {len(where) - 1} more' if len(where) > 1 else ''})"
    for place in report.unused:
        yield f"{place}: there is no [[table]] for what stands here"


def headings(document: Document, mapping: TableMapping) -> list[str]:
    """The headings of the first table that a mapping is for: by these it is found again."""
    for sheet in (*parts(document), *sheets(document)):
        for block in blocks(sheet, mapping.shapes):
            return list(block.names.values())
    return []


def _tables(document: Document, areas: Areas) -> Iterator[Block]:
    """The tables of a document with the shapes that are proposed for them, in its order."""
    before: Block | None = None
    for part in parts(document):
        for block in _candidates(part):
            follow(block, before)
            shape = known(block.names.values(), block.shape.heads) or _Proposal(block, areas).shape()
            if shape is not None:
                block.shape = shape
                before = block
                yield block
                break


def _candidates(sheet: Sheet) -> Iterator[Block]:
    """What may be the table of a sheet, from above to below: its headings, and all rows below them."""
    rows, at = list(sheet.rows), 0
    while (begin := next_heads(sheet, rows, at)) is not None:
        first, heads = begin
        found = heads_of(sheet, rows[first : first + heads])
        above = captions(sheet, rows[max(at, first - 8) : first])
        yield Block(sheet, Shape(heads, {}), found, names_of(found), above, rows[first + heads :])
        at = first + heads


class _Proposal(Columns):
    """Where a table says the fields of its figures."""

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
        self._from_lines(fields)
        self._from_headings(fields, figures)
        self._from_captions(fields)
        values = tuple(names[column] for column in figures) if self._long(fields, figures) else ()
        leave = tuple(names[column] for column, role in roles.items() if role == "ignored")
        made = {name: tuple(fields[name]) for name in FIELDS if fields.get(name)}
        shape = Shape(len(self.block.heads), made, values, leave)
        return replace(shape, fill=self._fill(made), dates=self._dates(made))

    # ------------------------------------------------------------ what headings and captions say

    def _from_headings(self, fields: dict[str, list[Source]], figures: Sequence[int]) -> None:
        """For each field that no column has: the rows of headings that say it above the figures."""
        lines = [[row[column].words for column in figures if column in row] for row in self.block.heads]
        chinese = any(is_chinese(word) for words in lines for word in words)
        kinds = [self._kind_of_row(words) if words and _speaks(words, chinese) else "" for words in lines]
        named = [n for n, kind in enumerate(kinds) if kind == "indicator"]
        if "indicator" not in fields and named:
            fields["indicator"] = [Source("heading", str(n + 1)) for n in _needed(lines, named)]
        for number, kind in enumerate(kinds, 1):
            if kind == "period" or (kind in ("area", "unit", "basis") and kind not in fields):
                fields.setdefault(kind, []).append(Source("heading", str(number)))
            elif kind == "indicator" and "unit" not in fields and any(map(unit_in, lines[number - 1])):
                fields["unit"] = [Source("heading", str(number))]
            if kind == "indicator" and any(map(base, lines[number - 1])):
                fields.setdefault("basis", []).append(Source("heading", str(number)))

    def _from_lines(self, fields: dict[str, list[Source]]) -> None:
        """Lines between the rows that say when or where the figures below them are."""
        cells = [self.block.sheet.rows[row] for row in self.block.rows]
        last = max((n for n, row in enumerate(cells) if not alone(row)), default=0)
        lines = [next(iter(row.values())).words for row in cells[:last] if alone(row)]
        if not lines or not alone(cells[0]):
            return
        if all(map(_only_time, lines)):
            fields.setdefault("period", []).append(Source("line"))
        elif "area" not in fields and all(map(self.is_area, lines)):
            fields["area"] = [Source("line")]

    def _kind_of_row(self, words: Sequence[str]) -> str:
        count = len(words)
        if all(bare(chinese_of(word)) in lexicon().roles or _moved(word) for word in words):
            return ""
        if sum(self.is_area(word) for word in words) > 0.6 * count:
            return "area"
        if sum(_is_unit(word) or is_missing(word) for word in words) > 0.8 * count:
            return "unit"
        if all(base(word) is not None and not subject_of(word) for word in words):
            return "basis"
        timed = [word for word in words if times.spot(word)]
        if timed and all(_only_time(word) or _moved(word) for word in words):
            return "period"
        return "indicator"

    def _from_captions(self, fields: dict[str, list[Source]]) -> None:
        lines = [cell.words for cell in self.block.captions]
        sheet = self.block.sheet.name or ""
        headed = all(one.kind == "heading" for one in fields.get("unit", ()))
        if headed and any(units_line(line) or unit_in(line) for line in lines):
            fields.setdefault("unit", []).append(Source("caption"))
        if self._without_year(fields):
            if any(times.spot(line) for line in lines):
                fields.setdefault("period", []).append(Source("caption"))
            elif times.spot(sheet):
                fields.setdefault("period", []).append(Source("sheet"))
        if any(map(base, lines)) and "basis" not in fields:
            fields["basis"] = [Source("caption")]
        if "indicator" not in fields and any(map(subject_of, lines)):
            fields["indicator"] = [Source("caption")]
        elif "indicator" not in fields and is_chinese(sheet) and subject_of(sheet) and not _NAMELESS.match(sheet):
            fields["indicator"] = [Source("sheet")]

    def _without_year(self, fields: dict[str, list[Source]]) -> bool:
        """Whether the times of columns and headings leave the year open, or there are none."""
        for source in fields.get("period", ()):
            if source.kind == "line":
                return False
            column = self.block.column(source.what) if source.kind == "column" else None
            heads = self.block.heads[source.row].values() if source.kind == "heading" else ()
            words = self.words(column) if column is not None else [cell.words for cell in heads]
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
            for words in self.words(column) if column is not None else ():
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


def _speaks(words: Sequence[str], chinese: bool) -> bool:
    """Whether a row of headings is more than the English of another one."""
    return not chinese or any(map(is_chinese, words)) or not all(re.search(r"[a-z]{3}", word) for word in words)


def _needed(lines: Sequence[Sequence[str]], named: Sequence[int]) -> list[int]:
    """The rows of headings that name figures together: without groups above names that are known by themselves."""
    *above, last = named
    lowest = [subject_of(word) for word in lines[last]]
    whole = all(word and (indicators().find(word) or _moved(word)) for word in lowest)
    told = whole and len(set(lines[last])) == len(lines[last])
    return [*(n for n in above if not told and any(map(subject_of, lines[n]))), last]


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
