"""A document read again, as after an update of hefu: what was extracted is replaced, what people did is kept."""

from __future__ import annotations

from collections.abc import Sequence

from hefu.ledger import auditing, corrections, reviews, store, tracking
from hefu.ledger.models import Claim, Document
from hefu.ledger.opening import writing
from hefu.ledger.prepare import Prepared
from hefu.lexicon.areas import Areas


def reread(pk: int, prepared: Prepared, *, areas: Areas | None = None) -> Sequence[str]:
    """Puts what was read now in place of what was read before, replays the corrections, and audits what it touches.

    The corrections that could not be made again are told of, one line each.
    """
    with writing():
        subjects, sentences = auditing.subjects_of([pk]), _sentences(pk)
        targets = tracking.subjects_of(pk)
        store.renew(pk, prepared.document, prepared.extraction, areas=areas)
        lost = corrections.replay(pk)
        undone = reviews.replay(pk)
        store.renew_claims(pk, areas=areas)
        tracking.renew(pk, targets)
        auditing.recheck(subjects | auditing.subjects_of([pk]), sentences, whole=[pk])
        Document.objects.filter(pk=pk).update(audited=auditing.VERSION)
    told = [f"correction {one.pk} of {one.field} was not made again: {one.lost}" for one in lost]
    return told + [f"review {one.pk} ({one.kind}) does not hold any more: {one.lost}" for one in undone]


def _sentences(pk: int) -> set[tuple[int, int]]:
    found = Claim.objects.filter(document=pk).values_list("sentence", flat=True).distinct()
    return {(pk, number) for number in found}
