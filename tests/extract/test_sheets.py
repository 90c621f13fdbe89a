"""Spreadsheets as statistical bureaus publish them: every cell says what its place on the sheet makes it say."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from hefu.extract import extract
from hefu.lexicon.areas import Areas, load
from hefu.model import Statement
from hefu.read import read
from tests.extract.bulletins import SHEETS
from tests.extract.workbooks import Sheet, workbook

SAMPLES = Path(__file__).parents[2] / "samples"
CASES = [
    pytest.param(sheet, line, id=f"{sheet.name} {line.partition(':')[0]}")
    for sheet in SHEETS
    for line in sheet.said.strip().split("\n")
]


@pytest.fixture(scope="module")
def areas() -> Areas:
    return load(SAMPLES / "areas.csv")


@pytest.fixture(scope="module")
def found(areas: Areas, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Statement]]:
    """By sheet and cell, the statement that was made of it."""
    folder = tmp_path_factory.mktemp("sheets")
    return {sheet.name: by_cell(sheet, folder, areas) for sheet in SHEETS}


def by_cell(sheet: Sheet, folder: Path, areas: Areas) -> dict[str, Statement]:
    path = folder / f"{sheet.name}.xlsx"
    path.write_bytes(workbook((sheet.name, sheet.rows)))
    document = read(path, published=sheet.published, area="云澜市", areas=areas)
    cells = {}
    for statement in extract(document, areas=areas):
        [place] = document.places(statement.start, statement.end)
        assert place.row is not None
        assert place.column is not None
        cells["ABCDEFGHIJ"[place.column] + str(place.row + 1)] = statement
    return cells


@pytest.mark.parametrize(("sheet", "line"), CASES)
def test_a_cell_of_a_statistical_sheet_says_what_its_place_makes_it_say(
    found: dict[str, dict[str, Statement]], sheet: Sheet, line: str
) -> None:
    cell, _, expected = line.partition(":")
    indicator, value, *rest = (field.strip() for field in expected.split("|"))
    statement = found[sheet.name][cell]
    unit, measure, basis, area, period, modality = rest
    assert statement.indicator in indicator.split("/")
    assert statement.value == Decimal(value)
    assert (statement.unit, statement.measure) == (unit, measure)
    assert (statement.basis or "") in basis.split("/")
    assert statement.area == area
    assert statement.period == period
    assert statement.modality == modality


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.name for sheet in SHEETS])
def test_every_figure_of_a_sheet_is_a_statement_and_no_rank_or_number_of_a_column_is(
    found: dict[str, dict[str, Statement]], sheet: Sheet
) -> None:
    rows = [[cell.strip() for cell in line.split("|")] for line in sheet.rows.strip("\n").split("\n")]
    figures = {
        "ABCDEFGHIJ"[column] + str(number)
        for number, row in enumerate(rows, 1)
        for column, cell in enumerate(row)
        if column and re.fullmatch(r"[＞≥\[]?-?[0-9][0-9,.]*[%左右\]]*", cell) and not re.fullmatch(r"20[0-9]{2}", cell)
    }
    no_figures = {cell for cell in figures if sheet.name == "分县区" and cell[0] == "D"}
    no_figures |= {cell for cell in figures if sheet.name == "产品" and cell[1:] == "3"}
    assert set(found[sheet.name]) == figures - no_figures
