"""`change-growth`: an amount, by how much it changed, and by how many per cent; or two amounts and the change.

Silent when change and growth are held against different times (比年初 and 同比), when growth is at constant prices,
and when a figure is of another definition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hefu.audit.claims import Claim, year_before
from hefu.audit.intervals import grown, growth
from hefu.audit.series import DOUBTFUL, Facts
from hefu.audit.writing import amount, finding, own, quote, said, short, tell
from hefu.lexicon import relations
from hefu.model import Finding

NAME = "change-growth"
EXAMPLES = (
    ("年末各项存款余额1250亿元，比年初增加125亿元，增长21.1%。", ("125亿元", "21.1%")),
    ("2021年全市粮食产量96万吨，比上年增加2万吨，增长5.3%。", ("2万吨", "5.3%")),
    ("2020年全市粮食产量92万吨。2021年全市粮食产量96万吨，比上年增加2万吨。", ("96万吨", "2万吨")),
)
NEAR_MISSES = (
    "年末各项存款余额1250亿元，比年初增加125亿元，增长11.1%。",
    "11月末各项贷款余额6034.35亿元，同比增长12.32%；比年初增加461.7亿元。",
    "2021年全市工业增加值96亿元，比上年增加6亿元，增长5.3%。",
)
_CLOSED = ("）", ")")
"""What follows a bracket belongs to the amount before it."""
_OTHER_BASE = re.compile(r"[比较][^，,]*(?:预算|计划|调整|决算)|剔除|扣除|环比|五年|年均")
_YEARLY = re.compile(r"同比|比上年|较上年|比去年|较去年|上年同期")
_SINCE_JANUARY = re.compile(r"年初")


def check(facts: Facts) -> Iterator[Finding]:
    for sentence in facts.each_sentence():
        for change in sentence:
            if (
                change.statement.measure == "change"
                and not change.cell
                and change.base != "%"
                and change.lead[:1] not in _CLOSED
            ):
                found = _with_rate(facts, sentence, change) or _with_base(facts, change)
                if found:
                    yield found


def _with_rate(facts: Facts, sentence: list[Claim], change: Claim) -> Finding | None:
    rates = [c for c in sentence if c.statement.measure == "growth" and _belongs(c, change)]
    level = _level(facts, sentence, change) if rates else None
    if level is None:
        return None
    rate = min(rates, key=lambda c: abs(c.statement.start - change.statement.start))
    found = growth(level.interval, level.interval - change.interval)
    if not found.disjoint(rate.interval):
        return None
    if facts.of_claim(change).real or relations.load().prices.search(rate.lead):
        facts.skip(NAME, "growth at constant prices", level, change, rate)
        return None
    if not _one_base(change, rate, sentence):
        facts.skip(NAME, "change and growth are held against different times", level, change, rate)
        return None
    before = level.interval - change.interval
    factor = grown(rate.interval)
    return finding(
        NAME,
        tell(
            "{now} after a change of {change} is growth of {found} %, not {rate} ({about}).",
            now=quote(level),
            change=quote(change),
            found=short(found.middle),
            rate=quote(rate),
            about=said(level),
        ),
        [own(level), own(change), ("before", "now − change", before), ("growth", "now ÷ before − 1", found), own(rate)],
        [(level, before * factor), (change, level.interval - level.interval / factor), (rate, found)],
    )


def _with_base(facts: Facts, change: Claim) -> Finding | None:
    """Level, level a year before, and the change between them."""
    series, period = facts.of_claim(change), change.period
    earlier = year_before(period) if period and change.statement.basis == "yoy" else None
    if earlier is None or change.statement.confidence < DOUBTFUL:
        return None
    modality = change.statement.modality
    now = series.level(period, change.base, (modality,))
    before = series.level(earlier, change.base, ("actual",))
    if now is None or before is None or now.doc != before.doc or now.cell or before.cell:
        return None
    found = now.interval - before.interval
    if not found.disjoint(change.interval):
        return None
    if _OTHER_BASE.search(change.lead) or before.statement.value == now.statement.value:
        facts.skip(NAME, "a change against a plan", before, now, change)
        return None
    return finding(
        "target" if modality == "target" else NAME,
        tell(
            "From {before} to {now} the change is {found}, not {change} ({about}).",
            before=quote(before),
            now=quote(now),
            found=amount(found.middle, change),
            change=quote(change),
            about=said(now),
        ),
        [own(now), own(before), ("change", "now − before", found), own(change)],
        [(now, before.interval + change.interval), (before, now.interval - change.interval), (change, found)],
    )


def _level(facts: Facts, sentence: list[Claim], change: Claim) -> Claim | None:
    levels = [c for c in sentence if c.statement.measure == "level" and c.base == change.base and _belongs(c, change)]
    before = [c for c in levels if c.statement.start < change.statement.start]
    if before:
        return before[-1]
    return levels[0] if levels else facts.of_claim(change).level(change.period, change.base)


def _belongs(claim: Claim, change: Claim) -> bool:
    one, other = claim.statement, change.statement
    return (
        claim.name == change.name
        and claim.definition == change.definition
        and (one.area, claim.period, one.modality) == (other.area, change.period, other.modality)
        and one.confidence >= DOUBTFUL
        and one.basis not in ("avg", "month")
    )


def _one_base(change: Claim, rate: Claim, sentence: list[Claim]) -> bool:
    """Whether both are held against one time: the same words, none of its own for the second, or a whole year."""
    if len(change.period or "") == 4:
        return True
    first, second = sorted((change, rate), key=lambda c: c.statement.start)
    between = [c for c in sentence if first.statement.start < c.statement.start < second.statement.start]
    words = [bool(_YEARLY.search(c.lead)) for c in (first, second)]
    january = [bool(_SINCE_JANUARY.search(c.lead)) for c in (first, second)]
    if between or (not any(words) and not any(january)):
        return False
    return (words[0] and not january[1]) or (january[0] and not words[1])
