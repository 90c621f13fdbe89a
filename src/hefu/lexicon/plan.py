"""The words of plans: names and labels of bodies, what is built and how far it is (`plan.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def load() -> dict[str, dict[str, list[str]]]:
    """Section → class → words, as in `plan.toml`."""
    return tomllib.loads(files("hefu.lexicon").joinpath("plan.toml").read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, the longer ones first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) + ")"
