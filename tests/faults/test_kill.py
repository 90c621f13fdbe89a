"""kill -9 at any moment: no document half in, none lost, the work can be done again, and the ledger is whole.

KILLS in the environment says how often each work is killed (`make faults`: 200); without it twice. CI kills in SQLite
only, and not each work: the others are killed at night.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path

import pytest

from faults.killing import ADDED, AREAS, WHOLE, Ledgers, Work, add, kill, main_of
from hefu.errors import UsageError
from hefu.ledger import corrections
from hefu.ledger.models import IssuedReport, Statement
from hefu.ledger.opening import open_ledger

ROUNDS = int(os.environ.get("KILLS", "2"))
FIGURES = "指标,2021年,2022年\n社会消费品零售总额（亿元）,13.0,24.0\n规模以上工业利润总额（亿元）,100.0,105.0\n"
TASKS = "编号,任务,牵头单位,完成时限\n" + "".join(
    f"{n},修缮第{n}段步道,市文化和旅游局,2026-0{n}-28\n" for n in range(1, 7)
)


def _correct(url: str) -> None:
    open_ledger(url)
    row = Statement.objects.filter(series__measure="level").order_by("pk")[3]
    try:
        corrections.correct(row.document_id, row.start, "value", "123456", reason="原件如此", who="林芷")
    except UsageError as error:  # it was kept before the process was killed
        assert "already" in str(error)


def _report(folder: Path, url: str) -> None:
    open_ledger(url)
    if not IssuedReport.objects.exists():
        out = folder / "report.json"
        main_of("report", "plan-2016-2020", "--who", "统计局", "--format", "json", "--out", str(out), "--db", url)


def _import(folder: Path, mapping: Path, url: str) -> None:
    told = "--published", "2023-08", "--area", "云澜市", "--areas", str(AREAS)
    main_of("import", str(folder / "figures.csv"), "--mapping", str(mapping), *told, "--db", url)


def _importing(folder: Path) -> Callable[[str], None]:
    """Brings a table in by the mapping that is proposed for it."""
    table, mapping = folder / "figures.csv", folder / "mapping.toml"
    table.write_text(FIGURES, encoding="utf-8")
    with redirect_stdout(StringIO()) as proposed:
        main_of("import", str(table), "--propose", "--db", str(folder / "none.sqlite3"))
    mapping.write_text(proposed.getvalue(), encoding="utf-8")
    return partial(_import, folder, mapping)


def _tasks(folder: Path, url: str) -> None:
    sheet = folder / "tasks.csv"
    sheet.write_text(TASKS, encoding="utf-8")
    main_of("office", "import", str(sheet), "--by", "督查室", "--db", url)


WORKS: dict[str, tuple[Callable[[Path], Callable[[str], None]], tuple[str, ...]]] = {
    "add": (lambda folder: partial(add, *ADDED), WHOLE),
    "a correction": (lambda folder: _correct, ("ledger_correction", "ledger_statement", "ledger_claim")),
    "a report": (lambda folder: partial(_report, folder), ("ledger_issuedreport",)),
    "an import": (_importing, (*WHOLE, "ledger_imported")),
    "tasks": (lambda folder: partial(_tasks, folder), ("office_task", "office_change", "office_body")),
}


OFTEN = "add", "a correction", "an import"
SELDOM = [pytest.param(name, marks=pytest.mark.nightly) for name in WORKS if name not in OFTEN]


@pytest.mark.slow
@pytest.mark.parametrize("name", [*OFTEN, *SELDOM])
def test_whatever_is_killed_leaves_the_ledger_whole(name: str, ledgers: Ledgers, tmp_path: Path) -> None:
    act, kept = WORKS[name]
    told = kill(Work(name, act(tmp_path), kept), ledgers, rounds=ROUNDS, seed=20261123)
    print(f"{name}: {told.killed} of {told.rounds} killed; {told.before} as before, {told.after} as after")
    assert told.rounds == ROUNDS
    assert told.killed >= ROUNDS // 2  # at a statement always; after a while, where the machine was not too quick
