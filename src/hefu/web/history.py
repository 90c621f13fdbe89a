"""What people changed, in words: what it was about, what was before and what is now, and the way to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from hefu.ledger.models import Correction, Decision, IndicatorEdit, Link, Pairing, Review
from hefu.office import undoing
from hefu.office.history import Turn
from hefu.office.models import KINDS as OFFICE
from hefu.office.models import Change, Kept
from hefu.web import rules
from hefu.web.aims import address_of as target_address
from hefu.web.correcting import written
from hefu.web.office import past
from hefu.web.views import concepts
from hefu.web.views.rows import statement_address
from hefu.web.wording import CORRECTABLE

KINDS: dict[str, Promise] = {
    "decision": gettext_lazy("decisions on findings"),
    "correction": gettext_lazy("corrections"),
    "review": gettext_lazy("reviews of statements"),
    "link": gettext_lazy("links of targets and results"),
    "pairing": gettext_lazy("links between plans"),
    "indicator": gettext_lazy("changes of indicators"),
    "office": gettext_lazy("tasks, problems, projects, bodies"),
}
"""Kinds of changes, as the filter calls them."""

_LINKS: dict[str, Promise] = {
    Link.CONFIRMED: pgettext_lazy("history", "confirmed a link"),
    Link.CUT: pgettext_lazy("history", "cut a link"),
    Link.UNDONE: pgettext_lazy("history", "took back what was said of a link"),
}

_REVIEWS: dict[str, Promise] = {
    Review.ACCEPTED: pgettext_lazy("history", "checked a statement"),
    Review.REJECTED: pgettext_lazy("history", "struck out what is no statement"),
    Review.ADDED: pgettext_lazy("history", "added a statement that was missed"),
}


_EDITS: dict[str, Promise] = {
    "merge": pgettext_lazy("history", "merged two indicators"),
    "split": pgettext_lazy("history", "split an indicator"),
    "set": pgettext_lazy("history", "changed an indicator"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A turn as the page shows it.

    what: in words.  about: its thing, whose page is at `href`.  lines: field, before, after.  undoable: may be
    taken back, as far as the ledger goes; rights are asked when somebody does.
    """

    turn: Turn
    what: str
    about: str
    href: str
    why: str = ""
    lines: tuple[tuple[str, str, str], ...] = ()

    @property
    def brief(self) -> str:
        """What it is about, without the name of the document it is read in."""
        document = getattr(self.turn.row, "document", None)
        return self.about if document is None else self.about.removesuffix(f" · {document}")

    @property
    def undoable(self) -> bool:
        return undoing.possible(self.turn)


def told(turns: Iterable[Turn]) -> list[Told]:
    """Turns in words; the rows of the office are fetched once a kind."""
    every = list(turns)
    rows = _rows([turn.row for turn in every if turn.source.kind == "office"])
    return [
        _version(turn, rows.get((turn.row.kind, turn.row.row)))
        if turn.source.kind == "office"
        else _WORDS[turn.source.kind](turn)
        for turn in every
    ]


def _rows(versions: list[Change]) -> dict[tuple[str, int], Kept]:
    found: dict[tuple[str, int], Kept] = {}
    for kind in {one.kind for one in versions}:
        keys = [one.row for one in versions if one.kind == kind]
        found |= {(kind, row.pk): row for row in OFFICE[kind]._default_manager.filter(pk__in=keys)}
    return found


def _decided(turn: Turn) -> Told:
    one: Decision = turn.row
    reason = str(rules.REASONS.get(one.reason, one.reason))
    why = " · ".join(part for part in (reason, one.note) if part)
    what = f"{pgettext('history', 'finding')} {rules.TURNS.get(one.kind, one.kind)}"
    about = f"{rules.rule(one.finding.rule)} · {one.finding.area_name} {one.finding.period}".strip(" ·")
    return Told(turn, what, about, reverse("finding", args=[one.finding.identity]), why)


def _corrected(turn: Turn) -> Told:
    one: Correction = turn.row
    number = one.field in ("value", "value_max")
    ends = (one.new, one.expected) if turn.source.back else (one.old, one.new)
    old, new = (written(value) if number else value for value in ends)
    what = pgettext("history", "took back a correction") if turn.source.back else pgettext("history", "corrected")
    about = f"{one.quote} · {one.document}"
    why = "" if turn.source.back else one.reason
    href = statement_address(one.document.original_id, one.start)
    return Told(turn, what, about, href, why, ((str(CORRECTABLE.get(one.field, one.field)), old, new),))


def _reviewed(turn: Turn) -> Told:
    one: Review = turn.row
    what = str(_REVIEWS.get(one.kind, one.kind))
    if turn.source.back:
        what = pgettext("history", "took back: {what}").format(what=what)
    about = f"{one.fields.get('indicator', '')} {one.quote} · {one.document}".strip()
    href = statement_address(one.document.original_id, one.start)
    return Told(turn, what, about, href, "" if turn.source.back else one.why)


def _linked(turn: Turn) -> Told:
    one: Link = turn.row
    about = f"{one.target} — {one.quote} · {one.document}"
    href = target_address(one.target.plan.document.original_id, one.target.start)
    return Told(turn, str(_LINKS.get(one.kind, one.kind)), about, href, one.why)


def _paired(turn: Turn) -> Told:
    one: Pairing = turn.row
    about = f"{_short(one.upper_quote)} — {_short(one.lower_quote)}"
    href = reverse("alignment", args=[one.upper.original_id, one.lower.original_id]) + "?show=said"
    return Told(turn, str(_LINKS.get(one.kind, one.kind)), about, href, one.why)


def _edited(turn: Turn) -> Told:
    one: IndicatorEdit = turn.row
    what = str(_EDITS.get(one.kind, one.kind))
    if turn.source.back:
        what = pgettext("history", "took back: {what}").format(what=what)
    name = one.other if one.kind == "merge" and one.undone is None else one.name
    href = f"{reverse('indicator')}?{urlencode({'name': name})}"
    return Told(turn, what, concepts.said(one), href, "" if turn.source.back else one.why)


def _version(turn: Turn, row: Kept | None) -> Told:
    version = past.entry(turn.row)
    new = f"{pgettext('history', 'new')}: " if turn.row.version == 1 else ""
    told_by_itself = row is not None and type(row).__str__ is not Kept.__str__
    about = (_short(str(row), 80) if told_by_itself else "") or version.what
    lines = () if turn.row.version == 1 else tuple(version.lines)
    return Told(turn, f"{new}{version.what}", about, _place(row), version.why, lines)


def _place(row: Any) -> str:
    """The page of a row of the office, or of what it belongs to: a report to its task, a stage to its project."""
    if row is None:
        return ""
    for page, key in (("task", "task_id"), ("project", "project_id"), ("body", "body_id")):
        if row.KIND in ("report", "turn", "assignment") and getattr(row, key, None):
            return reverse(page, args=[getattr(row, key)])
    return reverse(row.KIND, args=[row.pk])


def _short(words: str, most: int = 40) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


_WORDS: dict[str, Callable[[Turn], Told]] = {
    "decision": _decided,
    "correction": _corrected,
    "review": _reviewed,
    "link": _linked,
    "pairing": _paired,
    "indicator": _edited,
}
