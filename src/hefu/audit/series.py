"""Claims side by side: series of one indicator, area and definition, and the sentences that they stand in.

Everything that a rule looks up is in a dictionary: no rule goes through the claims pair by pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hefu.audit.claims import Claim, alike, concept, name_of, sentences
from hefu.audit.wordings import Texts, Told, Wording
from hefu.errors import UnknownAreaError
from hefu.lexicon import relations
from hefu.lexicon.areas import Areas
from hefu.lexicon.indicators import Indicator
from hefu.model import Finding, Modality

DOUBTFUL = 0.15
"""Readings less sure than this take part only where the words beside the figure bear them out."""
FAINT = 0.02
"""Readings less sure than this never take part."""
CLOSE = 2
"""Where no time is told, figures are of one time in sentences at most so far apart."""
NAMELESS = 3
"""A name shorter than this that the lexicon does not know says too little to be compared across sentences."""

_LEVELS = {
    "全国": "nation",
    "全省": "province",
    "全自治区": "province",
    "全市": "city",
    "全州": "city",
    "全县": "county",
}
Key = tuple[str, str | None, str]
Slot = tuple[str, str | None, str | None]


@dataclass(slots=True)
class Series:
    """What is claimed of one indicator in one area by one definition: by measure, basis and period."""

    name: str
    area: str | None
    definition: str
    claims: list[Claim] = field(default_factory=list)
    slots: dict[Slot, list[Claim]] = field(default_factory=dict)

    def add(self, claim: Claim) -> None:
        self.claims.append(claim)
        statement = claim.statement
        self.slots.setdefault((statement.measure, statement.basis, claim.period), []).append(claim)

    @property
    def indicator(self) -> Indicator | None:
        return concept(self.name)

    def at(self, measure: str, basis: str | None, period: str | None) -> list[Claim]:
        return self.slots.get((measure, basis, period), [])

    def level(
        self,
        period: str | None,
        base: str,
        modalities: Iterable[Modality] = ("actual",),
        *,
        like: Claim | None = None,
    ) -> Claim | None:
        """The one amount of this time, in this unit: none when there is none, or when they differ.

        like: a claim whose name it must have for sure.
        """
        levels = [c for c in self.at("level", None, period) if c.base == base]
        return only([c for c in levels if like is None or alike(c, like)], modalities)

    @property
    def real(self) -> bool:
        """Whether its growth is, or may be, at constant prices, so that levels tell nothing of it."""
        known = self.indicator
        if known is not None:
            return known.growth_basis == "constant"
        return self.name.endswith(relations.load().constant)

    @property
    def grows(self) -> bool:
        """Whether it is a flow that cannot shrink as the year goes on."""
        words = relations.load()
        known = self.indicator
        if known is not None and known.kind != "flow":
            return False
        if known is not None and known.minimum is not None and known.minimum >= 0:
            return not words.shrink.search(self.name)
        return bool(words.grow.search(self.name)) and not words.shrink.search(self.name)

    @property
    def specific(self) -> bool:
        """Whether the name says enough for two sentences with it to be about one thing."""
        return self.indicator is not None or len(self.name) > NAMELESS


@dataclass(slots=True)
class Facts:
    """All that the rules look at. `skip` takes down what was not compared, and why."""

    series: dict[Key, Series] = field(default_factory=dict)
    texts: Texts = field(default_factory=Texts)
    skipped: list[tuple[str, str, tuple[Claim, ...]]] = field(default_factory=list)
    areas: Areas | None = None

    @classmethod
    def of(cls, claims: Iterable[Claim], areas: Areas | None = None) -> Facts:
        facts = cls(areas=areas)
        for group in sentences(claims):
            facts.texts.add(group)
            for claim in group:
                facts.of_claim(claim).add(claim)
        return facts

    def told(self, wordings: Sequence[Wording]) -> Iterator[Told]:
        """What the sentences say in these words."""
        return self.texts.told(wordings)

    @property
    def sentences(self) -> list[list[Claim]]:
        return self.texts.sentences

    def of_claim(self, claim: Claim) -> Series:
        return self.find(claim.name, claim.statement.area, claim.definition, new=True)

    def find(self, name: str, area: str | None, definition: str = "", *, new: bool = False) -> Series:
        """The series; an empty one when nothing is claimed of it."""
        key = (name, area, definition)
        found = self.series.get(key)
        if found is None:
            found = Series(name, area, definition)
            if new:
                self.series[key] = found
        return found

    def beside(self, names: Iterable[str], like: Claim, base: str = "") -> Claim | None:
        """The one amount of any of these names for the area, definition and time of a claim, in its document.

        Where no time is told, it must stand close by. None when there is none, or when they differ.
        """
        for name in names:
            series = self.find(name_of(name), like.statement.area, like.definition)
            levels = [c for c in series.at("level", None, like.period) if c.doc == like.doc and base in ("", c.base)]
            if like.period is None:
                levels = [c for c in levels if abs(c.sentence - like.sentence) <= CLOSE]
            found = only(levels, (like.statement.modality,))
            if found is not None:
                return found
        return None

    def above(self, area: str | None, words: str) -> str | None:
        """The area over this one that 全市, 全省 or 全国 speaks of; None when the gazetteer has none."""
        level = _LEVELS.get(words)
        if area is None or self.areas is None or level is None:
            return None
        try:
            above = self.areas.ancestors(self.areas.find(area))
        except UnknownAreaError:
            return None
        return next((one.name for one in above if one.level == level), None)

    def skip(self, rule: str, why: str, *claims: Claim) -> None:
        self.skipped.append((rule, why, claims))


def only(claims: Iterable[Claim], modalities: Iterable[Modality] = ("actual",)) -> Claim | None:
    """The first claim, when all of its modality agree with it; None when they contradict each other."""
    for modality in modalities:
        fitting = [c for c in claims if c.statement.modality == modality and c.statement.confidence >= DOUBTFUL]
        if fitting:
            first = fitting[0].interval
            return None if any(c.interval.disjoint(first) for c in fitting[1:]) else fitting[0]
    return None


Check = Callable[[Facts], Iterator[Finding]]
