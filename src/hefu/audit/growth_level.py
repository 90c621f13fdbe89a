"""`growth-level` and `target`: the level now, the level before, and the growth between them.

By series, and by words that hold two amounts against each other (上年为238.1万人，下降1.5%; 由上年的…增加到…，增长…).
`target` where the level or the growth is an aim. Silent when growth is at constant prices (生产总值, value added, or
the words say 可比, 实际) or by another definition, when a level is claimed twice with different values, and between
the row of a table and a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hefu.audit.claims import AGAINST, Claim, alike, year_before
from hefu.audit.intervals import Interval, grown, growth
from hefu.audit.series import DOUBTFUL, Facts, Series
from hefu.audit.wordings import Told, falls, wording
from hefu.audit.writing import finding, own, power_of_ten, quote, said, short, tell
from hefu.lexicon import relations
from hefu.model import Finding, Modality

NAME = "growth-level"
EXAMPLES = (
    ("2020年全市旅游总收入86.2亿元。2021年全市旅游总收入104.5亿元，增长12.1%。", ("104.5亿元", "12.1%")),
    ("2020年末全市民用汽车保有量51.2万辆。2021年末民用汽车保有量55.3万辆，比上年增长18.0%。", ("55.3万辆", "18.0%")),
)
NEAR_MISSES = (
    "2020年全市生产总值612亿元。2021年全市生产总值688亿元，可比增长7.4%。",
    "2020年全市旅游总收入86.2亿元。2021年全市旅游总收入104.5亿元，同口径增长12.1%。",
    "2020年全市旅游总收入86.2亿元。2021年全市旅游总收入104.5亿元，增长21.2%。",
)
REVISED = Decimal(2)
"""Between documents, the figure of the year before may have been revised: points of growth that are let pass."""

WORDINGS = (
    wording(
        "the year before beside it",
        r"{A.now}[，,；;（(](?:而|[比较])?(?P<year>{year})(?:决算|执行|完成|预计|实际|实绩)?数?(?:为|是|的|仅|只有)?{A.before}[）)]?[，,、]?"
        r"{when}(?P<move>{move})了?{P.rate}",
        example="年末户籍人口236.8万人，上年末为238.1万人，下降0.5%。",
        near_miss="年末户籍人口236.8万人，上年末迁出2.1万人，下降0.5%。",
    ),
    wording(
        "the year before and the change beside it",
        r"{A.now}[，,；;（(](?:而|[比较])?(?P<year>{year})(?:决算|执行|完成|预计|实际|实绩)?数?(?:为|是|的|仅|只有)?{A.before}[）)]?[，,、]?{when}{move}了?{A.change}[，,、]"
        r"{when}(?P<move>{move})了?{P.rate}",
        example="年末户籍人口236.8万人，上年末为238.1万人，减少1.3万人，下降0.5%。",
        near_miss="年末户籍人口236.8万人，上年末迁出2.1万人，减少1.3万人，下降0.5%。",
    ),
    wording(
        "the year before behind it",
        r"{A.now}[，,、（(]{when}(?P<move>{move})了?{P.rate}[）)]?[，,；;（(](?:而|[比较])?(?P<year>{year})(?P<name>{few})(?:为|是|的|仅|只有)?{A.before}",
        example="全年旅游收入104.5亿元，增长21.2%，上年为86.2亿元。",
        near_miss="全年旅游收入104.5亿元，增长21.2%，上年增长8.2%。",
    ),
    wording(
        "from, to",
        r"{A.before}{to}{some}{A.now}[，,、](?P<when>{when})(?P<move>{move})了?{P.rate}",
        example="货运量由上年的6120万吨增加到6840万吨，增长11.8%。",
        near_miss="货运量由2016年的6120万吨增加到2021年的6840万吨，年均增长2.2%。",
    ),
)

_CLAUSE = re.compile(r"[，,；;。]")
_FROM = re.compile(r"[由从][^，,；;。]*$")
_YEAR_BEFORE = re.compile(r"上年|去年|上一年|前一年|同期")
_OTHER_BASE = re.compile(r"比[^，,比]*(?:预算|计划|调整|决算)|剔除|扣除|环比|五年|年均")

_YEARS_AGO = re.compile(r"[二三四五六七八九十两几]年[前以之]")
_BUDGETED = re.compile(r"支出|基金|安排|社会保险|国有资本经营")
"""Growth of what is budgeted may be held against last year's budget, without a word."""


def check(facts: Facts) -> Iterator[Finding]:
    for series in facts.each_series():
        for (measure, basis, period), claims in list(series.slots.items()):
            if measure != "growth" or basis != "yoy" or period is None:
                continue
            for rate in claims:
                found = _rate(facts, series, rate, period)
                if found:
                    yield found
                    break
    for sentence in facts.each_sentence():
        for at, rate in enumerate(sentence[2:], 2):
            if rate.statement.measure == "growth" and (pair := against(sentence, at)):
                found = _beside(facts, *pair, rate)
                if found:
                    yield found
    for one in facts.told(WORDINGS):
        yield from _told(facts, one)


