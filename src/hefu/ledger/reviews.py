"""What people say of whole statements 复核: right as they are, no statements, or missed and added; and the queue.

A review is kept apart from what was read. It is done again when the document is read again, and says so where it
cannot be (`Review.lost`). Corrections of single fields are in `hefu.ledger.corrections`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from hefu.errors import LedgerError, MeanwhileError, UsageError
from hefu.ledger import auditing, claims, store, tracking
from hefu.ledger.fields import FIELDS, stated
from hefu.ledger.given import given
from hefu.ledger.models import Claim, Correction, Document, Finding, Numeral, Review, Statement, Use
from hefu.ledger.opening import writing
from hefu.ledger.saving import save

BEHIND, UNSURE = 0.8, 0.5
"""What is behind a target is looked at below the first confidence, anything below the second."""
BY_HAND = "a person selected it"
"""The rule of the evidence of a statement that was added."""
NO_STATEMENT = "a person says that it counts nothing"
"""The reason of the numeral of a statement that was rejected."""
QUEUES = "finding", "target", "low"
"""Why a statement is to be looked at: in an open contradiction, behind a verdict, of low confidence."""


class ChangedError(MeanwhileError):
    """Somebody else has changed the statement since it was shown. `who` did, `what` they did."""

    def __init__(self, who: str, what: str) -> None:
        self.who, self.what = who, what
        super().__init__(f"{who} has {what} this statement in the meantime: look at it again, then decide")


# ---------------------------------------------------------------- the queue


def queue(why: str, *, document: int | None = None, area: str = "") -> QuerySet[Statement]:
    """The statements that wait for a person for this reason (of QUEUES), the most urgent first; '' for any of them."""
    found = Statement.objects.exclude(Exists(_reviewed()))
    if document is not None:
        found = found.filter(document=document)
    if area:
        found = found.filter(series__area_name=area)
    return found.filter(_WHY[why]()).order_by("confidence", "document", "start")


def _in_finding() -> Q:
    figures = Finding.objects.filter(state=Finding.OPEN, severity="conflict").values("figures__statement")
    return Q(pk__in=figures)


def _behind_target() -> Q:
    return Q(confidence__lt=BEHIND, pk__in=Use.objects.values("statement"))


def _unsure() -> Q:
    return Q(confidence__lt=UNSURE)


_WHY = {"finding": _in_finding, "target": _behind_target, "low": _unsure}


def next_of(queues: tuple[str, ...], *, size: int, document: int | None = None, area: str = "") -> list[Statement]:
    """The first statements of these queues one after the other, each statement once."""
    found: dict[int, Statement] = {}
    for why in queues:
        every = why == "target" and document is None and not area
        rows = _first_behind_targets(size) if every else queue(why, document=document, area=area)[:size]
        for row in rows:
            found.setdefault(row.pk, row)
        if len(found) >= size:
            break
    return list(found.values())[:size]


def _first_behind_targets(size: int) -> list[Statement]:
    """The first of that queue, by the index of what verdicts rest on: a large ledger has more that is unsure."""
    order = "confidence", "statement"
    waiting = Use.objects.filter(confidence__lt=BEHIND).exclude(Exists(_reviewed("statement__")))
    keys = [key for _, key in waiting.order_by(*order).values_list(*order).distinct()[:size]]
    rows = Statement.objects.in_bulk(keys)
    return [rows[key] for key in keys]


def _reviewed(of: str = "") -> QuerySet[Review]:
    return Review.objects.filter(document=OuterRef(f"{of}document"), start=OuterRef(f"{of}start"), undone=None)


def version(document: int, start: int) -> str:
    """Changes whenever somebody reviews or corrects the statement at this place."""
    reviewed = Review.objects.filter(document=document, start=start).order_by("-pk").values_list("pk", "undone")
    corrected = Correction.objects.filter(document=document, start=start).order_by("-pk").values_list("pk", "undone")
    return "-".join(f"{pk}{'u' if undone else ''}" for pk, undone in (*reviewed[:1], *corrected[:1])) or "0"


def _unchanged(document: int, start: int, seen: str | None) -> None:
    """ChangedError where somebody did something since `seen`."""
    if seen is None or seen == version(document, start):
        return
    turns: list[Review | Correction] = [
        *Review.objects.filter(document=document, start=start).order_by("-pk")[:1],
        *Correction.objects.filter(document=document, start=start).order_by("-pk")[:1],
    ]
    newest = max(turns, key=lambda one: one.undone or one.when, default=None)
    if newest is None:
        raise ChangedError("somebody", "changed")
    done = newest.kind if isinstance(newest, Review) else "corrected"
    raise ChangedError(newest.undone_by or newest.who, "taken back what was said of" if newest.undone else done)


# ---------------------------------------------------------------- what people say


def accept(document: int, start: int, *, who: str, seen: str | None = None) -> Review:
    """Every field of the statement is right: it waits for nobody any more."""
    return _review(Review.ACCEPTED, document, start, who=who, why="", seen=seen)


def reject(document: int, start: int, *, who: str, why: str, seen: str | None = None) -> Review:
    """The figure counts nothing, or nothing that a statement could say: it leaves the ledger's series."""
    return _review(Review.REJECTED, document, start, who=who, why=why, seen=seen)


