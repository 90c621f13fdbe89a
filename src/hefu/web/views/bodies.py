"""Responsible bodies: a list in no order of merit, and one page a body with all that it answers for."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hefu.errors import LedgerError, UsageError
from hefu.office import judging, passages, store, words
from hefu.office.lists import rank
from hefu.office.models import Assignment, Body, Task
from hefu.web import params, who
from hefu.web.access import holder
from hefu.web.office import forms, operations, past
from hefu.web.office.marks import mark
from hefu.web.refusals import why_not
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page
from hefu.web.views.problems import MARKS
from hefu.web.views.projects import sums
from hefu.web.views.tasks import today_of


def listing(request: HttpRequest) -> HttpResponse:
    """All bodies by area and name."""
    rows = Body.objects.annotate(
        n_tasks=Count("tasks", distinct=True), n_support=Count("supported", distinct=True),
        n_problems=Count("problems", filter=Q(problems__void=False), distinct=True),
        n_projects=Count("projects", distinct=True),
        n_items=Count("assignments", filter=Q(assignments__removed=False), distinct=True),
    )  # fmt: skip
    found = [(row, words.say("body", row.kind)) for row in rows.order_by("area", "name")]
    # What only supports others comes last, where there is no area to sort by.
    found.sort(key=lambda one: one[0].area == "")
    return page(request, "bodies.html", {"section": "tasks", "tab": "bodies", "rows": found})


def body(request: HttpRequest, pk: int) -> HttpResponse:
    """One body: items and targets that it answers for, its tasks as a chart and a table, its problems and projects."""
    row = Body.objects.filter(pk=pk).first()
    if row is None:
        raise NotHereError(_("The ledger has no such body."))
    error = ""
    if request.method == "POST":
        answer = _assign(request, row)
        if isinstance(answer, HttpResponse):
            return answer
        error = answer
    today = today_of(request)
    tasks = sorted(judging.judged(row.tasks.exclude(state=Task.DROPPED), today), key=rank)
    supported = sorted(judging.judged(row.supported.exclude(state=Task.DROPPED), today), key=rank)
    problems = list(row.problems.filter(void=False).order_by("found", "pk"))
    standing = [(one, judging.status_of(one, today)) for one in problems]
    assigned = list(row.assignments.order_by("removed", "pk"))
    context: dict[str, Any] = {
        "section": "tasks", "tab": "bodies", "body": row, "kind": words.say("body", row.kind), "today": today,
        "tasks": [(one, mark(one), operations.silence(one)) for one in tasks],
        "chart": operations.chart([(row.name, tasks)], today), "error": error, "given": request.POST,
        "supported": [(one, mark(one)) for one in supported],
        "problems": [(one, MARKS[code], words.say("problem", code)) for one, code in standing],
        "rate": judging.rate(problems, today),
        "projects": [(one, words.say("stage", one.stage), sums(one)) for one in row.projects.order_by("code", "pk")],
        "assigned": [
            (one, words.say("role", one.role), words.say("what", one.what), passages.shown(one)) for one in assigned
        ],
        "history": past.history(row, *assigned), "roles": words.choices("role"), "whats": words.choices("what"),
        "mine": holder(request).may_write(row.pk),
    }  # fmt: skip
    return page(request, "body.html", context | forms.around(request), status=409 if error else 200)


def _assign(request: HttpRequest, row: Body) -> HttpResponse | str:
    """Lets the body answer for a passage, or no longer; else what is wrong."""
    try:
        name, why = who.named(request), request.POST.get("why", "").strip()
        if (removed := params.whole(request.POST, "remove")) is not None:
            found = row.assignments.filter(pk=removed, removed=False).first()
            if found is None or not why:
                raise UsageError(_("Say why the body no longer answers for it."))
            store.change(found, {"removed": True}, who=name, why=why)
        else:
            _assigned(request, row, name, why)
    except (UsageError, LedgerError) as error:
        return why_not(error)
    return HttpResponseRedirect(reverse("body", args=[row.pk]) + "#items")


def _assigned(request: HttpRequest, row: Body, name: str, why: str) -> None:
    role = params.choice(request.POST, "role", Assignment.ROLES, "lead")
    what = params.choice(request.POST, "what", Assignment.WHATS, "item")
    quote = request.POST.get("quote", "").strip()
    if not quote:
        raise UsageError(_("Give the words of the plan: the heading of the measure, or the sentence of the target."))
    found = passages.find(request.POST.get("document", ""), quote)
    held = row.assignments.filter(role=role, removed=False, sha256=found["sha256"], start=found["start"])
    if not held.exists():
        store.create(Assignment(body=row, role=role, what=what, **found), who=name, why=why)
