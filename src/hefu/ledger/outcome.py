"""What an audit found, brought into the rows of findings: new ones, those that came back, those that are gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from django.db.models import Q
from django.utils import timezone

from hefu.audit import Judged, Unit
from hefu.audit.claims import Key
from hefu.ledger import telling
from hefu.ledger.claims import Sentence, chunks
from hefu.ledger.decisions import turn
from hefu.ledger.fields import stated
from hefu.ledger.models import KEY, Ask, Decision, Document, Finding, FindingFigure, Statement
from hefu.ledger.saving import save
from hefu.ledger.subjects import key_of

_AT_ONCE = 50  # documents
_BY_PEOPLE = (Decision.CONFIRMED, Decision.DISMISSED, Decision.REOPENED)


@dataclass(frozen=True, slots=True)
class Scope:
    """What was judged: subjects by their keys, and sentences."""

    subjects: Collection[str]
    sentences: Collection[Sentence]


@dataclass(slots=True)
class Changes:
    """How many findings an audit brought in, brought back, and saw resolve themselves; conflicts: of the first two."""

    new: int = 0
    returned: int = 0
    resolved: int = 0
    conflicts: int = 0


def settle(judged: Sequence[Judged], asked: Mapping[Unit, set[Key]], scope: Scope | None) -> Changes:
    """Brings the rows to what was found. Findings outside of the scope stay as they are; without one there are none."""
    now, changes = timezone.now(), Changes()
    known = _known([item.finding.identity for item in judged], scope)
    figures = _Figures(judged, asked)
    told = _told_elsewhere([_places(item) for item in judged], known)
    new = [item for item in judged if item.finding.identity not in known and _places(item) not in told]
    _create(new, figures, now, changes)
    seen = []
    for item in judged:
        row = known.pop(item.finding.identity, None)
        if row is not None:
            _again(row, item, figures, now, changes)
            seen.append(row.pk)
    for chunk in chunks(seen):
        Finding.objects.filter(pk__in=chunk).update(last_seen=now)
    for row in known.values():
        if row.state != Finding.RESOLVED:
            turn(row, Decision.RESOLVED)
            changes.resolved += 1
    _keep_asks(asked, figures, scope)
    return changes


def _known(identities: Iterable[str], scope: Scope | None) -> dict[str, Finding]:
    """The rows of these findings and of all that came out of what was judged, by identity."""
    found = Finding.objects.prefetch_related("figures")
    if scope is None:
        return {row.identity: row for row in found}
    rows = [row for chunk in chunks(identities) for row in found.filter(identity__in=chunk)]
    rows += [row for chunk in chunks(scope.subjects) for row in found.filter(by__in=chunk)]
    for chunk in chunks({document for document, _ in scope.sentences}):
        rows += [row for row in found.filter(document__in=chunk) if (row.document_id, row.sentence) in scope.sentences]
    return {row.identity: row for row in rows}


def _told_elsewhere(places: Iterable[str], known: Collection[str]) -> set[str]:
    """Places of which another active finding tells, one that was not judged now."""
    found: set[str] = set()
    for chunk in chunks(places):
        active = Finding.objects.filter(places__in=chunk).exclude(state=Finding.RESOLVED)
        found.update(place for place, identity in active.values_list("places", "identity") if identity not in known)
    return found


def _places(item: Judged) -> str:
    """Of severity and numerals, whatever the rule."""
    places = sorted(f"{figure.doc}:{figure.statement.start}" for figure in item.finding.figures)
    return sha256("|".join([item.finding.severity, *places]).encode()).hexdigest()[:KEY]


class _Figures:
    """The rows of documents and statements that findings are about."""

    def __init__(self, judged: Iterable[Judged], asking: Iterable[Unit]) -> None:
        starts: dict[str, set[int]] = {unit[0]: set() for unit in asking if len(unit) == 2}
        for item in judged:
            if len(item.unit) == 2:
                starts.setdefault(item.unit[0], set())
            for figure in item.finding.figures:
                starts.setdefault(figure.doc, set()).add(figure.statement.start)
        self._documents: dict[str, int] = {}
        self._rows: dict[tuple[str, int], Statement] = {}
        for chunk in chunks(starts, size=_AT_ONCE):
            self._documents.update(Document.objects.filter(original__in=chunk).values_list("original", "pk"))
            self._load({self._documents[doc]: doc for doc in chunk if starts[doc]}, starts)

    def _load(self, documents: Mapping[int, str], starts: Mapping[str, set[int]]) -> None:
        """Statements of several documents in one query, which may bring a few that were not asked for."""
        every = {start for doc in documents.values() for start in starts[doc]}
        for chunk in chunks(every):
            found = Statement.objects.filter(document__in=documents, start__in=chunk).select_related("series")
            self._rows.update(
                {(documents[row.document_id], row.start): row for row in found.defer("evidence", "folded")}
            )

    def document(self, doc: str) -> int:
        """The key of the document with this hash."""
        return self._documents[doc]

    def first(self, item: Judged) -> Statement:
        figure = item.finding.figures[0]
        return self._rows[figure.doc, figure.statement.start]

    def of(self, row: Finding, item: Judged) -> list[FindingFigure]:
        """The rows of a finding's figures, not saved yet."""
        made = []
        for place, figure in enumerate(item.finding.figures):
            statement = self._rows[figure.doc, figure.statement.start]
            low, high = figure.needed or (None, None)
            made.append(
                FindingFigure(
                    finding=row, place=place, document_id=statement.document_id, statement=statement,
                    start=statement.start, end=statement.end, quote=statement.quote, stated=stated(statement),
                    needed_low=_text(low), needed_high=_text(high),
                )
            )  # fmt: skip
        return made


