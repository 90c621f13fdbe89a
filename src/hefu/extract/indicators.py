"""What a figure measures: the indicator 指标, in the text's own words.

The words stand before the figure (粮食产量达到107万吨), behind it (300余家企业), in a list whose head is
shared (城乡居民…分别达到8%、10%), or with an earlier figure (…389.54亿元，同比增长23.9%). `RULES` are tried
in order; the first that finds words names the figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hefu.extract import budgets, cores, lists, members, nouns, rivals, shares, sums
from hefu.extract.frames import RATES, Clause, Naming, clean
from hefu.extract.phrases import BARE

if TYPE_CHECKING:
    from hefu.extract.namer import Namer

_PER_HEAD = ("人均", "户均", "亩均")
_TO_BUILD = re.compile(r"(?:的)?(?:建设|新建|兴建|打造|实施|扩建|改扩建)")
_TO_DO = re.compile(r"用于|完成|建设|实施|新建|支持|改造|扶持")
_CONTRIBUTES = re.compile(r"(?:对[^，。；、]{2,16}?的?)?(?:增长)?贡献率")
_PARTY = re.compile(
    r"^(?:分配|转贷|补助|下达)?(?:市本级|省本级|本级|市级|省级|县级|区级|各?县(?:（市、区）|市区|（市）|区)?|各?区县|各?市县|各?市（州）|地方|中央|城镇|乡村|农村|城市|男性|女性|市|县|区|省)(?:留用)?$"
)
_TELLS = re.compile(r"面向|在|由|已|被|获|全部|完成|入选|列入|纳入|建成|开工|竣工|达到|通过|实现")
_SPENT = re.compile(r"用于|支持|投向|投入")
_WORK = re.compile(r"(?:竣工|投产|开工|已开工|建成|完工|改造提升|改造|出栏|销售|签约|入库)$")
_ANEW = re.compile(r"新增|净增|新设|改扩建|扩建|新建|转移|净增加")
_REACH = re.compile(r"(?:惠及|受益|覆盖|安置|吸纳|解决就业|带动就业)[^，。]{0,5}$")
_REACHED = re.compile(r"(?:惠及|受益|覆盖|带动|吸引|安置|吸纳|资助|服务)$")
"""Verbs whose object is counted, of what was spoken of before: …试点扩大到671个县，惠及1.77亿农民."""
_WORKED_ON = re.compile(r"^(?:新开工|开工建设|开工|新建|新增|建设|实施|完成|改造|新改建|新)")
_THERE_ARE = re.compile(
    r"[，、；]?(?:目前|现)?(?:累计|总数|(?P<all>总量|保有量)|总计|现有|共有)(?:已经?|将)?[^，。；\d]{0,4}$"
)
_NEW = re.compile(
    r"^(?:全年|当年)?(?:新增|净增|新登记|新培育|新认定|新设立?|新获批|新入选|新获评|新建|新创建)(?:入库|设立)?"
)
CARRIED = "carried subject"
_SPEED = re.compile(r"([^，。；、]{2,16}?)(?:年均|平均)?(?:增长|增速)(?:速度)?(?:的?(?:预期)?目标|速度)?")
_OF_ALL = re.compile(r"全[年市省区县州旗国]")
"""What follows is of the whole area or year, not of what the clause before speaks of."""
_LONG, _SHORT = 12, 6
_COLON = 3
"""其中：税收收入: how far before the clause the word may stand."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to find the indicator of a figure; `read` gives None when it finds none."""

    name: str
    read: Callable[[Namer, Clause], Naming | None]


def _said_before(namer: Namer, clause: Clause) -> Naming | None:
    """这500亿元，争取中央投资200亿元: a figure that was named a moment ago."""
    words = namer.recall.repeated(namer.text, clause)
    return Naming(words, "", None, "level", "an amount") if words else None


def _share_of_plan(namer: Namer, clause: Clause) -> Naming | None:
    return shares.of_plan(namer.text, clause, namer.subject)


def _share_of_whole(namer: Namer, clause: Clause) -> Naming | None:
    found = shares.of_whole(namer.text, clause, namer.subject)
    if found:
        namer.whole = shares.same_whole(found, namer.whole)
    parts = shares.handed_out(clause, found, namer.members or namer.recent) if found else None
    if found and parts:
        namer.parts, found.indicator = parts, parts[0]
    return found


