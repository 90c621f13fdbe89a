"""The outline of a document: its headings, by their numbers and by what the format marks as a heading.

What begins with a mark of numbering is a candidate (`headings.py`). It is a heading when something stands
under it and most of its neighbours in the same numbering have a title, too; a list of one-line items, the
rows of a table and the terms of a glossary have numbers but head nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise, takewhile

from hefu.model import Heading, Junk
from hefu.read.headings import (
    BOX,
    BRACKETED,
    CHAPTER,
    DASH,
    ITEM,
    NUMBERED,
    SECTION,
    STYLED,
    Candidate,
    Passage,
    annexes,
    candidates,
    is_glossary,
    passages,
    squeezed,
)
from hefu.read.lines import Line, lines_of, mark_noise

_CONTENTS = "table of contents"
_PAGE = re.compile(r"[\s.…·]*(?:\d{1,4}|[ivxIVX]{1,7})$")
_FEW_ENTRIES = 5
_NEAR = 3
"""So many paragraphs lie at most between two items that begin with a dash and belong together."""


def outline(
    text: str, marked: Sequence[Heading], junk: Sequence[Junk], title: str | None = None
) -> tuple[Heading, ...]:
    """The headings of a text in order, levels from 1; the document's title is none of them.

    marked: what the format calls a heading (h1 to h6, styles); a number in such a line counts first.
    """
    lines = lines_of(text)
    mark_noise(lines)
    covered, own = _Covered(junk), squeezed(title or "")
    styles = {one.start: one.level for one in marked if not (own and squeezed(one.title).startswith(own))}
    contents = _Contents(lines)
    wanted = [line for line in lines if not contents.holds(line) and not covered.holds(line.start)]
    texts = passages(text, wanted)
    found = [contents.whole(one, texts) for one in candidates(texts, styles)]
    found = list(_without_contents(found))
    return tuple(_parts(found, texts))


class _Covered:
    def __init__(self, junk: Iterable[Junk]) -> None:
        self._junk = sorted(junk, key=lambda item: item.start)

    def holds(self, position: int) -> bool:
        """Whether junk covers a position."""
        number = bisect_right(self._junk, position, key=lambda item: item.start) - 1
        return number >= 0 and position < self._junk[number].end


# ---------------------------------------------------------------- tables of contents


class _Contents:
    """The table of contents with page numbers: its lines are no headings, but have the titles whole."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._broken: set[int] = set()
        entries = []
        for line, following in pairwise([*lines, None]):
            if line is None or line.noise not in (None, _CONTENTS):
                continue
            if line.noise:
                entries.append(squeezed(_PAGE.sub("", line.words)))
            elif line.marked and following and following.noise == _CONTENTS and not following.marked:
                self._broken.add(line.start)
                entries.append(squeezed(line.words + _PAGE.sub("", following.words)))
        self._entries = sorted(entries)

    def holds(self, line: Line) -> bool:
        """Whether a line is furniture of the page, or the first part of an entry that was broken."""
        return line.noise is not None or line.start in self._broken

    def whole(self, one: Candidate, texts: Sequence[Passage]) -> Candidate:
        """A heading with the title that the table of contents gives it, when the text has just that."""
        first = squeezed(texts[one.place].words)
        if not one.mark or not self._entries or self._has(one.key):
            return one
        if one.key != first and self._has(first):
            words = texts[one.place].words
            title = words[words.index(one.mark) + len(one.mark) :].strip()
            return replace(one, title=title, end=texts[one.place].end)
        following = texts[one.place + 1] if one.place + 1 < len(texts) else None
        if one.end == texts[one.place].end and following and self._has(first + squeezed(following.words)):
            return replace(one, title=one.title + following.words, end=following.end)
        return one

    def _has(self, key: str) -> bool:
        at = bisect_left(self._entries, key)
        return at < len(self._entries) and self._entries[at] == key


