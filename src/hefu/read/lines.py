"""The lines of a text, and which of them are furniture of the page: numbers, running heads, tables of contents."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

SPACE = " \t\r\f\v\x85\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u2028\u202f\u3000\ufeff"
"""What may stand around the words of a line."""

_NUMBER = "一二三四五六七八九十百零〇"
_MARK = re.compile(
    rf"第[{_NUMBER}\d]+[篇章节条编卷部]|[{_NUMBER}]{{1,4}}[、．.]|[（(][{_NUMBER}\d]{{1,4}}[）)]"
    r"|\d{1,3}[、．](?!\d)|\d{1,3}\.(?=\D)|[■●◆▲★○◎□•➢※]|[-*+] |#{1,6} |[①-⑳]|[图表]\s*\d|专栏\s*\d"
    r"|附[件录表]|注[：:]|[|>]|目\s*录$"
)
"""What begins a heading, an item of a list, a caption or a row."""

_PAGE = re.compile(r"[—–\-－·~\s]*(?:\d{1,4}|[ivxIVX]{1,7})[—–\-－·~\s]*|第\s*\d+\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}")
_PLAIN_PAGE = re.compile(r"[—–－-]+\s*(?:\d{1,4}|[ivxIVX]{1,7})\s*[—–－-]+|第\s*\d+\s*页.{0,12}")
_CONTENTS = re.compile(r".*(?:\.{5,}|…{2,}|·{5,})[\s.…·]*(?:\d{1,4}|[ivxIVX]{1,7})")
_DIGITS = re.compile(r"\d+")


@dataclass(slots=True)
class Line:
    """A line that is not blank, without the space (and the Markdown bold marks) around it.

    width: in half-width characters. marked: begins as a heading or an item does.
    noise: why it is furniture of the page, None when it is not.
    """

    start: int
    end: int
    words: str
    width: int
    bold: bool
    marked: bool
    noise: str | None = None


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank."""
    found = []
    position = 0
    for raw in text.split("\n"):
        words = raw.strip(SPACE)
        if words:
            start = position + raw.index(words)
            bold = len(words) > 4 and words.startswith("**") and words.endswith("**")
            if bold:
                start, words = start + 2, words[2:-2]
            width = len(words.encode("gbk", "replace"))
            found.append(Line(start, start + len(words), words, width, bold, _MARK.match(words) is not None))
        position += len(raw) + 1
    return found


def mark_noise(lines: list[Line]) -> None:
    """Sets `noise` of the lines that are furniture of the page, when the text has pages."""
    pages = [number for number, line in enumerate(lines) if line.width <= 16 and _PAGE.fullmatch(line.words)]
    if len(pages) < 2:
        return
    heads = _running_heads(lines, pages)
    for number in pages:
        neighbours = [n for n in (number - 1, number + 1) if 0 <= n < len(lines) and _pattern(lines[n]) in heads]
        if neighbours or _PLAIN_PAGE.fullmatch(lines[number].words):
            lines[number].noise = "page number"
        for neighbour in neighbours:
            lines[neighbour].noise = "running head"
    for line in lines:
        if line.words[-1].isalnum() and _CONTENTS.fullmatch(line.words):
            line.noise = "table of contents"


def _running_heads(lines: list[Line], pages: list[int]) -> set[str]:
    """Lines, with their figures made equal, that stand beside a page number three times or more."""
    beside = Counter(_pattern(lines[n]) for page in pages for n in (page - 1, page + 1) if 0 <= n < len(lines))
    return {words for words, times in beside.items() if times >= 3 and words and not _PAGE.fullmatch(words)}


def _pattern(line: Line) -> str:
    return _DIGITS.sub("0", line.words) if line.width <= 80 and not line.words.endswith("。") else ""
