"""The weekly dispatch sheet 本周调度单: what a meeting must speak of this week, to be printed and filled in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl.styles import Alignment, Font

from hefu.office import rhythm, sheetfile, words
from hefu.office.judging import SOON, Judged, judged, status_of
from hefu.office.models import Problem, Task
from hefu.office.sheetfile import FONT

_WIDTHS = (5, 34, 18, 18, 12, 16, 30, 28, 28)


def dispatch(today: date, tasks: Sequence[Judged] | None = None) -> bytes:
    """The sheet of the week that a day lies in, as an XLSX file. tasks: all that are not dropped by default."""
    rows = (
        judged(Task.objects.exclude(state=Task.DROPPED).prefetch_related("support"), today)
        if tasks is None
        else list(tasks)
    )
    week = rhythm.period_of("weekly", today)
    made = sheetfile.book()
    page = made.create_sheet(_("Weekly dispatch"))
    title = page.cell(1, 1, _("Weekly dispatch sheet {week}").format(week=week.name))
    title.font, title.alignment = Font(name=FONT, size=18, bold=True), Alignment(horizontal="center")
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(_WIDTHS))
    told = _("{first} to {last}; as of {today}").format(first=week.first, last=week.last, today=today)
    page.cell(2, 1, told).font = Font(name=FONT, size=10)
    number = 3
    for name, part in _parts(rows, today):
        number = _part(page, number + 1, f"{name}  {len(part)}", _head(), [_task(row) for row in part])
    problems = _open_problems(today)
    number = _part(page, number + 1, f"{_('Problems that are open')}  {len(problems)}", _problem_head(), problems)
    sheetfile.widths(page, _WIDTHS)
    sheetfile.landscape(page)
    return sheetfile.saved(made)


def _parts(rows: Sequence[Judged], today: date) -> list[tuple[str, list[Judged]]]:
    """The tasks to speak of; each stands in the first part that it belongs to."""
    overdue = [row for row in rows if row.late]
    soon = [row for row in rows if row.soon]
    silent = [row for row in rows if row.silent and not row.late and not row.soon]
    known = {row.task.pk for row in (*overdue, *soon, *silent)}
    weekly = [
        row for row in rows if row.task.pk not in known and row.status == "active" and row.task.rhythm == "weekly"
    ]
    return [
        (_("Overdue"), sorted(overdue, key=lambda row: -row.late)),
        (_("Due within {n} days").format(n=SOON), sorted(soon, key=lambda row: row.left or 0)),
        (_("Without the reports of their rhythm"), sorted(silent, key=lambda row: -row.silent)),
        (_("Followed up every week"), weekly),
    ]


def _head() -> list[str]:
    return [
        "", _("Task"), _("Body"), _("Supporting bodies"), _("Due"), _("State"), _("Last report"),
        _("Progress this week"), _("Next step, and who"),
    ]  # fmt: skip


def _problem_head() -> list[str]:
    measure = pgettext("against a problem", "Measure")
    return [
        "", _("Problem"), _("Body"), _("Found on"), _("Due"), _("State"), measure, _("Progress this week"),
        _("Next step, and who"),
    ]  # fmt: skip


def _task(row: Judged) -> list[object]:
    task = row.task
    state = words.say("state", task.state)
    if row.late:
        state = _("overdue by {n} days").format(n=row.late)
    elif row.silent:
        state = _("silent for {n} periods").format(n=row.silent)
    last = ""
    if row.last:
        figure = f"{row.last.figure}{row.last.unit}" + (f" / {task.goal}{task.unit}" if task.goal else "")
        last = " ".join(filter(None, (f"{row.last.period}:", figure if row.last.figure else "", row.last.text)))
    support = "、".join(body.name for body in task.support.all())
    return [task.title, task.body.name, support, task.due, state, last, "", ""]


def _open_problems(today: date) -> list[list[object]]:
    rows = Problem.objects.filter(void=False, found__lte=today).select_related("body").order_by("due", "pk")
    standing = [(row, status_of(row, today)) for row in rows]
    return [
        [row.title, row.body.name, row.found, row.due, words.say("problem", status), row.measure, "", ""]
        for row, status in standing
        if status in ("open", "overdue")
    ]


def _part(page: Any, number: int, title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> int:
    """A table under its title; gives back the row behind it."""
    page.cell(number, 1, title).font = Font(name=FONT, size=12, bold=True)
    number += 1
    if rows:
        sheetfile.line(page, number, head, head=True)
        number += 1
    for count, row in enumerate(rows, 1):
        sheetfile.line(page, number, [count, *row])
        number += 1
    if not rows:
        page.cell(number, 1, _("none")).font = Font(name=FONT, size=10)
        number += 1
    return number
