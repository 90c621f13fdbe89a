"""Which article of a newspaper page a line of the view belongs to, and what the article says of itself."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from hefu.extract.frames import Where
from hefu.model import Article, Document
from hefu.read.articles import articles
from hefu.read.lines import lines_of
from hefu.read.press import is_dateline
from hefu.read.view import View

_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日(?=[讯电])")
_LEAD = re.compile(r"[^，。；]{0,40}?[讯电](?=[ （(])")


@dataclass(frozen=True, slots=True)
class Own:
    """What an article says of itself: places of its titles, and of its dateline, with the month and day it names."""

    titles: tuple[Where, ...] = ()
    dateline: Where | None = None
    day: tuple[int, int] | None = None


class Pages:
    """The articles of a text by their places in its view."""

    def __init__(self, source: str | Document, seen: View, text: str) -> None:
        found = articles(lines_of(source)) if isinstance(source, str) else source.articles
        self._own = [_own(article, seen, text) for article in found]
        spans = sorted(
            (*_seen(span, seen), number)
            for number, article in enumerate(found)
            for span in (*article.titles, *article.spans)
            if article.state != "none"
        )
        self._starts = [start for start, _, _ in spans]
        self._spans = spans

    def at(self, position: int) -> Own | None:
        """The article that a character of the view belongs to."""
        number = bisect_right(self._starts, position) - 1
        return self._own[self._spans[number][2]] if number >= 0 and position < self._spans[number][1] else None


def _own(article: Article, seen: View, text: str) -> Own:
    titles = tuple(_seen(title, seen) for title in article.titles)
    start, end = _seen(article.spans[0], seen) if article.spans else (0, 0)
    lead = _LEAD.match(text, start, end) if is_dateline(text[start : min(end, start + 60)]) else None
    day = _DAY.search(lead.group()) if lead else None
    return Own(titles, lead.span() if lead else None, (int(day[1]), int(day[2])) if day else None)


def _seen(span: Where, seen: View) -> Where:
    """A span of the text as one of the view."""
    if seen.offsets is None:
        return span
    return bisect_left(seen.offsets, span[0]), bisect_left(seen.offsets, span[1])
