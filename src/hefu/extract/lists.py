"""Lists that share a head or a figure's place: 肉、蛋、奶产量分别增长39.9%、65.3%和35.5%."""

from __future__ import annotations

import re

from hefu.extract.frames import Clause, clean
from hefu.extract.phrases import BARE, MOVES

HEADS = re.compile(
    r"(?:规模以上)?(?:工业)?(?:可支配收入|纯收入|增加值|总产值|产值|总产量|产量|零售额|销售额|营业收入|主营业务收入|进出口总额|进出口额|进出口|出口额|出口|进口额|进口|"
    r"固定资产投资|投资额|投资|总额|收入|支出|贷款余额|存款余额|余额|价格|总量|面积|排放量|安全利用率|达标率|覆盖率|参保率|通畅率|普及率|利用率|[^、，和及与]{1,4}率|"
    r"人数|人次|数量|标准|比重|占比|比例|总数|消费量|用电量|利润|税收|户数|能耗|警情|案件|(?:年?)(?:出栏|存栏|保有|供应|发电|交易|使用|配送|进出口|接待)量|增速|指数|里程|周转量|运输量|吞吐量|交易规模|交易额|成交额|成交量|销量|客运量|货运量|入户|工程|项目|建设|企业)$"
)
"""Nouns at the end of an indicator that the members of a list share."""

_COMMAS = re.compile(r"、|，")
_AND = re.compile(r"和|以及|及|与")
_ALL = re.compile(r"、|，|和|及|与|以及")
_CAREFUL = re.compile(r"、|，|(?<!中)和(?!谐|平|美|田|龙)|及其|以及|及|与(?!会)")
_URBAN = re.compile(r"城乡(?:居民|常住居民)?")
_THREE = re.compile(r"三次产业|一二三产|三产业|三大产业|产业结构")
_THE_THREE = re.compile(r"(?:三次产业|第?一、第?二、第?三次?产业)(?P<noun>(?!.*(?:结构|比例|比$)).{1,16})?")
_HALVES = re.compile(r"(?P<first>城镇|城市)[、和](?P<second>农村|乡村)(?P<noun>(?:常住)?居民.+)")
_LETTERS = re.compile(r"([一-龥]{2,5})(?:比例|比|结构)[^，。；]{0,6}$")
_HOW_MANY = re.compile(r"(?:起数|死亡人数|受伤人数|伤亡人数|户数|人数|家数|件数|宗数|次数|数量|金额|总额|收入|面积)$")
_KIND = re.compile(
    r"(?:公办|民办|国有|集体|私营|民营|城镇|城市|农村|乡村|一般|重点|(?:国家|省|市|县|区)级|中央|地方|[一-龥]{1,3}(?:性|型|制))(?=[一-龥]{3})"
)
"""What tells the members of a list apart: 公办、普惠性幼儿园在园幼儿占比."""
_AMOUNT = re.compile(
    r"^(?:计划)?(?P<made>生产)?(?P<what>[^，]{1,12}?)[约近达]?[零〇一二三四五六七八九十百千万亿点两]{2,}[余多]?"
    r"(?:吨|米|公里|斤|公斤|担|匹|亩|台|辆|件|箱|元|人|户|千瓦|立方米|平方米)$"
)
"""生产氮肥九十万六千吨: a member with its amount in words."""
_DIGIT = re.compile(r"[0-9]")
_COUNTED = re.compile(r"[有达为共][一二三四五六七八九十百千两]+(?:个|家|项|种|名|人|县|市|省|户)")
"""六十五个县: words with a figure of their own."""
_MOVES = re.compile(rf"(?:{MOVES})(?=，)")
_APPOSED = {
    size: re.compile(
        rf"(?<=[一-龥]{{2}})等?[{numeral}](?:个|大|类|种|家|项)"
        r"(?:行业|产业|门类|领域|板块|品种|产品|税种|企业|园区|类别)(?=.)"
    )
    for size, numeral in enumerate(("两二", "三", "四", "五", "六", "七", "八", "九"), start=2)
}
"""化工、纺织、食品三个行业增加值: as many as were named."""


