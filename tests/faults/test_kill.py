"""kill -9 at any moment: no document half in, none lost, the work can be done again, and the ledger is whole.

KILLS in the environment says how often each work is killed (`make faults`: 200); without it a few times.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.db import connection

from faults.killing import WHOLE, Ledgers, Work, copies, databases, kill, main_of
from hefu.errors import UsageError
from hefu.ledger import archive, corrections
from hefu.ledger.models import IssuedReport, Statement
from hefu.ledger.opening import open_ledger

CHAIN = Path(__file__).parents[1] / "plan" / "chain"
AREAS = Path(__file__).parents[2] / "samples" / "areas.csv"
ROUNDS = int(os.environ.get("KILLS", "2"))
PLAN, FIRST, SECOND = "plan-2016-2020.md", "report-2018.txt", "report-2019.txt"
TASKS = "编号,任务,牵头单位,完成时限\n" + "".join(
    f"{n},修缮第{n}段步道,市文化和旅游局,2026-0{n}-28\n" for n in range(1, 7)
)


def _add(file: str, day: str, url: str) -> None:
    main_of("add", str(CHAIN / file), "--published", day, "--area", "云澜市", "--areas", str(AREAS), "--db", url)


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


def _import(folder: Path, url: str) -> None:
    sheet = folder / "tasks.csv"
    sheet.write_text(TASKS, encoding="utf-8")
    main_of("office", "import", str(sheet), "--by", "督查室", "--db", url)


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with a plan and a report, closed."""
    folder = tmp_path_factory.mktemp("base")
    path = folder / "base.sqlite3"
    _add(PLAN, "2016-02-20", str(path))
    _add(FIRST, "2018-01-16", str(path))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


@pytest.fixture(params=["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.extra)])
def ledgers(request: pytest.FixtureRequest, base: Path, tmp_path: Path) -> Ledgers:
    """Copies of it, in each kind of database."""
    if request.param == "SQLite":
        return copies(base, tmp_path)
    server = request.getfixturevalue("postgres")
    _in_server(server, base, tmp_path / "base.hefu")
    return databases(server, "base")


def _in_server(server: str, base: Path, backup: Path) -> None:
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as one:
        if one.execute("SELECT 1 FROM pg_database WHERE datname = 'base'").fetchone():
            return
        one.execute("CREATE DATABASE base")
    open_ledger(str(base))
    archive.back_up(backup)
    archive.restore(backup, f"{server}/base")
    connection.close()


WORKS: dict[str, tuple[Callable[[Path], Callable[[str], None]], tuple[str, ...]]] = {
    "add": (lambda folder: partial(_add, SECOND, "2019-01-15"), WHOLE),
    "a correction": (lambda folder: _correct, ("ledger_correction", "ledger_statement", "ledger_claim")),
    "a report": (lambda folder: partial(_report, folder), ("ledger_issuedreport",)),
    "an import": (lambda folder: partial(_import, folder), ("office_task", "office_change", "office_body")),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", WORKS)
def test_whatever_is_killed_leaves_the_ledger_whole(name: str, ledgers: Ledgers, tmp_path: Path) -> None:
    act, kept = WORKS[name]
    told = kill(Work(name, act(tmp_path), kept), ledgers, rounds=ROUNDS, seed=20261123)
    print(f"{name}: {told.killed} of {told.rounds} killed; {told.before} as before, {told.after} as after")
    assert told.rounds == ROUNDS
    assert told.killed >= ROUNDS // 2  # at a statement always; after a while, where the machine was not too quick
