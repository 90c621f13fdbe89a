"""`break`: a level far below an earlier one though only growth was reported in between: a base corrected unannounced.

Of indicators with growth at constant prices, one rate is enough; of nominal flows that of every year is needed. Silent
when a fall is reported for any of the years, when the figures are of different definitions, when the document tells of
a revision or of falling prices, and when less than the last year's growth is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import reduce
from itertools import pairwise

from hefu.audit.claims import Claim
from hefu.audit.intervals import Interval, grown
from hefu.audit.series import Facts, Series
from hefu.audit.writing import finding, own, quote, said, short, tell
from hefu.model import Finding

NAME = "break"
EXAMPLES = (
    ("2019年全市生产总值412亿元，增长6.1%。2020年全市生产总值338亿元，按可比价计算增长3.4%。", ("412亿元", "338亿元")),
)
NEAR_MISSES = (
    "2019年全市生产总值412亿元，增长6.1%。2020年全市生产总值338亿元，下降3.4%。",
    "2019年全市生产总值412亿元，增长6.1%。2020年全市生产总值409亿元，按可比价计算增长0.4%。",
)
FAR, NEXT_YEAR = Decimal("0.95"), Decimal("0.9")
"""What is below so much of the level that growth makes is far below it: prices alone do not do that in several years,
nor in one."""
_TOLD = re.compile(
    r"普查|修订|核减|核实|挤水分|挤干|新口径|调整后|区划|价格[^，,。]{0,6}(?:下跌|下降|下滑|回落|走低|低迷)"
)
"""Words before the level by which it was announced, or explained."""
_YEAR = re.compile(r"\d{4}")


def check(facts: Facts) -> Iterator[Finding]:
    for series in facts.each_series():
        if series.indicator is not None and (series.real or series.grows):
            yield from _series(facts, series)


def _series(facts: Facts, series: Series) -> Iterator[Finding]:
    years = sorted({p for m, _, p in series.slots if m == "level" and p and _YEAR.fullmatch(p)})
    levels = [(int(year), level) for year in years if (level := _level(series, year)) is not None]
    for (first, before), (last, now) in pairwise(levels):
        if now.interval.high > before.interval.low or now.base != before.base:
            continue
        rates = [rate for year in range(first + 1, last + 1) for rate in _rates(series, year)]
        if not series.real and len({rate.period for rate in rates}) < last - first:
            continue  # nominal growth of every year is needed: a fall in one that is not told explains the level
        grew = rates and rates[-1].period == str(last) and all(rate.interval.low > 0 for rate in rates)
        far = FAR if last - first > 1 else NEXT_YEAR
        if not grew or now.interval.high > _expected(before, rates).low * far:
            continue
        if now.revised or _TOLD.search(now.lead):
            facts.skip(NAME, "the document tells of a revision, or of prices", before, now)
        else:
            yield _finding(before, now, rates)


def _expected(before: Claim, rates: list[Claim]) -> Interval:
    """Where the level would be by the growth that was reported, one rate a year."""
    yearly = {rate.period: rate for rate in rates}
    return reduce(lambda level, rate: level * grown(rate.interval), yearly.values(), before.interval)


def _level(series: Series, year: str) -> Claim | None:
    found = [c for c in series.at("level", None, year) if c.statement.modality == "actual"]
    return series.level(year, found[0].base) if found else None


def _rates(series: Series, year: int) -> list[Claim]:
    return [c for c in series.at("growth", "yoy", str(year)) if c.statement.modality == "actual"]


def _finding(before: Claim, now: Claim, rates: list[Claim]) -> Finding:
    ratio = now.interval / before.interval
    expected = _expected(before, rates)
    return finding(
        NAME,
        tell(
            "{about} is {now}, {found} of the {before} of {period}, though growth was reported ({rates}).",
            about=said(now),
            now=quote(now),
            found=short(ratio.middle),
            before=quote(before),
            period=before.period,
            rates=", ".join(quote(rate) for rate in rates),
        ),
        [own(before), *[own(rate) for rate in rates], ("by growth", "before × growth", expected), own(now)],
        [(before, before.interval * (now.interval / expected)), (now, expected), *[(rate, None) for rate in rates]],
    )
