"""The lines of a text, and which of them are furniture of the page: numbers, running heads, tables of contents."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

SPACE = (
    " \t\r\f\v\x85\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u202f\u3000\ufeff"
)
"""What may stand around the words of a line."""

_NUMBER = "一二三四五六七八九十百零〇"
_MARK = re.compile(
    rf"第[{_NUMBER}\d]+[篇章节条编卷部]|[{_NUMBER}]{{1,4}}[、．.]|[（(][{_NUMBER}\d]{{1,4}}[）)]"
    r"|\d{1,3}[、．](?!\d)|\d{1,3}\.(?=\D)|[■●◆▲★◎□•➢※]|○(?![年月日％%一二三四五六七八九十○])|[-*+] |#{1,6} "
    r"|[①-⑳]|[图表]\s*\d|专栏\s*\d|附[件录表]|注[：:]|[|>]|目\s*录$"
)
"""What begins a heading, an item of a list, a caption or a row."""
_FIRST = frozenset(
    "第（(■●◆▲★◎□•➢※○-*+#图表专附注|>目" + _NUMBER + "0123456789０１２３４５６７８９" + "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
)
"""The characters that a mark begins with: most lines need no closer look."""

_PAGE = re.compile(r"[—–\-－·~\s]*(?:\d{1,4}|[ivxIVX]{1,7})[—–\-－·~\s]*|第\s*\d+\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}")
_PLAIN_PAGE = re.compile(r"[—–－-]+\s*(?:\d{1,4}|[ivxIVX]{1,7})\s*[—–－-]+|第\s*\d+\s*页.{0,12}")
_DOTTED = re.compile(r".*(?:\.{3}|…|·{3})[\s.…·]{0,40}(?:\d{1,4}|[ivxIVX]{1,7})")
_TAIL = 60
"""In so many characters at the end of a line its dots and its number stand."""
_ENTRY = re.compile(r".*\D\s\d{1,3}")
_SENTENCE = re.compile("[，。；]")
_DIGITS = re.compile(r"\d+")

_KEPT = 500_000
"""The lines of a longer text are not kept."""
_FEW_ENTRIES = 5
"""A table of contents has at least so many entries."""
_MOST_EDGES = 3
"""So many lines at the head or the foot of a page may be furniture."""
_SHORT_PAGE = 250
"""A page holds at least so many characters, on average."""


@dataclass(slots=True)
class Line:
    """A line that is not blank, without the space (and the Markdown bold marks) around it.

    width: in half-width characters, an indent of ideographic spaces included. indented: has such an indent,
    or one of two spaces. marked: begins as a heading or an item does. turns: begins a page.
    noise: why it is furniture of the page, None when it is not.
    """

    start: int
    end: int
    words: str
    width: int
    bold: bool
    marked: bool
    indented: bool = False
    turns: bool = False
    noise: str | None = None


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank."""
    found = []
    position, turned = 0, False
    for raw in text.split("\n"):
        words = raw.strip(SPACE)
        if words:
            start = position + raw.index(words)
            bold = words[0] == "*" and len(words) > 4 and words.startswith("**") and words.endswith("**")
            if bold:
                start, words = start + 2, words[2:-2]
            width = len(words.encode("gbk", "replace"))
            marked = words[0] in _FIRST and _MARK.match(words) is not None
            line = Line(start, start + len(words), words, width, bold, marked, turns=turned)
            if raw[0] in SPACE:
                _measure_indent(line, raw[: start - position])
            line.turns = line.turns or raw[0] == "\f"
            found.append(line)
        turned = raw.endswith(("\f", "\f\r")) or ("\f" in raw and not words) or (turned and not words)
        position += len(raw) + 1
    return found


def marked_lines(text: str) -> list[Line]:
    """The lines of a text with `noise` set. All who ask for the same text get the same lines, to leave as they are."""
    return _marked_once(text) if len(text) <= _KEPT else _marked(text)


def _marked(text: str) -> list[Line]:
    lines = lines_of(text)
    mark_noise(lines)
    return lines


_marked_once = lru_cache(1)(_marked)


def _measure_indent(line: Line, indent: str) -> None:
    line.width += 2 * indent.count("\u3000")
    line.indented = "\u3000" in indent or len(indent.lstrip("\f")) > 1


def mark_noise(lines: list[Line]) -> None:
    """Sets `noise` of the lines that are furniture of the page, when the text has pages."""
    pages = [number for number, line in enumerate(lines) if line.width <= 16 and _PAGE.fullmatch(line.words)]
    _mark_contents(lines)
    for number in pages:
        if _PLAIN_PAGE.fullmatch(lines[number].words) or _beside(lines, number, "table of contents"):
            lines[number].noise = "page number"
    _mark_edges(lines)
    for head, numbers in _running_heads(lines, pages).items():
        for number in numbers:
            lines[number].noise = "page number"
            for neighbour in (number - 1, number + 1):
                if 0 <= neighbour < len(lines) and _pattern(lines[neighbour]) == head:
                    lines[neighbour].noise = "running head"


