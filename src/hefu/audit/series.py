"""Claims side by side: series of one indicator, area and definition, and the sentences that they stand in.

Everything that a rule looks up is in a dictionary: no rule goes through the claims pair by pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hefu.audit.claims import Claim, Key, alike, concept, sentences
from hefu.errors import UnknownAreaError
from hefu.lexicon import relations
from hefu.lexicon.areas import Areas
from hefu.lexicon.indicators import Indicator
from hefu.model import Finding, Modality

DOUBTFUL = 0.15
"""Readings less sure than this take part only where the words beside the figure bear them out."""
FAINT = 0.02
"""Readings less sure than this never take part."""
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
Unit = Key | tuple[str, int]
"""What a rule judges at a time: a series, by its key, or a sentence, by its document and number."""
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
    """All that the rules look at. `skip` takes down what was not compared, and why.

    judged: the keys of the series that are judged, None for all; the others are only looked up.
    context: sentences that are not judged, but stand before one that goes on with them.
    fetch: brings the claims of a series that is not here yet; without it nothing is claimed of such a one.
    asked: what each unit looked up besides its own: what it must be judged anew for.
    """

    series: dict[Key, Series] = field(default_factory=dict)
    sentences: list[list[Claim]] = field(default_factory=list)
    skipped: list[tuple[str, str, tuple[Claim, ...]]] = field(default_factory=list)
    areas: Areas | None = None
    judged: Sequence[Key] | None = None
    context: frozenset[tuple[str, int]] = frozenset()
    fetch: Callable[[Key], Iterable[Claim]] | None = None
    asked: dict[Unit, set[Key]] = field(default_factory=dict)
    unit: Unit | None = None
    _sentence: list[Claim] = field(default_factory=list)
    _before: list[Claim] = field(default_factory=list)

    @classmethod
    def of(cls, claims: Iterable[Claim], areas: Areas | None = None) -> Facts:
        facts = cls(areas=areas)
        for group in sentences(claims):
            facts.sentences.append(group)
            for claim in group:
                facts.add(claim)
        return facts

    def add(self, claim: Claim) -> None:
        """Puts a claim into its series."""
        found = self.series.get(claim.key)
        if found is None:
            found = self.series[claim.key] = Series(*claim.key)
        found.add(claim)

    def each_series(self) -> Iterator[Series]:
        """The series to judge, one after the other."""
        self._sentence = []
        for key in tuple(self.series) if self.judged is None else self.judged:
            self.unit = key
            yield self._at(key)
        self.unit = None

    def each_sentence(self) -> Iterator[list[Claim]]:
        """The sentences to judge, one after the other."""
        for sentence in self.sentences:
            self._before, self._sentence = self._sentence, sentence
            self.unit = sentence[0].doc, sentence[0].sentence
            if self.unit not in self.context:
                yield sentence
        self.unit = None
        self._before, self._sentence = [], []

    def before(self) -> list[Claim]:
        """The sentence right before the one that is judged, if it has figures."""
        if self._before and self._before[0].doc == self._sentence[0].doc:
            return self._before if self._before[0].sentence == self._sentence[0].sentence - 1 else []
        return []

    def of_claim(self, claim: Claim) -> Series:
        """The series of a claim of what is judged."""
        return self._at(claim.key)

    def find(self, name: str, area: str | None, definition: str = "") -> Series:
        """The series; an empty one when nothing is claimed of it."""
        key = (name, area, definition)
        if self.unit is not None and key != self.unit and all(claim.key != key for claim in self._sentence):
            self.asked.setdefault(self.unit, set()).add(key)
        return self._at(key)

    def _at(self, key: Key) -> Series:
        found = self.series.get(key)
        if found is None:
            found = Series(*key)
            if self.fetch is not None:
                self.series[key] = found
                for claim in self.fetch(key):
                    found.add(claim)
        return found

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