def _told(facts: Facts, one: Told) -> Iterator[Finding]:
    """Amounts that the words themselves hold against each other."""
    now, before, rate = one["now"], one["before"], one["rate"]
    year = one.words.get("year", "")
    if not year and not _from(before.lead, one.words["when"]):
        return
    if year[:4].isdigit() and now.period and now.period[:4] < year[:4]:
        now, before = before, now
    name = one.words.get("name", "").rstrip("为是的仅")
    if name and name[:2] not in now.statement.indicator:
        return
    if now.base != before.base or rate.statement.basis == "avg" or before.interval.low <= 0:
        return
    found, told_rate = growth(now.interval, before.interval), rate.interval
    if falls(one.words["move"]) and rate.statement.value > 0:
        told_rate = told_rate.scaled(Decimal(-1))
    if found.disjoint(told_rate) and not _constant(facts, before, now, rate):
        magnitude = power_of_ten(now.interval, before.interval * grown(told_rate))
        yield _finding("magnitude" if magnitude else NAME, before, now, rate, found)


def _from(lead: str, when: str) -> bool:
    """由上年的 before an amount; where the rate is said to be a year's, the amount must be of the year before."""
    words = _FROM.search(lead)
    return words is not None and (not when or _YEAR_BEFORE.search(words[0]) is not None)


def _constant(facts: Facts, before: Claim, now: Claim, rate: Claim) -> bool:
    real = facts.of_claim(now).real or relations.load().prices.search(rate.lead) is not None
    if real:
        facts.skip(NAME, "growth at constant prices", before, now, rate)
    return real


def against(sentence: list[Claim], at: int) -> tuple[Claim, Claim] | None:
    """The two amounts before a rate where one is held against the other: 62.4亿元，较2020年的48.1亿元增长29.7%."""
    now, before = sentence[at - 2], sentence[at - 1]
    held = AGAINST.search(before.lead) is not None and not _CLAUSE.search(sentence[at].lead)
    levels = {now.statement.measure, before.statement.measure} == {"level"} and now.base == before.base
    return (now, before) if held and levels else None


def _beside(facts: Facts, now: Claim, before: Claim, rate: Claim) -> Finding | None:
    found = growth(now.interval, before.interval)
    if not found.disjoint(rate.interval) or rate.statement.basis == "avg":
        return None
    return None if _constant(facts, before, now, rate) else _finding(NAME, before, now, rate, found)


def _rate(facts: Facts, series: Series, rate: Claim, period: str) -> Finding | None:
    earlier = year_before(period)
    modality = rate.statement.modality
    now = _now(series, rate, period)
    if now is None or earlier is None:
        return None
    bases: tuple[Modality, ...] = ("actual", "estimate") if modality != "actual" else ("actual",)
    before = series.level(earlier, now.base, bases, like=now)
    if not series.specific and before is not None and abs(before.sentence - now.sentence) > 1:
        return None
    if before is None or rate.statement.confidence < DOUBTFUL or before.cell != now.cell:
        return None
    found = growth(now.interval, before.interval)
    if not found.disjoint(rate.interval):
        return None
    if _OTHER_BASE.search(rate.lead) or (modality == "target" and _BUDGETED.search(now.name + now.lead[-12:])):
        facts.skip(NAME, "growth over a plan or an adjusted figure", before, now, rate)
        return None
    if _YEARS_AGO.search(before.lead):
        facts.skip(NAME, "the earlier amount may be of another year", before, now, rate)
        return None
    if before.statement.value == now.statement.value:
        facts.skip(NAME, "the amount of the year before, told again", before, now, rate)
        return None
    if power_of_ten(now.interval, before.interval * grown(rate.interval)):
        return _finding("magnitude", before, now, rate, found)
    if series.real or relations.load().prices.search(rate.lead):
        facts.skip(NAME, "growth at constant prices", before, now, rate)
        return None
    if modality == "target" and rate.doc != now.doc:
        facts.skip(NAME, "aims of two documents", before, now, rate)
        return None
    if before.doc != now.doc and found.distance(rate.interval) < REVISED:
        facts.skip(NAME, "the year before may have been revised", before, now, rate)
        return None
    return _finding("target" if modality == "target" or rate.due else NAME, before, now, rate, found)


def _now(series: Series, rate: Claim, period: str) -> Claim | None:
    """The level that the rate belongs to: the one before it in its sentence, else the only one of the time."""
    levels = [c for c in series.at("level", None, period) if c.statement.modality == rate.statement.modality]
    near = [c for c in levels if (c.doc, c.sentence) == (rate.doc, rate.sentence) and _plausible(c) and alike(c, rate)]
    if near:
        return min(near, key=lambda c: abs(c.statement.start - rate.statement.start))
    bases = {c.base for c in levels}
    if len(bases) != 1 or rate.cell:
        return None
    return series.level(period, bases.pop(), (rate.statement.modality,), like=rate)


def _plausible(claim: Claim) -> bool:
    return claim.statement.confidence >= DOUBTFUL


def _finding(rule: str, before: Claim, now: Claim, rate: Claim, found: Interval) -> Finding:
    factor = grown(rate.interval)
    return finding(
        rule,
        tell(
            "{now} after {before} is growth of {found} %, not {rate} ({about}).",
            now=quote(now),
            before=quote(before),
            found=short(found.middle),
            rate=quote(rate),
            about=said(now),
        ),
        [own(now), own(before), ("growth", "now ÷ before − 1", found), own(rate)],
        [(now, before.interval * factor), (before, now.interval / factor), (rate, found)],
    )
