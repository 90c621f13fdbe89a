"""The targets of the open ledger for the site and the command: lists, one with its passages, two queues, changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import cast

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hefu.audit.claims import concept
from hefu.errors import LedgerError
from hefu.ledger.claims import chunks
from hefu.ledger.models import Answer, Document, Link, Statement, Target
from hefu.ledger.opening import clear_errors
from hefu.ledger.packing import unpack, unpack_aim
from hefu.ledger.revision import once
from hefu.ledger.tracking import judge
from hefu.plan.assessment import Assessment, Stated, Tally, Verdict
from hefu.plan.changes import REVIEW, Change, Review, changes

_LARGE = tuple(f"document__{name}" for name in Document.LARGE)


def listed(
    *, plan: str = "", area: str = "", verdict: str = "", indicator: str = "", item: int | None = None
) -> QuerySet[Target]:
    """The targets of these kinds, document by document in the order of their text; an empty filter lets all through.

    plan: name of the file with or without suffix, or words of the document's title.  item: number in its plan.
    """
    found = (
        Target.objects.filter(gone=False)
        .select_related("plan__document")
        .defer(*(f"plan__document__{name}" for name in Document.LARGE))
    )
    if plan:
        named = Q(plan__document__title__contains=plan) | Q(plan__title__contains=plan)
        found = found.filter(named | Q(plan__document__name=plan) | Q(plan__document__name__startswith=f"{plan}."))
    wanted = {"area_name": area, "verdict": verdict, "name": indicator, "item": item}
    found = found.filter(**{name: value for name, value in wanted.items() if value not in ("", None)})
    return found.order_by("-published", "plan", "start")


def these(keys: Iterable[int]) -> list[Target]:
    """The targets with these keys, in their order. A list is sorted by its keys, for its rows are long."""
    order = list(keys)
    found = {row.pk: row for row in listed().order_by().filter(pk__in=order)}
    return [found[key] for key in order if key in found]


@once
def areas_of_targets() -> Sequence[str]:
    """The areas that targets are for, as extracted."""
    return list(Target.objects.filter(gone=False).order_by("area_name").values_list("area_name", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Passage:
    """A figure of a verdict where it stands: the key and the name of its document, and its span."""

    document: int
    doc: str
    stated: Stated


@dataclass(frozen=True, slots=True)
class Shown:
    """A target with everything that its page shows. links: what people said of it, in order."""

    row: Target
    assessment: Assessment
    target: Passage
    base: Passage | None
    results: tuple[Passage, ...]
    links: tuple[Link, ...] = ()


def shown(rows: Iterable[Target], *, as_of: str | None = None) -> Iterator[Shown]:
    """The targets with their passages, as they were judged last; as_of: judged again as of that day, not kept."""
    every = list(rows)
    judged = list(judge(every, now=as_of) if as_of else ((row, assessment(row)) for row in every))
    documents = _Documents(one for _, found in judged for one in (found.aim.stated, found.base, *found.results) if one)
    for row, found in judged:
        base = documents.passage(found.base) if found.base else None
        results = tuple(map(documents.passage, found.results))
        yield Shown(row, found, documents.passage(found.aim.stated), base, results)


def get(pk: int) -> Shown:
    """One target with its passages and all that people said of its links. LedgerError when there is none."""
    with clear_errors():
        row = listed().filter(pk=pk).first()
        if row is None:
            raise LedgerError(f"the ledger has no target {pk}")
        [found] = shown([row])
        links = tuple(Link.objects.filter(target=row).select_related("document").defer(*_LARGE))
    return Shown(found.row, found.assessment, found.target, found.base, found.results, links)


def assessment(row: Target) -> Assessment:
    """The assessment of a target as it was kept."""
    return Assessment(
        aim=unpack_aim(row.aim),
        base=unpack(row.base) if row.base else None,
        results=tuple(map(unpack, row.results)),
        verdict=cast(Verdict, row.verdict),
        rule=row.rule,
        formula=row.formula,
        progress=Decimal(row.progress) if row.progress else None,
        provisional=row.provisional,
        reason=row.reason or None,
    )


def tally(rows: QuerySet[Target]) -> Tally:
    """How many of these targets have which verdict, and the worst of them."""
    counted = rows.order_by().values_list("verdict").annotate(n=Count("pk"))
    return Tally({cast(Verdict, verdict): count for verdict, count in counted if verdict})


# ---------------------------------------------------------------- queues


def without_results(found: QuerySet[Target] | None = None) -> QuerySet[Target]:
    """The queue of targets that no document reports on, the ones that are due first."""
    rows = listed() if found is None else found
    return rows.filter(verdict="no-result").order_by("due", "plan", "start")


def without_targets(*, area: str = "", indicator: str = "") -> QuerySet[Statement]:
    """The queue of results that no target asks for: known indicators only, the latest first."""
    names = _known_names()
    aimed = Target.objects.filter(gone=False, name=OuterRef("answer__name"), place=OuterRef("answer__place"))
    found = Statement.objects.filter(~Exists(aimed), answer__name__in=names, modality="actual", confidence__gte=_SURE)
    wanted = {"series__area_name": area, "answer__name": indicator}
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    return found.select_related("series__indicator", "document").order_by("-period_end", "document", "start")


@once
def _known_names() -> list[str]:
    """The known indicators that something is reported of."""
    return [name for name in Answer.objects.order_by().values_list("name", flat=True).distinct() if concept(name)]


@once
def keys_without_targets(area: str, indicator: str, most: int) -> list[int]:
    """The keys of that queue, so many at most."""
    found = without_targets(area=area, indicator=indicator)
    return list(found.values_list("pk", flat=True)[:most])


_SURE = 0.5


# ---------------------------------------------------------------- changes


def changed(found: QuerySet[Target] | None = None) -> list[tuple[Change, Passage, Passage | None]]:
    """Targets that a later document states otherwise, or drops: the change, and both passages."""
    with clear_errors():
        rows = listed() if found is None else found
        reviews = _reviews()
        aims = rows.filter(_several_times() | Q(place__in={one.area for one in reviews if one.area}))
        every = [unpack_aim(aim) for aim in aims.values_list("aim", flat=True)]
        told = list(changes(every, reviews))
    both = (aim.stated for one in told for aim in (one.before, one.after) if aim)
    documents = _Documents(both)
    return [(one, documents.passage(one.before.stated), documents.passage(one.after.stated) if one.after else None)
            for one in told]  # fmt: skip


def _several_times() -> Q:
    """The targets that more than one document states something of for the same time."""
    held = Target.objects.filter(gone=False, name=OuterRef("name"), place=OuterRef("place"), period=OuterRef("period"))
    return Q(Exists(held.exclude(plan=OuterRef("plan"))))


@once
def _reviews() -> Sequence[Review]:
    """The documents that go through a plan's targets once more, with all that they name."""
    found = []
    for document in Document.cards().filter(title__regex=REVIEW.pattern).order_by("published"):
        aims = Target.objects.filter(plan=document.pk)
        names = {*aims.values_list("name", flat=True),
                 *Answer.objects.filter(statement__document=document).values_list("name", flat=True)}  # fmt: skip
        places = {*aims.values_list("place", flat=True), document.area_name}
        place = next((one for one in sorted(places) if one and one.endswith(document.area_name)), None)
        found.append(Review(document.original_id, place, document.published, frozenset(names)))
    return found


def document_names() -> dict[str, str]:
    """The names of documents by their hash: of the file, without suffix."""
    return {sha: PurePath(name).stem for sha, name in Document.objects.values_list("original", "name")}


class _Documents:
    """Names of the documents of figures by their hash, asked for once."""

    def __init__(self, figures: Iterable[Stated]) -> None:
        rows = Document.objects.values_list("original", "pk", "name")
        wanted = {one.doc for one in figures}
        self._known = {sha: (pk, name) for chunk in chunks(wanted) for sha, pk, name in rows.filter(original__in=chunk)}

    def passage(self, said: Stated) -> Passage:
        pk, name = self._known[said.doc]
        return Passage(pk, PurePath(name).stem, said)
