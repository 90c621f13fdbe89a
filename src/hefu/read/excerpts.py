"""Sentences around quotes, cut from a text: what cites a figure wherever it goes."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from hefu.read.view import view

REACH = 120
"""Characters of a sentence that are given on each side of the quote, at most."""

_WINDOW = 400
"""Characters on each side that are looked at, at least, to see whether lines are broken at a margin."""

_STRETCH = 4 * _WINDOW
"""Characters whose quotes share what is looked at: the longer, the less is looked at several times."""

_STOPS = "。！？!?；;"
_STOP = re.compile(f"[{_STOPS}]")
_END = re.compile(f"[{_STOPS}\n]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text: what stands before, the quote, what stands after. `…` where it was cut short."""

    before: str
    quote: str
    after: str

    def __str__(self) -> str:
        return self.before + self.quote + self.after


def excerpt(text: str, start: int, end: int, reach: int = REACH) -> Excerpt:
    """The sentence that the characters from `start` to `end` stand in, at most `reach` further on each side."""
    if not _goes_over_lines(text, start, end, reach):
        return _cut(text, start, end, reach)
    low, high = _around(text, start, end)
    window = text[low:high]
    seen = _seen(window)
    if seen.offsets is not None:
        first, last = bisect_left(seen.offsets, start - low), bisect_left(seen.offsets, end - low)
        if seen.text[first:last].split() == "".join(text[start:end].split()).split():
            return _cut(seen.text, first, last, reach)
    return _cut(window, start - low, end - low, reach)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Whole lines around a quote, the same for all quotes of a stretch: an export asks for one after the other."""
    begin = start - start % _STRETCH
    stop = max(begin + _STRETCH, end)
    low = max(text.rfind("\n", 0, max(begin - _WINDOW, 0)) + 1, begin - 2 * _WINDOW, 0)
    high = text.find("\n", stop + _WINDOW)
    return low, min(high if high >= 0 else len(text), stop + 2 * _WINDOW)


_seen = lru_cache(maxsize=256)(view)
"""The view of a window, kept while the quotes of its stretch are asked for: some 4 MB in all."""


def _goes_over_lines(text: str, start: int, end: int, reach: int) -> bool:
    """Whether the sentence may go on in another line than that of the quote. The row of a table does not."""
    before, after = text[max(start - reach, 0) : start], text[end : end + reach]
    if "\n" not in before and "\n" not in after and "\n" not in text[start:end]:
        return False
    around = _STOP.split(before)[-1] + text[start:end] + _STOP.split(after, maxsplit=1)[0]
    return "\n" in around and "\t" not in around


def _cut(text: str, start: int, end: int, reach: int) -> Excerpt:
    low, high = max(start - reach, 0), min(end + reach, len(text))
    before, after = text[low:start], text[end:high]
    *ended, begun = _END.split(before)
    stop = _END.search(after)
    before = begun if ended else ("…" if low else "") + before
    after = after[: stop.end()] if stop else after + ("…" if high < len(text) else "")
    return Excerpt(_flat(before).lstrip(), _flat(text[start:end]), _flat(after).rstrip())


def _flat(words: str) -> str:
    return _SPACE.sub(" ", words)
