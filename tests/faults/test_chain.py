"""Whoever changes what people did past hefu is found out: rows and the entries that tell of them."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, transaction

from faults.work import defects, work
from hefu.cli import main
from hefu.errors import UsageError
from hefu.ledger import archive, opening
from hefu.ledger.checking import trail
from hefu.ledger.models import Correction, Entry
from hefu.ledger.models.chained import Chained, append
from hefu.office import checking as office_checking
from hefu.office import store as office
from hefu.office.models import Body, Task


def run(*statements: str) -> None:
    """SQL past hefu."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_what_people_do_leaves_a_chain_in_which_nothing_is_wrong(worked_on: str) -> None:
    assert [str(one) for one in defects()] == []
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {"ledger.correction", "ledger.decision", "ledger.review", "ledger.indicatoredit", "office.task",
            "office.change", "accounts.account", "accounts.setting"} <= kinds  # fmt: skip


TAMPERINGS: dict[str, tuple[list[str], str]] = {
    "a reason is rewritten": (["UPDATE ledger_correction SET reason = '另有原因'"], "reason was changed"),
    "a corrected value": (["UPDATE ledger_correction SET \"new\" = '99' WHERE undone IS NULL"], "new was changed"),
    "another name under a decision": (["UPDATE ledger_decision SET who = '王五' WHERE who <> ''"], "who was changed"),
    "what a correction expects": (["UPDATE ledger_correction SET expected = '1'"], "expected was changed"),
    "a day that is past": (["UPDATE office_task SET due = '2027-01-01'"], "due was changed"),
    "its history with it": (["UPDATE office_change SET fields = '{}' WHERE version = 2"], "fields was changed"),
    "a version": (["UPDATE office_task SET version = 1"], "its versions are not those"),
    "a body that supports a task": (["DELETE FROM office_task_support"], "support was changed"),
    "a role": (["UPDATE accounts_account SET role = 'administrator'"], "role was changed"),
    "who may read": (["UPDATE accounts_setting SET value = 'yes'"], "value was changed"),
    "a row is taken out": (["DELETE FROM ledger_correction WHERE undone IS NOT NULL"], "taken out of the ledger"),
    "a row is put in": (
        ["INSERT INTO ledger_indicatoredit (kind, name, other, value, old, moved, why, who, \"when\", undone_by) "
         "VALUES ('merge', 'a', 'b', '', '', 0, 'c', 'd', '2026-01-01 00:00:00+00:00', '')"],
        "put in past hefu",
    ),
    "an entry is changed": (["UPDATE ledger_entry SET content = '{}' WHERE number = 2"], "not what was written"),
    "an entry with its row": (
        ["UPDATE ledger_entry SET content = replace(content, '林芷', '王五')",
         "UPDATE ledger_correction SET who = '王五'", "UPDATE ledger_review SET who = '王五'"],
        "not what was written",
    ),
    "a time": (["UPDATE ledger_entry SET \"when\" = '2020-01-01 00:00:00+00:00' WHERE number = 3"], "not what was"),
    "an entry is taken out": (["DELETE FROM ledger_entry WHERE number = 3"], "entries behind 2 are missing"),
    "the first is taken out": (["DELETE FROM ledger_entry WHERE number = 1"], "entries behind 0 are missing"),
    "it is taken out and the others move up": (
        ["DELETE FROM ledger_entry WHERE number = 3", *(f"UPDATE ledger_entry SET number = {n} WHERE number = {n + 1}"
         for n in range(3, 12))],
        "not where it was written",
    ),
    "an entry is put in": (
        ["INSERT INTO ledger_entry (number, kind, row, content, \"when\", digest) SELECT max(number) + 1, "
         f"'ledger.correction', '1', '{{}}', '2026-01-01 00:00:00+00:00', '{'a' * 64}' FROM ledger_entry"],
        "not what was written",
    ),
    "two change places": (
        ["UPDATE ledger_entry SET number = -2 WHERE number = 2", "UPDATE ledger_entry SET number = 2 WHERE number = 4",
         "UPDATE ledger_entry SET number = 4 WHERE number = -2"],
        "not where it was written",
    ),
}  # fmt: skip


