"""`running`: what is counted from January on and then is less than before; a month or quarter above its year; a sum
since some year (“十四五”以来累计) that shrinks.

Only for flows that cannot shrink. Silent about balances, profits, figures of another definition, and tables with two
amounts for one month.
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
_SO_FAR = re.compile(r"截[至止到]到?(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月(?:末|底|\d{1,2}日)?|年?末|年?底)")
_SINCE = re.compile(r"(?P<since>[^，,；;。]{2,8}以来|今年|年内|本年)?[^，,；;。]{0,4}累计")
_THIS_YEAR = ("今年", "今年以来", "年内", "年内以来", "本年", "")
_NEXT = 2
"""Names that say little are compared between sentences at most so far apart."""


def check(facts: Facts) -> Iterator[Finding]:
    for series in facts.each_series():
        months = sum(period is not None for _, _, period in series.slots) > 1 or any(
            "截" in claim.lead for claim in series.claims
        )
        if months and series.grows:
            for claims in _by_year(series).values():
                yield from _year(series, claims)


def _by_year(series: Series) -> dict[tuple[str, str], list[tuple[int, Claim]]]:
    """Amounts that are counted from January on, by year and unit, with the month that they end with."""
    found: dict[tuple[str, str], list[tuple[int, Claim]]] = {}
    for (measure, _, period), claims in series.slots.items():
        for claim in claims if measure == "level" else ():
            built = _built_up(claim)
            if built is not None:
                since, ended = built
                found.setdefault((since, claim.base), []).append((ended, claim))
        claims = [c for c in claims if _built_up(c) is None]
        match = _FROM_JANUARY.fullmatch(period or "") if measure == "level" else None
        until = _MONTH.fullmatch(period or "") if measure == "level" and match is None else None
        if match is None and until is None:
            continue
        year, month = _end(match, until)
        for claim in claims:
            if until is not None and not _UNTIL.search(claim.lead):
                continue
            if _counts(claim):
                found.setdefault((year, claim.base), []).append((month, claim))
    return found


def _built_up(claim: Claim) -> tuple[str, int] | None:
    """截至2023年末，“十四五”以来累计: since when, and the month it ends with; None when the words do not say so."""
    words = _SO_FAR.search(claim.lead) if "截" in claim.lead else None
    if words is None:
        return None
    sum_up = _SINCE.search(claim.lead, words.end())
    year = words["year"] or (claim.period or "")[:4]
    if sum_up is None or not year or not _counts(claim):
        return None
    since = sum_up["since"] or ""
    month = int(words["month"] or 12)
    return (year, month) if since in _THIS_YEAR else (since, int(year) * 12 + month)


def _counts(claim: Claim) -> bool:
    return claim.statement.modality == "actual" and claim.statement.confidence >= DOUBTFUL


def _end(since_january: re.Match[str] | None, until: re.Match[str] | None) -> tuple[str, int]:
    """Year, and the month with which a running total ends."""
    if since_january is None:
        return (until[1], int(until[2])) if until is not None else ("", 0)
    year, month, whole = since_january[1], since_january[2], since_january[3]
    return (whole, 12) if whole else (year, int(month or 1))


def _year(series: Series, claims: list[tuple[int, Claim]]) -> Iterator[Finding]:
    ordered = sorted(claims, key=lambda item: item[0])
    if _columns(ordered):
        return  # the month alone and the total so far, side by side
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


def _columns(claims: list[tuple[int, Claim]]) -> bool:
    """Whether a table has two amounts for one month."""
    cells = [(claim.doc, claim.sentence) for _, claim in claims if claim.cell]
    return len(set(cells)) < len(cells)


def _highest(ordered: Iterable[tuple[int, Claim]]) -> list[tuple[int, Claim]]:
    """One amount a month: the last one that was told of it."""
    return list({month: (month, claim) for month, claim in ordered}.values())


def _comparable(series: Series, one: Claim, other: Claim) -> bool:
    if series.specific:
        return True
    return one.doc == other.doc and abs(one.sentence - other.sentence) <= _NEXT
