"""What can be derived again from what else the ledger holds. Figures, texts and what people did are never touched."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from hefu.ledger import auditing, grams
from hefu.ledger.checking.defects import AUDIT, SEARCH
from hefu.ledger.models import Document, Folded, Statement
from hefu.ledger.opening import writing
from hefu.ledger.search import fold


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
    """The words for searching of each text and statement, where they are wrong, then the index of them."""
    grams.remove(connection.schema_editor())
    for pk, text in Document.objects.values_list("pk", "text").iterator(chunk_size=1):
        Folded.objects.filter(document=pk).exclude(text=fold(text)).update(text=fold(text))
    columns = "pk", "folded", "quote", "indicator_text", "series__area_name", "series__holder"
    rows = Statement.objects.order_by("pk").values_list(*columns)
    for pk, folded, *words in rows.iterator(chunk_size=500):
        if folded != (right := "\n".join(map(fold, words))):
            Statement.objects.filter(pk=pk).update(folded=right)
    grams.create(connection.schema_editor())
