"""Import of ledgers that an office already keeps 台账: all or nothing, told row by row, and the second time nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hefu.errors import LedgerError, UsageError
from hefu.ledger.opening import writing
from hefu.office import cells, headings
from hefu.office.fields import SHEETS, Field
from hefu.office.headings import Layout, Maps
from hefu.office.models import Heading
from hefu.office.reading import sheets
from hefu.office.workbook import Cell, Grid, letters
from hefu.office.writing import Outcome, Writer

MOST_FAULTS = 50
"""So many faults are told at once."""

_GUIDES = {"说明", "填写说明", "guide", "readme"}
_KINDS = [sheet.kind for sheet in SHEETS]
_YEAR = re.compile(r"20\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell or row: the sheet, the cell or row, what to do."""

    sheet: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.sheet} {self.place}: {self.message}"


class ImportRefusedError(UsageError):
    """Sheets that cannot be imported as they are; nothing was. `faults` tells every cell."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        told = "\n".join(f"  {fault}" for fault in self.faults[:MOST_FAULTS])
        more = len(self.faults) - MOST_FAULTS
        told += "\n  " + _("and {n} more").format(n=more) if more > 0 else ""
        super().__init__(_("nothing was imported, these cells must be put right first:") + f"\n{told}")


@dataclass(slots=True)
class Row:
    """A row of a sheet: its values by field, and the cell of each."""

    kind: str
    sheet: str
    number: int
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Result:
    """What an import did, or would do: what became of each row, and what was left aside."""

    outcomes: list[Outcome] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def run(
    paths: Sequence[Path],
    *,
    who: str,
    why: str = "",
    maps: Maps | None = None,
    kind: str | None = None,
    into: str = "",
    year: int | None = None,
    dry: bool = False,
) -> Result:
    """Imports the sheets of files in one transaction.

    maps: headings that the user explains; kept for the next time.  kind: what all sheets are.
    into: the list of tasks and problems that name none.  year: of days without one; else that of the list's name.
    dry: everything is tried and taken back.  Raises ImportRefusedError, ReadError.
    """
    reader = _Reader(maps or {}, kind, into, year)
    _check_maps(reader.maps)
    found = [(path, grid) for path in paths for grid in sheets(path)]
    names = "、".join(path.name for path in paths)
    with writing():
        rows = [row for path, grid in found for row in reader.rows(path, grid)]
        if not rows and not reader.faults:
            reader.faults.append(Fault(names, "", reader.lost(found)))
        if reader.faults:
            raise ImportRefusedError(reader.faults)
        result = _written(rows, Writer(who=who, why=why))
        if dry:
            transaction.set_rollback(True)
        else:
            _learn(rows, reader.maps, who)
    return Result(result.outcomes, reader.notes + result.notes)


def _written(rows: Sequence[Row], writer: Writer) -> Result:
    """Writes the rows, what others name first. Raises ImportRefusedError for all that cannot be written."""
    outcomes, faults = list[Outcome](), list[Fault]()
    for row in sorted(rows, key=lambda one: _KINDS.index(one.kind)):
        try:
            with transaction.atomic():
                outcomes.append(writer.write(row.kind, row.sheet, row.number, row.values))
        except (UsageError, LedgerError) as error:
            place = row.places.get(getattr(error, "field", "")) or _("row {n}").format(n=row.number)
            faults.append(Fault(row.sheet, place, str(error)))
    if faults:
        raise ImportRefusedError(faults)
    return Result(outcomes, writer.notes)


@dataclass(slots=True)
class _Reader:
    """Reads rows from sheets, and gathers what is wrong with cells and what was left aside."""

    maps: Maps
    kind: str | None
    into: str
    year: int | None
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def rows(self, path: Path, grid: Grid) -> list[Row]:
        """The rows of a sheet; a sheet or column that means nothing is noted."""
        if grid.name.strip().casefold() in _GUIDES or not grid.rows:
            return []
        name = f"{path.name} · {grid.name}" if grid.name != path.stem else path.name
        found = headings.layout(grid, self.maps, self.kind)
        if found is None:
            self.notes.append(_("{sheet} was left aside: {why}").format(sheet=name, why=self._lacking(grid)))
            return []
        if found.unknown:
            words = "、".join(" ".join(one.split())[:20] for one in found.unknown)
            self.notes.append(_("{sheet}: these columns were left aside: {names}").format(sheet=name, names=words))
        rows, section = list[Row](), ""
        for number in sorted(n for n in grid.rows if n >= found.first):
            if (title := _section(grid.rows[number], found)) is not None:
                section = title
                continue
            row = self._row(Row(found.sheet.kind, name, number), grid.rows[number], found)
            if section and found.sheet.kind == "tasks":
                row.values.setdefault("section", section)
            rows.append(row)
        return rows

    def _row(self, row: Row, line: Mapping[int, Cell], found: Layout) -> Row:
        """Reads the cells of a row. An empty cell says nothing: what the ledger has stays."""
        listed = line.get(found.columns.get("list", 0))
        name = cells.text(listed.value) if listed else self.into
        stated = _YEAR.search(name)
        year = self.year or (int(stated[0]) if stated else None)
        for one in found.sheet.fields:
            column = found.columns.get(one.name, 0)
            row.places[one.name] = f"{letters(column)}{row.number}"
            try:
                read = read_cell(one, line.get(column), found.units.get(one.name, ""), year)
                if any(row.values.get(name, value) != value for name, value in read.items()):
                    raise UsageError(_("the unit is another one than that of the figure"))
                row.values |= read
            except UsageError as error:
                self.faults.append(Fault(row.sheet, row.places[one.name], str(error)))
        if any(one.name == "list" for one in found.sheet.fields):
            row.values["list"] = name
        return row

    def lost(self, sheets: Sequence[tuple[Path, Grid]]) -> str:
        """Why nothing was found in any sheet."""
        told = []
        for _path, grid in sheets:
            if grid.rows and grid.name.strip().casefold() not in _GUIDES:
                known = headings.layout(grid, self.maps, self.kind) is not None
                why = _("there is no row below the headings") if known else self._lacking(grid)
                told.append(f"{grid.name}: {why}")
        return "; ".join(told) or _("there is nothing in it")

    def _lacking(self, grid: Grid) -> str:
        """Why no kind of sheet was recognised."""
        like = headings.near(grid, self.maps, self.kind)
        if like is None:
            return _(
                "no row of it has headings that hefu knows; `hefu office template` shows them, --map explains yours"
            )
        sheet, lacking, unknown = like
        return _("it is most like {kind}, but lacks {lacking}; if one of {unknown} means it, say so with --map").format(
            kind=sheet.zh, lacking="、".join(lacking) or "—", unknown="、".join(unknown) or "—"
        )


def _section(line: Mapping[int, Cell], found: Layout) -> str | None:
    """The words of a row that is a heading among the rows, or a remark: one cell, where no needed one would stand."""
    if len(line) != 1:
        return None
    ((column, cell),) = line.items()
    needed = {found.columns[one.name] for one in found.sheet.fields if one.needed}
    return None if cell.fault or (column in needed and cell.span == 1) else cells.text(cell.value)


def read_cell(one: Field, cell: Cell | None, unit: str, year: int | None) -> dict[str, Any]:
    """The value of a cell under the name of its field, with its unit where it has one; nothing for an empty cell."""
    if cell and cell.fault == "formula":
        raise UsageError(_("the formula has no stored value: open the file, save it, and import it again"))
    if cell and cell.fault:
        raise UsageError(_("the cell shows the error {error}").format(error=cell.fault))
    value = _value(one, cell, year) if cell else ""
    if one.needed and not value:
        raise UsageError(_("“{heading}” is missing").format(heading=one.zh))
    if one.shape != "figure":
        return {one.name: value} if value else {}
    number, behind = value if isinstance(value, tuple) else ("", "")
    return ({one.name: number} if number else {}) | ({one.unit: behind or unit} if number and (behind or unit) else {})


def _value(one: Field, cell: Cell, year: int | None) -> Any:
    shapes: dict[str, Callable[[], Any]] = {
        "day": lambda: cells.day(cell.value, end=one.name not in ("start_on", "found", "stage_on"), year=year),
        "code": lambda: cells.code(cell.value, one.vocabulary),
        "period": lambda: cells.period(cell.value),
        "figure": lambda: cells.figure(cell.value, cell.shown_as),
        "body": lambda: cells.names(cell.value),
        "bodies": lambda: cells.names(cell.value),
    }
    return shapes.get(one.shape, lambda: cells.text(cell.value))()


def _check_maps(maps: Maps) -> None:
    known = {one.name for sheet in SHEETS for one in sheet.fields}
    for words, name in maps.items():
        if name not in known:
            raise UsageError(
                _("--map {words}={name}: no column is called {name}; known are {known}").format(
                    words=words, name=name, known=", ".join(sorted(known))
                )
            )


def _learn(rows: Sequence[Row], maps: Maps, who: str) -> None:
    """Keeps what the user has explained, for the kinds of sheets that were imported with it."""
    for kind in sorted({row.kind for row in rows}):
        names = {one.name for sheet in SHEETS if sheet.kind == kind for one in sheet.fields}
        for words, name in maps.items():
            if name in names:
                values = {"field": name, "who": who, "when": timezone.now()}
                Heading.objects.update_or_create(kind=kind, words=headings.plain(words), defaults=values)


def counted(result: Result) -> Iterator[tuple[str, int, int, int]]:
    """By kind: how many rows are new, changed, as they were."""
    for sheet in SHEETS:
        actions = [one.action for one in result.outcomes if one.kind == sheet.kind]
        if actions:
            yield sheet.kind, actions.count("new"), actions.count("changed"), actions.count("same")
