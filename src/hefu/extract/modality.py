"""Whether a figure is reported as fact, estimated, or aimed at (实际, 预计, 目标)."""

from __future__ import annotations

import re
from functools import lru_cache

from hefu.extract.context import Profile, Scope
from hefu.extract.cores import set_by
from hefu.extract.frames import Clause
from hefu.extract.periods import Period
from hefu.model import Modality

_STRONG = re.compile(
    r"力争|确保|争取(?=实现|达到|完成|用|使|年|今|在|到[0-9二]|新增|突破|全(?:年|面)|率先)|努力(?:实现|使|达到)|预期目标|目标(?:是|为|：|还?包括)|力求|奋斗目标|拟(?!订|合|于)|计划(?:完成|安排|投资|新增|新建|改造|建成|建设|实施|到|用|播种)|(?<![需重必主首紧关简扼])要(?:达到|实现|完成|确保|力争|新增|新建|建成|增加|供应|提高|增长|减少|建设)|(?<!城市)规划(?:建设(?!治理|了)|到|投资|总投资)"
)
_WEAK = re.compile(r"将(?!军|来|领|其|于|[^，。；]{1,16}(?:纳入|列入|作为|划归|并入|融入))|打算")
_ESTIMATE = re.compile(
    r"(?<![上去]年)预计(?!完成数|执行数)|有望|预测|(?<![于超出])预期(?!目标|寿命)|估计|据测算|据估算|(?:建成|投产|达产|投用)后[^。；]{0,14}(?:可达|可实现|可新增|可年)"
)
_ASIDE = re.compile(r"（(?:预计|初步|预计数|估计)[^（）]{0,4}）")
_AFTER = re.compile(
    r"(?:的)?(?:年度|全年|年初|预期|奋斗|发展|约束性|计划)?(?:目标|任务|规划指标|的要求)(?!的?(?:\d|完成))"
)
_TASK = re.compile(r"[^，。；、]{0,14}(任务|目标)$")
_COUNTED = ("项", "个", "件", "条")
"""Tasks may be counted themselves: 推进352项改革任务."""
_DONE = re.compile(r"完成|已|了(?!解)|实现")
_BUDGETED = re.compile(
    r"预算(?:收入|支出)?(?:总计)?(?:安排)?(?:为|由)$|变动为$|调整为$|(?:调增|调减)了?$|预算[^，。；]{0,14}安排[^，。；]{0,12}$|备案为$"
)
_PLANNED = re.compile(
    r"(?:原|国家|年度)?(?:计划|预算)(?:数|指标|规定)?(?:定)?[为是]$|(?:比|较)(?:原)?(?:预算|计划|任务)数$"
)
"""一九八一年计划为3.7%，实际达到4.6%: the first was aimed at, whatever came of it."""
_POSSIBLE = re.compile(r"[^，。；]{0,12}是(?:完全)?可能的")
_FORESEEN = re.compile(_ESTIMATE.pattern.replace("(?<![于超出])预期(?!目标|寿命)|", ""))
"""Among aims 预期增长3% is one of them."""
_SO_BUDGETED = re.compile(r"预算(?:收入|支出)为[^，]{2,16}，$")
_FORECAST = re.compile(r"预测|测算|研究机构")
_HEADS = re.compile(r"(?:.*[，；：])?[^，；：]{0,7}\Z", re.DOTALL)
"""What stands before an estimating word that holds for the clauses behind it, too: it opens its own."""
_FAR = 1000
"""How far back in a sentence a word of aim holds: further, a text is no prose."""
_GRANTED = re.compile(r"(?:财政部|上级|省|中央)[^，。；]{0,6}(?:下达|核定|核批)")
_RELIED_ON = re.compile(r"[^，。；、0-9]{0,14}(?:建设步伐|建设进度|为(?:载体|重点|依托|核心|抓手|支撑|平台))")
"""What stands already: 加快4个工业园区建设步伐, 以4个工业园区为载体."""
_STANDING = re.compile(r"下达(?!的)|核定|在建|现有|原有|已(?:建|开|投|完|有)")