def test_tampering_is_told_each_time(worked_on: str) -> None:
    for done, (statements, told) in TAMPERINGS.items():
        with transaction.atomic():
            run(*statements)
            found = [*trail.check(), *office_checking.check()]
            transaction.set_rollback(True)
        assert any(told in one.what and "past hefu" in one.what + one.advice for one in found), (done, found)
    assert defects() == []


def test_a_chain_whose_end_was_noted_down_cannot_be_written_anew(worked_on: str) -> None:
    noted = trail.head()
    office.create(Body(name="市统计局"), who="李一")
    assert defects(noted) == []
    with opening.writing():  # somebody who knows how writes all of it anew, with another name
        Entry.objects.all().delete()
        Correction._base_manager.update(who="王五")
        while trail.head().number < noted.number:
            for model in apps.get_models():
                if issubclass(model, Chained):
                    append(model, list(model._base_manager.order_by("pk").values_list("pk", flat=True)))
    assert defects() == []
    assert [one.what for one in defects(noted)] == [f"entry {noted.number} is not the one that was noted down"]


def test_an_end_that_is_cut_off_is_missed_by_whoever_noted_it_down(worked_on: str) -> None:
    last = office.create(Body(name="市统计局"), who="李一")
    noted = trail.head()
    run(
        f"DELETE FROM office_change WHERE kind = 'body' AND \"row\" = {last.pk}",
        f"DELETE FROM office_body WHERE id = {last.pk}",
        f"DELETE FROM ledger_entry WHERE number > {noted.number - 2}",
    )
    assert defects() == []
    assert f"it ends before entry {noted.number}" in defects(noted)[0].what


def test_writers_at_the_same_time_make_one_chain(any_ledger: str) -> None:
    def write(name: str) -> None:
        try:
            for number in range(15):
                office.create(Body(name=f"{name}{number}"), who=name)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in "甲乙丙"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Body.objects.count() == 45
    assert trail.head().number == 90
    assert defects() == []


def test_what_fails_leaves_no_entry(worked_on: str) -> None:
    before = trail.head()
    with pytest.raises(RuntimeError, match="after it"), opening.writing():
        office.create(Body(name="市统计局"), who="李一")
        raise RuntimeError("something fails after it")
    assert trail.head() == before
    assert defects() == []


def test_rows_are_not_changed_past_the_chain_by_mistake(worked_on: str) -> None:
    with pytest.raises(TypeError, match="Correction is chained: save its rows to change reason"):
        Correction.objects.update(reason="另有原因")
    Correction.objects.update(lost="not read any more")
    assert [one for one in defects() if "past hefu" in one.what + one.advice] == []


def test_a_backup_brings_the_chain_back(worked_on: str, tmp_path: Path) -> None:
    noted = trail.head()
    archive.back_up(tmp_path / "one.hefu")
    archive.restore(tmp_path / "one.hefu", str(tmp_path / "back.sqlite3"))
    assert trail.head() == noted
    assert defects(noted) == []
    opening.open_ledger(worked_on)


def test_a_ledger_of_an_older_hefu_gets_its_chain_when_it_is_brought_up_to_date(worked_on: str) -> None:
    opening.turn_back([("ledger", "0012")])
    opening.open_ledger(worked_on)
    assert defects() == []
    assert Entry.objects.filter(kind="office.task").count() == Task.objects.count() == 1
    run("UPDATE ledger_correction SET reason = '另有原因'")
    assert "reason was changed" in defects()[0].what


@pytest.mark.parametrize("text", ["12", "0:" + "a" * 64, "12:abc", "1e3:" + "a" * 64, "９:" + "a" * 64])
def test_what_is_no_end_of_a_chain_is_wrong_use(text: str) -> None:
    with pytest.raises(UsageError, match="give what `hefu check` has printed"):
        trail.Head.read(text)


def test_the_command_prints_the_end_and_takes_it_back(
    ledger: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    work()
    assert main(["check", "--db", str(ledger)]) == 0
    noted = capsys.readouterr().out.split("ends at ")[1].strip()
    assert main(["check", "--db", str(ledger), "--head", noted]) == 0
    run("DELETE FROM ledger_entry WHERE number > 5")
    capsys.readouterr()
    assert main(["check", "--db", str(ledger), "--head", noted]) == 1
    assert "which was noted down → somebody changed it past hefu" in capsys.readouterr().out
