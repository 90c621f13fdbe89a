"""What the ledger holds, counted by the database: numbers of rows by kind, by place, by indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nsmallest

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from hefu.ledger.models import Document, Finding, Numeral, Series, Statement, Target

Where = tuple[int | None, str]
"""The key of an area, and the name that its rows give it."""


@dataclass(frozen=True, slots=True)
class Held:
    """What there is about a place. findings: that are open.  targets: by the name that results are found by."""

    documents: int
    statements: int
    findings: int


def by_modality() -> dict[str, int]:
    """Numbers of statements."""
    return dict(Statement.objects.values_list("modality").annotate(n=Count("pk")).order_by())


def numerals() -> int:
    """How many numerals were read."""
    return Numeral.objects.count()


def left_out() -> dict[str, int]:
    """Numbers of the numerals that became no statement, by class."""
    rows = Numeral.objects.exclude(cls="quantity").values_list("cls")
    return dict(rows.annotate(n=Count("pk")).order_by())


def by_place() -> dict[Where, Held]:
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


def targets_by_place() -> Mapping[str, int]:
    """Numbers of targets, by the place that their results are looked for."""
    return dict(Target.objects.filter(gone=False).values_list("place").annotate(n=Count("pk")).order_by())


def often(most: int) -> list[tuple[str, int, int]]:
    """The indicators with most statements: name, numbers of places and of statements."""
    rows = Series.objects.annotate(n=_statements()).values_list("indicator__name")
    found = rows.annotate(areas=Count("area_name", distinct=True), said=Sum("n")).order_by()
    return nsmallest(most, (row for row in found if row[2]), key=lambda row: (-row[2], row[0]))


def _counted(rows: QuerySet[Document] | QuerySet[Finding]) -> dict[Where, int]:
    found = rows.values_list("area", "area_name").annotate(n=Count("pk")).order_by()
    return {(area, name): n for area, name, n in found}


def _statements() -> Coalesce:
    """How many statements a series has: counted in the index, series by series."""
    rows = Statement.objects.filter(series=OuterRef("pk")).order_by().values("series").annotate(n=Count("pk"))
    return Coalesce(Subquery(rows.values("n"), output_field=IntegerField()), Value(0))
