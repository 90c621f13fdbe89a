"""What is new in the ledger, the newest first: documents, findings, verdicts; of an area, or of a plan.

Every moment is one that the ledger keeps, so that the same ledger has the same news whenever it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from hefu.ledger import findings as ledger
from hefu.ledger import targets
from hefu.ledger.models import Decision, Document, Finding, Judgement, Plan, Use
from hefu.ledger.targets import Shown

MOST = 50
"""News at a time."""

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of what news are asked for. area: its name; plan: its row; '' and None: of everything."""

    area: str = ""
    plan: Plan | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, and when it came out or something became of it last."""

    finding: Finding
    updated: datetime


def documents(wanted: Wanted, most: int = MOST) -> list[Document]:
    """Documents by the time when they were added. Of a plan: the plan itself, and those that its verdicts rest on."""
    found = Document.cards()
    if wanted.area:
        found = found.filter(area_name=wanted.area)
    if wanted.plan is not None:
        rests = Use.objects.filter(target__plan=wanted.plan, target__gone=False)
        found = found.filter(Q(pk=wanted.plan.pk) | Q(pk__in=rests.values("statement__document")))
    return list(found.order_by("-added", "-pk")[:most])


def findings(wanted: Wanted, most: int = MOST) -> list[Found]:
    """Findings by the time when they were found, decided, resolved or came back. Of a plan: those with its figures."""
    of = Q(area_name=wanted.area) if wanted.area else Q()
    if wanted.plan is not None:
        of &= Q(figures__document=wanted.plan.pk)
    new = Finding.objects.filter(of).order_by("-first_seen", "-pk").values_list("pk", "first_seen")
    moments = dict(_first(new, most))
    turned = Decision.objects.filter(finding__in=Finding.objects.filter(of)) if of else Decision.objects.all()
    turns = turned.order_by("-pk").values_list("finding", "when")
    for pk, when in _first(turns, most):
        moments[pk] = max(when, moments.get(pk, when))
    newest = sorted(moments.items(), key=lambda one: (one[1], one[0]), reverse=True)[:most]
    rows = {row.pk: row for row in ledger.complete(Finding.objects.filter(pk__in=[pk for pk, _ in newest]))}
    return [Found(rows[pk], when) for pk, when in newest]


def _first(found: QuerySet[Row, tuple[int, datetime]], most: int) -> Iterable[tuple[int, datetime]]:
    """So many findings of these, each as it comes first."""

    def each() -> Iterable[tuple[int, datetime]]:
        seen: set[int] = set()
        for pk, when in found.iterator(chunk_size=4 * most):
            if pk not in seen:
                seen.add(pk)
                yield pk, when

    return islice(each(), most)


def judgements(wanted: Wanted, most: int = MOST) -> list[tuple[Judgement, Shown]]:
    """Verdicts that are new or have changed, with their targets as they are judged today."""
    found = Judgement.objects.filter(target__gone=False)
    if wanted.area:
        found = found.filter(target__area_name=wanted.area)
    if wanted.plan is not None:
        found = found.filter(target__plan=wanted.plan)
    newest = list(found.order_by("-when", "-pk")[:most])
    rows = targets.listed().filter(pk__in={one.target_id for one in newest})
    known = {one.row.pk: one for one in targets.shown(rows)}
    return [(one, known[one.target_id]) for one in newest]
