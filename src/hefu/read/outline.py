"""The outline of a document: its headings, by their numbers and by what the format marks as a heading."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from hefu.model import Heading, Junk
from hefu.read.lines import Line, lines_of, mark_noise

_N = "[一二三四五六七八九十百零〇\\d]+"
KINDS: tuple[tuple[str, str], ...] = (
    ("part", rf"第{_N}[篇编](?=\s|$|[^一-鿿])|第{_N}部分"),
    ("chapter", rf"第{_N}章"),
    ("section", rf"第{_N}节"),
    ("box", r"专栏\s*\d{1,3}"),
    ("item", r"[一二三四五六七八九十]{1,3}[、．.]"),
    ("bracketed item", r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    ("numbered item", r"\d{1,3}[.．、](?!\d)"),
    ("bracketed number", r"[（(]\d{1,2}[）)]"),
    ("dash", r"——(?!\s*\d{4}年)"),
)
"""The kinds of heading marks, from the top of a document down."""

_MARKS = tuple((rank, re.compile(pattern)) for rank, (_, pattern) in enumerate(KINDS))
_ANY = re.compile("|".join(f"(?:{pattern})" for _, pattern in KINDS))
_MARKDOWN = re.compile(r"(#{1,6})\s+")
_RUN_IN = re.compile(r"(?P<title>[^。！？；：]{2,60})(?:。|：(?=[^：]{12}))")
_WHOLE, _LONGEST = 100, 160
"""A line so wide that goes on is no title by itself; no heading is wider than this."""
_CONTENTS_TAIL = re.compile(r"[\s.…·]*(?:\d{1,4}|[ivxIVX]{1,7})$")
_FEW_ENTRIES = 5
_DASH_RANK = len(KINDS) - 1


def outline(
    text: str, marked: Sequence[Heading], junk: Sequence[Junk], title: str | None = None
) -> tuple[Heading, ...]:
    """The headings of a text in order, levels from 1 without gaps; the document's title is none of them.

    marked: what the format calls a heading (h1 to h6, styles); a number in such a line counts first.
    """
    lines = lines_of(text)
    mark_noise(lines)
    covered = _Covered(junk)
    wanted = [line for line in lines if line.noise is None and not covered.holds(line.start)]
    own = _squeezed(title or "")
    styled = {
        heading.start: heading
        for heading in marked
        if not covered.holds(heading.start) and _squeezed(heading.title) != own
    }
    found = list(_found(wanted, styled))
    contents = [_squeezed(_CONTENTS_TAIL.sub("", line.words)) for line in lines if line.noise == "table of contents"]
    whole = [(rank, _completed(heading, wanted, contents)) for rank, heading in _without_contents(found, wanted)]
    return tuple(_levelled(whole))


class _Covered:
    def __init__(self, junk: Iterable[Junk]) -> None:
        self._junk = sorted(junk, key=lambda item: item.start)

    def holds(self, position: int) -> bool:
        """Whether junk covers a position."""
        number = bisect_right(self._junk, position, key=lambda item: item.start) - 1
        return number >= 0 and position < self._junk[number].end


def _found(lines: list[Line], styled: dict[int, Heading]) -> Iterator[tuple[int, Heading]]:
    """Each heading with its rank: below 100 by its number, above by its style."""
    for line in lines:
        heading = styled.get(line.start)
        markdown = _MARKDOWN.match(line.words)
        numbered = _numbered(line)
        if numbered:
            yield numbered
        elif heading and line.width <= _LONGEST:
            yield 100 + heading.level, heading
        elif markdown:
            start = line.start + markdown.end()
            level = len(markdown[1])
            yield 100 + level, Heading(level, "", line.words[markdown.end() :], start, line.end)


def _numbered(line: Line) -> tuple[int, Heading] | None:
    if not (line.marked or line.words[0] == "—") or "\t" in line.words or not _ANY.match(line.words):
        return None
    rank, mark = next((rank, match) for rank, pattern in _MARKS if (match := pattern.match(line.words)))
    rest = line.words[mark.end() :]
    words = rest.lstrip()
    if not words:
        return None
    at = mark.end() + len(rest) - len(words)
    run_in = _RUN_IN.match(words)
    if run_in is None and (line.width > _WHOLE or "。" in words or rank == _DASH_RANK):
        return None
    if rank == _DASH_RANK and run_in is not None and re.search(r"\d", run_in["title"]):
        return None
    title = (run_in["title"] if run_in else words).rstrip("。；，、：: ")
    return rank, Heading(0, mark[0], title, line.start, line.start + at + len(title))


def _without_contents(found: list[tuple[int, Heading]], lines: list[Line]) -> Iterator[tuple[int, Heading]]:
    """The headings without those of a table of contents: many in a row, all of which come again."""
    numbers = {line.start: number for number, line in enumerate(lines)}
    last = {_key(heading): heading.start for _, heading in found}
    run: list[tuple[int, Heading]] = []
    for rank, heading in found:
        if run and numbers.get(heading.start, 0) != numbers.get(run[-1][1].start, 0) + 1:
            yield from _kept(run, last)
            run = []
        run.append((rank, heading))
    yield from _kept(run, last)


def _kept(run: list[tuple[int, Heading]], last: dict[str, int]) -> list[tuple[int, Heading]]:
    again = [place for place, (_, heading) in enumerate(run) if last[_key(heading)] > heading.start]
    contents = len(run) >= _FEW_ENTRIES and len(again) > 0.8 * len(run)
    return run[again[-1] + 1 :] if contents else run


def _key(heading: Heading) -> str:
    return _squeezed(heading.mark + heading.title)


def _squeezed(words: str) -> str:
    return "".join(words.split())


def _completed(heading: Heading, lines: list[Line], contents: list[str]) -> Heading:
    """A heading that was broken between lines, with the rest of it, where the table of contents has it whole."""
    own = _key(heading)
    whole = next((words for words in contents if heading.mark and words != own and words.startswith(own)), None)
    number = bisect_right(lines, heading.start, key=lambda line: line.start)
    if whole is None or number >= len(lines):
        return heading
    following, rest = lines[number], whole[len(own) :]
    between = rest.removesuffix(_squeezed(following.words))
    if len(between) > 1 or between == rest:
        return heading
    title = heading.title + between + following.words
    return Heading(heading.level, heading.mark, title, heading.start, following.end)


def _levelled(found: list[tuple[int, Heading]]) -> Iterator[Heading]:
    """The headings with levels in the order in which the kinds stand one inside the other."""
    ranks = sorted({rank for rank, _ in found if rank < 100})
    styles = sorted({rank for rank, _ in found if rank >= 100})
    levels = {rank: level for level, rank in enumerate([*styles, *ranks], 1)}
    for _, group in groupby(found, key=lambda item: item[1].start):
        rank, heading = next(group)
        yield Heading(levels[rank], heading.mark, heading.title, heading.start, heading.end)