def _contribution(namer: Namer, clause: Clause) -> Naming | None:
    """对经济增长的贡献率57%: of the subject."""
    if not namer.subject or not _CONTRIBUTES.fullmatch(clause.core):
        return None
    if clause.size > 1 and clause.size == len(namer.parts):
        namer.parts = [member.removesuffix("比重") + clause.core for member in namer.parts]
        return Naming(namer.parts[0], "", clause.core_at)
    return Naming(namer.subject + clause.core, "", clause.core_at)


def _next_of_list(namer: Namer, clause: Clause) -> Naming | None:
    """Further figures of a list whose members were handed out."""
    if not clause.follows:
        return None
    if clause.placed:
        return Naming(namer.subject, CARRIED)
    if clause.place_in_list < len(namer.parts):
        return Naming(namer.parts[clause.place_in_list], "list handed out")
    words = clause.core + clause.noun
    return Naming(words, "words in the list", clause.core_at) if words else Naming(namer.subject, CARRIED)


def _ratio(namer: Namer, clause: Clause) -> Naming | None:
    """三次产业结构为12.1∶57.9∶30, 粮经饲比例达到87∶9∶4."""
    if clause.quantity.kind != "ratio":
        return None
    namer.parts = (
        lists.ratio_parts(
            namer.text[max(clause.sentence[0], clause.quantity.start - 28) : clause.quantity.start], clause.size
        )
        or []
    )
    return Naming(namer.parts[0], "list handed out", clause.core_at) if namer.parts else None


def _list(namer: Namer, clause: Clause) -> Naming | None:
    """肉、蛋、奶产量分别增长…: every member with the shared head."""
    if clause.size == 1 or clause.placed:
        return None
    parts, told = (
        lists.parts(clause.core, clause.size),
        clause.tail.has("dist") or "分别" in namer.text[clause.left : clause.tail.end],
    )
    if parts is None and told:
        parts = lists.parts_before(namer.text, clause)
    same = members.again(namer.text, clause, namer.members) if parts is None and told else None
    if parts is None and same is None:
        return None
    if parts and len(namer.subject) > 2 and all(len(part) <= 2 for part in parts):
        parts = [part + namer.subject for part in parts]
    namer.members = parts or namer.members
    namer.parts = same or parts or []
    return Naming(namer.parts[0], "list handed out", clause.core_at)


def _figures_before(namer: Namer, clause: Clause) -> Naming | None:
    """A 12.8亿元、B 9.5亿元，同比分别增长…: the figures just named, in their order; so many again need no 分别."""
    handed = (clause.tail.has("dist") or namer.listed == clause.size) and not clause.placed and not clause.core
    if clause.size == 1 or not handed or len(namer.recent) < clause.size:
        namer.parts = []
        return None
    namer.parts = namer.recent[-clause.size :]
    return Naming(namer.parts[0], "")


def _bracket(namer: Namer, clause: Clause) -> Naming | None:
    """发酵酒（增长87%）: the noun before the bracket; 播种面积1128万亩（水田168万亩）: a part of it."""
    at = clause.start - 1
    if at < clause.sentence[0] or namer.text[at] != "（":
        return None
    rate = rivals.rate(namer.text, clause, namer.subject, namer.last)
    if rate:
        return rate
    if not clause.core:
        noun = nouns.before_bracket(namer.text, clause)
        return Naming(noun, "", None) if noun else None
    part = len(clause.core) <= _SHORT and clause.quantity.unit == namer.unit and not lists.HEADS.search(clause.core)
    if clause.core in namer.subject:  # 公务用车购置及运行维护费2883万元（其中公务用车购置100万元…）
        return None
    return Naming(clause.core + namer.subject, "", clause.core_at) if namer.subject and part else None


