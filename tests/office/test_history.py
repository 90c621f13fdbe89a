"""The history as one reading of what is kept in many places, in ledgers of both kinds."""

from __future__ import annotations

import pytest

from hefu.errors import UsageError
from hefu.ledger import corrections, decisions
from hefu.ledger.models import Document, Finding, Statement
from hefu.office import history, store, undoing
from hefu.office.history import Cursor, Wanted
from hefu.office.models import Task
from ledger.city import BEFORE, NOW, add


def everything(size: int, **wanted: object) -> list[str]:
    """The keys of all turns, read so many at a time."""
    found, after = [], None
    while True:
        turns, after = history.read(Wanted(**wanted), after=after, size=size)  # type: ignore[arg-type]
        found += [turn.key for turn in turns]
        if after is None:
            return found
        after = Cursor.read(str(after))


def test_pages_of_any_size_have_the_same_turns_in_the_same_order(task: Task) -> None:
    add(BEFORE + NOW)
    row = Statement.objects.get(quote__contains="104.5")
    decisions.confirm(Finding.objects.get().identity, who="孙四")
    made = corrections.correct(row.document_id, row.start, "period", "2022", reason="看表题", who="赵三")
    corrections.undo(made.pk, who="赵三")
    store.change(task, {"goal": "1.5"}, who="李一")
    whole = everything(99)
    assert whole[0].startswith("office:") and f"correction-undone:{made.pk}" in whole and len(whole) == 6
    assert everything(1) == everything(4) == whole
    own = everything(2, document=Document.objects.get(), start=row.start)
    assert own == [key for key in whole if not key.startswith("office:")]


def test_every_kind_of_turn_is_taken_back_by_its_inverse(task: Task) -> None:
    add(BEFORE + NOW)
    finding, row = Finding.objects.get(), Statement.objects.get(quote__contains="104.5")
    decisions.confirm(finding.identity, who="孙四")
    undoing.undo(everything(9)[0], who="林芷", why="看错")
    finding.refresh_from_db()
    assert finding.state == Finding.OPEN
    corrections.correct(row.document_id, row.start, "value", "96.6亿", reason="印错", who="赵三")
    finding.refresh_from_db()
    assert finding.state == Finding.RESOLVED
    undoing.undo(everything(9)[0], who="林芷", why="没印错")
    finding.refresh_from_db()
    assert finding.state == Finding.OPEN
    store.change(task, {"goal": "1.5"}, who="李一")
    undoing.undo(everything(9)[0], who="林芷", why="没改")
    task.refresh_from_db()
    assert task.goal == "1.2"


def test_what_came_later_is_not_swept_away(task: Task) -> None:
    task = store.change(task, {"goal": "1.5"}, who="李一")
    key = everything(1)[0]
    store.change(task, {"goal": "1.8"}, who="周二")
    with pytest.raises(undoing.NotLastError):
        undoing.undo(key, who="林芷", why="看错")
    task.refresh_from_db()
    assert task.goal == "1.8"


@pytest.mark.parametrize("who, why", [("", "看错"), ("林芷", " ")])
def test_nothing_is_taken_back_without_a_name_and_a_reason(task: Task, who: str, why: str) -> None:
    store.change(task, {"goal": "1.5"}, who="李一")
    with pytest.raises(UsageError):
        undoing.undo(everything(1)[0], who=who, why=why)
