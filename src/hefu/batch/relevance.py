"""Which pages are worth reading: those in Chinese with figures. Most pages of the web are left out at next to no cost.

The filter is generous: a page with a statement passes. One that passes may yet have none.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from hefu.batch.pages import Page
from hefu.lexicon.units import load as load_units

FOREIGN, OTHER, NO_FIGURES = "not in Chinese", "another type of file", "without figures"
"""Why pages are left out."""

_FEW = 3
"""A page with fewer Han characters says nothing in Chinese."""
_FEW_SYLLABLES = 10
"""A Chinese page has at least so many Han characters to a syllable of Japanese or Korean."""


def _others(*leads: int) -> bytes:
    return bytes(byte for byte in range(256) if byte not in leads)


_NO_HAN, _NO_HANGUL = _others(*range(0xE4, 0xEA)), _others(*range(0xEA, 0xEE))
_KANA = (b"\xe3\x81", b"\xe3\x82", b"\xe3\x83")
"""In UTF-8 the first byte, or the first two, tell the script; to count them takes microseconds."""
_REFERENCE = re.compile(rb"&#(?:x[4-9][0-9a-f]{3}|[23]\d{4}|4[0-1]\d{3});", re.I)
"""A Han character written as a reference, as old pages have it."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
"""What must be opened before anything can be said of its words."""

_BETWEEN = r"(?:[ \u3000\t]|&nbsp;|</?[a-zA-Z][^<>]{0,60}>){0,3}"
"""What may stand between a number and its unit."""
_DIGIT, _WORD, _OPEN = "0-9０-９", "一二三四五六七八九十两几数", "（(：:>\\t"
_FIGURE = re.compile(
    rf"[{_DIGIT}百分翻{_WORD}{_OPEN}](?:"
    rf"(?<=[{_DIGIT}]){_BETWEEN}"
    r"(?:(?![年月日号时点分秒页])(?P<sure>[\u4e00-\u9fff])|[%％‰℃㎡㎥]|[a-zA-Z]{1,3}(?![a-zA-Z0-9_]))"
    rf"|(?P<words>(?<=百)分之|(?<=翻)[一两]?番|(?<=分)之[{_WORD}]|(?<=[{_WORD}])[百千百万亿成倍])"
    rf"|(?<=[{_OPEN}])(?=(?P<unit>[^（()）：:<>\t\n]{{1,9}})[）)<\t]))"
)
"""Begins with a set of characters, so that `re` skips all others at once. Every branch looks at a bounded number of
characters: time grows with the length of the text and no faster."""
_MULTIPLIERS = "百千万亿"
_NEAR = 17
"""So near before a percentage, or a unit in Latin letters, stands a Han character if it is no part of a program."""
_WITH_TAGS = 150
_TAG = re.compile("<[^<>]{0,100}>")
_PROGRAM = frozenset("<>{};\"'=")


def left_out(page: Page) -> str | None:
    """Why a page is not read; None for one that is. Costs microseconds where there is nothing in Chinese."""
    data = page.data
    if not data and page.media is not None:
        return OTHER
    if data.startswith(_BINARY):
        return None
    text = _text(data, page.charset)
    if text is None:
        return FOREIGN
    return None if has_figures(text) else NO_FIGURES


def has_figures(text: str) -> bool:
    """Whether there are numbers with a unit, percentages, or tables with units in their headings."""
    for match in _FIGURE.finditer(text):
        if match["sure"] or match["words"]:
            return True
        if match["unit"]:
            if _is_unit(match["unit"]):
                return True
        elif _follows_words(text, match.start()):
            return True
    return False


def _follows_words(text: str, end: int) -> bool:
    """Whether a Han character stands shortly before, and nothing of a program in between."""
    for character in reversed(_TAG.sub("", text[max(end - _WITH_TAGS, 0) : end])[-_NEAR:]):
        if "\u4e00" <= character <= "\u9fff":
            return True
        if character in _PROGRAM:
            return False
    return False


@lru_cache(4096)
def _is_unit(words: str) -> bool:
    return load_units().get(words.strip().lstrip(_MULTIPLIERS)) is not None


def _text(data: bytes, charset: str | None) -> str | None:
    """The characters of a page, roughly; None for one that is not in Chinese."""
    if data.isascii():
        return _with_references(data) if b"&#" in data else None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = _in_another_encoding(data, charset)
        data = text.encode("utf-8", "ignore")
    if _is_chinese(data):
        return text
    return _with_references(data) if b"&#" in data else None


def _with_references(data: bytes) -> str | None:
    """The characters of a page that writes them as references; None for one without Chinese."""
    if not _REFERENCE.search(data):
        return None
    text = html.unescape(data.decode("utf-8", "ignore"))
    return text if _is_chinese(text.encode("utf-8", "ignore")) else None


def _in_another_encoding(data: bytes, charset: str | None) -> str:
    """As the page declares it, in itself or as the server said; else in that of the mainland."""
    declared = _CHARSET.search(data[:4096])
    name = (declared[1].decode("ascii", "ignore") if declared else charset or "").lower()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = "utf-16"
    elif name in ("", "utf-8", "utf8") or name.startswith("gb"):
        name = "gb18030"
    try:
        return data.decode(name, "ignore")
    except (LookupError, ValueError):  # nobody knows it, or it makes no text
        return data.decode("gb18030", "ignore")


def _is_chinese(data: bytes) -> bool:
    """Whether UTF-8 has Han characters, and not as Japanese and Korean have them."""
    han = len(data.translate(None, _NO_HAN))
    if han < _FEW:
        return False
    syllables = len(data.translate(None, _NO_HANGUL)) + sum(map(data.count, _KANA))
    return syllables * _FEW_SYLLABLES <= han
