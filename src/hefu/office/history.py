"""What people changed 变更记录, whatever it was and wherever it is kept, read as one.

Each kind is kept in its own rows, where it is written; here they are only read, the newest first, a page at a time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from hefu.errors import UsageError
from hefu.ledger.models import (
    Correction,
    Decision,
    Document,
    FindingFigure,
    IndicatorEdit,
    Link,
    Pairing,
    Review,
)
from hefu.ledger.opening import clear_errors
from hefu.ledger.revision import once
from hefu.office.models import KINDS as OFFICE
from hefu.office.models import Change, Passage


class _Narrow(Protocol):
    """Which rows are about a document, or about what begins at a place of it."""

    def __call__(self, document: Document, start: int | None) -> Q: ...


@dataclass(frozen=True, slots=True)
class Source:
    """Rows that tell of one kind of changes.

    when, who: their columns.  same: columns that a later row has in common when it is about the same thing.
    further: what comes with a row.  large: its documents.  about: see `_Narrow`.
    documents: paths to the documents that its rows are about; None: only `about` can tell.
    """

    kind: str
    model: type[Model]
    same: tuple[str, ...]
    about: _Narrow
    further: tuple[str, ...] = ()
    large: tuple[str, ...] = ()
    when: str = "when"
    who: str = "who"
    documents: tuple[str, ...] | None = ("document",)

    @property
    def back(self) -> bool:
        """Whether it tells that something was taken back, of rows that are not rows of their own."""
        return self.when == "undone"


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody changed something. row: where it is kept. last: nothing was changed after it about the same thing."""

    source: Source
    row: Any
    when: datetime
    who: str
    last: bool

    @property
    def key(self) -> str:
        """Known by it to `hefu.office.undoing`: `correction-undone:12`."""
        return f"{self.source.kind}{'-undone' if self.source.back else ''}:{self.row.pk}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which turns are asked for; what is left open lets all through.

    kind: of KINDS.  authors: names of those who wrote; outside: everybody but them.
    document, start: what the turns are about.  day: on which they were written, by the clock of the site.
    """

    kind: str = ""
    authors: Collection[str] | None = None
    outside: bool = False
    day: date | None = None
    document: Document | None = None
    start: int | None = None


def _of_finding(document: Document, start: int | None) -> Q:
    place = {} if start is None else {"start": start}
    return Q(finding__in=FindingFigure.objects.filter(document=document, **place).values("finding"))


def _of_figure(document: Document, start: int | None) -> Q:
    return Q(document=document) if start is None else Q(document=document, start=start)


def _of_link(document: Document, start: int | None) -> Q:
    if start is None:
        return Q(document=document) | Q(target__plan=document.pk)
    return Q(document=document, statement=start) | Q(target__plan=document.pk, target__start=start)


def _of_pairing(document: Document, start: int | None) -> Q:
    if start is None:
        return Q(upper=document) | Q(lower=document)
    return Q(upper=document, upper_start=start) | Q(lower=document, lower_start=start)


def _of_row(document: Document, start: int | None) -> Q:
    """The office's rows whose passage stands in the document."""
    place = {"sha256": document.original_id} | ({} if start is None else {"start": start})
    found = Q(pk__in=())
    for kind, model in OFFICE.items():
        if issubclass(model, Passage):
            found |= Q(kind=kind, row__in=model._default_manager.filter(**place).values("pk"))
    return found


def _of_no_document(document: Document, start: int | None) -> Q:
    """What is about no document in particular."""
    return Q(pk__in=())


_PLACE = "document", "start", "field"
_PAIR = "upper", "lower", "upper_start", "lower_start"
_EDIT = "kind", "name", "other"
SOURCES = (
    Source("decision", Decision, ("finding",), _of_finding, ("finding",), documents=("finding__figures__document",)),
    Source("correction", Correction, _PLACE, _of_figure, ("document",), ("document",)),
    Source("correction", Correction, _PLACE, _of_figure, ("document",), ("document",), "undone", "undone_by"),
    Source("review", Review, _PLACE[:2], _of_figure, ("document",), ("document",)),
    Source("review", Review, _PLACE[:2], _of_figure, ("document",), ("document",), "undone", "undone_by"),
    Source("link", Link, ("target", "document", "statement"), _of_link, ("target__plan__document", "document"),
           ("document", "target__plan__document"), documents=("document", "target__plan")),
    Source("pairing", Pairing, _PAIR, _of_pairing, ("upper", "lower"), ("upper", "lower"),
           documents=("upper", "lower")),
    Source("office", Change, ("kind", "row"), _of_row, documents=None),
    Source("indicator", IndicatorEdit, _EDIT, _of_no_document, documents=()),
    Source("indicator", IndicatorEdit, _EDIT, _of_no_document, when="undone", who="undone_by", documents=()),
)  # fmt: skip
"""All that tells of changes; a further kind is a row here, its inverse in `undoing`, and its words in `web/history`."""
KINDS = tuple(dict.fromkeys(source.kind for source in SOURCES))


