"""`share`: a part, its whole, and the share; what came in, what was done, and the rate of it (办结率).

The whole is the amount that the part was taken from in the sentence, or the one that the words name
(占一般公共预算收入的 70.4%), wherever it is told; rates with a part and a whole of other names (城镇化率) stand in
`lexicon/relations.toml`; good days are held against those of a year. Silent when the whole is of another place, time
or unit, when it was not read in the same sentence, when none is told, and about one unit of the last digit in
structures, which are rounded to add to 100.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hefu.audit.claims import Claim, name_of
from hefu.audit.intervals import Interval
from hefu.audit.series import FAINT, Facts, only
from hefu.audit.wordings import Told, wording
from hefu.audit.writing import finding, own, power_of_ten, quote, said, short, tell
from hefu.lexicon import relations
from hefu.lexicon.indicators import plain
from hefu.model import Finding

NAME = "share"
EXAMPLES = (
    ("全市耕地320万亩，其中高标准农田192万亩，占70%。", ("192万亩", "70%")),
    ("全年受理案件1200件，办结1100件，办结率98.5%。", ("1100件", "98.5%")),
    ("一般公共预算收入80亿元，其中税收收入62亿元，占一般公共预算收入的70.4%。", ("62亿元", "70.4%")),
)
NEAR_MISSES = (
    "全市耕地320万亩，其中高标准农田192万亩，占60%。",
    "全年接待游客320万人次，其中过夜游客192万人次，占全省的12%。",
    "全年受理案件1200件，办结1100件，办结率91.7%。",
)
WORDINGS = (
    wording(
        "of an amount told beside it",
        r"{A.part}[，,（(]占{some}{A.whole}的?(?:比重|比例|份额|比率)?的?(?:达到?|为|约|近)*{P.rate}",
        example="民生支出168.2亿元，占一般公共预算支出210.3亿元的比重达80.0%。",
        near_miss="民生支出168.2亿元，占一般公共预算支出210.3亿元，增长8.6%。",
    ),
    wording(
        "the ratio of two amounts",
        r"{A.part}[，,（(][与和同]{some}{A.whole}之?[间的]?比(?:值|例|重)?(?:达到?|为|约)*{P.rate}",
        example="研发经费投入18.46亿元，与地区生产总值1012.5亿元之比为1.82%。",
        near_miss="研发经费投入18.46亿元，与上年的16.5亿元相比增长11.9%。",
    ),
)
DAYS = (
    wording(
        "days of a year",
        r"{A.days}[，,、（(][^，,；;。\ue000-\ue003]{0,12}(?:优良率|达标率|比[例率]|占比|比重)(?:为|达到?|约)*{P.rate}",
        example="全年空气质量优良天数312天，优良率85.5%。",
        near_miss="全年空气质量优良天数312天，水质达标率91.2%。",
    ),
)
_GOOD_DAYS = re.compile(r"优良|达标|二级以上|好于二级")
_YEAR = Interval(Decimal(354), Decimal(366))
"""Days of a year that are measured: some fall out."""
_WATER = re.compile(r"水")
_PLANNED = re.compile(r"计划|目标|任务|预算$|预算数|指标")
_HUNDRED = Decimal(100)
_PEOPLE = ("总人口", "常住人口", "户籍人口")
"""占总人口 is of the population that the sentence tells."""
_SAID = 4
_NAMED = re.compile(r"(?P<part>[^占]+)占(?P<whole>[^占]+?)(?:比重|比例|份额|比率|比)")
_OF = re.compile(r"占(?:到|了)?(?P<whole>[^，,；;。、占]*?)(?:的?(?:比重|比例|份额))?(?:达到?|为|约|近|超过)?(?:的|$)")
_SHARE = re.compile(r"占比?")
_SAME_WHOLE = re.compile(
    r"(?:其|总|总数|总量|总额|总人数|总面积|全部|总数量|比|全年总量)?(?:的?(?:比重|比例))?(?:达到?|为|约)?"
)
_ELSEWHERE = re.compile(r"全国|全省|全区|全市|全县|全州|全球|世界|同期")
_OWN = re.compile(r"^全[市县区州旗]")
_ABOVE = ("全国", "全省", "全自治区", "全市", "全州", "全县")
_OF_AMOUNT = re.compile(r"占(?!年度|年初|预算|计划)[^，,；;。]{1,12}$")
_WORDS_OF_RATE = 2


def check(facts: Facts) -> Iterator[Finding]:
    for sentence in facts.each_sentence():
        for at, claim in enumerate(sentence):
            if claim.statement.measure == "ratio" and claim.statement.unit == "%" and not claim.cell and at:
                found = _share(facts, sentence, at) or _rate(sentence, at) or _beside(sentence, at)
                if found is not None:
                    yield found
    yield from _told(facts)
    for one in facts.told(DAYS):
        yield from _days(one)
    for series in facts.each_series():
        for (measure, _, _), claims in series.slots.items():
            rate = only(claims, ("actual", "estimate")) if measure == "ratio" and claims[0].base == "%" else None
            if rate is not None and (found := _related(facts, rate)) is not None:
                yield found


def _days(one: Told) -> Iterator[Finding]:
    """312 good days, and their share of the year."""
    days, rate = one["days"], one["rate"]
    if days.statement.unit != "天" or not _GOOD_DAYS.search(days.lead) or _WATER.search(rate.lead):
        return
    if days.period is not None and not re.fullmatch(r"\d{4}", days.period):
        return
    found = (days.interval / _YEAR).scaled(_HUNDRED)
    if found.disjoint(rate.interval):
        yield finding(
            NAME,
            tell(
                "{days} of a year is {found} %, not {rate} ({about}).",
                days=quote(days),
                found=short(found.middle),
                rate=quote(rate),
                about=said(days),
            ),
            [own(days), ("share", "days ÷ 354 to 366", found), own(rate)],
            [(days, _YEAR * rate.interval.scaled(1 / _HUNDRED)), (rate, found)],
        )


def _related(facts: Facts, rate: Claim) -> Finding | None:
    """A rate whose part and whole are told elsewhere: 城镇化率; 税收收入占一般公共预算收入的比重."""
    named = _NAMED.fullmatch(plain(rate.statement.indicator))
    known = relations.load().ratios.get(rate.name)
    names = known or ((named["part"], named["whole"]) if named else None)
    if names is None or rate.statement.confidence < FAINT or rate.statement.bound != "=":
        return None
    part = facts.beside(names[:1], rate)
    whole = facts.beside(names[1:], rate, part.base) if part is not None else None
    if part is None or whole is None or part is whole or not _fit(part, whole):
        return None
    if known is None and plain(names[1])[-_SAID:] not in plain(rate.lead):
        return None  # the whole was not read in this sentence
    return _judge(part, whole, rate)


def _told(facts: Facts) -> Iterator[Finding]:
    for one in facts.told(WORDINGS):
        if (
            one["part"].base == one["whole"].base
            and not _PLANNED.search(one["whole"].lead)
            and (found := _judge(one["part"], one["whole"], one["rate"]))
        ):
            yield found


def _share(facts: Facts, sentence: list[Claim], at: int) -> Finding | None:
    rate = sentence[at]
    match = _OF.search(rate.lead)
    if match is None or not re.match(r"\s*[，,、（(]?\s*(?:约|分别)?占", rate.lead):
        return None
    levels = [c for c in sentence[:at] if c.statement.measure == "level" and not c.cell]
    if not levels or sentence[at - 1].statement.measure not in ("level", "growth", "change") or "分别" in rate.lead:
        return None
    part = levels[-1]
    whole = _whole(facts, sentence, levels, match["whole"])
    if whole is None or not _fit(part, whole):
        return None
    return _judge(part, whole, rate)


def _whole(facts: Facts, sentence: list[Claim], levels: list[Claim], words: str) -> Claim | None:
    part = levels[-1]
    if _SAME_WHOLE.fullmatch(words):
        before = [c for c in levels[:-1] if c.base == part.base and c.statement.unit == part.statement.unit]
        among = "其中" in part.lead or "（" in part.lead
        return before[-1] if before and among and before[-1].name != part.name else None
    name = name_of(words)
    bare = re.sub(r"总[数量额](?:人数)?$", "", name)
    named = [c for c in levels[:-1] if c.name in (name, bare) and c.base == part.base]
    if not named and name in _PEOPLE:
        named = [c for c in levels[:-1] if c.name in _PEOPLE and c.base == part.base]
    if named:
        return named[-1]
    area = part.statement.area
    if words[:2] in _ABOVE and not (area or "市").endswith(words[1]):
        above = facts.above(area, words[:2])
        whole = facts.find(name_of(words[2:]) if words[2:] else part.name, above, part.definition)
        return whole.level(part.period, part.base) if part.period and above else None
    if _ELSEWHERE.search(_OWN.sub("", words)):
        return None
    series = facts.find(name, part.statement.area, part.definition)
    if part.period is None:
        levels = [c for c in series.claims if c.statement.measure == "level" and c.doc == part.doc]
        return only([c for c in levels if c.base == part.base])
    found = series.level(part.period, part.base, (part.statement.modality,))
    return found if found is not None and found.doc == part.doc else None


def _beside(sentence: list[Claim], at: int) -> Finding | None:
    """22.8万人，占总人口121.6万人的28.8%."""
    if at < 2 or sentence[at].lead.strip() != "的" or not _OF_AMOUNT.search(sentence[at - 1].lead):
        return None
    part, whole = sentence[at - 2], sentence[at - 1]
    levels = {part.statement.measure, whole.statement.measure} == {"level"}
    return _judge(part, whole, sentence[at]) if levels and _fit(part, whole) else None


def _rate(sentence: list[Claim], at: int) -> Finding | None:
    """办结1100件 of 受理1200件, 办结率: the rate's own word stands before the part."""
    rate = sentence[at]
    words = re.split(r"[，,；;、：:]", rate.lead)[-1].rstrip("达到为是约")
    if not words.endswith(("率", "面")) or "分别" in words or "率" in words[:-1]:
        return None
    stem = words[:-1][-_WORDS_OF_RATE:]
    levels = [c for c in sentence[:at] if c.statement.measure == "level" and not c.cell]
    if len(stem) < _WORDS_OF_RATE or len(levels) < 2 or sentence[at - 1] is not levels[-1]:
        return None
    part, whole = levels[-1], levels[-2]
    near = re.split(r"[，,；;。]", part.lead)[-1]
    if (
        stem not in near
        or stem in re.split(r"[，,；;。]", whole.lead)[-1]
        or part.statement.unit != whole.statement.unit
    ):
        return None
    return _judge(part, whole, rate) if _fit(part, whole) else None


