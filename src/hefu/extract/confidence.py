"""How sure a statement is to be right in every field 置信度.

Each rule that supplied a field, and each trait of the indicator's words, has a weight in
`lexicon/confidence.toml`; the sum of those that apply is the log odds. `tools/calibrate.py` fits the
weights on annotated texts, and tests them on texts that it did not fit them on.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

from hefu.lexicon.indicators import built_in
from hefu.model import Evidence

_FIELDS = ("indicator", "measure", "area", "period", "modality", "basis")
_LENGTHS = ((3, "very short"), (8, "short"), (14, "of middle length"), (20, "long"))
_TRAITS = {
    "has 的": re.compile("的"),
    "has a list": re.compile("[、和]"),
    "begins with a verb": re.compile(r"(?:建设|新建|完成|实施|投资|培育|引进|开展|新增|建成|支持|推进|实现|提供|发放)"),
    "has an odd mark": re.compile(r"[，。；：“”（）《》]|[0-9]"),
    "has a word of speech": re.compile(r"这|其|该|以|可|要|将|等|了|后|对|为|用|由"),
}


def of(indicator: str, evidence: Iterable[Evidence]) -> float:
    """The probability, from 0 to 1 with two places, that all fields of a statement are right."""
    said = {item.field: item.rule for item in evidence}
    odds = _odds_of_rules(*map(said.get, _FIELDS)) + _odds_of_words(indicator)
    return round(1 / (1 + math.exp(-odds)), 2)


def traits(indicator: str, evidence: Iterable[Evidence]) -> Iterator[str]:
    """What speaks for and against a statement: the rule of each field, the looks of its indicator."""
    said = {item.field: item.rule for item in evidence}
    yield from _rules(*map(said.get, _FIELDS))
    yield from _words(indicator)


def _rules(*rules: str | None) -> Iterator[str]:
    for field, rule in zip(_FIELDS, rules, strict=True):
        yield f"{field}: {rule or 'none'}"


def _words(indicator: str) -> Iterator[str]:
    yield "indicator is " + next((name for size, name in _LENGTHS if len(indicator) <= size), "very long")
    if indicator in _known():
        yield "indicator is in the lexicon"
    for name, pattern in _TRAITS.items():
        if pattern.match(indicator) if name.startswith("begins") else pattern.search(indicator):
            yield "indicator " + name


@cache
def _odds_of_rules(*rules: str | None) -> float:
    weights = _weights()
    return weights["always"] + sum(weights.get(trait, 0.0) for trait in _rules(*rules))


@lru_cache(10_000)
def _odds_of_words(indicator: str) -> float:
    return sum(_weights().get(trait, 0.0) for trait in _words(indicator))


@cache
def _weights() -> dict[str, float]:
    return tomllib.loads(files("hefu.lexicon").joinpath("confidence.toml").read_text(encoding="utf-8"))


@cache
def _known() -> frozenset[str]:
    return frozenset(name for one in built_in() for name in one.names)
