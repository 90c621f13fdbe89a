"""`hefu audit`: findings of files, and the exit status that tells of conflicts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hefu.cli import main

PLANTED = "2020年全市旅游总收入86.2亿元。2021年全市旅游总收入104.5亿元，增长12.1%。\n"
CLEAN = "2020年全市生产总值612亿元。2021年全市生产总值688亿元，可比增长7.4%。\n"


def file(folder: Path, text: str, name: str = "report.txt") -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def test_a_conflict_is_shown_with_its_arithmetic_and_ends_in_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", file(tmp_path, PLANTED), "--published", "2022-02-10"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("conflict growth-level: 104.5亿元 after 86.2亿元 is growth of 21.2298 %, not 12.1%")
    assert "now ÷ before − 1" in out
    assert "【12.1%】" in out


def test_figures_that_can_all_be_true_end_in_status_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", file(tmp_path, CLEAN), "--verbose"]) == 0
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "not compared by growth-level: 612亿元, 688亿元, 7.4%: growth at constant prices" in printed.err


def test_each_line_of_jsonl_is_a_finding_whose_spans_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", file(tmp_path, PLANTED), "--format", "jsonl"]) == 1
    row = json.loads(capsys.readouterr().out)
    assert set(row) == {"rule", "severity", "message", "arithmetic", "spans", "identity"}
    assert [PLANTED[span["start"] : span["end"]] for span in row["spans"]] == ["86.2亿元", "104.5亿元", "12.1%"]
    assert {span["doc"] for span in row["spans"]} == {"report"}


def test_files_of_one_name_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "other").mkdir()
    first = file(tmp_path, "2021年全市旅游总收入104.5亿元，增长12.1%。\n")
    second = file(tmp_path / "other", "2020年全市旅游总收入86.2亿元。\n")
    assert main(["audit", first, second, "--format", "jsonl"]) == 1
    spans = json.loads(capsys.readouterr().out)["spans"]
    assert {span["doc"] for span in spans} == {"report", second}


def test_an_area_that_no_list_has_is_taken_by_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", file(tmp_path, PLANTED), "--area", "明溪湾市"]) == 1
    assert "明溪湾市 is in no list of areas" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_ends_in_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", str(tmp_path / "none.txt")]) == 1
    assert capsys.readouterr().err.startswith("hefu: ")
