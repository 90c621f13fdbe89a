"""Start page: what the ledger holds."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse

from hefu.ledger.findings import listed
from hefu.ledger.models import Document, Indicator, Numeral, Statement
from hefu.web import standing
from hefu.web.views.page import page
from hefu.web.views.plans import every
from hefu.web.views.rows import counted
from hefu.web.wording import CLASSES, MODALITIES

_NEWEST = 8
_AREAS = 8
_INDICATORS = 10
_FINDINGS = 5
_PLANS = 6


def start(request: HttpRequest) -> HttpResponse:
    """Documents by area, the newest, statements by modality; for an empty ledger what to do next."""
    documents = Document.objects.count()
    if not documents:
        return page(request, "start.html", {"section": "start"})
    kinds = _counts(Statement.objects.all(), "modality")
    classes = _counts(Numeral.objects.all(), "cls")
    left = {name: classes.get(name, 0) for name in CLASSES}
    context = {
        "section": "start",
        "documents": documents,
        "statements": sum(kinds.values()),
        "kinds": [(code, label, kinds.get(code, 0)) for code, label in MODALITIES.items()],
        "numerals": sum(classes.values()),
        "left": sum(left.values()),
        "classes": [(label, left[code]) for code, label in CLASSES.items()],
        "indicators": Indicator.objects.filter(series__statements__isnull=False).distinct().count(),
        "areas": _areas(),
        "newest": counted(Document.cards().order_by("-added", "-pk")[:_NEWEST]),
        "often": _often(),
        "findings": standing.gravest(_FINDINGS),
        "contradictions": listed(severity="conflict").count(),
        "plans": every()[:_PLANS],
    }
    return page(request, "start.html", context)


def _counts(rows: QuerySet[Statement] | QuerySet[Numeral], column: str) -> dict[str, int]:
    return dict(rows.values_list(column).annotate(n=Count("pk")).order_by())


def _areas() -> list[Any]:
    """Areas with most documents: name, number of documents and statements."""
    rows = Document.objects.values("area_name").annotate(documents=Count("pk", distinct=True), said=Count("statements"))
    return list(rows.order_by("-documents", "-said", "area_name")[:_AREAS])


def _often() -> list[Any]:
    """Indicators with most statements."""
    rows = Indicator.objects.values("name").annotate(
        statements=Count("series__statements"), areas=Count("series__area_name", distinct=True)
    )
    return list(rows.filter(statements__gt=0).order_by("-statements", "name")[:_INDICATORS])