def of(
    text: str, clause: Clause, scope: Scope, facts: Profile, named: Period | None
) -> tuple[Modality, tuple[int, int] | None, str]:
    """Modality of the figure of a clause, the words that say so, and the rule. `named`: its explicit period."""
    at = clause.quantity.start
    after = _AFTER.match(text, clause.quantity.end, clause.sentence[1])
    if after:
        return "target", after.span(), "an aim by name"
    if named is not None and named.kind == "now" and not _STRONG.search(text, clause.start, at):
        return "actual", None, "as of the day of publication"
    behind = _TASK.match(text, clause.quantity.end, clause.right)
    if behind and clause.quantity.unit not in _COUNTED and not _DONE.search(text, clause.start, at):
        return "target", behind.span(1), "an aim by name"
    if said := set_by(text, clause):
        return "target", said, "an aim by name"
    possible = _POSSIBLE.match(text, clause.quantity.end, clause.sentence[1])
    if possible:
        return "estimate", possible.span(), "estimating word"
    if planned := _PLANNED.search(text[clause.left : clause.tail.end] + text[clause.tail.end : at]):
        return "target", (clause.left + planned.start(), at), "an aim by name"
    past = named is not None and named.year is not None and facts.year is not None and named.year < facts.year
    if scope.modality == "target":
        return _among_aims(text, clause, scope, facts, named, past=past or _is_past(named, facts))
    if facts.kind == "budget":
        start = clause.sentence[0] if clause.core in ("收入", "支出") else clause.start
        planned = _BUDGETED.search(text[clause.start : at]) or _SO_BUDGETED.search(text[start : clause.start])
        if scope.rule == "document" and _is_drafted(named, facts) and not _DONE.search(text, clause.start, at):
            return "target", None, "approved or adjusted budget"
        if planned and not re.match(
            r"[^，。；]{0,4}，(?:为|完成|增长|下降|同比|比上年)", text[clause.quantity.end : clause.quantity.end + 12]
        ):
            return "target", (clause.start + planned.start(), at), "approved or adjusted budget"
    aside = _ASIDE.match(text, clause.quantity.end)
    if aside:
        return "estimate", aside.span(), "estimating word"
    strong = _last(_STRONG, text, clause.sentence, at)
    estimate = _last(_ESTIMATE, text, clause.sentence, at)
    if estimate and estimate[0] < clause.start and (clause.core or clause.noun):
        estimate = estimate if _HEADS.match(text[clause.sentence[0] : estimate[0]]) else None
    if estimate and (not strong or estimate[0] > strong[0]):
        return "estimate", estimate, "estimating word"
    if strong and not past:
        return "target", strong, "word of aim"
    if named is not None and named.year is not None and facts.year is not None and named.year > facts.year:
        return "target", None, "a period to come"
    weak = _last(_WEAK, text, clause.sentence, at)
    if weak and not past:
        return "target", weak, "word of aim"
    return "actual", (scope.start, scope.end) if scope.end else None, "reported as fact"


def _is_past(named: Period | None, facts: Profile) -> bool:
    """Whether months of the year of publication were over by then: 截至今年8月底 in a text of November."""
    if named is None or named.year != facts.year or facts.month is None or named.kind not in ("month", "months"):
        return False
    return int(named.iso[-2:]) < facts.month


def _is_drafted(named: Period | None, facts: Profile) -> bool:
    """Whether a budget report speaks of the year that it drafts the budget of."""
    if named is None or named.kind != "year" or facts.review is None or facts.review.year is None:
        return False
    return named.year == facts.year == facts.review.year + 1


def _among_aims(
    text: str, clause: Clause, scope: Scope, facts: Profile, named: Period | None, *, past: bool
) -> tuple[Modality, tuple[int, int] | None, str]:
    """In a section of aims all is aimed at, but for what is over, stands already or is only foreseen."""
    at = clause.quantity.start
    start = max(clause.sentence[0], at - _FAR)
    urged = _STRONG.search(text, clause.start, at) is not None
    if past and not urged:
        return "actual", None, "a period that is over"
    if _RELIED_ON.match(text, clause.quantity.end, clause.sentence[1]):
        return "actual", None, "a standing fact"
    if _STANDING.search(text, clause.left, at) or _GRANTED.search(text, start, at):
        return "actual", None, "a standing fact"
    forecast = _FORECAST.search(text, start, at) or _FORESEEN.search(text, clause.start, at)
    if forecast and not _STRONG.search(text, start, at):
        return "estimate", forecast.span(), "estimating word"
    ends = (
        named is not None
        and facts.kind == "plan"
        and named.kind in ("era", "span", "end", "year")
        and named.year == facts.year
        and (facts.aims is None or named.iso[:4] < facts.aims.iso[:4])
    )
    if ends and not urged:
        return "actual", None, "a period that ends"
    return "target", (scope.start, scope.end) if scope.end else None, f"section ({scope.rule})"


@lru_cache(16)
def _spans(pattern: re.Pattern[str], text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Where a pattern stands in a sentence: asked for each of its figures, looked for once."""
    return tuple(match.span() for match in pattern.finditer(text, start, end))


def _last(pattern: re.Pattern[str], text: str, sentence: tuple[int, int], at: int) -> tuple[int, int] | None:
    """The last place of a pattern before `at`."""
    near = [span for span in _spans(pattern, text, *sentence) if at - _FAR <= span[0] and span[1] <= at]
    return near[-1] if near else None
