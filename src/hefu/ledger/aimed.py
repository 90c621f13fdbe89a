"""Targets of the open ledger as results to be exported."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from hefu.export.results import Aimed
from hefu.ledger.models import Document, Target
from hefu.ledger.targets import assessment


def aimed(rows: QuerySet[Target]) -> Iterator[Aimed]:
    """The targets with their verdicts and the titles of the documents that they rest on."""
    titles = {sha: title or name for sha, title, name in Document.objects.values_list("original", "title", "name")}
    for row in rows.iterator(chunk_size=500):
        found = assessment(row)
        said = [found.aim.stated, *found.results, *([found.base] if found.base else [])]
        plan = titles[found.aim.stated.doc]
        yield Aimed(found, plan, {one.doc: titles.get(one.doc, one.doc) for one in said})
