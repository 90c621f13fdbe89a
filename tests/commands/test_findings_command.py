"""`hefu audit` of a ledger, `hefu findings` and `hefu correct`: what people without the site need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hefu.cli import main

PLANTED = "2020年全市旅游总收入86.2亿元。\n2021年全市旅游总收入104.5亿元，增长12.1%。\n"


@pytest.fixture
def planted(ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A ledger with one contradiction."""
    path = tmp_path / "report.txt"
    path.write_text(PLANTED, "utf-8")
    assert main(["add", str(path), "--published", "2022-02-10", "--area", "拉萨市"]) == 0
    assert "1 findings came in, 1 of them conflicts: `hefu audit` shows them" in capsys.readouterr().out
    return path


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def row(capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, object]:
    main(["audit", "--format", "jsonl", *options])
    return dict(json.loads(capsys.readouterr().out))


def test_the_open_findings_of_the_ledger_are_printed_and_conflicts_end_in_status_1(
    planted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit"]) == 1
    first, *_, last, empty = lines(capsys)
    assert first.startswith("conflict growth-level ")
    assert "104.5亿元 after 86.2亿元 is growth of 21.2298 %, not 12.1%" in first
    assert "  1:42  " in last
    assert "【12.1%】" in last
    assert (last.endswith("  report"), empty) == (True, "")


def test_jsonl_has_the_keys_of_an_audit_of_files_and_the_state(
    planted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = row(capsys)
    assert main(["audit", str(planted), "--published", "2022-02-10", "--area", "拉萨市", "--format", "jsonl"]) == 1
    plain = json.loads(capsys.readouterr().out)
    assert found.pop("state") == "open"
    assert list(found) == list(plain)
    assert [found[key] for key in ("rule", "severity", "message", "arithmetic")] == [
        plain[key] for key in ("rule", "severity", "message", "arithmetic")
    ]
    for mine, other in zip(found["spans"], plain["spans"], strict=True):  # type: ignore[call-overload]
        assert {key: mine[key] for key in other} == other
        assert (mine["id"], len(mine["sha256"])) == (1, 64)


def test_a_dismissed_finding_is_printed_only_with_all(planted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    identity = str(row(capsys)["identity"])
    assert main(["findings", "dismiss", identity[:8], "--reason", "definition", "--by", "林芷"]) == 0
    assert lines(capsys) == [f"{identity} is dismissed"]
    assert main(["audit"]) == 0
    assert lines(capsys) == []
    assert row(capsys, "--all")["state"] == "dismissed"
    assert main(["findings", "rules"]) == 0
    assert lines(capsys) == [
        "growth-level: 1 found, 0 open, 0 confirmed, 0 resolved, dismissed: 1 definition",
    ]


def test_a_finding_is_shown_with_its_life(planted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    identity = str(row(capsys)["identity"])
    main(["findings", "confirm", identity, "--by", "周衡", "--note", "已函询"])
    capsys.readouterr()
    assert main(["findings", "show", identity]) == 0
    *_, found, confirmed = lines(capsys)
    assert found.endswith(" found")
    assert confirmed.endswith(" confirmed by 周衡 已函询")


def test_a_figure_is_corrected_and_the_correction_undone(planted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["correct", "1:42", "value", "21.2", "--reason", "原件为21.2%", "--by", "林芷"]) == 0
    assert lines(capsys) == ["correction 1: value of 12.1% is 21.2, was 12.1"]
    assert main(["audit"]) == 0
    capsys.readouterr()
    assert main(["correct"]) == 0
    assert "1:42  value of 12.1%: 12.1 → 21.2" in capsys.readouterr().out
    assert main(["correct", "--undo", "1"]) == 0
    assert lines(capsys) == ["correction 1 is undone: value of 12.1% is 12.1"]
    assert main(["audit"]) == 1


def test_a_document_read_again_keeps_its_corrections(planted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["correct", "1:42", "value", "21.2", "--reason", "原件为21.2%"])
    capsys.readouterr()
    assert main(["add", str(planted), "--again", "--published", "2022-02-10", "--area", "拉萨市"]) == 0
    assert lines(capsys)[-1] == "0 added, 1 read again, 0 known already, 0 failed"
    assert main(["audit"]) == 0


def test_a_rebuild_finds_the_same(planted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = row(capsys)
    assert row(capsys, "--rebuild") == before


def test_verbose_tells_what_was_not_compared(planted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "2020年全市生产总值612亿元。2021年全市生产总值688亿元，可比增长7.4%。\n"
    planted.with_name("more.txt").write_text(text, "utf-8")
    main(["add", str(planted.with_name("more.txt")), "--area", "拉萨市", "--published", "2022-02-10"])
    main(["audit", "--verbose"])
    assert "not compared by growth-level: 612亿元, 688亿元, 7.4%" in capsys.readouterr().err


def test_documents_of_an_older_hefu_are_told_of(planted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from hefu.ledger.models import Claim, Document, Finding

    for model in (Claim, Finding):
        model._default_manager.all().delete()
    Document.objects.update(audited=None)
    assert main(["audit"]) == 0
    assert "1 documents were added by an older hefu" in capsys.readouterr().err
    assert main(["audit", "--rebuild"]) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["audit", "x.txt", "--rebuild"], "--rebuild is for the ledger"),
        (["audit", "--published", "2022"], "--published and --areas tell of files"),
        (["findings", "confirm"], "which finding?"),
        (["findings", "dismiss", "abc"], "--reason is missing"),
        (["correct", "here", "value", "1", "--reason", "x"], "DOC:START as `hefu audit` prints it"),
        (["correct", "1:42", "value"], "write `hefu correct DOC:START FIELD VALUE"),
    ],
)
def test_wrong_use_says_what_to_do(
    ledger: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("command", [["audit"], ["findings", "rules"], ["correct"]])
def test_the_command_starts_by_itself(ledger: Path, command: list[str]) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(
        [sys.executable, "-m", "hefu.cli", *command], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
