"""The types of an assessment: a target beside the results that answer it, and the verdict.

Positions are those of `Document.text`, half-open. Values are in base units of their printed unit, as in statements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, get_args

from hefu.audit.claims import BUILT_UP, base, factor
from hefu.audit.intervals import INFINITY, Interval
from hefu.model import Bound, Measure, Modality
from hefu.plan.model import Direction

Verdict = Literal["met", "missed", "on-course", "behind", "no-result", "not-judgeable"]
Kind = Literal["amount", "growth", "change", "multiple"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
WORST_FIRST: tuple[Verdict, ...] = ("missed", "behind", "no-result", "not-judgeable", "on-course", "met")
"""The verdict of an item above is the worst of those below, shown with the counts of all of them."""
_KINDS: dict[str, Kind] = {"level": "amount", "ratio": "amount", "growth": "growth", "change": "change"}


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure, or words in its stead, where a document states it: a target, a base or a result.

    name: the concept that it is of: the lexicon's name, or the text's own words without those around them.
    scope: by what definition 口径 and for which part of the books it is counted; empty for none.
    among: what it is said to be a part of; empty for nothing.
    value: None where words stand instead (与经济增长同步), which are in `text`.
    period: written shortest.  published: when its document was, as exact as known.
    lead: the words before it, by which a target is a ceiling (控制在) or a floor.
    """

    doc: str
    start: int
    end: int
    quote: str
    indicator: str
    name: str
    scope: str
    among: str
    area: str | None
    holder: str | None
    period: str | None
    value: Decimal | None
    value_max: Decimal | None
    unit: str
    bound: Bound | None
    measure: Measure
    basis: str | None
    modality: Modality
    published: str | None = None
    lead: str = ""
    text: str | None = None
    _kept: list[Interval] = field(default_factory=list, compare=False, repr=False)

    @property
    def kind(self) -> Kind | None:
        """What is comparable: amounts and shares, growth, changes, multiples; None for distances."""
        return "multiple" if self.measure == "multiple" else _KINDS.get(self.measure)

    @property
    def unit_base(self) -> str:
        """The unit by which it is compared."""
        return base(self.unit)

    @property
    def number(self) -> Decimal:
        """Its value in the unit by which it is compared. Only for figures."""
        assert self.value is not None
        return self.value * factor(self.unit)

    @property
    def top(self) -> Decimal:
        """The upper end of a range, else its value, in the unit by which it is compared."""
        return self.number if self.value_max is None else self.value_max * factor(self.unit)

    @property
    def span(self) -> Interval:
        """What the printed digits can stand for, in the unit by which it is compared; 超过 opens an end."""
        if not self._kept:
            self._kept.append(_span(self))
        return self._kept[0]

    @property
    def built_up(self) -> bool:
        """Whether it is said to be counted over several years: 五年累计, 三年来."""
        return self.basis == "sum" or self.among == BUILT_UP

    @property
    def step(self) -> Decimal:
        """One unit of its last printed digit, in the unit by which it is compared."""
        exponent = self.value.as_tuple().exponent if self.value is not None else 0
        return Decimal(1).scaleb(exponent) * factor(self.unit) if isinstance(exponent, int) else Decimal(0)

    @property
    def rounded(self) -> bool:
        """Whether `span` is as wide as it is only because of rounding."""
        return self.bound in (None, "=")


def _span(stated: Stated) -> Interval:
    low, high = sorted((stated.number, stated.top))
    half = stated.step / 2
    outwards = stated.bound if low >= 0 else {">=": "<=", "<=": ">="}.get(stated.bound or "=", stated.bound)
    if outwards == ">=":
        return Interval(low - half, INFINITY)
    if outwards == "<=":
        return Interval(-INFINITY, high + half)
    return Interval(low - half, high + half)


@dataclass(frozen=True, slots=True)
class Aim:
    """A target 目标 as it is laid beside results, whether a row of a plan's table or a statement of its prose.

    base: the base 基期值 that the plan itself prints.  binding: True 约束性, False 预期性, None where nothing says so.
    direction: where better lies, where the plan says so.  section: number of the item of its plan.
    repeated: other places of the same document that state it again.
    """

    stated: Stated
    base: Stated | None = None
    binding: bool | None = None
    direction: Direction | None = None
    item: int | None = None
    repeated: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a rule says of a target, before it is put together with the passages.

    progress: (latest − base) ÷ (target − base), or the part of a sum that is done; None where there is no such thing.
    formula: the arithmetic with its numbers.  used: the results that it rests on.
    """

    verdict: Verdict
    rule: str
    formula: str = ""
    progress: Decimal | None = None
    reason: str | None = None
    used: tuple[Stated, ...] = ()
    base: Stated | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """A target × results: the verdict, the rule that it was reached by, and the formula with its numbers.

    results: the passages that the verdict rests on, the latest first.  reason: why there is no verdict.
    provisional: it rests on an estimate; the later actual figure supersedes it.
    """

    aim: Aim
    base: Stated | None
    results: tuple[Stated, ...]
    verdict: Verdict
    rule: str
    formula: str
    progress: Decimal | None = None
    provisional: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """The verdicts of what stands below an item, counted; never an average that would hide a missing result."""

    counts: dict[Verdict, int]

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> Tally:
        counted = Counter(verdicts)
        return cls({verdict: counted[verdict] for verdict in VERDICTS if counted[verdict]})

    @property
    def verdict(self) -> Verdict | None:
        """The worst of them (`WORST_FIRST`); None when there are no targets below."""
        return next((verdict for verdict in WORST_FIRST if self.counts.get(verdict)), None)
