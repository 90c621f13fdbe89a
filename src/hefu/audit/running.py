"""`running`: what is counted from January on and then is less than before; a month or quarter above its year.

Only for flows that cannot shrink. Silent about balances, profits, and figures of another definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from hefu.audit.claims import Claim
from hefu.audit.series import DOUBTFUL, Facts, Series
from hefu.audit.writing import finding, own, quote, said, tell
from hefu.model import Finding

NAME = "running"
EXAMPLES = (
    ("上半年完成投资88亿元。1—11月完成投资82亿元。", ("88亿元", "82亿元")),
    ("1—10月全市实际到位资金312.6亿元。1—11月全市实际到位资金305.8亿元。", ("312.6亿元", "305.8亿元")),
)
NEAR_MISSES = (
    "上半年完成投资82亿元。1—11月完成投资88亿元。",
    "6月末各项存款余额88亿元。11月末各项存款余额82亿元。",
    "1—10月规模以上工业企业利润总额12.6亿元。1—11月规模以上工业企业利润总额11.8亿元。",
)
_FROM_JANUARY = re.compile(r"(\d{4})-01(?:/\1-(\d\d))?|(\d{4})")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_UNTIL = re.compile(r"截[至止]|至\d+月底|累计")
"""By these words a figure of a month is the total so far."""
_NEXT = 2
"""Names that say little are compared between sentences at most so far apart."""


def check(facts: Facts) -> Iterator[Finding]:
    for series in facts.each_series():
        months = sum(period is not None and "-" in period for _, _, period in series.slots)
        if months and series.grows:
            for claims in _by_year(series).values():
                yield from _year(series, claims)


def _by_year(series: Series) -> dict[tuple[str, str], list[tuple[int, Claim]]]:
    """Amounts that are counted from January on, by year and unit, with the month that they end with."""
    found: dict[tuple[str, str], list[tuple[int, Claim]]] = {}
    for (measure, _, period), claims in series.slots.items():
        match = _FROM_JANUARY.fullmatch(period or "") if measure == "level" else None
        until = _MONTH.fullmatch(period or "") if measure == "level" and match is None else None
        if match is None and until is None:
            continue
        year, month = _end(match, until)
        for claim in claims:
            if until is not None and not _UNTIL.search(claim.lead):
                continue
            if claim.statement.modality == "actual" and claim.statement.confidence >= DOUBTFUL and not claim.cell:
                found.setdefault((year, claim.base), []).append((month, claim))
    return found


def _end(since_january: re.Match[str] | None, until: re.Match[str] | None) -> tuple[str, int]:
    """Year, and the month with which a running total ends."""
    if since_january is None:
        return (until[1], int(until[2])) if until is not None else ("", 0)
    year, month, whole = since_january[1], since_january[2], since_january[3]
    return (whole, 12) if whole else (year, int(month or 1))


def _year(series: Series, claims: list[tuple[int, Claim]]) -> Iterator[Finding]:
    ordered = sorted(claims, key=lambda item: item[0])
    for (early, one), (late, other) in pairwise(_highest(ordered)):
        if early < late and other.interval.high <= one.interval.low and _comparable(series, one, other):
            yield finding(
                NAME,
                tell(
                    "{about} had reached {before} by month {early} and is {now} by month {late}.",
                    about=said(one),
                    before=quote(one),
                    early=early,
                    now=quote(other),
                    late=late,
                ),
                [own(one), own(other)],
                [(one, other.interval), (other, one.interval)],
            )


def _highest(ordered: Iterable[tuple[int, Claim]]) -> list[tuple[int, Claim]]:
    """One amount a month: the last one that was told of it."""
    return list({month: (month, claim) for month, claim in ordered}.values())


def _comparable(series: Series, one: Claim, other: Claim) -> bool:
    if series.specific:
        return True
    return one.doc == other.doc and abs(one.sentence - other.sentence) <= _NEXT
