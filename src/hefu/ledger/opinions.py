"""The second reader's opinions: who is asked next, what was answered, what of it may be shown.

An opinion changes nothing. It is checked against the text and the statement of today whenever it is shown, so that
nothing stale or forged can come through: see `hefu.second.proposals`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Substr

from hefu.errors import SecondReaderError
from hefu.ledger import models as rows
from hefu.ledger.claims import areas
from hefu.ledger.fields import stated
from hefu.ledger.given import given
from hefu.ledger.opening import writing
from hefu.ledger.saving import save
from hefu.lexicon.areas import Areas
from hefu.second import proposals
from hefu.second.question import AFTER, BEFORE, Question

GIVE_UP = 5
"""So many failures one after the other, and the endpoint is taken for broken."""


class Reply(Protocol):
    """See `hefu.second.client.Reply`."""

    @property
    def text(self) -> str: ...
    @property
    def tokens(self) -> int: ...


class Reader(Protocol):
    """Who is asked: see `hefu.second.client.Client`."""

    model: str

    def ask(self, question: Question) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement that was asked about. opinion: None when the endpoint gave no answer, then `failure` says why."""

    statement: rows.Statement
    opinion: proposals.Opinion | None
    tokens: int = 0
    failure: str = ""


def waiting(*, below: float, document: int | None = None) -> QuerySet[rows.Statement]:
    """The statements of lower confidence that nobody was asked about, the least sure first."""
    known = rows.Opinion.objects.filter(document=OuterRef("document"), start=OuterRef("start"))
    found = rows.Statement.objects.filter(confidence__lt=below).exclude(Exists(known))
    if document is not None:
        found = found.filter(document=document)
    return found.order_by("confidence", "document", "start").select_related("series", "document").defer(*_LARGE)


def ask(reader: Reader, *, below: float, most: int, tokens: int, document: int | None = None) -> Iterator[Asked]:
    """Asks about at most `most` statements, for at most about so many tokens; each answer is kept at once.

    What was asked before, in the same words of the same model, costs nothing and is not asked again.
    SecondReaderError when the endpoint fails time after time.
    """
    spent, failures, gazetteer = 0, 0, areas()
    for row in waiting(below=below, document=document)[:most]:
        if spent >= tokens:
            return
        asked = _ask(reader, row, gazetteer)
        spent, failures = spent + asked.tokens, failures + 1 if asked.failure else 0
        yield asked
        if failures == GIVE_UP:
            raise SecondReaderError(f"{asked.failure}, {GIVE_UP} times in a row: what was answered before is kept")


def _ask(reader: Reader, row: rows.Statement, gazetteer: Areas) -> Asked:
    question = question_of(row)
    try:
        reply = reader.ask(question)
    except SecondReaderError as error:
        return Asked(row, None, failure=str(error))
    with writing():
        key, text = question.key(reader.model), reply.text.replace("\0", "")
        if not rows.Opinion.objects.filter(key=key).exists():
            one = rows.Opinion(key=key, document_id=row.document_id, start=row.start, model=reader.model)
            one.answer, one.tokens = text, reply.tokens
            save([one])
    return Asked(row, _checked(text, question, gazetteer), reply.tokens)


def question_of(row: rows.Statement) -> Question:
    """The question about a statement, as it stands today."""
    low = max(row.start - BEFORE, 0)
    window = rows.Document.objects.annotate(piece=Substr("text", low + 1, row.end - low + AFTER))
    text = window.values_list("piece", flat=True).get(pk=row.document_id)
    return Question(
        start=row.start,
        before=text[: row.start - low],
        figure=text[row.start - low : row.end - low],
        after=text[row.end - low :],
        title=row.document.title,
        published=row.document.published,
        fields=stated(row),
    )


def of(statements: Iterable[rows.Statement]) -> dict[int, tuple[str, proposals.Opinion]]:
    """By key of the statement: the model's name and what of its opinion may be shown today, the newest one each."""
    every = {(row.document_id, row.start): row for row in statements}
    found = rows.Opinion.objects.filter(document__in={pk for pk, _ in every}, set_aside=False).order_by("pk")
    kept = {(one.document_id, one.start): one for one in found if (one.document_id, one.start) in every}
    gazetteer = areas() if kept else None
    return {
        every[place].pk: (one.model, _checked(one.answer, question_of(every[place]), gazetteer))
        for place, one in kept.items()
        if gazetteer is not None
    }


def set_aside(document: int, start: int, *, aside: bool = True) -> None:
    """A person has seen what was proposed about the statement at this place: not shown again, unless taken back."""
    with writing():
        rows.Opinion.objects.filter(document=document, start=start).update(set_aside=aside)


def _checked(answer: str, question: Question, gazetteer: Areas) -> proposals.Opinion:
    return proposals.opinion(answer, question, given=given, areas=gazetteer)


_LARGE = tuple(f"document__{name}" for name in rows.Document.LARGE)
