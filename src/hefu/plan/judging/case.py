"""A target with everything that a rule may look at, and what all rules share: picking and comparing results."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hefu.audit.claims import concept, factor
from hefu.audit.intervals import INFINITY, Interval
from hefu.audit.writing import short
from hefu.plan.assessment import Aim, Kind, Ruling, Stated, Verdict
from hefu.plan.model import Direction
from hefu.plan.when import Span, is_over, span

TOLERANCE = Decimal("0.05")
"""左右 and 约 allow for this part of the value, to either side."""
_CEILING = re.compile(r"控制在|不超过|不高于|低于|降[低到至为]|下降|减[少至到]|压[减缩]|缩[小短]|收窄")
_FLOOR = re.compile(
    r"达到?|完成|实现|增长|增加|提高|提升|突破|超过|不低于|不少于|力争|确保|保持|稳定|争取|新|建成|建设|改造|培育|培训|实施|引进"
    r"|开展|发放|登记|安置|救助|接待|修复|治理|创建"
)
_COUNTS_DEEDS = re.compile(
    r"新[建增开设（]|净增|举办|招收|开发|推进|改造|建成|建设|完成|实施|培育|引进|培训|改扩?建|发放|开展|开工|整治|修[复缮建]|创建|治理|打造|招引"
)
_SPENT = re.compile(r"(?:投资|投入|资金)$")
_KEPT = re.compile(r"稳定在|保持在|控制在|维持在|每年|不低于|不超过|始终")
_SUMMED = re.compile(r"累计|[两三四五]年(?:内|间|新|共|完|改|建|来)|期间?[^，。；]{0,4}(?:新|共|完|改|建)")
FAR = 10
"""An amount so many times another one is hardly of the same thing."""
CONTRADICTION = "the results contradict each other"
TOO_COARSE = "the result is printed too coarsely"
TOO_FAR = "too far apart to be of one thing"
NO_BASE = "no base is known"
ZERO_BASE = "the base is zero"


@dataclass(frozen=True, slots=True)
class Case:
    """A target, which way is wanted of it, and what is reported of the same thing.

    series: by whatever measure.  economy: the growth of GDP in the same area.  now: when things are looked at.
    """

    aim: Aim
    wanted: Direction | None
    series: Sequence[Stated]
    economy: Sequence[Stated]
    now: str | None

    @property
    def said(self) -> Stated:
        return self.aim.stated

    @property
    def due(self) -> Span:
        return span(self.period)

    @property
    def period(self) -> str:
        assert self.said.period is not None
        return self.said.period

    @property
    def over(self) -> bool:
        return is_over(self.period, self.now)

    @property
    def stands(self) -> bool:
        """Whether it is something that stands at a time, so that any month of a year tells of it."""
        known = concept(self.said.name)
        return self.said.measure == "ratio" or (known is not None and known.kind in ("stock", "rate"))

    @property
    def flows(self) -> bool:
        """Whether it surely counts what happens over a time."""
        known = concept(self.said.name)
        return (known is not None and known.kind == "flow") or (
            known is None and _COUNTS_DEEDS.match(self.said.name) is not None
        )

    @property
    def near(self) -> str:
        """The words of its clause before the figure."""
        return re.split(r"[，,；;。：:]", self.said.lead)[-1]

    @property
    def must_be_kept(self) -> bool:
        """Whether a bound must hold all the time (控制在5.5%以内, 稳定在165万亩以上), not be reached once."""
        return bool(_KEPT.search(self.near)) or (
            self.said.quote.endswith("以内") and not re.search("降|压|缩|窄|减", self.near)
        )

    @property
    def summed(self) -> bool:
        """Whether an amount over years is the sum of what is done in them."""
        if self.said.basis == "sum" or self.said.built_up:
            return True
        deeds = any(_COUNTS_DEEDS.search(words) for words in (self.said.indicator, self.near))
        deeds = deeds or _SPENT.search(self.said.name) is not None
        return bool(_SUMMED.search(self.said.lead) or (deeds and not _KEPT.search(self.near)))

    def of(self, kind: Kind | None, unit: str | None = None) -> list[Stated]:
        """The results of one kind, in the unit of the target or another."""
        unit = self.said.unit_base if unit is None else unit
        return [one for one in self.series if one.kind == kind and one.unit_base == unit]

    @property
    def same(self) -> list[Stated]:
        """The results that are measured as the target is."""
        return [one for one in self.of(self.said.kind) if _same_basis(self.said, one)]

    def at(self, found: Iterable[Stated], when: Span) -> list[Stated]:
        """The results of a time, the preferred first: actual before estimated, the latest document, most digits."""
        return ordered(one for one in found if one.period is not None and self._fits(span(one.period), when))

    def _fits(self, told: Span, when: Span) -> bool:
        return told == when or (self.stands and told.last == when.last and told.months < when.months)

    def base(self, before: int | None = None) -> Stated | None:
        """The base: as the plan prints it, else the amount of the year before its document or its first year.

        Of a document without a date, the latest year before the due one that it states itself.
        """
        if self.aim.base is not None and self.aim.base.value is not None:
            return self.aim.base
        year = before if before is not None else self._year_before()
        if year is None:
            return None
        found = self.at(self.of("amount"), span(str(year)))
        own = [one for one in found if one.doc == self.said.doc] or found
        return own[0] if own and not rivals(own[0], own) else None

    def _year_before(self) -> int | None:
        if self.due.months > 12:
            return self.due.first // 12 - 1
        if self.said.published is not None:
            return int(self.said.published[:4]) - 1
        own = [span(one.period) for one in self.of("amount") if one.period and one.doc == self.said.doc]
        return max((told.year for told in own if told.is_year and told.last < self.due.first), default=None)

    def until_due(self, found: Iterable[Stated], since: str | None = None) -> list[Stated]:
        """Results of whole years (or, for what stands, of any month) up to the due date, the latest first."""
        after = span(since).last if since else -1
        fitting = [
            one
            for one in found
            if one.period is not None
            and after < span(one.period).last <= self.due.last
            and (span(one.period).is_year or (self.stands and span(one.period).months <= 12))
        ]
        return sorted(ordered(fitting), key=lambda one: span(one.period or "").last, reverse=True)


def _same_basis(aim: Stated, result: Stated) -> bool:
    if aim.kind in ("amount", None):
        return True
    if aim.kind == "multiple":
        return aim.basis == result.basis
    return (result.basis or "") not in ("month",) and not (result.basis or "").startswith("since:")


def ordered(found: Iterable[Stated]) -> list[Stated]:
    """Actual before estimated; the latest document; most digits."""
    return sorted(found, key=lambda one: (one.modality == "actual", one.published or "", _digits(one)), reverse=True)


def _digits(one: Stated) -> int:
    return 0 if one.value is None else len(one.value.as_tuple().digits)


def rivals(chosen: Stated, found: Iterable[Stated]) -> list[Stated]:
    """Results of the same time and modality that cannot be true if the chosen one is."""
    return [one for one in found if one.modality == chosen.modality and one.span.disjoint(chosen.span)]


# ---------------------------------------------------------------- what is wanted


def wanted(aim: Aim) -> Direction | None:
    """Where better lies: by the plan, by the bound, by the lexicon, by the words before the figure."""
    said = aim.stated
    falls = said.value is not None and said.value < 0
    if said.bound in (">=", "<=") and said.value is not None:
        return "down" if (said.bound == "<=") != falls else "up"
    known = concept(said.name)
    if known is not None and known.direction != "none":
        return known.direction
    if known is not None and known.ceiling:
        return "down"
    if falls:
        return "down"
    if aim.direction is not None and said.kind == "amount":
        return aim.direction
    if aim.base is not None and aim.base.value is not None and said.value is not None and known is None:
        way = _way_from(aim.base, said)
        if way is not None:
            return way
    near = re.split(r"[，,；;。：:]", said.lead)[-1]
    if _CEILING.search(near):
        return "down"
    if known is not None:
        return None
    return "up" if said.kind == "growth" or _FLOOR.search(near + said.name) else None


def _way_from(base: Stated, said: Stated) -> Direction | None:
    """Which way leads from the base to the target, where both are measured alike and differ."""
    if base.kind != said.kind or base.unit_base != said.unit_base or base.number == said.number:
        return None
    return "up" if said.number > base.number else "down"


def accepted(case: Case) -> tuple[Interval, str]:
    """The values that meet a target, in the unit by which it is compared, and the rule for its bound."""
    said, want = case.said, case.wanted
    low, high = sorted((said.number, said.top))
    if said.value_max is not None:
        return _towards(Interval(low, high), want), "range"
    if said.bound == "≈":
        spare = _spare(case)
        return _towards(Interval(low - spare, high + spare), want), "about"
    if said.bound in (">=", "<="):
        return _towards(Interval(low, high), want), "at least" if (said.bound == ">=") else "at most"
    if want is None:
        return said.span, "set value"
    return _towards(Interval(low, high), want), "set value"


def _spare(case: Case) -> Decimal:
    """What 左右 allows for: a part of the value; of a share or a rate no more than one unit of its last digit."""
    part = abs(case.said.number) * TOLERANCE
    return min(part, case.said.step) if case.said.kind == "amount" and case.stands else part


def _towards(span: Interval, want: Direction | None) -> Interval:
    """What lies on the better side of a target is met."""
    if want == "up":
        return Interval(span.low, INFINITY)
    return Interval(-INFINITY, span.high) if want == "down" else span


def compare(case: Case, value: Interval, nominal: Decimal, *, rounded: bool = True) -> tuple[Verdict, str | None]:
    """Whether a result meets the target, as far as its printed digits tell.

    nominal: the printed value.  rounded: that is all that makes `value` an interval (超过 makes it open).
    """
    good, _ = accepted(case)
    inside = good.low <= nominal <= good.high
    if inside and (rounded or (good.low <= value.low + _slack(value, nominal) and value.high <= good.high)):
        return "met", None
    if value.high <= good.low or value.low >= good.high:
        return ("missed", None) if case.wanted or case.said.bound == "≈" or case.said.value_max is not None else (
            "not-judgeable", "no side of it is better and it is not met exactly")  # fmt: skip
    return "not-judgeable", TOO_COARSE


def _slack(value: Interval, nominal: Decimal) -> Decimal:
    """Half a unit of the last digit, where an open interval begins below its printed value."""
    return max(nominal - value.low, Decimal(0)) if value.low.is_finite() else Decimal(0)


def keeps(case: Case, base: Stated) -> bool:
    """Whether the base already meets the target, so that it must only be kept and there is no way to go."""
    return base.unit_base == case.said.unit_base and compare(case, base.span, base.number)[0] == "met"


def far_apart(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts are so far apart that they are hardly of one thing."""
    low, high = sorted((abs(one), abs(other)))
    return low == 0 or high / low > FAR


