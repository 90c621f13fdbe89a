"""Headings that are missing from an outline: their numbers jump, or begin anew with nothing to begin under.

A number counts as missing only when the text between its neighbours does not have it, either. Where measures
are numbered through all sections, a lost heading leaves its opening paragraph: one that stands alone between
two measures, when measures have one paragraph each.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import normalize

from hefu.model import Heading
from hefu.read.headings import BRACKETED_ITEM, ITEM, KINDS, passages, value_of
from hefu.read.lines import lines_of
from hefu.read.numbering import number as printed_number

_FEW, _RARE = 10, 0.2
"""Of so many measures at least, all but this share have one paragraph each: then one more means something."""
_MOST = 20
"""A jump over more numbers than this is no sign of lost headings: the numbers mean something else."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Headings that are missing before the one at a place of the outline, as their marks: 第三章. level: theirs.

    likely: only the text says so, not the numbers; another mark than this may be lost.
    """

    before: int
    level: int
    marks: tuple[str, ...]
    likely: bool = False


def gaps(outline: Sequence[Heading], text: str) -> list[Gap]:
    """The headings that an outline lacks, in order."""
    read = [_Numbered.of(place, heading) for place, heading in enumerate(outline)]
    count = _Count(read, text)
    return [gap for one in read for gap in count.next(one)]


def _openings(read: Sequence[_Numbered], text: str, kinds: set[int]) -> set[int]:
    """The places of measures before which a paragraph stands alone that belongs to no measure."""
    if not kinds:
        return set()
    texts = passages(text, lines_of(text))
    starts = [passage.start for passage in texts]
    found: set[int] = set()
    for kind in kinds:
        alone: set[int] = set()
        pairs = longer = 0
        for one, later in pairwise(read):
            if one.kind == later.kind == kind and later.number == one.number + 1:
                first, end = bisect_right(starts, one.heading.start), bisect_left(starts, later.heading.start)
                pairs += 1
                longer += end > first
                if end - first == 1 and texts[first].is_prose():
                    alone.add(later.place)
        if pairs >= _FEW and longer <= _RARE * pairs:
            found |= alone
    return found


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A heading with its kind (place in KINDS) and number, None for one that has none."""

    place: int
    heading: Heading
    kind: int | None = None
    number: int = 0

    @classmethod
    def of(cls, place: int, heading: Heading) -> _Numbered:
        for kind, row in enumerate(KINDS[:-1]):
            mark = row.pattern.match(heading.mark)
            if mark:
                return cls(place, heading, kind, value_of(mark["n"]) or 0)
        return cls(place, heading)

    def mark(self, number: int) -> str:
        """The mark of its kind with another number, in the same writing."""
        mark = self.heading.mark
        found = KINDS[self.kind or 0].pattern.match(mark)
        if found is None:
            return mark
        start, end = found.span("n")
        words = str(number) if mark[start:end].isdecimal() else printed_number(number, "chineseCounting")
        return mark[:start] + words + mark[end:]


class _Count:
    """How far each kind has counted: under the headings that are open, and in all of the document or annex."""

    def __init__(self, read: Sequence[_Numbered], text: str) -> None:
        self._read = read
        self._text = text
        self._open: dict[int, _Numbered] = {}
        self._last: dict[int, int] = {}
        self._later = _next_above(read)
        self._runs_on = _run_on(read)
        self._openings = _openings(read, text, self._runs_on)

    def next(self, one: _Numbered) -> Iterator[Gap]:
        """What is missing before the next heading."""
        level = one.heading.level
        self._open = {kind: other for kind, other in self._open.items() if other.heading.level <= level}
        if one.kind is None:
            if one.heading.mark:  # An annex counts for itself.
                self._open, self._last = {}, {}
            return
        before = self._open.get(one.kind)
        if one.number == 1 and (before or not self._open):
            yield from self._above(one)
        else:
            known = before.number if before else self._last.get(one.kind, 0) if one.kind in self._runs_on else 0
            if known < one.number <= known + _MOST:
                yield from self._gap(one, one, range(known + 1, one.number))
            if one.place in self._openings:
                yield from self._opened(one)
        self._open = {kind: other for kind, other in self._open.items() if other.heading.level < level}
        self._open[one.kind] = one
        self._last[one.kind] = one.number

    def _above(self, one: _Numbered) -> Iterator[Gap]:
        """The heading over one that begins to count anew; none when the next heading above follows on as it is."""
        level = one.heading.level
        over = max((o for o in self._open.values() if o.heading.level < level), key=_level, default=None)
        later = self._later[one.place]
        if later and (later.kind is None or (over and later.kind != over.kind)):
            later = None
        model = over or later
        if model is None or model.kind is None:
            return
        number = over.number + 1 if over else 1
        if later.number > number if later else one.kind in (ITEM, BRACKETED_ITEM):
            yield from self._gap(one, model, range(number, number + 1))
            lost = _Numbered(one.place, model.heading, model.kind, number)
            self._open[model.kind], self._last[model.kind] = lost, number

    def _opened(self, one: _Numbered) -> Iterator[Gap]:
        """The heading that is lost above an opening paragraph: the next one of what stands over the measures."""
        over = max((o for o in self._open.values() if o.heading.level < one.heading.level), key=_level, default=None)
        if over is not None and over.kind is not None:
            number = over.number + 1
            yield Gap(one.place, over.heading.level, (over.mark(number),), likely=True)
            self._open[over.kind] = _Numbered(one.place, over.heading, over.kind, number)
            self._last[over.kind] = number

    def _gap(self, one: _Numbered, model: _Numbered, numbers: range) -> Iterator[Gap]:
        since = self._read[one.place - 1].heading.end if one.place else 0
        between = normalize("NFKC", self._text[since : one.heading.start])
        marks = [model.mark(number) for number in numbers]
        lost = tuple(mark for mark in marks if not _stands(normalize("NFKC", mark), between))
        if lost:
            yield Gap(one.place, model.heading.level, lost)


def _stands(mark: str, words: str) -> bool:
    """Whether a mark begins a paragraph or a sentence; both are in the compatible form, where （１） is (1)."""
    return re.search(rf"(?:^|[。;:\s]){re.escape(mark)}(?!\d)", words) is not None


def _level(one: _Numbered) -> int:
    return one.heading.level


def _next_above(read: Sequence[_Numbered]) -> list[_Numbered | None]:
    """For each heading the next one that stands higher."""
    found: list[_Numbered | None] = [None] * len(read)
    waiting: list[_Numbered] = []
    for one in read:
        while waiting and waiting[-1].heading.level > one.heading.level:
            found[waiting.pop().place] = one
        waiting.append(one)
    return found


def _run_on(read: Sequence[_Numbered]) -> set[int]:
    """The kinds whose numbers go on under the next heading above: chapters through all parts, measures."""
    found: set[int] = set()
    last: dict[int, _Numbered] = {}
    crossed: set[int] = set()
    for one in read:
        crossed |= {kind for kind, other in last.items() if other.heading.level > one.heading.level}
        if one.kind is not None:
            before = last.get(one.kind)
            if before and one.kind in crossed and before.number + 1 == one.number:
                found.add(one.kind)
            crossed.discard(one.kind)
            last[one.kind] = one
    return found
