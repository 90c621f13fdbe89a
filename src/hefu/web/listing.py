"""Statements as a table: which ones the address asks for, in which order."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from hefu.ledger.listing import HASH, NEWEST_FIRST, ORDERS, PERIOD, Filter, during, statements
from hefu.ledger.models import Document, Statement
from hefu.web import params
from hefu.web.wording import MEASURES, MODALITIES

__all__ = ["HASH", "NEWEST_FIRST", "ORDERS", "PERIOD", "Filter", "carded", "during", "filter_of", "full", "statements"]

LARGE = tuple(f"document__{column}" for column in Document.LARGE)
"""Columns of a statement's document that no list needs."""


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


def full(rows: Iterable[Statement | int]) -> list[Statement]:
    """These statements, or those with these keys, in order, with their series and the cards of their documents.

    To order a hundred thousand rows is quick when none of this hangs on them.
    """
    keys = [row if isinstance(row, int) else row.pk for row in rows]
    found = {row.pk: row for row in carded(Statement.objects.filter(pk__in=keys))}
    return [found[key] for key in keys if key in found]  # a row may have gone since its key was read
