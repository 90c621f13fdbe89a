"""Index numbers 指数: what they are held against, as headings and captions say it (上年=100)."""

from __future__ import annotations

import re

from hefu.extract.text import normalise

_AGAINST = (
    (re.compile(r"上[年期]?同[月期季]|[上去]年|前一年"), "yoy"),
    (re.compile(r"上月|前一月"), "month"),
    (re.compile(r"上期|上季度?"), "prev"),
)
_WHAT = r"(?:(?:19|20)[0-9]{2}\s?年?|上年同[月期季]度?|[上去]年|前一年|上月|前一月|上期|上季度?)"
BASE = re.compile(rf"（?以?(?P<what>{_WHAT})(?:价格)?\s?(?:[=＝]|为)\s?100(?![0-9.])）?")


def base(words: str) -> tuple[str, int, int] | None:
    """The basis of index numbers and where the words say it: 上年=100 is yoy, 2015年=100 since:2015."""
    found = BASE.search(normalise(words))
    if found is None:
        return None
    what = found["what"]
    if what[:1].isdigit():
        return f"since:{what[:4]}", *found.span("what")
    return next(basis for pattern, basis in _AGAINST if pattern.match(what)), *found.span("what")


def without(words: str) -> str:
    """The same words without what index numbers are held against, as long as before."""
    return BASE.sub(lambda found: " " * len(found[0]), normalise(words))
