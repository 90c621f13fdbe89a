"""The audit of a ledger: what is new is held against the series that it touches, and nothing else is looked at again.

Every finding is known with what was judged when it came out (a sentence or a series), and for each of these the
ledger keeps what else it looked up (`Ask`). When a series changes, it is judged again with all its sentences, and so
is whatever asked for it; findings of these that come out no more have resolved themselves.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from django.db.models import Q, QuerySet

from hefu.audit import Facts, Skipped, examine, judge
from hefu.audit.claims import Claim, sentences
from hefu.ledger import claims, store
from hefu.ledger.claims import Sentence, chunks
from hefu.ledger.models import Ask, Document, Finding
from hefu.ledger.models import Claim as ClaimRow
from hefu.ledger.opening import clear_errors, writing
from hefu.ledger.outcome import Changes, Scope, settle
from hefu.ledger.subjects import key_of

VERSION = 1
"""Of the rules and of what claims keep. What an older one audited is audited anew by `rebuild`."""
_MOST = 5
"""When more than one in so many documents is new, all of them are audited."""


def audit_new() -> Changes:
    """Audits the documents that were added since the last audit, against the whole ledger."""
    with writing():
        new = list(Document.objects.filter(audited=0).values_list("pk", flat=True))
        if not new:
            return Changes()
        many = len(new) * _MOST > Document.objects.count()
        changes = _everything() if many else recheck(subjects_of(new), whole=new)
        Document.objects.filter(audited=0).update(audited=VERSION)
    return changes


def outdated() -> int:
    """How many documents no audit has seen, or only one with older rules: `rebuild` audits them."""
    with clear_errors():
        return _old().count()


def rebuild() -> Changes:
    """Audits the whole ledger anew. Of documents from an older hefu the claims are made first, from what is kept."""
    with writing():
        areas = claims.areas()
        for pk in list(_old().values_list("pk", flat=True)):
            store.renew_claims(pk, areas=areas)
        changes = _everything()
        Document.objects.update(audited=VERSION)
    return changes


def _old() -> QuerySet[Document]:
    return Document.objects.filter(Q(audited=None) | Q(audited__gt=0) & ~Q(audited=VERSION))


def skipped() -> tuple[Skipped, ...]:
    """What the audit of the whole ledger does not compare, and why; changes nothing."""
    with clear_errors(), _without_collection():
        return examine(claims.every(), areas=claims.areas()).skipped


def subjects_of(documents: Iterable[int]) -> set[str]:
    """The subjects that these documents claim something of."""
    found: set[str] = set()
    for chunk in chunks(documents):
        found.update(ClaimRow.objects.filter(document__in=chunk).values_list("key", flat=True).distinct())
    return found


def recheck(touched: set[str], also: Iterable[Sentence] = (), *, whole: Iterable[int] = ()) -> Changes:
    """Judges these subjects again, all sentences that speak of them or were held against them, and these sentences.

    whole: documents to judge with all that stands in them, their tables too.  Part of a transaction of `writing`.
    """
    names = dict(Document.objects.filter(pk__in=list(whole)).values_list("pk", "original"))
    scope = _scope(touched, {*also, *_sentences_of(names)})
    held = _Held()
    facts = Facts(
        areas=claims.areas(),
        fetch=lambda key: held.all(claims.of_subjects([key_of(key)])),
        near=lambda document, first, last: held.all(claims.between(document, first, last)),
        whole=frozenset(names.values()),
    )
    for sentence in sentences(held.all(claims.of_sentences(scope.sentences))):
        facts.texts.add(sentence)
        for claim in sentence:
            if key_of(claim.key) in scope.subjects:
                facts.add(claim)
    facts.judged = tuple(facts.series)
    return settle(judge(facts), facts.asked, scope)


def recheck_documents(touched: set[str], documents: Collection[int]) -> Changes:
    """Judges these subjects again, and these documents whole; all of the ledger where they are most of it.

    Part of a transaction of `writing`.
    """
    if len(documents) * _MOST > Document.objects.count():
        return _everything()
    return recheck(touched, whole=documents)


def _sentences_of(documents: Iterable[int]) -> set[Sentence]:
    """All sentences of documents, and the tables of which there are findings."""
    found: set[Sentence] = set()
    for chunk in chunks(documents):
        found.update(ClaimRow.objects.filter(document__in=chunk).values_list("document", "sentence").distinct())
        tables = Finding.objects.filter(document__in=chunk, sentence__lt=0).values_list("document", "sentence")
        found.update((document, number) for document, number in tables if document is not None and number is not None)
    return found


def _everything() -> Changes:
    with _without_collection():
        facts = Facts.of(claims.every(), claims.areas())
        return settle(judge(facts), facts.asked, None)


def _scope(touched: set[str], also: Iterable[Sentence]) -> Scope:
    subjects, wanted = set(touched), set(also)
    for chunk in chunks(touched):
        for document, sentence, by in Ask.objects.filter(key__in=chunk).values_list("document", "sentence", "by"):
            if document is None or sentence is None:
                subjects.add(by)
            else:
                wanted.add((document, sentence))
    for chunk in chunks(subjects):
        wanted.update(ClaimRow.objects.filter(key__in=chunk).values_list("document", "sentence").distinct())
    return Scope(subjects, wanted | _asking_alike(wanted))


def _asking_alike(wanted: set[Sentence]) -> set[Sentence]:
    """Sentences that ask for the same as one of these in its document: what they make of it is held together."""
    asks: dict[tuple[int, str], set[Sentence]] = {}
    for chunk in chunks({document for document, _ in wanted}):
        found = Ask.objects.filter(document__in=chunk).values_list("document", "sentence", "key")
        for document, sentence, key in found:
            if document is not None and sentence is not None:
                asks.setdefault((document, key), set()).add((document, sentence))
    return {one for group in asks.values() if not group.isdisjoint(wanted) for one in group}


class _Held:
    """Claims by their place: one that is loaded twice is one object all the same."""

    def __init__(self) -> None:
        self._claims: dict[tuple[str, int], Claim] = {}

    def all(self, found: Iterable[Claim]) -> list[Claim]:
        return [self._claims.setdefault((claim.doc, claim.statement.start), claim) for claim in found]


@contextmanager
def _without_collection() -> Iterator[None]:
    """Millions of small objects that all stay: to look for cycles among them would take as long as the audit."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
