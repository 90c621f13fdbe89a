"""A table that came in, as it is shown: the mapping that might take its figures, what it took, what is unclear."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from hefu.errors import UsageError
from hefu.imports import from_text
from hefu.imports.editing import EDITED, NOWHERE, coded, places
from hefu.imports.mapping import Shape, Source, TableMapping
from hefu.ledger import importing
from hefu.ledger import telling as kept
from hefu.ledger.models import Arrival
from hefu.web import questions, telling

_SHOWN = 30
"""So many figures that are unclear are listed; the rest is counted."""

_FIELDS: dict[str, Promise] = {
    "value": pgettext_lazy("of a table", "value"),
    "value_max": pgettext_lazy("of a table", "highest value"),
    "indicator": pgettext_lazy("of a table", "indicator"),
    "area": pgettext_lazy("of a table", "area"),
    "period": pgettext_lazy("of a table", "period"),
    "unit": pgettext_lazy("of a table", "unit"),
    "scale": pgettext_lazy("of a table", "power of ten"),
    "status": pgettext_lazy("of a table", "status"),
    "measure": pgettext_lazy("of a table", "measure"),
}


def imported(row: Arrival, sent: str | None) -> dict[str, Any] | None:
    """What the form of a table has; None for a document without tables of figures.

    sent: the mapping that somebody wrote and that could not be accepted.
    """
    draft = row.draft or {}
    text, found_by, *names = draft.get("offer") or ("", "")
    taken = draft.get("mapping") or row.told.get("mapping", "")
    if not text and not taken:
        return None
    same = None if taken else importing.kept_for(found_by)
    shown = sent or taken or (same.text if same else text)
    return {
        "taken": taken,
        "text": questions.told(shown, _FIELDS),
        "tables": list(_tables(shown, json.loads(names[0]) if names else [])),
        "same": same.name if same else "",
        "names": [name for name, _who in importing.mappings()],
        "told": _told(draft.get("told")),
    }


def _told(told: dict[str, Any] | None) -> dict[str, Any] | None:
    if told is None:
        return None
    problems = [
        one | {"why": telling.told(kept.unpacked(one["reason"])), "field": _FIELDS.get(one["field"], one["field"])}
        for one in told["problems"][:_SHOWN]
    ]
    return told | {
        "problems": problems,
        "more": told["unclear"] - len(problems),
        "missing": list(told["missing"].items()),
        "open": bool(told["unclear"] or told["notes"] or not told["figures"]),
    }


# ---------------------------------------------------------------- field by field


def changes(sent: Mapping[str, str]) -> dict[tuple[int, str], str]:
    """What a form changes in a mapping: by table and field, the place that was chosen for it."""
    found: dict[tuple[int, str], str] = {}
    for key, chosen in sent.items():
        parts = key.split("-")
        if len(parts) != 3 or parts[0] != "field" or not parts[1].isdecimal() or len(parts[1]) > 3:
            continue
        said = sent.get(f"same-{parts[1]}-{parts[2]}", "").strip()
        if said or chosen:
            found[int(parts[1]), parts[2]] = f"is:{said}" if said else chosen
    return found


def _tables(text: str, names: list[list[str]]) -> Iterator[dict[str, Any]]:
    """The tables of a mapping with what may be chosen for each of their fields; none of one that is not understood."""
    try:
        mapping = from_text(text)
    except UsageError:
        mapping = TableMapping(())
    for number, shape in enumerate(mapping.shapes):
        own = names[number] if number < len(names) else []
        if not shape.exact:
            yield {"number": number, "columns": own, "fields": [_field(shape, name, number, own) for name in EDITED]}


def _field(shape: Shape, name: str, number: int, names: list[str]) -> dict[str, Any]:
    now = shape.fields.get(name, ())
    offered = [(coded(one), _place(one)) for one in places(shape, names) if now != (one,)]
    return {
        "id": f"{number}-{name}",
        "name": _FIELDS[name],
        "now": " + ".join(map(_place, now)) or pgettext("of a table", "nowhere"),
        "offered": [*offered, *([(NOWHERE, pgettext("of a table", "nowhere"))] if now else [])],
    }


def _place(source: Source) -> str:
    """A place as people call it."""
    if source.kind == "column":
        return _("column “{name}”").format(name=source.what)
    if source.kind == "heading":
        return _("row {n} of the headings").format(n=source.what)
    if source.kind == "is":
        return _("the same for all: {words}").format(words=source.what)
    return {
        "caption": _("lines above the table"),
        "line": _("lines between its rows"),
        "sheet": _("name of the sheet"),
    }[source.kind]
