"""Claims side by side: series of one indicator, area and definition, and the sentences that they stand in.

Everything that a rule looks up is in a dictionary: no rule goes through the claims pair by pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hefu.audit.claims import Claim, Key, alike, concept, name_of, sentences
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
Unit = Key | tuple[str, int]
"""What a rule judges at a time: a series, by its key, or a sentence, by its document and number; a table has the
number of its total below zero, less one."""
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
    fetch: brings the claims of a series that is not here yet; without it nothing is claimed of such a one.
    near: brings the claims of a document from one sentence to another; without it they are among `sentences`.
    whole: the documents all of whose sentences are here; None for all.
    asked: what each unit looked up besides its own: what it must be judged anew for.
    """

    series: dict[Key, Series] = field(default_factory=dict)
    texts: Texts = field(default_factory=Texts)
    skipped: list[tuple[str, str, tuple[Claim, ...]]] = field(default_factory=list)
    areas: Areas | None = None
    judged: Sequence[Key] | None = None
    fetch: Callable[[Key], Iterable[Claim]] | None = None
    asked: dict[Unit, set[Key]] = field(default_factory=dict)
    near: Callable[[str, int, int], Iterable[Claim]] | None = None
    whole: frozenset[str] | None = None
    unit: Unit | None = None
    _sentence: list[Claim] = field(default_factory=list)
    _at_sentence: int | None = None

    @classmethod
    def of(cls, claims: Iterable[Claim], areas: Areas | None = None) -> Facts:
        facts = cls(areas=areas)
        for group in sentences(claims):
            facts.texts.add(group)
            for claim in group:
                facts.add(claim)
        return facts

    def add(self, claim: Claim) -> None:
        """Puts a claim into its series."""
        found = self.series.get(claim.key)
        if found is None:
            found = self.series[claim.key] = Series(*claim.key)
        found.add(claim)

    @property
    def sentences(self) -> list[list[Claim]]:
        """All sentences to judge, in order."""
        return self.texts.sentences

    def told(self, wordings: Sequence[Wording]) -> Iterator[Told]:
        """What the sentences to judge say in these words."""
        for at, one in self.texts.told(wordings):
            self._turn_to(at)
            yield one
        self._turn_to(None)

    def complete(self) -> list[list[Claim]]:
        """The sentences of the documents that are here whole: only of those can tables be judged."""
        return [group for group in self.sentences if self.whole is None or group[0].doc in self.whole]

    def of_table(self, claim: Claim) -> None:
        """What is judged next is the table that this claim stands in: it is no part of a sentence."""
        self.unit = claim.doc, -1 - claim.sentence

    def each_series(self) -> Iterator[Series]:
        """The series to judge, one after the other."""
        self._turn_to(None)
        for key in tuple(self.series) if self.judged is None else self.judged:
            self.unit = key
            yield self._at(key)
        self.unit = None

    def each_sentence(self) -> Iterator[list[Claim]]:
        """The sentences to judge, one after the other."""
        for at, sentence in enumerate(self.sentences):
            self._turn_to(at)
            yield sentence
        self._turn_to(None)

    def _turn_to(self, at: int | None) -> None:
        """What is judged next is the sentence with this number among those that are here; None for nothing."""
        self._at_sentence = at
        self._sentence = [] if at is None else self.sentences[at]
        self.unit = (self._sentence[0].doc, self._sentence[0].sentence) if self._sentence else None

    def before(self) -> list[Claim]:
        """The sentence right before the one that is judged, if it has figures."""
        return next(iter(self.around(before=1)), [])

    def around(self, *, before: int = 0, after: int = 0) -> list[list[Claim]]:
        """The sentences with figures that stand so few before and after the one that is judged, in order."""
        at = self._at_sentence
        if at is None:
            return []
        doc, number = self._sentence[0].doc, self._sentence[0].sentence
        if self.near is None:
            groups = self.sentences[max(at - before, 0) : at + after + 1]
        else:
            groups = list(sentences(self.near(doc, number - before, number + after)))
        numbers = {*range(number - before, number), *range(number + 1, number + after + 1)}
        return [group for group in groups if group[0].doc == doc and group[0].sentence in numbers]

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
