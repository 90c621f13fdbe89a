"""Statements of the open ledger: which ones are asked for, in which order. Pages, exports and the API share it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from hefu.ledger import search
from hefu.ledger.models import Document, Indicator, IndicatorName, Series, Statement
from hefu.ledger.revision import once

ORDERS: dict[str, tuple[str, ...]] = {
    "period": ("period_end", "period"),
    "indicator": ("indicator_text",),
    "area": ("series__area_name",),
    "value": ("number",),
    "document": ("document__published", "document"),
    "confidence": ("confidence",),
    "place": ("document", "start"),
}
"""What the table can be sorted by (a leading - turns it round): the columns that do it."""

NEWEST_FIRST = "-period"

PERIOD = r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?"
HASH = r"[0-9a-f]{8,64}"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which statements are asked for; '' for what is left open. Field names are those of the parameters.

    doc: the beginning of a document's hash.  title: words of its title or name.  q: words of any of it.
    sort: one of ORDERS, turned round by a - before it.
    """

    indicator: str = ""
    area: str = ""
    period: str = ""
    measure: str = ""
    modality: str = ""
    doc: str = ""
    title: str = ""
    q: str = ""
    sort: str = NEWEST_FIRST


def statements(wanted: Filter) -> QuerySet[Statement]:
    """The statements of a filter in its order."""
    rows = search.statements(wanted.q) if wanted.q else Statement.objects.all()
    for condition in _conditions(wanted):
        rows = rows.filter(condition)
    return rows.order_by(*order(wanted.sort))


def order(sort: str) -> tuple[str, ...]:
    """The columns that an order sorts by; document and place come last, so that no two statements are alike."""
    if sort in _BACKWARDS:
        return tuple(column.removeprefix("-") if column.startswith("-") else f"-{column}"
                     for column in order(_BACKWARDS[sort]))  # fmt: skip
    sign = "-" if sort.startswith("-") else ""
    columns = [f"{sign}{column}" for column in ORDERS[sort.removeprefix("-")]]
    return (*columns, *(column for column in ("document", "start") if f"{sign}{column}" not in columns))


_BACKWARDS = {"period": "-period", "-confidence": "confidence", "-indicator": "indicator"}
"""Orders in which very many are alike: one of the two is that of an index, the other is it read backwards."""


def _conditions(wanted: Filter) -> list[Q]:
    found = []
    if wanted.indicator or wanted.area or wanted.measure:
        found.append(Q(series__in=series_of(wanted).values("pk")))
    if wanted.period:
        found.append(during(wanted.period))
    if wanted.modality:
        found.append(Q(modality=wanted.modality))
    if wanted.doc:
        found.append(begins(wanted.doc, "document__original"))
    if wanted.title:
        found.append(Q(document__title__contains=wanted.title) | Q(document__name__contains=wanted.title))
    return found


def during(period: str) -> Q:
    """Statements of this very period, and for a year also of those that begin or end in it."""
    if not re.fullmatch(r"\d{4}", period):
        return Q(period=period) | Q(period__startswith=f"{period}-")
    begins = Q(period=period) | Q(period__startswith=f"{period}-") | Q(period__startswith=f"{period}/")
    return begins | Q(period__endswith=f"/{period}") | Q(period__contains=f"/{period}-")


def is_during(said: str, period: str) -> bool:
    """Whether `during` means statements of the period that is said."""
    if not re.fullmatch(r"\d{4}", period):
        return said == period or said.startswith(f"{period}-")
    return period in (said[:4], said.partition("/")[2][:4])


def series_of(wanted: Filter) -> QuerySet[Series]:
    """The series with the indicator, area and measure of a filter.

    Words of an indicator stand in its name or in another of its names; where they stand in none, as printed.
    """
    rows = Series.objects.order_by()
    if wanted.indicator:
        named = named_with(wanted.indicator)
        found = rows.filter(indicator__in=named)
        printed = search.statements(wanted.indicator).filter(indicator_text__contains=wanted.indicator)
        rows = found if named else rows.filter(pk__in=printed.order_by().values("series"))
    if wanted.area:
        rows = rows.filter(area_name__contains=wanted.area)
    return rows.filter(measure=wanted.measure) if wanted.measure else rows


def named_with(words: str) -> list[int]:
    """The keys of the indicators with these words in their name or in another of their names."""
    own = Indicator.objects.filter(name__contains=words).values_list("pk", flat=True)
    other = IndicatorName.objects.filter(name__contains=words).values_list("indicator", flat=True)
    return sorted({*own, *other})


def begins(digits: str, column: str = "original") -> Q:
    """Rows whose hash begins with these digits. As a stretch of the order, which the index knows; LIKE it may not."""
    return Q(**{f"{column}__gte": digits, f"{column}__lt": f"{digits}g"})


def documents(*, area: str = "", year: str = "", q: str = "", frequent: bool = False) -> QuerySet[Document]:
    """The documents of an area, of a year, with words in their text, without their large columns; in no order.

    frequent: as for `search.documents`.
    """
    rows = Document.cards()
    if area:
        rows = rows.filter(area_name=area)
    if year:
        rows = rows.filter(published__startswith=year)
    if not q:
        return rows
    return search.documents(q, rows if area or year else None, frequent=frequent).defer(*Document.LARGE)


@once
def areas() -> Sequence[tuple[str, int]]:
    """The areas that documents are about, as extracted, each with the number of documents, the most first."""
    counted = Document.objects.values_list("area_name").annotate(n=Count("pk"))
    return list(counted.order_by("-n", "area_name"))


def series(*, indicator: str = "", area: str = "", measure: str = "") -> QuerySet[Series]:
    """The series with these words in indicator and area, of a measure; in no order."""
    wanted = {"indicator__name__contains": indicator, "area_name__contains": area, "measure": measure}
    return Series.objects.filter(**{name: value for name, value in wanted.items() if value})
