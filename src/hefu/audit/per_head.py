"""`per-head`: a total, those that it is shared among, and the value per head, or per hundred, thousand, ten thousand.

The lexicon says which total and heads belong together (人均地区生产总值: 地区生产总值, 常住人口); for other names
人均… a total of the same thing and a population must stand close by, or all three one after the other (户均2174元).
Heads at the end of the year stand for the year's mean: 3 % are let pass. Silent about household surveys
(人均可支配收入 is no total shared out), and where one of several populations fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hefu.audit.claims import Claim, name_of
from hefu.audit.intervals import Interval
from hefu.audit.series import DOUBTFUL, Facts, Series
from hefu.audit.wordings import wording
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
_HEADS = re.compile(r"人口|总人数")
_WORDS = 8
_NEAR = 2
"""Sentences before the value per head in which its total and heads may stand."""
_SHORTEST = 2
_STEM = re.compile(r"按.{0,60}计算|人均|每[百千万](?:名|户籍|常住)?人口?|占有|拥有|达到?|水平|地?方?(?=财政)")
_BARE = re.compile(r"总(?=.)|拥有|共有|现有|占有")
_SAME = 4
"""Names that begin with as many characters alike are of one thing: 公共图书馆总藏量, 公共图书馆藏书量."""
_PER = re.compile(r"人均|每([百千万])(?:名|户籍|常住)?人口?")
_THOUSANDS = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000)}
WORDINGS = (
    wording(
        "total, heads, each",
        r"{A.total}[，,、][^，,；;。\ue000-\ue003]{0,12}{A.people}[，,、](?:平均)?(?:户均|人均|每户|每人)"
        r"(?:达到?|为|约|领取|补贴|补助|获得|享受|受益)*{A.value}",
        example="全年发放涉农补贴2.16亿元，惠及农户18.4万户，户均1174元。",
        near_miss="全年发放涉农补贴2.16亿元，惠及农户18.4万户，户均增收1174元。",
    ),
)
_SURVEYED = re.compile(r"收入$|消费|工资|住房|寿命|教育年限|补助|标准|救助|贷款")
"""What surveys tell of households, and what is paid to some: no total shared out among all."""


def check(facts: Facts) -> Iterator[Finding]:
    known = {per: (total, heads) for per, total, heads in relations.load().heads}
    for series in facts.each_series():
        if series.name in known:
            yield from _known(facts, series, *known[series.name])
    for one in facts.told(WORDINGS):
        total, people, value = one["total"], one["people"], one["value"]
        counted = people.base in ("人", "户", "人次") and total.base == value.base.split("/")[0]
        if counted and (found := _judge(total, people, value)) is not None:
            yield found
    for sentence in facts.each_sentence():
        for claim in sentence:
            if _PER.search(claim.name) and claim.name not in known and claim.statement.measure == "level":
                yield from _near(facts, sentence, claim)


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


def _near(facts: Facts, sentence: list[Claim], value: Claim) -> Iterator[Finding]:
    """A total of the same thing and a population, in this sentence or the ones before."""
    if not _sure(value) or _SURVEYED.search(value.name):
        return
    around = [c for group in (*facts.around(before=_NEAR), sentence) for c in group if _of(c, value)]
    stem = _STEM.sub("", value.name)
    named = [c for c in around if c.base == value.base.split("/")[0] and _of_one(c.name, stem)]
    people = [c for c in around if c.base == "人" and _HEADS.search(c.name + c.lead[-_WORDS:])]
    if not named or not people or len(stem) < _SHORTEST:
        return
    scale = _PER.search(value.name)
    times = _THOUSANDS.get(scale[1] or "", Decimal(1)) if scale is not None else Decimal(1)
    found = [_judge(named[-1], count, value, times) for count in people]
    if found[-1] is not None and all(found):
        yield found[-1]


def _of(claim: Claim, value: Claim) -> bool:
    """Whether it is an amount of the time and place of the value per head."""
    one, other = claim.statement, value.statement
    before = claim is not value and claim.doc == value.doc and one.measure == "level"
    return before and (claim.period == value.period or None in (claim.period, value.period)) and one.area == other.area


def _of_one(total: str, stem: str) -> bool:
    """Whether a total is of what the value per head says: 粮食总产量 of 人均占有粮食."""
    bare = _BARE.sub("", total)
    if len(bare) < _SHORTEST or (stem[-2:] != bare[-2:] and {stem[-2:], bare[-2:]} == {"收入", "支出"}):
        return False
    return (
        stem in total or bare in stem or name_of(stem) == total or (len(stem) > _SAME and bare[:_SAME] == stem[:_SAME])
    )


def _sure(claim: Claim) -> bool:
    return claim.statement.confidence >= DOUBTFUL and claim.statement.modality == "actual"


def _judge(whole: Claim, count: Claim, value: Claim, heads: Decimal = Decimal(1)) -> Finding | None:
    if value.base.split("/")[0] != whole.base:
        return None
    people = (count.interval * Interval(*MEAN)).scaled(1 / heads)
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
