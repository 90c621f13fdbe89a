"""Units 计量单位 as they stand in official documents: names, spellings, dimensions and factors.

The ledger keeps the unit as printed, without its multiplier (389.54亿元 is in 元, 288.9万亩 in 亩), under one
spelling; the factor leads to the base of its dimension, for comparing. Compounds are made by rule:
元/吨, 立方米/秒, 吨标准煤/万元, 元/人·月.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import cast

from hefu.errors import LexiconError

FILE = Path(__file__).parent / "units.toml"
_MULTIPLIERS = {
    "百亿": 10**10,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "千": 1000,
    "百": 100,
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit. `value × factor` is the value in `base`, the unit by which its dimension is compared.

    name: as the ledger keeps it.  dimension: money, area, money/mass …  example: text and value, `3.2万亩 = 32000`.
    """

    name: str
    dimension: str
    factor: Decimal
    base: str
    example: str = ""


_PER_ONLY = {
    "月": Unit("月", "time", Decimal("30.436875"), "天"),
    "季": Unit("季", "time", Decimal("91.310625"), "天"),
    "车": Unit("车", "count", Decimal(1), "车"),
}
"""Words that are units only after a stroke: 元/月."""


class Units:
    """All units, by their names and spellings. Made by `load`."""

    def __init__(self, spellings: dict[str, Unit]) -> None:
        self.spellings = spellings
        self._by_first: dict[str, list[str]] = {}
        self._compounds: dict[str, Unit] = {}
        for spelling in sorted(spellings, key=len, reverse=True):
            self._by_first.setdefault(spelling[0], []).append(spelling)

    @property
    def dimensions(self) -> frozenset[str]:
        """The dimensions of simple units: money, people, area …"""
        return frozenset(unit.dimension for unit in self.spellings.values())

    @cached_property
    def pattern(self) -> str:
        """A regular expression for one simple unit, longest first, without groups that capture."""
        longest_first = sorted(self.spellings, key=len, reverse=True)
        bounded = (re.escape(one) + ("(?![A-Za-z])" if _latin(one[-1]) else "") for one in longest_first)
        return f"(?:{'|'.join(bounded)})"

    def get(self, spelling: str) -> Unit | None:
        """The unit with this name or spelling, simple or compound; None if there is none."""
        found = self.at(spelling, 0)
        return found[0] if found and found[1] == len(spelling) else None

    def at(self, text: str, start: int, end: int | None = None) -> tuple[Unit, int] | None:
        """The longest unit that begins at `start` and ends by `end`, and where it ends."""
        stop = len(text) if end is None else end
        first = self._simple(text, start, stop)
        if first is None:
            return None
        unit, here = first
        if here < stop and text[here] in "/／":
            below, after = self._below(text, here + 1, stop)
            if below:
                name = f"{unit.name}/{'·'.join(multiplier + part.name for multiplier, part in below)}"
                if name not in self._compounds:
                    self._compounds[name] = _compound(name, unit, below)
                return self._compounds[name], after
        return first

    def _simple(self, text: str, start: int, stop: int, dots: bool = True) -> tuple[Unit, int] | None:
        for spelling in self._by_first.get(text[start : start + 1], ()):
            here = start + len(spelling)
            if here > stop or not text.startswith(spelling, start) or (not dots and "·" in spelling):
                continue
            if not (_latin(spelling[-1]) and _latin(text[here : here + 1])):
                return self.spellings[spelling], here
        return None

    def _below(self, text: str, start: int, stop: int) -> tuple[list[tuple[str, Unit]], int]:
        """What stands below the stroke: units with their multipliers (万元, 人·月), and where it ends."""
        opened = start < stop and text[start] in "(（"
        here, parts = start + opened, list[tuple[str, Unit]]()
        while found := self._scaled(text, here, stop):
            part, here = found
            parts.append(part)
            if here >= stop or text[here] not in "·•∙・":
                break
            here += 1
        if opened and parts:
            closed = here < stop and text[here] in ")）"
            return (parts, here + 1) if closed else ([], start)
        return parts, here

    def _scaled(self, text: str, start: int, stop: int) -> tuple[tuple[str, Unit], int] | None:
        for multiplier in ("", *_MULTIPLIERS):
            if not text.startswith(multiplier, start, stop):
                continue
            here = start + len(multiplier)
            if found := self._simple(text, here, stop, dots=False):
                return (multiplier, found[0]), found[1]
            if here < stop and (unit := _PER_ONLY.get(text[here])):
                return (multiplier, unit), here + 1
        return None


def _compound(name: str, above: Unit, below: list[tuple[str, Unit]]) -> Unit:
    factor = above.factor
    for multiplier, unit in below:
        factor /= unit.factor * _MULTIPLIERS.get(multiplier, 1)
    return Unit(
        name=name,
        dimension=f"{above.dimension}/{'·'.join(unit.dimension for _, unit in below)}",
        factor=factor,
        base=f"{above.base}/{'·'.join(unit.base for _, unit in below)}",
    )


def _latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


@cache
def load() -> Units:
    """The units of `units.toml`. Raises LexiconError for a row that cannot be used."""
    groups = cast(list[dict[str, str]], tomllib.loads(FILE.read_text(encoding="utf-8"))["group"])
    spellings: dict[str, Unit] = {}
    for group in groups:
        for row in group["rows"].strip().splitlines():
            unit, others = _unit(row, group)
            for spelling in (unit.name, *others):
                if spelling in spellings:
                    raise LexiconError(
                        FILE, _line(row), f"{spelling} is already a spelling of {spellings[spelling].name}"
                    )
                spellings[spelling] = unit
    return Units(spellings)


def _unit(row: str, group: dict[str, str]) -> tuple[Unit, list[str]]:
    try:
        name, others, measure, example = (cell.strip() for cell in row.split("|"))
        factor, _, base = measure.partition(" ")
        base = base or (group.get("base", name) if factor else name)
        return Unit(name, group["dimension"], Decimal(factor or 1), base, example), others.split()
    except (ValueError, ArithmeticError):
        raise LexiconError(FILE, _line(row), "a row is: name | other spellings | factor base | example") from None


def _line(row: str) -> int:
    return FILE.read_text(encoding="utf-8").splitlines().index(row) + 1
