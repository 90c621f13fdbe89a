"""`magnitude`: 亿 for 万, a decimal point lost: a figure a power of ten or more away from where the others are.

Held against the other years of the series, and against the growth that is printed beside it. Silent when only one
other amount is known and it is less than a thousand times away, and about names that say too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from hefu.audit.claims import Claim
from hefu.audit.intervals import Interval
from hefu.audit.series import DOUBTFUL, Facts, Series
from hefu.audit.writing import finding, own, quote, said, short, tell
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
_TIMES = 8
_STEADY = 3
"""The others must lie within so many times of each other."""
_YEAR = re.compile(r"\d{4}")


def check(facts: Facts) -> Iterator[Finding]:
    for series in facts.each_series():
        if not series.specific:
            continue
        for claims in _by_unit(series).values():
            if len(claims) > 1:
                yield from _amounts(series, claims)


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
    sure = statement.confidence >= DOUBTFUL and not claim.cell
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
