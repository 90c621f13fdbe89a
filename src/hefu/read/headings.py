"""What a heading looks like: the marks of its numbering, where its title ends, what only looks like one.

A paragraph that begins with a mark is a candidate; whether it heads anything is seen from what stands
around it (`outline.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from hefu.read.lines import Line
from hefu.read.numbering import number as printed_number
from hefu.read.view import paragraphs

_HAN = "一二三四五六七八九十百零〇"
_N = rf"(?P<n>[{_HAN}]{{1,5}}|\d{{1,3}})"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of heading. alone: it has a line of its own, no text runs on from it."""

    name: str
    pattern: re.Pattern[str]
    alone: bool = False


KINDS: tuple[Kind, ...] = (
    Kind("part", re.compile(rf"第\s?{_N}\s?(?:[篇编](?![章报文论著])|部分)"), alone=True),
    Kind("chapter", re.compile(rf"第\s?{_N}\s?章"), alone=True),
    Kind("section", re.compile(rf"第\s?{_N}\s?节(?![日目约能])"), alone=True),
    Kind("box", re.compile(r"专\s?栏\s*(?P<n>\d{1,3}(?!\d)|[一二三四五六七八九十]{1,3})"), alone=True),
    Kind(
        "item",
        re.compile(r"(?P<n>[一二三四五六七八九十]{1,3})[、．.](?![一二三四五六七八九十]{1,2}(?:[、是产]|[线级类]))"),
    ),
    Kind("bracketed item", re.compile(r"[（(]\s?(?P<n>[一二三四五六七八九十]{1,3})\s?[）)]")),
    Kind("numbered item", re.compile(r"(?P<n>\d{1,3})[.．、](?!\d)")),
    Kind("bracketed number", re.compile(r"[（(]\s?(?P<n>\d{1,2})\s?[）)]")),
    Kind("dash", re.compile(r"——(?!\s*\d{4}年)")),
)
"""The kinds of headings by their marks, from the top of a document down; `n` is the number."""

PART, CHAPTER, SECTION, BOX, ITEM, BRACKETED_ITEM, NUMBERED, BRACKETED, DASH = range(len(KINDS))
ANNEX = -1
STYLED = 100
"""The rank of a heading without a number that the format marks: this plus its level (h1 to h6)."""
_FIRST = frozenset("第专（(—" + _HAN + "0123456789０１２３４５６７８９")

