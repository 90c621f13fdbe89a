"""Start page: what the ledger holds, by area and plan; what was promised and what became of it; what came in lately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest, HttpResponse

from hefu.ledger import holdings
from hefu.ledger.findings import listed
from hefu.ledger.models import Document, Finding, FindingFigure, Indicator, Statement, Use
from hefu.ledger.revision import once
from hefu.ledger.targets import listed as targets_listed
from hefu.web import standing
from hefu.web.aims import Row, rows
from hefu.web.verdicts import Mark
from hefu.web.views import areas
from hefu.web.views.page import page
from hefu.web.views.plans import every, marks_of_all, shown
from hefu.web.views.rows import DocumentRow, counted
from hefu.web.wording import CLASSES, MODALITIES

_NEWEST = 8
_AREAS = 10
_INDICATORS = 10
_FINDINGS = 5
_PLANS = 5
_RESULTS = 6
_RECENT = 12
"""Documents with results that are looked through for the latest."""
_AT_ONCE, _DEEPEST = 100, 2_000
"""So many of the newest documents are asked at once whether a verdict rests on them, and so many in all."""
BAR = 300.0
"""How long the bar of the commonest verdict is."""


@dataclass(frozen=True, slots=True)
class Bar:
    """How many targets have a verdict, as a bar."""

    mark: Mark
    long: float


def start(request: HttpRequest) -> HttpResponse:
    """Targets by verdict, the plans, the latest results, open findings, areas, indicators, the newest documents."""
    documents = Document.objects.count()
    if not documents:
        return page(request, "start.html", {"section": "start"})
    kinds = holdings.by_modality()
    left = holdings.left_out()
    places = areas.rows()
    marks = marks_of_all()
    context = {
        "section": "start",
        "documents": documents,
        "statements": sum(kinds.values()),
        "kinds": [(code, label, kinds.get(code, 0)) for code, label in MODALITIES.items()],
        "numerals": holdings.numerals(),
        "left": sum(left.values()),
        "classes": [(label, left.get(code, 0)) for code, label in CLASSES.items()],
        "indicators": Indicator.objects.filter(Exists(_said())).count(),
        "areas": places[:_AREAS],
        "areas_known": len(places),
        "newest": _newest(),
        "often": holdings.often(_INDICATORS),
        "findings": standing.gravest(_FINDINGS),
        "contradictions": listed(severity="conflict").count(),
        "open": Finding.objects.filter(state=Finding.OPEN).count(),
        "plans": shown(every()[:_PLANS]),
        "targets": sum(mark.count or 0 for mark in marks),
        "bars": _bars(marks),
        "results": _results(),
    }
    return page(request, "start.html", context)


def _said() -> Any:
    """The statements of an indicator."""
    return Statement.objects.filter(series__indicator=OuterRef("pk"))


def _bars(marks: list[Mark]) -> list[Bar]:
    most = max((mark.count or 0 for mark in marks), default=1)
    return [Bar(mark, max(BAR * (mark.count or 0) / most, 2.0)) for mark in marks]


def _newest() -> list[tuple[DocumentRow, int]]:
    """The documents that were added last, each with the number of open findings that it has a part in."""
    found = counted(Document.cards().order_by("-pk")[:_NEWEST])
    open_ones = FindingFigure.objects.filter(
        document__in=[row.document.pk for row in found], finding__state=Finding.OPEN
    )
    numbers = dict(open_ones.values_list("document").annotate(n=Count("finding", distinct=True)).order_by())
    return [(row, numbers.get(row.document.pk, 0)) for row in found]


def _results() -> list[Row]:
    """The targets of which something was reported last, by the newest documents that verdicts rest on.

    Of several of the same thing, the one that is reported on first is shown.
    """
    newest = _cited(_RECENT)
    order = {document: place for place, document in enumerate(newest)}
    said = Use.objects.filter(statement__document__in=newest, target__gone=False)
    uses = sorted(
        said.values_list("statement__document", "statement__start", "target", "target__name", "target__place"),
        key=lambda use: (order[use[0]], use[1]),
    )
    first: dict[tuple[str, str], int] = {}
    for _document, _start, target, name, place in uses:
        first.setdefault((name, place), target)
    keys = list(first.values())[:_RESULTS]
    found = {row.row.pk: row for row in rows(targets_listed().filter(pk__in=keys))}
    return [found[key] for key in keys if key in found]


@once
def _cited(number: int) -> list[int]:
    """The newest documents that verdicts rest on.

    The newest ones are looked at, some at a time: to ask for all that are cited first would read every verdict.
    """
    found: list[int] = []
    newest = Document.objects.order_by("-published", "-pk").values_list("pk", flat=True)
    for start in range(0, _DEEPEST, _AT_ONCE):
        some = list(newest[start : start + _AT_ONCE])
        said = Use.objects.filter(statement__document__in=some, target__gone=False)
        cited = set(said.values_list("statement__document", flat=True).distinct())
        found += [document for document in some if document in cited]
        if len(found) >= number or len(some) < _AT_ONCE:
            break
    return found[:number]
