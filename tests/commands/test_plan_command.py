"""What `hefu plan` prints: a tree to read, an object a line for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hefu.cli import main

TEXT = """云澜市国民经济和社会发展第十五个五年规划纲要

第一章 发展目标

专栏1 “十五五”时期主要指标
指标 2025年 2030年 属性
1.每千人口拥有注册护士数（人） 4.05 4.50 预期性
2.森林覆盖率（%） 64.1 ≥65 约束性

第二章 重点任务

到2030年，建成智能工厂120家左右。加快建设澜江大桥。（责任单位：市工业和信息化局）
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_plan_is_printed_as_a_tree_with_its_targets_below_their_items(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", str(file), "--published", "2026-03"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("云澜市国民经济和社会发展第十五个五年规划纲要\n")
    assert "target: 森林覆盖率 ≥65 % in 2030 (64.1 % in 2025), binding" in printed
    assert printed.index("第二章 重点任务") < printed.index("≈120 家 in 2030") < printed.index("project: 澜江大桥")


def test_each_line_is_an_object_whose_figures_keep_their_digits(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", str(file), "--published", "2026-03", "--format", "jsonl"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = [json.loads(line) for line in lines]
    assert {row["type"] for row in rows} == {"plan", "item", "target", "project", "body"}
    assert '"value": 4.50,' in "".join(lines)
    nurses = next(row for row in rows if row["type"] == "target")
    assert (nurses["no"], nurses["unit"], nurses["binding"], nurses["base"]["modality"]) == (1, "人", False, "actual")
    assert TEXT[nurses["target"]["start"] : nurses["target"]["end"]] == nurses["target"]["quote"] == "4.50"
    assert {row["doc"] for row in rows} == {"plan"}


def test_a_file_that_is_not_there_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", str(tmp_path / "none.txt")]) == 1
    said = capsys.readouterr().err
    assert said.startswith("hefu: ") and said.count("\n") == 1