_RUN_IN = re.compile(r"(?P<title>[^。！？；：]{2,60})(?:。|：(?=[^：]{12}))")
_STYLE_MARKS = re.compile(r"(#{1,6}\s+)?(?:\*\*)?")
_ANNEX = re.compile(r"附\s?[件录表]\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})?")
_GLOSSARY = re.compile(r"(?:有关|主要|重要)?(?:名词|术语|用语|缩略语)(?:解释|说明|注释|释义|注解)")
_NO_TITLE = re.compile(r"[，、；）》”的与及所]|和(?![谐美平])")
"""What follows 第三章 in a sentence that speaks of it."""
_BROKEN_BOX = re.compile(r"专\s?栏\s*(\d?)")
_LEADING = re.compile(r"\d{1,2}(?!\d)")
_FIRST_ENTRY = re.compile(r"0?1(?!\d)")
_WIDEST, _LONGEST = 100, 160
"""In half-width characters: a line so wide that goes on is no title by itself; no title is longer."""
_BROKEN = 36
"""A title narrower than this is not broken between lines."""
_PROSE = 40
_BLANK = re.compile(r"\n\s*\n")
_FRAGMENTS = 4
"""A title is in so many pieces at most; a piece shorter than this is no title by itself."""
_FULL, _FEW_LINES = 0.85, 3
_STOPS = re.compile("[。！？；]")
_ENDS = frozenset("。！？；：…”’）)》】.!?;:")
_EDGE = " \u3000\xa0\t"
_TAIL = "。；，、：:*" + _EDGE


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that are one paragraph, with their words joined. apart: a blank line stands before it."""

    lines: tuple[Line, ...]
    words: str
    apart: bool

    @property
    def start(self) -> int:
        """Where it starts in the text."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.lines[-1].end

    @property
    def width(self) -> int:
        """The width of its lines together, in half-width characters."""
        return sum(line.width for line in self.lines)

    def place(self, at: int) -> int:
        """The place in the text of the end of the first `at` characters of the words."""
        for line in self.lines:
            if at <= len(line.words):
                return line.start + at
            at -= len(line.words)
        return self.end

    def is_prose(self) -> bool:
        """Whether it is running text, or a row of a table that the format marks: what stands under a heading."""
        words = self.words
        return "。" in words or "；" in words or "\t" in words or (self.width >= _PROSE and "，" in words)

    def is_cut(self) -> bool:
        """Whether it is running text that stops at the margin: what follows belongs to it, however it begins."""
        if len(self.lines) < 2 or self.words[-1] in _ENDS or not self.is_prose():
            return False
        return self.lines[-1].width >= 0.9 * max(line.width for line in self.lines)

    def is_title(self) -> bool:
        """Whether it can be a title by itself."""
        return not (
            self.lines[0].marked
            or self.is_prose()
            or self.width > _WIDEST
            or self.words.isdecimal()
            or self.words[-1] in "，；：、"
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paragraph that begins as a heading does.

    rank: the place of its kind in KINDS, or STYLED and more. sound: it has a title; else it only counts
    among its neighbours. goes_on: text runs on from the title. style: its level, where the format marks it.
    place: the number of its paragraph; lines: how many lines of it are the title's.
    """

    rank: int
    mark: str
    title: str
    start: int
    end: int
    place: int
    number: int | None = None
    style: int | None = None
    sound: bool = True
    goes_on: bool = False

    @property
    def key(self) -> str:
        """Its words without space: what a table of contents repeats."""
        return squeezed(self.mark + self.title)


def squeezed(words: str) -> str:
    """Words without the space in them."""
    return "".join(words.split())


@cache
def _values() -> dict[str, int]:
    return {printed_number(value, "chineseCounting"): value for value in range(1, 400)}


def value_of(words: str) -> int | None:
    """The number of a mark: 十二 → 12, １２ → 12; None for what counts nothing."""
    return int(words) if words.isdecimal() else _values().get(words)


# ---------------------------------------------------------------- paragraphs


def passages(text: str, lines: Sequence[Line]) -> list[Passage]:
    """The paragraphs of lines: those that a margin broke are joined, and so are titles of more lines than one."""
    groups = [paragraph.lines for paragraph in paragraphs(list(lines))]
    column = _column(groups)
    found: list[Passage] = []
    end = before = box = 0
    for place, group in enumerate(groups):
        apart = _BLANK.search(text, end, group[0].start) is not None
        end = group[-1].end
        passage = Passage(tuple(group), "".join(line.words for line in group), apart)
        number = _box_number(found[-1], passage.words, before) if found else None
        marked = bool(found) and found[-1].words[0] in _FIRST
        if number or (marked and _goes_on(found[-1], passage, _ahead(text, groups, place), column)):
            begun = found.pop()
            found.append(Passage(begun.lines + passage.lines, begun.words + passage.words, begun.apart))
            box = number or box
        else:
            before = box if squeezed(passage.words) == "专栏" else before
            found.append(passage)
    return found


def _column(groups: Sequence[Sequence[Line]]) -> int:
    """How wide a full line is, in half-width characters; 0 when lines are not broken at a margin."""
    widths = sorted(line.width for group in groups for line in group[:-1])
    return widths[len(widths) // 2] if len(widths) >= _FEW_LINES else 0


def _ahead(text: str, groups: Sequence[Sequence[Line]], place: int) -> list[tuple[Line, bool]]:
    """The first lines of the next paragraphs, each with whether a blank line stands before it."""
    ends = (group[-1].end for group in groups[place : place + _FRAGMENTS])
    firsts = (group[0] for group in groups[place + 1 : place + 1 + _FRAGMENTS])
    return [(line, _BLANK.search(text, end, line.start) is not None) for end, line in zip(ends, firsts, strict=False)]


def _goes_on(begun: Passage, rest: Passage, ahead: Sequence[tuple[Line, bool]], column: int) -> bool:
    """Whether a title goes on in the next paragraph: it has not begun, it is open, or its line is full."""
    kind = next((kind for kind in KINDS[:DASH] if kind.pattern.match(begun.words)), None)
    if kind is None or len(begun.lines) > 2 * _FRAGMENTS or rest.lines[0].marked or _STOPS.search(begun.words):
        return False
    title = kind.pattern.sub("", begun.words, count=1).strip(_EDGE + "：:*")
    if kind.alone and rest.is_title() and (not title or title.count("“") > title.count("”")):
        return True
    if kind.alone and rest.is_title() and _until_entry(begun, rest, title, ahead):
        return True
    line, first = begun.lines[-1], rest.lines[0]
    if len(begun.lines) > _FRAGMENTS or rest.apart or first.indented:
        return False
    full = column > 0 and line.width >= _FULL * column
    if not rest.is_title():
        return full and line.indented and not kind.alone and "\t" not in rest.words
    ends = not ahead or ahead[0][1] or ahead[0][0].marked
    return (full and rest.lines[0].width <= line.width) or (
        kind.alone and ends and line is begun.lines[0] and _BROKEN <= line.width >= rest.width
    )


def _until_entry(begun: Passage, rest: Passage, title: str, ahead: Sequence[tuple[Line, bool]]) -> bool:
    """Whether the first entry of a box comes soon, in a text that breaks its lines at every change of type."""
    if len(begun.lines) == 1 or not begun.lines[1].words.isdecimal() or rest.words[:2].isdecimal():
        return False
    entry = next((n for n, (line, _) in enumerate(ahead) if _FIRST_ENTRY.match(line.words)), None)
    return len(title) < _FRAGMENTS or (entry is not None and all(line.width < _BROKEN for line, _ in ahead[:entry]))


def _box_number(begun: Passage, words: str, before: int) -> int | None:
    """The number of a box whose mark is broken (专栏 ⏎ 7, 专栏1 ⏎ 0标题) when these words go on with it."""
    mark, digits = _BROKEN_BOX.fullmatch(begun.words), _LEADING.match(words)
    if mark is None or digits is None or (mark[1] and len(begun.lines) == 1):
        return None
    number = int(mark[1] + digits[0])
    return number if (number == before + 1 if mark[1] else digits[0] == words) else None


# ---------------------------------------------------------------- candidates


def candidates(texts: Sequence[Passage], styles: dict[int, int]) -> Iterator[Candidate]:
    """Every paragraph that begins as a heading does; `styles`: the levels that the format gives, by their start."""
    for place, passage in enumerate(texts):
        opening = _STYLE_MARKS.match(passage.words)
        skip = opening.end() if opening else 0
        style = styles.get(passage.start) or (len(opening[1].strip()) if opening and opening[1] else None)
        found = _numbered(texts, place, skip, style)
        if not (found and found.sound) and style and passage.width <= _LONGEST and "\t" not in passage.words:
            end, words = passage.end, passage.words[skip:].rstrip(_EDGE + "*")
            found = Candidate(STYLED + style, "", words, passage.start + skip, end, place, style=style)
        if found:
            yield found


def _numbered(texts: Sequence[Passage], place: int, skip: int, style: int | None) -> Candidate | None:
    passage = texts[place]
    if passage.words[skip : skip + 1] not in _FIRST or "\t" in passage.words or _is_cell(texts, place):
        return None
    cut = place > 0 and style is None and texts[place - 1].is_cut()
    for rank, kind in enumerate(KINDS):
        mark = kind.pattern.match(passage.words, skip)
        if mark and not (cut and passage.words[mark.end() : mark.end() + 1] not in _EDGE):
            return (_alone if kind.alone else _item)(passage, place, rank, mark, style)
    return None


def _is_cell(texts: Sequence[Passage], place: int) -> bool:
    """Whether a paragraph stands between two rows of a table."""
    return 0 < place < len(texts) - 1 and "\t" in texts[place - 1].words and "\t" in texts[place + 1].words


def _alone(passage: Passage, place: int, rank: int, mark: re.Match[str], style: int | None) -> Candidate | None:
    """A heading that has lines of its own."""
    number = value_of(mark["n"])
    rest = mark.string[mark.end() :]
    if number is None or "。" in rest or passage.width > _LONGEST or _NO_TITLE.match(rest):
        return None
    title = rest.strip(_EDGE + "：:*")
    end = passage.place(mark.string.index(title, mark.end()) + len(title)) if title else passage.end
    start = passage.place(mark.start() + 1) - 1
    return Candidate(rank, mark[0], title.rstrip(_TAIL), start, end, place, number, style)


def _item(passage: Passage, place: int, rank: int, mark: re.Match[str], style: int | None) -> Candidate | None:
    """A heading whose title is all of the paragraph or ends at its first full stop."""
    number = value_of(mark["n"]) if rank != DASH else None
    rest = mark.string[mark.end() :]
    words = rest.lstrip(_EDGE)
    if not words or (number is None and rank != DASH):
        return None
    run_in = _RUN_IN.match(words)
    title = (run_in["title"] if run_in else words[:_LONGEST]).rstrip(_TAIL)
    goes_on = run_in is not None and bool(words[run_in.end() :].strip(_TAIL))
    sound = bool(title) and (run_in is not None or not ("。" in words or passage.width > _WIDEST or rank == DASH))
    if rank == DASH and re.search(r"\d", title):
        sound = False
    start = passage.place(mark.start() + 1) - 1
    end = passage.place(mark.end() + len(rest) - len(words) + len(title))
    return Candidate(rank, mark[0], title, start, end, place, number, style, sound, goes_on)


# ---------------------------------------------------------------- annexes


def annexes(texts: Sequence[Passage]) -> Iterator[Candidate]:
    """The headings of annexes and glossaries, which have no number in the document's own numbering."""
    for place, passage in enumerate(texts):
        bare = squeezed(passage.words)
        mark = _ANNEX.fullmatch(bare)
        if mark is None and not _GLOSSARY.fullmatch(bare):
            continue
        if mark and place + 1 < len(texts) and texts[place + 1].is_title():
            following = texts[place + 1]
            yield Candidate(ANNEX, passage.words, following.words, passage.start, following.end, place)
        elif mark:
            yield Candidate(ANNEX, passage.words, "", passage.start, passage.end, place)
        elif place == 0 or not _ANNEX.fullmatch(squeezed(texts[place - 1].words)):
            yield Candidate(ANNEX, "", passage.words, passage.start, passage.end, place)


def is_glossary(annex: Candidate) -> bool:
    """Whether an annex explains words: its numbers count terms, not headings."""
    return _GLOSSARY.fullmatch(squeezed(annex.title)) is not None
