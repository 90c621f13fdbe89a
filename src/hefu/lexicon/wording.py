"""The wording of official prose: classes of words that the grammar reads (`wording.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def load() -> dict[str, dict[str, list[str]]]:
    """Section → class → words, as in `wording.toml`."""
    return tomllib.loads(files("hefu.lexicon").joinpath("wording.toml").read_text(encoding="utf-8"))


@cache
def classes(section: str) -> dict[str, str]:
    """Word → its class, of one section; the first class that lists a word has it."""
    found: dict[str, str] = {}
    for name, words in load()[section].items():
        for word in words:
            found.setdefault(word, name)
    return found
