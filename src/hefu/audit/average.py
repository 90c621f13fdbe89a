"""`average`: the amounts at both ends of a span and the yearly average between them; 翻番 and N倍 against an earlier
year; an amount, its change since a year, and the yearly average.

Silent when growth is at constant prices, when an end is claimed with different values, when averages are handed out
(年均分别增长7.5%和9.2%), about the years of a five-year plan (its average starts from the year before), and where all
fits when the last year is the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hefu.audit.claims import Claim, year_before
from hefu.audit.growth_level import against
from hefu.audit.intervals import INFINITY, Interval, grown
from hefu.audit.series import DOUBTFUL, Facts, Series
from hefu.audit.wordings import Told, falls, wording
from hefu.audit.writing import finding, own, quote, said, short, tell
from hefu.lexicon import relations
from hefu.model import Finding

NAME = "average"
EXAMPLES = (
    (
        "农村居民人均可支配收入由2015年的9800元增加到2020年的15100元，年均增长12.3%。",
        ("15100元", "12.3%"),
    ),
    ("2015年全市快递业务量2100万件。2020年全市快递业务量3200万件，比2015年翻了一番。", ("3200万件", "翻了一番")),
)
NEAR_MISSES = (
    "农村居民人均可支配收入由2015年的9800元增加到2020年的15100元，年均增长9.0%。",
    "地区生产总值由2015年的980亿元增加到2020年的1510亿元，年均增长7.3%。",
)
WORDINGS = (
    wording(
        "from, to, times",
        r"{A.before}{to}{some}{A.now}[，,、](?:实现了?|[两三四五六七八九十]年间?|增长了?|扩大了?|约|达)*{M.times}",
        example="全市生产总值由486亿元增加到986亿元，翻了一番。",
        near_miss="全市生产总值由486亿元增加到986亿元，人均翻了一番。",
    ),
    wording(
        "times, from, to",
        r"{M.times}[，,]{some}[由从]{some}{A.before}{to}{some}{A.now}",
        example="2021年旅游收入是2016年的2.4倍，由52.1亿元增加到126.8亿元。",
        near_miss="2021年旅游收入是2016年的2.4倍，由此带动投资52.1亿元。",
    ),
)
YEARLY = (
    wording(
        "from, to, yearly",
        r"{A.before}{to}{some}{A.now}[，,、](?P<span>[^，,；;。\ue000-\ue003]{0,6})(?:年均|年平均|平均每年)(?P<move>{move})(?:了|为|达到?)*{P.rate}",
        example="城镇居民收入从2012年的22840元提高到2021年的45120元，九年间年均增长7.9%。",
        near_miss="城镇居民收入从2012年的22840元提高到2021年的45120元，年均分别增长7.9%和8.2%。",
    ),
)
SINCE = (
    wording(
        "change since, yearly",
        r"{A.now}[，,、（(][比较](?P<year>\d{4})年(?P<up>{move})了?{A.change}[，,、](?:年均|年平均)(?P<move>{move})(?:了|达|为)*{P.rate}",
        example="2015年农民收入11236元，比2010年增加5410元，年均增长14.0%。",
        near_miss="2015年农民收入11236元，比2010年增加5410元，城镇居民收入年均增长9.2%。",
    ),
)
_PER_HEAD = re.compile(r"人均|户均|平均|同比|上年|去年")
_DOUBLED = (Decimal("0.95"), Decimal("1.3"))
"""翻番 is said of so much of the exact multiple."""
_MORE = re.compile(r"(?:增长|提高|增加|提升|扩大|上升)了?(?:到|至)?$")
_FROM = re.compile(r"[由从][^，,；;。]*$")
_PLAN = 5
_FEWEST, _LONGEST = 2, 50
_BASE_YEAR = re.compile(r"(\d{4})年(?:末|底)?的?$")
_SPAN = re.compile(r"(?:[这近前过去]*[一二三四五六七八九十\d]+年(?:间|来|期间)?|期间|“?十[一二三四]五”?(?:时期|期间)?)")
_YEAR = re.compile(r"\d{4}")


def check(facts: Facts) -> Iterator[Finding]:
    for series in facts.each_series():
        for (measure, basis, period), claims in list(series.slots.items()):
            if period is None or (measure != "multiple" and basis != "avg"):
                continue
            for claim in claims:
                found = _average(facts, series, claim) if basis == "avg" else _multiple(facts, series, claim)
                if found is not None:
                    yield found
                    break
    for sentence in facts.each_sentence():
        for at, claim in enumerate(sentence[2:], 2):
            pair = against(sentence, at) if claim.statement.measure == "multiple" else None
            if pair is not None and (found := _judge_multiple(pair[1], pair[0], claim)) is not None:
                yield found
            if claim.statement.basis == "avg" and _SPAN.fullmatch(claim.name):
                yield from _nameless(facts, sentence[:at], claim)
    for one in facts.told(WORDINGS):
        yield from _told(one)
    for one in facts.told(YEARLY):
        yield from _from_to(facts, one)
    for one in facts.told(SINCE):
        yield from _since(facts, one)


def _from_to(facts: Facts, one: Told) -> Iterator[Finding]:
    """从2012年的22840元提高到2021年的45120元，年均增长12.6%, whatever the time of the rate was read as."""
    before, now, rate = one["before"], one["now"], one["rate"]
    years = [c.period for c in (before, now) if c.period and _YEAR.fullmatch(c.period)]
    if len(years) != 2 or before.base != now.base or before.interval.low <= 0 or not _FROM.search(before.lead):
        return
    count = int(years[1]) - int(years[0])
    if int(years[0]) % _PLAN == 1 and count == _PLAN - 1:
        return  # a five-year plan, whose average starts from the year before it
    if not 1 < count < _LONGEST or facts.of_claim(now).real or relations.load().prices.search(rate.lead):
        return
    found = _yearly(before, now, count)
    if found.disjoint(rate.interval) and not _of_last_year(before, now, rate, count):
        yield _finding(before, now, rate, count, found)


def _since(facts: Facts, one: Told) -> Iterator[Finding]:
    """2015年11236元，比2010年增加5410元，年均增长10.2%: the amount of 2010 is what is left."""
    now, change, rate = one["now"], one["change"], one["rate"]
    years = int((now.period or "0")[:4]) - int(one.words["year"])
    up = falls(one.words["up"]) and change.statement.value > 0
    before = now.interval - (change.interval.scaled(Decimal(-1)) if up else change.interval)
    if now.base != change.base or not 1 < years < _LONGEST or before.low <= 0 or facts.of_claim(now).real:
        return
    factor = (now.interval / before).root(years)
    found = Interval((factor.low - 1) * 100, (factor.high - 1) * 100)
    if found.disjoint(rate.interval):
        yield _since_finding(now, change, rate, years, found)


def _told(one: Told) -> Iterator[Finding]:
    """Two amounts and how many times the one the other is, put together by the words."""
    before, now, times = one["before"], one["now"], one["times"]
    if before.base != now.base or before.interval.low <= 0 or _PER_HEAD.search(times.lead):
        return
    if one.wording == "from, to, times" and not _FROM.search(before.lead):
        return
    found = _judge_multiple(before, now, times)
    if found is not None:
        yield found


def _since_finding(now: Claim, change: Claim, rate: Claim, years: int, found: Interval) -> Finding:
    before = now.interval / grown(rate.interval).power(years)
    how = tell("(now ÷ (now − change))^(1/{years}) − 1", years=years)
    return finding(
        NAME,
        tell(
            "{now} after a change of {change} in {years} years is {found} % a year, not {rate} ({about}).",
            now=quote(now),
            change=quote(change),
            years=years,
            found=short(found.middle),
            rate=quote(rate),
            about=said(now),
        ),
        [
            own(now),
            own(change),
            ("a year", how, found),
            own(rate),
        ],
        [(now, None), (change, now.interval - before), (rate, found)],
    )


def _nameless(facts: Facts, before: list[Claim], rate: Claim) -> Iterator[Finding]:
    """2016年112家；2021年412家，五年年均增长41.2%: the average of the amounts right before it."""
    first, now = before[-2:]
    if (
        first.name == now.name
        and first.base == now.base
        and {first.statement.measure, now.statement.measure} == {"level"}
    ):
        years = [c.period for c in (first, now) if c.period and _YEAR.fullmatch(c.period)]
        if len(years) == 2 and years[0] < years[1] and not facts.of_claim(now).real:
            count = int(years[1]) - int(years[0])
            found = _yearly(first, now, count)
            if found.disjoint(rate.interval):
                yield _finding(first, now, rate, count, found)


def _average(facts: Facts, series: Series, rate: Claim) -> Finding | None:
    years = [int(year[:4]) for year in (rate.period or "").split("/")]
    if len(years) != 2 or rate.statement.measure != "growth" or rate.statement.confidence < DOUBTFUL:
        return None
    if "分别" in rate.lead or rate.lead.strip() in ("和", "、", "与", "及"):
        return None  # of several: whose it is, the words do not say
    plan = years[0] % 5 == 1 and years[1] % 5 == 0  # the average of a five-year plan starts from the year before it
    for first in (years[0] - 1,) if plan else (years[0] - 1, years[0]):
        ends = _ends(series, rate, str(first), str(years[1]))
        if ends is None or years[1] - first < 2:  # an average of one year is of other years than were read
            continue
        before, now = ends
        count = years[1] - first
        found = _yearly(before, now, count)
        if not found.disjoint(rate.interval) or _of_last_year(before, now, rate, count):
            return None
        if series.real or relations.load().prices.search(rate.lead):
            facts.skip(NAME, "growth at constant prices", before, now, rate)
            return None
        return _finding(before, now, rate, count, found)
    return None


def _yearly(before: Claim, now: Claim, years: int) -> Interval:
    factor = (now.interval / before.interval).root(years)
    return Interval((factor.low - 1) * 100, (factor.high - 1) * 100)


def _of_last_year(before: Claim, now: Claim, rate: Claim, count: int) -> bool:
    """Whether all fits when 全年, in a report from early in a year, is the year before."""
    return now.due and count > _FEWEST and not _yearly(before, now, count - 1).disjoint(rate.interval)


def _ends(series: Series, rate: Claim, first: str, last: str) -> tuple[Claim, Claim] | None:
    levels = [c for c in series.at("level", None, last) if c.statement.modality == rate.statement.modality]
    if not levels:
        return None
    now = series.level(last, levels[0].base, (rate.statement.modality,), like=rate)
    before = series.level(first, levels[0].base, ("actual", "estimate"), like=rate)
    if now is None or before is None or now.cell != before.cell:
        return None
    return before, now


def _multiple(facts: Facts, series: Series, times: Claim) -> Finding | None:
    basis, period = times.statement.basis or "", times.period or ""
    named = _BASE_YEAR.search(times.lead)
    since = basis.removeprefix("since:") if basis.startswith("since:") else named and named[1]
    earlier = since or (year_before(period) if basis == "yoy" else None)
    ends = _ends(series, times, earlier, period) if earlier and _YEAR.fullmatch(earlier) else None
    if ends is None or times.statement.confidence < DOUBTFUL or series.real:
        return None
    return _judge_multiple(*ends, times)


def _judge_multiple(before: Claim, now: Claim, times: Claim) -> Finding | None:
    found = now.interval / before.interval
    wanted = _wanted(times)
    if any(not found.disjoint(one) for one in wanted):
        return None
    return finding(
        NAME,
        tell(
            "{now} is {found} times {before}, not {rate} ({about}).",
            now=quote(now),
            found=short(found.middle),
            before=quote(before),
            rate=quote(times),
            about=said(now),
        ),
        [own(now), own(before), ("multiple", "now ÷ before", found), own(times)],
        [(now, before.interval * wanted[0]), (before, now.interval / wanted[0]), (times, found)],
    )


def _wanted(times: Claim) -> tuple[Interval, ...]:
    """The multiples that the words allow: 翻番 is said with some freedom, 增长1.5倍 of 1.5 and 2.5 times."""
    interval = times.interval
    if "翻" in times.statement.quote:
        high = INFINITY if interval.high == INFINITY else times.statement.value * _DOUBLED[1]
        return (Interval(times.statement.value * _DOUBLED[0], high),)
    if _MORE.search(times.lead):
        one = Interval(Decimal(1), Decimal(1))
        return interval + one, interval
    return (interval,)


def _finding(before: Claim, now: Claim, rate: Claim, years: int, found: Interval) -> Finding:
    factor = grown(rate.interval).power(years)
    return finding(
        NAME,
        tell(
            "From {before} to {now} in {years} years is {found} % a year, not {rate} ({about}).",
            before=quote(before),
            now=quote(now),
            years=years,
            found=short(found.middle),
            rate=quote(rate),
            about=said(now),
        ),
        [own(now), own(before), ("a year", tell("(now ÷ before)^(1/{years}) − 1", years=years), found), own(rate)],
        [(now, before.interval * factor), (before, now.interval / factor), (rate, found)],
    )
