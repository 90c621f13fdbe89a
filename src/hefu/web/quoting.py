"""Passages of targets and results with the sentences that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from hefu.ledger.models import Document
from hefu.ledger.targets import Passage
from hefu.web.sentences import REACH, excerpt
from hefu.web.views.rows import statement_address


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence with the figure marked in it, and its document."""

    document: Document
    sentence: SafeString
    href: str


def quoted(passages: Sequence[Passage], reach: int = REACH) -> list[Quoted]:
    """The sentence of each passage; one query for all texts."""
    wanted = {one.document for one in passages}
    documents = {row.pk: row for row in Document.objects.defer("layout", "places").filter(pk__in=wanted)}
    return [_quoted(documents[one.document], one, reach) for one in passages]


def _quoted(document: Document, passage: Passage, reach: int) -> Quoted:
    said = passage.stated
    cut = excerpt(document.text, said.start, said.end, reach)
    return Quoted(document, cut.marked(), statement_address(said.doc, said.start))
