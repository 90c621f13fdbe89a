"""Writing a row of a sheet: it is found again by its number or name, and only what differs is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import pairwise
from typing import Any, Literal

from django.utils.translation import gettext as _

from hefu.errors import UsageError
from hefu.office import passages, store
from hefu.office.models import Body, Kept, Problem, ProgressReport, Project, Task, as_text

Action = Literal["new", "changed", "same"]
Values = Mapping[str, Any]

_ORDER = {state: number for number, state in enumerate(Task.STATES)}


class CellError(UsageError):
    """The value of a field cannot be written. `field` is its name."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row. changes: field: [before, after]."""

    kind: str
    sheet: str
    number: int
    label: str
    action: Action
    changes: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Writer:
    """Writes rows that people name in words. seen: where a row stood.  notes: what the user must know.

    strict: a body that is not known is refused, not made.
    """

    who: str
    why: str
    strict: bool = False
    reason: str = field(init=False, default="")
    notes: list[str] = field(default_factory=list)
    seen: dict[tuple[str, int], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reason = self.why

    def write(self, kind: str, sheet: str, number: int, values: Values) -> Outcome:
        """Writes a row. CellError or UsageError when it cannot be."""
        writers = {
            "bodies": self._body, "tasks": self._task, "reports": self._report, "problems": self._problem,
            "projects": self._project,
        }  # fmt: skip
        self.why = " ".join(filter(None, (self.reason, f"{sheet}:{number}")))
        row, action = writers[kind](self.resolve(kind, values))
        here = f"{sheet}:{number}"
        if self.seen.setdefault((kind, row.pk), here) != here:
            raise UsageError(_("it is the same as row {row}").format(row=self.seen[kind, row.pk].rpartition(":")[2]))
        last = store.history(row).last() if action == "changed" else None
        return Outcome(kind, sheet, number, _label(row), action, last.fields if last else {})

    # ------------------------------------------------------------ the kinds

    def resolve(self, kind: str, values: Values) -> dict[str, Any]:
        """The values of a row as its model takes them: bodies, tasks and passages instead of what they are called."""
        found = dict(values) | _passage(values)
        for name in ("document", "quote") if "sha256" not in found else ("document",):
            found.pop(name, None)
        if isinstance(found.get("body"), list):
            names = found["body"]
            found["body"] = self.body(names[0])
            if kind == "tasks":
                others = [self.body(name, "support") for name in (*names[1:], *found.get("support", ()))]
                found["support"] = [body for body in dict.fromkeys(others) if body != found["body"]]
        if "task" in found and isinstance(found["task"], str):
            found["task"] = self.task(found["task"], found.get("list", "")) if found["task"] else None
        if kind == "problems":
            _check_order(found, ("found", "solved", "checked"))
        return found

    def _body(self, values: dict[str, Any]) -> tuple[Kept, Action]:
        found = _bodies(values["name"], values.get("area", ""))
        return self._put(Body, found[0] if len(found) == 1 else None, values)

    def _task(self, values: dict[str, Any]) -> tuple[Kept, Action]:
        listed = Task.objects.filter(list=values["list"])
        if values.get("code"):
            found = listed.filter(code=values["code"]).first()
        else:
            found = listed.filter(code="", title=values["title"], body=values["body"]).first()
        if found and _ORDER[values.get("state", found.state)] < _ORDER[found.state]:
            self.notes.append(_("{task}: the state stays as it was reported").format(task=values["title"]))
            del values["state"]
        support = values.pop("support", [])
        return self._put(Task, found, values, support=support)

    def _report(self, values: dict[str, Any]) -> tuple[Kept, Action]:
        task, period = values.pop("task"), values.pop("period")
        values.pop("list")
        found = ProgressReport.objects.filter(task=task, period=period.name, withdrawn=False).first()
        row = store.report(task, period, values, who=self.who, why=self.why)
        return row, "new" if found is None else "same" if row.version == found.version else "changed"

    def _problem(self, values: dict[str, Any]) -> tuple[Kept, Action]:
        listed = Problem.objects.filter(list=values["list"])
        if values.get("code"):
            found = listed.filter(code=values["code"]).first()
        else:
            found = listed.filter(code="", title=values["title"], body=values["body"], found=values["found"]).first()
        return self._put(Problem, found, values)

    def _project(self, values: dict[str, Any]) -> tuple[Kept, Action]:
        stage, day = values.pop("stage", ""), values.pop("stage_on", None)
        if stage and day is None:
            raise CellError("stage_on", _("a stage needs the day on which it was reached"))
        if values.get("code"):
            found = Project.objects.filter(code=values["code"]).first()
        else:
            found = Project.objects.filter(code="", name=values["name"], body=values["body"]).first()
        row, action = self._put(Project, found, values)
        assert isinstance(row, Project)
        if stage and (row.stage, row.stage_on) != (stage, day):
            before = row.turns.count()
            store.turn(row, stage, day, who=self.who, why=self.why)
            action = "changed" if action == "same" and row.turns.count() > before else action
        return row, action

    # ------------------------------------------------------------ what rows name

    def body(self, name: str, field: str = "body") -> Body:
        """The body of a name; a new one where none is called so, with a note when it is like a known one."""
        found = _bodies(name)
        if len(found) > 1:
            areas = "、".join(body.area or "—" for body in found)
            raise CellError(field, _("more than one body is called {name}: {areas}").format(name=name, areas=areas))
        if found:
            return found[0]
        like = get_close_matches(name, Body.objects.values_list("name", flat=True), n=1, cutoff=0.75)
        hint = _(", much like {like}").format(like=like[0]) if like else ""
        if self.strict:
            raise CellError(field, _("no body is called {name}").format(name=f"“{name}”") + hint)
        self.notes.append(_("{name} is a new body").format(name=name) + hint)
        return store.create(Body(name=name), who=self.who, why=self.why)

    def task(self, name: str, listed: str) -> Task:
        """The task of a number or title, in a list where one is named."""
        rows = Task.objects.filter(list=listed) if listed else Task.objects.all()
        found = list(rows.filter(code=name)[:2]) or list(rows.filter(title=name)[:2])
        if len(found) != 1:
            told = (
                _("more than one task is called {name}: name the list, too") if found else _("no task is called {name}")
            )
            raise CellError("task", told.format(name=f"“{name[:40]}”"))
        return found[0]

    def _put(self, model: type[Kept], found: Kept | None, values: Values, **more: Any) -> tuple[Kept, Action]:
        """A new row, or the one that was found, brought to these values."""
        if found is None:
            return store.create(model(**values), who=self.who, why=self.why, **more), "new"
        row = store.change(found, {**values, **{k: v for k, v in more.items() if v}}, who=self.who, why=self.why)
        return row, "same" if row.version == found.version else "changed"


def _bodies(name: str, area: str = "") -> list[Body]:
    """The bodies that are called so, by their name or another one."""
    rows = Body.objects.filter(area=area) if area else Body.objects.all()
    return list(rows.filter(name=name)) or [body for body in rows.exclude(names="") if name in body.names.split("、")]


def _passage(values: Values) -> dict[str, Any]:
    """The fields of the passage that a row names by a document and words."""
    document, quote = values.get("document", ""), values.get("quote", "")
    if not document and not quote:
        return {}
    try:
        return passages.find(document, quote)
    except UsageError as error:
        raise CellError("quote" if quote and document else "document", str(error)) from None


def _check_order(values: Values, names: tuple[str, ...]) -> None:
    """Days must follow one another."""
    days = [(name, values[name]) for name in names if values.get(name)]
    for (_earlier, before), (later, after) in pairwise(days):
        if after < before:
            raise CellError(later, _("{after} comes before {before}").format(after=after, before=before))


def _label(row: Kept) -> str:
    return f"{row.task} {row.period}" if isinstance(row, ProgressReport) else as_text(row)
