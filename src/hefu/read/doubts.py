"""Words that are suspected to be misread, with a proposed reading (存疑). Nothing is ever changed in the text.

`RULES` come from `lexicon/doubts.toml`, each with an example and near misses. Texts that others recognised (OCR)
have a Latin word between Chinese ones, a traditional character among simplified ones, or a character that
looks like the right one. Where both readings are Chinese, nothing is said.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from hefu.model import Doubt, Junk

TRADITIONAL = "traditional character in simplified text"
_SHARE = 0.004
"""With a larger share of traditional characters a text is a traditional one, or quotes one at length."""
_HAN = re.compile("[\u4e00-\u9fff]+")
_SHORTEST = 4
"""A run of fewer Chinese characters is a name or a switch of language (繁體): its spelling is meant."""
_QUOTED = {"“": "”", "《": "》", "「": "」", "『": "』", "〈": "〉", "‘": "’"}
_QUOTE = 40
"""How far from a word the quotation mark may stand that it is quoted with."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A suspicion: where `find` matches, its group may have been `read`, or what `pairs` says of its words.

    example: {what is suspected} in its words.  near: words like it that are right.
    """

    name: str
    at: str
    find: re.Pattern[str]
    read: str
    pairs: dict[str, str] = field(hash=False)
    example: str
    near: tuple[str, ...]

    def proposed(self, words: str) -> str:
        """What the words may have been."""
        return self.pairs.get(words, self.read)


def _load() -> tuple[Rule, ...]:
    found = tomllib.loads(files("hefu.lexicon").joinpath("doubts.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(
            row["name"],
            row["at"],
            re.compile(row["find"]),
            row.get("read", ""),
            row.get("pairs", {}),
            row["example"],
            tuple(row["not"]),
        )
        for row in found["rule"]
    )


RULES = _load()
_AT = {letter: tuple(rule for rule in RULES if letter in rule.at) for letter in "".join(rule.at for rule in RULES)}
_ANY = re.compile(f"[{re.escape(''.join(_AT))}]")
_BACK, _AHEAD = 10, 24
"""How far around a character its rules look."""


@lru_cache(1)
def _traditional() -> tuple[dict[str, str], re.Pattern[str]]:
    """The traditional characters that no simplified text has, with their simplified ones, and what finds them."""
    pairs = files("hefu.lexicon").joinpath("traditional.txt").read_text(encoding="utf-8").split()
    return {pair[0]: pair[1] for pair in pairs}, re.compile(f"[{''.join(pair[0] for pair in pairs)}]")


def doubts(text: str, junk: Sequence[Junk] = ()) -> tuple[Doubt, ...]:
    """The suspected misreadings of a text in order; of two that overlap, the first. None in what is junk."""
    found = sorted([*_by_rules(text), *_by_script(text)], key=lambda doubt: (doubt.start, doubt.end))
    kept: list[Doubt] = []
    for doubt in found:
        if (not kept or doubt.start >= kept[-1].end) and not _is_left_aside(doubt, junk):
            kept.append(doubt)
    return tuple(kept)


def _is_left_aside(doubt: Doubt, junk: Sequence[Junk]) -> bool:
    place = bisect_right(junk, doubt.start, key=lambda item: item.start) - 1
    return place >= 0 and doubt.start < junk[place].end


def _by_rules(text: str) -> Iterator[Doubt]:
    for hit in _ANY.finditer(text):
        place = hit.start()
        for rule in _AT[hit[0]]:
            match = rule.find.search(text, max(place - _BACK, 0), place + _AHEAD)
            if match is None:
                continue
            start, end = match.span(match.lastindex or 0)
            if start <= place < end and not _is_quoted(text, start, end):
                yield Doubt(start, end, rule.proposed(text[start:end]), rule.name)


def _by_script(text: str) -> Iterator[Doubt]:
    """Single traditional characters inside simplified words. Two in a row are a name, or meant to be there."""
    pairs, pattern = _traditional()
    found = [match.start() for match in pattern.finditer(text)]
    if not found or len(found) > max(_SHARE * len(text), 3):
        return
    places = frozenset(found)
    for place in found:
        alone = place - 1 not in places and place + 1 not in places
        if alone and len(_run_around(text, place)) >= _SHORTEST and not _is_quoted(text, place, place + 1):
            yield Doubt(place, place + 1, pairs[text[place]], TRADITIONAL)


def _run_around(text: str, place: int) -> str:
    """The Chinese characters without a break in which a place stands."""
    low = max(place - _QUOTE, 0)
    for run in _HAN.finditer(text, low, place + _QUOTE):
        if run.start() <= place < run.end():
            return run[0]
    return ""


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether words stand between quotation marks, which cite them as they are."""
    before, after = text[max(start - _QUOTE, 0) : start], text[end : end + _QUOTE]
    for opens, closes in _QUOTED.items():
        opened = before.rfind(opens)
        if opened > before.rfind(closes) and closes in after:
            return True
    return False
