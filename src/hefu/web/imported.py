"""A table that came in, as it is shown: the mapping that might take its figures, what it took, what is unclear."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from hefu.ledger import importing
from hefu.ledger import telling as kept
from hefu.ledger.models import Arrival
from hefu.web import telling

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
    text, found_by = draft.get("offer") or ("", "")
    taken = draft.get("mapping") or row.told.get("mapping", "")
    if not text and not taken:
        return None
    same = None if taken else importing.kept_for(found_by)
    return {
        "taken": taken,
        "text": sent or taken or (same.text if same else text),
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