@dataclass(frozen=True, slots=True, order=True)
class Cursor:
    """Where a page ends: time, number of the source, key of the row."""

    when: datetime
    source: int
    pk: int

    def __str__(self) -> str:
        return f"{self.when.isoformat()}~{self.source}~{self.pk}"

    @classmethod
    def read(cls, text: str) -> Cursor:
        """As an address has it. UsageError for what is none."""
        try:
            when, source, pk = text.split("~")
            found = cls(datetime.fromisoformat(when), int(source), int(pk))
        except ValueError:
            raise UsageError(f"{text[:60]!r} is no place in the history: begin at its first page") from None
        if found.when.tzinfo is None or not 0 <= found.source < len(SOURCES) or not 0 <= found.pk < 2**63:
            raise UsageError(f"{text[:60]!r} is no place in the history: begin at its first page")
        return found


def read(wanted: Wanted, *, after: Cursor | None = None, size: int) -> tuple[list[Turn], Cursor | None]:
    """At most `size` turns behind a place, the newest first, and the place behind which the next ones stand."""
    found: list[tuple[Cursor, Turn]] = []
    with clear_errors():
        for number, source in enumerate(SOURCES):
            if wanted.kind in ("", source.kind) and _may_tell(number, wanted.document):
                for row in _rows(source, number, wanted, after)[: size + 1]:
                    when = getattr(row, source.when)
                    turn = Turn(source, row, when, getattr(row, source.who), not row.later)
                    found.append((Cursor(when, number, row.pk), turn))
    found.sort(key=lambda one: one[0], reverse=True)
    page = found[:size]
    return [turn for _, turn in page], page[-1][0] if len(found) > size else None


def _may_tell(number: int, document: Document | None) -> bool:
    """Whether a source has rows about the document: of most documents none has, and to ask each takes its time."""
    return document is None or SOURCES[number].documents is None or document.pk in _told_of(number)


@once
def _told_of(number: int) -> frozenset[int]:
    """The documents that a source has rows about."""
    rows, paths = SOURCES[number].model._default_manager.order_by(), SOURCES[number].documents or ()
    return frozenset(key for path in paths for key in rows.values_list(path, flat=True).distinct() if key is not None)


def _rows(source: Source, number: int, wanted: Wanted, after: Cursor | None) -> QuerySet[Any]:
    manager = source.model._default_manager
    order = "version" if source.model is Change else "pk"
    later = manager.filter(**{name: OuterRef(name) for name in source.same}, **{f"{order}__gt": OuterRef(order)})
    found = manager.annotate(later=Exists(later)).filter(_fits(source, wanted), **{f"{source.when}__isnull": False})
    if after is not None:
        found = found.filter(_behind(source.when, number, after))
    large = (f"{path}__{name}" for path in source.large for name in Document.LARGE)
    return found.select_related(*source.further).defer(*large).order_by(f"-{source.when}", "-pk")


def _fits(source: Source, wanted: Wanted) -> Q:
    """What nobody wrote (hefu saw that a finding came out no more) is no change of a person's."""
    fits = ~Q(**{source.who: ""})
    if wanted.authors is not None:
        named = Q(**{f"{source.who}__in": list(wanted.authors)})
        fits &= ~named if wanted.outside else named
    if wanted.day is not None:
        first = timezone.make_aware(datetime.combine(wanted.day, time()))
        fits &= Q(**{f"{source.when}__gte": first, f"{source.when}__lt": first + timedelta(days=1)})
    return fits & source.about(wanted.document, wanted.start) if wanted.document is not None else fits


def _behind(column: str, number: int, after: Cursor) -> Q:
    earlier = Q(**{f"{column}__lt": after.when})
    if number < after.source:
        return earlier | Q(**{column: after.when})
    return earlier | Q(**{column: after.when, "pk__lt": after.pk}) if number == after.source else earlier


def get(key: str) -> Turn:
    """The turn of a key, as it stands now. UsageError when there is none."""
    name, _colon, number = key.partition(":")
    kind, back = name.removesuffix("-undone"), name.endswith("-undone")
    places = [at for at, one in enumerate(SOURCES) if (one.kind, one.back) == (kind, back)]
    if places and number.isascii() and number.isdigit() and len(number) <= 18:
        source = SOURCES[places[0]]
        with clear_errors():
            row = _rows(source, places[0], Wanted(), None).filter(pk=int(number)).first()
        if row is not None:
            return Turn(source, row, getattr(row, source.when), getattr(row, source.who), not row.later)
    raise UsageError(f"the history has nothing that is called {key[:40]!r}")
