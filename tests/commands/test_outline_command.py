"""`hefu outline`: the headings of a file as a tree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hefu.cli import main

WORDS = (
    "云澜市水利规划\n第一章 目标\n第一节 总体目标\n建成水库3座，供水能力明显提高。\n第三节 分项目标\n灌区面积20万亩。\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "规划.txt"
    path.write_text(WORDS, "utf-8")
    return path


def test_the_table_is_indented_and_says_what_is_missing(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outline", str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        " 8  第一章 目标",
        "15    第一节 总体目标",
        "      （missing: 第二节）",
        "41    第三节 分项目标",
    ]


def test_each_line_of_jsonl_is_a_heading_with_its_place(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["outline", str(path), "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[1] == {"level": 2, "mark": "第一节", "title": "总体目标", "start": 15, "end": 23}
    assert [WORDS[row["start"] : row["end"]] for row in rows] == ["第一章 目标", "第一节 总体目标", "第三节 分项目标"]


def test_a_file_without_headings_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "note.txt"
    path.write_text("全年投资3亿元。", "utf-8")
    assert main(["outline", str(path)]) == 0
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", f"hefu: no headings were found in {path}\n")
