"""Overdue, due soon, silent, and the rate of solution, for a day that is handed in."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from hefu.office import judging, passages, store
from hefu.office.models import Body, Problem, Task
from hefu.office.rhythm import parse
from office.conftest import TODAY


def standing(task: Task, today: date = TODAY) -> judging.Judged:
    (found,) = judging.judged(Task.objects.filter(pk=task.pk), today)
    return found


def test_a_task_is_overdue_from_the_day_after_it_was_due(task: Task) -> None:
    assert standing(task, date(2025, 12, 31)).late == 0
    late = standing(task, date(2026, 1, 1))
    assert (late.status, late.late) == ("overdue", 1)


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_is_done_or_dropped_is_neither_overdue_nor_silent(task: Task, state: str) -> None:
    store.change(task, {"state": state}, who="李一")
    found = standing(task, date(2027, 1, 1))
    assert (found.status, found.late, found.silent, found.left) == (state, 0, 0, None)


def test_a_task_is_due_soon_in_its_last_two_weeks(task: Task) -> None:
    assert not standing(task, date(2025, 12, 16)).soon
    assert standing(task, date(2025, 12, 17)).soon
    assert standing(task, date(2025, 12, 31)).soon
    assert not standing(task, date(2026, 1, 1)).soon


def test_a_task_is_silent_until_it_is_reported_on(task: Task) -> None:
    assert standing(task).silent == 8
    row = store.report(task, parse("2025-11"), {"state": "on-course"}, who="王二")
    assert standing(task).silent == 0
    store.change(row, {"withdrawn": True}, who="王二", why="填错")
    assert standing(task).silent == 8


def test_a_planned_task_is_silent_only_from_its_start_on(task: Task) -> None:
    store.change(task, {"state": "planned", "start_on": TODAY + timedelta(1)}, who="李一")
    assert standing(task).silent == 0


def test_progress_is_a_share_only_of_figures_of_one_unit(task: Task) -> None:
    store.report(task, parse("2025-10"), {"state": "on-course", "figure": "0.9", "unit": "亿元"}, who="王二")
    assert standing(task).share == Decimal("0.75")
    store.report(task, parse("2025-11"), {"state": "on-course", "figure": "60", "unit": "%"}, who="王二")
    assert standing(task).share is None


def test_many_tasks_are_judged_with_two_queries(task: Task) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(20):
        store.create(Task(title=f"任务{number}", body=task.body), who="李一")
    with CaptureQueriesContext(connection) as queries:
        assert len(judging.judged(Task.objects.all(), TODAY)) == 21
    assert len(queries) == 2


def problem(
    body: Body, title: str, found: str, due: str = "", solved: str = "", checked: str = "", **more: bool
) -> Problem:
    days = {
        name: date.fromisoformat(day) for name, day in (("due", due), ("solved", solved), ("checked", checked)) if day
    }
    return store.create(Problem(title=title, body=body, found=date.fromisoformat(found), **days, **more), who="李一")


def test_the_rate_of_solution_is_worked_out(body: Body) -> None:
    problem(body, "甲", "2025-07-02", "2025-07-31", "2025-07-29", "2025-08-06")
    problem(body, "乙", "2025-10-22", "2025-11-15", "2025-11-12")
    problem(body, "丙", "2025-10-20", "2025-11-15")
    problem(body, "丁", "2025-10-10", "2025-12-31")
    problem(body, "误报", "2025-10-10", void=True)
    problem(body, "以后", "2026-01-10")
    rate = judging.rate(list(Problem.objects.all()), TODAY)
    assert (rate.found, rate.solved, rate.checked, rate.overdue) == (4, 2, 1, 1)
    assert rate.percent == Decimal("50.0")


def test_the_rate_of_nothing_is_none_and_not_zero(body: Body) -> None:
    assert judging.rate([], TODAY).percent is None


def test_what_was_solved_later_was_not_solved_then(body: Body) -> None:
    row = problem(body, "甲", "2025-07-02", "2025-07-31", "2025-08-29")
    assert judging.status_of(row, date(2025, 8, 1)) == "overdue"
    assert judging.status_of(row, TODAY) == "solved"


def test_a_passage_is_told_apart_from_one_that_no_longer_stands(task: Task) -> None:
    assert passages.shown(task) is None
    task.sha256, task.start, task.quote = "a" * 64, 3, "原话"
    shown = passages.shown(task)
    assert shown is not None and not shown.stands and shown.title == ""
