"""What the ledger holds of an office, in the form of the template: imported again it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hefu.office import words
from hefu.office.models import Body, Passage, Problem, ProgressReport, Project, Task
from hefu.office.template import template


def export(language: str = "zh") -> bytes:
    """All rows that count, as an XLSX file."""
    return template(language, _values)


def _values(kind: str, language: str) -> Iterator[dict[str, object]]:
    """The rows of a kind under the names of the columns."""

    def said(vocabulary: str, code: str) -> str:
        return words.say(vocabulary, code, language)

    if kind == "bodies":
        for body in Body.objects.order_by("pk"):
            yield {**_plain(body, "name", "area", "names", "contact"), "kind": said("body", body.kind)}
    elif kind == "tasks":
        for task in Task.objects.select_related("body").prefetch_related("support").order_by("pk"):
            named = "list", "code", "section", "title", "body", "unit", "start_on", "due", "done_on", "serves"
            yield {
                **_plain(task, *named), **_of(task), "goal": _figure(task.goal),
                "support": "、".join(body.name for body in task.support.all()),
                "rhythm": said("rhythm", task.rhythm), "state": said("state", task.state),
            }  # fmt: skip
    elif kind == "reports":
        for report in ProgressReport.objects.filter(withdrawn=False).select_related("task"):
            yield {
                **_plain(report, "period", "unit", "text"), **_of(report), "figure": _figure(report.figure),
                "list": report.task.list, "task": report.task.code or report.task.title,
                "state": said("progress", report.state),
            }  # fmt: skip
    elif kind == "problems":
        for problem in Problem.objects.filter(void=False).select_related("body", "task").order_by("pk"):
            names = (
                "list", "code", "title", "origin", "found", "body", "measure", "due", "solved", "solution", "checked",
                "checked_by",
            )  # fmt: skip
            yield {**_plain(problem, *names), "task": (problem.task.code or problem.task.title) if problem.task else ""}
    else:
        for project in Project.objects.select_related("body").order_by("pk"):
            sums = {name: f"{getattr(project, name)}{getattr(project, f'{name}_unit')}" for name in Project.SUMS}
            row = _plain(project, "code", "name", "kind", "body", "place", "due", "stage_on")
            yield {**row, **_of(project), **sums, "stage": said("stage", project.stage)}


def _plain(row: Any, *names: str) -> dict[str, object]:
    return {name: str(value) if isinstance(value := getattr(row, name), Body) else value for name in names}


def _of(row: Passage) -> dict[str, object]:
    return {"document": row.sha256, "quote": row.quote}


def _figure(text: str) -> object:
    return Decimal(text) if text else ""
