"""Files that came in, as they are shown: how far each is, and what was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from hefu.ledger import telling as kept
from hefu.ledger.drafts import in_short
from hefu.ledger.models import Arrival
from hefu.ledger.rehearsal import Effect
from hefu.web import periods, rules, telling, wording
from hefu.web.figures import figure
from hefu.web.reasons import named
from hefu.web.refusals import why_not
from hefu.web.remarks import remark
from hefu.web.verdicts import Mark
from hefu.web.views.rows import document_address

STATES: dict[str, Promise] = {
    Arrival.FOUND: pgettext_lazy("arrival", "to be looked at"),
    Arrival.READING: pgettext_lazy("arrival", "under way"),
    Arrival.WAITING: pgettext_lazy("arrival", "waiting"),
    Arrival.FAILED: pgettext_lazy("arrival", "not read"),
    Arrival.FILED: pgettext_lazy("arrival", "filed"),
    Arrival.KNOWN: pgettext_lazy("arrival", "in the ledger already"),
    Arrival.DISCARDED: pgettext_lazy("arrival", "given up"),
}
"""State of an arrival: its name. In the order in which they are listed."""

_STAGES: dict[str, Promise] = {
    "": gettext_lazy("is being begun"),
    "read": gettext_lazy("is being read"),
    "extract": gettext_lazy("figures are being taken from it"),
    "check": gettext_lazy("is being held against the ledger"),
    "file": gettext_lazy("is being filed"),
}
_FIELDS: dict[str, Promise] = {
    "title": gettext_lazy("Title"),
    "issuer": gettext_lazy("Publisher"),
    "published": gettext_lazy("Published"),
    "area": gettext_lazy("Area"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A file that came in, as it is shown."""

    arrival: Arrival

    @property
    def word(self) -> str:
        """What it is doing, or what became of it."""
        row = self.arrival
        if row.state != row.READING:
            return str(STATES[row.state])
        words = str(_STAGES.get(row.stage, _STAGES[""]))
        if row.stage == "read" and row.total:
            words = _("page {done} of {total} is read").format(done=row.done, total=row.total)
        return words

    @property
    def why_not(self) -> str:
        """Why it could not be read."""
        return why_not(self.arrival.error)

    @property
    def busy(self) -> bool:
        """Whether it will change by itself."""
        return self.arrival.state in (Arrival.WAITING, Arrival.READING)

    @property
    def counted(self) -> str:
        """How many statements were found, once that is known."""
        number = self.arrival.statements
        if number is None:
            return ""
        return ngettext("{n} statement", "{n} statements", number).format(n=f"{number:,}")

    @property
    def size(self) -> str:
        """Its size as people read it."""
        size = self.arrival.size
        return f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{size / 1e3:.1f} kB"

    @property
    def href(self) -> str:
        """Where its document is shown, once it is in the ledger."""
        return document_address(self.arrival.document.original_id) if self.arrival.document else ""


def ordered(state: str) -> QuerySet[Arrival]:
    """The files that came in, those to be looked at first; all, or those of a state."""
    rank = Case(
        *(When(state=code, then=Value(number)) for number, code in enumerate(STATES)), output_field=IntegerField()
    )
    rows = Arrival.objects.select_related("document__original").only(
        "name", "size", "origin", "who", "came", "state", "stage", "done", "total", "statements", "error", "document",
        "document__original__sha256",
    )  # fmt: skip
    if state:
        rows = rows.filter(state=state)
    return rows.annotate(rank=rank).order_by("rank", "-pk")


def listed(rows: Iterable[Arrival]) -> list[Shown]:
    """Rows of the list."""
    return [Shown(row) for row in rows]


# ---------------------------------------------------------------- what was found


@dataclass(frozen=True, slots=True)
class Field:
    """A field that may be corrected. around: words before, those it was taken from, words after."""

    name: str
    label: str
    value: str
    rule: str
    around: tuple[str, str, str]


def drafted(draft: Mapping[str, Any], sent: Mapping[str, str]) -> dict[str, Any]:
    """A draft, in words. sent: what a form had in its fields that could not be accepted."""
    return {
        "fields": [_field(name, draft["fields"][name], sent) for name in _FIELDS],
        "statements": draft["statements"],
        "kinds": [(code, label, draft["modalities"].get(code, 0)) for code, label in wording.MODALITIES.items()],
        "classes": [
            (label, draft["numerals"][code]) for code, label in wording.CLASSES.items() if draft["numerals"].get(code)
        ],
        "counts": {name: draft[name] for name in ("pages", "tables", "articles", "targets", "characters")},
        "first": [_statement(item) for item in draft["first"]],
        "more": draft["statements"] - len(draft["first"]),
        "notes": [*map(remark, draft["notes"])],
        "doubts": draft["doubts"],
        "doubted": draft["doubted"],
    } | _changes(draft)


def changes_of(effect: Effect) -> dict[str, Any]:
    """What a change does to findings and verdicts, in words, as the template `_effect.html` lays it out."""
    return _changes(in_short(effect))


def _changes(draft: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "come": [_finding(item) for item in draft["come"]],
        "come_all": draft["come_all"],
        "gone": [_finding(item) for item in draft["gone"]],
        "gone_all": draft["gone_all"],
        "verdicts": [_verdict(item) for item in draft["verdicts"]],
        "verdicts_all": draft["verdicts_all"],
    }


def _field(name: str, found: Mapping[str, Any], sent: Mapping[str, str]) -> Field:
    before, words, after = found["around"]
    rule = str(named(found["rule"])) if found["rule"] else ""
    return Field(name, str(_FIELDS[name]), sent.get(name, found["value"]), rule, (before, words, after))


def _statement(item: Mapping[str, Any]) -> dict[str, Any]:
    highest = Decimal(item["value_max"]) if item["value_max"] else None
    number, unit = figure(Decimal(item["value"]), item["unit"], highest)
    return dict(item) | {
        "number": number,
        "unit": unit,
        "sign": "" if item["bound"] == "=" else wording.SIGNS.get(item["bound"], ""),
        "period": periods.words(item["period"]),
        "measure": str(wording.MEASURES.get(item["measure"], item["measure"])),
    }


def _finding(item: Mapping[str, Any]) -> dict[str, Any]:
    said = telling.told(kept.unpacked(item["words"]))
    return {"severity": item["severity"], "sign": rules.SEVERITIES[item["severity"]], "words": said}


def _verdict(item: Mapping[str, Any]) -> dict[str, Any]:
    return dict(item) | {
        "period": periods.words(item["period"]),
        "was": Mark(item["before"]) if item["before"] else None,
        "now": Mark(item["after"]) if item["after"] else None,
    }
