"""Forms for a new task, problem, project or body, and for changing one: each with who and why, none over another's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hefu.errors import UsageError
from hefu.office import passages, store
from hefu.office.models import Body, Kept, Passage, Problem, Project, Task
from hefu.office.writing import Writer
from hefu.web.access import EDIT, holder, require, require_body
from hefu.web.office import forms
from hefu.web.views.errors import NotHereError
from hefu.web.views.page import page
from hefu.web.views.tasks import FIELDS as TASK


@dataclass(frozen=True, slots=True)
class Editable:
    """A kind of rows that has forms. kind: of its sheet.  new, change: titles of the two forms."""

    model: type[Kept]
    kind: str
    fields: tuple[str, ...]
    new: Promise
    change: Promise


PROBLEM = (
    "list", "code", "title", "origin", "found", "body", "task", "measure", "due", "solved", "solution", "checked",
    "checked_by",
)  # fmt: skip
PROJECT = "code", "name", "kind", "body", "place", "planned", "signed", "arrived", "due", "document", "quote"
BODY = "name", "area", "names", "kind", "contact"

EDITABLE = {
    "task": Editable(Task, "tasks", TASK, gettext_lazy("New task"), gettext_lazy("Change the task")),
    "problem": Editable(Problem, "problems", PROBLEM, gettext_lazy("New problem"), gettext_lazy("Change the problem")),
    "project": Editable(Project, "projects", PROJECT, gettext_lazy("New project"), gettext_lazy("Change the project")),
    "body": Editable(Body, "bodies", BODY, gettext_lazy("New body"), gettext_lazy("Change the body")),
}
"""Name of the page of a row: how it is edited."""


def new(request: HttpRequest, name: str) -> HttpResponse:
    """The form for a new row; what the address says of it stands in its fields."""
    what = EDITABLE[name]
    _allowed(request, name, None)
    given = {one: request.GET.get(one, "")[:200] for one in what.fields}
    if name == "task":
        given = {"state": "planned", "rhythm": "monthly"} | {one: text for one, text in given.items() if text}
    return _page(request, name, what, None, lambda: forms.offered(what.kind, what.fields, given))


def edit(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """The form for changing a row."""
    what = EDITABLE[name]
    row = what.model._default_manager.filter(pk=pk).first()
    if row is None:
        raise NotHereError(_("The ledger has nothing at this address."))
    _allowed(request, name, row)
    return _page(request, name, what, row, lambda: _offered(what, row))


def _allowed(request: HttpRequest, name: str, row: Kept | None) -> None:
    """An officer writes about the own body only, and no bodies at all."""
    if name == "body":
        require(request, EDIT)
    elif row is not None:
        require_body(request, row.body_id)  # type: ignore[attr-defined]


def _given(request: HttpRequest, values: dict[str, Any]) -> None:
    """No row is given to another body, nor hung on another body's task, by an officer."""
    if body := values.get("body"):
        require_body(request, body.pk)
    task, own = values.get("task"), holder(request).body
    if task and own and task.body_id != own and not task.support.filter(pk=own).exists():
        require_body(request, task.body_id)


def _offered(what: Editable, row: Kept) -> forms.Sent:
    """What stands in the row, sums with their units, tasks by their titles."""
    given: dict[str, str] = {}
    if isinstance(row, Project):
        given = {one: f"{getattr(row, one)}{getattr(row, f'{one}_unit')}" for one in Project.SUMS}
    if isinstance(row, Problem) and row.task:
        given = {"task": row.task.code or row.task.title}
    return forms.offered(what.kind, what.fields, given, row)


def _page(
    request: HttpRequest, name: str, what: Editable, row: Kept | None, offer: Callable[[], forms.Sent]
) -> HttpResponse:
    form: forms.Sent | HttpResponse
    if request.method == "POST":
        form = forms.handle(request, what.kind, what.fields, lambda *sent: _save(request, name, what, row, *sent))
        if isinstance(form, HttpResponse):
            return form
    else:
        form = offer()
    context = {
        "section": "tasks", "tab": {"task": "tasks", "problem": "problems", "project": "projects"}.get(name, "bodies"),
        "title": what.change if row else what.new, "row": row, "form": form,
        "back": reverse(name, args=[row.pk]) if row else reverse(what.kind),
    }  # fmt: skip
    return page(request, "edit.html", context | forms.around(request), status=409 if form.error else 200)


def _save(
    request: HttpRequest,
    name: str,
    what: Editable,
    row: Kept | None,
    found: dict[str, Any],
    who: str,
    why: str,
    seen: int | None,
) -> str:
    """Keeps what was sent, and gives back the address of the row."""
    for one in Project.SUMS if name == "project" else ():
        found[f"{one}_unit"] = found.get(f"{one}_unit", "")
    kept_passage = row is not None and isinstance(row, Passage) and _same_passage(what, row, found)
    if kept_passage:
        del found["document"], found["quote"]
    values = Writer(who=who, why=why, strict=True).resolve(what.kind, found)
    _given(request, values)
    if issubclass(what.model, Passage) and not kept_passage and not found.get("document"):
        values |= passages.NONE
    if name == "task":
        _finish(values)
    if row is None:
        more = {"support": values.pop("support")} if "support" in values else {}
        kept = store.create(what.model(**values), who=who, why=why, **more)
    else:
        kept = store.change(row, values, who=who, why=why, version=seen)
    return reverse(name, args=[kept.pk])


def _same_passage(what: Editable, row: Kept, found: dict[str, Any]) -> bool:
    """Whether the passage was sent back as it was offered: it may be of a document that is no longer there."""
    before = forms.values_of(row, what.kind)
    return all(found.get(name) == before.get(name) for name in ("document", "quote"))


def _finish(values: dict[str, Any]) -> None:
    """What a task needs to make sense: days in order, a state and a rhythm."""
    values["state"] = values["state"] or Task.PLANNED
    values["rhythm"] = values["rhythm"] or "none"
    start, due = values["start_on"], values["due"]
    if start and due and due < start:
        raise UsageError(_("It would be due on {due}, before it starts on {start}.").format(due=due, start=start))
    if values["done_on"] and values["state"] != Task.DONE:
        raise UsageError(_("It has a day on which it was done, but its state is not “done”."))
