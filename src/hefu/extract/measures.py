"""What kind of figure it is: level, growth 增速, change 增减, share 比重, gap 差距, multiple 倍数; and against what.

`RULES` are tried in order; the first that applies decides. Each sees the words taken off before the
figure (`Clause.tail`), its unit and the indicator.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hefu.extract import rivals, unprinted
from hefu.extract.frames import Clause, Naming, clean
from hefu.extract.periods import CN_DIGITS
from hefu.model import Measure

_RIVAL = (
    r"(?P<thing>(?!中)(?:国家(?:下达)?(?:任务|计划|目标)|全国|全省|全区|全市|全州|全疆|国家|平均|计划|预算"
    r"|[^，。；、]{2,12}?(?:平均|水平|省|市|任务|计划|目标|预期|GDP|经济|工业)|[^，。；、]{0,10}计划(?:所?规定)?的?[^，。；、]{1,14}(?:指标|要求|额|总数)))"
)
_GAP = re.compile(
    rf"(?:高于|低于|高出|(?<![拉降压减])低|快于|慢于|(?<![拉提])高|好于|超过|优于|领先|超出|超)(?:了)?{_RIVAL}(?:平均)?(?:水平|增速|增幅|均值|任务|计划)?(?:约|近)?$"
)
_THAN = re.compile(
    r"(?:比|较)(?P<thing>全国|全省|全区|全市|全州|全疆|世界|全球|(?![^，。；、0-9]{0,60}[年月季期])[^，。；、0-9]{2,10}(?=平均))(?:平均)?(?:水平|增速)?(?:分别)?(?P<word>高|低|快|慢)(?:出|了)?(?:约|近)?$"
)
_FROM_PLAN = re.compile(
    r"(?:比|较|同|与)(?P<thing>(?:原|年度|全年|国家|原定|上级|五年|规定的?)(?:的)?(?:计划|任务|指标)(?:数|规定|指标|要求)?|计划|预算数)(?:的|相比|规定)?"
    r"(?P<word>少|多|低|高|超额|超过|超|增加|减少|提高|降低|增长|节约)(?:了|完成|降低|增加|提高|减少|增长)*(?:约|近)?$"
)
"""比年度计划增加了2%: how far the result lies from the plan."""
_FALLS = re.compile(r"少|低|节约")
_FROM_MEAN = re.compile(
    r"(?:比|较|与)(?P<thing>[^，。；、0-9]{2,10}?)(?:相比)?偏(?P<word>多|少|高|低|大|小|早|晚)(?:了|约)?$"
)
"""较历史平均值偏多35.9%: distance to a mean, whatever the unit."""
_COMPARED = re.compile(r"[高低快慢超过优领偏]|计划|任务|预算数")
_TIMES_OF = re.compile(r"^[，、 ]*(?:是|为|相当于)[^，。；]{2,30}的$")
"""规划投资1311亿元，是“十一五”规划总投资的4.33倍."""
_GAPS = re.compile(
    r"(?:分别)?(?P<word>高于|低于|快于|超过|高出|领先)(?P<things>[^，。；、0-9]{2,12}(?:[、和][^，。；、0-9]{2,12})+?)(?:平均水平|水平)?$"
)
_BEYOND = re.compile(r"^(?:(?P<than>[比较])(?:原|年初)?(?:预算|计划))?(?P<word>超收|短收|超支|超额完成|超计划)(?:了)?$")
_LESS = re.compile(r"^(?P<word>少|多|低|高|超过)(?:了)?$")
_PULL = re.compile(r"(?:拉动|带动|影响|贡献|推动|(?P<down>拉低|下拉|拖累|拉下))[^，。；、]*$")
_SPEED = re.compile(r"的?(?:增长速度|增速|增长幅度|增幅)$|(?<!自然)增长率$|增长(?:预期目标|目标|底线|率?下限)$")
_SPEED_BEHIND = re.compile(r"(?:左右|以上)?的(?:年均|平均)?(?:增长速度|增长率|增速|增幅|涨幅)")
_JOINTLY = re.compile(r"(?:分别|合计|共同?|总共|一共|[两二三四五]者){1,4}$")
_AND_YET = re.compile(r"^(?:但是?|还|也|而且|并且?|又|已经?|均)+$")
_KIND_OF = re.compile(r"(?:企业|[一-龥]业|产值|增加值|产量|投资|消费|出口|进口|收入|支出|销售额|零售额|价格|类)$")
_SPEEDS = frozenset({"增速", "增幅", "涨幅"})
_RATE = re.compile(
    r"率|比重|占比|比例|份额|覆盖面|盖度|程度|比$|满意度|含量|达标|系数|指数|PUE|密度|进度|强度|数字化|化水平"
)
_SHARES = frozenset({"占比", "比重", "比例", "份额"})
_STOCK_MOVE = re.compile(
    r"^(?:(?P<down>调减|减少|压减|缩减)|调增|增加|扩大)(?P<what>[^，。；、]{2,20}(?:面积|规模|编制|人数|产能|存量))$"
)
_BUDGET_MOVE = re.compile(r"^(?:(?P<down>调减|核减)|调增|追加)(?P<what>[^，。；、]{2,20}(?:支出|收入|经费|预算|资金))$")
_PRICE_MOVE = re.compile(
    r"(?:(?P<down>降低|下调|调低|压减|压缩|削减|减少)|提高|上调|调高)(?:了)?(?P<what>[^，。；、0-9]{1,12}?(?:价格?|资费|费率|税率|成本|标准|收费|费用|支出|经费|工资))\Z"
)
"""降低工商业电价5%, 压减一般性支出10%."""
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(slots=True)
class Memory:
    """What a figure's measure may be taken from: the figure before, its subject, the verb before a list."""

    last: Naming | None = None
    subject: str = ""
    verb: str = ""


