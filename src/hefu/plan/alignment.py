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
from decimal import Decimal
from difflib import SequenceMatcher
from math import log, sqrt
from typing import Literal

from hefu.lexicon import indicators, units
from hefu.lexicon import plan as lexicon
from hefu.lexicon.plan import any_of
from hefu.model import Document
from hefu.plan.items import looks_back
from hefu.plan.model import Plan, Target
from hefu.plan.reading import item_at, reading

Figures = Literal["same", "higher", "lower", "other bound", "other period", "part", "in words"]
"""How the lower target stands to the upper one; of another period or unit, none is said to be higher.

part: an amount of a place within the one above (25 of 100万人), which is lower because the place is.
"""

ALIKE, NEAR = 0.24, 0.12
"""Passages whose weights have this cosine speak of one thing; long ones with the second, if a phrase is shared."""
_PHRASE = 9
"""So many characters in a row that two passages share are a phrase."""
_WORDS = re.compile(r"[一-龥A-Za-z0-9“”+]{3,}")
_SENTENCE = re.compile(r"[^。；！？!?\n]+[。；！？!?]?")
_SHORTEST, _LONGEST = 10, 400
_CREED = re.compile(
    r"[^，。；]*(?:习近平|党中央|新时代中国特色社会主义|中国式现代化|高质量发展|党的|坚强领导)[^，。；]*"
)
"""Words that all plans have in common tell nothing of one."""
_DOING = re.compile(f"(?:{any_of(lexicon.load()['projects']['verbs'])})+")
"""纵深推进, 扎实做好: what is done tells nothing of what it is done to."""
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
    one, two = _measured(target), _measured(other)
    if one is None or two is None:
        return "in words"
    if one[1] != two[1] or not _same_time(target, other, same=one == two):
        return "other period"
    if one == two:
        return "same" if target.target.bound == other.target.bound else "other bound"
    if _adds_up(target) and target.area != other.area:
        return "part"
    return "higher" if two > one else "lower"


def _measured(target: Target) -> tuple[tuple[Decimal, Decimal], str] | None:
    """Both ends of a value in the base unit of its dimension, and that unit: 吨标煤 and 吨标准煤 are one."""
    amount = target.target
    if amount.value is None:
        return None
    name = amount.unit or target.unit
    unit = units.load().get(name)
    factor, base = (unit.factor, unit.base) if unit is not None else (Decimal(1), name)
    return (amount.value * factor, (amount.value if amount.value_max is None else amount.value_max) * factor), base


def _same_time(target: Target, other: Target, *, same: bool) -> bool:
    """Whether two targets are of one time; of one value also 到2030年 and “十五五”时期, which ends in that year."""
    if target.target.period == other.target.period:
        return True
    stands = {target.target.measure, other.target.measure} <= {"level", "ratio"}
    return same and stands and _due(target) == _due(other) and "/" in f"{target.target.period}{other.target.period}"


_PER_HEAD = re.compile(r"人均|户均|[每单]位|每[百千万亿]|平均|率$|强度$")
_NEVER_ADDED = frozenset({"ratio", "time", "temperature", "sound", "pressure", "frequency", "voltage"})
"""Dimensions whose values of several places do not make up that of all: an age, a share, a temperature."""


def _adds_up(target: Target) -> bool:
    """Whether the figures of all places together are that of the whole: people, money, tonnes; no shares, no income."""
    unit = units.load().get(target.target.unit or target.unit)
    if unit is None or target.target.measure not in ("level", "change") or "/" in unit.dimension:
        return False
    name = target.part or target.indicator
    known = indicators.load().find(name)
    if known is not None and known.kind in ("rate", "index"):
        return False
    names = (name, *(known.names if known is not None else ()))
    return unit.dimension not in _NEVER_ADDED and not any(_PER_HEAD.search(one) for one in names)


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
        if len(words) >= _SAID
        and _CHINESE.search(words)
        and not _CREED.fullmatch(words)
        and not _DOING.fullmatch(words)
    }
    return tuple(sorted(found, key=lambda words: -found[words])[:_LINKS])
