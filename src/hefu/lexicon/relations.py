"""How figures hang together (`relations.toml`): definitions 口径, limits, flows, parts of wholes, values per head."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "relations.toml"


@dataclass(frozen=True, slots=True)
class Relations:
    """The content of `relations.toml`.

    definitions, prices: patterns of words beside a figure.  tiers: of words for a part of an area's books, or for the
    whole.  constant: ends of names that grow at constant prices.
    closed, open: rates that end at 100 %, and the words that lift this.  grow, shrink: words in the names of flows
    that cannot shrink, and words that lift this.
    parts: whole → ways to part it, each all parts by their names.  within: part → wholes.
    ratios: rate → part, whole.  sizes: amounts of one size.  heads: per head, total, heads.
    """

    definitions: re.Pattern[str]
    prices: re.Pattern[str]
    tiers: re.Pattern[str]
    whole: frozenset[str]
    constant: tuple[str, ...]
    closed: tuple[str, ...]
    open: re.Pattern[str]
    grow: re.Pattern[str]
    shrink: re.Pattern[str]
    parts: dict[str, tuple[tuple[tuple[str, ...], ...], ...]]
    within: dict[str, tuple[str, ...]]
    ratios: dict[str, tuple[str, str]]
    sizes: dict[str, str]
    heads: tuple[tuple[str, str, str], ...]


@cache
def load() -> Relations:
    """The relations, read once."""
    data: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    heads = [row for group in data["heads"] for row in _rows(group)]
    return Relations(
        definitions=_any(data["definitions"]),
        prices=_any(data["prices"]),
        tiers=_any(f"{data['tiers']} {data['whole']}"),
        whole=frozenset(data["whole"].split()),
        constant=tuple(data["constant"].split()),
        closed=tuple(data["limits"]["closed"].split()),
        open=_any(data["limits"]["open"]),
        grow=_any(data["flows"]["grow"]),
        shrink=_any(data["flows"]["shrink"]),
        parts=_parts([row for group in data["parts"] for row in _rows(group)]),
        within=_gathered([row for group in data["within"] for row in _rows(group)]),
        ratios={row[0]: (row[1], row[2]) for group in data["ratios"] for row in _rows(group)},
        sizes={row[0]: row[1] for group in data["sizes"] for row in _rows(group)},
        heads=tuple((row[0], row[1], row[2]) for row in heads),
    )


def _parts(rows: list[list[str]]) -> dict[str, tuple[tuple[tuple[str, ...], ...], ...]]:
    """By whole, all its partings; a part is the names that it goes by."""
    found: dict[str, list[tuple[tuple[str, ...], ...]]] = {}
    for whole, parts in rows:
        found.setdefault(whole, []).append(tuple(tuple(part.split("/")) for part in parts.split()))
    return {whole: tuple(partings) for whole, partings in found.items()}


def _gathered(rows: list[list[str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for first, second in rows:
        found.setdefault(first, []).append(second)
    return {first: tuple(seconds) for first, seconds in found.items()}


def _rows(group: dict[str, str]) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in group["rows"].strip().splitlines()]


def _any(words: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, words.split()), key=len, reverse=True)))
