"""`impossible`: a rate beyond its natural limit, a fall by more than everything.

The limit is the lexicon's, or that of names that end like a rate of coverage, or of a share of what is of one kind
(民生支出占一般公共预算支出的比重). Silent about rates that may pass it: 完成预算的106%, 毛入学率, growth, what may
turn negative.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from hefu.audit.claims import Claim, concept, own_words
from hefu.audit.intervals import INFINITY, Interval
from hefu.audit.series import FAINT, Facts
from hefu.audit.writing import finding, own, quote, said, tell
from hefu.lexicon import indicators, relations
from hefu.lexicon.indicators import plain
from hefu.model import Finding

NAME = "impossible"
EXAMPLES = (
    ("全市农村自来水普及率达到102.4%。", ("102.4%",)),
    ("年末全市电视人口覆盖率为101.6%。", ("101.6%",)),
    ("全年进口总额2.1亿元，下降103.5%。", ("103.5%",)),
)
NEAR_MISSES = (
    "全年完成固定资产投资计划的104.2%。",
    "小学毛入学率达到102.4%。",
    "全市农村自来水普及率达到100%。",
    "税收收入增长103.5%。",
)
_BELOW_NOTHING = Decimal(-100)
_CLAUSE = re.compile(r"[，,；;。、（(]")
_PART_OF = re.compile(r"(?P<part>[^占]{2,})占(?:全[国省市县区])?(?P<whole>[^占]{2,}?)(?:比重|比例|份额)")
"""民生支出占一般公共预算支出比重: what is of one kind with the whole is a part of it."""
_TURNS = re.compile(r"利润|利税|盈|亏|顺差|逆差|净|结余|收支差")
_PREFIX = 4
_SHORTEST = 4
"""Words in front (城区, 农村) narrow what is measured, and leave its limit."""
_WHOLE = {"%": Decimal(100), "‰": Decimal(1000)}

_FALLS = "{about} cannot be {value}: nothing can fall by more than 100 %."
_ENDS = "{about} cannot be {value}: it ends at {limit}."


def check(facts: Facts) -> Iterator[Finding]:
    for series in facts.each_series():
        for claim in series.claims:
            found = _limit(claim)
            if found is not None:
                yield found


def _limit(claim: Claim) -> Finding | None:
    statement = claim.statement
    if statement.confidence < FAINT:
        return None
    if statement.measure == "growth" and statement.unit == "%":
        if statement.value >= _BELOW_NOTHING or claim.interval.high > _BELOW_NOTHING or _may_turn(claim.name):
            return None
        return _finding(claim, Interval(_BELOW_NOTHING, INFINITY), _FALLS)
    if statement.measure not in ("ratio", "level"):
        return None
    highest = limit(claim.name, statement.indicator, statement.unit)
    if highest is None or claim.interval.low < highest or statement.value <= highest:
        return None
    near = plain(claim.lead[-20:]).replace(own_words(statement.indicator), "")
    if relations.load().open.search(near) or relations.load().open.search(_CLAUSE.split(claim.tail[:6])[0]):
        return None
    return _finding(claim, Interval(Decimal(0), highest), _ENDS)


def limit(name: str, indicator: str, unit: str) -> Decimal | None:
    """Where the values of an indicator end, in its printed unit; None when nothing is known."""
    return _end(indicators.load(), name, indicator, unit)


@lru_cache(100_000)
def _end(_known: indicators.Indicators, name: str, indicator: str, unit: str) -> Decimal | None:
    words = relations.load()
    names = (name, *(name[at:] for at in range(1, min(_PREFIX, len(name) - _SHORTEST) + 1)))
    known = next((found for one in names if (found := concept(one)) is not None and found.name[-2:] == one[-2:]), None)
    if known is not None and known.maximum is not None:
        fits = known.unit_family != "ratio" or unit == "%"
        return known.maximum if fits else None
    if known is not None and known.kind not in ("rate", ""):
        return None
    if unit in _WHOLE and (parts := _PART_OF.fullmatch(name)) and parts["part"][-2:] == parts["whole"][-2:]:
        return _WHOLE[unit]
    if unit in _WHOLE and name.endswith(words.closed) and not words.open.search(indicator):
        return _WHOLE[unit]
    return None


def _may_turn(name: str) -> bool:
    """Whether it may turn negative, so that its fall may pass 100 %: profits, balances."""
    if _TURNS.search(name):
        return True
    known = concept(name)
    return known.minimum is None if known is not None else not name.endswith(("额", "量", "收入", "投资", "值", "支出"))


def _finding(claim: Claim, needed: Interval, message: str) -> Finding:
    end = f"{needed.high}{'' if claim.statement.unit == '1' else claim.statement.unit}"
    told = tell(message, about=said(claim), value=quote(claim), limit=end)
    return finding(NAME, told, [own(claim)], [(claim, needed)])
