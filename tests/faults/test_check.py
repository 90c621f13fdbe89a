"""`hefu check` tells of everything in a ledger that is not as it must be, and repairs what can be derived again."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import connection, transaction

from faults.work import defects
from hefu.cli import main
from hefu.ledger import checking, corrections, search, targets, tracking
from hefu.ledger.checking import AUDIT, SEARCH, check
from hefu.ledger.checking.repairing import repair
from hefu.ledger.models import Correction, Document
from ledger import city
from ledger.test_tracking import AIMS, add

ELSE = {
    "bytes of an original": ("UPDATE ledger_original SET content = '损'", "its bytes are not those that were added"),
    "size of an original": ("UPDATE ledger_original SET size = size + 1", "its bytes are not those"),
    "the text": ("UPDATE ledger_document SET text = replace(text, '2021', '2022')", "text for searching is not that"),
    "a shorter text": ("UPDATE ledger_document SET text = '无'", "of 1 characters"),
    "a quote": ("UPDATE ledger_statement SET quote = '105.4亿元' WHERE quote = '104.5亿元'", "where other words stand"),
    "a span": ("UPDATE ledger_statement SET start = start + 1, \"end\" = \"end\" + 1", "where other words stand"),
    "a value": ("UPDATE ledger_statement SET value = '1' WHERE quote = '104.5亿元'", "one of them was altered"),
    "no value": ("UPDATE ledger_statement SET value = '约1' WHERE quote = '104.5亿元'", "is none"),
    "a period": ("UPDATE ledger_statement SET period = '2019' WHERE quote = '104.5亿元'", "but its period is '2019'"),
    "a corrected value": (
        "UPDATE ledger_statement SET value = '7', number = 7 WHERE value = '22.2'", "does not show the corrected value",
    ),
    "words for searching": ("UPDATE ledger_statement SET folded = '无' WHERE quote = '104.5亿元'", "other words for"),
    "a numeral": ("UPDATE ledger_numeral SET \"end\" = 9999", "ends at 9999"),
    "figures of findings": ("UPDATE ledger_findingfigure SET quote = '无'", "the figure of a finding at"),
    "a layout": ("UPDATE ledger_document SET layout = text WHERE id = 1", "cannot be read"),
    "claims": ("DELETE FROM ledger_claim", "the audit does not know all its statements"),
    "findings without figures": ("DELETE FROM ledger_findingfigure", "it has no figures"),
    "a text for searching": ("DELETE FROM ledger_folded", "its text for searching is missing"),
    "a statement under review": ("UPDATE ledger_review SET start = 0 WHERE kind = 'accepted'", "where other words"),
}  # fmt: skip
ONLY_SQLITE = {
    "keys": ("UPDATE ledger_statement SET series_id = 999", "its series 999 is not there"),
    "an index": ("DROP INDEX statement_of_series", "statement_of_series of the table ledger_statement is missing"),
    "a column": ("ALTER TABLE ledger_opinion DROP COLUMN tokens", "the column ledger_opinion.tokens is missing"),
    "a table": ("DROP TABLE ledger_use", "the table ledger_use is missing"),
    "the index of search": ("DELETE FROM ledger_statement_grams_data", "search"),
    "an entry of it": (
        "INSERT INTO ledger_statement_grams (rowid, grams) VALUES (1, '4e91')",
        "the index of ledger_statement is wrong about 1 characters",
    ),
    "what keeps it": ("DROP TRIGGER ledger_statement_grams_new", "its index is missing, or what keeps it"),
}


@pytest.mark.slow
def test_each_defect_is_told_with_what_to_do(worked_on: str) -> None:
    cases = ELSE | (ONLY_SQLITE if connection.vendor == "sqlite" else {})
    connection.disable_constraint_checking()
    for done, (statement, told) in cases.items():
        with transaction.atomic():
            with connection.cursor() as cursor:
                if connection.vendor == "postgresql":
                    statement = statement.replace("content = '损'", "content = '\\x00'").replace(
                        "layout = text", "layout = '\\x00'"
                    )
                cursor.execute(statement)
            found = _defects()
            transaction.set_rollback(True)
        assert any(told in one for one in found), (done, found)
        assert all(" → " in one for one in found)
    assert defects() == []


def _defects() -> list[str]:
    return [
        str(one)
        for name, part in checking.PARTS.items()
        if name != "audit trail"
        for one in checking._safely(name, part)
    ]


def test_a_ledger_that_people_worked_on_has_no_defect(worked_on: str) -> None:
    assert defects() == []


def test_what_can_be_derived_is_repaired_and_nothing_else(worked_on: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM ledger_claim")
        cursor.execute("UPDATE ledger_folded SET text = '无'")
        cursor.execute("UPDATE ledger_statement SET folded = '无' WHERE quote = '104.5亿元'")
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER ledger_statement_grams_new")
        cursor.execute("UPDATE ledger_statement SET value = '1' WHERE quote = '104.5亿元'")
    assert {one.derived for one in defects()} == {SEARCH, AUDIT, ""}
    repair({SEARCH, AUDIT})
    assert ["one of them was altered" in one.what for one in defects()] == [True]


def test_what_targets_are_found_and_listed_by_is_that_of_their_documents(any_ledger: str, tmp_path: Path) -> None:
    add(AIMS, "2022-01-15", tmp_path)
    tracking.track_new()
    assert defects() == []
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_target SET folded = '无'")
    assert ["other words for searching" in one.what for one in defects()] == [True, True]
    repair({SEARCH})
    assert defects() == []
    assert search.among_targets("6%以上", targets.listed()).count() == 1
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_target SET published = '1999-01-01'")
    assert ["is of 1999-01-01, its document of 2022-01-15" in one.what for one in defects()] == [True, True]


def test_others_write_while_a_ledger_is_checked_and_it_sees_one_moment(worked_on: str) -> None:
    def write(part: str) -> None:
        if part in ("texts and figures", "search", "audit trail"):
            writer = threading.Thread(target=_write, args=(part,))
            writer.start()
            writer.join()

    before = Document.objects.count()
    assert list(check(tell=write)) == []
    assert Document.objects.count() == before + 3
    assert defects() == []


def _write(part: str) -> None:
    try:
        row = Correction.objects.filter(undone=None)[0]
        corrections.correct(row.document_id, row.start, row.field, f"5.{len(part)}", reason=part, who="林芷")
        city.add(f"2021年，全市接待游客{len(part)}万人次。")
    finally:
        connection.close()


def test_a_damaged_file_is_told(worked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "damaged.sqlite3"
    data = bytearray(worked.read_bytes())
    for page in range(40, len(data) // 4096, 7):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(data)
    assert main(["check", "--db", str(path)]) == 1
    told = capsys.readouterr()
    assert "restore a backup" in told.out or "cannot be used" in told.err
    assert "Traceback" not in told.err
    connection.close()


def test_the_command_repairs_and_checks_again(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ledger_statement_grams_new")
        cursor.execute("DROP TRIGGER ledger_folded_grams_old")
    connection.close()
    assert main(["check", "--db", str(ledger)]) == 1
    assert "hefu check --repair makes it anew" in capsys.readouterr().out
    assert main(["check", "--db", str(ledger), "--repair"]) == 0
    assert "made anew: search" in capsys.readouterr().out
    assert main(["check", "--db", str(ledger)]) == 0