def _text(value: Decimal | None) -> str:
    return "" if value is None else str(value)


def _create(new: Sequence[Judged], figures: _Figures, now: datetime, changes: Changes) -> None:
    made = [Finding(identity=item.finding.identity, first_seen=now) for item in new]
    for row, item in zip(made, new, strict=True):
        _fill(row, item, figures, now)
    save(made)
    save([figure for row, item in zip(made, new, strict=True) for figure in figures.of(row, item)])
    changes.new += len(made)
    changes.conflicts += sum(row.severity == "conflict" for row in made)


def _fill(row: Finding, item: Judged, figures: _Figures, now: datetime) -> None:
    finding, first = item.finding, figures.first(item)
    row.rule, row.severity, row.message = finding.rule, finding.severity, finding.message
    row.arithmetic = list(finding.arithmetic)
    row.words, row.steps = telling.packed(finding.words), [telling.packed_step(step) for step in finding.steps]
    row.area_name, row.area_id, row.period = first.series.area_name, first.series.area_id, first.period
    row.places, row.last_seen = _places(item), now
    row.document_id, row.sentence, row.by = _unit(item.unit, figures)


def _unit(unit: Unit, figures: _Figures) -> tuple[int | None, int | None, str]:
    if len(unit) == 2:
        return figures.document(unit[0]), unit[1], ""
    return None, None, key_of(unit)


def _again(row: Finding, item: Judged, figures: _Figures, now: datetime, changes: Changes) -> None:
    """A finding that came out again. It returns when it was gone, or was dismissed with other figures."""
    made = figures.of(row, item)
    same = [_content(one) for one in made] == [_content(one) for one in row.figures.all()]
    if not same or row.message != item.finding.message or _unit(item.unit, figures) != _unit_of(row):
        _fill(row, item, figures, now)
        row.save()
    if not same:
        row.figures.all().delete()
        save(made)
        row = Finding.objects.prefetch_related("figures").get(pk=row.pk)
    if row.state == Finding.RESOLVED or (row.state == Finding.DISMISSED and _changed(row)):
        turn(row, Decision.RETURNED, state=_state(row))
        if row.state == Finding.OPEN:
            changes.returned += 1
            changes.conflicts += row.severity == "conflict"


def _unit_of(row: Finding) -> tuple[int | None, int | None, str]:
    return row.document_id, row.sentence, row.by


def _content(figure: FindingFigure) -> tuple[object, ...]:
    return figure.document_id, figure.start, figure.statement_id, figure.stated, figure.needed_low, figure.needed_high


def _state(row: Finding) -> str:
    """What people said of it last still holds, but for a dismissal of other figures."""
    last = row.decisions.filter(kind__in=_BY_PEOPLE).last()
    if last is None or last.kind == Decision.REOPENED or (last.kind == Decision.DISMISSED and _changed(row)):
        return Finding.OPEN
    return last.kind


def _changed(row: Finding) -> bool:
    """Whether its figures state something else than when it was dismissed."""
    last = row.decisions.filter(kind=Decision.DISMISSED).last()
    return last is None or last.figures != [figure.stated for figure in row.figures.all()]


def _keep_asks(asked: Mapping[Unit, set[Key]], figures: _Figures, scope: Scope | None) -> None:
    """What was asked by what was judged, in place of what it asked before."""
    wanted = {(*_unit(unit, figures), key_of(key)) for unit, keys in asked.items() for key in keys}
    if scope is None:
        Ask.objects.all().delete()
        kept = set[tuple[int | None, int | None, str, str]]()
    else:
        kept = _drop_other_asks(wanted, scope)
    new = sorted(wanted - kept, key=str)
    save([Ask(document_id=document, sentence=sentence, by=by, key=key) for document, sentence, by, key in new])


def _drop_other_asks(
    wanted: set[tuple[int | None, int | None, str, str]], scope: Scope
) -> set[tuple[int | None, int | None, str, str]]:
    """Removes what is asked no more; what is left of what the scope asked."""
    rows = [row for chunk in chunks(scope.subjects) for row in Ask.objects.filter(by__in=chunk)]
    for chunk in chunks({document for document, _ in scope.sentences}):
        found = Ask.objects.filter(Q(document__in=chunk))
        rows += [row for row in found if (row.document_id, row.sentence) in scope.sentences]
    asks = {row.pk: (row.document_id, row.sentence, row.by, row.key) for row in rows}
    for chunk in chunks(pk for pk, ask in asks.items() if ask not in wanted):
        Ask.objects.filter(pk__in=chunk).delete()
    return set(asks.values()) & wanted
