"""Histories: who wrote what, when and why, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from hefu.office import words
from hefu.office.fields import SHEETS
from hefu.office.models import Change, Kept

_KINDS = {
    "body": "bodies", "task": "tasks", "report": "reports", "problem": "problems", "project": "projects",
    "turn": "projects",
    "assignment": "reports",
}  # fmt: skip
_VOCABULARIES = {
    ("body", "kind"): "body", ("task", "state"): "state", ("task", "rhythm"): "rhythm", ("report", "state"): "progress",
    ("turn", "stage"): "stage", ("assignment", "role"): "role", ("assignment", "what"): "what",
}  # fmt: skip
_OTHERS = {
    "body": gettext_lazy("body"),
    "sha256": gettext_lazy("document"),
    "start": gettext_lazy("place in the document"),
    "day": pgettext_lazy("field of a stage", "day"),
    "void": gettext_lazy("struck off"),
    "withdrawn": gettext_lazy("withdrawn"),
    "removed": gettext_lazy("no longer assigned"),
    "role": gettext_lazy("role"),
    "what": gettext_lazy("what"),
    "planned_unit": gettext_lazy("unit of the planned sum"),
    "signed_unit": gettext_lazy("unit of the signed sum"),
    "arrived_unit": gettext_lazy("unit of the arrived sum"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A version of a row. lines: field, before, after."""

    when: datetime
    who: str
    why: str
    what: str
    version: int
    lines: list[tuple[str, str, str]]


def history(*rows: Kept) -> list[Entry]:
    """The versions of rows, the newest first."""
    found: list[Change] = []
    for kind in {row.KIND for row in rows}:
        keys = [row.pk for row in rows if kind == row.KIND]
        found += Change.objects.filter(kind=kind, row__in=keys)
    return [entry(one) for one in sorted(found, key=lambda one: (one.when, one.pk), reverse=True)]


def entry(one: Change) -> Entry:
    """A version of a row in words."""
    lines = [
        (label(one.kind, name), _said(one.kind, name, old), _said(one.kind, name, new))
        for name, (old, new) in one.fields.items()
        if name not in ("sha256", "start")
    ]
    return Entry(one.when, one.who, one.why, _what(one), one.version, lines)


def _what(one: Change) -> str:
    names = {
        "body": _("body"), "task": _("task"), "report": _("report"), "problem": _("problem"), "project": _("project"),
        "turn": _("stage"), "assignment": _("assignment"),
    }  # fmt: skip
    period = one.fields.get("period")
    return f"{names[one.kind]} {period[1]}" if period else names[one.kind]


def label(kind: str, name: str) -> str:
    """A field in words."""
    english = (get_language() or "").startswith("en")
    for sheet in SHEETS:
        if sheet.kind == _KINDS.get(kind):
            for field in sheet.fields:
                if field.name == name:
                    return field.en if english else field.zh
    return str(_OTHERS.get(name, name))


def _said(kind: str, name: str, text: str) -> str:
    if (kind, name) in _VOCABULARIES and text:
        return words.say(_VOCABULARIES[kind, name], text)
    return _("yes") if text == "yes" else text


def signed(rows: Iterable[Kept]) -> dict[int, Change]:
    """The last version of each row of one kind, by its key."""
    listed = list(rows)
    if not listed:
        return {}
    found = Change.objects.filter(kind=listed[0].KIND, row__in=[row.pk for row in listed]).order_by("version")
    return {one.row: one for one in found}
