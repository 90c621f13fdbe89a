"""Tables → statements, as a mapping says, each with the cells that it was taken from; what is unclear is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from hefu.errors import UsageError
from hefu.imports import bases
from hefu.imports.amounts import UnclearError, is_missing
from hefu.imports.blocks import Block, alone, blocks, numbers_columns
from hefu.imports.exact import Exact
from hefu.imports.fields import Reader
from hefu.imports.grid import Cell, Sheet, sheets
from hefu.imports.heads import has_figure, is_figure
from hefu.imports.mapping import TableMapping
from hefu.imports.parting import parts
from hefu.lexicon.areas import Areas
from hefu.lexicon.imports import bare
from hefu.model import Document, Extraction, Numeral, NumeralClass, Statement, Words
from hefu.read.sheets import is_incomplete

_NUMERAL = re.compile(r"[0-9０-９]+(?:[,，][0-9０-９]{3}(?![0-9０-９]))*(?:[.．][0-9０-９]+)?")
_NAMELESS = "its column has no heading, so it is not known what it is"
_LISTED = 200
"""So many problems are listed, and the rest counted."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A figure that was not taken. sheet, cell: where it stands.  field: what is unclear.  words: what stands there."""

    sheet: str | None
    cell: str
    field: str
    words: str
    reason: Words

    @property
    def place(self) -> str:
        """Where it stands, as spreadsheet programs write it."""
        return f"{self.sheet}!{self.cell}" if self.sheet else self.cell


@dataclass(slots=True)
class Report:
    """What came of the rows. missing: what stood where there is no figure, and how often.  unused: sheets without a
    table of the mapping.  notes: what the file's reader could not read.
    """

    tables: int = 0
    rows: int = 0
    figures: int = 0
    missing: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    unclear: int = 0
    unused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def clear(self) -> bool:
        """Whether nothing was left open."""
        return not self.unclear and not self.notes


@dataclass(frozen=True, slots=True)
class Taken:
    """What a mapping takes from a document."""

    extraction: Extraction
    report: Report


def take(document: Document, mapping: TableMapping, areas: Areas) -> Taken:
    """The figures of a document by a mapping. UsageError when it has no table with these headings."""
    found = sheets(document)
    if not found:
        raise UsageError(f"{document.source.name} has no sheets: only tables (xlsx, xls, csv, tsv, SDMX) are imported")
    report = Report(notes=[note for note in document.notes if is_incomplete(note)])
    taker = _Taker(document, mapping, areas, report)
    for block in _tables(document, found, mapping, report):
        taker.block(block)
    if not report.tables:
        wanted = ", ".join(dict.fromkeys(mapping.shapes[0].columns()))
        raise UsageError(f"{document.source.name} has no table with the columns of the mapping: {wanted}")
    statements = tuple(sorted(taker.statements, key=lambda one: one.start))
    report.figures = len(statements)
    return Taken(Extraction(statements, tuple(_numerals(found, statements, taker.times))), report)


def _tables(document: Document, whole: list[Sheet], mapping: TableMapping, report: Report) -> list[Block]:
    """The tables of a mapping: each by itself, else wherever they stand in their sheets; tells what has none."""
    found: list[Block] = []
    left: list[Sheet] = []
    for part in parts(document):
        here = blocks(part, mapping.shapes, found[-1] if found else None)
        found += here
        left += [] if here else [part]
    found = found or [block for sheet in whole for block in blocks(sheet, mapping.shapes)]
    used = {block.sheet.name for block in found}
    for sheet in left:
        if sheet.name and sheet.name not in (*used, *report.unused):
            report.unused.append(sheet.name)
        elif sheet.name in used and any(map(has_figure, sheet.rows.values())):
            first = next(iter(sheet.rows))
            report.unused.append(sheet.spot(first, min(sheet.rows[first])))
    return found


class _Taker:
    """Takes the figures, block by block."""

    def __init__(self, document: Document, mapping: TableMapping, areas: Areas, report: Report) -> None:
        self.document, self.mapping, self.areas, self.report = document, mapping, areas, report
        self.text = bases.without(document.text)
        said = (mark for mark, meaning in mapping.marks.items() if meaning == "missing")
        self.missing = frozenset(map(bare, (*mapping.missing, *said)))
        self.statements: list[Statement] = []
        self.times: set[int] = set()

    def block(self, block: Block) -> None:
        """The figures of a table."""
        self.report.tables += 1
        reader = (Exact if block.shape.exact else Reader)(self.document, self.text, block, self.mapping, self.areas)
        columns = block.figures()
        nameless = self._nameless(block, columns)
        if not columns:
            raise UsageError("the mapping leaves no column of figures: name one under values")
        for number in block.rows:
            row = block.sheet.rows[number]
            reader.pass_by(row)
            if numbers_columns(row) or (alone(row) and not set(row) & set(columns)):
                continue
            self.report.rows += 1
            for column in columns:
                self._cell(reader, number, row, column)
            for column in set(row) & nameless:
                if not is_figure(row[column].words):
                    continue
                self._tell(block.sheet, row[column], "value", Words(_NAMELESS))
                nameless.discard(column)
        self.times |= reader.times

    def _nameless(self, block: Block, columns: list[int]) -> set[int]:
        if block.shape.values:
            return set()
        return {column for number in block.rows for column in block.sheet.rows[number]} - block.names.keys()

    def _cell(self, reader: Reader | Exact, number: int, row: dict[int, Cell], column: int) -> None:
        cell = row.get(column)
        if cell is None or (cell.row, cell.column) != (number, column):
            return  # a merged cell counts where it begins
        if is_missing(cell.words, self.missing) and not reader.block.shape.exact:
            self.report.missing[cell.words.strip()] += 1
            return
        try:
            statement = reader.statement(row, cell, column)
        except UnclearError as error:
            self._tell(reader.block.sheet, cell, error.field, Words(error.reason, tuple(error.parts.items())), error.at)
            return
        if statement is None:
            self.report.missing[reader.said_missing] += 1
        else:
            self.statements.append(statement)

    def _tell(self, sheet: Sheet, cell: Cell, name: str, reason: Words, words: str | None = None) -> None:
        self.report.unclear += 1
        if len(self.report.problems) < _LISTED:
            where = sheet.place(cell.row, cell.column).cell or ""
            said = cell.words if words is None else words
            self.report.problems.append(Problem(sheet.name, where, name, said[:80], reason))


def _numerals(found: list[Sheet], statements: tuple[Statement, ...], times: set[int]) -> Iterator[Numeral]:
    """Every numeral of the sheets with its class: figures that came in, times, and what the mapping leaves aside."""
    taken = {statement.start for statement in statements}
    cells = {cell.start: cell for sheet in found for row in sheet.rows.values() for cell in row.values()}
    for start, cell in sorted(cells.items()):
        cls: NumeralClass = "quantity" if start in taken else "time" if start in times else "name"
        reason = {"quantity": "figure of an imported table", "time": "time in an imported table"}.get(
            cls, "not taken by the mapping"
        )
        for match in _NUMERAL.finditer(cell.words):
            yield Numeral(start + match.start(), start + match.end(), cls, reason)
            if cls == "quantity":
                break
