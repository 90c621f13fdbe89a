"""The words of tables of figures: what their columns are called, which marks stand for what."""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "imports.toml"


@dataclass(frozen=True, slots=True)
class Words:
    """Everything of `imports.toml`, each word with what it stands for.

    roles: headings of columns.  statuses: cells of a column of statuses.  marks: what stands behind a figure.
    missing: what stands where there is no figure.  whole: names of rows that are the whole area of the table.
    incomplete: headings that do not name a figure by themselves: a `sum` 合计, a `measure` 产量, a `group` 男.
    """

    roles: dict[str, str]
    statuses: dict[str, str]
    marks: dict[str, str]
    missing: frozenset[str]
    whole: frozenset[str]
    incomplete: dict[str, str]


def bare(words: str) -> str:
    """Words as they are compared: one width, no blanks, lower case."""
    return "".join(unicodedata.normalize("NFKC", words).split()).casefold()


@cache
def load() -> Words:
    """The words of `imports.toml`."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))

    def turned(table: str) -> dict[str, str]:
        return {bare(word): meaning for meaning, words in data[table].items() for word in words}

    marks = {unicodedata.normalize("NFKC", word): kind for kind, words in data["marks"].items() for word in words}
    missing = frozenset(map(bare, data["missing"]["marks"]))
    whole = frozenset(map(bare, data["whole"]["words"]))
    return Words(turned("roles"), turned("statuses"), marks, missing, whole, turned("incomplete"))
