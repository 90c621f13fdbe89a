"""How much the open ledger holds, and how much came since a moment, which takes no longer in a large one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db.models import Count, Max

from hefu.ledger import models as rows
from hefu.ledger.opening import clear_errors


@dataclass(frozen=True, slots=True)
class Totals:
    """What a ledger holds; numerals by their class."""

    documents: int
    statements: int
    series: int
    numerals: dict[str, int]


def last() -> tuple[int, int]:
    """The keys of the newest document and series, 0 without any: for `totals` to count what came after."""
    with clear_errors():
        newest = (model._default_manager.aggregate(pk=Max("pk"))["pk"] for model in (rows.Document, rows.Series))
        document, series = (pk or 0 for pk in newest)
    return document, series


def totals(after: tuple[int, int] = (0, 0)) -> Totals:
    """How much the ledger holds, or has more since `last`."""
    document, series = after
    with clear_errors():
        found = rows.Numeral.objects.filter(document__gt=document) if document else rows.Numeral.objects.all()
        classes = found.values_list("cls").annotate(n=Count("pk")).order_by("-n", "cls")
        return replace(_sizes(document, series), numerals=dict(classes))


def sizes() -> Totals:
    """The same without numerals, which a large ledger takes long to count."""
    with clear_errors():
        return _sizes(0, 0)


def _sizes(document: int, series: int) -> Totals:
    statements = rows.Statement.objects.filter(document__gt=document) if document else rows.Statement.objects.all()
    return Totals(
        documents=rows.Document.objects.filter(pk__gt=document).count(),
        statements=statements.count(),
        series=rows.Series.objects.filter(pk__gt=series).count(),
        numerals={},
    )
