"""`same`: one indicator, place, time and measure, and two values: in two sentences, in a sentence and a table, or in
two tables.

Silent about different definitions (同口径 and 自然口径 make two series), parts of the period, values that only differ
in rounding, 约 and 以上, an estimate and the later result, another area's figure (全省 in a city's report), columns
of one table, cells of one name that differ among themselves, and names that say too little to be sure that both
sentences speak of one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from hefu.audit.claims import Claim, alike, own_words
from hefu.audit.series import DOUBTFUL, Facts, Series, Slot, only
from hefu.audit.writing import finding, own, quote, said, tell
from hefu.lexicon import relations
from hefu.model import Finding

NAME = "same"
EXAMPLES = (
    ("2021年全市规模以上工业企业达到412家。到2021年底，全市规模以上工业企业421家。", ("412家", "421家")),
    ("2021年，全市一般公共预算收入86.4亿元。会议指出，2021年一般公共预算收入完成88.1亿元。", ("86.4亿元", "88.1亿元")),
)
NEAR_MISSES = (
    "2021年全市造林18.36万亩。2021年全市造林18.4万亩。",
    "1—9月全市到位资金96亿元；1—12月全市到位资金131亿元。",
    "一般公共预算收入（同口径）增长5.2%，一般公共预算收入（自然口径）下降1.3%。",
    "预计全年生产总值增长7%左右。初步核算，全年生产总值增长7.4%。",
)

_OF_SOMETHING_ELSE = re.compile(
    r"[高低快慢好优]于|[（(]$|其中|其余|另有|另外|比|较|由|从|原|第[一二三四五]|每|平均|最高|最低|争取|目标|力争|突破|首次|累计|新增|净增|同期|任务|计划|预算|"
    r"(?:上年|去年|同期)(?:同期)?(?:增长|下降|为|是)|[一-九]是|近年|加上?|总计|总量|合计|余额|均"
)
"""Words before a figure by which it may be another one than the name says."""
_TABLES = 2
_AIM = re.compile(r"\s*(?:左右|以上|以内)?的[^，,；;。\d]{0,10}(?:目标|任务|计划|指标|预期)")
_SINCE = re.compile(r"相比|[比较]\d{4}年|[两三四五六七八九十]年[来间]|年均")
_YEARLY = re.compile(r"[比较](?:上年|去年)(?:同期|末|底)?")
_MEASURES = ("level", "growth", "ratio")
_WITHOUT_SUBJECT = re.compile(r"占|高于|低于|完成|为|达|超过")
_NEAR = 4
"""In sentences so close to each other, figures in the middle of a list may be of what the list is about."""
_FAR_KNOWN = 20
_FAR = 5
"""Of a name that the lexicon does not know, values further apart than so many times are about two things."""


def check(facts: Facts) -> Iterator[Finding]:
    for series in facts.each_series():
        told: set[str | None] = set()
        for (measure, _, period), claims in sorted(series.slots.items(), key=_amounts_first):
            if period in told:  # the growth of two amounts that are told of already
                continue
            if len(claims) > 1 and measure in _MEASURES and (period is not None or series.indicator is not None):
                found = list(_slot(facts, series, claims))
                told.update([period] if found else [])
                yield from found


def _amounts_first(item: tuple[Slot, list[Claim]]) -> bool:
    return item[0][0] != "level"


def _slot(facts: Facts, series: Series, claims: list[Claim]) -> Iterator[Finding]:
    for _, group in groupby(sorted(claims, key=_kind), key=_kind):
        claims_of_kind = list(group)
        members = [c for c in claims_of_kind if _clear(c)]
        yield from _table(facts, series, members, claims_of_kind)
        if len(members) < 2:
            continue
        low = min(members, key=lambda c: c.interval.high)
        high = max(members, key=lambda c: c.interval.low)
        if not low.interval.disjoint(high.interval):
            continue
        reason = _doubt(series, members, low, high)
        if reason:
            facts.skip(NAME, reason, low, high)
        else:
            yield _finding(low, high)


def _table(facts: Facts, series: Series, told: list[Claim], claims: list[Claim]) -> Iterator[Finding]:
    """What a sentence says against the cell of a table in the same document; columns that differ have other scopes."""
    yield from _cells(facts, series, [c for c in claims if c.cell and _alone(c)])
    cells = [c for c in claims if c.cell and c.statement.confidence >= DOUBTFUL]
    for doc, here in groupby(cells, key=lambda c: c.doc):
        cell = only(list(here), ("actual", "estimate", "target"))
        sentence = only([c for c in told if c.doc == doc], ("actual", "estimate", "target"))
        if cell is None or sentence is None or not cell.interval.disjoint(sentence.interval):
            continue
        reason = _doubt(series, [cell, sentence], *sorted((cell, sentence), key=lambda c: c.interval.low))
        if reason:
            facts.skip(NAME, reason, sentence, cell)
        else:
            yield _finding(cell, sentence)


def _cells(facts: Facts, series: Series, cells: list[Claim]) -> Iterator[Finding]:
    """Cells that are the only amounts of their rows, in two tables of a document: no column of another scope."""
    for doc, here in groupby(cells, key=lambda c: c.doc):
        rows = list(here)
        one, other = rows[0], rows[-1]
        sure = min(one.statement.confidence, other.statement.confidence) >= DOUBTFUL and series.indicator is not None
        if one.sentence == other.sentence or not sure or not one.interval.disjoint(other.interval):
            continue
        if len(rows) > _TABLES or one.among != other.among or not alike(one, other):
            facts.skip(NAME, f"cells of several tables of {doc}", one, other)
        else:
            yield _finding(one, other)


def _alone(claim: Claim) -> bool:
    return claim.head and claim.tail.strip(" \t") in ("", "\n")


def _kind(claim: Claim) -> tuple[str, str]:
    return claim.base, claim.statement.modality


def _clear(claim: Claim) -> bool:
    """Whether the figure is surely of this name: a fact, no cell, no part or comparison."""
    near = re.split(r"[，,；;。：:、]", claim.lead)[-1].replace("同比", "")
    near = _YEARLY.sub("", near) if claim.statement.measure == "growth" else near
    near = near.replace(own_words(claim.statement.indicator), "")
    return (
        not _AIM.match(claim.tail)
        and not (claim.statement.measure == "growth" and _SINCE.search(claim.lead))
        and not claim.cell
        and claim.statement.confidence >= DOUBTFUL
        and claim.printed
        and not _OF_SOMETHING_ELSE.search(near)
        and not _WITHOUT_SUBJECT.match(claim.name)
    )


def _doubt(series: Series, members: list[Claim], low: Claim, high: Claim) -> str:
    """Why two values may be of two things after all; empty when nothing speaks for that."""
    values = {(c.interval.low, c.interval.high) for c in members}
    known = series.indicator is not None
    near = low.doc == high.doc and abs(low.sentence - high.sentence) <= _NEAR
    prices = relations.load().prices
    one, other = sorted((abs(low.interval.middle), abs(high.interval.middle)))
    far = low.statement.measure == "level" and (one == 0 or other / one > (_FAR_KNOWN if known else _FAR))
    reasons = {
        "aims may be graded or raised": low.statement.modality == "target",
        "one of them is free of price changes": bool(prices.search(low.lead)) != bool(prices.search(high.lead)),
        "the names may not mean the same": not alike(low, high),
        "no time is told": low.period is None and (low.doc != high.doc or low.statement.measure != "level"),
        "parts of different wholes": low.among != high.among and not (low.cell or high.cell),
        "too many values under one name": len(values) > (3 if known else 2),
        "the name says too little": not series.specific,
        "in the middle of a list": (near or not known)
        and not (low.cell or high.cell)
        and not (_leads(low) and _leads(high)),
        "a list under one name": not known and (low.doc, low.sentence) == (high.doc, high.sentence),
        "handed out in a list": (low.doc, low.sentence) == (high.doc, high.sentence) and "分别" in low.lead + high.lead,
        "too far apart to be of one thing": far,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _leads(claim: Claim) -> bool:
    """Whether the figure, or the amount that its growth belongs to, is the first of its clause."""
    return claim.head or claim.cell or claim.statement.measure != "level"


def _finding(low: Claim, high: Claim) -> Finding:
    first, second = sorted((low, high), key=lambda c: (c.doc, c.statement.start))
    return finding(
        NAME,
        tell("{about} is both {one} and {other}.", about=said(first), one=quote(first), other=quote(second)),
        [own(first), own(second)],
        [(first, second.interval), (second, first.interval)],
    )
