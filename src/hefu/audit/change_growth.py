"""`change-growth`: an amount, by how much it changed, and by how many per cent; or two amounts and the change.

By series, and by words that put the three together (126.8亿千瓦时，同比多用电10.2亿千瓦时，增长6.1%). Silent when
change and growth are held against different times (比年初 and 同比, but at the end of a year), when growth is at
constant prices, when a figure is of another definition, and when the growth may be that of what is new
(新增4.6万户，增长12.1%).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hefu.audit.claims import Claim, year_before
from hefu.audit.intervals import Interval, grown, growth
from hefu.audit.series import DOUBTFUL, Facts
from hefu.audit.wordings import WORDS, Told, falls, wording
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
WORDINGS = (
    wording(
        "amount, change, rate",
        r"{A.now}[，,、（(]{when}{move}了?{few}{A.change}[，,、](?P<against>{when})(?P<move>{move})"
        r"(?:了|为|达到?|约)*{P.rate}",
        example="全年用电量126.8亿千瓦时，同比多用电10.2亿千瓦时，增长8.7%。",
        near_miss="年末存款余额986亿元，新增贷款92亿元，增长11.2%。",
    ),
    wording(
        "amount, rate, change",
        r"{A.now}[，,、（(](?P<against>{when})(?P<move>{move})了?{P.rate}[，,、]{when}{move}了?{A.change}",
        example="全年用电量126.8亿千瓦时，同比增长8.7%，增加10.2亿千瓦时。",
        near_miss="全年用电量126.8亿千瓦时，同比增长8.7%，日均3474万千瓦时。",
    ),
    wording(
        "change, rate, amount",
        r"{A.change}[，,、](?P<against>{when})(?P<move>{move})了?{P.rate}[，,、]"
        r"(?:总[额量数])?(?:达到?|增至|升至|增加到|提高到|上升到|降至|减少到)了?{A.now}",
        example="全年科技支出增加2.2亿元，增长55.0%，达到6.2亿元。",
        near_miss="全年科技支出增加2.2亿元，增长55.0%，教育支出达到16.2亿元。",
    ),
)
BETWEEN = (
    wording(
        "against the amount before",
        r"{A.now}[，,][比较](?:{year})的?{A.before}{move}了?{A.change}",
        example="全市高新技术企业412家，比上年的286家增加126家。",
        near_miss="全市高新技术企业412家，比上年的286家增长44.1%。",
    ),
    wording(
        "from, to, by",
        r"{A.before}{to}{some}{A.now}[，,、](?:[一二两三四五六七八九十]年来?|期间)?(?:共|累计|总共)?(?:净?增加?|净?减少?|新增)了?"
        r"{A.change}",
        example="规模以上企业由2016年的286家增加到2021年的412家，五年净增126家。",
        near_miss="规模以上企业由2016年的286家增加到2021年的412家，年均增加25家。",
    ),
)
_CLOSED = ("）", ")")
"""What follows a bracket belongs to the amount before it."""
_MOVED = re.compile(rf"(?P<since>{WORDS['when']})(?P<up>(?P<new>新)?{WORDS['move']})了?(?P<doing>{WORDS['few']})$")
_EARLIER = re.compile(r"(?:上年|去年|前一年|同期)(?:同期|年?末|年?底)?[^，,；;。]{0,4}$")
"""Words before the amount of another year: what follows is not of it."""
_OTHER_BASE = re.compile(r"[比较][^，,比较]*(?:预算|计划|调整|决算)|剔除|扣除|环比|五年|年均")
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
    for one in facts.told(WORDINGS):
        yield from _told(facts, one)
    for one in facts.told(BETWEEN):
        yield from _between(one)


def _told(facts: Facts, one: Told) -> Iterator[Finding]:
    """Amount, change and rate that the words themselves put together."""
    level, change, rate = one["now"], one["change"], one["rate"]
    before = _MOVED.search(change.lead)
    if _EARLIER.search(level.lead):
        return
    if before is None or level.base != change.base or (not before["since"] and (before["doing"] or before["new"])):
        return
    moved, told_rate = _signed(change, before["up"]), _signed(rate, one.words["move"])
    earlier = level.interval - moved
    if earlier.low <= 0:
        return
    found = growth(level.interval, earlier)
    if not found.disjoint(told_rate):
        return
    if facts.of_claim(level).real or relations.load().prices.search(rate.lead):
        facts.skip(NAME, "growth at constant prices", level, change, rate)
    elif not _one_time(before["since"] or "", one.words["against"], level):
        facts.skip(NAME, "change and growth are held against different times", level, change, rate)
    else:
        yield _rate_finding(level, change, rate, moved, found)


def _signed(claim: Claim, words: str) -> Interval:
    """The figure as a change: below zero when the words tell of a fall and it was not read so."""
    fell = falls(words) and claim.statement.value > 0
    return claim.interval.scaled(Decimal(-1)) if fell else claim.interval


def _one_time(since: str, against: str, level: Claim) -> bool:
    """Whether change and rate are held against one time; at the end of a year, its beginning and the last one are."""
    if "环比" in since + against or "上月" in since + against:
        return since == against or not against
    january = ["年初" in words or "年底" in words for words in (since, against)]
    if len(level.period or "") == 4 or since == against or not against or not since:
        return True
    return january[0] == january[1]


def _between(one: Told) -> Iterator[Finding]:
    """Two amounts and what lies between them."""
    now, before, change = one["now"], one["before"], one["change"]
    if not now.base == before.base == change.base:
        return
    if one.wording == "from, to, by" and not re.search(r"[由从][^，,；;。]*$", before.lead):
        return
    moved, found = _signed(change, change.lead), now.interval - before.interval
    if found.disjoint(moved):
        yield _base_finding(NAME, now, before, change, found)


def _with_rate(facts: Facts, sentence: list[Claim], change: Claim) -> Finding | None:
    rates = [c for c in sentence if c.statement.measure == "growth" and _belongs(c, change)]
    level = _level(facts, sentence, change) if rates else None
    if level is None or _EARLIER.search(level.lead):
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
    return _rate_finding(level, change, rate, change.interval, found)


def _rate_finding(level: Claim, change: Claim, rate: Claim, moved: Interval, found: Interval) -> Finding:
    before = level.interval - moved
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
    return _base_finding("target" if modality == "target" else NAME, now, before, change, found)


def _base_finding(rule: str, now: Claim, before: Claim, change: Claim, found: Interval) -> Finding:
    return finding(
        rule,
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