def _fit(part: Claim, whole: Claim) -> bool:
    one, other = part.statement, whole.statement
    times = part.period == whole.period or part.period is None or whole.period is None
    return part.base == whole.base and times and one.modality == other.modality and one.bound == other.bound == "="


def _rounded(rate: Claim) -> Decimal:
    """Shares of a structure are rounded so that they add to 100: one more unit of the last digit is let pass."""
    listed = rate.statement.unit == "%" and "%" not in rate.statement.quote and not rate.cell
    return (rate.interval.high - rate.interval.low) / 2 if listed else Decimal(0)


def _judge(part: Claim, whole: Claim, rate: Claim) -> Finding | None:
    if whole.interval.low <= 0:
        return None
    found = (part.interval / whole.interval).scaled(_HUNDRED)
    if not found.disjoint(rate.interval.widened(_rounded(rate))):
        return None
    if part.doc != whole.doc and not power_of_ten(found, rate.interval):
        return None
    ratio = Interval(rate.interval.low / 100, rate.interval.high / 100)
    return finding(
        "magnitude" if power_of_ten(found, rate.interval) else NAME,
        tell(
            "{part} of {whole} is {found} %, not {rate} ({about}).",
            part=quote(part),
            whole=quote(whole),
            found=short(found.middle),
            rate=quote(rate),
            about=said(part),
        ),
        [own(part), own(whole), ("share", "part ÷ whole", found), own(rate)],
        [(part, whole.interval * ratio), (whole, part.interval / ratio), (rate, found)],
    )
