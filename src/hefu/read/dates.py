"""Dates as they are given by users and written in documents, as ISO 8601: `2024`, `2024-01`, `2024-01-25`."""

from __future__ import annotations

import re
from datetime import date

from hefu.errors import ImpossibleDateError

_GIVEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_DIGITS = str.maketrans("０１２３４５６７８９〇○零一二三四五六七八九", "01234567890001234567" + "89")
_EARLIEST, _LATEST = 1900, 2100

_HAN_YEAR = "[一二][〇○零一二三四五六七八九]{3}"
_HAN_DAY = "二?三?十[一二三四五六七八九]?|[一二三四五六七八九]"
_DATE = re.compile(
    rf"(?P<year>[12１２][\d０-９]{{3}}|{_HAN_YEAR})\s*年\s*(?P<month>[\d０-９]{{1,2}}|十[一二]?|[一二三四五六七八九])\s*月"
    rf"(?:\s*(?P<day>[\d０-９]{{1,2}}|{_HAN_DAY})\s*日)?"
    r"|(?<![\d０-９])(?P<y>[12]\d{3})(?P<sep>[-–./．])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?![\d月])"
)
"""A date in a text: 2026年5月22日, 2026-05-22, 二〇二六年四月, １９９１年３月２６日."""


def parse_date(text: str) -> str:
    """A date that a user gives, as ISO 8601, as exact as it was given.

    Raises ImpossibleDateError when it is not of the form YYYY, YYYY-MM or YYYY-MM-DD, or no such day exists.
    """
    match = _GIVEN.fullmatch(text.strip())
    found = match and _iso(match[1], match[2], match[3])
    if not found:
        raise ImpossibleDateError(text)
    return found


def find_date(text: str, start: int = 0, end: int | None = None) -> tuple[str, int, int] | None:
    """The first date in a text that exists, as ISO 8601, and where it stands. A year alone is none."""
    for match in _DATE.finditer(text, start, len(text) if end is None else end):
        found = _iso(match["year"] or match["y"], match["month"] or match["m"], match["day"] or match["d"])
        if found:
            return found, match.start(), match.end()
    return None


def _iso(year: str, month: str | None, day: str | None) -> str | None:
    parts = [_number(part) for part in (year, month, day) if part]
    if not _EARLIEST <= parts[0] <= _LATEST:
        return None
    try:
        date(parts[0], *(parts[1:] or [1]), *([1] if len(parts) < 3 else []))
    except ValueError:
        return None
    return "-".join(f"{part:04d}" if place == 0 else f"{part:02d}" for place, part in enumerate(parts))


def _number(words: str) -> int:
    """A number in Arabic digits of either width, or in Chinese: 二十一, 二〇二六."""
    if "十" in words:
        tens, ones = words.split("十")
        return 10 * _number(tens or "一") + (_number(ones) if ones else 0)
    return int(words.translate(_DIGITS))
