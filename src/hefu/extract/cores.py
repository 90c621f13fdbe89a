"""The words before a figure without what is no part of the indicator: means, bases, examples, ways of reckoning."""

from __future__ import annotations

import re

from hefu.extract.frames import RATES, Clause

VERB = re.compile(
    r"^(?:已|共|累计|新|再|力争|全年|可)*(?:开工建设|调减|增加|减少|调增|新建|新增|新栽|新改建|新修|新培育|新开工|获批|获评|收购|抓好|完善|整治|修复|加装|更新|"
    r"投放|引育|引进|招引|帮扶|救助|处置|淘汰|关闭|压减|建设|建成|完成|改造|实施|培育|开展|发放|解决|推进|加快|支持|打造|创建|安排|落实|争取|举办|"
    r"组织|办理|制定|出台|保障|发展|转移(?!支付|性)|治理|改扩建|开工|竣工|投资|签约|化解|设立|认定|资助|救助|实际(?:使用|利用|到位)|利用|选派|培训|累计)"
)
MADE = ("新", "开工", "建设", "建成", "改造", "完成")
"""Verbs that hold for a part, too: 新开工安置房170万平方米，其中廉租房28万平方米."""
_PURPOSES = re.compile(r"等(?:方面)?的?(?:支出|投入|资金|投资)$")
_LINKED = re.compile(r"等$|、$")
_HELPED = re.compile(r"在[^，在]{2,20}(?:带动下|推动下|支撑下|拉动下)(?:实现)?")
_PREPOSITION = re.compile(
    r"^(?:为[^，]{5,24}?(?=减免|发放|提供|解决|落实|争取|办理|化解|培训|追回|投放|筹集|安排|注资|减负|节约)|"
    r"[^，]{2,24}(?:等方面|过程中|基础上|带动下|方面)(?!的))"
)
_ADJUSTED = re.compile(r"^(?:剔除|扣除|按|考虑|还原|如果|若|比|较)[^，]{2,24}$")
_UNSAID = re.compile(
    r"^(?:以|(?:超过|高于|低于)?(?:原定|原计划|预定|既定)的?|若|如果?|假[如设定]|(?:高出|增加|提高|翻|扩大)[一两二三四五六七八九十]+[倍番](?:就是|即)?"
    r"|.{6,}(?:已有|现有|原有)的?|.{0,4}口?中包括|(?:经?调整|调增|调减|变动)后的?|(?:这[个一]|该|其|上述)(?:比例|比重|占比|比率|数字|数|指标|数据)(?:一般|应该?)?|(?:年初|调整|变动)?(?:预算|计划|执行|决算|预计|完成)数)$"
)
"""Words before a figure that name nothing: 若按每年6%的增长率, 高出一倍就是4000亿元, 抓紧实施已有的16个专项."""
_INCLUDES = re.compile(r"^(?P<whole>[^，、]{1,8}(?:投资|支出|资金|收入|面积))(?:主要)?包括(?P<part>[^，、]{2,})$")
"""规划投资包括防洪工程426亿元: a part of the whole."""
_STANDARD = re.compile(r"^(?P<what>[^，、是为]{2,10}标准)(?P<about>大?约)?[是为](?=.*(?:人均|收入|计算)).+$")
"""脱贫标准是农民年人均纯收入按不变价计算为2300元: the standard itself, however it is reckoned."""
_FROM_BASE = re.compile(r"[由从](?:(?:年初|原|上年|调整)?的?(?:预算|计划)数?|过去|原来|当时|最初|当初)的?$")
"""支出由年初预算的120亿元调整为150亿元, 增速由过去的20%下降到7%: from where it moves."""
_FROM_EACH = re.compile(r"(?<=[一-龥]{2})由(?=[年月]?[人户亩]均$)")
"""农村低保由年人均785元提高到1196元."""
_APPROVED = re.compile(
    r"^[^，]{0,24}(?:会议|人大|常委会|代表大会)(?:审查|审议)?(?:批准|通过)的(?:[0-9]{4}年)?|^因(?=新增|增加|减少)"
)
"""市人大三次会议批准的2024年一般公共预算收入: who approved it is no part of it."""
_SET_BY = re.compile(
    r"(?:超额完成|达到?|超过?|超出|完成|实现|突破|[高低多少优好大小]于|接近|等于)(?P<by>[^，。；、]{0,16}?"
    r"(?:确定|规定|下达|提出|要求|核定|批复|设定|预期|[省市国部]定)的)$"
)
_DONE = frozenset({"完成", "累计完成", "累计实现"})
_LONG = 12


def trim(clause: Clause) -> None:
    """Leaves of `clause.core` what names the indicator."""
    clause.core = _FROM_EACH.sub("", _APPROVED.sub("", clause.core) or clause.core)
    core = _UNSAID.sub("", _FROM_BASE.sub("", _HELPED.sub("", clause.core) or clause.core))
    if not clause.noun and core in _DONE:
        core = ""
    parts = _INCLUDES.match(core) if "包括" in core else None
    if parts:
        core = parts["part"] + parts["whole"]
    standard = _STANDARD.match(core) if "标准" in core else None
    if standard:
        core = standard["what"]
        if standard["about"] and clause.quantity.bound == "=":
            clause.quantity.bound = "≈"
    if len(core) > _LONG:
        core = _PREPOSITION.sub("", core) or core
    clause.core = core


def set_by(text: str, clause: Clause) -> tuple[int, int] | None:
    """The words that only say who set the figure, which is of what was named before.

    社会消费品零售总额…，达到规划确定的1100亿元; 粮食产量66万吨，超过市里下达的65万吨.
    """
    words = None if clause.noun else _SET_BY.search(text[clause.left : clause.quantity.start])
    return words and (clause.left + words.start("by"), clause.quantity.start)


def is_base(clause: Clause) -> bool:
    """Whether the words only say what a change is reckoned from: 剔除价格因素, 比上年."""
    return clause.tail.has("up", "down") and _ADJUSTED.match(clause.core) is not None


def clause_start(text: str, clause: Clause) -> int:
    """Where the clause begins that a list of purposes stands in (用于科技、教育等方面的支出)."""
    at = max(text.rfind(mark, clause.start, clause.core_start) for mark in "，；：。")
    return max(at + 1, clause.start)


def is_last_purpose(text: str, clause: Clause) -> bool:
    """Whether the words are the last of a list of purposes: 用于科技、教育等方面的支出."""
    last = _PURPOSES.search(text[clause.core_start : clause.tail.end])
    return last is not None and text[clause.core_start - 1] == "、"


def gives_examples(text: str, clause: Clause) -> bool:
    """Whether the words before a count are examples of what is counted.

    新区南部、坡头、黄堡、董家河4个市级工业园区: as many names as are counted.
    """
    found = clause.quantity
    if _LINKED.search(text[clause.core_start : clause.tail.end]):
        return True
    if found.exponent or not 3 <= found.value <= 20 or found.unit in RATES:
        return False
    names = re.split("[、和]", text[clause_start(text, clause) : found.start])
    return len(names) == found.value and "围绕" not in names[0] and all(1 < len(name) <= 14 for name in names[1:])
