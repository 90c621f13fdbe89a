"""The problems of the office that concern a plan, as its report has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from hefu.ledger.alignment import partners
from hefu.ledger.models import Plan
from hefu.office.models import Assignment, Problem, Task
from hefu.report.snapshot import Problem as Told


def problems_of(sha256: str) -> Sequence[Told] | None:
    """The problems about a plan, by the hash of its document; None where no list of problems is kept.

    A problem concerns the plan when its task serves a passage of it, or of a document of its time and place that
    carries it out; one without a task, when its body answers for something in the plan.
    """
    every = Problem.objects.filter(void=False)
    if not every.exists():
        return None
    bodies = Assignment.objects.filter(sha256=sha256, removed=False).values("body")
    plan = Plan.objects.select_related("document").get(document__original=sha256)
    carried_out = [one.document.original_id for one in partners(plan)[1] if one.area_name == plan.area_name]
    tasks = Task.objects.filter(sha256__in=[sha256, *carried_out])
    concerned = Q(task__in=tasks) | Q(task=None, body__in=bodies) | Q(task=None, body__in=tasks.values("body"))
    found = every.filter(concerned).select_related("body").distinct().order_by("found", "pk")
    return [_told(row) for row in found]


def _told(row: Problem) -> Told:
    days = {name: _day(getattr(row, name)) for name in ("found", "due", "solved", "checked")}
    key = (Problem.KIND, row.pk, row.version)
    return Told(row=key, title=row.title, body=row.body.name, measure=row.measure, **days)


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
