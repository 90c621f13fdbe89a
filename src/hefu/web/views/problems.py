"""Problems: the list with the rate of solution, and one page a problem."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hefu.errors import UsageError
from hefu.office import judging, rhythm, store, words
from hefu.office.judging import Rate
from hefu.office.models import Problem
from hefu.web import params, who
from hefu.web.access import holder
from hefu.web.office import forms, past
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page
from hefu.web.views.tasks import today_of

MARKS = {"open": "on", "overdue": "missed", "solved": "behind", "checked": "met", "void": "nj"}
"""Status of a problem: the shape of its mark. Solved but not checked is not yet closed."""

SIZE = 200


def listing(request: HttpRequest) -> HttpResponse:
    """The problems of a period, a body or a status; above them the rate of solution, worked out and never typed."""
    today = today_of(request)
    body = params.text(request.GET, "body")
    status = params.choice(request.GET, "status", MARKS)
    first, last = _span(request, "from"), _span(request, "to")
    rows = Problem.objects.select_related("body", "task").order_by("found", "pk")
    if body:
        rows = rows.filter(body__name=body)
    if first:
        rows = rows.filter(found__gte=first.first)
    if last:
        rows = rows.filter(found__lte=last.last)
    everything = list(rows)
    standing = [(row, judging.status_of(row, today)) for row in everything]
    shown = [(row, code) for row, code in standing if (code == status if status else code != "void")]
    context = {
        "section": "tasks", "tab": "problems", "today": today, "body": body, "status": status,
        "from": params.text(request.GET, "from"), "to": params.text(request.GET, "to"),
        "rows": [(row, MARKS[code], _standing(row, code, today)) for row, code in shown[:SIZE]],
        "more": max(len(shown) - SIZE, 0), "rate": judging.rate(everything, today), "rates": _rates(everything, today),
        "statuses": words.choices("problem"), "any": Problem.objects.exists(),
        "named": Problem.objects.values_list("body__name", flat=True).distinct().order_by("body__name"),
    }  # fmt: skip
    return page(request, "problems.html", context)


def _span(request: HttpRequest, name: str) -> rhythm.Period | None:
    said = params.text(request.GET, name)
    try:
        return rhythm.parse(said) if said else None
    except ValueError:
        raise params.BadParameterError(name, said, _("a month such as 2025-11, or a day")) from None


def _standing(row: Problem, code: str, today: date) -> str:
    if code == "overdue" and row.due:
        return _("overdue by {n} days").format(n=(today - row.due).days)
    return words.say("problem", code)


def _rates(rows: Sequence[Problem], today: date) -> list[tuple[str, int, Rate]]:
    """The rate of each body, in the order in which their first problem was found: that is no ranking."""
    found: dict[int, list[Problem]] = {}
    for row in rows:
        found.setdefault(row.body_id, []).append(row)
    return [(its[0].body.name, key, judging.rate(its, today)) for key, its in found.items()]


def problem(request: HttpRequest, pk: int) -> HttpResponse:
    """One problem, with its history."""
    row = _row(pk)
    code = judging.status_of(row, today_of(request))
    context = {
        "section": "tasks", "tab": "problems", "problem": row, "shape": MARKS[code],
        "standing": _standing(row, code, today_of(request)), "history": past.history(row),
        "mine": holder(request).may_write(row.body_id),
    }  # fmt: skip
    return page(request, "problem.html", context | forms.around(request))


def strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Strikes a problem off, or takes that back; the reason stays in its history."""
    row = _row(pk)
    why = request.POST.get("why", "").strip()
    if request.method != "POST" or not why:
        raise UsageError(_("Say why, so that others can follow it."))
    name = who.named(request)
    store.change(row, {"void": not row.void}, who=name, why=why, version=forms.version(request.POST))
    return HttpResponseRedirect(reverse("problem", args=[row.pk]))


def _row(pk: int) -> Problem:
    row = Problem.objects.select_related("body", "task").filter(pk=pk).first()
    if row is None:
        raise NotHereError(_("The ledger has no such problem."))
    return row
