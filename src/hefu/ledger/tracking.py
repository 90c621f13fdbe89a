"""The targets of a ledger: read from new documents, judged again when a new document touches what they are about.

A verdict is looked at as of the day when the newest document was published. So a new document has those targets
judged again whose name and place it reports on, and those that fall due by its date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils import timezone

from hefu.ledger import claims, resolve, store
from hefu.ledger.claims import chunks
from hefu.ledger.models import Alignment, Answer, Document, Item, Judgement, Link, Plan, Statement, Target, Use
from hefu.ledger.opening import clear_errors, writing
from hefu.ledger.packing import at, pack, pack_aim, unpack_aim
from hefu.ledger.saving import save
from hefu.ledger.search import OF_TARGETS, folded
from hefu.lexicon.areas import Areas
from hefu.plan.assessment import Aim, Assessment, Stated
from hefu.plan.header import Header, header
from hefu.plan.items import items
from hefu.plan.pairing import OVERALL, Book
from hefu.plan.stating import aims, results, stated
from hefu.plan.targets import targets
from hefu.plan.tracking import assess
from hefu.plan.when import last_day

VERSION = 2
"""Of the rules of pairing and verdicts. What an older one tracked is tracked anew by `rebuild`."""
_LONGEST = 100  # characters of a name of an area

_BATCH = 30  # rows of one statement: SQLite counts its parameters
_AIM = (
    "end", "quote", "item", "indicator", "name", "place", "area_name", "period", "due", "binding", "in_words", "aim",
    "gone", "published", "folded",
)  # fmt: skip
_VERDICT = "verdict", "rule", "provisional", "progress", "formula", "reason", "base", "results"

Subject = tuple[str, str]
"""Name and place, by which targets and results are laid beside each other."""


@dataclass(frozen=True, slots=True)
class Tracked:
    """How many documents were looked through, targets found, and targets judged again."""

    documents: int = 0
    targets: int = 0
    judged: int = 0


def track_new() -> Tracked:
    """Looks through the documents that were added since the last time, and judges the targets that they touch."""
    with writing():
        new = list(Document.objects.filter(plan=None).values_list("pk", flat=True))
        before = _now(Q(plan__isnull=False))
        return _track(new, before)


def stale() -> bool:
    """Whether documents were looked through with other rules than these: `rebuild` does it anew."""
    with clear_errors():
        return Plan.objects.exclude(version=VERSION).exists()


def rebuild() -> Tracked:
    """Tracks the whole ledger anew. What people said of links stays as long as target and statement are there."""
    with writing():
        Answer.objects.all().delete()
        return _track(list(Document.objects.values_list("pk", flat=True)), None)


def _track(documents: Sequence[int], before: str | None) -> Tracked:
    areas = claims.areas()
    found = 0
    touched: set[Subject] = set()
    for pk in documents:
        more, subjects = _look_through(pk, areas)
        found += more
        touched |= subjects
    judged = judge_again(touched, since=before) if documents else 0
    return Tracked(len(documents), found, judged)


def subjects_of(pk: int) -> set[Subject]:
    """What a document reports on and aims at, before it is read again or corrected: see `renew`."""
    answers = Answer.objects.filter(statement__document=pk).values_list("name", "place")
    return {*answers, *Target.objects.filter(plan=pk, gone=False).values_list("name", "place")}


def renew(pk: int, before: set[Subject]) -> None:
    """Looks through a document anew whose statements have changed. Part of a transaction of `writing`."""
    _, subjects = _look_through(pk, claims.areas())
    judge_again(before | subjects, since=_now())


def look_through_again(documents: Iterable[int]) -> set[Subject]:
    """Looks through documents whose indicators are called otherwise now; what they report on and aim at.

    Part of a transaction of `writing`.
    """
    areas = claims.areas()
    return {subject for pk in documents for subject in _look_through(pk, areas)[1]}


def subjects_named(names: Iterable[str]) -> set[Subject]:
    """What is reported or aimed at under these names."""
    found: set[Subject] = set()
    for chunk in chunks(names):
        found.update(Answer.objects.filter(name__in=chunk).values_list("name", "place").distinct())
        found.update(Target.objects.filter(name__in=chunk, gone=False).values_list("name", "place"))
    return found


def _look_through(pk: int, areas: Areas) -> tuple[int, set[Subject]]:
    """Keeps the answers, the tree and the targets of a document."""
    document = store.load_document(pk, segments=False)
    places = resolve.Places(areas, document.published, document.area)
    held = claims.of_document(pk)
    statements = dict(Statement.objects.filter(document=pk).values_list("start", "pk"))
    answers = [Answer(statement_id=statements[one.start], name=one.name, place=one.area or "",
                      period=one.period or "")
               for one in results(held, document.published)]  # fmt: skip
    Answer.objects.filter(statement__document=pk).delete()
    save(answers)
    head, tree = header(document), items(document)
    found = targets(document, store.extraction(pk), tree, area=head.area)
    plan = _plan(pk, head)
    Alignment.objects.filter(Q(upper=pk) | Q(lower=pk)).delete()  # made anew when it is asked for
    Item.objects.filter(plan=plan).delete()
    save([Item(plan=plan, number=number, parent=one.parent, level=one.level, kind=one.kind, mark=one.mark,
               title=one.title, start=one.start, end=one.end, stop=one.stop)
          for number, one in enumerate(tree)])  # fmt: skip
    made = _keep(plan, aims(document.source.sha256, document, held, found, area=head.area), places)
    return len(made), {(one.name, one.place) for one in answers} | {(one.name, one.place) for one in made}


def _plan(pk: int, head: Header) -> Plan:
    plan, _ = Plan.objects.update_or_create(
        document_id=pk,
        defaults={
            "version": VERSION,
            "title": head.title or "",
            "issuer": head.issuer or "",
            "area_name": (head.area or "")[:_LONGEST],
            "period": head.period or "",
            "above": head.above or "",
        },
    )
    return plan


def _keep(plan: Plan, found: Sequence[Aim], places: resolve.Places) -> list[Target]:
    """Rows of targets. One that is found again at its place keeps its key, and so its links."""
    known = {row.start: row for row in Target.objects.filter(plan=plan)}
    names = _area_names(plan.pk)
    published = Document.objects.values_list("published", flat=True).get(pk=plan.pk)
    made = []
    for aim in {one.stated.start: one for one in found}.values():
        row = known.pop(aim.stated.start, None) or Target(plan=plan, start=aim.stated.start)
        row.published = published
        made.append(_fill(row, aim, places, names))
    lost = Target.objects.filter(pk__in=[row.pk for row in known.values()])
    lost.filter(links=None).delete()
    lost.update(gone=True)
    save([row for row in made if row.pk is None])
    _update(made, _AIM)
    return made


def _area_names(pk: int) -> dict[int, str]:
    """The name of the area of each statement as it was extracted."""
    return dict(Statement.objects.filter(document=pk).values_list("start", "series__area_name"))


def _fill(row: Target, aim: Aim, places: resolve.Places, names: dict[int, str]) -> Target:
    said = aim.stated
    told = names.get(said.start)
    place = (said.area or "") if told is not None else places.exact(said.area, said.period)
    aim = Aim(at(said, place), at(aim.base, place) if aim.base else None, aim.binding, aim.direction, aim.item,
              aim.repeated)  # fmt: skip
    row.end, row.quote, row.item, row.indicator = said.end, said.quote, aim.item, said.indicator
    row.name, row.place, row.area_name = said.name, place, (told if told is not None else said.area or "")[:_LONGEST]
    row.period, row.due = said.period or "", last_day(said.period) if said.period else ""
    row.gone = False
    row.binding, row.in_words, row.aim = aim.binding, said.value is None, pack_aim(aim)
    row.folded = folded(getattr(row, name) for name in OF_TARGETS)
    return row


# ---------------------------------------------------------------- judging


def judge_again(touched: set[Subject], *, since: str | None = None) -> int:
    """Judges the targets of these subjects, and those that fell due since a day. Part of a transaction of `writing`."""
    now = _now()
    rows = _to_judge(touched, since, now)
    judged = list(judge(rows, now=now))
    _tell(judged)
    for row, assessment in judged:
        _write(row, assessment)
    _update([row for row, _ in judged], _VERDICT)
    _uses(judged)
    return len(judged)


def _tell(judged: Iterable[tuple[Target, Assessment]]) -> None:
    """Keeps which verdicts are new or other than before, and when that came to be."""
    now = timezone.now()
    save([Judgement(target=row, verdict=found.verdict, before=row.verdict, rule=found.rule, when=now)
          for row, found in judged if found.verdict != row.verdict])  # fmt: skip


def _update(rows: Sequence[Target], columns: Sequence[str]) -> None:
    """Writes these columns of rows that are there: as an upsert, which is far quicker than Django's bulk_update."""
    Target.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["plan", "start"], update_fields=columns, batch_size=_BATCH
    )