def _without_contents(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates without those of a table of contents: many in a row, nearly all of which come again."""
    last = {one.key: one.start for one in found}
    run: list[Candidate] = []
    for one in found:
        if run and one.place != run[-1].place + 1:
            yield from _after_contents(run, last)
            run = []
        run.append(one)
    yield from _after_contents(run, last)


def _after_contents(run: list[Candidate], last: dict[str, int]) -> list[Candidate]:
    again = [place for place, one in enumerate(run) if last[one.key] > one.start]
    contents = len(run) >= _FEW_ENTRIES and len(again) > 0.8 * len(run)
    return run[again[-1] + 1 :] if contents else run


# ---------------------------------------------------------------- parts


def _parts(found: Sequence[Candidate], texts: Sequence[Passage]) -> Iterator[Heading]:
    """The headings of the document and of its annexes, each of which has a numbering of its own."""
    borders = list(_borders(found, texts))
    starts = [border.start for border in borders]
    for number in range(len(borders) + 1):
        border = borders[number - 1] if number else None
        own = [one for one in found if bisect_right(starts, one.start) == number and not _within(one, border)]
        if border:
            yield Heading(1, border.mark, border.title, border.start, border.end)
        if border is None or not is_glossary(border):
            yield from _levelled(_kept(own, texts), below=1 if border else 0)


def _within(one: Candidate, border: Candidate | None) -> bool:
    return border is not None and one.start < border.end


def _borders(found: Sequence[Candidate], texts: Sequence[Passage]) -> Iterator[Candidate]:
    """Where annexes begin: after the document has begun, each once (the contents name them, too)."""
    known = {one.key: one for one in annexes(texts)}
    first = next((one.start for one in found if one.sound), None)
    last = max((one.start for one in found if one.rank <= SECTION), default=0)
    for one in sorted(known.values(), key=lambda one: one.start):
        if first is not None and one.start > first and not (is_glossary(one) and one.start < last):
            yield one


# ---------------------------------------------------------------- headings among their neighbours


def _kept(found: Sequence[Candidate], texts: Sequence[Passage]) -> list[Candidate]:
    """The candidates that are headings, judged from the deepest kind up: what heads something makes its head one.

    Where chapters or sections part a document, what begins with a dash is an item of a list.
    """
    parted = any(one.rank in (CHAPTER, SECTION) for one in found)
    kept = {one.start for one in found if one.rank < ITEM or one.rank >= STYLED}
    for rank in range(DASH - parted, ITEM - 1, -1):
        numbers = {one.number for one in found if one.rank == rank}
        for run in _runs(found, rank, texts):
            sound = [number for number in run if found[number].sound]
            good = [number for number in sound if _heads(found, number, texts, kept)]
            if 2 * len(good) >= len(run) and not _is_stray([found[number] for number in run], numbers):
                kept.update(found[number].start for number in sound)
    return [one for one in found if one.start in kept]


def _runs(found: Sequence[Candidate], rank: int, texts: Sequence[Passage]) -> Iterator[list[int]]:
    """The candidates of a kind, by their places, that count on from one another with no higher heading between."""
    run: list[int] = []
    for number, one in enumerate(found):
        above = one.rank < rank and one.sound
        if run and (above or (one.rank == rank and not _follows(found[run[-1]], one, texts))):
            yield run
            run = []
        if one.rank == rank:
            run.append(number)
    if run:
        yield run


def _follows(one: Candidate, later: Candidate, texts: Sequence[Passage]) -> bool:
    """Whether a candidate is the next of its kind; those with a dash have nothing but running text between them."""
    if one.number is None or later.number is None:
        between = texts[one.place + 1 : later.place]
        return len(between) < _NEAR and all(passage.is_prose() for passage in between)
    return later.number == one.number + 1


def _is_stray(run: list[Candidate], numbers: set[int | None]) -> bool:
    """Whether figures begin lines by chance: nothing of their kind counts up to them or on from them."""
    first, last = run[0].number, run[-1].number
    if len(run) > 2 or run[0].rank not in (NUMBERED, BRACKETED) or first is None or last is None:
        return False
    return first > 1 and not {first - 1, last + 1} & numbers


def _heads(found: Sequence[Candidate], number: int, texts: Sequence[Passage], kept: set[int]) -> bool:
    """Whether anything stands under a candidate: running text, or headings that are lower."""
    one = found[number]
    if one.goes_on:
        return True
    under = takewhile(lambda later: later.rank > one.rank, islice(found, number + 1, None))
    lower = list(under)
    if any(later.start in kept for later in lower):
        return True
    following = number + 1 + len(lower)
    end = found[following].place if following < len(found) else len(texts)
    return any(passage.is_prose() for passage in texts[one.place + 1 : end])


# ---------------------------------------------------------------- levels


def _levelled(found: Sequence[Candidate], below: int) -> Iterator[Heading]:
    """The headings with levels in the order in which the kinds stand one inside the other."""
    order = _order(found)
    levels = {rank: level for level, rank in enumerate(order, 1 + below)}
    level = 0
    for one in found:
        if one.rank != DASH:
            level = levels[one.rank]
        own = level if one.rank != DASH else level + 1 if level else min(below + 2, below + 1 + len(order))
        yield Heading(own, one.mark.strip(), one.title, one.start, one.end)


def _order(found: Sequence[Candidate]) -> list[int]:
    """The ranks in use from the top down, without dashes: those belong to whatever stands before them.

    A heading that has a style but no number stands where the numbered ones of that style stand.
    """
    styles = Counter((one.style, one.rank) for one in found if one.style and one.rank < STYLED)
    twin = {style: rank for (style, rank), _ in reversed(styles.most_common()) if style}
    places = {rank: (float(rank), 0) for rank in {one.rank for one in found} - {DASH}}
    for rank in list(places):
        if rank >= STYLED:
            above = max((twin[style] for style in twin if style <= rank - STYLED), default=-1)
            places[rank] = (above + 0.5 * (rank - STYLED not in twin), rank)
    if BOX in places:
        places[BOX] = (max(_across_boxes(found), default=BOX - 0.5) + 0.5, 0)
    return sorted(places, key=lambda rank: places[rank])


def _across_boxes(found: Sequence[Candidate]) -> Iterator[int]:
    """The kinds whose numbers go on after a box: a box stands below them."""
    last: dict[int, Candidate] = {}
    box = -1
    for one in found:
        if one.rank == BOX:
            box = one.start
        elif one.rank < STYLED:
            before = last.get(one.rank)
            if one.rank > BOX and before and before.start < box and one.number == (before.number or 0) + 1:
                yield one.rank
            last = {rank: other for rank, other in last.items() if rank <= one.rank}
            last[one.rank] = one
