"""Tasks: the table and the operations chart, one page a task, what is reported on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hefu.errors import UsageError
from hefu.office import judging, passages, rhythm, store, words
from hefu.office.dispatch import dispatch
from hefu.office.export import export
from hefu.office.judging import SOON, Judged
from hefu.office.lists import rank
from hefu.office.models import ProgressReport, Task
from hefu.office.writing import Writer
from hefu.web import params, who
from hefu.web.access import holder, require_body
from hefu.web.office import forms, operations, past
from hefu.web.office.course import course
from hefu.web.office.marks import mark
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page

SIZE = 120
"""Tasks on a page."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FIELDS = (
    "list", "code", "section", "title", "body", "support", "goal", "unit", "start_on", "due", "rhythm", "state",
    "done_on", "serves", "document", "quote",
)  # fmt: skip
REPORT = "period", "figure", "unit", "state", "text", "document", "quote"


def today_of(request: HttpRequest) -> date:
    """The day that the page judges for: `on` of the address, else the store's."""
    said = params.pattern(request.GET, "on", r"\d{4}-\d\d-\d\d", _("a day such as 2025-12-18"))
    try:
        return date.fromisoformat(said) if said else store.today()
    except ValueError:
        raise params.BadParameterError("on", said, _("a day such as 2025-12-18")) from None


def listing(request: HttpRequest) -> HttpResponse:
    """The tasks of a list, a body or a state, as a chart and as a table with the same data."""
    today = today_of(request)
    wanted = {name: params.text(request.GET, name) for name in ("list", "body", "q")}
    kinds = ("overdue", "soon", "silent", *Task.STATES)
    state, group = params.choice(request.GET, "state", kinds), params.choice(request.GET, "by", GROUPS, "body")
    everything = judging.judged(filtered(wanted), today)
    rows = sorted((row for row in everything if stands(row, state)), key=rank)
    found = Paginator(rows, SIZE)
    number = params.whole(request.GET, "page") or 1
    if number > found.num_pages:
        raise params.BadParameterError("page", str(number), _("from 1 to {n}").format(n=found.num_pages))
    shown = found.page(number)
    context = {
        "section": "tasks", "tab": "tasks", "pages": shown, "today": today, "wanted": wanted, "state": state,
        "by": group,
        "rows": [(row, mark(row), operations.silence(row)) for row in shown],
        "chart": operations.chart(_groups(list(shown), group), today),
        "counts": _counts(everything), "bodies": len({row.task.body_id for row in everything}), "all": len(everything),
        "lists": Task.objects.exclude(list="").values_list("list", flat=True).distinct().order_by("list"),
        "groups": GROUPS, "states": words.choices("state"), "soon_days": SOON, "any": Task.objects.exists(),
        "named": [row.task.body.name for row in {row.task.body_id: row for row in everything}.values()],
    }  # fmt: skip
    return page(request, "tasks.html", context)


GROUPS = ("body", "section", "due")
"""How tasks can be grouped in the chart."""


def filtered(wanted: dict[str, str]) -> Any:
    """The tasks of a list, of a body that leads, with words in their title."""
    rows = Task.objects.all()
    if wanted["list"]:
        rows = rows.filter(list=wanted["list"])
    if wanted["body"]:
        rows = rows.filter(body__name=wanted["body"])
    if wanted["q"]:
        rows = rows.filter(title__contains=wanted["q"])
    return rows


def stands(row: Judged, state: str) -> bool:
    """Whether a task is of a state that one can filter by. Dropped ones are shown only when they are asked for."""
    if state in ("", "dropped"):
        return (row.status == "dropped") == (state == "dropped")
    checks = {"overdue": bool(row.late), "soon": row.soon, "silent": bool(row.silent)}
    return checks.get(state, row.task.state == state)


def _counts(rows: Sequence[Judged]) -> list[tuple[str, str, int]]:
    """How many tasks are overdue, due soon, silent: the filter, its words, the number."""
    names = (
        ("overdue", _("overdue")), ("soon", _("due within {n} days").format(n=SOON)),
        ("silent", _("without their reports")),
    )  # fmt: skip
    return [(code, name, sum(stands(row, code) for row in rows)) for code, name in names]


