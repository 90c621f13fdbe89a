"""Nothing is kept without a name, nothing is overwritten, nobody's work is lost."""

from __future__ import annotations

from datetime import date

import pytest

from hefu.errors import LedgerError, UsageError
from hefu.office import store
from hefu.office.models import Body, Change, ProgressReport, Project, Task
from hefu.office.rhythm import parse
from hefu.office.store import ChangedMeanwhileError


def test_a_new_row_has_a_first_version_with_who_and_why(task: Task) -> None:
    (first,) = store.history(task)
    assert (first.who, first.version) == ("李一", 1)
    assert first.fields["due"] == ["", "2025-12-31"]
    assert first.fields["body"] == ["", "市商务局"]


def test_a_change_keeps_what_stood_before_and_says_why(task: Task) -> None:
    store.change(task, {"due": date(2026, 1, 31)}, who="王二", why="设备到货推迟")
    last = store.history(task).last()
    assert last.fields == {"due": ["2025-12-31", "2026-01-31"]}
    assert (last.who, last.why, last.version) == ("王二", "设备到货推迟", 2)
    assert Task.objects.get(pk=task.pk).due == date(2026, 1, 31)


def test_a_change_to_what_stands_there_is_none(task: Task) -> None:
    assert store.change(task, {"due": task.due, "title": task.title}, who="王二").version == 1
    assert store.history(task).count() == 1


def test_supporting_bodies_are_in_the_history_too(task: Task) -> None:
    other = store.create(Body(name="市财政局"), who="李一")
    changed = store.change(task, {"support": [other]}, who="王二")
    assert [body.name for body in changed.support.all()] == ["市财政局"]  # type: ignore[attr-defined]
    assert store.history(task).last().fields == {"support": ["", "市财政局"]}


def test_who_comes_second_is_told_what_the_first_changed_and_saves_nothing(task: Task) -> None:
    store.change(task, {"due": date(2026, 1, 31)}, who="王二", version=1)
    with pytest.raises(ChangedMeanwhileError, match=r"(?s)王二.*2025-12-31 → 2026-01-31"):
        store.change(task, {"due": date(2026, 3, 31)}, who="赵三", version=1)
    assert Task.objects.get(pk=task.pk).due == date(2026, 1, 31)
    assert store.change(task, {"due": date(2026, 3, 31)}, who="赵三", version=2).version == 3


def test_nothing_is_kept_without_a_name(task: Task) -> None:
    with pytest.raises(UsageError):
        store.change(task, {"title": "别的"}, who="  ")
    assert Task.objects.get(pk=task.pk).title == task.title


def test_a_text_that_no_database_keeps_is_refused_and_nothing_is_kept(task: Task) -> None:
    for values in ({"title": "a\0b"}, {"code": "长" * 41}):
        with pytest.raises(LedgerError):
            store.change(task, values, who="王二")
    assert Change.objects.filter(kind="task").count() == 1


def test_the_first_report_starts_a_planned_task_and_one_that_is_done_ends_it(task: Task) -> None:
    store.change(task, {"state": "planned"}, who="李一")
    store.report(task, parse("2025-10"), {"state": "on-course", "figure": "0.6", "unit": "亿元"}, who="王二")
    assert Task.objects.get(pk=task.pk).state == "active"
    store.report(task, parse("2025-11"), {"state": "done", "figure": "1.2", "unit": "亿元"}, who="王二")
    done = Task.objects.get(pk=task.pk)
    assert (done.state, done.done_on) == ("done", date(2025, 11, 30))
    assert "2025-11" in store.history(done).last().why


def test_a_second_report_for_a_period_becomes_a_version_of_the_first(task: Task) -> None:
    store.report(task, parse("2025-10"), {"state": "on-course", "figure": "0.6"}, who="王二")
    row = store.report(task, parse("2025-10"), {"state": "slow", "figure": "0.5"}, who="王二", why="数据更正")
    assert ProgressReport.objects.count() == 1
    assert row.version == 2
    assert store.history(row).last().fields == {"figure": ["0.6", "0.5"], "state": ["on-course", "slow"]}


def test_a_withdrawn_report_makes_room_for_another(task: Task) -> None:
    row = store.report(task, parse("2025-10"), {"state": "on-course"}, who="王二")
    store.change(row, {"withdrawn": True}, who="王二", why="填错任务")
    again = store.report(task, parse("2025-10"), {"state": "slow"}, who="王二")
    assert again.pk != row.pk
    assert ProgressReport.objects.filter(withdrawn=False).count() == 1


def test_a_project_is_at_the_latest_stage_that_is_not_taken_back(body: Body) -> None:
    project = store.create(Project(name="冷链物流园", body=body), who="李一")
    store.turn(project, "signed", date(2025, 5, 20), who="李一")
    begun = store.turn(project, "begun", date(2025, 8, 1), who="李一")
    store.turn(project, "talks", date(2025, 1, 3), who="李一")
    project.refresh_from_db()
    assert (project.stage, project.stage_on) == ("begun", date(2025, 8, 1))
    store.change(begun, {"void": True}, who="李一", why="未取得施工许可")
    store.settle(project)
    project.refresh_from_db()
    assert project.stage == "signed"
    assert store.turn(project, "signed", date(2025, 5, 20), who="李一").version == 1
    assert project.turns.count() == 3
