"""Statements of the open ledger: which ones are asked for, in which order. Pages, exports and the API share it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from hefu.ledger import search
from hefu.ledger.models import Document, Series, Statement

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
    sign = "-" if sort.startswith("-") else ""
    columns = [f"{sign}{column}" for column in ORDERS[sort.removeprefix("-")]]
    return (*columns, *(column for column in ("document", "start") if f"{sign}{column}" not in columns))


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


def documents(*, area: str = "", year: str = "", q: str = "") -> QuerySet[Document]:
    """The documents of an area, of a year, with words in their text, without their large columns; in no order."""
    rows = search.documents(q).defer(*Document.LARGE) if q else Document.cards()
    if area:
        rows = rows.filter(area_name=area)
    return rows.filter(published__startswith=year) if year else rows


def series(*, indicator: str = "", area: str = "", measure: str = "") -> QuerySet[Series]:
    """The series with these words in indicator and area, of a measure; in no order."""
    wanted = {"indicator__name__contains": indicator, "area_name__contains": area, "measure": measure}
    return Series.objects.filter(**{name: value for name, value in wanted.items() if value})
