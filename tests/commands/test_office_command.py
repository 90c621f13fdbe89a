"""`hefu office`, from the template to the dispatch sheet."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from hefu.cli import main
from hefu.commands import office
from hefu.office.models import ProgressReport, Task
from test_docs import GUIDE, GUIDE_ZH, section_of

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "samples" / "office").glob("*.csv"))


@pytest.fixture
def reports(ledger: Path) -> Path:
    """A ledger with the document that the tasks of the samples serve."""
    text = ROOT / "samples" / "work-report-2025.txt"
    title = "2025年云澜市人民政府工作报告"
    manifest = ledger.parent / "manifest.csv"
    manifest.write_text(f"file,title\n{text},{title}\n", encoding="utf-8")
    assert main(["add", str(text), "--manifest", str(manifest)]) == 0
    return ledger


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    capsys.readouterr()
    assert main(["office", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.mark.slow
def test_the_samples_come_in_and_are_judged_for_a_day(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = lines(capsys, "import", *map(str, SAMPLES), "--by", "市政府督查室")
    assert "tasks: 14 new, 0 changed, 0 as they were" in told
    again = lines(capsys, "import", *map(str, SAMPLES))
    assert "tasks: 0 new, 0 changed, 14 as they were" in again
    overdue = lines(capsys, "tasks", "--overdue", "--on", "2025-12-18", "--format", "jsonl")
    assert [(row["code"], row["late_days"]) for row in map(json.loads, overdue)] == [("3", 79), ("8", 18)]
    silent = lines(capsys, "tasks", "--silent", "--on", "2025-12-18", "--format", "jsonl")
    assert {json.loads(line)["code"] for line in silent} == {"3", "8", "11", "12"}
    assert lines(capsys, "problems", "--on", "2025-12-18")[-1] == "solved 5 of 8 = 62.5%; checked 4; overdue 2"
    (one,) = [json.loads(line) for line in lines(capsys, "projects", "--format", "jsonl") if "文旅小镇" in line]
    assert (one["arrived"], one["arrived_yuan"]) == ("6500万元", "65000000")
    assert len(lines(capsys, "bodies", "--body", "市工信局", "--format", "jsonl")) == 1


def test_a_dry_run_says_that_nothing_was_changed(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tasks.csv"
    path.write_text("任务,牵头单位\n甲,市商务局\n", encoding="utf-8")
    told = lines(capsys, "import", str(path), "--dry-run", "--list", "2025年")
    assert told[0] == "tasks.csv row 2: new 甲"
    assert told[-1] == "nothing was changed: this was a dry run"
    assert not Task.objects.exists()


def test_bad_cells_are_told_in_english_and_the_status_is_two(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tasks.csv"
    path.write_text("任务,牵头单位,完成时限\n甲,市商务局,尽快\n", encoding="utf-8")
    assert main(["office", "import", str(path)]) == 2
    assert "tasks.csv C2: “尽快” is no day" in capsys.readouterr().err


def test_a_report_is_kept_with_its_evidence(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tasks.csv"
    path.write_text("编号,任务,牵头单位\n7,接待游客4400万人次以上,市文化和旅游局\n", encoding="utf-8")
    lines(capsys, "import", str(path))
    told = lines(
        capsys, "report", "7", "--period", "2025-11", "--state", "正常", "--figure", "3870万人次", "--evidence",
        "work-report-2025.txt",
        "--quote", "接待游客4400万人次以上", "--by", "王二", "--why", "月报",
    )  # fmt: skip
    assert told == ["接待游客4400万人次以上: 2025-11 on-course, version 1"]
    row = ProgressReport.objects.get()
    assert (row.figure, row.unit, row.until) == ("3870", "万人次", date(2025, 11, 30))
    assert row.quote == "接待游客4400万人次以上" and row.start


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["report", "99", "--period", "2025-11", "--state", "done"], "no task is called “99”"),
        (["report", "99", "--period", "11月", "--state", "done"], "is no period"),
        (["tasks", "--on", "gestern"], "write a day such as"),
        (["tasks", "--body", "无此单位"], "no body is called"),
        (["import", "none.xlsx", "--map", "事项"], "write HEADING=COLUMN"),
        (["template", "/no/such/folder/t.xlsx"], "cannot be written"),
    ],
)
def test_wrong_use_is_told_in_one_line(
    ledger: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert main(["office", *arguments]) == 2
    assert told in capsys.readouterr().err


def test_the_template_needs_no_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["office", "template", "t.xlsx", "--lang", "en"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["t.xlsx"]
    assert "Tasks" in load_workbook("t.xlsx").sheetnames


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_dispatch_sheet_names_what_is_late_and_leaves_room_to_write(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    source, path = tmp_path / "tasks.csv", tmp_path / "d.xlsx"
    source.write_text("任务,牵头单位,完成时限,状态\n=1+1,市商务局,2025-09-30,进行中\n", encoding="utf-8")
    lines(capsys, "import", str(source))
    lines(capsys, "dispatch", str(path), "--on", "2025-12-18", "--lang", language)
    cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row if cell.value is not None]
    (title,) = [cell for cell in cells if cell.value == "=1+1"]
    assert title.data_type == "s"
    said = " ".join(str(cell.value) for cell in cells)
    assert ("逾期 79 天" if language == "zh" else "overdue by 79 days") in said
    assert "2025-W51" in said


@pytest.mark.parametrize("guide", [GUIDE, GUIDE_ZH], ids=lambda path: path.name)
@pytest.mark.parametrize("action", office.ACTIONS)
def test_every_action_and_its_options_are_in_the_guide(action: str, guide: Path) -> None:
    parser = argparse.ArgumentParser(add_help=False)
    office.ACTIONS[action][1](parser)
    section = section_of(guide, "office")
    assert f"`{action}" in section
    names = [one.option_strings[-1] if one.option_strings else str(one.metavar) for one in parser._actions]
    assert not [name for name in names if f"`{name}" not in section]
