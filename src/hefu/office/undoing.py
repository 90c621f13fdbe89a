"""One step back: each kind of change by its own inverse, which is itself written down with who, when and why.

What held before the change holds again. Only the last change of a thing can be taken back: an earlier one would
sweep away what somebody did after it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from django.db.models import BooleanField, DateField, Field, ForeignKey, IntegerField, ManyToManyField

from hefu.errors import LedgerError, UsageError
from hefu.ledger import alignment, corrections, decisions, editing, links, reviews
from hefu.ledger.models import Correction, Decision, IndicatorEdit, Link, Pairing, Review, Statement
from hefu.ledger.opening import writing
from hefu.lexicon.indicators import Edit
from hefu.office import history, store
from hefu.office.models import KINDS, Change, Kept, Turn, as_text


class NotLastError(LedgerError):
    """Somebody changed the same thing after it. Nothing was taken back."""


def possible(turn: history.Turn) -> bool:
    """Whether a turn can be taken back: it is the last, and something held before it."""
    if turn.source.kind in ("correction", "review", "indicator") and not turn.source.back:
        return turn.row.undone is None
    return turn.last and not (turn.source.kind == "office" and turn.row.version == 1)


def undo(key: str, *, who: str, why: str) -> None:
    """Takes a turn back, all of it or nothing. key: see `history.Turn.key`.

    NotLastError when something came after it; UsageError for what cannot be taken back.
    """
    if not who.strip() or not why.strip():
        raise UsageError("say who takes it back and why: both are kept")
    with writing():
        turn = history.get(key)
        if turn.source.kind == "office" and turn.row.version == 1:
            raise UsageError("the first version of a row cannot be taken back: strike it off on its own page")
        if not possible(turn):
            raise NotLastError("something was changed after it: take that back first")
        _INVERSES[key.partition(":")[0]](turn.row, who, why)


def _decision(one: Decision, who: str, why: str) -> None:
    identity = one.finding.identity
    before = Decision.objects.filter(finding=one.finding_id, pk__lt=one.pk).last()
    if before is not None and before.kind == Decision.CONFIRMED:
        decisions.confirm(identity, who=who, note=why)
    elif before is not None and before.kind == Decision.DISMISSED:
        decisions.dismiss(identity, before.reason, who=who, note=before.note or why)
    else:
        decisions.reopen(identity, who=who, note=why)


def _correction(one: Correction, who: str, why: str) -> None:
    corrections.undo(one.pk, who=who)


def _correction_again(one: Correction, who: str, why: str) -> None:
    corrections.correct(one.document_id, one.start, one.field, one.new, reason=f"{one.reason} ({why})", who=who)


def _review(one: Review, who: str, why: str) -> None:
    reviews.undo(one.pk, who=who)


def _review_again(one: Review, who: str, why: str) -> None:
    if one.kind == Review.ADDED:
        reviews.add(one.document_id, one.start, one.end, one.fields, who=who, why=why)
    elif one.kind == Review.REJECTED:
        reviews.reject(one.document_id, one.start, who=who, why=why)
    else:
        reviews.accept(one.document_id, one.start, who=who)


def _edit(one: IndicatorEdit, who: str, why: str) -> None:
    editing.undo(one.pk, who=who)


def _edit_again(one: IndicatorEdit, who: str, why: str) -> None:
    again = Edit(cast(Any, one.kind), one.name, one.other, one.value)
    editing.make(editing.Change(again, who=who, why=f"{one.why} ({why})"))


def _link(one: Link, who: str, why: str) -> None:
    row = Statement.objects.filter(document=one.document_id, start=one.statement).first()
    if row is None:
        raise LedgerError(f"the statement {one.quote!r} is no longer read there: nothing can be said of it")
    same = Link.objects.filter(target=one.target_id, document=one.document_id, statement=one.statement)
    before = same.filter(pk__lt=one.pk).last()
    act = {Link.CONFIRMED: links.confirm, Link.CUT: links.cut}.get(before.kind if before else "", links.undo)
    act(one.target_id, row.pk, who=who, why=why)


def _pairing(one: Pairing, who: str, why: str) -> None:
    places = one.upper_start, one.lower_start
    same = Pairing.objects.filter(upper=one.upper_id, lower=one.lower_id, upper_start=places[0], lower_start=places[1])
    before = same.filter(pk__lt=one.pk).last()
    kind = before.kind if before else Pairing.UNDONE
    if kind == Pairing.CONFIRMED:
        alignment.confirm(one.upper_id, one.lower_id, places, who=who, why=why, seen=one.pk)
    elif kind == Pairing.CUT:
        alignment.cut(one.upper_id, one.lower_id, places, who=who, why=why, seen=one.pk)
    else:
        alignment.undo(one.upper_id, one.lower_id, places, who=who, seen=one.pk)


def row_of(one: Change) -> Kept:
    """The row of the office that a version is of. LedgerError when it is gone."""
    row = KINDS[one.kind]._default_manager.filter(pk=one.row).first()
    if row is None:
        raise LedgerError("the row of this change is no longer there")
    return row


def _office(one: Change, who: str, why: str) -> None:
    row = row_of(one)
    values = {name: _value(row, name, old) for name, (old, _new) in one.fields.items()}
    kept = store.change(row, values, who=who, why=why, version=one.version)
    if isinstance(kept, Turn):
        store.settle(kept.project)


def _value(row: Kept, name: str, text: str) -> Any:
    """A field's value of the text that the history keeps of it: the reverse of `as_text`."""
    field: Field[Any, Any] = row._meta.get_field(name)  # type: ignore[assignment]
    if isinstance(field, ManyToManyField):
        return [_named(field, one) for one in text.split("、") if one]
    if isinstance(field, ForeignKey):
        return _named(field, text) if text else None
    if isinstance(field, BooleanField):
        return text == "yes"
    if isinstance(field, DateField):
        return date.fromisoformat(text) if text else None
    if isinstance(field, IntegerField):
        return int(text) if text else None
    return text


def _named(field: Any, text: str) -> Any:
    """The one row that has this name today; several bodies may have one, and then people decide."""
    found = [one for one in field.related_model._default_manager.all() if as_text(one) == text]
    if len(found) != 1:
        told = "is no longer there" if not found else "is the name of several"
        raise LedgerError(f"{text!r} {told}: change it back by hand, on the page of the row")
    return found[0]


_INVERSES: dict[str, Callable[[Any, str, str], None]] = {
    "decision": _decision,
    "correction": _correction,
    "correction-undone": _correction_again,
    "review": _review,
    "review-undone": _review_again,
    "link": _link,
    "pairing": _pairing,
    "office": _office,
    "indicator": _edit,
    "indicator-undone": _edit_again,
}
"""Kind of a turn, as in its key: what takes it back."""
