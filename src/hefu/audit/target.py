"""`target`: what was done against the plan: 超额完成 of more than was done, 完成预算的98.5%, 超收 and the rate beside
it.

Aims as levels against aims as growth are checked with `growth-level` and `change-growth` and reported under this
name. Silent when plan and result are of different things, when the plan was adjusted, and about what is still expected
(有望超额完成).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hefu.audit.claims import Claim
from hefu.audit.intervals import Interval
from hefu.audit.series import Facts
from hefu.audit.wordings import Told, wording
from hefu.audit.writing import finding, own, quote, said, short, tell
from hefu.model import Finding

NAME = "target"
EXAMPLES = (
    ("全年新开工保障房5200套，超额完成6000套的年度任务。", ("5200套", "6000套")),
    ("2021年粮食产量96万吨。2022年，确保粮食产量达到99万吨，增长8%以上。", ("99万吨", "8%以上")),
    ("城镇新增就业5.2万人，完成年度目标任务4.5万人的105%。", ("5.2万人", "105%")),
    ("全年一般公共预算收入完成95亿元，完成预算的98.5%，超收2亿元。", ("98.5%", "2亿元")),
)
NEAR_MISSES = (
    "全年新开工保障房6200套，超额完成6000套的年度任务。",
    "城镇新增就业5.2万人，完成年度目标任务4.5万人的115.6%。",
    "全年一般公共预算收入完成95亿元，完成预算的102.2%，超收2亿元。",
    "2021年粮食产量96万吨。2022年，确保粮食产量达到99万吨，增长3%以上。",
)
_PASSED = (
    r"(?:圆满|顺利|全面)?(?P<said>超额(?:完成|实现)|超计划|提前完成|(?:圆满|顺利|全面|如期)?完成了?(?:目标|任务|计划|年度|全年|预定|既定)"
    r"|未能?完成|没有完成|未达到)"
)
WORDINGS = (
    wording(
        "aim, result, verdict",
        r"{A.plan}[，,；;]{some}(?:完成|达到?|实现|为){few}{A.done}[，,、]{few}" + _PASSED,
        example="年初确定的收入目标86亿元，实际完成88.4亿元，超额完成任务。",
        near_miss="年初确定的收入目标86亿元，实际完成88.4亿元，完成税收62亿元。",
    ),
    wording(
        "rate, verdict",
        r"{P.rate}[，,、](?:全年|均|已|全部)?" + _PASSED,
        example="新增就业4.62万人，完成年度目标任务的102.4%，超额完成年度目标。",
        near_miss="新增就业4.62万人，完成年度目标任务的92.4%，全年有望超额完成目标。",
    ),
)
PERCENT = (
    wording(
        "aim, result, per cent",
        r"{A.plan}[，,；;]{some}{A.done}[，,、](?:为|是|占|仅)?(?:完成|达到|实现)?(?:了)?(?:年初|年度|调整|全年|计划)*(?:预算|目标|任务|计划)"
        r"(?:数|任务|目标)?的{P.rate}",
        example="2011年财政收入年初预算为86500万元，执行结果为83420万元，完成预算的96.4%。",
        near_miss="2011年财政收入年初预算为86500万元，税收收入83420万元，增长96.4%。",
    ),
)
OF_AIM = (
    wording(
        "result, per cent of an aim",
        r"{A.done}[，,（(](?:已|共)?(?:完成|实现|达到|占)(?:了)?(?:全年|年度|年初|省定|省下达|市定)*(?:的)?{A.plan}(?:的)?(?:年度|全年)?"
        r"(?:目标|任务|计划|预算|指标)(?:任务|数)?的{P.rate}",
        example="城镇新增就业4.6万人，完成全年4.8万人目标任务的95.8%。",
        near_miss="城镇新增就业4.6万人，完成全年4.8万人培训后就业率的95.8%。",
    ),
)
_AIMED = re.compile(
    r"(?:目标|任务|计划|预算|指标)(?:数|任务|值)?(?:为|是)?$|(?:年初|原|年度)(?:计划|确定|安排|下达)[^，,；;。\d]{0,14}$"
)
_PLAN = r"(?:目标|任务|计划|指标|预算)"
_ABOVE = re.compile(
    rf"超额完成|超(?:过|出)[^，,；;。]{{0,10}}{_PLAN}[^，,；;。]{{0,6}}$|超[^，,；;。]{{0,6}}{_PLAN}[^，,；;。]{{0,4}}$"
)
_BELOW = re.compile(r"(?:未能?|没有)(?:全面|如期)?(?:完成|达到|实现)[^，,；;。]{0,12}$")
_AIM_BEHIND = re.compile(rf"\s*(?:的)?[^，,；;。\d]{{0,10}}{_PLAN}")
_AIM_BEFORE = re.compile(rf"{_PLAN}[^，,；;。\d]{{0,6}}$")
_OF_PLAN = re.compile(rf"(?:完成|占|为|达到?|达)[^，,；;。]{{0,8}}{_PLAN}(?:数|任务|目标|的)?(?:为)?$")
_PERCENT_OF = re.compile(r"\s*+(?:[（(]\s*+)?的\s*$")
_DONE = re.compile(rf"(?:完成|为|占)[^，,；;。]{{0,10}}{_PLAN}(?:数|任务|目标)?的?$")
_MORE = re.compile(r"超收|超额|超支|超出预算|超过预算")
_LESS = re.compile(r"短收|欠收|减收|缺口|未完成")
_AS_PLANNED = re.compile(r"五[”\"]?(?:规划)?(?:纲要)?(?:所)?(?:确定|提出|规定)的[^，,；;。]{0,8}$")
_ALMOST = Decimal("0.5")
"""Points below 100 % that are still told as a plan fulfilled."""
_AS_SET = Decimal("0.005")
_HUNDRED = Decimal(100)

_PASSED = "{done} is said to pass the aim of {plan} ({about})."
_MISSED = "{done} is said to miss the aim of {plan} ({about})."


def check(facts: Facts) -> Iterator[Finding]:
    for sentence in facts.each_sentence():
        for at in range(1, len(sentence)):
            found = _passed(sentence[at - 1], sentence[at]) or _beside(sentence[at - 1], sentence[at])
            found = found or _named_plan(facts, sentence[at - 1], sentence[at])
            if found is None and at > 1:
                found = _percent(sentence[at - 2], sentence[at - 1], sentence[at])
            if found is not None:
                yield found
    for one in facts.told(WORDINGS):
        yield from _told(one)
    for one in facts.told(OF_AIM):
        if (found := _share_of_plan(one["done"], one["plan"], one["rate"])) is not None:
            yield found
    for one in facts.told(PERCENT):
        if _AIMED.search(one["plan"].lead) and (found := _share_of_plan(one["done"], one["plan"], one["rate"])):
            yield found


def _told(one: Told) -> Iterator[Finding]:
    """An aim, what was done, and whether the words call it reached."""
    said_below = one.words["said"].startswith(("未", "没有"))
    if one.wording == "rate, verdict":
        rate = one["rate"]
        low, high = rate.interval.high <= _HUNDRED - _ALMOST, rate.interval.low >= _HUNDRED
        if _DONE.search(rate.lead) and (high if said_below else low) and rate.statement.bound == "=":
            yield _verdict(rate, one.words["said"], below=said_below)
        return
    plan, done = one["plan"], one["done"]
    if plan.base != done.base or not _AIMED.search(plan.lead):
        return
    if said_below and done.interval.low >= decided(plan).high:
        yield _finding(done, plan, "is said to miss", Interval(Decimal(0), plan.interval.high))
    elif not said_below and done.interval.high <= decided(plan).low:
        yield _finding(done, plan, "is said to pass", Interval(plan.interval.low, Decimal("Infinity")))


def _verdict(rate: Claim, words: str, *, below: bool) -> Finding:
    needed = Interval(Decimal(0), _HUNDRED) if below else Interval(_HUNDRED, Decimal("Infinity"))
    return finding(
        NAME,
        tell(
            "{rate} of the plan was done, and yet it says {words} ({about}).",
            rate=quote(rate),
            words=words,
            about=said(rate),
        ),
        [own(rate)],
        [(rate, needed)],
    )


def _named_plan(facts: Facts, before: Claim, aim: Claim) -> Finding | None:
    """…增长6%以上，达到“十四五”规划确定的1100亿元: the aim as the plan itself has it."""
    if not _AS_PLANNED.search(aim.lead) or aim.statement.measure != "level" or before.period is None:
        return None
    aims = facts.find(before.name, before.statement.area, before.definition).at("level", None, aim.period)
    planned = [c for c in aims if c.base == aim.base and c.statement.modality == "target" and c.doc != aim.doc]
    told = sorted({(c.interval.low, c.interval.high) for c in planned})
    if len(told) != 1 or not planned[0].interval.disjoint(aim.interval):
        return None
    return finding(
        NAME,
        tell(
            "The plan's aim is told as {aim}, in the plan it is {plan} ({about}).",
            aim=quote(aim),
            plan=quote(planned[0]),
            about=said(planned[0]),
        ),
        [("as told", quote(aim), aim.interval), own(planned[0])],
        [(aim, planned[0].interval), (planned[0], aim.interval)],
    )


def _passed(done: Claim, plan: Claim) -> Finding | None:
    """5200套，超额完成6000套的任务; 4.1万吨，未完成4万吨的目标."""
    if done.statement.measure != "level" or done.base != plan.base or plan.statement.unit == "%":
        return None
    aimed = _AIM_BEHIND.match(plan.tail) or _AIM_BEFORE.search(plan.lead)
    if aimed is None or done.cell or re.search(r"[；;]", plan.lead):
        return None
    if _ABOVE.search(plan.lead) and done.interval.high <= decided(plan).low:
        return _finding(done, plan, _PASSED, Interval(plan.interval.low, Decimal("Infinity")))
    if _BELOW.search(plan.lead) and done.interval.low >= decided(plan).high:
        return _finding(done, plan, _MISSED, Interval(Decimal(0), plan.interval.high))
    return None


def _finding(done: Claim, plan: Claim, message: str, needed: Interval) -> Finding:
    return finding(
        NAME,
        tell(message, done=quote(done), plan=quote(plan), about=said(done)),
        [own(done), ("aim", quote(plan), plan.interval)],
        [(done, needed), (plan, done.interval)],
    )


def decided(plan: Claim) -> Interval:
    """A plan's figure: 3万人 was set, not rounded from something else."""
    printed, value = plan.interval, plan.interval.middle
    set_at = Interval(value * (1 - _AS_SET), value * (1 + _AS_SET))
    return set_at if printed.low < set_at.low and set_at.high < printed.high else printed


