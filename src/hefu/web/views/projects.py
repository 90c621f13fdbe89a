"""Projects: the register with its sums and stages, and one page a project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hefu.errors import UsageError
from hefu.office import cells, passages, store, words
from hefu.office.cells import yuan
from hefu.office.models import Project, Turn
from hefu.web import params, who
from hefu.web.access import holder, require_body
from hefu.web.office import forms, past
from hefu.web.refusals import why_not
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of projects in 亿元, of how many; `others` have one that is no sum of yuan, or none at all."""

    name: str
    amount: str
    counted: int
    others: int


def listing(request: HttpRequest) -> HttpResponse:
    """The register: projects of a body, a kind or a stage, with the sums of those that are shown."""
    body, kind = params.text(request.GET, "body"), params.text(request.GET, "kind")
    stage = params.choice(request.GET, "stage", Project.STAGES)
    rows = Project.objects.select_related("body").order_by("code", "pk")
    stages = Counter(rows.values_list("stage", flat=True))
    for name, value in (("body__name", body), ("kind", kind), ("stage", stage)):
        if value:
            rows = rows.filter(**{name: value})
    shown = list(rows)
    context = {
        "section": "tasks", "tab": "projects", "body": body, "kind": kind, "stage": stage,
        "rows": [(row, words.say("stage", row.stage), sums(row)) for row in shown],
        "totals": [total(shown, name) for name in Project.SUMS],
        "stages": [(code, said, stages[code]) for code, said in words.choices("stage")],
        "kinds": Project.objects.exclude(kind="").values_list("kind", flat=True).distinct().order_by("kind"),
        "named": Project.objects.values_list("body__name", flat=True).distinct().order_by("body__name"),
        "any": Project.objects.exists(),
    }  # fmt: skip
    return page(request, "projects.html", context)


def total(rows: Sequence[Project], name: str) -> Total:
    """One of the three sums of projects. What has no sum of yuan is counted apart and never taken for nothing."""
    worth = [yuan(getattr(row, name), getattr(row, f"{name}_unit")) for row in rows]
    known = [one for one in worth if one is not None]
    titles = {"planned": _("Planned"), "signed": _("Signed"), "arrived": _("Arrived")}
    amount = format((sum(known, Decimal(0)) / 10**8).normalize() + 0, "f") if known else ""
    return Total(titles[name], amount, len(known), len(rows) - len(known))


def sums(row: Project) -> list[tuple[str, str]]:
    """The three sums of a project as they were written: number and unit."""
    return [(getattr(row, name), getattr(row, f"{name}_unit")) for name in Project.SUMS]


def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One project, with its stages and its history; a form for the next stage."""
    row = Project.objects.select_related("body").filter(pk=pk).first()
    if row is None:
        raise NotHereError(_("The ledger has no such project."))
    error = ""
    if request.method == "POST":
        require_body(request, row.body_id)
        answer = _turn(request, row)
        if isinstance(answer, HttpResponse):
            return answer
        error = answer
    turns = list(row.turns.all())
    context: dict[str, Any] = {
        "section": "tasks", "tab": "projects", "project": row, "stage": words.say("stage", row.stage),
        "sums": list(zip((_("Planned"), _("Signed"), _("Arrived")), sums(row), strict=True)), "error": error,
        "passage": passages.shown(row), "history": past.history(row, *turns), "stages": words.choices("stage"),
        "turns": [(one, words.say("stage", one.stage), past.signed(turns).get(one.pk)) for one in turns],
        "given": request.POST, "mine": holder(request).may_write(row.body_id),
    }  # fmt: skip
    return page(request, "project.html", context | forms.around(request), status=409 if error else 200)


def _turn(request: HttpRequest, row: Project) -> HttpResponse | str:
    """Keeps a stage, or takes one back; else what is wrong."""
    try:
        name, why = who.named(request), request.POST.get("why", "").strip()
        if (void := params.whole(request.POST, "void")) is not None:
            turn = Turn.objects.filter(project=row, pk=void).first()
            if turn is None or not why:
                raise UsageError(_("Say why the stage is taken back."))
            store.change(turn, {"void": True}, who=name, why=why)
            store.settle(row)
        else:
            stage = params.choice(request.POST, "stage", Project.STAGES)
            day = cells.day(request.POST.get("day", ""))
            if not stage or day is None:
                raise UsageError(_("A stage needs the day on which it was reached."))
            store.turn(row, stage, day, who=name, why=why)
    except UsageError as error:
        return why_not(error)
    return HttpResponseRedirect(reverse("project", args=[row.pk]) + "#stages")