def _groups(rows: Sequence[Judged], by: str) -> list[tuple[str, list[Judged]]]:
    """The tasks in the groups of the chart: of bodies and sections in the order of their numbers, by month in time."""
    found: dict[str, list[Judged]] = {}
    ordered = sorted(rows, key=lambda row: (row.task.due or date.max) if by == "due" else row.task.pk)
    for row in ordered:
        names = {
            "body": row.task.body.name,
            "section": row.task.section,
            "due": f"{row.task.due:%Y-%m}" if row.task.due else _("no due day"),
        }
        found.setdefault(names[by], []).append(row)
    return list(found.items())


def sheet(request: HttpRequest) -> HttpResponse:
    """All tables of the office as a workbook that can be imported again."""
    return _workbook(export(_language()), "hefu-office.xlsx")


def dispatch_sheet(request: HttpRequest) -> HttpResponse:
    """The dispatch sheet of the week."""
    today = today_of(request)
    return _workbook(dispatch(today), f"dispatch-{rhythm.period_of('weekly', today).name}.xlsx")


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh"


def _workbook(data: bytes, name: str) -> HttpResponse:
    return HttpResponse(data, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


# ---------------------------------------------------------------- one task


def task(request: HttpRequest, pk: int) -> HttpResponse:
    """A task: what it serves, what was reported with its evidence, its problems, its history; a form to report."""
    row = _task(pk)
    today = today_of(request)
    form: forms.Sent | HttpResponse
    if request.method == "POST":
        require_body(request, row.body_id)
        form = forms.handle(request, "reports", REPORT, lambda *sent: _report(row, *sent))
        if isinstance(form, HttpResponse):
            return form
    else:
        form = _blank(row, today)
    (standing,) = judging.judged(Task.objects.filter(pk=pk), today)
    reports = list(row.reports.order_by("-until", "-pk"))
    last = past.signed(reports)
    context = {
        "section": "tasks", "tab": "tasks", "task": row, "standing": standing, "mark": mark(standing), "today": today,
        "silence": operations.silence(standing), "passage": passages.shown(row), "support": row.support.all(),
        "words": {"state": words.say("state", row.state), "rhythm": words.say("rhythm", row.rhythm)},
        "reports": [
            (one, words.say("progress", one.state), passages.shown(one), last.get(one.pk)) for one in reports
        ],
        "course": course(row, [one for one in reversed(reports) if not one.withdrawn], today),
        "problems": [
            (one, words.say("problem", judging.status_of(one, today))) for one in row.problems.filter(void=False)
        ],
        "history": past.history(row, *reports), "form": form, "mine": holder(request).may_write(row.body_id),
    }  # fmt: skip
    return page(request, "task.html", context | forms.around(request), status=409 if form.error else 200)


def _task(pk: int) -> Task:
    row = Task.objects.select_related("body").filter(pk=pk).first()
    if row is None:
        raise NotHereError(_("The ledger has no such task."))
    return row


def _blank(row: Task, today: date) -> forms.Sent:
    last = row.reports.filter(withdrawn=False).last()
    period = rhythm.to_report(row.rhythm, last.until if last else None, today)
    return forms.offered("reports", REPORT, {"unit": row.unit, "period": period.name, "state": "on-course"})


def _report(row: Task, found: dict[str, Any], name: str, why: str, seen: int | None) -> str:
    writer = Writer(who=name, why=why, strict=True)
    period = found.pop("period")
    if not found["figure"]:
        found["unit"] = ""
    elif not found["unit"]:
        found["unit"] = row.unit
    values = passages.NONE | writer.resolve("reports", found)
    known = ProgressReport.objects.filter(task=row, period=period.name, withdrawn=False).first()
    if known is not None and not why:
        told = _("There is a report for {period} already. Say why it is to be another, below, and send again.")
        raise UsageError(told.format(period=period.name))
    store.report(row, period, values, who=name, why=why)
    return reverse("task", args=[row.pk]) + "#reports"


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back a report that was wrong; it stays to be seen."""
    row = ProgressReport.objects.filter(pk=pk).first()
    if row is None or request.method != "POST":
        raise NotHereError(_("The ledger has no such report."))
    why = request.POST.get("why", "").strip()
    if not why:
        raise UsageError(_("Say why the report is withdrawn."))
    require_body(request, row.task.body_id)
    name = who.named(request)
    store.change(row, {"withdrawn": True}, who=name, why=why, version=forms.version(request.POST))
    return HttpResponseRedirect(reverse("task", args=[row.task_id]) + "#reports")
