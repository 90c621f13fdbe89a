"""Start page: what the ledger holds, by area and plan; what was promised and what became of it; what came in lately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest, HttpResponse

from hefu.ledger import holdings
from hefu.ledger.findings import listed
from hefu.ledger.models import Document, Finding, FindingFigure, Indicator, Statement, Target, Use
from hefu.ledger.targets import listed as targets_listed
from hefu.web import standing
from hefu.web.aims import Row, rows
from hefu.web.verdicts import Mark, tallied
from hefu.web.views import areas
from hefu.web.views.page import page
from hefu.web.views.plans import every
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
    marks = tallied(
        Target.objects.filter(gone=False).exclude(verdict="").values_list("verdict").annotate(n=Count("pk")).order_by()
    )
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
        "plans": every()[:_PLANS],
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
    found = counted(Document.cards().order_by("-added", "-pk")[:_NEWEST])
    open_ones = FindingFigure.objects.filter(
        document__in=[row.document.pk for row in found], finding__state=Finding.OPEN
    )
    numbers = dict(open_ones.values_list("document").annotate(n=Count("finding", distinct=True)).order_by())
    return [(row, numbers.get(row.document.pk, 0)) for row in found]


def _results() -> list[Row]:
    """The targets of which something was reported last, by the newest documents that verdicts rest on.

    Of several of the same thing, the one that is reported on first is shown.
    """
    cited = Use.objects.filter(statement__document=OuterRef("pk"), target__gone=False)
    newest = list(
        Document.objects.filter(Exists(cited)).order_by("-published", "-pk").values_list("pk", flat=True)[:_RECENT]
    )
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
