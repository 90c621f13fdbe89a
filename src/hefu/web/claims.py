"""Claims about one indicator, place and measure: which of them say the same, and which contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast

from hefu.web.periods import Slot

_ABOUT = Decimal("0.05")
"""How far, as a share of the number, a figure said to be about something may be off."""

_INFINITE = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement, as a chart needs it. `source` is the number of its document, `href` leads to its sentence.

    mark: what it is called where it is spoken of, in place of its source.
    """

    value: Decimal
    highest: Decimal | None
    bound: str
    modality: str
    slot: Slot
    period: str
    published: str
    source: int
    href: str
    mark: str = ""

    @property
    def interval(self) -> tuple[Decimal, Decimal]:
        """The true values that the printed digits and the bound allow."""
        half = Decimal(1).scaleb(cast(int, self.value.as_tuple().exponent)) / 2
        if self.bound == "≈":
            half += abs(self.value) * _ABOUT
        low, high = self.value - half, (self.value if self.highest is None else self.highest) + half
        return (-_INFINITE if self.bound == "<=" else low), (_INFINITE if self.bound == ">=" else high)


def agree(one: Claim, other: Claim) -> bool:
    """Whether both can be true: 389.5 and 389.54 can, 978.8 and 1005.1 cannot."""
    low, high = one.interval
    least, most = other.interval
    return low <= most and least <= high


@dataclass(frozen=True, slots=True)
class Point:
    """Claims of one period and modality that agree; the most exact one comes first and is drawn."""

    claims: tuple[Claim, ...]

    @property
    def claim(self) -> Claim:
        return self.claims[0]

    @property
    def marks(self) -> str:
        """What its claims are called, where they are spoken of."""
        return "".join(sorted(claim.mark for claim in self.claims))

    @property
    def published(self) -> str:
        """When it was last stated."""
        return max(claim.published for claim in self.claims)

    @property
    def sources(self) -> tuple[int, ...]:
        """Numbers of the documents that say so."""
        return tuple(sorted({claim.source for claim in self.claims}))


Preferred = Literal["published", "sources", "digits", "first"]
"""Why one of several claims is preferred; `first`: nothing sets them apart but their order."""
PREFERRED: tuple[Preferred, ...] = ("published", "sources", "digits")


@dataclass(frozen=True, slots=True)
class Stand:
    """All that is said of one period in one modality. More than one point: they contradict each other.

    The first is preferred, and a line runs through it: the one that was published last, then the one that more
    documents state, then the one that is printed with more digits.
    """

    slot: Slot
    modality: str
    points: tuple[Point, ...]

    @property
    def preferred_for(self) -> Preferred | None:
        """What the first has over the second; None where there is but one."""
        if len(self.points) < 2:
            return None
        first, second = (_rank(point) for point in self.points[:2])
        pairs = zip(PREFERRED, first, second, strict=True)
        return next((why for why, one, other in pairs if one != other), "first")


def stands(claims: Iterable[Claim]) -> list[Stand]:
    """What is said, by period and modality."""
    grouped: dict[tuple[Slot, str], list[Claim]] = {}
    for claim in claims:
        grouped.setdefault((claim.slot, claim.modality), []).append(claim)
    found = [Stand(slot, modality, _points(group)) for (slot, modality), group in grouped.items()]
    return sorted(found, key=lambda stand: (stand.slot.number, stand.slot.last, stand.modality))


def _points(claims: Sequence[Claim]) -> tuple[Point, ...]:
    groups: list[list[Claim]] = []
    for claim in sorted(claims, key=_exactness):
        home = next((group for group in groups if agree(group[0], claim)), None)
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    return tuple(sorted((Point(tuple(group)) for group in groups), key=_rank, reverse=True))


def _rank(point: Point) -> tuple[str, int, int]:
    """What a claim is preferred for: one value for each of PREFERRED, the greater the better."""
    digits = -cast(int, point.claim.value.as_tuple().exponent)
    return point.published, len(point.sources), digits


def _exactness(claim: Claim) -> tuple[bool, int, str]:
    return claim.bound != "=", cast(int, claim.value.as_tuple().exponent), claim.href


def courses(found: Iterable[Stand]) -> list[list[Stand]]:
    """Runs of neighbouring periods with an actual value: what a line may join. Gaps are never joined."""
    runs: list[list[Stand]] = []
    for stand in found:
        if stand.modality != "actual" or stand.slot.shape == "years":
            continue
        if runs and runs[-1][-1].slot.number + 1 == stand.slot.number:
            runs[-1].append(stand)
        else:
            runs.append([stand])
    return runs