def _percent(done: Claim, plan: Claim, rate: Claim) -> Finding | None:
    """95亿元，为预算90亿元的98.5%."""
    if rate.statement.unit != "%" or not _PERCENT_OF.fullmatch(rate.lead) or not _OF_PLAN.search(plan.lead):
        return None
    return _share_of_plan(done, plan, rate)


def _share_of_plan(done: Claim, plan: Claim, rate: Claim) -> Finding | None:
    if done.statement.measure != "level" or done.base != plan.base or plan.interval.low <= 0 or done.cell:
        return None
    found = (done.interval / decided(plan)).scaled(_HUNDRED)
    if not found.disjoint(rate.interval):
        return None
    ratio = rate.interval.scaled(1 / _HUNDRED)
    return finding(
        NAME,
        tell(
            "{done} is {found} % of the planned {plan}, not {rate} ({about}).",
            done=quote(done),
            found=short(found.middle),
            plan=quote(plan),
            rate=quote(rate),
            about=said(done),
        ),
        [own(done), ("plan", quote(plan), plan.interval), ("done", "result ÷ plan", found), own(rate)],
        [(done, plan.interval * ratio), (plan, done.interval / ratio), (rate, found)],
    )


def _beside(rate: Claim, more: Claim) -> Finding | None:
    """完成预算的98.5%，超收2亿元."""
    if rate.statement.unit != "%" or rate.statement.measure != "ratio" or not _DONE.search(rate.lead):
        return None
    near = re.split(r"[，,；;。、]", more.lead)[-1]
    if more.base == "%" or more.cell:
        return None
    above = _MORE.search(near) is not None and rate.interval.high <= _HUNDRED
    below = _LESS.search(near) is not None and rate.interval.low >= _HUNDRED
    if (not above and not below) or not re.fullmatch(r"[，,、]?[^，,]{0,6}", more.lead):
        return None
    needed = Interval(_HUNDRED, Decimal("Infinity")) if above else Interval(Decimal(0), _HUNDRED)
    return finding(
        NAME,
        tell(
            "{rate} of the plan was done, and yet it says {words} ({about}).",
            rate=quote(rate),
            words=near + quote(more),
            about=said(rate),
        ),
        [own(rate), (near, quote(more), more.interval)],
        [(rate, needed), (more, None)],
    )