def _part(namer: Namer, clause: Clause) -> Naming | None:
    """其中市本级798500万元, 12.59亿元用于汽车以旧换新: a part of the figure before."""
    text, found = namer.text, clause.quantity
    if not namer.subject or found.unit != namer.unit:
        return None
    limit = budgets.part_of_limit(namer.subject, clause.core)
    if limit:
        return Naming(limit, "", clause.core_at)
    if _PARTY.match(clause.core) and not clause.noun:
        return Naming(clause.core + namer.subject, "", clause.core_at)
    if not clause.core and _TELLS.match(text, found.end) and "其中" in text[clause.left : found.start]:
        return Naming(clean(text[found.end : clause.right]) + namer.subject, "", (found.end, clause.right))
    if not clause.core and _SPENT.match(text, found.end, clause.right):
        return Naming(namer.subject + clean(text[found.end : clause.right]), "", (found.end, clause.right))
    return None


def _set_aside(namer: Namer, clause: Clause) -> Naming | None:
    """中央财政安排219亿元支持116户国有企业…: who sets a sum aside, and what for."""
    return sums.set_aside(namer.text, clause)


def _plan_compared(namer: Namer, clause: Clause) -> Naming | None:
    """本年收入比预算数28亿元少8亿元: the plan itself."""
    return budgets.compared(namer.text, clause, namer.subject)


def _how_much_of(namer: Namer, clause: Clause) -> Naming | None:
    """总投资, 到位资金, 产量: nouns that need the something before, behind or after them."""
    core, noun = clause.core if clause.core != "投" else "投资", clause.noun
    project = sums.purpose(namer.text, clause) if _TO_BUILD.match(namer.text, clause.quantity.end) else ""
    if project:  # 某集团投资20亿元建设产业园: the project's investment
        return Naming(project + (core if core in BARE else "投资"), "what the sum is for", clause.core_at)
    if core not in BARE and not (core and noun and core.removeprefix("累计") in BARE):
        return None
    if noun and _REACHED.match(core):
        whose = nouns.of_clause_before(namer.text, clause) or (namer.subject if clause.number else "")
        return Naming(whose + core + noun, "noun behind the figure", clause.core_at)
    if noun:
        return Naming(noun + core, "noun behind the figure", clause.core_at)
    if _TO_DO.match(namer.text, clause.quantity.end):
        purpose = sums.purpose(namer.text, clause)
        if purpose:
            return Naming(purpose + core, "what the sum is for", clause.core_at)
    ahead = namer.text[clause.left : clause.core_start]
    whole = "其中" in namer.text[max(clause.left - _COLON, clause.sentence[0]) : clause.core_start]
    told = "" if _OF_ALL.search(ahead) else nouns.told_before(namer.text, clause)
    before = "" if whole else told or ("" if namer.entity.endswith("率") else namer.entity)
    if before and not core.startswith(before):
        return Naming(before + core.removeprefix("完成"), CARRIED, clause.core_at)
    purpose = "" if before else sums.purpose(namer.text, clause)
    return Naming(purpose + core, "what the sum is for" if purpose else CARRIED, clause.core_at)


def _counted(namer: Namer, clause: Clause) -> Naming | None:
    """建设6个工程技术中心, 300余家企业: verb before, noun behind."""
    if not clause.noun or clause.quantity.unit in RATES:
        return None
    if not clause.core and clause.tail.has("to") and namer.subject.endswith(clause.noun):
        return Naming(namer.subject, CARRIED)
    if _REACHED.match(clause.core):
        whose = nouns.of_clause_before(namer.text, clause)
        return Naming(whose + clause.core + clause.noun, "noun behind the figure", clause.core_at)
    end = clause.quantity.end
    return Naming(clause.core + clause.noun, "noun behind the figure", clause.core_at or (end, end + len(clause.noun)))


def _unbroken(namer: Namer, clause: Clause) -> Naming | None:
    """连续7年未发生重大事故."""
    words = nouns.unbroken(namer.text, clause, namer.subject)
    return Naming(words, "", (clause.left, clause.right)) if words else None


def _takes(namer: Namer, clause: Clause) -> Naming | None:
    """用3年时间完成改造."""
    words = nouns.time_for(namer.text, clause)
    return Naming(words, "", (clause.left, clause.right)) if words else None


