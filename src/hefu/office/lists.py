"""The lists of an office as plain rows, for the command line and other programs; figures as they were written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from hefu.errors import UsageError
from hefu.office.cells import yuan
from hefu.office.judging import Judged, judged, status_of
from hefu.office.models import Body, Problem, Project, Task

Line = dict[str, Any]


def rank(row: Judged) -> tuple[int, date, int]:
    """Order of tasks: overdue first, then by due day, those that are done last."""
    order = {"overdue": 0, "active": 1, "planned": 1, "done": 2, "dropped": 3}
    return order[row.status], row.task.due or date.max, row.task.pk


def bodies_called(name: str) -> QuerySet[Body]:
    """The bodies that are called so. UsageError for none."""
    found = [body.pk for body in Body.objects.all() if name in (body.name, *body.names.split("、"))]
    if not found:
        raise UsageError(f"no body is called {name!r}: `hefu office bodies` lists them")
    return Body.objects.filter(pk__in=found)


def tasks(today: date, *, body: str = "", overdue: bool = False, silent: bool = False) -> list[Line]:
    """The tasks, the overdue ones first, with how they stand on a day."""
    rows = Task.objects.prefetch_related("support")
    if body:
        rows = rows.filter(body__in=bodies_called(body))
    found = [row for row in judged(rows, today) if (row.late or not overdue) and (row.silent or not silent)]
    return [_task(row) for row in sorted(found, key=rank)]


def _task(row: Judged) -> Line:
    task, last = row.task, row.last
    return {
        "list": task.list, "code": task.code, "title": task.title, "body": task.body.name,
        "support": [one.name for one in task.support.all()], "due": _day(task.due), "status": row.status,
        "late_days": row.late, "silent_periods": row.silent, "rhythm": task.rhythm, "goal": task.goal,
        "unit": task.unit, "last_period": last.period if last else "", "last_figure": last.figure if last else "",
        "last_state": last.state if last else "",
    }  # fmt: skip


def problems(today: date, *, body: str = "", overdue: bool = False) -> list[Line]:
    """The problems in the order in which they were found, with how they stand on a day."""
    rows = Problem.objects.filter(void=False).select_related("body", "task").order_by("found", "pk")
    if body:
        rows = rows.filter(body__in=bodies_called(body))
    standing = [(row, status_of(row, today)) for row in rows]
    return [_problem(row, status) for row, status in standing if status == "overdue" or not overdue]


def _problem(row: Problem, status: str) -> Line:
    return {
        "list": row.list, "code": row.code, "title": row.title, "body": row.body.name, "origin": row.origin,
        "found": _day(row.found), "measure": row.measure, "due": _day(row.due), "solved": _day(row.solved),
        "checked": _day(row.checked), "status": status, "task": row.task.title if row.task else "",
    }  # fmt: skip


def projects(_today: date, *, body: str = "") -> list[Line]:
    """The projects, with their sums as written and in yuan."""
    rows = Project.objects.select_related("body").order_by("pk")
    if body:
        rows = rows.filter(body__in=bodies_called(body))
    return [_project(row) for row in rows]


def _project(row: Project) -> Line:
    sums: Line = {}
    for name in Project.SUMS:
        amount, unit = getattr(row, name), getattr(row, f"{name}_unit")
        worth = yuan(amount, unit)
        sums |= {name: f"{amount}{unit}", f"{name}_yuan": format(worth, "f") if worth is not None else ""}
    return {
        "code": row.code, "name": row.name, "kind": row.kind, "body": row.body.name, "place": row.place, **sums,
        "stage": row.stage, "stage_on": _day(row.stage_on), "due": _day(row.due),
    }  # fmt: skip


def bodies(today: date, *, body: str = "") -> list[Line]:
    """The bodies by area and name, with how much each answers for. In no order of merit."""
    rows = bodies_called(body) if body else Body.objects.all()
    counted = rows.annotate(
        n_tasks=Count("tasks", distinct=True),
        n_problems=Count("problems", filter=Q(problems__void=False), distinct=True),
        n_projects=Count("projects", distinct=True),
    )  # fmt: skip
    late = [row.task.body_id for row in judged(Task.objects.all(), today) if row.late]
    return [
        {
            "name": row.name, "area": row.area, "names": row.names, "kind": row.kind, "tasks": row.n_tasks,
            "overdue": late.count(row.pk), "problems": row.n_problems, "projects": row.n_projects,
        }
        for row in counted.order_by("area", "name")
    ]  # fmt: skip


LISTS: dict[str, Callable[..., list[Line]]] = {
    "tasks": tasks, "problems": problems, "projects": projects, "bodies": bodies,
}  # fmt: skip


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
