"""What is overdue 逾期, due soon, or silent 沉默: found by rule, for a day that is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, Q, QuerySet

from hefu.office import rhythm
from hefu.office.models import Problem, ProgressReport, Task

SOON = 14
"""Days before its due date in which a task is due soon."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A task as it stands on a day.

    status: done, dropped, overdue, active, planned.  late: days since it was due.  left: days until it is due.
    silent: periods of its rhythm in a row without a report.  share: of the goal, where both are figures of one unit.
    """

    task: Task
    status: str
    late: int
    left: int | None
    silent: int
    last: ProgressReport | None
    share: Decimal | None

    @property
    def soon(self) -> bool:
        """Whether it is due within SOON days."""
        return self.left is not None and 0 <= self.left <= SOON


def with_reports(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """The tasks with the bodies that lead them and with the last day that their reports speak of."""
    latest = Max("reports__until", filter=Q(reports__withdrawn=False))
    return tasks.select_related("body").annotate(reported=latest)


def judged(tasks: QuerySet[Task], today: date) -> list[Judged]:
    """How tasks stand on a day: two queries, however many they are."""
    rows = list(with_reports(tasks))
    counted = ProgressReport.objects.filter(withdrawn=False, task__in=[task.pk for task in rows])
    last = {report.task_id: report for report in counted.order_by("until", "pk")}
    return [judge(task, last.get(task.pk), today) for task in rows]


def judge(task: Task, last: ProgressReport | None, today: date) -> Judged:
    """How a task stands on a day, by its own state and the last report that counts."""
    over = task.state in (Task.DONE, Task.DROPPED)
    late = (today - task.due).days if task.due and not over and task.due < today else 0
    left = (task.due - today).days if task.due and not over and not late else None
    begun = task.state == Task.ACTIVE or (task.start_on is not None and task.start_on <= today)
    silent = 0
    if begun and not over:
        silent = rhythm.passed_over(task.rhythm, task.start_on, last.until if last else None, today)
    return Judged(task, "overdue" if late else task.state, late, left, silent, last, _share(task, last))


def _share(task: Task, last: ProgressReport | None) -> Decimal | None:
    """How much of the goal is reported, never above 1; None unless both are figures of the same unit."""
    if last is None or not last.figure or not task.goal or last.unit != task.unit or Decimal(task.goal) <= 0:
        return None
    return min(max(Decimal(last.figure) / Decimal(task.goal), Decimal(0)), Decimal(1))


def status_of(problem: Problem, today: date) -> str:
    """How a problem stands on a day: void, checked, solved, overdue or open. What came later does not count yet."""
    if problem.void:
        return "void"
    if problem.solved and problem.solved <= today:
        return "checked" if problem.checked and problem.checked <= today else "solved"
    return "overdue" if problem.due and problem.due < today else "open"


@dataclass(frozen=True, slots=True)
class Rate:
    """The rate of solution 整改率: of `found` problems, `solved` are solved, of these `checked` are checked."""

    found: int
    solved: int
    checked: int
    overdue: int

    @property
    def percent(self) -> Decimal | None:
        """solved ÷ found × 100, to a tenth, None where there is nothing to divide by."""
        return (Decimal(100) * self.solved / self.found).quantize(Decimal("0.1")) if self.found else None


def rate(problems: list[Problem], today: date) -> Rate:
    """The rate of solution of problems on a day. Those that were struck off count neither above nor below."""
    statuses = [status_of(problem, today) for problem in problems if not problem.void and problem.found <= today]
    checked, solved = statuses.count("checked"), statuses.count("solved")
    return Rate(len(statuses), solved + checked, checked, statuses.count("overdue"))