def parts(words: str, size: int) -> list[str] | None:
    """The `size` indicators of a list with its head handed out; None when it has another number of members."""
    if size == 2 and _URBAN.match(words) and "、" not in words:
        return ["城镇" + words[2:], "农村" + words[2:]]
    three = _THE_THREE.fullmatch(words) if size == 3 else None
    if three:
        return [f"第{number}产业{three['noun'] or ''}" for number in "一二三"]
    halves = _HALVES.fullmatch(words) if size == 2 else None
    if halves:
        return [halves["first"] + halves["noun"], halves["second"] + halves["noun"]]
    pieces = [p for p in _COMMAS.split(words) if p]
    if len(pieces) == size - 1 and size > 2:
        pieces = [*pieces[:-1], *(p for p in _AND.split(pieces[-1], maxsplit=1) if p)]
    for found in (pieces, _ALL.split(words), _CAREFUL.split(words)):
        members = [p for p in found if p]
        if len(members) == size:
            return _with_head(members)
    return None


def parts_before(text: str, clause: Clause) -> list[str] | None:
    """A list whose members have commas between them reaches back over clauses without figures."""
    start = clause.start
    for _ in range(clause.size + 1):
        before = max(text.rfind(mark, clause.sentence[0], start - 1) for mark in "，；")
        start = before + 1 if before >= 0 else clause.sentence[0]
        words = text[start : clause.tail.end]
        if _DIGIT.search(words) or _COUNTED.search(words):
            return None
        words = _MOVES.sub("", words.removeprefix("其中"))
        pieces = _without_amounts([clean(piece) for piece in words.split("，") if clean(piece)])
        if len(pieces) == clause.size:
            return _with_head(pieces)
        found = parts(clean(words), clause.size)
        if found is not None or before < 0:
            return found
    return None


def _without_amounts(pieces: list[str]) -> list[str]:
    """生产氮肥九十万六千吨，磷肥十九万六千吨 speaks of 氮肥产量, 磷肥产量."""
    found = [_AMOUNT.match(piece) for piece in pieces]
    head = "产量" if found and found[0] and found[0]["made"] else ""
    return [match["what"] + head if match else piece for match, piece in zip(found, pieces, strict=True)]


def industries(words: str, size: int) -> list[str] | None:
    """三次产业 are the first, second and third; with what is said of them (增加值)."""
    if size != 3 or not _THREE.search(words):
        return None
    noun = "增加值" if "增加值" in words else "从业人员" if "从业" in words or "就业" in words else ""
    return [f"第{n}产业{noun}" for n in "一二三"]


def ratio_parts(words: str, size: int) -> list[str] | None:
    """What the members of 12.1∶57.9∶30 are shares of: 三次产业结构, 粮经饲比例."""
    found = industries(words, size)
    if found:
        return [part.removesuffix("增加值") + "比重" for part in found]
    letters = _LETTERS.search(words)
    return [letter + "比重" for letter in letters[1]] if letters and len(letters[1]) == size else None


def _with_head(members: list[str]) -> list[str]:
    """Gives every member the head of the last, unless one has a head of its own."""
    last = members[-1]
    kind = _KIND.match(last)
    if kind and all(len(member) <= 4 and _KIND.match(member + last[kind.end() :]) for member in members[:-1]):
        return [member + last[kind.end() :] for member in members[:-1]] + [last]
    counted = _with_subject(members)
    if counted is not None:
        return counted
    last = members[-1] = _APPOSED[len(members)].sub("", last) if len(members) in _APPOSED else last
    head = HEADS.search(last)
    if head is None or head.start() == 0 or any(HEADS.search(p) for p in members[:-1]):
        return members
    return [p + head.group() for p in members[:-1]] + [last.replace("等", "", 1) if "等产" in last else last]


def _with_subject(members: list[str]) -> list[str] | None:
    """Gives 死亡人数 the subject of the first member: 生产安全事故起数、死亡人数; None for other lists."""
    last = _HOW_MANY.search(members[0])
    if last is None or last.start() < 2 or not all(_HOW_MANY.fullmatch(member) for member in members[1:]):
        return None
    return [members[0], *(members[0][: last.start()] + member for member in members[1:])]


def entity(indicator: str) -> str:
    """What an indicator is about, without the noun that says how much of it: 签约项目投资额 → 签约项目."""
    if indicator.endswith(("项目", "企业", "工程")):
        return indicator
    for size in range(8, 1, -1):
        if indicator[-size:] in BARE and len(indicator) > size:
            return indicator[:-size]
    return HEADS.sub("", indicator) or indicator
