"""`magnitude`: 亿 for 万, a decimal point lost: a figure a power of ten or more away from where the others are.

Held against the other years of the series, against the growth that is printed beside it, against an amount that must
be of one size with it (常住人口, 户籍人口), and against those that it was paid to. Silent when only one other amount
is known and it is less than a thousand times away, and about names that say too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from hefu.audit.claims import Claim
from hefu.audit.intervals import Interval
from hefu.audit.series import DOUBTFUL, Facts, Series, only
from hefu.audit.wordings import Told, wording
from hefu.audit.writing import amount, finding, own, quote, said, short, tell
from hefu.lexicon import relations
from hefu.model import Finding

NAME = "magnitude"
EXAMPLES = (
    ("2019年水产品产量2.1万吨，2020年2.2万吨，2021年2.3亿吨。", ("2.3亿吨",)),
    ("2020年全市茶叶产量1.21万吨。2021年全市茶叶产量1.26亿吨，增长4.1%。", ("1.26亿吨",)),
    ("2019年末全市常住人口321.3万人。2020年末全市常住人口321.6万人。2021年末全市常住人口32.18万人。", ("32.18万人",)),
)
NEAR_MISSES = (
    "2019年水产品产量2.1万吨，2020年2.2万吨，2021年3.3万吨。",
    "2019年新能源汽车产量0.2万辆，2020年1.1万辆，2021年4.6万辆。",
)
ALONE = 1000
"""How many times away an amount must be when only one other is known."""
WORDINGS = (
    wording(
        "paid to people",
        r"{A.money}[，,、](?:共|已|累计|直接)?(?:惠及|受益|救助|资助|帮扶|覆盖|补助|保障)[^，,；;。\ue000-\ue003]{0,10}{A.people}",
        example="全年发放救助资金3246万元，惠及困难群众1.4万人。",
        near_miss="全年完成水利投资32亿元，惠及城乡居民60万人。",
    ),
)
_PAID = re.compile(r"发放|救助|补助|补贴|资助|低保|慰问|报销|补偿")
_FORTUNE = Decimal(1_000_000)
"""元 for each; no relief pays as much."""
_TIMES = 8
_STEADY = 3
"""The others must lie within so many times of each other."""
_YEAR = re.compile(r"\d{4}")


def check(facts: Facts) -> Iterator[Finding]:
    for one in facts.told(WORDINGS):
        yield from _paid(one)
    sizes = relations.load().sizes
    for series in facts.each_series():
        if series.name in sizes:
            yield from _sizes(facts, series, sizes[series.name])
        if not series.specific:
            continue
        for claims in _by_unit(series).values():
            if len(claims) > 1:
                yield from _amounts(series, claims)


def _sizes(facts: Facts, series: Series, other: str) -> Iterator[Finding]:
    """常住人口 and 户籍人口, ten times apart."""
    for (measure, _, _), claims in series.slots.items():
        one = only(filter(_counts, claims)) if measure == "level" else None
        near = facts.beside((other,), one, one.base) if one is not None else None
        if one is None or near is None or not _counts(near):
            continue
        high, low = (one, near) if one.interval.low > near.interval.low else (near, one)
        if high.interval.middle >= low.interval.middle * _TIMES:
            yield _finding(high, [low])


def _paid(one: Told) -> Iterator[Finding]:
    """What is paid to so many people, and would be a fortune for each."""
    money, people = one["money"], one["people"]
    each = money.interval / people.interval
    if money.base == "元" and people.base in ("人", "户") and each.low > _FORTUNE and _PAID.search(money.lead):
        yield finding(
            NAME,
            tell(
                "{money} for {people} is {found} each ({about}).",
                money=quote(money),
                people=quote(people),
                found=amount(each.middle, money),
                about=said(money),
            ),
            [own(money), own(people), ("each", "money ÷ people", each)],
            [(money, people.interval.scaled(_FORTUNE)), (people, None)],
        )


def _by_unit(series: Series) -> dict[str, list[Claim]]:
    """One amount a year, by unit: results and estimates."""
    found: dict[str, dict[str, Claim]] = {}
    for (measure, _, period), claims in series.slots.items():
        if measure == "level" and period is not None and _YEAR.fullmatch(period):
            for claim in filter(_counts, claims):
                found.setdefault(claim.base, {}).setdefault(period, claim)
    return {base: list(years.values()) for base, years in found.items()}


def _counts(claim: Claim) -> bool:
    statement = claim.statement
    sure = statement.confidence >= DOUBTFUL
    return sure and statement.modality != "target" and statement.value > 0


def _amounts(series: Series, claims: list[Claim]) -> Iterator[Finding]:
    values = {id(c): abs(c.interval.middle) for c in claims}
    middle = Decimal(median(values.values()))
    if len(claims) == 2:
        low, high = sorted(claims, key=lambda c: values[id(c)])
        if series.indicator is not None and values[id(high)] >= values[id(low)] * ALONE:
            yield _finding(high, [low])
        return
    away = [c for c in claims if not middle / _TIMES < values[id(c)] < middle * _TIMES]
    rest = [c for c in claims if c not in away]
    steady = len(rest) >= 2 and max(values[id(c)] for c in rest) <= _STEADY * min(values[id(c)] for c in rest)
    if len(away) == 1 and steady and _round(values[id(away[0])], middle):
        yield _finding(away[0], rest)


def _round(value: Decimal, middle: Decimal) -> bool:
    """Whether a shift of the point, or another multiplier, brings the amount among the others."""
    power = round((value / middle).log10())
    shifted = value / (Decimal(10) ** power)
    return middle / _STEADY < shifted < middle * _STEADY


def _finding(odd: Claim, others: list[Claim]) -> Finding:
    low, high = min(c.interval.low for c in others), max(c.interval.high for c in others)
    needed = Interval(low / _STEADY, high * _STEADY)
    times = odd.interval.middle / Interval(low, high).middle
    return finding(
        NAME,
        tell(
            "{about} is {odd}, {times} times the other {others}.",
            about=said(odd),
            odd=quote(odd),
            times=short(times),
            others=", ".join(quote(c) for c in others),
        ),
        [own(odd), *[own(c) for c in others], ("odd ÷ others", "", odd.interval / Interval(low, high))],
        [(odd, needed), *[(c, None) for c in others]],
    )
