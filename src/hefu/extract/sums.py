"""Sums and what they are for 资金用途: 中央财政安排423亿元资金，支持十大重点节能工程."""

from __future__ import annotations

import re

from hefu.extract.frames import Clause, Naming, clean

_SET_ASIDE = re.compile(r"(?:安排|投入|统筹|下达|拨付|拨出|筹集|筹措|整合|补助|列支|争取)(?:共|近|超过?|逾|约)?\Z")
_AIM = re.compile(
    r"(?:的?(?P<fund>[一-龥]{0,10}?(?:资金|经费|国债|补贴)))?，?(?:主要|重点|专门)?"
    r"(?P<aim>(?:用于|支持|帮助|解决|实施|改造|扶持|推进|保障|化解|推动|开展)[^，。；（]{3,40})"
)
_COUNT = re.compile(r"[0-9.,]+[万亿]?(?:[余多]?[个所座处条项名户人家台套]|公里|平方米|万亩|亩)?")
_CLAUSE_END = re.compile(r"[，；。：\n]")
_AIMED = re.compile(r"^[，、]?(?:重点)?(?:用于|支持|建设|完成了?|对|为|推进|扶持|新建|开展)?")
_BARE_VERB = re.compile(r"[，、]?(?:改扩建|新建|建设|建成|完成|实施|改造|扩建|改建|整治|修复|新改建|开工建设)")


def set_aside(text: str, clause: Clause) -> Naming | None:
    """中央财政安排219亿元支持116户国有企业实施政策性关闭破产: who sets aside, and for what."""
    found = clause.quantity
    if found.unit != "元" or clause.size > 1 or clause.tail.has("up", "down", "dist"):
        return None
    verb = _SET_ASIDE.search(text, clause.left, found.start)
    aim = _AIM.match(text, found.end, clause.sentence[1]) if verb else None
    if verb is None or aim is None:
        return None
    who = clean(text[clause.core_start : max(verb.start(), clause.core_start)])
    words = who + text[verb.start() : verb.start() + 2] + (aim["fund"] or "") + clean(_COUNT.sub("", aim["aim"]))
    return Naming(words, "", (clause.core_start, found.start))


def purpose(text: str, clause: Clause) -> str:
    """What a sum is for, where that follows: 投资1.4亿元，完成移民搬迁7236人; 投资8300万元实施煤烟污染治理."""
    found = clause.quantity
    if found.unit != "元" or not text[clause.core_start : clause.tail.end].endswith(("投资", "资金")):
        return ""
    stop = _CLAUSE_END.search(text, found.end + 1, clause.sentence[1])
    end = stop.start() if stop else clause.sentence[1]
    counted = _COUNT.search(text, found.end, end)
    before = text[found.end : counted.start() if counted else end].strip()
    if counted and _BARE_VERB.fullmatch(before):
        words = clean(before) + text[counted.end() : end]
    else:
        words = _AIMED.sub("", before)
        if counted and len(words) < 2:
            words = text[counted.end() : end]
    return clean(words) if 3 <= len(words) <= 30 else ""
