"""`per-head`: a total, those that it is shared among, and the value per head.

The lexicon says which total and heads belong together (人均地区生产总值: 地区生产总值, 常住人口); for other names
人均… its total and the population must stand in the same sentence. Heads at the end of the year stand for the year's
mean: 3 % are let pass. Silent about household surveys (人均可支配收入 is no total shared out).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hefu.audit.claims import Claim
from hefu.audit.intervals import Interval
from hefu.audit.series import DOUBTFUL, Facts, Series
from hefu.audit.writing import amount, finding, own, quote, said, tell
from hefu.lexicon import relations
from hefu.model import Finding

NAME = "per-head"
EXAMPLES = (
    ("2021年全市生产总值688亿元，常住人口120万人，人均生产总值37333元。", ("688亿元", "37333元")),
    ("2021年全市粮食产量60万吨，常住人口120万人，人均粮食产量800公斤。", ("60万吨", "800公斤")),
)
NEAR_MISSES = (
    "2021年全市生产总值688亿元，常住人口120万人，人均生产总值57500元。",
    "2021年全市居民收入总额688亿元，常住人口120万人，居民人均可支配收入37333元。",
)
MEAN = (Decimal("0.97"), Decimal("1.03"))
"""The mean of a year against its end."""
_HEADS = ("常住人口", "户籍人口", "总人口", "人口")


def check(facts: Facts) -> Iterator[Finding]:
    known = {per: (total, heads) for per, total, heads in relations.load().heads}
    for series in facts.each_series():
        if series.name in known:
            yield from _known(facts, series, *known[series.name])
    for sentence in facts.each_sentence():
        for claim in sentence:
            if claim.name.startswith("人均") and claim.name not in known and claim.statement.measure == "level":
                yield from _sentence(sentence, claim)


def _known(facts: Facts, series: Series, total: str, heads: str) -> Iterator[Finding]:
    totals = facts.find(total, series.area, series.definition)
    people = facts.find(heads, series.area, series.definition)
    if not totals.claims or not people.claims:
        return
    for (measure, _, period), claims in series.slots.items():
        if measure != "level" or period is None:
            continue
        whole, count = totals.level(period, "元"), people.level(period, "人")
        value = next((c for c in claims if _sure(c)), None)
        if whole is not None and count is not None and value is not None and not value.cell:
            found = _judge(whole, count, value)
            if found is not None:
                yield found


def _sentence(sentence: list[Claim], value: Claim) -> Iterator[Finding]:
    """A total of the same name and a population of the same time, in one sentence."""
    own_time = [c for c in sentence if c.period == value.period and c.statement.area == value.statement.area]
    total = next((c for c in own_time if c.name == value.name.removeprefix("人均") and c.base == value.base), None)
    people = next((c for c in own_time if c.name in _HEADS and c.base == "人"), None)
    if total is not None and people is not None and _sure(value):
        found = _judge(total, people, value)
        if found is not None:
            yield found


def _sure(claim: Claim) -> bool:
    return claim.statement.confidence >= DOUBTFUL and claim.statement.modality == "actual"


def _judge(whole: Claim, count: Claim, value: Claim) -> Finding | None:
    if value.base.split("/")[0] != whole.base:
        return None
    people = count.interval * Interval(*MEAN)
    found = whole.interval / people
    if not found.disjoint(value.interval):
        return None
    return finding(
        NAME,
        tell(
            "{whole} for {heads} is {found} a head, not {value} ({about}).",
            whole=quote(whole),
            heads=quote(count),
            found=amount(found.middle, value),
            value=quote(value),
            about=said(value),
        ),
        [own(whole), own(count), ("a head", "total ÷ heads (mean of the year within 3 %)", found), own(value)],
        [(whole, value.interval * people), (count, whole.interval / value.interval), (value, found)],
    )