def _review(kind: str, document: int, start: int, *, who: str, why: str, seen: str | None) -> Review:
    if not who.strip():
        raise UsageError("say who reviews: the name is kept with it")
    with writing():
        _unchanged(document, start, seen)
        row = _row(document, start)
        if Review.objects.filter(document=document, start=start, undone=None).exists():
            raise UsageError("the statement is reviewed already: take that back first")
        made = Review(document_id=document, start=start, end=row.end, quote=row.quote, kind=kind, fields=stated(row),
                      why=why.strip(), who=who.strip(), when=timezone.now())  # fmt: skip
        if kind == Review.REJECTED:
            made.row = _kept(row)
        save([made])
        if kind == Review.REJECTED:
            with _Touching(document):
                _drop(row)
    return made


def add(document: int, start: int, end: int, fields: Mapping[str, str], *, who: str, why: str = "") -> Review:
    """A statement that was missed: its figure stands at these characters. fields: as `ledger.fields.stated` has them.

    UsageError when a field cannot be what is given, or a statement is there already.
    """
    if not who.strip():
        raise UsageError("say who adds it: the name is kept with it")
    with writing():
        text = Document.objects.values_list("text", flat=True).filter(pk=document).first() or ""
        quote = text[start:end]
        if not 0 <= start < end <= len(text) or not quote.strip() or len(quote) > 200:
            raise UsageError("select the words of one figure")
        if Statement.objects.filter(document=document, start__lt=end, end__gt=start).exists():
            raise UsageError("a statement is read there already: correct it instead")
        kept = {name: given(name, fields.get(name, ""), unit=fields.get("unit", "")) for name in FIELDS}
        made = Review(document_id=document, start=start, end=end, quote=quote, kind=Review.ADDED, fields=kept,
                      why=why.strip(), who=who.strip(), when=timezone.now())  # fmt: skip
        save([made])
        with _Touching(document):
            _make(made, confidence=1.0, evidence=[("value", BY_HAND, start, end)])
            Numeral.objects.filter(document=document, start__gte=start, start__lt=end).update(
                cls="quantity", reason=BY_HAND
            )
    return made


def undo(review: int, *, who: str) -> Review:
    """Takes a review back: the statement is there again as it was read, or is gone again."""
    if not who.strip():
        raise UsageError("nobody takes it back: say who")
    with writing():
        one = Review.objects.filter(pk=review).first()
        if one is None or one.undone is not None:
            raise LedgerError("this review is undone already" if one else "the ledger has no such review")
        one.undone_by, one.undone = who.strip(), timezone.now()
        one.save(update_fields=["undone_by", "undone"])
        if one.kind != Review.ACCEPTED and not one.lost:
            with _Touching(one.document_id):
                _back(one)
    return one


