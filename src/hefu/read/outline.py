"""The outline of a document: its headings, by their numbers and by what the format marks as a heading.

What begins with a mark of numbering is a candidate (`headings.py`). It is a heading when something stands
under it and most of its neighbours in the same numbering have a title, too; a list of one-line items, the
rows of a table and the terms of a glossary have numbers but head nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile

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
from hefu.read.lines import Line, marked_lines

_CONTENTS = "table of contents"
_PAGE = re.compile(r"(?<![\s.…·])[\s.…·]*(?:\d{1,4}|[ivxIVX]{1,7})$")
_FEW_ENTRIES = 5
_NEAR = 3
"""So many paragraphs lie at most between two items that begin with a dash and belong together."""


def outline(
    text: str, marked: Sequence[Heading], junk: Sequence[Junk], title: str | None = None
) -> tuple[Heading, ...]:
    """The headings of a text in order, levels from 1; the document's title is none of them.

    marked: what the format calls a heading (h1 to h6, styles); a number in such a line counts first.
    """
    lines = marked_lines(text)
    covered, own = _Covered(junk), squeezed(title or "")
    styles = {one.start: one.level for one in marked if not (own and squeezed(one.title).startswith(own))}
    contents = _Contents(lines)
    wanted = [line for line in lines if not contents.holds(line) and not covered.holds(line.start)]
    texts = passages(text, wanted)
    found = [contents.whole(one, texts) for one in candidates(texts, styles) if one.mark or one.key != own]
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
        within = False
        for line, following, beyond in zip(lines, [*lines[1:], None], [*lines[2:], None, None], strict=False):
            if line.start in self._broken:
                continue
            if line.noise == _CONTENTS:
                entries.append(squeezed(_PAGE.sub("", line.words)))
            elif line.noise is None and line.marked and following and not following.marked:
                ends = following.words[-1].isdecimal() and (
                    within or (beyond is not None and beyond.noise == _CONTENTS)
                )
                if following.noise == _CONTENTS or (following.noise is None and ends):
                    self._broken |= {line.start, following.start}
                    entries.append(squeezed(line.words + _PAGE.sub("", following.words)))
            within = line.noise == _CONTENTS or line.start in self._broken
        self._entries = frozenset(entries)

    def holds(self, line: Line) -> bool:
        """Whether a line is furniture of the page, or a part of an entry that was broken."""
        return line.noise is not None or line.start in self._broken

    def whole(self, one: Candidate, texts: Sequence[Passage]) -> Candidate:
        """A heading with the title that the table of contents gives it, when the text has just that."""
        if not one.mark or not self._entries or one.key in self._entries:
            return one
        passage = texts[one.place]
        following = texts[one.place + 1 : one.place + 2]
        words, mark = "", one.mark
        for line in [*passage.lines, *(line for after in following for line in after.lines[:1])]:
            words += line.words
            if mark in words and squeezed(words) in self._entries:
                title = words[words.index(mark) + len(mark) :].strip()
                return replace(one, title=title, end=line.end)
        return one


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
    own: list[list[Candidate]] = [[] for _ in range(len(borders) + 1)]
    for one in found:
        number = bisect_right(starts, one.start)
        if number == 0 or one.start >= borders[number - 1].end:
            own[number].append(one)
    yield from _levelled(_kept(own[0], texts), below=0)
    for border, inside in zip(borders, own[1:], strict=True):
        yield Heading(1, border.mark, border.title, border.start, border.end)
        if not is_glossary(border):
            yield from _levelled(_kept(inside, texts), below=1)


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
    """The headings with levels in the order in which the kinds stand one inside the other.

    What begins with a dash belongs to whatever stands before it.
    """
    boxed, across = _boxes(found)
    levels = _levels([one for one in found if one.rank != BOX and one.start not in boxed], 1 + below)
    level = below + bool(levels)
    levels[BOX] = 1 + max([below, *(levels[rank] for rank in levels if rank < BOX or rank in across)])
    for one in found:
        if one.rank != DASH:
            inside = boxed.get(one.start)
            level = levels[one.rank] if inside is None else levels[BOX] + 1 + inside.index(one.rank)
        yield Heading(level + (one.rank == DASH), one.mark.strip(), one.title, one.start, one.end)


def _levels(found: Sequence[Candidate], top: int) -> dict[int, int]:
    """The levels of the ranks in use, from `top` down, without dashes.

    A heading that has a style but no number stands where the numbered ones of that style stand.
    """
    styles = Counter((one.style, one.rank) for one in found if one.style and one.rank < STYLED)
    twin = {style: rank for (style, rank), _ in reversed(styles.most_common()) if style}
    places = {rank: float(rank) for rank in {one.rank for one in found} - {DASH}}
    for rank in list(places):
        style = rank - STYLED
        if style > 0:
            above = max((twin[other] for other in twin if other <= style), default=-1)
            places[rank] = above + 0.1 * style * (style not in twin)
    levels = {place: level for level, place in enumerate(sorted(set(places.values())), top)}
    return {rank: levels[place] for rank, place in places.items()}


def _boxes(found: Sequence[Candidate]) -> tuple[dict[int, list[int]], set[int]]:
    """The headings inside boxes, by their start, with the kinds in that box; and the kinds that count on after one."""
    boxed: dict[int, list[int]] = {}
    across: set[int] = set()
    outer: dict[int, int] = {}
    inner: dict[int, int] | None = None
    kinds: list[int] = []
    for one in found:
        number = one.number or 0
        if one.rank == BOX:
            inner, kinds = {}, []
            continue
        if one.rank < BOX or one.rank >= STYLED:
            inner = None
        elif inner is not None and number > 1 and number == outer.get(one.rank, 0) + 1 != inner.get(one.rank, 0) + 1:
            across.add(one.rank)
            inner = None
        if inner is None:
            outer = {rank: last for rank, last in outer.items() if rank <= one.rank} | {one.rank: number}
        elif one.rank != DASH:
            inner[one.rank] = number
            kinds[:] = sorted(inner)
            boxed[one.start] = kinds
    return boxed, across
