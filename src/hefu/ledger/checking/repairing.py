"""What can be derived again from what else the ledger holds. Figures, texts and what people did are never touched."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from hefu.ledger import auditing, grams
from hefu.ledger.checking.defects import AUDIT, SEARCH
from hefu.ledger.models import Document, Folded, Statement, Target
from hefu.ledger.opening import writing
from hefu.ledger.search import OF_STATEMENTS, OF_TARGETS, fold, folded


def repair(derived: Collection[str]) -> None:
    """Makes anew what is named (SEARCH, AUDIT), each all or nothing."""
    if SEARCH in derived:
        with writing():
            _search()
    if AUDIT in derived:
        with writing():
            bare = Statement.objects.filter(claim=None).values("document")
            Document.objects.filter(pk__in=bare).update(audited=None)
            auditing.rebuild()


def _search() -> None:
    """The words for searching of each text, statement and target, where they are wrong, then the index of them."""
    grams.remove(connection.schema_editor())
    for pk, text in Document.objects.values_list("pk", "text").iterator(chunk_size=1):
        Folded.objects.filter(document=pk).exclude(text=fold(text)).update(text=fold(text))
    _fold(Statement.objects.order_by("pk"), OF_STATEMENTS)
    _fold(Target.objects.order_by("pk"), OF_TARGETS)
    grams.create(connection.schema_editor())


def _fold(rows: QuerySet[Any], columns: tuple[str, ...]) -> None:
    for pk, kept, *words in rows.values_list("pk", "folded", *columns).iterator(chunk_size=500):
        if kept != (right := folded(words)):
            rows.filter(pk=pk).update(folded=right)
