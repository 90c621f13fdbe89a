"""What is exported and read back is equal, whatever stands in it."""

from __future__ import annotations

import csv
import gc
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal, localcontext
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings

from export.examples import TABLES
from hefu.errors import UsageError
from hefu.export import arrow, lines, package, sdmx, sheets
from hefu.export.cited import COLUMNS, Cited, columns
from hefu.export.formats import FORMATS
from hefu.model import Statement

some = settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

BACK: dict[str, Callable[[bytes], Iterable[Cited]]] = {
    "csv": lambda data: sheets.read_csv(io.StringIO(data.decode(), newline="")),
    "xlsx": lambda data: sheets.read_xlsx(io.BytesIO(data)),
    "parquet": lambda data: arrow.read_parquet(io.BytesIO(data)),
    "jsonl": lambda data: lines.read_jsonl(data.decode().split("\n")[:-1]),
    "frictionless": lambda data: package.read_package(io.BytesIO(data)),
    "annotations": lambda data: lines.read_annotations(data.decode()),
    "sdmx-csv": lambda data: sdmx.read_sdmx_csv(io.StringIO(data.decode(), newline="")),
    "sdmx": lambda data: sdmx.read_sdmx(io.BytesIO(data)),
}


NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(E[+-]?\d+)?")


def written(name: str, found: list[Cited]) -> bytes:
    return b"".join(FORMATS[name].stream(found, "https://hefu.example"))


def told(one: Cited, *, evidence: bool) -> tuple[object, ...]:
    """All of it that a table keeps; Decimals with their exponents."""
    said = one.statement if evidence else replace(one.statement, evidence=())
    said = replace(said, confidence=float(f"{said.confidence:.15g}"))  # as exact as the cell of a sheet
    return repr(said), replace(one, statement=said, url=None, prefix="", suffix="")


@pytest.mark.parametrize("name", BACK)
@given(found=TABLES)
@some
def test_what_is_exported_and_read_back_is_equal(name: str, found: list[Cited]) -> None:
    evidence = FORMATS[name].evidence
    back = [told(one, evidence=evidence) for one in BACK[name](written(name, found))]
    assert back == [told(one, evidence=evidence) for one in found]


@given(found=TABLES)
@some
def test_no_cell_of_a_csv_file_is_a_formula(found: list[Cited]) -> None:
    rows = csv.reader(io.StringIO(written("csv", found).decode().removeprefix(sheets.BOM), newline=""))
    for cell in (cell for row in rows for cell in row if len(cell) > 1 and cell != ">="):
        assert cell[0] not in "=+-@\t\r" or NUMBER.fullmatch(cell)


@given(found=TABLES)
@some
def test_no_cell_of_a_workbook_is_a_formula(found: list[Cited]) -> None:
    with ZipFile(io.BytesIO(written("xlsx", found))) as book:
        assert not [name for name in book.namelist() if name.startswith("xl/worksheets") and b"<f>" in book.read(name)]


def test_a_workbook_explains_every_column_in_both_languages() -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(written("xlsx", [])))
    rows = list(book["columns 说明"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == list(COLUMNS)
    assert all(all(row) for row in rows)


@given(found=TABLES)
@settings(some, max_examples=10)
def test_a_package_is_one_for_the_frictionless_library(
    found: list[Cited], tmp_path_factory: pytest.TempPathFactory
) -> None:
    from frictionless import Package

    distinct = {(one.sha256, one.statement.start): one for one in found}
    path = tmp_path_factory.mktemp("package") / "statements.zip"
    path.write_bytes(written("frictionless", list(distinct.values())))
    report = Package(str(path)).validate()
    assert report.valid, report.flatten(["type", "note"])


@given(found=TABLES)
@some
def test_decimals_of_parquet_are_exact_or_empty(found: list[Cited]) -> None:
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(written("parquet", found)))
    assert str(table.schema.field("value").type) == "decimal128(38, 12)"
    for row, one in zip(table.to_pylist(), found, strict=True):
        assert row["value"] is None or row["value"] == one.statement.value
        assert Decimal(row["value_printed"]) == one.statement.value
        with localcontext(prec=200):
            fits = one.statement.value.adjusted() < 26 and one.statement.value * 10**12 % 1 == 0
        assert (row["value"] is not None) or not fits


def test_the_columns_of_parquet_say_what_they_mean() -> None:
    fields = arrow.schema()
    for column in columns():
        assert fields.field(column.name).metadata[b"description_zh"].decode() == column.zh


@pytest.mark.parametrize("name", ["csv", "xlsx", "parquet", "frictionless"])
def test_a_table_of_something_else_is_told(name: str) -> None:
    import openpyxl
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    if name == "xlsx":
        book = openpyxl.Workbook()
        book.active.title = "statements"
        book.save(out)
    elif name == "parquet":
        pq.write_table(pa.table({"a": [1]}), out)
    elif name == "frictionless":
        with ZipFile(out, "w") as folder:
            folder.writestr("x", "y")
    else:
        out.write(b"a,b\n1,2\n")
    with pytest.raises(UsageError, match=r"lacks"):
        list(BACK[name](out.getvalue()))


def test_a_row_that_cannot_be_read_is_told() -> None:
    with pytest.raises(UsageError, match="line 2 is no JSON"):
        list(lines.read_jsonl([_good(), "{"]))
    with pytest.raises(UsageError, match="no statement"):
        list(lines.read_jsonl(["{}"]))


def _good() -> str:
    from hefu.model import Statement

    said = Statement(0, 2, "5个", "a", Decimal(5), None, "个", "=", "level", None, None, None, None, "actual", 1.0)
    return next(iter(lines.as_jsonl([Cited(said, "0" * 64, "a.txt")])))


def test_a_format_whose_package_is_missing_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hefu.export.formats.is_there", lambda module: False)
    with pytest.raises(UsageError, match=r"pip install 'hefu\[data\]'"):
        FORMATS["parquet"].stream([])


@pytest.mark.parametrize("name", ["csv", "xlsx", "jsonl", "annotations", "sdmx-csv", "frictionless"])
def test_what_is_written_is_held_no_longer(name: str) -> None:
    said = Statement(
        0, 4, "12万元", "产值", Decimal(12), None, "万元", "=", "level", None, "云澜市", None, "2023", "actual", 0.9, ()
    )
    some = Cited(
        said,
        sha256="ab" * 32,
        name="a.txt",
        title=None,
        published="2024-01-02",
        url=None,
        concept="产值",
        code="1",
        sentence="产值12万元。",
        prefix="产值",
        suffix="。",
        findings=(),
    )
    most = 0

    def each() -> Iterator[Cited]:
        nonlocal most
        for number in range(9_000):
            if number % 1_500 == 1_499:
                most = max(most, sum(isinstance(one, Cited) for one in gc.get_objects()))
            yield replace(some, title=f"标题{number}", findings=(f"f{number}",))

    for _ in FORMATS[name].stream(each(), "https://hefu.example"):
        pass
    assert 0 < most < 4_500  # they are written a few thousand at a time
