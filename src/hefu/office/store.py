"""The only place that writes rows of the office: all or nothing, with who, when and why, never over another's work."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar, cast

from django.db.models import ManyToManyField
from django.utils import timezone
from django.utils.translation import gettext as _

from hefu.errors import MeanwhileError, UsageError
from hefu.ledger.opening import writing
from hefu.ledger.saving import check, save
from hefu.office.models import Change, Kept, ProgressReport, Project, Task, Turn, as_text
from hefu.office.rhythm import Period

Row = TypeVar("Row", bound=Kept)
Values = Mapping[str, Any]


class ChangedMeanwhileError(MeanwhileError):
    """Somebody else wrote a row after it was read. `change` is what they wrote last; nothing was saved."""

    def __init__(self, change: Change | None) -> None:
        self.change = change
        told = [
            f"{name}: {old or '—'} → {new or '—'}" for name, (old, new) in (change.fields if change else {}).items()
        ]
        super().__init__(
            _("{who} changed this at {when} while you were at it ({what}); nothing of yours is saved yet.").format(
                who=change.who if change else _("Somebody"),
                when=f"{timezone.localtime(change.when):%Y-%m-%d %H:%M}" if change else "?",
                what="; ".join(told),
            )
        )


def create(row: Row, *, who: str, why: str = "", support: list[Any] | None = None) -> Row:
    """Keeps a new row, with its first version. support: further bodies of a task."""
    name = named(who)
    with writing():
        save([row])
        if support:
            row.support.set(support)  # type: ignore[attr-defined]
        values = {field: as_text(_of(row, field)) for field in row.FIELDS}
        _note(row, {field: ["", value] for field, value in values.items() if value}, who=name, why=why)
    return row


def change(row: Row, values: Values, *, who: str, why: str = "", version: int | None = None) -> Row:
    """Brings fields of a row to other values; those that stay are not mentioned in its history, and no change is none.

    version: the one that the writer saw; ChangedMeanwhileError when there is a newer one.
    """
    name = named(who)
    with writing():
        fresh = cast("Row", type(row)._default_manager.select_for_update().get(pk=row.pk))
        if version is not None and version != fresh.version:
            raise ChangedMeanwhileError(history(fresh).last())
        before = {field: as_text(_of(fresh, field)) for field in values}
        many = {field: value for field, value in values.items() if _is_many(fresh, field)}
        for field, value in values.items():
            if field not in many:
                setattr(fresh, field, value)
        check(fresh)
        after = {field: as_text(_of(fresh, field)) for field in values} | {
            field: _names(v) for field, v in many.items()
        }
        told = {field: [before[field], after[field]] for field in values if before[field] != after[field]}
        if told:
            fresh.version += 1
            fresh.save()
            for field, value in many.items():
                getattr(fresh, field).set(value)
            _note(fresh, told, who=name, why=why)
    return fresh


def history(row: Kept) -> Any:
    """The versions of a row, the first one first."""
    return Change.objects.filter(kind=row.KIND, row=row.pk).order_by("version")


def report(
    task: Task, period: Period, values: Values, *, who: str, why: str = "", version: int | None = None
) -> ProgressReport:
    """Keeps what is reported of a task for a period; a second report for it becomes a new version of the first.

    The first report starts a planned task, one with the state `done` ends it on the last day of its period.
    version: of the report that the writer saw, 0 for none.
    """
    with writing():
        found = ProgressReport.objects.filter(task=task, period=period.name, withdrawn=False).first()
        if found is not None:
            row = change(found, values, who=who, why=why, version=version)
            changed = row.version != found.version
        else:
            row = create(ProgressReport(task=task, period=period.name, until=period.last, **values), who=who, why=why)
            changed = True
        if changed:
            _carry(Task.objects.get(pk=task.pk), row, who=who)
    return row


def _carry(task: Task, row: ProgressReport, *, who: str) -> None:
    """What a report says of its task becomes the task's state."""
    why = _("reported for {period}").format(period=row.period)
    if row.state == "done" and task.state != Task.DONE:
        change(task, {"state": Task.DONE, "done_on": min(row.until, today())}, who=who, why=why)
    elif task.state == Task.PLANNED:
        change(task, {"state": Task.ACTIVE}, who=who, why=why)


def turn(project: Project, stage: str, day: date, *, who: str, why: str = "") -> Turn:
    """A project reaches a stage on a day; the same again changes nothing."""
    with writing():
        found = Turn.objects.filter(project=project, stage=stage, day=day, void=False).first()
        row = found or create(Turn(project=project, stage=stage, day=day), who=who, why=why)
        settle(project)
    return row


def settle(project: Project) -> None:
    """Brings a project to the latest of its stages that is not void."""
    order = {stage: number for number, stage in enumerate(Project.STAGES)}
    turns = sorted(Turn.objects.filter(project=project, void=False), key=lambda one: (one.day, order[one.stage]))
    last = turns[-1] if turns else None
    Project.objects.filter(pk=project.pk).update(stage=last.stage if last else "", stage_on=last.day if last else None)


def today() -> date:
    """The day that is judged for when nobody names one: HEFU_TODAY, or the calendar's in China."""
    from django.conf import settings

    return settings.HEFU_TODAY or timezone.localdate()


def named(who: str) -> str:
    """The name of the writer. UsageError for none: nothing is kept without one."""
    if not who.strip():
        raise UsageError(_("Nobody has written this: give a name."))
    return who.strip()


def _note(row: Kept, fields: dict[str, list[str]], *, who: str, why: str) -> None:
    now = timezone.now()
    save([Change(kind=row.KIND, row=row.pk, version=row.version, fields=fields, who=who, when=now, why=why.strip())])


def _is_many(row: Kept, field: str) -> bool:
    return isinstance(row._meta.get_field(field), ManyToManyField)


def _of(row: Kept, field: str) -> Any:
    """A field of a row; of several bodies their names."""
    return _names(getattr(row, field).all()) if _is_many(row, field) else getattr(row, field)


def _names(bodies: Any) -> str:
    return "、".join(sorted(body.name for body in bodies))
