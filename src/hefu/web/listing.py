"""Statements as a table: which ones the address asks for, in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from hefu.ledger import search
from hefu.ledger.models import Document, Statement
from hefu.web import params
from hefu.web.wording import MEASURES, MODALITIES

ORDERS: dict[str, tuple[str, ...]] = {
    "period": ("period_end", "period"),
    "indicator": ("indicator_text",),
    "area": ("series__area_name",),
    "value": ("number",),
    "document": ("document__published", "document"),
    "confidence": ("confidence",),
}
"""What the table can be sorted by (a leading - turns it round): the columns that do it."""

LARGE = tuple(f"document__{column}" for column in Document.LARGE)
"""Columns of a statement's document that no list needs."""

NEWEST_FIRST = "-period"

PERIOD = r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?"
HASH = r"[0-9a-f]{8,64}"


@dataclass(frozen=True, slots=True)
class Filter:
    """What the address asks for; '' for what it leaves open. Field names are the parameters' names."""

    indicator: str
    area: str
    period: str
    measure: str
    modality: str
    doc: str
    title: str
    q: str
    sort: str


def filter_of(query: QueryDict) -> Filter:
    """Reads the address. BadParameterError for what makes no sense."""
    orders = [*ORDERS, *(f"-{name}" for name in ORDERS)]
    return Filter(
        indicator=params.text(query, "indicator"),
        area=params.text(query, "area"),
        period=params.pattern(query, "period", PERIOD, _("a period such as 2023, 2023-11 or 2021/2025")),
        measure=params.choice(query, "measure", MEASURES),
        modality=params.choice(query, "modality", MODALITIES),
        doc=params.pattern(query, "doc", HASH, _("the beginning of a document's hash")),
        title=params.text(query, "title"),
        q=params.text(query, "q"),
        sort=params.choice(query, "sort", orders, NEWEST_FIRST),
    )


def carded(rows: QuerySet[Statement]) -> QuerySet[Statement]:
    """The statements with their series and the cards of their documents."""
    return rows.select_related("series__indicator", "document").defer(*LARGE)


def full(rows: Iterable[Statement]) -> list[Statement]:
    """The same statements, in order, with their series and the cards of their documents.

    To order a hundred thousand rows is quick when none of this hangs on them.
    """
    keys = [row.pk for row in rows]
    found = {row.pk: row for row in carded(Statement.objects.filter(pk__in=keys))}
    return [found[key] for key in keys]


def statements(wanted: Filter) -> QuerySet[Statement]:
    """The statements of a filter in its order."""
    rows = search.statements(wanted.q) if wanted.q else Statement.objects.all()
    for condition in _conditions(wanted):
        rows = rows.filter(condition)
    descending = wanted.sort.startswith("-")
    columns = ORDERS[wanted.sort.removeprefix("-")]
    return rows.order_by(*(f"-{c}" if descending else c for c in columns), "document", "start")


def _conditions(wanted: Filter) -> list[Q]:
    found = []
    if wanted.indicator:
        name = wanted.indicator
        found.append(Q(indicator_text__contains=name) | Q(series__indicator__name__contains=name))
    if wanted.area:
        found.append(Q(series__area_name__contains=wanted.area))
    if wanted.period:
        found.append(during(wanted.period))
    if wanted.measure:
        found.append(Q(series__measure=wanted.measure))
    if wanted.modality:
        found.append(Q(modality=wanted.modality))
    if wanted.doc:
        found.append(Q(document__original__sha256__startswith=wanted.doc))
    if wanted.title:
        found.append(Q(document__title__contains=wanted.title) | Q(document__name__contains=wanted.title))
    return found


def during(period: str) -> Q:
    """Statements of this very period, and for a year also of those that begin or end in it."""
    if not re.fullmatch(r"\d{4}", period):
        return Q(period=period) | Q(period__startswith=f"{period}-")
    begins = Q(period=period) | Q(period__startswith=f"{period}-") | Q(period__startswith=f"{period}/")
    return begins | Q(period__endswith=f"/{period}") | Q(period__contains=f"/{period}-")
