"""What people correct. The row of the statement shows the corrected value; the correction keeps old and new.

A correction is replayed when its document is read again. Where what it expects has gone, it is not made, and says
so (`Correction.lost`).
"""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from hefu.errors import LedgerError, UsageError
from hefu.ledger import auditing, claims, store, tracking
from hefu.ledger.fields import stated
from hefu.ledger.given import given
from hefu.ledger.models import Claim, Correction, Document, Statement
from hefu.ledger.opening import writing
from hefu.ledger.outcome import Changes
from hefu.ledger.saving import save


def correct(document: int, start: int, field: str, value: str, *, reason: str, who: str) -> Correction:
    """Corrects one field (of `hefu.model.FIELDS`) of the statement whose numeral starts at `start`.

    value: a number may have a multiplier (140.5亿); an empty text for none. An earlier correction of the field is
    undone by it. What the document touches is audited again.
    UsageError when it cannot be the value of the field, LedgerError when there is no such statement.
    """
    if not who.strip() or not reason.strip():
        raise UsageError("a correction needs a reason and the name of who makes it")
    with writing():
        row = _statement(document, start)
        before = stated(row)
        new = given(field, value, unit=before["unit"])
        if new == before[field]:
            raise UsageError(f"{field} is {new or 'empty'} already")
        earlier = active(document).filter(start=start, field=field).first()
        if earlier is not None:
            _close(earlier, who)
        made = Correction(
            document_id=document, start=start, quote=row.quote, field=field, old=before[field], new=new,
            expected=earlier.expected if earlier is not None else before[field], reason=reason.strip(),
            who=who.strip(), when=timezone.now(),
        )  # fmt: skip
        save([made])
        _show(row, field, new)
    return made


def undo(correction: int, *, who: str) -> Correction:
    """Takes a correction back: the statement shows again what was extracted."""
    if not who.strip():
        raise UsageError("nobody takes it back: say who with --by")
    with writing():
        found = Correction.objects.filter(pk=correction).first()
        if found is None or found.undone is not None:
            raise LedgerError(f"correction {correction} {'is undone already' if found else 'is not in the ledger'}")
        _close(found, who)
        if not found.lost:
            _show(_statement(found.document_id, found.start), found.field, found.expected)
    return found


def active(document: int | None = None) -> QuerySet[Correction]:
    """The corrections that hold, of one document or of all, in the order in which they were made."""
    found = Correction.objects.filter(undone=None)
    return found if document is None else found.filter(document=document)


def replay(document: int) -> list[Correction]:
    """Makes the corrections of a document that was read again; those that cannot be made, each with the reason.

    Part of a transaction of `writing`.
    """
    found = list(active(document))
    for one in found:
        one.lost = _replay(one)
        one.save(update_fields=["lost"])
    return [one for one in found if one.lost]


def _replay(one: Correction) -> str:
    row = Statement.objects.select_related("series").filter(document=one.document_id, start=one.start).first()
    if row is None:
        return f"no figure is read at {one.start} any more, where {one.quote} was"
    shown = stated(row)[one.field]
    if shown == one.expected:
        store.change(row, {one.field: one.new}, areas=claims.areas())
    elif shown != one.new:
        return f"{one.field} of {row.quote} is read as {shown or 'nothing'} now, not as {one.expected or 'nothing'}"
    return ""


def _statement(document: int, start: int) -> Statement:
    row = Statement.objects.select_related("series").filter(document=document, start=start).first()
    if row is None:
        known = Document.objects.filter(pk=document).exists()
        what = f"document {document} has no statement at {start}" if known else f"the ledger has no document {document}"
        raise LedgerError(f"{what}: `hefu list` and `hefu audit` print what it has")
    return row


def _close(one: Correction, who: str) -> None:
    one.undone_by, one.undone = who.strip(), timezone.now()
    one.save(update_fields=["undone_by", "undone"])


def _show(row: Statement, field: str, value: str) -> Changes:
    """Changes the row, and audits again what the change touches."""
    pk, start = row.document_id, row.start
    before, targets = _claims(pk), tracking.subjects_of(pk)
    known = claims.areas()
    store.change(row, {field: value}, areas=known)
    store.renew_claims(pk, areas=known)
    after = _claims(pk)
    tracking.renew(pk, targets)
    changed = {at for at in (*before, *after) if before.get(at) != after.get(at)} | {start}
    rows = [kept[at] for kept in (before, after) for at in changed if at in kept]
    near = {(pk, number + step) for _, number, *_ in rows for step in (0, 1)}
    return auditing.recheck({key for key, *_ in rows}, near)


def _claims(document: int) -> dict[int, tuple[str, int, tuple[object, ...]]]:
    """By the start of its figure, each claim: its key, its sentence, and what else another one may look at."""
    columns = (
        "statement__start",
        "key",
        "sentence",
        "cell",
        "head",
        "printed",
        "among",
        "tier",
        "period",
        "due",
        "listed",
    )
    found = Claim.objects.filter(document=document).values_list(*columns)
    return {start: (key, number, tuple(rest)) for start, key, number, *rest in found}
