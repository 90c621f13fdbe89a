"""What the ledger holds, counted by the database, once for each revision: numbers of rows by kind, place, indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nsmallest

from django.db.models import CharField, Count, IntegerField, Max, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from hefu.ledger.models import Document, Finding, Numeral, Series, Statement, Target
from hefu.ledger.revision import once

Where = tuple[int | None, str]
"""The key of an area, and the name that its rows give it."""


@dataclass(frozen=True, slots=True)
class Held:
    """What there is about a place. findings: that are open.  targets: by the name that results are found by."""

    documents: int
    statements: int
    findings: int


@once
def by_modality() -> Mapping[str, int]:
    """Numbers of statements."""
    return dict(Statement.objects.values_list("modality").annotate(n=Count("pk")).order_by())


@once
def numerals() -> int:
    """How many numerals were read."""
    return Numeral.objects.count()


@once
def left_out() -> Mapping[str, int]:
    """Numbers of the numerals that became no statement, by class."""
    rows = Numeral.objects.exclude(cls="quantity").values_list("cls")
    return dict(rows.annotate(n=Count("pk")).order_by())


@once
def by_place() -> Mapping[Where, Held]:
    """What there is about each place that has documents, or is an area of the ledger and has statements."""
    documents = _counted(Document.objects.all())
    findings = _counted(Finding.objects.filter(state=Finding.OPEN))
    said = Series.objects.annotate(n=_statements()).values_list("area", "area_name").annotate(all=Sum("n")).order_by()
    statements = {(area, name): n for area, name, n in said}
    every = {*documents, *(where for where in statements if where[0] is not None)}
    return {
        where: Held(documents.get(where, 0), statements.get(where, 0), findings.get(where, 0))
        for where in every
        if documents.get(where) or statements.get(where)
    }


@once
def targets_by_place() -> Mapping[str, int]:
    """Numbers of targets, by the place that their results are looked for."""
    return dict(Target.objects.filter(gone=False).values_list("place").annotate(n=Count("pk")).order_by())


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of an indicator: numbers of places and of statements, and the last day that they tell of."""

    name: str
    areas: int
    statements: int
    last: str


@once
def indicators() -> Mapping[int, Said]:
    """The indicators that something is said of, by their keys."""
    of_series = Statement.objects.filter(series=OuterRef("pk")).order_by()
    last = Subquery(of_series.order_by("-period_end").values("period_end")[:1], output_field=CharField())
    rows = Series.objects.annotate(n=_statements(), last=last).values_list("indicator", "indicator__name")
    found = rows.annotate(areas=Count("area_name", distinct=True), said=Sum("n"), newest=Max("last")).order_by()
    return {key: Said(name, areas, said, newest or "") for key, name, areas, said, newest in found if said}


def often(most: int) -> list[Said]:
    """The indicators with most statements."""
    return nsmallest(most, indicators().values(), key=lambda one: (-one.statements, one.name))


def _counted(rows: QuerySet[Document] | QuerySet[Finding]) -> dict[Where, int]:
    found = rows.values_list("area", "area_name").annotate(n=Count("pk")).order_by()
    return {(area, name): n for area, name, n in found}


def _statements() -> Coalesce:
    """How many statements a series has: counted in the index, series by series."""
    rows = Statement.objects.filter(series=OuterRef("pk")).order_by().values("series").annotate(n=Count("pk"))
    return Coalesce(Subquery(rows.values("n"), output_field=IntegerField()), Value(0))
