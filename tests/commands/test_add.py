"""`hefu add` and `hefu list`, as a user types them."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from hefu.cli import main
from hefu.ledger import store
from hefu.ledger.opening import open_ledger
from hefu.read.files import suffixes

REPORT = """{city}政府工作报告

（{year}年1月9日在{city}人民代表大会上）

{year}年，{city}地区生产总值{number}亿元，增长6.5%，粮食产量12.5万吨。
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three reports, in a folder of their own; the ledger is hefu.sqlite3 beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HEFU_DATABASE_URL", "")
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, city in enumerate(("拉萨市", "昌都市", "林芝市")):
        text = REPORT.format(city=city, year=2021 + number, number=f"{741 + number}.84")
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def hefu(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command here: its exit status, output and errors."""

    def run(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        return status, *capsys.readouterr()

    return run


def documents(hefu: Callable[..., tuple[int, str, str]]) -> list[dict[str, Any]]:
    status, out, _ = hefu("list", "--format", "jsonl")
    assert status == 0
    return [json.loads(line) for line in out.splitlines()]


def start(*arguments: object, cwd: Path, stderr: Any = subprocess.PIPE) -> subprocess.Popen[str]:
    """Starts the command in a process of its own, which stands first in a group as in a shell."""
    return subprocess.Popen(
        [sys.executable, "-m", "hefu.cli", *map(str, arguments)],
        cwd=cwd, stdout=subprocess.PIPE, stderr=stderr, text=True, start_new_session=True,
    )  # fmt: skip


def test_a_folder_is_read_into_the_ledger_of_the_current_folder(folder: Path, hefu: Any) -> None:
    status, out, err = hefu("add", folder)
    assert (status, err) == (0, "")
    assert "3 added, 0 known already, 0 failed" in out
    assert (folder.parent / "hefu.sqlite3").is_file()
    listed = documents(hefu)
    assert [(row["area"], row["published"]) for row in listed] == [
        ("拉萨市", "2021-01-09"), ("昌都市", "2022-01-09"), ("林芝市", "2023-01-09"),
    ]  # fmt: skip
    assert all(row["statements"] >= 3 for row in listed)


def test_the_summary_counts_what_was_added_and_what_is_there(folder: Path, hefu: Any) -> None:
    hefu("add", folder / "0.txt")
    _, out, _ = hefu("add", folder)
    cells = [re.split(r"\s{2,}", line.strip()) for line in out.splitlines()]
    rows = {line[0]: line[1:] for line in cells if len(line) in (2, 3)}
    assert rows["documents"] == ["2", "3"]
    assert {"statements", "series", "numerals: quantity", "numerals: time"} <= set(rows)
    assert "2 added, 1 known already, 0 failed" in out


def test_a_second_run_reads_nothing_and_adds_nothing(folder: Path, hefu: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    hefu("add", folder)
    before = documents(hefu)
    monkeypatch.setattr(import_module("hefu.read"), "read", None)
    status, out, err = hefu("add", folder)
    assert (status, err) == (0, "")
    assert "0 added, 3 known already, 0 failed" in out
    assert documents(hefu) == before


def test_the_same_content_under_two_names_is_one_document(folder: Path, hefu: Any) -> None:
    (folder / "copy.txt").write_bytes((folder / "0.txt").read_bytes())
    status, out, _ = hefu("add", folder)
    assert status == 0
    assert "3 added, 1 known already, 0 failed" in out


def test_a_broken_file_is_told_in_one_line_and_the_rest_goes_on(folder: Path, hefu: Any) -> None:
    (folder / "1.txt").write_bytes(b"")
    (folder / "1a.pdf").write_bytes(b"%PDF-1.7 cut off")
    status, out, err = hefu("add", folder)
    assert status == 1
    assert [line.split(": ")[:2] for line in err.splitlines()] == [
        ["hefu", str(folder / "1.txt")], ["hefu", str(folder / "1a.pdf")],
    ]  # fmt: skip
    assert "2 added, 0 known already, 2 failed" in out
    assert [row["file"] for row in documents(hefu)] == ["0.txt", "2.txt"]


def test_a_mistake_of_hefu_over_one_file_does_not_stop_the_rest(
    folder: Path, hefu: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = import_module("hefu.extract").analyse

    def analyse(document: Any, **options: Any) -> Any:
        return real(document, **options) if document.source.name != "1.txt" else 1 / 0

    monkeypatch.setattr(import_module("hefu.extract"), "analyse", analyse)
    status, _, err = hefu("add", folder)
    assert status == 1
    assert err == (
        f"hefu: {folder / '1.txt'}: hefu failed over it (ZeroDivisionError: division by zero); please report this\n"
    )
    assert "Traceback" in hefu("add", folder, "--debug")[2]


def test_formats_that_are_not_read_are_listed_as_skipped(folder: Path, hefu: Any) -> None:
    (folder / "data.xlsb").write_bytes(b"PK")
    status, _, err = hefu("add", folder)
    assert status == 0
    assert err == f"hefu: skipped {folder / 'data.xlsb'}: not one of {', '.join(suffixes())}\n"


def test_a_manifest_and_areas_of_a_folder_are_used_by_themselves(folder: Path, hefu: Any) -> None:
    (folder / "areas.csv").write_text(
        "code,name,level,parent,since,until\n990000,虚构市,city,540000,,\n", encoding="utf-8"
    )
    (folder / "manifest.csv").write_text(
        "file,published,area,title,issuer,url,licence\n0.txt,2023-05,虚构市,题目,虚构市政府,https://a.example/0,公开\n",
        encoding="utf-8",
    )
    status, _, err = hefu("add", folder)
    assert (status, err) == (0, f"hefu: skipped {folder}: 2 files in it that manifest.csv does not list\n")
    [listed] = documents(hefu)
    assert (listed["published"], listed["area"], listed["title"]) == ("2023-05", "虚构市", "题目")
    document = store.load_document(listed["id"])
    assert (document.issuer, document.source.url, document.source.licence) == (
        "虚构市政府", "https://a.example/0", "公开",
    )  # fmt: skip
    from hefu.ledger.models import Area

    area = Area.objects.get(name="虚构市")
    assert area.parent is not None and area.parent.name == "西藏自治区"


def test_a_row_that_names_a_missing_file_is_failed_work(folder: Path, hefu: Any) -> None:
    (folder / "manifest.csv").write_text("file\n0.txt\nnone.txt\n")
    status, out, err = hefu("add", folder)
    assert status == 1
    assert "manifest.csv, line 3: file 'none.txt' is not there" in err
    assert "1 added" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("reports", "--published", "2023-13"), "impossible date '2023-13'"),
        (("reports", "--area", "无有市"), "unknown area '无有市'"),
        (("reports/none.txt",), "there is no file or folder reports/none.txt"),
        (("reports", "--db", "mysql://localhost/x"), "no ledger can be at mysql://"),
        ((), "nothing to add"),
    ],
)
def test_wrong_use_is_told_in_one_line_and_makes_no_ledger(
    folder: Path, hefu: Any, arguments: tuple[str, ...], message: str
) -> None:
    status, out, err = hefu("add", *arguments)
    assert (status, out) == (2, "")
    assert err.startswith(f"hefu: {message}")
    assert err.count("\n") == 1
    assert not (folder.parent / "hefu.sqlite3").exists()


def test_areas_that_cannot_be_used_are_told_before_any_work(folder: Path, hefu: Any) -> None:
    (folder / "areas.csv").write_text("code,name\n990000,虚构市\n", encoding="utf-8")
    status, _, err = hefu("add", folder)
    assert status == 1
    assert err.startswith("hefu: areas.csv, line 1: no column")


def test_options_tell_what_the_text_does_not(folder: Path, hefu: Any) -> None:
    (folder / "3.txt").write_text("粮食产量12.5万吨。", encoding="utf-8")
    hefu("add", folder / "3.txt", "--published", "2020-03", "--area", "阿里地区")
    [listed] = documents(hefu)
    assert (listed["published"], listed["area"]) == ("2020-03", "阿里地区")


def test_a_name_in_gbk_is_kept_readable(folder: Path, hefu: Any) -> None:
    name = os.fsencode(folder) + b"/" + "工作报告.txt".encode("gbk")
    with open(name, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write("粮食产量12.5万吨。")
    status, out, _ = hefu("add", os.fsdecode(name))
    assert status == 0
    assert f"added {folder}/工作报告.txt: 1 statements" in out
    assert [row["file"] for row in documents(hefu)] == ["工作报告.txt"]


def test_many_files_are_read_by_several_processes(folder: Path, hefu: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hefu.ledger.intake.WORTH_A_PROCESS", 1)
    (folder / "1a.txt").write_bytes(b"")
    status, out, err = hefu("add", folder)
    assert status == 1
    assert "3 added, 0 known already, 1 failed" in out
    assert err.startswith(f"hefu: {folder / '1a.txt'}: ")
    assert [row["file"] for row in documents(hefu)] == ["0.txt", "1.txt", "2.txt"]


def test_two_processes_may_add_at_once(folder: Path, hefu: Any) -> None:
    runs = [start("add", folder, cwd=folder.parent) for _ in range(2)]
    for run in runs:
        _, err = run.communicate(timeout=60)
        assert (run.returncode, err) == (0, "")
    assert [row["file"] for row in documents(hefu)] == ["0.txt", "1.txt", "2.txt"]


@pytest.mark.parametrize(("ending", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_whoever_ends_it_leaves_the_ledger_whole(folder: Path, hefu: Any, ending: int, status: int) -> None:
    for number in range(400):
        text = REPORT.format(city="拉萨市", year=2021, number=number) * 20
        (folder / f"many-{number}.txt").write_text(text, encoding="utf-8")
    with (folder.parent / "errors.txt").open("w") as errors:  # a pipe that nobody reads would stop it
        run = start("add", folder, cwd=folder.parent, stderr=errors)
    assert run.stdout is not None
    assert run.stdout.readline().startswith("added")
    time.sleep(0.3)
    os.killpg(run.pid, ending)
    run.communicate(timeout=60)
    assert (run.returncode, (folder.parent / "errors.txt").read_text()) == (status, "")
    listed = documents(hefu)
    assert 0 < len(listed) < 403
    open_ledger(str(folder.parent / "hefu.sqlite3"))
    for row in listed:
        assert len(store.statements(row["id"])) == row["statements"] > 0


def test_a_bar_is_shown_on_a_terminal(folder: Path, hefu: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    (folder / "1.txt").write_bytes(b"")
    status, out, _ = hefu("add", folder)
    assert status == 1
    assert "3/3" in terminal.getvalue()
    assert f"hefu: {folder / '1.txt'}: " in terminal.getvalue()
    assert "added 0.txt" not in out


# ---------------------------------------------------------------- list


def test_without_a_ledger_there_is_nothing_to_list(folder: Path, hefu: Any) -> None:
    status, out, err = hefu("list")
    assert (status, out) == (1, "")
    assert err.startswith(f"hefu: there is no ledger at {folder.parent / 'hefu.sqlite3'}: make one with `hefu add")
    assert not (folder.parent / "hefu.sqlite3").exists()


def test_the_ledger_may_be_named(folder: Path, hefu: Any) -> None:
    hefu("add", folder / "0.txt", "--db", "other.sqlite3")
    assert [row["area"] for row in documents_of(hefu, "other.sqlite3")] == ["拉萨市"]


def documents_of(hefu: Any, db: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in hefu("list", "--format", "jsonl", "--db", db)[1].splitlines()]


def test_the_list_can_be_read_as_a_table_whole_lines_each(folder: Path, hefu: Any) -> None:
    (folder / "manifest.csv").write_text("file,title\n0.txt," + "[很]长的题目" * 30 + "\n", encoding="utf-8")
    hefu("add", folder)
    _, out, _ = hefu("list")
    [line] = [line.rstrip() for line in out.splitlines() if "题目" in line]
    assert "[很]长的题目" * 30 in line and line.endswith(" 3")


def test_the_list_can_be_read_as_csv(folder: Path, hefu: Any) -> None:
    hefu("add", folder)
    rows = list(csv.DictReader(StringIO(hefu("list", "--format", "csv")[1])))
    assert [row["area"] for row in rows] == ["拉萨市", "昌都市", "林芝市"]
    assert list(rows[0]) == ["id", "published", "area", "title", "statements", "file", "sha256"]
