"""`implies` (notice): what follows from printed figures: a rate and its distance to another make that one's rate, a
part and its share the whole, an amount and its change the amount of the year before.

Offered with its derivation, never mixed with what was read. Silent when what follows is printed itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from hefu.audit.claims import Claim, concept
from hefu.audit.gap import other_of, place_of, rates_of
from hefu.audit.series import DOUBTFUL, Facts
from hefu.audit.wordings import Told, falls, wording
from hefu.audit.writing import amount, finding, own, quote, said, short, tell
from hefu.model import Finding

NAME = "implies"
EXAMPLES = (
    ("1至11月，全市社会消费品零售总额同比增长23.9%，增速高于全国平均水平16.7个百分点。", ("23.9%", "16.7个百分点")),
)
NEAR_MISSES = ("全市规模以上工业增加值增长11.2%，全省增长8.9%，高于全省2.3个百分点。",)

WORDINGS = (
    wording(
        "faster than another",
        r"{P.rate}[，,、（(](?:增速|增幅|涨幅)?比(?P<than>[^，,；;。\ue000-\ue003]{2,14}?)(?:平均)?(?:水平|增速|增幅)?(?P<move>[快高低慢])[出了]?"
        r"{T.distance}",
        example="民间投资增长24.2%，增速比全部固定资产投资快5.6个百分点。",
        near_miss="民间投资增长24.2%，增速比上年快5.6个百分点。",
    ),
)
_TIME = re.compile(r"年|月|季度|同期|上期|期初|目标|计划|预期")
_SHARE = re.compile(
    r"[，,（(]占(?:全[市县区州省])?(?P<whole>[^，,；;。占]{2,14}?)(?:总额|总量)?的?(?:比重|比例)?(?:达到?|为|的)*"
)
_CHANGED = re.compile(r"[，,（(](?:同比|[比较](?:上年|去年)(?:同期|年?末|年?底)?|[比较]年初)(?:净?增加?|净?减少?|新增)")
_YEAR = re.compile(r"\d{4}")
_FAMILIES = ("money", "people", "area", "mass", "count", "energy")
_PLACE = re.compile(r"全[国省区市州县盟旗]|.{2,12}[省市区州县盟旗]")


def check(facts: Facts) -> Iterator[Finding]:
    """Rates of other places, wholes of shares, amounts of the year before."""
    yield from _places(facts)
    yield from _wholes(facts)
    yield from _earlier(facts)
    for one in facts.told(WORDINGS):
        yield from _other(one)


def _other(one: Told) -> Iterator[Finding]:
    """增长24.2%，增速比全部投资快5.6个百分点: the rate of the other one."""
    rate, distance, what = one["rate"], one["distance"], one.words["than"]
    if _TIME.search(what) or rate.statement.measure not in ("growth", "ratio") or distance.statement.measure == "gap":
        return
    size = distance.interval if distance.statement.value >= 0 else distance.interval.scaled(Decimal(-1))
    found = rate.interval + size if falls(one.words["move"]) else rate.interval - size
    yield finding(
        NAME,
        tell(
            "{what}, as {about}, is {found} % by {rate} and {distance}.",
            what=what,
            about=said(rate),
            found=short(found.middle),
            rate=quote(rate),
            distance=quote(distance),
        ),
        [own(rate), own(distance), (what, "rate − distance", found)],
        [(rate, None), (distance, None)],
        severity="notice",
    )


def _wholes(facts: Facts) -> Iterator[Finding]:
    """52.4亿元，占一般公共预算收入的74.3%: the whole that is printed nowhere."""
    for sentence in facts.each_sentence():
        for part, rate in pairwise(sentence):
            named = _SHARE.fullmatch(rate.lead) if rate.statement.unit == "%" and not rate.cell else None
            whole = concept(named["whole"]) if named is not None else None
            if named is None or whole is None or not _plain(part, rate) or rate.interval.low <= 0:
                continue
            printed = facts.find(whole.name, part.statement.area, part.definition)
            if part.statement.measure != "level" or printed.claims or whole.unit_family not in _FAMILIES:
                continue
            found = part.interval / rate.interval.scaled(Decimal("0.01"))
            yield finding(
                NAME,
                tell(
                    "{whole} is {found}, of which {part} is {rate} ({about}).",
                    whole=whole.name,
                    found=amount(found.middle, part),
                    part=quote(part),
                    rate=quote(rate),
                    about=said(part),
                ),
                [own(part), own(rate), (whole.name, "part ÷ share", found)],
                [(part, None), (rate, None)],
                severity="notice",
            )


def _earlier(facts: Facts) -> Iterator[Finding]:
    """1862.4亿元，比年初增加143.7亿元: the amount of the year before, printed nowhere."""
    for sentence in facts.each_sentence():
        for now, change in pairwise(sentence):
            series, year = facts.of_claim(now), _YEAR.fullmatch(now.period or "")
            if not year or change.cell or not series.specific or not _CHANGED.match(change.lead):
                continue
            same = now.statement.measure == "level" and change.statement.measure == "change" and now.base == change.base
            if not same or not _plain(now, change) or series.level(str(int(year[0]) - 1), now.base) is not None:
                continue
            found = now.interval - change.interval
            yield finding(
                NAME,
                tell(
                    "The year before it was {found}, by {now} and {change} ({about}).",
                    found=amount(found.middle, now),
                    now=quote(now),
                    change=quote(change),
                    about=said(now),
                ),
                [own(now), own(change), ("before", "now − change", found)],
                [(now, None), (change, None)],
                severity="notice",
            )


def _plain(one: Claim, other: Claim) -> bool:
    sure = min(one.statement.confidence, other.statement.confidence) >= DOUBTFUL
    return sure and one.statement.bound == other.statement.bound == "=" and one.statement.modality == "actual"


def _places(facts: Facts) -> Iterator[Finding]:
    for sentence in facts.each_sentence():
        for at, claim in enumerate(sentence):
            statement = claim.statement
            if statement.measure != "gap" or statement.unit != "百分点" or statement.bound != "=":
                continue
            rate = rates_of(sentence, at)
            if rate is None or not _PLACE.fullmatch(place_of(claim)) or other_of(facts, sentence, at, rate) is not None:
                continue
            found, place = rate.interval - claim.interval, place_of(claim)
            yield finding(
                NAME,
                tell(
                    "{place}: {about} is {found} % by {rate} and {distance}.",
                    place=place,
                    about=said(rate),
                    found=short(found.middle),
                    rate=quote(rate),
                    distance=quote(claim),
                ),
                [own(rate), own(claim), (place, "rate − distance", found)],
                [(rate, None), (claim, None)],
                severity="notice",
            )