def _share_of_noun(namer: Namer, clause: Clause) -> Naming | None:
    """90%的行政村开通了班车."""
    text, end = namer.text, clause.quantity.end
    if clause.quantity.unit not in RATES or clause.tail.classes or end >= clause.right:
        return None
    start = end + (text[end] == "的")
    deed = nouns.shared_deed(text, clause)
    if deed:
        return Naming(nouns.share_of(deed), "", (start, clause.right))
    listed = text[clause.quantity.start - 1] == "、" and namer.last is not None
    if listed and namer.last and namer.last.rule == "share of the noun behind":
        return Naming(nouns.share_of(text[start : clause.right]), "", (start, clause.right))
    if clause.core or (text[end] != "的" and clause.quantity.kind != "tenth" and not nouns.does(text, clause)):
        return None
    speed = _SPEED.fullmatch(text, start, clause.right)
    if speed:
        return Naming(speed[1], "", speed.span(1), measure="growth", measure_rule="word of growth", basis="yoy")
    return Naming(nouns.share_of(text[start : clause.right]), "", (start, clause.right))


def _verb_alone(namer: Namer, clause: Clause) -> Naming | None:
    """竣工54.6万平方米, 惠及居民2870户: verbs whose object was named with the figure before."""
    if clause.left == clause.sentence[0] or not namer.subject or not clause.core:
        return None
    if _ANEW.fullmatch(clause.core) and clause.quantity.unit == namer.unit:
        return Naming(clause.core + cores.VERB.sub("", namer.entity), "", clause.core_at)
    if _WORK.match(clause.core):
        return Naming(clause.core + _WORKED_ON.sub("", namer.entity), "", clause.core_at)
    if _REACH.match(clause.core) and len(namer.subject) <= _LONG:
        return Naming(namer.subject + clause.core, CARRIED, clause.core_at)
    return None


def _words_before(namer: Namer, clause: Clause) -> Naming | None:
    if clause.core in _PER_HEAD and namer.subject:
        return Naming(clause.core + namer.subject, "", clause.core_at)
    if clause.core.isascii() and clause.core.isalnum() and namer.entity:  # PUE接近于1
        return Naming(namer.entity + clause.core, "", clause.core_at)
    return Naming(clause.core, "", clause.core_at) if clause.core else None


def _in_all(namer: Namer, clause: Clause) -> Naming | None:
    """新增智能工厂6家，累计10家; …，总量达2037.7万户: all that there are, not only the new ones."""
    counted = clause.size == 1 and clause.quantity.unit == namer.unit and not clause.noun
    there = _THERE_ARE.match(namer.text, clause.left, clause.quantity.start) if counted else None
    if there is None or not _NEW.match(namer.subject):
        return None
    return Naming(_NEW.sub("", namer.subject) + (there["all"] or ""), "", clause.core_at)


def _subject(namer: Namer, clause: Clause) -> Naming | None:
    """Nothing is said: the figure is of what the one before was of, or the clause before speaks of."""
    unit, last = clause.quantity.unit, namer.last
    arrives = clause.tail.has("to") and not clause.moved
    if last is not None and last.measure == "ratio" and (unit == "百分点" or (unit in ("%", "‰") and arrives)):
        return Naming(last.indicator, "")
    before = nouns.of_clause_before(namer.text, clause)
    first = before if clause.number == 0 else ""
    return Naming(first or namer.subject or before, "")


RULES = (
    Rule("figure named before", _said_before),
    Rule("share of a plan", _share_of_plan),
    Rule("share of a whole", _share_of_whole),
    Rule("contribution of the subject", _contribution),
    Rule("list handed out", _next_of_list),
    Rule("ratio of parts", _ratio),
    Rule("words in the list", _list),
    Rule("list before handed out", _figures_before),
    Rule("noun before the bracket", _bracket),
    Rule("sum set aside", _set_aside),
    Rule("part of the figure before", _part),
    Rule("plan to compare with", _plan_compared),
    Rule("so long without a break", _unbroken),
    Rule("time that a work takes", _takes),
    Rule("all that there are", _in_all),
    Rule("what the sum is for", _how_much_of),
    Rule("noun behind the figure", _counted),
    Rule("share of the noun behind", _share_of_noun),
    Rule("verb with the object before", _verb_alone),
    Rule("words before the figure", _words_before),
    Rule(CARRIED, _subject),
)
"""Ways to name a figure, in the order in which they are tried."""

ASIDE = frozenset(
    {
        "share of a whole",
        "share of a plan",
        "contribution of the subject",
        "part of the figure before",
        "plan to compare with",
        "noun before the bracket",
    }
)
"""Rules whose indicator is said in passing: the figures after it go on about the subject before."""
