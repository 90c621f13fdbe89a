"""What hefu exports comes in again as it was, and observations of others by the codes of SDMX."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from export.test_round_trips import written
from hefu.export.cited import Cited
from hefu.model import Statement
from imports.layouts import table
from imports.reading import document, figures, taken

FIELDS = (
    "indicator", "value", "value_max", "unit", "bound", "measure", "basis", "area", "holder", "period", "modality",
)  # fmt: skip


def told(found: list[Statement]) -> list[tuple[str, ...]]:
    """The fields of statements, values in their printed precision."""
    return sorted(tuple(str(getattr(one, name)) for name in FIELDS) for one in found)


@pytest.fixture(scope="module")
def statements(tmp_path_factory: pytest.TempPathFactory) -> list[Statement]:
    folder = tmp_path_factory.mktemp("tables")
    text = (
        "指标,2022年,2023年,2023年比上年增长（%）,2025年目标\n粮食产量（万吨）,16.50,约17.2,4.2,20以上\n"
        "社会消费品零售总额（亿元）,1E,2,3,4\n"
    )
    found = list(taken(document(folder, text)).extraction.statements)
    for seed in (0, 5, 6):
        found += taken(document(folder, table(seed).csv())).extraction.statements
    return found


@pytest.mark.parametrize("form", ["csv", "xlsx", "sdmx-csv", "sdmx"])
def test_an_export_comes_back_as_it_was(tmp_path: Path, statements: list[Statement], form: str) -> None:
    if form == "sdmx":
        pytest.importorskip("pysdmx", reason="needs hefu[sdmx]")
    cited = [Cited(one, f"{n:064x}", "t.csv") for n, one in enumerate(statements)]
    name = {"csv": "x.csv", "xlsx": "x.xlsx", "sdmx-csv": "x.csv", "sdmx": "x.sdmx"}[form]
    found = taken(document(tmp_path, written(form, cited), name))
    assert found.report.clear
    assert told(list(found.extraction.statements)) == told(statements)


def test_sdmx_ml_without_its_structure_comes_in_too(tmp_path: Path, statements: list[Statement]) -> None:
    pytest.importorskip("pysdmx", reason="needs hefu[sdmx]")
    cited = [Cited(one, f"{n:064x}", "t.csv") for n, one in enumerate(statements)]
    with ZipFile(io.BytesIO(written("sdmx", cited))) as folder:
        data = folder.read("data.xml")
    found = taken(document(tmp_path, data, "x.xml"))
    assert told(list(found.extraction.statements)) == told(statements)


OBSERVATIONS = """\
STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT,OBS_STATUS
dataflow,X:Y(1.0),I,530100: 昆明市,GDP: 地区生产总值,2022,7541.37,元,8,A
dataflow,X:Y(1.0),I,530100: 昆明市,GDP: 地区生产总值,2023-Q1,1800,元,8,P
dataflow,X:Y(1.0),I,530300: 曲靖市,GDP: 地区生产总值,2023-01-01/P6M,1700,元,8,E
dataflow,X:Y(1.0),I,530300: 曲靖市,GDP: 地区生产总值,2023,,元,8,M
"""


def test_observations_of_others_come_in_by_their_codes(tmp_path: Path) -> None:
    found = taken(document(tmp_path, OBSERVATIONS))
    assert found.report.clear
    assert {(f[1], f[2], str(f[3]), f[6]) for f in figures(found)} == {
        ("昆明市", "2022", "7.54137E+11", "actual"), ("昆明市", "2023-01/2023-03", "1.800E+11", "actual"),
        ("曲靖市", "2023-01/2023-06", "1.700E+11", "estimate"),
    }  # fmt: skip
