"""`share`: a part, its whole, and the share; what came in, what was done, and the rate of it (办结率).

The whole is the amount that the part was taken from in the sentence, or the one that the words name
(占一般公共预算收入的 70.4%). Silent when the whole is of another place, time or unit, or when none is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hefu.audit.claims import Claim, name_of
from hefu.audit.intervals import Interval
from hefu.audit.series import Facts, only
from hefu.audit.writing import finding, own, power_of_ten, quote, said, short, tell
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


def _judge(part: Claim, whole: Claim, rate: Claim) -> Finding | None:
    if whole.interval.low <= 0:
        return None
    found = (part.interval / whole.interval).scaled(rate.interval.low.__class__(100))
    if not found.disjoint(rate.interval):
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
