"""A figure said of several years: of all of them 累计, or of the last 期末.

What is built up, spent or held through the years of a plan is of the plan (2021/2025); what is reached by its
end, a stock, a share or the level of the last year, is of that year (2025).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hefu.extract.frames import Naming
from hefu.extract.periods import Period

LONG = frozenset({"era", "span"})
"""Kinds of periods of several years."""
_DONE = re.compile(
    r"(?:.{0,10}(?:规划|争取|安排|累计|计划)?(?:投资|投入|资金)$)"
    r"|新增|新建|改扩建|扩建|改建|铺设|累计|每年|建成(?!区)|完成|改造|培育|引进|发放|实施|建设|打造|转移|争取|投入|签约|总投资|投资"
    r"|创建|新|减排|治理|解决|开工|整治|减少|修复|组织|募集|筹集|筹措|处置|营造|推出|调整|服务|举办|办理|化解|追回|淘汰|关停"
    r"|开发|启动|(?:[市省县区]级)?(?:重点)?支持建设|当选|入选|获批|选派|培训|救助|接待|运送|供应|使用|利用|输送|减免|发行|绿化"
)
"""What is done bit by bit, where an indicator begins with it."""
_DONE_LAST = re.compile(r"(?:培训|扩招|植树|造林|改造|赔付|落地项目|实施(?:重点)?项目|融资|自筹|成交|募集款物|惠及)$")
"""The same, where it ends with it."""
_SUMMED = re.compile(r"新增|净增|累计|压减|削减")
_REACHED = re.compile(r"[达总累有存至到超突稳占余率]")
"""A count with one of these is of what there is; without, it goes on with what was done (建成渔场100家，农场200家)."""
_HELD = re.compile(r"保持|稳定|连续|常年|始终|接连|每年|年均|累计|五年(?:增长|下降|提高)")
_AGAINST = re.compile(r"[比较]")
_NO_DEED = re.compile(r"(?:中|全覆盖|通达|全国第一|居[^，]{1,6}首位)$|^形成|^拥有")
_STANDING = re.compile(
    r"(?!.*(?:获|入选|脱贫|摘帽|建成|完成|创建|新|被|列入|培育|打造|建设|打通)).*(?:盟市|区县|县（?市?）?|乡镇|平台|组团|集聚区|园区)$"
)
"""Places and bodies that stand and do something (7个盟市接通高铁): so many they are by the end."""
_COUNTS = frozenset({"年", "次", "届", "个月"})


class Told(NamedTuple):
    """The period of a figure, its unit, and whether it is of all the years that were said."""

    iso: str | None
    unit: str = ""
    whole: bool = False


NOTHING = Told(None)


def after(year: int, carried: Period | None) -> Period:
    """The time of what is held against a year, where none is said: the last one told of if later, or the next."""
    if carried and carried.year and carried.year > year:
        return carried
    return Period(str(year + 1), "year", year + 1)


def of(period: Period | None, naming: Naming, words: str, before: Told) -> Told:
    """The period of a figure under `period`. words: of its clause. before: what the last figure of the sentence was."""
    if period is None or period.kind not in LONG or not period.year:
        return Told(period.iso if period else None)
    whole = _whole(naming, words, before)
    return Told(period.iso if whole else str(period.year), naming.unit, whole)


def _whole(naming: Naming, words: str, before: Told) -> bool:
    """Whether a figure is of all the years."""
    if "连续" in words and naming.unit in _COUNTS:
        return False
    if naming.basis == "avg" or _HELD.search(words):
        return True
    if naming.measure == "growth":
        return not (naming.basis or "").startswith("since")
    if naming.measure == "change":
        return not _AGAINST.search(words) or _SUMMED.search(words) is not None
    if naming.measure == "multiple" and naming.rule == "carried subject":
        return before.whole
    if naming.measure != "level":
        return False
    if naming.rule == "noun behind the figure":
        standing = _STANDING.match(naming.indicator) and not _DONE.match(naming.indicator)
        return _NO_DEED.search(naming.indicator) is None and not standing
    if _DONE.match(naming.indicator) or _DONE_LAST.search(naming.indicator) or _SUMMED.search(words):
        return True
    return before.whole and naming.unit == before.unit and (naming.unit == "元" or _REACHED.search(words) is None)


def aside(kind: str, found: Period, section: Period | None) -> bool:
    """Whether a time holds in its own sentence only: 近三年 in the review of a year, 到明年底 among this year's aims.

    kind: of the token that says it.  section: the period of the section; one of many years takes what comes.
    """
    if section is None or section.kind in LONG:
        return False
    if kind == "rel":
        return section.year is not None and found.year is not None and found.year > section.year
    return kind == "dur" and found.kind == "span"