def _now(documents: Q | None = None) -> str | None:
    """The day when the newest document was published."""
    found = Document.objects.filter(documents) if documents is not None else Document.objects.all()
    return found.order_by("-published").values_list("published", flat=True).first() or None


def _to_judge(touched: set[Subject], since: str | None, now: str | None) -> list[Target]:
    kept: dict[int, Target] = {}
    for part in chunks(_names(touched), size=_PLACES):
        kept.update({row.pk: row for row in Target.objects.filter(_any(part))})
    for places in chunks({place for name, place in touched if name in OVERALL}):
        kept.update({row.pk: row for row in Target.objects.filter(in_words=True, place__in=places)})
    if now is not None and (since is None or since < now):
        falling = Target.objects.filter(due__lte=now) if since is None else Target.objects.filter(
            due__lte=now, due__gte=since)  # fmt: skip
        kept.update({row.pk: row for row in falling})
    return [row for row in kept.values() if not row.gone]


def judge(rows: Sequence[Target], *, now: str | None) -> Iterator[tuple[Target, Assessment]]:
    """The assessments of targets as of a day, from what was published until then; nothing is kept."""
    book = book_of({(row.name, row.place) for row in rows})
    confirmed, cut = _links(row.pk for row in rows)
    for row in rows:
        yield row, assess(unpack_aim(row.aim), book, now=now, confirmed=confirmed[row.pk], cut=cut[row.pk])


