"""How much two texts speak of the same things, told by the pairs of characters that they share."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

_COMMON = "的了和与及在是为有对等将要会上中年月日个这一不地以到各把并也"
"""Characters of so many words that pairs with them tell nothing."""
_TELLING = re.compile(rf"(?:(?![{_COMMON}])[一-龥]){{2,}}")


@lru_cache(2000)
def pairs(words: str) -> frozenset[str]:
    """The pairs of Chinese characters that stand side by side in a text."""
    runs = _TELLING.findall(words)
    return frozenset([run[n : n + 2] for run in runs for n in range(len(run) - 1)])


def share(words: str, text: AbstractSet[str]) -> float:
    """The share of the pairs of `words` that a text has, too; 0 for words without any."""
    own = pairs(words)
    return len(own & text) / len(own) if own else 0.0
