"""Which statements answer a target: same indicator by concept, place, definition and measure.

What fits by its time is for the rules of `judging` to say: a yearly aim takes no other year's figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hefu.audit.claims import concept
from hefu.audit.series import NAMELESS
from hefu.plan.assessment import Aim, Stated
from hefu.plan.when import span

Key = tuple[str, str | None]
OVERALL = ("地区生产总值", "国内生产总值")


@dataclass(slots=True)
class Book:
    """All results, found by name and area."""

    by_key: dict[Key, list[Stated]] = field(default_factory=dict)

    @classmethod
    def of(cls, results: Iterable[Stated]) -> Book:
        book = cls()
        for result in results:
            book.by_key.setdefault(key_of(result), []).append(result)
        return book

    def of_name(self, name: str, area: str | None) -> Sequence[Stated]:
        return self.by_key.get((name, area), ())

    def series(self, aim: Aim) -> list[Stated]:
        """What is reported of the thing that a target is about, by whatever measure."""
        said = aim.stated
        if not specific(said):
            return []
        return [result for result in self.of_name(said.name, said.area) if _same_thing(said, result)]

    def economy(self, aim: Aim) -> list[Stated]:
        """The growth of GDP of the target's area, which 与经济增长同步 refers to."""
        said = aim.stated
        found = (self.of_name(name, said.area) for name in OVERALL)
        return [one for some in found for one in some if one.kind == "growth" and not one.scope and not one.among]


def key_of(said: Stated) -> Key:
    return said.name, said.area


def specific(said: Stated) -> bool:
    """Whether the name says enough for a target and a result with it to be about one thing."""
    return concept(said.name) is not None or len(said.name) > NAMELESS


def _same_thing(aim: Stated, result: Stated) -> bool:
    """Same definition, same holder; neither a part of something that the other is not."""
    if aim.scope != result.scope or aim.holder != result.holder:
        return False
    if aim.area is None and aim.doc != result.doc:
        return False
    if result.built_up and not aim.built_up:
        return _over_years(aim) or _stands(aim)
    return result.built_up or aim.built_up or aim.among == result.among or not result.among


def _over_years(said: Stated) -> bool:
    return said.period is not None and span(said.period).months > 12


def _stands(said: Stated) -> bool:
    """What stands at a time is as large however it came about: 累计有5000家."""
    known = concept(said.name)
    return known is not None and known.kind in ("stock", "rate")
