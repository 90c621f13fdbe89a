"""Sentences around quotes, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from hefu.ledger.models import Document, Statement
from hefu.read import excerpts as pure
from hefu.read.excerpts import REACH

__all__ = ["REACH", "Excerpt", "excerpt", "excerpts"]


@dataclass(frozen=True, slots=True)
class Excerpt(pure.Excerpt):
    """A piece of a text that can be shown: see `hefu.read.excerpts`."""

    def marked(self) -> SafeString:
        """As HTML, with the quote in a `mark`."""
        return format_html("{}<mark>{}</mark>{}", self.before, self.quote, self.after)


def excerpt(text: str, start: int, end: int, reach: int = REACH) -> Excerpt:
    """The sentence that the characters from `start` to `end` stand in, at most `reach` further on each side."""
    cut = pure.excerpt(text, start, end, reach)
    return Excerpt(cut.before, cut.quote, cut.after)


def excerpts(statements: Iterable[Statement], reach: int = REACH) -> list[Excerpt]:
    """The sentence of each statement, in order; one query for all their texts."""
    rows = list(statements)
    wanted = {row.document_id for row in rows}
    texts = dict(Document.objects.filter(pk__in=wanted).values_list("pk", "text"))
    return [excerpt(texts[row.document_id], row.start, row.end, reach) for row in rows]
