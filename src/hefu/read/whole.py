"""The one article of a document that is no newspaper page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hefu.model import Article
from hefu.read.lines import Line
from hefu.read.press import comes_from, goes_to, kind_of, page_number
from hefu.read.view import ends

Where = tuple[int, int]
_FIRST = 6
"""In so many lines at most a document says who wrote it and where it comes from."""


def whole(lines: Sequence[Line], title: str | None, title_at: Where | None) -> Iterator[Article]:
    """The article, after the short lines above its title, which belong to none. Nothing for a title alone."""
    first, last = title_at or (0, 0)
    text = next((line.start for line in lines if "。" in line.words and line.start >= last), first)
    above = [line for line in lines if line.end <= first and line.start < text and "。" not in line.words]
    aside = {line.start for line in above}
    own = [line for line in lines if line.start not in aside and not (first < line.end and line.start < last)]
    if not own:
        return
    if above:
        yield Article(None, None, ((above[0].start, above[-1].end),), "none")
    jump = goes_to(own[-1].words)
    origin = next((page for line in own[:_FIRST] if (page := comes_from(line.words)) is not None), None)
    cut = "。" in own[-1].words and not ends(own[-1].words)
    yield Article(
        title,
        next((line.words for line in own[:_FIRST] if kind_of(line.words) == "byline"), None),
        tuple(_runs(own, first)),
        "continued" if jump else "cut" if cut else "complete",
        titles=(title_at,) if title_at else (),
        continued_on=page_number(jump[1]) if jump else None,
        continued_from=page_number(origin) if origin else None,
    )


def _runs(own: Sequence[Line], title: int) -> Iterator[Where]:
    """The spans of the body: what stands before the title, and what after it."""
    for part in ([line for line in own if line.start < title], [line for line in own if line.start >= title]):
        if part:
            yield part[0].start, part[-1].end