def book_of(subjects: Iterable[Subject], *, years: range | None = None, economy: bool = True) -> Book:
    """The results that can answer targets of these names and places.

    years: those whose results are wanted; all, if it is not said.  economy: also what is said of the whole economy of
    each place, against which targets in words are judged.
    """
    every = set(subjects)
    every |= {(name, place) for _, place in every for name in OVERALL} if economy else set()
    then = Q() if years is None else Q(period__gte=str(years.start), period__lt=str(years.stop))
    answers = [row for chunk in chunks(_names(every), size=_PLACES) for row in _answers(_any(chunk) & then)]
    periods = {(doc, start): (period, published or None) for _, start, _, doc, published, period in answers}
    told = claims.of_statements(key for _, _, key, _, _, _ in sorted(answers))
    found = (stated(claim, periods[claim.doc, claim.statement.start][1]) for claim in told)
    return Book.of(_at(one, periods[one.doc, one.start][0]) for one in found)


def _at(one: Stated, period: str) -> Stated:
    """The figure as one of this time, which its paragraph may say."""
    return one if one.period == period else replace(one, period=period)


def _answers(wanted: Q) -> Iterable[tuple[int, int, int, str, str, str]]:
    """Of answers: key of the document, place, key of the statement, hash and date of the document, period."""
    document = "statement__document"
    return Answer.objects.filter(wanted).values_list(
        document, "statement__start", "statement", f"{document}__original", f"{document}__published", "period"
    )


_PLACES, _NAMES = 50, 200
"""Places that are asked for at a time, and names of one: databases have a limit of parameters."""


def _names(subjects: Iterable[Subject]) -> list[tuple[str, list[str]]]:
    """The names in each place, a few at a time."""
    names: dict[str, set[str]] = defaultdict(set)
    for name, place in subjects:
        names[place].add(name)
    return [(place, part) for place, some in sorted(names.items()) for part in chunks(sorted(some), size=_NAMES)]


def _any(wanted: Iterable[tuple[str, list[str]]]) -> Q:
    """Rows of these names, each in its place."""
    found = Q(pk__in=[])
    for place, names in wanted:
        found |= Q(place=place, name__in=names)
    return found


def _links(targets: Iterable[int]) -> tuple[dict[int, list[Stated]], dict[int, set[tuple[str, int]]]]:
    """What people said last of each pair: results that they linked to targets, and places that they cut from them."""
    last: dict[tuple[int, int, int], str] = {}
    for chunk in chunks(targets):
        found = Link.objects.filter(target__in=chunk).values_list("target", "document", "statement", "kind")
        last.update({(target, document, start): kind for target, document, start, kind in found})
    confirmed: dict[int, list[Stated]] = defaultdict(list)
    cut: dict[int, set[tuple[str, int]]] = defaultdict(set)
    documents = {
        pk: (sha, day)
        for chunk in chunks({document for _, document, _ in last})
        for pk, sha, day in Document.objects.filter(pk__in=chunk).values_list("pk", "original", "published")
    }
    for (target, document, start), kind in last.items():
        sha, day = documents[document]
        if kind == Link.CUT:
            cut[target].add((sha, start))
        elif kind == Link.CONFIRMED:
            held = (one for one in claims.of_document(document) if one.statement.start == start)
            confirmed[target] += [stated(claim, day or None) for claim in held]
    return confirmed, cut


def _write(row: Target, found: Assessment) -> None:
    row.verdict, row.rule, row.formula, row.reason = found.verdict, found.rule, found.formula, found.reason or ""
    row.provisional = found.provisional
    row.progress = "" if found.progress is None else str(found.progress)
    row.base, row.results = pack(found.base), [pack(one) for one in found.results]


def _uses(judged: Sequence[tuple[Target, Assessment]]) -> None:
    """The links made by rule: which statements the verdicts rest on."""
    hashes = {one.doc for _, found in judged for one in found.results}
    keys = {
        sha: pk
        for chunk in chunks(hashes)
        for sha, pk in Document.objects.filter(original__in=chunk).values_list("original", "pk")
    }
    wanted = {(keys[one.doc], one.start) for _, found in judged for one in found.results}
    rows: dict[tuple[int, int], tuple[int, float]] = {}
    for chunk in chunks({document for document, _ in wanted}):
        found = Statement.objects.filter(document__in=chunk, start__in={start for _, start in wanted})
        said = found.values_list("document", "start", "pk", "confidence")
        rows.update({(pk, start): (key, confidence) for pk, start, key, confidence in said})
    for chunk in chunks(row.pk for row, _ in judged):
        Use.objects.filter(target__in=chunk).delete()
    pairs = {(row.pk, rows[key]) for row, found in judged for one in found.results
             if (key := (keys[one.doc], one.start)) in rows}  # fmt: skip
    save([Use(target_id=target, statement_id=one, confidence=sure) for target, (one, sure) in sorted(pairs)])
