"""What a figure measures: the indicator's words, and whether the figure is its level, growth, share …

The words stand before the figure (粮食产量达到107万吨), behind it (300余家企业), or in an earlier figure of
the same subject (…389.54亿元，同比增长23.9%). Lists share heads and are handed out one by one (城乡居民…
分别达到8%、10%).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hefu.extract.phrases import BARE, Tail
from hefu.extract.quantities import Quantity
from hefu.model import Measure

_SPLIT = re.compile(r"、|，|(?<!中)和(?!谐|平|美|田|龙)|及其|以及|及|与(?!会)")
_INNER = re.compile(r"实现|(?<=[业元区县市])完成|(?<=.)达到")
_INCLUDED = re.compile(r"[\[［〔][0-9]{1,2}[\]］〕]|（(?:含|不含|包括|下同|以下简称|简称)[^（）]*）")
_SPACE = re.compile(r"\s+")
HEADS = re.compile(
    r"(?:规模以上)?(?:工业)?(?:可支配收入|纯收入|增加值|总产值|产值|总产量|产量|零售额|销售额|营业收入|主营业务收入|进出口总额|进出口额|进出口|出口额|出口|进口额|进口|"
    r"固定资产投资|投资额|投资|总额|收入|支出|贷款余额|存款余额|余额|价格|总量|面积|排放量|安全利用率|达标率|覆盖率|参保率|通畅率|普及率|利用率|[^、，和及与]{1,4}率|"
    r"人数|人次|数量|标准|比重|占比|比例|总数|消费量|用电量|利润|税收|户数|能耗|增速|指数|里程|周转量|运输量|吞吐量|客运量|货运量|入户|工程|项目|建设|企业)$"
)
_URBAN = re.compile(r"^城乡(?:居民|常住居民)?")
_NOUN_STOP = re.compile(
    r"[，；：。！？、（）\n\t《]|(?:完成|开工|建成|实现|获批|入选|纳入|列入|竣工|投产|投用|通过|荣获|获评|获得|达到|达|成功|被|已|正在|全部|顺利|进展|加快|分别|占|增长|下降|提高|(?<![国公私所])有(?![机限色效关])|签署|发放|实施|获评|落户|投产|启动|入围|为(?!民)|将|用于|支持|解决|进行|得到|创建|落地|签约|完工|基本|惠及|带动|获|提供|投入|实施|开通|脱贫|摘帽)"
)
_VERB_HEAD = re.compile(
    r"^(?:调减|增加|减少|调增|已|共|累计|新|再|力争|全年|可)*(?:新建|新增|新栽|新改建|新修|新培育|新开工|获批|获评|收购|抓好|完善|整治|修复|加装|更新|投放|引育|引进|招引|帮扶|救助|处置|淘汰|关闭|压减|建设|建成|完成|改造|实施|培育|引进|开展|发放|解决|推进|加快|支持|打造|创建|安排|落实|争取|举办|组织|办理|制定|出台|保障|发展|转移(?!支付|性)|治理|改扩建|新改建|开工|竣工|投资|签约|化解|处置|设立|认定|累计)"
)
_SHARE_OF = re.compile(r"(?:约|只|仅|已)?占(?:到|据|了)?(?!比)(?P<whole>[^，。；、占]{0,40}?)(?:的)?(?:比重|比例|份额|总量)?(?:为|达到?|的|约|超过?|由|从|提高到|在|了)*$")
_OF_PLAN = re.compile(r"(?:完成|为|占|达|相当于)(?:了|到)?(?P<plan>(?:全年|年度|年初|调整|汇总|上报|变动|人代会|市人大|目标|调整后)?(?:的)?(?:预算|年计划|计划|年初任务|任务|目标|年度计划|年初预算|调整预算|变动预算|计划整合数|年度目标|目标任务|年预算)(?:数|目标|任务|总额)?)(?:的)?$")
_GAP = re.compile(r"(?:高于|低于|高出|低|快于|慢于|高|好于|超过|优于|领先|超出|超)(?:了)?(?P<thing>(?:全国|全省|全区|全市|全州|国家|平均|[^，。；、]{2,12}?(?:平均|水平|省|市|任务|计划|目标|预期|GDP|经济|工业)))(?:平均)?(?:水平|增速|增幅|均值|任务|计划)?(?:约|近)?$")
_OVER = re.compile(r"(?:超收|短收|超支|减亏|超额完成)$")
_PULL = re.compile(r"(?:拉动|带动|影响|贡献|推动|拉低)[^，。；、]*$")
_FROM = re.compile(r"(?:由|从)$")
_ELLIPTIC_TOTAL = re.compile(r"^(?:累计|总数|总量|总计|合计|共)(?:达|达到|为|分别达|分别为)?$")
_PREDICATE = re.compile(
    r"(?:小幅|大幅|持续|稳步|较快|平稳)(?:下降|上涨|回落|增长|上升)|(?:建设|工程|工作)?(?:有序|加快|顺利|稳步|扎实|全面|持续|深入|正式|如期|基本|全力|快速|不断|积极|成功|进一步|已|完成|超额)?(?:推进|进展|开工|竣工|完工|实施|启动|建成|投产|投用|运行|落地|增强|完善|提升|发展|见效|加强|落户|获批|升级|改善|巩固|恢复|回升|显现|提速)"
)
_LEADING_VERB = re.compile(r"^(?:深入|扎实|积极|大力|全面|持续|成功|加快|启动|继续|着力)*(?:开展|实施|推进|完成|推动|落实|引进|促成|投资建设|建设|组织|加强|支持)?")
_TIER_LEADS = re.compile(r"(?P<tier>市本级|省本级|区本级|县本级|自治区本级|市级|省级|区级|县级|自治区级|本级)(?=一般公共|政府性|国有资本|社会保险|收入|支出|（|财政|税收|专项)")
_FUND = re.compile(r"一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?|社会保险基金(?:预算)?")
_TIER = re.compile(r"市本级|省本级|区本级|县本级|自治区本级|市级|省级|区级|县级|自治区级|本级|中央本级")
_PLAIN_BUDGET = re.compile(
    r"^(?P<tier>市本级|省本级|区本级|县本级|自治区本级|市级|省级|区级|县级|自治区级|本级)?(?P<what>(?:当年)?(?:收入|支出)(?:预算|总量|总计|合计|数)?)$"
)
_FROM_SIDE = re.compile(r"(?:看|来看|方面|中|说|上|分|来讲|计算|统计|显示|介绍|了解|汇总)$")
_AIMED = re.compile(r"^[，、]?(?:重点)?(?:用于|支持|建设|完成了?|对|为|推进|扶持|新建|开展)?")
_CARRIES = re.compile(r"(?P<work>竣工|投产|开工|已开工|建成|完工|改造提升|改造|出栏|销售|签约|入库)$|(?:惠及|受益|覆盖|安置|吸纳|解决就业|带动就业)[^，。]{0,5}$")
_OBJECT = re.compile(r"^(?:新开工|开工建设|开工|新建|新增|建设|实施|完成|改造|新改建|新)")
_CLAUSE_END = re.compile(r"[，；。：\n]")
_COUNTED = re.compile(r"^[0-9.,]+[万亿]?(?:[个所座处条项名户人家台套]|公里|平方米)?")
_DIGIT = re.compile(r"[0-9]")
_DONE_VERB = re.compile(
    r"(?:全部|顺利|成功|已|基本|正式|先后|陆续)*(?:通过|完成|获批|入选|列入|纳入|开工|建成|竣工|投产|投用|落户|实现|达到|荣获|获评|获得|入围|签署|开通|投入|实施|发放|解决|进行|开展|完工|拔地而起|脱贫|摘帽|启动|上市|挂牌)[^，。；、]{0,16}"
)
_ADJUSTED = re.compile(r"^(?:剔除|扣除|按|考虑|还原|如果|若|比|较)[^，]{2,24}$")
_SPEED = re.compile(r"的?(?:增长速度|增速|增长幅度|增幅)$")
_CONTRIBUTES = re.compile(r"(?:对[^，。；、]{2,16}?的?)?(?:增长)?贡献率")
_ARRIVING = re.compile(r"[，、]?(?:的?基数)?(?:提高|增加|增长|上升|扩大|提升|下降|降低|减少|调整|变动|调|变更|缩|扩|提|降|升|回落|跃升|攀升|发展)(?:到|至|为)")
_NO_NOUN = frozenset({"大关", "后", "关口", "台阶", "门槛", "的目标", "目标", "水平", "规模", "以来", "时", "之后", "等", "左右", "标准", "任务"})
_GAP_TO_PLAN = re.compile(r"^(?P<word>超收|短收|超支|超额完成|超计划)$")
_WITHIN = re.compile(r"在(?P<whole>[^，。；、]{2,16}?)(?:中|里)的?(?P<word>比重|占比|份额|比例)(?:由|从|为|达到?|提高到|上升到|已|超过)*$")
_PARTY = re.compile(r"^(?:市本级|省本级|本级|市级|省级|县级|区级|各?县(?:（市、区）|市区|（市）|区)?|各?区县|各?市县|各?市（州）|地方|中央|城镇|乡村|农村|城市|男性|女性|市|县|区|省)$")
_PREPOSITION = re.compile(r"^(?:为[^，]{5,24}?(?=减免|发放|提供|解决|落实|争取|办理|化解|培训|追回|投放|筹集|安排|注资|减负|节约)|[^，]{2,24}(?:等方面|过程中|基础上|带动下|方面))")
_STOCK_MOVE = re.compile(r"^(?:(?P<down>调减|减少|压减|缩减)|调增|增加|扩大)(?P<what>[^，。；、]{2,20}(?:面积|规模|编制|人数|产能|存量))$")
_LETTERS = re.compile(r"([一-龥]{2,5})(?:比例|比|结构)[^，。；]{0,6}$")
_SPENT = re.compile(r"用于|支持|投向|投入")
_GAP_LIST = re.compile(r"(?:分别)?(?P<word>高于|低于|快于|超过|高出|领先)(?P<things>[^，。；、0-9]{2,12}(?:[、和][^，。；、0-9]{2,12})+?)(?:平均水平|水平)?$")
_EG = re.compile(r"等$|、$")
_RATE_WORD = re.compile(r"率|比重|占比|比例|份额|覆盖面|盖度|程度|比$|满意度|含量|达标|系数|指数|PUE|密度|进度|强度|数字化|化水平")
_INDEX = re.compile(r"指数|系数|PUE|比值|收入比|倍差")


@dataclass(slots=True)
class Clause:
    """A quantity in its surroundings: intervals of the normalised text."""

    quantity: Quantity
    left: int
    clause_start: int
    sentence_start: int
    core_start: int
    tail: Tail
    before: tuple[int, int]
    right: int
    sentence_end: int
    group: int
    number: int
    size: int
    more: bool

    def found_noun_end(self, noun: str, text: str) -> int:
        """Where the noun behind the figure ends."""
        at = text.find(noun[-2:], self.quantity.end, self.right)
        return at + len(noun[-2:]) if at >= 0 else self.right


@dataclass(slots=True)
class Naming:
    """What a figure was found to measure, with the rule and words that say so."""

    indicator: str
    rule: str
    measure: Measure
    measure_rule: str
    unit: str
    at: tuple[int, int] | None = None
    measure_at: tuple[int, int] | None = None
    basis: str | None = None
    basis_rule: str = ""
    basis_at: tuple[int, int] | None = None
    negative: bool = False
    built_up: bool = False
    unit_rule: str = "none printed"
    period: str | None = None
    period_at: tuple[int, int] | None = None
    confidence: float = 0.9


class Namer:
    """Names the figures of a text one after the other and remembers what later ones refer to."""

    def __init__(self, text: str, *, budget: bool = False) -> None:
        self.text, self.budget = text, budget
        self.fund = self.tier = ""
        self.reset()

    def section(self, heading: str) -> None:
        """A heading may say which budget, and whose, the figures below are of: 市本级政府性基金预算."""
        fund, tier = _FUND.search(heading), _TIER.search(heading)
        if fund:
            self.fund = fund.group()
        if tier or fund or "全" in heading:
            self.tier = tier.group() if tier else ""

    def reset(self) -> None:
        """A new paragraph begins: nothing carries over."""
        self.subject = ""
        self.entity = ""
        self.verb = ""
        self.unit: str | None = None
        self.parts: list[str] = []
        self.recent: list[str] = []
        self.rivals: list[str] = []
        self.last: Naming | None = None

    def sentence(self) -> None:
        """A new sentence begins: its lists are its own."""
        self.parts = []
        self.recent = []
        self.entity = ""

    def name(self, clause: Clause, all_found: list[Quantity]) -> Naming:
        """The indicator and measure of the quantity of a clause."""
        text, found, tail = self.text, clause.quantity, clause.tail
        core = _clean(text[clause.core_start : tail.end])
        if core and clause.left > clause.clause_start and not _VERB_HEAD.match(core) and text[clause.left] in "、和及，":
            core = self.verb + core
        elif core:
            verb = _VERB_HEAD.match(core)
            self.verb = verb.group() if verb else ""
        at = (clause.core_start, tail.end) if core else None
        size = clause.size
        following = clause.group != clause.number
        whole_left = text[clause.left : found.start]
        if self.budget:
            self._follow_budget(clause)
        share = self._share(clause, whole_left)
        if share is not None:
            self._hand_out_shares(clause, share)
            return self._keep(clause, share)
        beyond = _GAP_TO_PLAN.match(text[clause.core_start : found.start])
        if beyond and self.subject and found.unit not in ("%", "百分点"):
            return Naming(self.subject, "carried subject", "gap", "distance to the plan", found.unit or "元", basis="vs:预算", basis_rule=beyond["word"],
                          measure_at=(clause.core_start, found.start), negative=beyond["word"] == "短收")
        if core and _CONTRIBUTES.fullmatch(core) and self.subject:
            naming = self._measure(clause, self.subject + core, "carried subject", at, core)
            naming.indicator = self.subject + core
            return naming
        if following:
            indicator, rule = self._from_list(clause, core)
        else:
            indicator, rule, at = self._first(clause, core, at, size, all_found)
        naming = self._measure(clause, indicator, rule, at, core)
        return self._keep(clause, naming)

    def _follow_budget(self, clause: Clause) -> None:
        """A fund or a tier that is named in running text holds for the figures after it."""
        words = self.text[clause.clause_start : clause.tail.end]
        start = clause.clause_start if clause.number else clause.sentence_start
        fund = _FUND.search(self.text, start, clause.tail.end)
        if fund:
            self.fund = fund.group()
        tier = _TIER_LEADS.match(words.lstrip(" ——其中：")) if clause.left == clause.clause_start else None
        if tier:
            self.tier = tier["tier"]
        elif re.match(r"\s*(?:[0-9]{4}年)?全[市省国区县州]", words):
            self.tier = ""

    def _of_budget(self, indicator: str) -> str:
        """收入 in the section of 市级政府性基金预算 is 市级政府性基金预算收入."""
        match = _PLAIN_BUDGET.match(indicator)
        if match and self.fund:
            fund = self.fund if self.fund.endswith("预算") else self.fund + "预算"
            return (match["tier"] or self.tier) + fund + match["what"]
        if self.tier and not _TIER.search(indicator) and indicator and not indicator.startswith(("中央", "财政部", "省财政", "全")):
            return self.tier + indicator
        return indicator

    # ------------------------------------------------------------ which words

    def _first(
        self, clause: Clause, core: str, at: tuple[int, int] | None, size: int, all_found: list[Quantity]
    ) -> tuple[str, str, tuple[int, int] | None]:
        """The indicator of a figure that stands alone or first in a list."""
        text, found, tail = self.text, clause.quantity, clause.tail
        if size > 1:
            parts = _parts(core, size)
            if parts is None and tail.has("dist"):
                parts = self._parts_before(clause, size)
            if parts is not None:
                if self.subject and all(len(part) <= 2 for part in parts):
                    parts = [part + self.subject for part in parts]
                self.parts = parts
                return parts[0], "list handed out", at
            if not core and tail.has("dist") and len(self.recent) >= size:
                self.parts = self.recent[-size:]
                return self.parts[0], "list before handed out", None
        self.parts = []
        inside = self._in_brackets(clause, core)
        if inside:
            return inside, "noun before the bracket", at
        if _PARTY.match(core) and self.subject and found.unit == self.unit:
            return core + self.subject, "part of the figure before", at
        if len(core) > 12:
            core = _PREPOSITION.sub("", core) or core
        noun = _noun_behind(text, clause)
        if noun and (not core or _EG.search(text[clause.core_start : tail.end])):
            done = _DONE_VERB.match(text, clause.found_noun_end(noun, text), clause.right)
            if done:
                noun = _clean(done.group()) + noun
        if core and tail.has("up", "down") and _ADJUSTED.match(core):
            core, at = "", None
        if _EG.search(text[clause.core_start : tail.end]) and noun:
            core, at = "", None
        if not core and self.subject and found.unit == self.unit and _SPENT.match(text, found.end, clause.right):
            return self.subject + _clean(text[found.end : clause.right]), "part of the figure before", (found.end, clause.right)
        if core in BARE or (core and noun and core.removeprefix("累计") in BARE):
            if noun:
                return noun + core, "noun behind the figure", at
            ahead = self._ahead(clause)
            prefix = "" if "其中" in text[clause.left : clause.core_start] else self._entity(clause)
            if not prefix and ahead:
                return ahead + core, "what the sum is for", at
            return (prefix + core if prefix and not core.startswith(prefix) else core), "carried subject", at
        if noun and not _is_rate(found):
            return core + noun, "noun behind the figure", at or (found.end, found.end + len(noun))
        left = text[clause.left : found.start]
        if found.unit in ("年", "个月", "天") and left.endswith("连续"):
            behind = _NOUN_STOP.search(text, found.end, clause.right)
            return f"{core.removesuffix('连续') or self.subject}连续{_clean(text[found.end : clause.right])}", "so long without a break", (clause.left, clause.right)
        if not core and _is_rate(found) and text[found.end : found.end + 1] == "的" and not tail.classes:
            return _share_of_noun(text[found.end + 1 : clause.right]), "share of the noun behind", (found.end + 1, clause.right)
        verb = _CARRIES.match(core) if core else None
        if verb and clause.left > clause.sentence_start and self.subject:
            if verb["work"]:
                return core + _OBJECT.sub("", self.entity), "verb with the object before", at
            if len(self.subject) <= 12:
                return self.subject + core, "carried subject", at
        if core:
            return core, "words before the figure", at
        carried = found.unit == "百分点" or found.unit in ("%", "‰") and tail.has("to") and not (tail.has("up", "down") and not _order(tail, "to", "up", "down"))
        if carried and self.last is not None and self.last.measure == "ratio":
            return self.last.indicator, "carried subject", None
        before = self._before(clause) if clause.number == 0 else ""
        return before or self.subject or self._before(clause), "carried subject", None

    def _in_brackets(self, clause: Clause, core: str) -> str:
        """发酵酒（增长87%）: the noun before the bracket; 播种面积1128万亩（水田168万亩）: a part of it."""
        text = self.text
        at = clause.clause_start - 1
        if at < clause.sentence_start or text[at] != "（":
            return ""
        if not core:
            stop = max(text.rfind(mark, clause.sentence_start, at) for mark in "，、；：）") + 1
            noun = _clean(text[max(stop, clause.sentence_start) : at])
            return noun if 2 <= len(noun) <= 16 and not _DIGIT.search(noun) else ""
        if self.subject and len(core) <= 6 and clause.quantity.unit == self.unit and not HEADS.search(core):
            return core + self.subject
        return ""

    def _from_list(self, clause: Clause, core: str) -> tuple[str, str]:
        """The indicator of a figure further on in a list."""
        offset = clause.number - clause.group
        if self.parts and offset < len(self.parts):
            return self.parts[offset], "list handed out"
        noun = _noun_behind(self.text, clause)
        if core or noun:
            return core + noun, "words in the list"
        return self.subject, "carried subject"

    def _entity(self, clause: Clause) -> str:
        """Whose 投资, 产量, 利润 it is: what the figures before were about, or the clause before."""
        before = self._before(clause)
        return before or self.entity

    def _ahead(self, clause: Clause) -> str:
        """What a sum is for, where that follows: 投资1.4亿元，完成移民搬迁7236人; 投资8300万元实施煤烟污染治理."""
        text, found = self.text, clause.quantity
        if found.unit != "元" or not text[clause.core_start : clause.tail.end].endswith(("投资", "资金")):
            return ""
        begin = found.end
        stop = _CLAUSE_END.search(text, begin + 1, clause.sentence_end)
        end = stop.start() if stop else clause.sentence_end
        digit = _DIGIT.search(text, begin, end)
        words = _AIMED.sub("", text[begin : digit.start() if digit else end].strip())
        if digit and len(words) < 2:
            words = _COUNTED.sub("", text[digit.start() : end])
        return _clean(words) if 3 <= len(words) <= 24 else ""

    def _before(self, clause: Clause) -> str:
        """The noun of the clause before, when it has no figure of its own."""
        start, end = clause.before
        if start >= end or clause.left > clause.clause_start:
            return ""
        words = self.text[start:end]
        if _FROM_SIDE.search(words.rstrip()):
            return ""
        stop = _PREDICATE.search(words)
        words = words[: stop.start()] if stop else words
        words = _LEADING_VERB.sub("", _clean(words))
        return words if 2 <= len(words) <= 30 else ""

    def _share(self, clause: Clause, left: str) -> Naming | None:
        """占…的比重, 为预算的98.5%: a share of what the subject is part of."""
        text, found = self.text, clause.quantity
        if found.unit not in ("%", "‰") or found.kind == "ratio":
            return None
        of_plan = _OF_PLAN.search(left)
        if of_plan:
            before = _clean(left[: of_plan.start()])
            subject = before or self.subject
            return Naming(f"{subject}完成{of_plan['plan'].removeprefix('的')}的比重", "share of a plan", "ratio", "share of a plan", found.unit,
                          at=(clause.left, found.start), measure_at=(clause.left + of_plan.start(), found.start))
        within = _WITHIN.search(left)
        if within and not clause.tail.has("up", "down"):
            before = _clean(left[: within.start()])
            return Naming(f"{before or self.subject}在{within['whole']}中的{within['word']}", "share of a whole", "ratio", "share of a whole", found.unit,
                          at=(clause.left, found.start), measure_at=(clause.left + within.start(), found.start))
        share = _SHARE_OF.search(left)
        if share and share.group().startswith("约") and found.bound == "=":
            found.bound, found.bound_at = "≈", (clause.left + share.start(), clause.left + share.start() + 1)
        if share and share["whole"] is not None and not clause.tail.has("up", "down"):
            before = _clean(text[min(clause.core_start, clause.left + share.start()) : clause.left + share.start()])
            subject = before or self.subject
            phrase = "占" + share["whole"].removesuffix("的") + ("的比重" if not share["whole"].endswith(("比重", "比例")) else "")
            return Naming(subject + phrase, "share of a whole", "ratio", "share of a whole", found.unit,
                          at=(clause.left, found.start), measure_at=(clause.left + share.start(), found.start))
        return None

    def _parts_before(self, clause: Clause, size: int) -> list[str] | None:
        """A list whose members have commas between them reaches back over clauses without figures."""
        start = clause.clause_start
        for _ in range(size + 1):
            before = max(self.text.rfind("，", clause.sentence_start, start - 1), self.text.rfind("；", clause.sentence_start, start - 1))
            start = before + 1 if before >= 0 else clause.sentence_start
            words = self.text[start : clause.tail.end]
            if _DIGIT.search(words):
                return None
            pieces = [_clean(piece) for piece in words.removeprefix("其中").split("，")]
            if len(pieces) == size and all(pieces):
                return _share_head(pieces)
            parts = _parts(_clean(words.removeprefix("其中")), size)
            if parts is not None:
                return parts
            if before < 0:
                return None
        return None

    def _hand_out_shares(self, clause: Clause, share: Naming) -> None:
        """三次产业增加值占…的比重分别为10.1%、41.8%、48.1%: each part its share."""
        if clause.size < 2 or clause.group != clause.number:
            return
        subject, _, rest = share.indicator.partition("占")
        parts = _industries(subject, clause.size) or _parts(subject, clause.size)
        if parts:
            whole = re.sub(r"(?:分别|的比重分别)的比重$", "的比重", rest)
            self.parts = [f"{part}占{whole}" for part in parts]
            share.indicator = self.parts[0]

    # ------------------------------------------------------------ which measure

    def _measure(
        self, clause: Clause, indicator: str, rule: str, at: tuple[int, int] | None, core: str
    ) -> Naming:
        """Level, growth, change, share, gap or multiple; for growth and change against what."""
        text, found, tail = self.text, clause.quantity, clause.tail
        unit, unit_rule = found.unit, "none printed"
        naming = Naming(indicator, rule, "level", "an amount", unit or "", at=at)
        following = clause.group != clause.number and self.last is not None
        left = text[clause.left : found.start]
        speed = _SPEED.search(naming.indicator) if (unit or "").startswith(("%", "百分点")) else None
        if speed and unit == "%":
            naming.indicator = naming.indicator[: speed.start()] or naming.indicator
        up, down, to = tail.has("up"), tail.has("down"), tail.has("to")
        noun_rate = tail.has("rate"), tail.has("fall")
        moved = (up or down) and not (to and _order(tail, "to", "up", "down"))
        gap = _GAP.search(left)
        rivals = _GAP_LIST.search(left) if clause.size > 1 and not following and unit == "百分点" else None
        if rivals:
            self.rivals = re.split("[、和]", rivals["things"])
            naming.measure, naming.measure_rule = "gap", "distance to others, one by one"
            naming.indicator = _clean(left[: rivals.start()]) or self.subject + "增速"
            naming.negative = rivals["word"] == "低于"
            naming.basis, naming.basis_rule = "vs:" + self.rivals[0], "what it is held against"
            self.parts = [naming.indicator] * clause.size
            return naming
        if following and not (up or down or to or gap) and self.last is not None:
            last = self.last
            naming.measure, naming.measure_rule, naming.basis = last.measure, "as the figure before", last.basis
            naming.basis_rule, naming.negative = "as the figure before", last.negative
            naming.unit = unit or last.unit
            offset = clause.number - clause.group
            if last.measure == "gap" and offset < len(self.rivals):
                naming.basis = "vs:" + self.rivals[offset]
            return naming
        if unit is None:
            naming.unit, naming.unit_rule = _unprinted(text, found, indicator)
            unit = naming.unit
        if found.kind == "ratio":
            naming.measure, naming.measure_rule = "ratio", "ratio of parts"
            self._ratio_parts(clause, naming)
        elif unit == "倍" or found.kind == "times":
            naming.measure, naming.measure_rule, naming.measure_at = "multiple", "multiple", (found.start, found.end)
            self._basis(clause, naming, "prev" if moved and found.kind != "times" else "yoy")
        elif gap and unit in ("百分点", "%", "个百分点") or gap and _OVER.search(left) is None and gap["thing"] and unit != "%" and not to:
            naming.measure, naming.measure_rule = "gap", "distance to another"
            naming.basis, naming.basis_rule = "vs:" + gap["thing"].removesuffix("平均"), "what it is held against"
            naming.measure_at = naming.basis_at = (clause.left + gap.start(), found.start)
            before = _clean(left[: gap.start()])
            naming.indicator = before if before and before not in ("增速", "增幅", "涨幅") else (self.subject + before)
            naming.negative = left[gap.start() : gap.start() + 1] in "低慢"
        elif unit == "百分点":
            naming.measure, naming.measure_rule = "change", "percentage points"
            self._basis(clause, naming, "yoy")
            naming.negative = down and not up
            pull = _PULL.search(left)
            if pull:
                before = _clean(left[: pull.start()])
                naming.indicator = (before or self.subject) + _clean(left[pull.start() :])
                naming.negative = False
        elif unit in ("%", "‰") and (moved or any(noun_rate) or speed) and not (to and not moved and not any(noun_rate) and not speed and _is_ratio_name(indicator)):
            naming.measure, naming.measure_rule = "growth", "word of growth"
            word = tail.classes.get("up") or tail.classes.get("down") or tail.classes.get("rate") or tail.classes.get("fall")
            naming.measure_at = word
            naming.negative = (down and not up) or noun_rate[1]
            self._basis(clause, naming, "yoy")
        elif unit in ("%", "‰"):
            naming.measure, naming.measure_rule = "ratio", "a rate or share"
            share = tail.classes.get("share")
            if share and not _RATE_WORD.search(naming.indicator[-3:]):
                naming.indicator += text[share[0] : share[1]].removeprefix("的")
        elif (move := _STOCK_MOVE.match(core)) or (self.verb in ("调减", "增加", "减少", "调增") and self.last is not None and self.last.measure == "change" and text[clause.left] in "、和"):
            naming.measure, naming.measure_rule = "change", "verb of change before a stock"
            naming.basis, naming.basis_rule = "yoy", "none said"
            naming.negative = bool(move["down"]) if move else self.verb in ("调减", "减少")
            naming.indicator = move["what"] if move else naming.indicator.removeprefix(self.verb)
        elif _INDEX.search(indicator) and unit == "1":
            naming.measure, naming.measure_rule = "ratio", "an index"
        elif moved and (not core or tail.has("yoy", "prev", "month") or tail.since or clause.core_start < tail.end):
            naming.measure, naming.measure_rule = "change", "word of change over a base"
            naming.measure_at = tail.classes.get("up") or tail.classes.get("down")
            naming.negative = down and not up
            self._basis(clause, naming, "yoy")
        elif tail.has("change"):
            naming.measure, naming.measure_rule = "change", "change by name"
            self._basis(clause, naming, "yoy")
        return naming

    def entity_of_subject(self) -> str:
        """The subject without the words that say how it is measured."""
        return _entity(self.subject)

    def _basis(self, clause: Clause, naming: Naming, default: str) -> None:
        """What growth and change are held against: yoy 同比, month 环比, avg 年均, since:YYYY, prev."""
        tail = clause.tail
        if tail.since is not None:
            year = re.search(r"[0-9]{4}", tail.since.match.group())
            naming.basis = f"since:{year.group()}" if year else "prev"
            naming.basis_rule, naming.basis_at = "base that is named", (tail.since.start, tail.since.end)
            return
        for cls in ("avg", "month", "prev", "yoy"):
            if tail.has(cls):
                naming.basis, naming.basis_rule, naming.basis_at = cls, "base that is named", tail.classes[cls]
                return
        left = self.text[clause.clause_start : clause.quantity.start]
        if "年均" in left:
            at = clause.clause_start + left.index("年均")
            naming.basis, naming.basis_rule, naming.basis_at = "avg", "base that is named", (at, at + 2)
            return
        naming.basis, naming.basis_rule = default, "none said"

    def _ratio_parts(self, clause: Clause, naming: Naming) -> None:
        offset = clause.number - clause.group
        if offset == 0:
            industries = _industries(self.text[clause.clause_start : clause.quantity.start], clause.size)
            letters = _LETTERS.search(self.text[clause.clause_start : clause.quantity.start])
            if industries:
                self.parts = [part.removesuffix("增加值") + "比重" for part in industries]
            elif letters and len(letters[1]) == clause.size:
                self.parts = [letter + "比重" for letter in letters[1]]
        if self.parts and offset < len(self.parts):
            naming.indicator = self.parts[offset]

    def _keep(self, clause: Clause, naming: Naming) -> Naming:
        """Remembers what later figures may refer to."""
        naming.indicator = naming.indicator or "？"
        self.last = naming
        if self.budget and naming.measure not in ("gap",):
            naming.indicator = self._of_budget(naming.indicator)
        if not naming.unit:
            naming.unit = clause.quantity.unit or "个"
        if naming.rule not in ("share of a whole", "share of a plan") and naming.measure not in ("gap",):
            if naming.rule == "part of the figure before" or naming.rule == "noun before the bracket":
                return naming
            if naming.measure == "change" and naming.rule == "carried subject":
                return naming
            self.subject = naming.indicator
            if naming.measure == "level":
                self.unit = clause.quantity.unit
            if naming.rule != "carried subject":
                self.entity = _entity(naming.indicator)
        if naming.measure == "level":
            self.recent.append(naming.indicator)
        self.last = naming
        return naming




def _entity(indicator: str) -> str:
    """What an indicator is about, without the noun that says how much of it: 签约项目投资额 → 签约项目."""
    for size in range(8, 1, -1):
        if indicator[-size:] in BARE and len(indicator) > size:
            return indicator[:-size]
    return HEADS.sub("", indicator) or indicator


def _clean(words: str) -> str:
    """The words of an indicator without blanks, line ends and empty verbs inside."""
    plain = _INCLUDED.sub("", _SPACE.sub("", words)).strip("，、；：。的“”")
    if plain.count("“") != words.count("“"):
        plain = plain.replace("“", "").replace("”", "")
    return _INNER.sub("", plain)


def _industries(words: str, size: int) -> list[str] | None:
    """三次产业 are the first, second and third; with what is said of them (增加值)."""
    if size != 3 or not re.search(r"三次产业|一二三产|三产业|三大产业|产业结构", words):
        return None
    noun = "增加值" if "增加值" in words else "从业人员" if "从业" in words or "就业" in words else ""
    return [f"第{n}产业{noun}" for n in "一二三"]


def _parts(core: str, size: int) -> list[str] | None:
    """The `size` indicators that share a head: 肉、蛋、奶产量 → 肉产量, 蛋产量, 奶产量."""
    if size == 2:
        urban = _URBAN.match(core)
        if urban:
            rest = core[2:]
            return ["城镇" + rest, "农村" + rest]
    pieces = [p for p in re.split(r"、|，", core) if p]
    if len(pieces) == size - 1 and size > 2:
        pieces = [*pieces[:-1], *(p for p in re.split(r"和|以及|及|与", pieces[-1], maxsplit=1) if p)]
    if len(pieces) == size:
        return _share_head(pieces)
    pieces = [p for p in re.split(r"、|，|和|及|与|以及", core) if p]
    if len(pieces) == size:
        return _share_head(pieces)
    pieces = [p for p in _SPLIT.split(core) if p]
    if len(pieces) == size:
        return _share_head(pieces)
    return None


def _share_head(pieces: list[str]) -> list[str]:
    last = pieces[-1]
    head = HEADS.search(last)
    if head is None:
        return pieces
    suffix = head.group()
    if len(suffix) == len(last) or any(HEADS.search(p) for p in pieces[:-1]):
        return pieces
    suffix = suffix.removesuffix("等") if suffix else ""
    return [p + suffix for p in pieces[:-1]] + [last.replace("等", "", 1) if "等产" in last else last]


def _noun_behind(text: str, clause: Clause) -> str:
    """What is counted, where it stands behind the figure: 建设6个工程技术中心."""
    found = clause.quantity
    if found.unit in ("%", "‰", "百分点", "倍") or found.kind != "number":
        return ""
    start = found.end
    if text[start : start + 1] == "的":
        start += 1
    stop = _NOUN_STOP.search(text, start, clause.right)
    end = stop.start() if stop else clause.right
    noun = text[start:end]
    if _ARRIVING.match(text, start, clause.sentence_end) or noun in _NO_NOUN:
        return ""
    if noun.startswith(("和", "及", "与", "以", "增", "提", "降", "左右", "到", "至", "，")):
        return ""
    return _clean(noun)


def _share_of_noun(words: str) -> str:
    """90%的行政村开通了班车 is 开通了班车的行政村比重."""
    stop = _NOUN_STOP.search(words)
    if stop and stop.start() > 1:
        return f"{_clean(words[stop.start() :]).replace('了', '', 1)}的{_clean(words[: stop.start()])}比重"
    return _clean(words) + "比重"


def _is_rate(found: Quantity) -> bool:
    return found.unit in ("%", "‰", "百分点", "倍")


def _is_ratio_name(indicator: str) -> bool:
    return _RATE_WORD.search(indicator) is not None


def _order(tail: Tail, later: str, *earlier: str) -> bool:
    """Whether class `later` stands right of the `earlier` ones: 提高到 arrives, 达到了增长 does not."""
    at = tail.classes.get(later)
    return at is not None and all(tail.classes[c][0] <= at[0] for c in earlier if c in tail.classes)


_PEOPLE = re.compile(r"人口|人$|者$|学生|劳动力|职工|居民|群众|农民|党员|干部|教师|规模$|劳力|毕业生|儿童|就业|社员|户籍")


def _unprinted(text: str, found: Quantity, indicator: str) -> tuple[str, str]:
    """The unit of a number that has none: 人 for people, 元 for money, 1 for pure numbers, else 个."""
    if _INDEX.search(indicator):
        return "1", "pure number"
    behind = text[found.end : found.end + 8]
    if _PEOPLE.search(indicator) or re.match(r"(?:名)?[^，。]{0,4}(?:人|者|劳动力|学生|居民|群众|职工)", behind):
        return "人", "people counted"
    if found.exponent >= 11:
        return "元", "money by its size"
    if found.exponent >= 8 and re.search(r"投资|收入|产值|生产总值|贷款|存款|总额|余额|支出|GDP|额$|规模|税", indicator):
        return "元", "money by its indicator"
    return "个", "things counted"
