"""`hefu export`: what the ledger holds, in open formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from export.test_round_trips import BACK
from hefu.cli import main
from hefu.commands.export import NAMES
from hefu.export.formats import FORMATS

TEXT = "2024年，云澜市地区生产总值389.54亿元，增长5.2%；社会消费品零售总额力争达到120亿元以上。"


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    (tmp_path / "note.txt").write_text(TEXT, encoding="utf-8")
    db = tmp_path / "note.sqlite3"
    areas = Path(__file__).parents[2] / "samples" / "areas.csv"
    assert main(["add", str(tmp_path / "note.txt"), "--area", "云澜市", "--areas", str(areas), "--db", str(db)]) == 0
    return db


def test_the_names_of_the_command_are_those_of_the_formats() -> None:
    assert set(NAMES) == {*FORMATS, "results"}


@pytest.mark.parametrize("name", BACK)
def test_the_ledger_goes_into_a_file_of_each_format_and_comes_back(name: str, filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["export", "--db", str(filled), "--format", name, "--output", str(out)]) == 0
    back = [one.statement for one in BACK[name](out.read_bytes())]
    assert next((one.quote, str(one.value)) for one in back) == ("389.54亿元", "3.8954E+10")
    assert all(TEXT[one.start : one.end] == one.quote for one in back)


def test_filters_choose_statements(filled: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    capfdbinary.readouterr()
    arguments = ["export", "--db", str(filled), "--format", "jsonl", "--site", "https://hefu.example/"]
    assert main([*arguments, "--measure", "growth"]) == 0
    [row] = map(json.loads, capfdbinary.readouterr().out.decode().splitlines())
    assert (row["quote"], row["value"], row["measure"]) == ("5.2%", "5.2", "growth")
    assert row["link"].startswith("https://hefu.example/documents/")
    assert {item["field"] for item in row["evidence"]} >= {"indicator", "value", "unit"}


def test_targets_go_out_as_results(filled: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    capfdbinary.readouterr()
    assert main(["export", "--db", str(filled), "--format", "results"]) == 0
    [result] = json.loads(capfdbinary.readouterr().out)["results"]
    [indicator] = result["indicator"]
    [period] = indicator["period"]
    [target] = period["target"]
    assert (target["value"], target["bound"], period["period-end"]) == ("1.20E+10", ">=", {"iso-date": "2024-12-31"})
    assert TEXT[target["document-link"][0]["start"] : target["document-link"][0]["end"]].startswith("120亿元")


@pytest.mark.parametrize("wrong", [["--period", "soon"], ["--doc", "xyz"], ["--output", "/nowhere/at/all.csv"]])
def test_what_makes_no_sense_is_told(wrong: list[str], filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--db", str(filled), *wrong]) == 2
    assert wrong[1] in capsys.readouterr().err


def test_a_file_is_written_whole_or_not_at_all(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.csv"
    out.write_text("what was there")
    monkeypatch.setattr("hefu.export.sheets._line", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        main(["export", "--db", str(filled), "--output", str(out)])
    assert out.read_text() == "what was there"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []
