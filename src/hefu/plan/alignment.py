"""Two plans, one above the other 上下衔接: what of the upper one the lower one takes up, and where figures differ.

Targets are paired by indicator and kind of measure, whatever their area; measures passage by passage, by the words
that they share. Words that most passages have say nothing; rare ones (高标准农田, 专精特新) say much: the weight of a
pair of characters falls with the number of passages that it stands in (inverse document frequency, K. Spärck Jones,
1972), and two passages are compared by the cosine of their weights (G. Salton).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import log, sqrt
from typing import Literal

from hefu.lexicon import indicators
from hefu.model import Document
from hefu.plan.items import looks_back
from hefu.plan.model import Plan, Target
from hefu.plan.reading import item_at, reading

Figures = Literal["same", "higher", "lower", "other bound", "other period", "in words"]
"""How the lower target stands to the upper one; of another period or unit, none is said to be higher."""

ALIKE, NEAR = 0.24, 0.12
"""Passages whose weights have this cosine speak of one thing; long ones with the second, if a phrase is shared."""
_PHRASE = 9
"""So many characters in a row that two passages share are a phrase."""
_WORDS = re.compile(r"[一-龥A-Za-z0-9“”+]{3,}")
_SENTENCE = re.compile(r"[^。；！？!?\n]+[。；！？!?]?")
_SHORTEST, _LONGEST = 10, 400
_CREED = re.compile(r"[^，。；]*(?:习近平|党中央|新时代中国特色社会主义|中国式现代化|高质量发展|党的)[^，。；]*")
"""Words that all plans have in common tell nothing of one."""
_CHINESE = re.compile(r"[一-龥]{3}")
_SAID = 4
"""So many characters in a row, of some weight, are named as what two passages share."""
_LINKS = 3
"""A passage above is shown with so many passages below at the most, the nearest first."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a plan: `document.text[start:end]`. item: number of the item that they stand in."""

    start: int
    end: int
    item: int | None


@dataclass(frozen=True, slots=True)
class Link:
    """A passage above and one below that takes it up, and why they were paired: the words, or the indicator, of both.

    likeness: 0 to 1.  targets: numbers of the paired targets in their plans, None for passages without.
    figures: how the figure below stands to the one above, for targets.
    """

    upper: Passage
    lower: Passage
    why: tuple[str, ...]
    likeness: float
    targets: tuple[int, int] | None = None
    figures: Figures | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """What is taken up, in the order of the upper plan, and what is not: its targets and its passages."""

    links: tuple[Link, ...]
    dropped_targets: tuple[int, ...]
    dropped: tuple[Passage, ...]


def align(upper: Document, above: Plan, lower: Document, below: Plan) -> Alignment:
    """Lays a plan beside the one that it carries out."""
    paired = list(_targets(above, below))
    linked = {link.targets[0] for link in paired if link.targets}
    high, low = passages(upper, above), passages(lower, below)
    found = list(_alike(upper, high, lower, low))
    taken = {link.upper.start for link in found}
    links = sorted((*paired, *found), key=lambda link: (link.upper.start, -link.likeness))
    missing = tuple(number for number in range(len(above.targets)) if number not in linked)
    return Alignment(tuple(links), missing, tuple(one for one in high if one.start not in taken))


# ---------------------------------------------------------------- targets


def _targets(above: Plan, below: Plan) -> Iterator[Link]:
    """Every target above with those below of the same indicator: the nearest period first, one of each period."""
    known: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, target in enumerate(below.targets):
        known[_kind(target)].append(number)
    for number, target in enumerate(above.targets):
        rows = sorted(known.get(_kind(target), ()), key=lambda row: _distance(target, below.targets[row]))
        seen: set[str | None] = set()
        for row in rows[:_LINKS]:
            other = below.targets[row]
            if other.target.period not in seen:
                seen.add(other.target.period)
                yield _pair(number, target, row, other)


def _kind(target: Target) -> tuple[str, str]:
    """What must be the same of two targets: the concept, and whether it is a level, a share or a movement of it."""
    name = indicators.load().key(target.part or target.indicator)
    measure = target.target.measure
    return name, "movement" if measure in ("growth", "change", "multiple") else "level"


def _distance(one: Target, other: Target) -> tuple[bool, int]:
    return one.target.period != other.target.period, abs(_due(one) - _due(other))


def _due(target: Target) -> int:
    return int((target.target.period or "0").rpartition("/")[2][:4])


def _pair(number: int, target: Target, row: int, other: Target) -> Link:
    upper, lower = (Passage(one.start, max(one.end, one.target.end), one.item) for one in (target, other))
    return Link(upper, lower, (indicators.load().key(target.indicator),), 1.0, (number, row), _figures(target, other))


def _figures(target: Target, other: Target) -> Figures:
    one, two = target.target.value, other.target.value
    if one is None or two is None:
        return "in words"
    if target.target.period != other.target.period or target.unit != other.unit:
        return "other period"
    if one == two:
        return "same" if target.target.bound == other.target.bound else "other bound"
    return "higher" if two > one else "lower"


# ---------------------------------------------------------------- passages


def passages(document: Document, plan: Plan) -> list[Passage]:
    """The sentences of a plan that set something in hand: none of what looks back, none that is printed again."""
    read = reading(document)
    found = []
    seen: set[str] = set()
    headings = {item.start for item in plan.items}
    for paragraph in read.paragraphs():
        for match in _SENTENCE.finditer(paragraph.words):
            words = match[0].strip()
            if not _SHORTEST <= len(words) <= _LONGEST or "\t" in words or words in seen:
                continue
            seen.add(words)
            at = paragraph.start + match.start()
            start, end = read.span(at, at + len(match[0]))
            item = item_at(plan.items, start)
            if item is not None and start not in headings and not looks_back(plan.items, item):
                found.append(Passage(start, end, item))
    return found


def _alike(upper: Document, high: Sequence[Passage], lower: Document, low: Sequence[Passage]) -> Iterator[Link]:
    """The passages below that are most like each passage above, if they are like enough."""
    bags = [
        _pairs(document.text[one.start : one.end]) for document, row in ((upper, high), (lower, low)) for one in row
    ]
    stands_in = Counter(pair for bag in bags for pair in bag)
    weights = {pair: log(len(bags) / count) for pair, count in stands_in.items()}
    vectors = [_weighed(bag, weights) for bag in bags]
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, vector in enumerate(vectors[len(high) :]):
        for pair, weight in vector.items():
            index[pair].append((number, weight))
    for one, vector in zip(high, vectors, strict=False):
        likeness: dict[int, float] = defaultdict(float)
        for pair, weight in vector.items():
            for number, other in index.get(pair, ()):
                likeness[number] += weight * other
        best = sorted(likeness, key=lambda number: -likeness[number])[:_LINKS]
        for number in best:
            if likeness[number] < NEAR:
                break
            why = _shared(upper.text[one.start : one.end], lower.text[low[number].start : low[number].end], weights)
            if why and (likeness[number] >= ALIKE or max(map(len, why)) >= _PHRASE):
                yield Link(one, low[number], why, round(likeness[number], 3))


def _pairs(words: str) -> Counter[str]:
    """The pairs of neighbouring characters of a passage, without those over marks and line ends."""
    found: Counter[str] = Counter()
    for run in _WORDS.findall(words.replace("\n", "")):
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return found


def _weighed(bag: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, float]:
    """The weights of a passage's pairs, scaled to length 1."""
    raw = {pair: (1 + log(count)) * weights[pair] for pair, count in bag.items()}
    length = sqrt(sum(weight * weight for weight in raw.values())) or 1.0
    return {pair: weight / length for pair, weight in raw.items()}


def _shared(one: str, other: str, weights: Mapping[str, float]) -> tuple[str, ...]:
    """The words that two passages share, the weightiest first: what a reader is told as the reason."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    found = {
        words.strip("的和与、，“”"): sum(weights.get(words[at : at + 2], 0) for at in range(len(words) - 1))
        for block in matcher.get_matching_blocks()
        for words in _WORDS.findall(one[block.a : block.a + block.size])
        if len(words) >= _SAID and _CHINESE.search(words) and not _CREED.fullmatch(words)
    }
    return tuple(sorted(found, key=lambda words: -found[words])[:_LINKS])