Test = Callable[[str, Clause, Naming, Memory], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason for a measure. `applies` says whether it holds, and fills in what it knows of the figure."""

    name: str
    measure: Measure
    applies: Test


def decide(text: str, clause: Clause, naming: Naming, memory: Memory) -> None:
    """Fills measure, basis, sign and unit of `naming`."""
    if naming.measure is not None:
        return
    if not naming.unit:
        naming.unit, naming.unit_rule = unprinted.unit(text, clause.quantity, naming.indicator)
    if naming.unit == "元":
        unprinted.per_head(text, clause, naming, memory.last)
    for rule in RULES:
        if rule.applies(text, clause, naming, memory):
            naming.measure = naming.measure or rule.measure
            naming.measure_rule = rule.name
            return


# ---------------------------------------------------------------- rules


def _gaps(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    """分别高于全国、全省2.6、1.5个百分点."""
    if clause.size == 1 or naming.unit != "百分点":
        return False
    if clause.follows:
        last = memory.last
        if last is None or last.measure != "gap" or clause.place_in_list >= len(clause.rival_words):
            return False
        naming.indicator, naming.negative = last.indicator, last.negative
        _against(naming, clause.rival_words[clause.place_in_list], None)
        return True
    left = text[clause.left : clause.quantity.start]
    match = _GAPS.search(left)
    if match is None:
        return False
    clause.rival_words[:] = re.split("[、和]", match["things"])
    naming.indicator = clean(left[: match.start()]) or memory.subject + "增速"
    naming.negative = match["word"] == "低于"
    _against(naming, clause.rival_words[0], (clause.left + match.start(), clause.quantity.start))
    return True


def _same_as_before(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    """Further figures of a list are of the kind of the first, unless words of their own say otherwise."""
    last = memory.last
    if not clause.follows or last is None or clause.tail.has("up", "down", "to") or _gap(text, clause):
        return False
    naming.measure, naming.negative = last.measure, last.negative
    naming.basis, naming.basis_rule = last.basis, "as the figure before"
    naming.unit = clause.quantity.unit or last.unit
    share = last.indicator[-2:]
    if naming.rule == "list handed out" and share in _SHARES and not _RATE.search(naming.indicator[-3:]):
        naming.indicator += share
    return True


def _of_parts(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    """三次产业结构为12.1∶57.9∶30."""
    return clause.quantity.kind == "ratio"


def _quotient(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    """城乡居民收入比为2.27∶1; 招生比例达到0.9∶1 is of 招生比例."""
    if clause.quantity.kind != "quotient":
        return False
    _name_share(text, clause, naming)
    return True


def _multiple(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    """是上年的2.9倍, 翻一番, 增长1.1倍."""
    found = clause.quantity
    if naming.unit != "倍" and found.kind != "times":
        return False
    naming.measure_at = (found.start, found.end)
    of = _TIMES_OF.match(text[clause.left : found.start]) if clause.size == 1 else None
    if of and memory.subject:
        naming.indicator, naming.rule = memory.subject, "carried subject"
    basis(text, clause, naming, "prev" if clause.moved and found.kind != "times" else "yoy")
    return True


def _gap(text: str, clause: Clause) -> re.Match[str] | None:
    left = rivals.left(text, clause)
    if _COMPARED.search(left) is None:  # Most figures are held against nothing.
        return None
    return _GAP.search(left) or _THAN.search(left) or _FROM_MEAN.search(left) or _FROM_PLAN.search(left)


def _to_another(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    """高于全国平均水平16.7个百分点, 高出国家任务8.1万亩."""
    match = _gap(text, clause)
    if match is None or not (
        naming.unit in ("百分点", "%") or match.re in (_FROM_MEAN, _FROM_PLAN) or not clause.tail.has("to")
    ):
        return False
    left = rivals.left(text, clause)
    before = _AND_YET.sub("", clean(left[: match.start()]))
    if naming.rule != "list handed out":
        naming.indicator = before if before and before not in _SPEEDS else memory.subject + before
    naming.negative = (match.groupdict().get("word") or match.group())[0] in "低慢少小早"
    if match.re is _FROM_PLAN:
        naming.negative = _FALLS.search(match.group()) is not None
    at = (clause.left + match.start(), clause.quantity.start) if left[:1] == text[clause.left] else None
    _against(naming, match["thing"].removesuffix("平均"), at)
    return True


def _to_plan(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    """超收24.2亿元: beyond the budget."""
    words = text[clause.left : clause.quantity.start]
    match = _BEYOND.match(text[clause.core_start : clause.quantity.start])
    if memory.last is not None and memory.last.rule == "plan to compare with":  # 比预算数28亿元少8亿元
        match = match or _LESS.match(words)
    if match is None or not memory.subject or (naming.unit in ("%", "百分点") and "比" not in words):
        return False
    naming.indicator, naming.negative = memory.subject, match["word"] in ("短收", "少", "低")
    _against(naming, "预算", (clause.core_start, clause.quantity.start))
    return True


def _against(naming: Naming, rival: str, at: tuple[int, int] | None) -> None:
    naming.basis, naming.basis_rule = "vs:" + rival, "what it is held against"
    naming.measure_at = naming.basis_at = at


def _pull(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    """拉动经济增长1.1个百分点."""
    left = text[clause.left : clause.quantity.start]
    match = _PULL.search(left) if naming.unit == "百分点" else None
    if match is None:
        return False
    if naming.rule != "list handed out":
        before = _JOINTLY.sub("", clean(left[: match.start()]))
        naming.indicator = (before or memory.subject) + clean(left[match.start() :])
    naming.measure_at = (clause.left + match.start(), clause.quantity.start)
    naming.negative = match["down"] is not None
    basis(text, clause, naming, "yoy")
    return True


def _points(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    """比上年提高1.5个百分点."""
    if naming.unit != "百分点":
        return False
    speed = clause.tail.classes.get("rate")
    if speed and naming.rule == "carried subject" and not _RATE.search(naming.indicator[-3:]):
        naming.indicator += text[slice(*speed)]
    _moved(text, clause, naming)
    return True


def _growth(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    """同比增长23.9%, 涨幅3%以内, 增长速度为5%."""
    if naming.unit not in ("%", "‰"):
        return False
    speed = _SPEED.search(naming.indicator)
    behind = _SPEED_BEHIND.match(text, clause.quantity.end, clause.sentence[1])
    signed = text[clause.quantity.start] in "+-" and clause.tail.has("yoy", "month", "prev")
    average = clause.tail.classes.get("avg")
    yearly = average and (text.endswith("递增", 0, average[1]) or text.startswith("增长", average[1]))
    told = clause.moved or yearly or clause.tail.has("rate", "fall") or speed or behind or signed
    if not (told or _goes_on(clause, naming, memory)):
        return False
    if speed and naming.unit == "%" and speed.group().endswith(("速度", "速", "幅度", "幅")):
        naming.indicator = naming.indicator[: speed.start()] or naming.indicator
    _moved(text, clause, naming)
    naming.negative = naming.negative or clause.tail.has("fall")
    return True


def _goes_on(clause: Clause, naming: Naming, memory: Memory) -> bool:
    """总产值的增长速度，计划为3.7%，实际达到4.6%: the second is a speed as the first was; 甲业增长8%，乙业5%, too."""
    last = memory.last
    if _leaves_out(clause, naming, memory):
        return True
    if naming.rule != "carried subject" or last is None or last.measure != "growth" or _RATE.search(naming.indicator):
        return False
    return clause.tail.has("to", "level") and not clause.tail.has("share")


def _leaves_out(clause: Clause, naming: Naming, memory: Memory) -> bool:
    """国有企业增长7.9%，集体企业10.1%: the verb of the member before holds where nothing stands before the figure."""
    last = memory.last
    if last is None or last.measure != "growth" or last.rule != naming.rule or naming.rule != "words before the figure":
        return False
    bare = not clause.tail.classes and clause.core_start - clause.left <= 1 and clause.size == 1
    return bare and not _RATE.search(naming.indicator) and _KIND_OF.search(naming.indicator) is not None


def _rate(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    """失业率5.5%, 占比54.9%."""
    if naming.unit not in ("%", "‰"):
        return False
    _name_share(text, clause, naming)
    return True


def _name_share(text: str, clause: Clause, naming: Naming) -> None:
    """The word 占比, 比例 belongs to the name of what is given as a share."""
    at = clause.tail.classes.get("share")
    if at and not _RATE.search(naming.indicator[-3:]):
        naming.indicator += text[slice(*at)].removeprefix("的")


def _stock(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    """调减玉米种植面积77万亩, 增加水稻26万亩、蔬菜16万亩."""
    match = _STOCK_MOVE.match(clause.core) or _BUDGET_MOVE.match(clause.core)
    verb = memory.verb if memory.verb in ("调减", "增加", "减少", "调增") else ""
    carried = verb and memory.last is not None and memory.last.measure == "change" and text[clause.left] in "、和"
    if not match and not carried:
        return False
    naming.negative = bool(match["down"]) if match else verb in ("调减", "减少")
    naming.indicator = match["what"] if match else naming.indicator.removeprefix(verb)
    naming.basis, naming.basis_rule = "yoy", "none said"
    return True


def _price(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    """降低工商业电价5%: the verb stands before what moves."""
    match = _PRICE_MOVE.search(text[clause.left : clause.quantity.start]) if naming.unit == "%" else None
    if match is None or clause.tail.classes:
        return False
    naming.indicator, naming.negative = clean(match["what"]), match["down"] is not None
    naming.basis, naming.basis_rule = "yoy", "none said"
    return True


def _index(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    """居民消费价格指数102.3."""
    told = unprinted.INDEX.search(naming.indicator) if naming.unit == "1" and not clause.moved else None
    return told is not None or ("/" in naming.unit and naming.indicator.endswith(("死亡率", "普及率", "发病率")))


def _change(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    """贷款余额比年初增加661.7亿元."""
    if not clause.moved:
        return False
    _moved(text, clause, naming)
    return True


def _named_change(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    """增量661.7亿元."""
    if not clause.tail.has("change"):
        return False
    basis(text, clause, naming, "yoy")
    return True


def _amount(text: str, clause: Clause, naming: Naming, memory: Memory) -> bool:
    return True


def _moved(text: str, clause: Clause, naming: Naming) -> None:
    naming.measure_at = clause.tail.first_of("up", "down", "rate", "fall")
    naming.negative = clause.tail.has("down") and not clause.tail.has("up")
    basis(text, clause, naming, "yoy")


def basis(text: str, clause: Clause, naming: Naming, default: str) -> None:
    """What growth and change are held against: yoy 同比, month 环比, avg 年均, since:YYYY, prev."""
    tail = clause.tail
    if tail.since is not None:
        year = _YEAR.search(tail.since.match.group().translate(CN_DIGITS))
        naming.basis = f"since:{year.group()}" if year else "prev"
        naming.basis_rule, naming.basis_at = "base that is named", (tail.since.start, tail.since.end)
        return
    for cls in ("avg", "month", "prev", "yoy"):
        if tail.has(cls):
            naming.basis, naming.basis_rule, naming.basis_at = cls, "base that is named", tail.classes[cls]
            return
    at = text.find("年均", clause.start, clause.quantity.start)
    if at >= 0:
        naming.basis, naming.basis_rule, naming.basis_at = "avg", "base that is named", (at, at + 2)
        return
    naming.basis, naming.basis_rule = default, "none said"


RULES = (
    Rule("distance to others, one by one", "gap", _gaps),
    Rule("as the figure before", "level", _same_as_before),
    Rule("ratio of parts", "ratio", _of_parts),
    Rule("ratio to one", "ratio", _quotient),
    Rule("multiple", "multiple", _multiple),
    Rule("distance to another", "gap", _to_another),
    Rule("distance to the plan", "gap", _to_plan),
    Rule("what it adds to growth", "change", _pull),
    Rule("percentage points", "change", _points),
    Rule("word of growth", "growth", _growth),
    Rule("verb of change before a stock", "growth", _price),
    Rule("a rate or share", "ratio", _rate),
    Rule("verb of change before a stock", "change", _stock),
    Rule("an index", "ratio", _index),
    Rule("word of change over a base", "change", _change),
    Rule("change by name", "change", _named_change),
    Rule("an amount", "level", _amount),
)
"""Reasons for a measure, the most telling first."""
