"""`hefu targets`: verdicts of a ledger as a table and as JSON lines, queues, changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hefu.cli import main

ROOT = Path(__file__).parents[2]
CHAIN = ROOT / "tests" / "plan" / "chain"
KEYS = [
    "indicator", "area", "period", "measure", "target", "base", "results", "verdict", "rule", "progress", "formula",
    "provisional", "reason", "binding",
]  # fmt: skip


@pytest.fixture
def chain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A ledger with the invented plan and its reports."""
    manifest = ["file,published,area"]
    manifest += [
        f"{CHAIN / name},{published},云澜市"
        for name, published in (
            ("plan-2016-2020.md", "2016-02-20"),
            ("report-2018.txt", "2018-01-16"),
            ("report-2019.txt", "2019-01-15"),
            ("report-2021.txt", "2021-01-18"),
        )
    ]
    (tmp_path / "manifest.csv").write_text("\n".join(manifest), encoding="utf-8")
    ledger = str(tmp_path / "hefu.sqlite3")
    areas = str(ROOT / "samples" / "areas.csv")
    assert main(["add", "--db", ledger, "--manifest", str(tmp_path / "manifest.csv"), "--areas", areas]) == 0
    return ledger


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_each_line_is_a_target_with_its_results_and_its_verdict(chain: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["targets", "--db", chain, "--plan", "plan-2016-2020", "--format", "jsonl"]) == 0
    found = rows(capsys)
    assert all(list(row) == KEYS for row in found)
    [income] = [row for row in found if row["indicator"] == "一般公共预算收入"]
    assert (income["area"], income["verdict"], income["rule"]) == ("云澜市", "met", "set value")
    assert income["formula"] == "132.6亿元 ≥ 130亿元"
    [result] = income["results"]  # type: ignore[misc]
    assert (result["doc"], result["quote"], result["value"]) == ("report-2021", "132.6亿元", 13260000000)
    text = (CHAIN / "plan-2016-2020.md").read_text("utf-8")
    assert all(text[t["start"] : t["end"]] == t["quote"] for row in found if (t := row["target"]))  # type: ignore[index]


def test_the_table_shows_verdict_rule_and_formula(chain: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["targets", "--db", chain, "--area", "云澜市", "--verdict", "behind"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split()[:2] == ["document", "indicator"]
    assert len(lines) == 1
    assert "50.0% of the time" in lines[0]


def test_a_day_before_the_report_sees_no_result(chain: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["targets", "--db", chain, "--as-of", "2018-12-31", "--verdict", "met", "--format", "jsonl"]) == 0
    assert not [row for row in rows(capsys) if row["period"] == "2018"]


def test_the_queues_are_of_targets_and_of_results(chain: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["targets", "--db", chain, "--queue", "no-result", "--format", "jsonl"]) == 0
    assert {row["verdict"] for row in rows(capsys)} == {"no-result"}
    assert main(["targets", "--db", chain, "--queue", "no-target", "--format", "jsonl"]) == 0
    assert all(list(row)[:4] == ["indicator", "area", "period", "measure"] for row in rows(capsys))
    assert main(["targets", "--db", chain, "--queue", "no-target"]) == 0


def test_changes_show_both_passages(chain: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later = tmp_path / "later.txt"
    later.write_text("到2030年，森林覆盖率达到45%。", encoding="utf-8")
    areas = str(ROOT / "samples" / "areas.csv")
    main(["add", "--db", chain, str(later), "--published", "2021-03-01", "--area", "云澜市", "--areas", areas])
    capsys.readouterr()
    assert main(["targets", "--db", chain, "--changes", "--format", "jsonl"]) == 0
    [change] = [row for row in rows(capsys) if row["indicator"] == "森林覆盖率"]
    assert (change["before"]["quote"], change["after"]["quote"]) == ("43%", "45%")  # type: ignore[index]
    assert main(["targets", "--db", chain, "--changes"]) == 0
    assert "later" in capsys.readouterr().out


def test_a_ledger_that_is_not_there_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["targets", "--db", str(tmp_path / "none.sqlite3")]) == 1
    assert "there is no ledger" in capsys.readouterr().err
    assert main(["targets", "--db", str(tmp_path / "none.sqlite3"), "--as-of", "soon"]) == 2


def test_the_two_national_reports_are_paired_and_judged_as_read_by_hand(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold = json.loads((shared / "gold" / "targets-national.json").read_text("utf-8"))
    ledger = str(tmp_path / "hefu.sqlite3")
    names = {pair[side]["doc"] for pair in gold["pairs"] for side in ("target", "result")}
    names |= {one["target"]["doc"] for one in gold["no_result"]} | {"g06_national_work_report_2026"}
    main(["add", "--db", ledger, *(str(shared / "corpus" / f"{name}.txt") for name in sorted(names))])
    capsys.readouterr()
    main(["targets", "--db", ledger, "--format", "jsonl"])
    found = rows(capsys)
    for pair in gold["pairs"]:
        [row] = [row for row in found if _is(row, pair)]
        assert row["verdict"] == pair["verdict"]
        assert [one["quote"] for one in row["results"]] == [pair["result"]["quote"]]  # type: ignore[index,attr-defined]
    for one in gold["no_result"]:
        matching = [row for row in found if _is(row, one)]
        assert matching
        assert {row["verdict"] for row in matching} == {"no-result"}


def _is(row: dict[str, object], wanted: dict[str, object]) -> bool:
    target, aim = row["target"], wanted["target"]
    same = all(row[key] == wanted[key] for key in ("indicator", "area", "period"))
    return same and (target["doc"], target["quote"]) == (aim["doc"], aim["quote"])  # type: ignore[index]
