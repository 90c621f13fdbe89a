"""Which kind of sheet lies before us, where its headings stand, and what each of its columns means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from hefu.office.fields import BY_KIND, SHEETS, Sheet
from hefu.office.models import Heading
from hefu.office.workbook import Cell, Grid

MOST_ABOVE = 15
"""Rows that may stand above the headings: title, unit, date."""

_BRACKET = re.compile(r"[(（](.*?)[)）]")

Maps = Mapping[str, str]
"""Heading as in the sheet: name of the field that it means."""


@dataclass(slots=True)
class Layout:
    """How a sheet is laid out: its kind, the columns of its fields, where its rows begin.

    units: of a field, from brackets in its heading (总投资（亿元）).  unknown: headings that mean nothing to hefu.
    """

    sheet: Sheet
    columns: dict[str, int]
    first: int
    units: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def plain(words: str) -> str:
    """A heading without spaces, what stands in brackets, stars and case: `完成时限 （必填）*` is 完成时限."""
    return _BRACKET.sub("", "".join(words.split())).strip("*＊:：").casefold()


def layout(grid: Grid, maps: Maps, kind: str | None = None) -> Layout | None:
    """The layout of a sheet, None where no row of it holds the headings of any kind.

    kind: the only one that is asked for. A sheet that bears the name of a kind is taken for that.
    """
    named = next((one for one in SHEETS if grid.name.strip().casefold() in (one.kind, one.zh, one.en.casefold())), None)
    kinds = [BY_KIND[kind]] if kind else [named] if named else list(SHEETS)
    learned = list(Heading.objects.all())
    found: list[tuple[int, Layout]] = []
    for sheet in kinds:
        own = {row.words: [row.field] for row in learned if row.kind == sheet.kind} | _told(maps, sheet)
        for number in sorted(grid.rows)[:MOST_ABOVE]:
            one = _layout(sheet, grid, number, own)
            if all(wanted.name in one.columns for wanted in sheet.fields if wanted.needed):
                found.append((len(one.columns), one))
    return max(found, key=lambda pair: pair[0])[1] if found else None


def near(grid: Grid, maps: Maps, kind: str | None = None) -> tuple[Sheet, list[str], list[str]] | None:
    """The kind that a sheet is most like, the headings that it lacks, and those in it that mean nothing to hefu."""
    best: tuple[int, Layout] | None = None
    for sheet in [BY_KIND[kind]] if kind else SHEETS:
        for number in sorted(grid.rows)[:MOST_ABOVE]:
            one = _layout(sheet, grid, number, _told(maps, sheet))
            if len(one.columns) >= 2 and (best is None or len(one.columns) > best[0]):
                best = len(one.columns), one
    if best is None:
        return None
    lacking = [wanted.zh for wanted in best[1].sheet.fields if wanted.needed and wanted.name not in best[1].columns]
    return best[1].sheet, lacking, best[1].unknown


def _told(maps: Maps, sheet: Sheet) -> dict[str, list[str]]:
    """The headings that the user has explained, as far as they are of this kind of sheets."""
    names = {one.name for one in sheet.fields}
    return {plain(words): [name] for words, name in maps.items() if name in names}


def _layout(sheet: Sheet, grid: Grid, number: int, own: Known) -> Layout:
    """What the headings of a row mean for a kind of sheets, those of the next row where they part one in two."""
    row = grid.rows[number]
    below = grid.rows.get(number + 1, {})
    parted = (
        any(cell.span > 1 and len(_under(below, column, cell)) > 1 for column, cell in row.items()) and len(row) > 2
    )
    made = Layout(sheet, {}, number + 1 + parted)
    left = _words(row, below if parted else {})
    for known in (own, _known(sheet, first=True), _known(sheet, first=False)):
        rest = []
        for column, words, alone in left:
            names = [*known.get(plain(words), ()), *known.get(plain(alone), ())]
            if (name := next((one for one in names if one not in made.columns), None)) is None:
                rest.append((column, words, alone))
                continue
            made.columns[name] = column
            if (unit := _BRACKET.search("".join(words.split()))) and sheet.field(name).unit:
                made.units[name] = unit[1].removeprefix("单位：").removeprefix("单位:")
        left = rest
    made.unknown = [words for _, words, _ in left]
    return made


Known = Mapping[str, Sequence[str]]
"""Plain heading: the fields that it may mean, the likeliest first. 责任单位 leads where there is no 牵头单位."""


def _known(sheet: Sheet, *, first: bool) -> Known:
    """The headings of the template, or the others that are understood."""
    found: dict[str, list[str]] = {}
    for one in sheet.fields:
        for words in (one.name, one.zh, one.en) if first else one.others:
            found.setdefault(plain(words), []).append(one.name)
    return found


def _words(row: Mapping[int, Cell], below: Mapping[int, Cell]) -> list[tuple[int, str, str]]:
    """The columns of a row of headings: column, all words above it, the lowest of them."""
    found = []
    for column, cell in sorted(row.items()):
        parts = _under(below, column, cell) if cell.span > 1 else {}
        said = str(cell.value or "")
        found += [(at, f"{said}{one.value}", str(one.value)) for at, one in parts.items()] or [(column, said, said)]
    return found


def _under(below: Mapping[int, Cell], column: int, cell: Cell) -> dict[int, Cell]:
    return {at: one for at, one in below.items() if column <= at < column + cell.span and isinstance(one.value, str)}