def judged(case: Case, found: Sequence[Stated], rule: str | None = None) -> Ruling:
    """The verdict of results of the due time, which must not contradict each other about it."""
    chosen = found[0]
    if (
        case.said.measure == "level"
        and chosen.number
        and case.said.number
        and far_apart(chosen.number, case.said.number)
    ):
        return Ruling("not-judgeable", rule or accepted(case)[1], reason=TOO_FAR, used=(chosen,))
    verdict, reason = compare(case, chosen.span, chosen.number, rounded=chosen.rounded)
    others = {compare(case, one.span, one.number, rounded=one.rounded)[0] for one in rivals(chosen, found)}
    used = (chosen, *rivals(chosen, found))
    if others - {verdict}:
        verdict, reason = "not-judgeable", CONTRADICTION
    return Ruling(verdict, rule or accepted(case)[1], f"{write(chosen)} {against(case, verdict)}", reason=reason,
                  used=used if others - {verdict} or reason == CONTRADICTION else (chosen,))  # fmt: skip


def against(case: Case, verdict: Verdict) -> str:
    """The target's side of a formula, in its own unit: ≥ 130亿元."""
    good, _ = accepted(case)
    holds = verdict in ("met", "on-course")
    if good.high == INFINITY:
        return f"{'≥' if holds else '<'} {amount(good.low, case.said)}"
    if good.low == -INFINITY:
        return f"{'≤' if holds else '>'} {amount(good.high, case.said)}"
    return f"{'in' if holds else 'not in'} [{amount(good.low, case.said)}, {amount(good.high, case.said)}]"


def amount(value: Decimal, like: Stated) -> str:
    """A value, which is in the unit of comparison, in the unit in which a figure is printed: 130亿元."""
    return f"{short(value / factor(like.unit))}{'' if like.unit == '1' else like.unit}"


def write(one: Stated) -> str:
    """A figure in a formula: 132.6亿元, 6.5%, ≥6000万人."""
    mark = {">=": "≥", "<=": "≤", "≈": "≈"}.get(one.bound or "=", "")
    rest = "" if one.value_max is None else f"–{amount(one.top, one)}"
    return f"{mark}{amount(one.number, one)}{rest}"


def percent(part: Decimal) -> str:
    """47.1%."""
    return f"{(part * 100).quantize(Decimal('0.1'))}%"