def active(document: int | None = None) -> QuerySet[Review]:
    """The reviews that hold, of one document or of all, in the order in which they were made."""
    found = Review.objects.filter(undone=None)
    return found if document is None else found.filter(document=document)


# ---------------------------------------------------------------- replay


def replay(document: int) -> list[Review]:
    """Does the reviews of a document again that was read again; those that cannot be done, each with the reason.

    Part of a transaction of `writing`, before claims are made.
    """
    found = list(active(document))
    for one in found:
        one.lost = _replay(one)
        one.save(update_fields=["lost"])
    return [one for one in found if one.lost]


def _replay(one: Review) -> str:
    row = Statement.objects.select_related("series").filter(document=one.document_id, start=one.start).first()
    if one.kind == Review.ADDED:
        text = Document.objects.values_list("text", flat=True).get(pk=one.document_id)
        if row is None and text[one.start : one.end] == one.quote:
            _make(one, confidence=1.0, evidence=[("value", BY_HAND, one.start, one.end)])
        return "" if row is not None or text[one.start : one.end] == one.quote else f"{one.quote} stands elsewhere now"
    if row is None or row.quote != one.quote:
        return (
            "" if one.kind == Review.REJECTED else f"no figure is read at {one.start} any more, where {one.quote} was"
        )
    if one.kind == Review.REJECTED:
        one.row = _kept(row)
        one.save(update_fields=["row"])
        _drop(row)
        return ""
    now = stated(row)
    changed = [name for name, value in one.fields.items() if now[name] != value]
    return f"{', '.join(changed)} of {one.quote} is read otherwise now" if changed else ""


# ---------------------------------------------------------------- rows


def _row(document: int, start: int) -> Statement:
    row = Statement.objects.select_related("series").filter(document=document, start=start).first()
    if row is None:
        raise LedgerError("the statement is no longer there: somebody rejected it, or the document was read again")
    return row


def _kept(row: Statement) -> dict[str, Any]:
    """What is needed to have a rejected statement back."""
    numeral = Numeral.objects.filter(document=row.document_id, start=row.start).values_list("reason", flat=True)
    return {"confidence": row.confidence, "evidence": row.evidence, "reason": numeral.first() or ""}


def _drop(row: Statement) -> None:
    Numeral.objects.filter(document=row.document_id, start=row.start).update(cls="name", reason=NO_STATEMENT)
    row.delete()


def _back(one: Review) -> None:
    """Undoes what a review did to the rows."""
    if one.kind == Review.ADDED:
        Statement.objects.filter(document=one.document_id, start=one.start).delete()
        return
    _make(one, confidence=one.row["confidence"], evidence=one.row["evidence"])
    Numeral.objects.filter(document=one.document_id, start=one.start).update(cls="quantity", reason=one.row["reason"])


def _make(one: Review, *, confidence: float, evidence: list[Any]) -> Statement:
    said = {name: value or None for name, value in one.fields.items()}
    return store.insert(
        one.document_id,
        store.stated(
            (one.start, one.end, one.quote, one.fields["indicator"], one.fields["value"], one.fields["value_max"],
             one.fields["unit"], one.fields["bound"], one.fields["measure"], one.fields["basis"],
             one.fields["holder"], one.fields["period"], one.fields["modality"], confidence),
            area=cast("str | None", said["area"]),
            evidence=[evidence],
        ),
        areas=claims.areas(),
    )  # fmt: skip


class _Touching:
    """What a document is about is judged anew when the block ends: claims, targets, findings."""

    def __init__(self, document: int) -> None:
        self._document = document

    def __enter__(self) -> None:
        self._before = set(Claim.objects.filter(document=self._document).values_list("key", flat=True))
        self._targets = tracking.subjects_of(self._document)

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            return
        store.renew_claims(self._document, areas=claims.areas())
        after = set(Claim.objects.filter(document=self._document).values_list("key", flat=True))
        tracking.renew(self._document, self._targets)
        auditing.recheck(self._before ^ after or after, whole=[self._document])
