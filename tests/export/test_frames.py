"""Statements as data frames, of a file and of a ledger; the notebook that shows it."""

from __future__ import annotations

import builtins
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import hefu
from hefu.errors import LedgerError, UsageError
from hefu.export.cited import COLUMNS
from hefu.read import read

ROOT = Path(__file__).parents[2]
AREAS = ROOT / "samples" / "areas.csv"
TEXT = "2024年，云澜市地区生产总值389.54亿元，增长5.2%；社会消费品零售总额力争达到120亿元以上。"


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_document_gives_its_statements_as_every_kind_of_frame(note: Path) -> None:
    found = hefu.read(note, area="云澜市", areas=AREAS).statements
    quotes = [one.quote for one in found]
    assert quotes == ["389.54亿元", "5.2%", "120亿元以上"] and len(found) == 3
    arrow, pandas, polars = found.to_arrow(), found.to_pandas(), found.to_polars()
    assert arrow.column_names == list(pandas.columns) == polars.columns == list(COLUMNS)
    assert arrow["quote"].to_pylist() == list(pandas["quote"]) == polars["quote"].to_list() == quotes
    assert list(pandas["value_printed"]) == ["3.8954E+10", "5.2", "1.20E+10"]
    assert pandas["value"].tolist() == polars["value"].to_list() == arrow["value"].to_pylist()


def test_other_libraries_take_the_statements_as_they_are(note: Path) -> None:
    import duckdb
    import polars
    import pyarrow

    found = hefu.read(note, area="云澜市", areas=AREAS).statements
    assert polars.DataFrame(found).height == 3
    with duckdb.connect() as connection:
        connection.register("found", pyarrow.table(found))
        assert connection.execute("SELECT max(value) FROM found").fetchone() == (38954000000,)


def test_frames_share_the_memory_of_arrow(note: Path) -> None:
    import pyarrow

    found = hefu.read(note, area="云澜市", areas=AREAS).statements
    table = found.to_arrow()
    taken = pyarrow.array(__import__("polars").from_arrow(table)["start"].to_arrow())
    assert taken.buffers()[1].address == table["start"].chunk(0).buffers()[1].address


def test_a_document_with_statements_is_the_same_document(note: Path) -> None:
    one, other = hefu.read(note, area="云澜市", areas=AREAS), read(note, area="云澜市", areas=hefu_areas())
    assert one == other and other == one
    assert pickle.loads(pickle.dumps(one)) == other


def hefu_areas() -> Any:
    from hefu.lexicon.areas import load

    return load(AREAS)


def test_a_ledger_gives_its_statements_and_chooses(ledger: Path, note: Path) -> None:
    from hefu.cli import main

    assert main(["add", str(note), "--area", "云澜市", "--areas", str(AREAS), "--db", str(ledger)]) == 0
    opened = hefu.open(ledger)
    assert [one.quote for one in opened.statements] == ["389.54亿元", "5.2%", "120亿元以上"]
    assert opened.statements.where(measure="growth").to_polars()["value_printed"].to_list() == ["5.2"]
    assert len(opened.statements.where(modality="target")) == 1
    with pytest.raises(UsageError, match="statements have no colour"):
        opened.statements.where(colour="red")
    with pytest.raises(UsageError, match="cannot be sorted by 'x'"):
        len(opened.statements.where(sort="x"))


def test_two_ledgers_do_not_get_mixed_up(ledger: Path, note: Path, tmp_path: Path) -> None:
    from hefu.cli import main

    other = tmp_path / "other.sqlite3"
    assert main(["add", str(note), "--area", "云澜市", "--areas", str(AREAS), "--db", str(other)]) == 0
    full, empty = hefu.open(other), hefu.open(ledger)
    assert (len(full.statements), len(empty.statements), len(full.statements)) == (3, 0, 3)


def test_a_ledger_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ledger: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger"):
        hefu.open(tmp_path / "nowhere.sqlite3")


@pytest.mark.parametrize("way", ["to_arrow", "to_pandas", "to_polars"])
def test_a_missing_package_is_told_with_its_extra(way: str, note: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = hefu.read(note, area="云澜市", areas=AREAS).statements
    monkeypatch.setattr("hefu.export.extras.import_module", _missing)
    with pytest.raises(UsageError, match=r"pip install 'hefu\[data\]'"):
        getattr(found, way)()


def _missing(name: str) -> Any:
    raise ImportError(name)


def test_import_hefu_brings_no_heavy_library() -> None:
    code = "import sys, hefu; print(sorted({'pandas', 'polars', 'pyarrow', 'django'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert builtins.open is not hefu.open


@pytest.mark.slow
def test_the_notebook_goes_from_a_pdf_to_a_chart_in_fifteen_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    import nbformat
    from nbclient import NotebookClient

    book = nbformat.read(ROOT / "docs" / "tutorial.ipynb", as_version=4)
    nbformat.validate(book)
    code = "\n".join(cell.source for cell in book.cells if cell.cell_type == "code")
    assert len([line for line in code.splitlines() if line.strip()]) <= 15
    assert not any(cell.get("outputs") for cell in book.cells)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    done = NotebookClient(book, timeout=120, resources={"metadata": {"path": str(ROOT)}}).execute()
    (chart,) = done.cells[-1].outputs
    svg = chart["data"]["image/svg+xml"]
    assert "地区生产总值" in svg and "6.8 %" in svg and svg.count("<rect") >= 5
