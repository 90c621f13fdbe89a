"""Breaks Chinese text into lines as a typesetter does: numbers stay whole, no closing mark begins a line."""

from __future__ import annotations

import re
from collections.abc import Callable

_BODY = r"(?:[0-9A-Za-z][0-9A-Za-z.,]*[%‰]?|——|……|.)"
_WORD = re.compile(rf"[“‘（《〈【〔[]*{_BODY}[，。、；：！？”’）》〉】〕\]·∶]*")


def break_lines(text: str, limit: float, width: Callable[[str], float], indent: float = 0) -> list[str]:
    """Lines of `text` that are no wider than `limit`, the first one shorter by `indent`."""
    lines: list[str] = []
    line, room = "", limit - indent
    for word in _WORD.findall(text):
        if line and width(line + word) > room:
            lines.append(line.rstrip(" "))
            line, room = "", limit
        line += word
    return [*lines, line]


def characters(text: str) -> float:
    """Width of a text in Chinese characters: digits and Latin letters take half a place."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)
