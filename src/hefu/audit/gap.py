"""`gap`: two rates and the printed distance between them; and what two distances say of one other place.

高于全省3.2个百分点 beside both rates; 由5.2%提高到6.1%，提高1.2个百分点; 超出增长12%的目标2.4个百分点;
比上半年加快1.7个百分点 and the rate of that time. Silent when the other rate stands nowhere: then `implies` derives
it, and derivations for one place and time that disagree are a conflict, too; and when distances are handed out
(分别高于…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hefu.audit.claims import Claim, year_before
from hefu.audit.intervals import Interval
from hefu.audit.series import FAINT, Facts
from hefu.audit.wordings import WORDS, Told, falls, wording
from hefu.audit.writing import finding, own, quote, said, short, tell
from hefu.model import Finding

NAME = "gap"
EXAMPLES = (
    ("全市规模以上工业增加值增长11.2%，全省增长8.9%，高于全省3.2个百分点。", ("11.2%", "3.2个百分点")),
    ("城镇化率由2020年的61.2%提高到2021年的62.9%，提高2.7个百分点。", ("62.9%", "2.7个百分点")),
)
NEAR_MISSES = (
    "全市规模以上工业增加值增长11.2%，全省增长8.9%，高于全省2.3个百分点。",
    "全市规模以上工业增加值增长11.2%，全省增长8.9%，增速比上年提高3.2个百分点。",
    "城镇化率由2020年的61.2%提高到2021年的62.9%，提高1.7个百分点。",
)
WORDINGS = (
    wording(
        "the year before behind it",
        r"{P.now}[，,（(]{when}(?P<move>{move})了?{T.distance}[）)]?[，,；;（(](?:而|[比较])?{year}(?:的)?{few}{P.other}",
        example="森林覆盖率43.6%，比2016年提高3.5个百分点，2016年为40.1%。",
        near_miss="森林覆盖率43.6%，比2016年提高3.5个百分点，2016年造林面积增长40.1%。",
    ),
    wording(
        "the year before beside it",
        r"{P.now}[，,（(](?:而|[比较])?{year}(?:的|为|是)*{P.other}[）)]?[，,、]?{when}(?P<move>{move})了?{T.distance}",
        example="森林覆盖率43.6%，2016年为40.1%，提高3.5个百分点。",
        near_miss="森林覆盖率43.6%，2016年为40.1%，湿地保护率提高3.2个百分点。",
    ),
    wording(
        "another one behind it",
        r"{P.now}[，,、（(](?:增速|增幅|涨幅)?(?:比|[^，,；;。]{0,2})?(?P<move>{than})(?P<than>[^，,；;。\ue000-\ue003]{2,10}?)"
        r"(?:平均)?(?:水平|增速|增幅)?{T.distance}[）)]?[^\ue000-\ue003。]{0,24}[，,；;、](?:同期|而|当期)*(?P=than)"
        r"(?P<name>[^，,；;。\ue000-\ue003]{0,18}){P.other}",
        example="工业投资增长16.2%，增速高于全部投资6.4个百分点，全部投资增长9.8%。",
        near_miss="工业投资增长16.2%，增速高于全部投资5.1个百分点，民间投资增长9.8%。",
    ),
    wording(
        "another one before it",
        r"{P.other}[，,；;、][^\ue000-\ue003；;。]{2,24}{P.now}[，,、（(](?:增速|增幅|涨幅)?(?P<move>{than})"
        r"(?P<than>[^，,；;。\ue000-\ue003]{2,10}?)(?:平均)?(?:水平|增速|增幅)?{T.distance}",
        example="全部投资增长9.8%，工业投资增长16.2%，高于全部投资6.4个百分点。",
        near_miss="民间投资增长9.8%，工业投资增长16.2%，高于全部投资5.1个百分点。",
    ),
    wording(
        "told between",
        r"{P.now}[，,、（(](?:增速|增幅|涨幅)?(?P<than>{than}|超出|[比较])[^，,；;。\ue000-\ue003]{0,14}{P.other}[）)]?的?"
        r"(?:平均|预期|年度|计划|目标|任务|水平|增速|增幅|涨幅|指标)*(?P<move>{move}|)了?出?{T.distance}",
        example="财政收入增长14.4%，超出年初确定的增长12%的目标2.4个百分点。",
        near_miss="财政收入增长14.4%，超出年初确定的增长12%的目标，税收占比提高2.2个百分点。",
    ),
)
_BARE = re.compile(r"(?:增长|上涨|同比|累计|平均|增速|增幅|涨幅|下降|下跌|为|达到?|是|实现)*")
_SINCE = re.compile(
    r"(?:增速|增幅|涨幅|降幅)?[比较](?P<period>上半年|一季度|前三季度|[1１]\D{1,2}\d{1,2}月份?|上年|去年|\d{4}年)(?:同期|全年)?(?:分别)?"
    rf"(?P<move>{WORDS['move']})了?$"
)
_NEXT = 2
_NATION = re.compile(r"全国|国家")
_THAN = re.compile(r"[比较](?:全[国省区市州]|[^，,；;。]{2,8}平均)[^，,；;。]*$")
_LOWER_HIGHER = re.compile(r"的?[^，,；;。]{0,6}?([低慢高快])(?:了|出)?")
_BETWEEN = re.compile(r"[，,；;]?([^，,；;。于]{2,16}?)(?:增速|增幅|涨幅)?([快高低慢])[于过]([^，,；;。]{2,12})$")
_MOVED = re.compile(
    r"[，,、]?(?:[两三四五六七八九十]年间?来?)?(?:共|累计)?"
    r"(?:提高|提升|上升|增加|下降|降低|回落|减少|缩小|扩大)了?"
)
_FROM = re.compile(r"[由从][^，,；;。]*$")
_TO = re.compile(
    r"^[^，,；;。]{0,4}(?:提高|提升|上升|增加|下降|降低|回落|减少|缩小|扩大|降|升|调整)(?:到|至|为)[^，,；;。]*$"
)
Derived = dict[tuple[str, str, str, str, str], tuple[Claim, Claim, Interval]]
"""What distances say of another place: by document, indicator, place, time and measure."""
_RATES = ("growth", "ratio")


def check(facts: Facts) -> Iterator[Finding]:
    yield from (found for one in facts.told(WORDINGS) if (found := _told(one)) is not None)
    derived: Derived = {}
    for sentence in facts.each_sentence():
        if any(claim.statement.unit == "百分点" for claim in sentence):
            yield from _since(facts, sentence)
        for at, claim in enumerate(sentence):
            statement = claim.statement
            if claim.cell or statement.unit != "百分点":
                continue
            beside = _against(sentence, at) or _from_to(sentence, at) or _two(sentence, at)
            yield from beside
            if beside or statement.confidence < FAINT:
                continue
            if statement.measure == "gap":
                yield from _place(facts, sentence, at, derived)
            elif statement.measure == "change":
                yield from _time(facts, sentence, at)


def _told(one: Told) -> Finding | None:
    """Two rates and their distance, put together by the words."""
    now, other, distance = one["now"], one["other"], one["distance"]
    if "than" in one.words and one.wording == "another one before it" and one.words["than"][:4] not in other.lead:
        return None
    if now.statement.measure != other.statement.measure and one.wording != "told between" and "than" in one.words:
        return None
    size = Interval(abs(distance.statement.value), abs(distance.statement.value)).widened(_half(distance))
    name = one.words.get("name", "")
    if _BARE.sub("", name) and name[:2] not in now.statement.indicator:
        return None
    return _judge(now, other, distance, one.words["move"] or one.words.get("than", ""), size)


def _judge(now: Claim, other: Claim, distance: Claim, move: str, size: Interval) -> Finding | None:
    """Whether two rates lie so far apart as the words say; of two falls, the steeper one may be called the higher."""
    found = now.interval - other.interval
    if falls(move.rstrip("于过出")):
        found = found.scaled(Decimal(-1))
    if now.interval.high <= 0 and other.interval.high <= 0 and found.middle < 0:
        found = found.scaled(Decimal(-1))
    if not found.disjoint(size) or distance.statement.bound != "=":
        return None
    return _finding(now, other, distance, found)


def _since(facts: Facts, sentence: list[Claim]) -> Iterator[Finding]:
    """增长6.3%，比上半年加快1.7个百分点. … 上半年增长5.2%: an earlier rate of the same thing, told without a name."""
    for at, distance in enumerate(sentence):
        words = _SINCE.search(distance.lead) if at and distance.statement.unit == "百分点" else None
        if words is None or sentence[at - 1].statement.unit != "%" or sentence[at - 1].cell:
            continue
        other = _told_of(facts, sentence, at, words["period"])
        if other is not None:
            size = Interval(abs(distance.statement.value), abs(distance.statement.value)).widened(_half(distance))
            found = _judge(sentence[at - 1], other, distance, words["move"], size)
            if found is not None:
                yield found


def _told_of(facts: Facts, sentence: list[Claim], at: int, period: str) -> Claim | None:
    """The rate that stands behind this period and nothing else; figures with names of their own end the search."""
    now = sentence[at - 1]
    following = [claim for group in facts.around(after=_NEXT) for claim in group]
    for claim in [*sentence[at + 1 :], *following]:
        clause = re.split(r"[，,；;、：:]", claim.lead)[-1]
        if claim.name == now.name and claim.statement.measure == now.statement.measure and period in claim.lead:
            return claim
        if claim.statement.unit != "%" or not re.fullmatch(r"\D{0,4}[\d\D]{0,7}(?:增长|下降|上涨|增速|为)+", clause):
            return None
        if re.fullmatch(rf"{re.escape(period)}(?:同期|全年)?{_BARE.pattern}", clause):
            return claim
    return None


def rates_of(sentence: list[Claim], at: int) -> Claim | None:
    """The rate that a distance is measured from: the last one before it of its own place."""
    reference = place_of(sentence[at])
    for claim in reversed(sentence[:at]):
        statement = claim.statement
        if claim.lead.endswith(("（", "(")):
            continue  # the rate of the place before the bracket
        if statement.measure in _RATES and statement.unit == "%" and not _is_of(claim, reference):
            return claim if _same_name(claim, sentence[at]) else None
    return None


def other_of(facts: Facts, sentence: list[Claim], at: int, own_rate: Claim) -> Claim | None:
    """The rate of the other place: in the sentence, else in the series of that place."""
    reference = place_of(sentence[at])
    for claim in sentence:
        kind = (claim.name, claim.statement.measure, claim.statement.basis)
        wanted = (own_rate.name, own_rate.statement.measure, own_rate.statement.basis)
        if claim is not own_rate and kind == wanted and _is_of(claim, reference):
            return claim
    said = " ".join(sorted({*own_rate.definition.split(), reference}))
    above = facts.find(own_rate.name, own_rate.statement.area, said)
    told_here = above.at(own_rate.statement.measure, own_rate.statement.basis, own_rate.period)
    if told_here:
        return told_here[0]
    place = facts.above(own_rate.statement.area, reference) or reference
    series = facts.find(own_rate.name, place, own_rate.definition)
    found = series.at(own_rate.statement.measure, own_rate.statement.basis, own_rate.period)
    return found[0] if found and place != own_rate.statement.area else None


def place_of(claim: Claim) -> str:
    """The other place of a distance, by the words: 全国, 全省."""
    name = (claim.statement.basis or "").removeprefix("vs:")
    return re.sub(r"(?:平均)?(?:水平|增速|增幅)?$", "", name)


def _place(facts: Facts, sentence: list[Claim], at: int, derived: Derived) -> Iterator[Finding]:
    distance = sentence[at]
    rate = rates_of(sentence, at)
    if rate is None or any("分别" in c.lead for c in sentence[: at + 1] if c.statement.measure == "gap"):
        return
    other = other_of(facts, sentence, at, rate)
    if other is not None:
        found = rate.interval - other.interval
        if found.disjoint(distance.interval):
            yield _finding(rate, other, distance, found)
        return
    implied = rate.interval - distance.interval
    key = (rate.doc, rate.name + rate.definition, place_of(distance), rate.period or "", rate.statement.measure)
    earlier = derived.setdefault(key, (rate, distance, implied))
    one, two = earlier[0].statement, rate.statement
    two_places = one.modality == two.modality and one.area != two.area
    if rate.period and two_places and earlier[2].disjoint(implied):
        yield _derivations(earlier, (rate, distance, implied))


def _against(sentence: list[Claim], at: int) -> list[Finding]:
    """增长7.4%，比全国8.1%的增速低1.7个百分点."""
    if at < 2 or not (told := _LOWER_HIGHER.fullmatch(sentence[at].lead)) or not _THAN.search(sentence[at - 1].lead):
        return []
    rate, other, distance = sentence[at - 2 : at + 1]
    if {rate.statement.unit, other.statement.unit} != {"%"} or rate.statement.measure not in _RATES:
        return []
    size = Interval(abs(distance.statement.value), abs(distance.statement.value)).widened(_half(distance))
    found = (other.interval - rate.interval) if told[1] in "低慢" else (rate.interval - other.interval)
    return [_finding(rate, other, distance, found)] if found.disjoint(size) else []


def _from_to(sentence: list[Claim], at: int) -> list[Finding]:
    """由上年的5.2%下降到4.6%，下降0.6个百分点."""
    if at < 2 or not _MOVED.fullmatch(sentence[at].lead):
        return []
    before, now, change = sentence[at - 2 : at + 1]
    if (
        {before.statement.unit, now.statement.unit} != {"%"}
        or not _TO.search(now.lead)
        or not _FROM.search(before.lead)
    ):
        return []
    size = Interval(abs(change.statement.value), abs(change.statement.value)).widened(_half(change))
    found = now.interval - before.interval
    moved = found if found.middle >= 0 else found.scaled(Decimal(-1))
    return [_finding(now, before, change, moved)] if moved.disjoint(size) else []


def _two(sentence: list[Claim], at: int) -> list[Finding]:
    """城镇…增长7.2%，农村…增长10.1%，农村…增速快于城镇…2.9个百分点: two indicators of one place."""
    told = _BETWEEN.search(sentence[at].lead)
    if at < 2 or told is None:
        return []
    pair = {claim.name[:2]: claim for claim in sentence[at - 2 : at]}
    one, other = pair.get(told[1][:2]), pair.get(told[3][:2])
    if one is None or other is None or one is other or {one.base, other.base} != {"%"}:
        return []
    size = Interval(abs(sentence[at].statement.value), abs(sentence[at].statement.value)).widened(_half(sentence[at]))
    found = other.interval - one.interval if told[2] in "低慢" else one.interval - other.interval
    return [_finding(one, other, sentence[at], found)] if found.disjoint(size) else []


def _half(claim: Claim) -> Decimal:
    return (claim.interval.high - claim.interval.low) / 2


def _time(facts: Facts, sentence: list[Claim], at: int) -> Iterator[Finding]:
    """A rate now, the same a year before, and by how many points it moved."""
    change = sentence[at]
    before = [c for c in sentence[:at] if c.statement.measure in _RATES and c.name == change.name]
    if not before or before[-1].statement.unit != "%":
        return
    now = before[-1]
    earlier = year_before(now.period) if now.period else None
    same = [c for c in before[:-1] if c.statement.measure == now.statement.measure and c.period == earlier]
    if earlier is None or not same:
        series = facts.of_claim(now)
        same = [c for c in series.at(now.statement.measure, now.statement.basis, earlier) if c.doc == now.doc]
        if change.statement.basis != "yoy" or earlier is None:
            return
    if same and same[-1].statement.modality == "actual":
        found = now.interval - same[-1].interval
        if found.disjoint(change.interval):
            yield _finding(now, same[-1], change, found)


def _same_name(rate: Claim, distance: Claim) -> bool:
    return rate.name == distance.name or distance.name.startswith(rate.name) or rate.name.startswith(distance.name)


def _is_of(claim: Claim, place: str) -> bool:
    """Whether a rate is that of the other place: by its area, or by the words right before it."""
    near = re.split(r"[，,；;。、]", claim.lead)[-1]
    return claim.statement.area == place or (bool(place) and place in near and "于" + place not in near)


def _finding(rate: Claim, other: Claim, distance: Claim, found: Interval) -> Finding:
    return finding(
        NAME,
        tell(
            "{one} and {other} lie {found} points apart, not {distance} ({about}).",
            one=quote(rate),
            other=quote(other),
            found=short(found.middle),
            distance=quote(distance),
            about=said(rate),
        ),
        [own(rate), own(other), ("distance", "one − other", found), own(distance)],
        [(rate, other.interval + distance.interval), (other, rate.interval - distance.interval), (distance, found)],
    )


def _derivations(one: tuple[Claim, Claim, Interval], two: tuple[Claim, Claim, Interval]) -> Finding:
    place = place_of(one[1])
    return finding(
        NAME,
        tell(
            "{rate} and {distance} make {found} % for {place}, {other} and {apart} make {second} % ({about}).",
            rate=quote(one[0]),
            distance=quote(one[1]),
            found=short(one[2].middle),
            place=place,
            other=quote(two[0]),
            apart=quote(two[1]),
            second=short(two[2].middle),
            about=said(one[0]),
        ),
        [
            *(own(one[0]), own(one[1]), (place, "rate − distance", one[2])),
            *(own(two[0]), own(two[1]), (place, "rate − distance", two[2])),
        ],
        [
            (one[0], two[2] + one[1].interval),
            (one[1], one[0].interval - two[2]),
            (two[0], one[2] + two[1].interval),
            (two[1], two[0].interval - one[2]),
        ],
    )
