"""SDMX 3.0: two libraries read and validate it, and nothing is lost on the way."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from hypothesis import given, settings

from export.examples import TABLES
from export.test_round_trips import some, told, written
from hefu.export import sdmx
from hefu.export.cited import Cited
from hefu.export.sdmxstructure import ATTRIBUTES, DIMENSIONS


def parts(found: list[Cited]) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(written("sdmx", found))) as folder:
        return {name: folder.read(name) for name in folder.namelist()}


def distinct(found: list[Cited]) -> list[Cited]:
    return list({(one.sha256[:16], one.statement.start): one for one in found}.values())


@given(found=TABLES)
@settings(some, max_examples=30)
def test_both_libraries_read_the_structure(found: list[Cited]) -> None:
    import sdmx as sdmx1
    from pysdmx.io import read_sdmx

    text = parts(found)["structure.xml"]
    structures = read_sdmx(text.decode(), validate=True)
    dsd = structures.get_data_structure_definitions()[0]
    assert [one.id for one in dsd.components.dimensions] == [*DIMENSIONS, "TIME_PERIOD"]
    assert {one.id for one in dsd.components.attributes} == set(ATTRIBUTES)
    assert {one.id for one in structures.get_codelists()} == {
        "CL_AREA", "CL_INDICATOR", "CL_MEASURE", "CL_BASIS", "CL_HOLDER", "CL_UNIT", "CL_OBS_STATUS",
    }  # fmt: skip
    message = sdmx1.read_sdmx(io.BytesIO(text))
    [other] = message.structure.values()
    assert [one.id for one in other.dimensions] == [*DIMENSIONS, "TIME_PERIOD"]
    status = message.codelist["CL_OBS_STATUS"]
    names = {one.id: str(one.name.localizations["en"]) for one in status}
    assert names == {"A": "normal", "E": "estimate", "T": "target"}


@given(found=TABLES)
@settings(some, max_examples=30)
def test_pysdmx_validates_the_data_and_gives_back_the_statements(found: list[Cited]) -> None:
    from pysdmx.io import read_sdmx

    rows = distinct(found)
    made = parts(rows)
    message = read_sdmx(made["data.xml"].decode(), validate=True)
    frame = message.data[0].data.fillna("").astype(str).to_dict("records") if rows else []
    back = [
        sdmx.from_observation(dict.fromkeys(sdmx.FIELDS, "") | {key: sdmx.uncoded(cell) for key, cell in row.items()})
        for row in frame
    ]
    assert [told(one, evidence=False) for one in back] == [told(one, evidence=False) for one in rows]
    if rows:  # a table without rows is none for pysdmx
        table = read_sdmx(made["data.csv"].decode()).data[0].data
        assert list(table["STATEMENT"]) == [f"{one.sha256[:16]}-{one.statement.start}" for one in rows]


@given(found=TABLES)
@some
def test_sdmx_csv_comes_back_as_it_was(found: list[Cited]) -> None:
    data = written("sdmx-csv", found).decode()
    back = sdmx.read_sdmx_csv(io.StringIO(data, newline=""))
    assert [told(one, evidence=False) for one in back] == [told(one, evidence=False) for one in found]
    assert written("sdmx-csv", found) == parts(found)["data.csv"]


@given(found=TABLES)
@some
def test_sdmx_ml_comes_back_as_it_was(found: list[Cited]) -> None:
    from lxml import etree

    tree = etree.fromstring(parts(found)["data.xml"])
    rows = [{name: sdmx.uncoded(value) for name, value in one.attrib.items()} for one in tree.iter("Obs")]
    back = [sdmx.from_observation(dict.fromkeys(sdmx.FIELDS, "") | row) for row in rows]
    assert [told(one, evidence=False) for one in back] == [told(one, evidence=False) for one in found]


@given(found=TABLES)
@settings(some, max_examples=20)
def test_sdmx1_reads_the_data_by_their_structure(found: list[Cited]) -> None:
    import sdmx as sdmx1

    rows = distinct(found)
    made = parts(rows)
    [structure] = sdmx1.read_sdmx(io.BytesIO(made["structure.xml"])).structure.values()
    message = sdmx1.read_sdmx(io.BytesIO(made["data.xml"]), structure=structure)
    [data] = message.data
    assert len(data.obs) == len(rows)
    assert {str(one.value) for one in data.obs} == {f"{one.statement.value:f}" for one in rows}


@pytest.mark.parametrize(
    ("period", "published", "written"),
    [
        ("2023", None, "2023"), ("2023-11", None, "2023-11"), ("2024-02-29", None, "2024-02-29"),
        ("2023-01/2023-11", None, "2023-01-01/P11M"), ("2022-11/2023-02", None, "2022-11-01/P4M"),
        ("2021/2025", None, "2021-01-01/P5Y"), ("2024-02-28/2024-03-01", None, "2024-02-28/P3D"),
        (None, "2024-01-25", "2024-01-25"), (None, None, "9999"),
    ],
)  # fmt: skip
def test_times_are_written_as_sdmx_does(period: str | None, published: str | None, written: str) -> None:
    assert sdmx.time_period(period, published) == written