def _beside(lines: list[Line], number: int, noise: str) -> bool:
    return any(lines[n].noise == noise for n in (number - 1, number + 1) if 0 <= n < len(lines))


def _running_heads(lines: list[Line], pages: list[int]) -> dict[str, list[int]]:
    """For each line that stands beside page numbers again and again the places of the numbers.

    The figures of a table stand beside repeated words, too: page numbers go up one by one and
    have a page of text between them.
    """
    beside: dict[str, list[int]] = {}
    for page in pages:
        for neighbour in (page - 1, page + 1):
            if (
                0 <= neighbour < len(lines)
                and lines[page].words.isdecimal()
                and (pattern := _pattern(lines[neighbour]))
            ):
                beside.setdefault(pattern, []).append(page)
    return {pattern: numbers for pattern, numbers in beside.items() if _counts_pages(lines, numbers)}


def _mark_edges(lines: list[Line]) -> None:
    """Numbers that count on, and lines that come again, at the edges of pages that form feeds part.

    What stands inside a line that was marked is an edge, too: a running head above a page number, say.
    """
    turns = [number for number, line in enumerate(lines) if line.turns and number]
    if len(turns) < 2:
        return
    pages = list(pairwise([0, *turns, len(lines)]))
    for _ in range(_MOST_EDGES):
        rest = [[n for n in range(*page) if lines[n].noise is None] for page in pages]
        rest = [page for page in rest if page]
        marked = [_mark_edge(lines, [page[0] for page in rest]), _mark_edge(lines, [page[-1] for page in rest])]
        if not any(marked):
            return


def _mark_edge(lines: list[Line], edge: list[int]) -> bool:
    """Marks the first (or the last) lines of pages that are furniture; whether there were any."""
    noise: dict[int, str] = {}
    numbers = [number for number in edge if lines[number].words.isdecimal() and lines[number].width <= 4]
    steps = [int(lines[b].words) - int(lines[a].words) for a, b in pairwise(numbers)]
    if 2 * len(numbers) > len(edge) and all(1 <= step <= 2 for step in steps):
        noise |= dict.fromkeys(numbers, "page number")
    patterns = ["" if _is_row(lines, number) else _pattern(lines[number]) for number in edge]
    times = Counter(patterns)
    for place, (number, pattern) in enumerate(zip(edge, patterns, strict=True)):
        often = times[pattern] >= max(3, len(edge) // 3)
        if pattern and (often or _stands_on_every_other(patterns, place)):
            noise[number] = "running head"
    for number, reason in noise.items():
        lines[number].noise = reason
    return bool(noise)


def _stands_on_every_other(patterns: list[str], place: int) -> bool:
    """Whether a line stands on all left or all right pages, the first page left aside."""
    others = patterns[2 - place % 2 :: 2]
    return len(others) >= 2 and set(others) == {patterns[place]}


def _is_row(lines: list[Line], number: int) -> bool:
    """Whether a line is a row of a table with another one beside it: heads of tables come again, too."""
    beside = lines[max(number - 1, 0) : number + 2]
    return "\t" in lines[number].words and sum("\t" in line.words for line in beside) > 1


def is_page_number(words: str) -> bool:
    """Whether a line is nothing but the number of a page, as `— 12 —` or `3/40`."""
    return _PAGE.fullmatch(words.strip(SPACE)) is not None


def _counts_pages(lines: list[Line], numbers: list[int]) -> bool:
    values = [int(lines[number].words) for number in numbers]
    steps = [b - a for a, b in pairwise(values)]
    length = lines[numbers[-1]].start - lines[numbers[0]].start
    return len(steps) >= 2 and all(1 <= step <= 2 for step in steps) and length >= _SHORT_PAGE * len(steps)


def _mark_contents(lines: list[Line]) -> None:
    """Tables of contents: dot leaders before a page number, or headings one after the other with one."""
    dotted = [line for line in lines if line.words[-1].isalnum() and _DOTTED.fullmatch(line.words[-_TAIL:])]
    if len(dotted) >= _FEW_ENTRIES:
        for line in dotted:
            line.noise = "table of contents"
    runs = [list(group) for entry, group in groupby(lines, _is_entry) if entry]
    if max(map(len, runs), default=0) >= _FEW_ENTRIES:
        for line in (line for run in runs if len(run) > 1 for line in run):
            line.noise = "table of contents"


def _is_entry(line: Line) -> bool:
    return line.marked and line.words[-1].isdecimal() and _ENTRY.fullmatch(line.words) is not None


def _pattern(line: Line) -> str:
    """A line with its figures made equal; nothing when it can be no running head."""
    if line.width > 80 or _SENTENCE.search(line.words) or _PAGE.fullmatch(line.words):
        return ""
    return _DIGITS.sub("0", line.words)
