"""The articles of a newspaper page, as entries of the outline beside the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from hefu.model import Article
from hefu.web.reading import Block, Content

STATES = {"complete": pgettext_lazy("article", "complete"), "cut": pgettext_lazy("article", "cut off")}
_SHOWN = 24
"""An article without a title is called by so many of its first characters."""


@dataclass(frozen=True, slots=True)
class Part:
    """Where another part of an article stands, in words, and the hash of the document if the ledger has it."""

    label: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in the outline: its name, the block that it begins in, its state in words, its statements."""

    label: str
    block: int
    state: str
    count: int
    parts: tuple[Part, ...]


Hashes = tuple[str | None, str | None]
"""Those of the documents with the part before an article and the one after it."""


def listed(
    content: Content, found: Sequence[Block], starts: Sequence[int], others: Mapping[int, Hashes]
) -> list[Listed]:
    """The articles of a document, none if it is a single one that is whole.

    starts: the places of its statements. others: by the number of an article, where its other parts are.
    """
    real = [(number, article) for number, article in enumerate(content.articles) if article.state != "none"]
    if len(real) < 2 and not others:
        return []
    firsts = [block.start for block in found]
    return [_listed(article, others.get(number, (None, None)), content, firsts, starts) for number, article in real]


def _listed(article: Article, others: Hashes, content: Content, firsts: Sequence[int], starts: Sequence[int]) -> Listed:
    begin = min(start for start, _end in (*article.titles, *article.spans))
    first, last = article.spans[0] if article.spans else (begin, begin)
    label = article.title or "".join(content.text[first:last].split())[:_SHOWN]
    count = sum(bisect_left(starts, end) - bisect_left(starts, start) for start, end in article.spans)
    place = max(bisect_right(firsts, begin) - 1, 0)
    return Listed(label, place, str(STATES.get(article.state, "")), count, tuple(_parts(article, others)))


def _parts(article: Article, others: Hashes) -> Iterator[Part]:
    before, after = others
    if article.continued_from is not None:
        yield Part(_("continued from page {page}").format(page=article.continued_from), before)
    if article.state == "continued":
        page = article.continued_on
        yield Part(_("continued on page {page}").format(page=page) if page else _("continued on another page"), after)
