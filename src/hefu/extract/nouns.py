"""Nouns around a figure: what is counted behind it, what the clause before or after it speaks of."""

from __future__ import annotations

import re

from hefu.extract.frames import RATES, Clause, clean
from hefu.extract.phrases import BARE, MOVES

_STOP = re.compile(
    r"[“]?[0-9]{1,4}[增升涨][0-9]{1,4}[减降跌平]|[，；：。！？、（）\n\t《]|(?:没有|怎么|如何|完成|开工|建成|实现|获批|入选|纳入|列入|竣工|投产|投用|通过|荣获|获评|获得|达到|(?<![通直发畅到表])达(?!标|产)|达产|成功|被|投向|化解在|取得|已|正在|全部|顺利|按时|按期|如期|"
    r"进展|加快|分别|占|增长|下降|提高|(?<![国公私所旧既原特稀固具拥])有(?![机限色效关线害轨偿])|签署|发放|实施|落户|启动(?!区|资金)|入围|(?<!见义勇)为(?!民)|将|用于|支持(?!组团|政策|对象|平台|体系|单位)|解决|进行|得到|"
    r"创建|落地|签约|完工|基本(?=完成|建成|建立|形成|实现|解决|达到|消除|消灭|结束|到位|竣工|完工|具备|满足|稳定|落实|确立|成型|覆盖|普及|持平|扭转|告别|遏制|无|没有|符合|恢复|免费|用上|通|脱贫)|惠及|带动|获|提供|投入|开通|脱贫|摘帽|制定|出台|增选|当选|评为|晋级|跻身|上榜|新晋|"
    r"成为|建有|设有|配有|免除|减免|接通|呈(?=[^，。；、]{0,4}(?:增长|下降|上升|上涨|回落))|初步(?!成效)|率先|相继|陆续|首次|免费(?=提供|发放|接受|开展)|"
    r"新(?=获|入选|晋)|中(?=排|位[居列]|名列)|(?:扩大|增加|提高|拓展|扩展|减少)到|增至|[一-龥]{2}了(?!解))"
)
_SIZES = re.compile(r"、[0-9.,]+[万亿]?[一-龥]{0,5}规模的(?=[一-龥]{2})")
"""8.5万平方米、1万机柜规模的数据中心: both sizes are of what follows."""
_LIST = re.compile(
    r"[^，；：。！？、（）0-9]{2,10}(?:、[^，；：。！？、（）0-9]{2,12}){1,5}等[^，；：。！？、（）0-9]{0,6}?(?:项目|工程|任务|措施|活动|平台|基地)"
)
"""178项节能、节水和资源综合利用等重大项目: the examples belong to what is counted."""
_KINDS = re.compile(r"(?<=[省县市乡村镇区旗校院户])（[一-龥、]{1,4}）")
"""Kinds that are counted as well: 省（区、市）, 县（市）, 村（居）."""
_EXAMPLES = re.compile(
    r"[^，；：。！？、（）0-9]{1,10}(?:、[^，；：。！？、（）0-9]{1,10}){1,7}等(?=[^，；：。！？、（）0-9]{2})"
)
"""视力、听力、肢体等残疾儿童: the noun comes after the examples."""
_WORK = re.compile(r"(?:建设)?(?:步伐|进度)$|这[一个].*$")
_TRAILING = re.compile(r"(?!.{13})(?<=[一-龥]{2})(?:全面|全部|均|并|已|都|也|再|相继|陆续|顺利)+$")
"""Words that lead over to what was done: 124栋楼房改造全面完成."""
_DONE = re.compile(
    r"(?P<verb>(?:全部|顺利|成功|已|均|都|基本|正式|先后|陆续|相继|初步|率先|首次)+(?!推进|进行)[^，。；、]{2}|制定|出台|增选|当选|评为|晋级|跻身|上榜|新晋|成为|"
    r"建有|设有|配有|免除|减免|接通|获|[一-龥]{2}了|(?:通过|完成|获批|入选|列入|纳入|开工|建成|竣工|投产|投用|落户|实现|达到|荣获|获评|获得|入围|签署|"
    r"开通|投入|实施|发放|解决|进行|开展|完工|拔地而起|脱贫|摘帽|启动|上市|挂牌|达产|取得|(?:免费)?(?:提供|接受|办理)|免费)|被[^，。；、]{2})"
    r"(?:(?P<examples>[^，。；、0-9]{1,18}(?:、[^，。；、0-9]{1,14}){1,6}等)(?P<what>[^，。；、]{1,12})|[^，。；、]{0,28})"
)
_BARE_DEED = re.compile(
    r"(?:(?:已经?|均|都|其中|共)+(?:[一-龥]{2})?)?"
    r"(?:完成|实现|达到|建成|解决|整改|销号|办结|投产|开工|竣工)"
)
"""What was done, with no word of what it was done to."""
_SAID_OF = re.compile(r"(?:意义|作用|影响|任务|目标|是).*$")
"""1亿人在城镇落户意义重大: what is said of the deed is no part of it."""
_PEOPLE = ("人", "名", "位")
_HOMES = ("户", "家")
"""Units before people that are counted once more: 301户611人."""
_NEXT = re.compile(
    r"(?:、|和|及|以及)[约近超]?[0-9,.]+[十百千]?[万亿]?[多余]?"
    r"(?:[个家项名位座条所处件台套辆种户场栋只头艘支类]|万?[千兆]瓦|万?吨|公里|万?亩)(?:[次种间])?"
)
"""The next counted member of a list."""
_WORKS = re.compile(
    r"(?:(?:超低排放|标准化|更新|综合|提质|扩容|改造|升级|优化)*(?:改造|治理|建设|升级|提升|更新|修复|整治|保护|高质量发展))(?:任务|工作|工程|项目|试点)?$"
)
"""Work on all the members of a list that its last one names: 12条河道、300条侵蚀沟治理."""
_WORKING = re.compile(r"(?:开展|推进|推动|实施|启动|谋划|加快|抓好|完成|支持)$")
_LEVEL = re.compile(r"(?:(?:国家|[省市区县镇乡村])级|乡镇级?|街道|社区|农村|城市|城镇)")
"""What tells members of such a list apart: 1个区级、3个街道和60个农村服务中心."""
_GLOSS = re.compile(r"（[个座条处家所间套户]）")
_ARRIVING = re.compile(
    r"[，、]?(?:（[一-龥、]{1,4}）)?(?:的?基数)?(?:调增|调减|提高|增加|增长|上升|扩大|提升|下降|降低|减少|调整|变动|调|变更|缩小|缩短|压缩|压减|压降|精简|缩|扩|提|降|升|回落|跃升|攀升|发展)(?:到|至|为)"
)
_AMONG = re.compile(r"(?<=[一-龥]{3})(?<![集高初其])(?:当中|之中|中|里)$")
"""32个行业大类中，23个…: the whole of which a part is told."""
_NO_NOUN = frozenset(
    [
        "大关",
        "后",
        "稳定",
        "直接",
        "关口",
        "台阶",
        "门槛",
        "的目标",
        "目标",
        "水平",
        "规模",
        "以来",
        "时",
        "之后",
        "等",
        "左右",
        "标准",
        "任务",
        "少",
        "多",
    ]
)
_MAINLY = re.compile(r"以[^，。；、]{1,10}为主体?的")
_NO_NOUN_STARTS = (
    "并有",
    "并向",
    "并全",
    "并已",
    "并投",
    "且",
    "和",
    "及",
    "与",
    "以",
    "增",
    "提",
    "降",
    "左右",
    "到",
    "至",
    "，",
    "保持增长",
    "保持正增长",
    "保持两位数",
    "保持稳定",
    "保持平稳",
    "保持较快",
    "保持快速",
    "呈",
    "任务是",
    "目标是",
)
_PREDICATE = re.compile(
    r"(?:突破|超过|跨越|迈上|跃上)[^，]{0,4}[百千万亿]|" + MOVES + r"|"
    r"(?:建设|工程|工作)?(?:有序|加快|顺利|稳步|扎实|全面|持续|深入|正式|如期|基本|全力|快速|不断|积极|成功|进一步|已|完成|超额)?"
    r"(?:推进|进展|开工|竣工|完工|实施|启动|建成|投产|投用|运行|落地|增强|完善|提升|发展|见效|加强|落户|获批|升级|改善|巩固|恢复|回升|显现|提速)"
)
_COMPARES = re.compile(
    r"(?:比|较|同|与)(?:[今去上前]年|上一年|同期|[一二][一二三四五六七八九〇○零]{3}年|[0-9]{4}年)|由[^，]{2,14}(?:提高|增加|上升|下降|减少|延长|缩短|扩大)(?:到|至|为)"
)
"""Where a clause goes on to a comparison in words: 财政收入比一九七八年减少一百多亿元."""
_ACCORDING = re.compile(r"(?:据|根据|按照?|扣除|剔除|考虑)[^，]{1,12}")
_LEADING_TIME = re.compile(r"^(?:[一二〇○零][一二三四五六七八九〇○零]{3}年(?:末|底)?|[今去上]年|全年)，?")
_LEADING_VERB = re.compile(
    r"^(?:深入|扎实|积极|大力|全面|持续|成功|加快|启动|继续|着力|先行|我们|率先|稳步|有序|稳妥|切实|认真|不断|进一步)*(?:开展|实施|推进|完成|推动|落实|引进|促成|投资建设|建设|组织|加强|支持)?"
)
_ON_BASIS = re.compile(r"在[^，。；]{2,24}(?:基础|情况|条件|前提|形势)[之]?[上下]")
_FROM_SIDE = re.compile(r"(?:看|来看|方面|中|说|上|(?<!部)分|来讲|计算|统计|显示|介绍|了解|汇总)$")
_SHARES = re.compile(r"的(?P<own>[^，。；、0-9]{1,12})(?:、[0-9.]+%的[^，。；、0-9]{1,12}(?=、))*、[0-9.]+%的")
_LIST_END = re.compile(r"[，；。：、\n]|[和及](?=[0-9])")
_CLAUSE_END = re.compile(r"[，；。：\n]")
_BUILT = re.compile(r"已[^，。；、]{2,12}的(?=[一-龥]{2})")
_STEPS = re.compile(r"(?:[一两二三四五六]个)?(?:大|新|万亿|千亿|百亿)*(?:台阶|关口|大关)")
_AND = re.compile(r"(?:和|及|与|以及)(?:[约近超])?$")
_SHORT = 20
_LONGEST_NOUN = 200
"""Characters back from a bracket in which the noun that it explains must begin, blanks and notes included."""
_STATE = re.compile(r"(?:稳|保持|位居|居|排|列|增长|下降|实现|无|未|没有|超|领|达|全)")
"""What goes on to tell of the subject before, and is no new work."""
_TIMES = ("年", "个月", "天")
_USED = re.compile(r"(?:用|通过|经过|利用)(?:约|近)?\Z")
_TAKES = re.compile(r"(?:左右)?的?(?:时间|努力|奋斗)，?(?:使|让)?(?P<work>[^，。；]{2,24})")
_QUALITIES = re.compile(r"[一-龥]{4}(?:、[一-龥]{4})+的(?=[一-龥]{2})")
"""What the counted are like: 20个安全健康、设施完善、管理有序的社区."""
_MODIFIER = 3
_PAIRED = re.compile(
    r"(?!新|建|完成|实施|开展|推[进动]|改造|培育|打造|引进|发放|举办|开通|安排|争取|完善|提升|加强|优化|启动|支持|创建|组织|整治|治理|修复"
    r"|救助|资助|累计|其中|总|共|占|同比|增长|投资|年|实现|惠及|涉及|带动|吸引|认定|获|入选|面积)[一-龥“”]{4,20}(?![一-龥“”0-9])"
)
"""The second half of a noun whose first is short: 困境、留守儿童; 国考、省考断面."""
_DIGIT = re.compile(r"[0-9]")


def behind(text: str, clause: Clause) -> str:
    """What is counted, where it stands behind the figure: 建设6个工程技术中心."""
    found = clause.quantity
    if found.unit in RATES or found.kind != "number":
        return ""
    start = found.end + (text[found.end : found.end + 1] == "的")
    skipped = (
        _GLOSS.match(text, start) or _QUALITIES.match(text, start) or _SIZES.match(text, start, clause.sentence[1])
    )
    start = skipped.end() if skipped else start
    listed = _LIST.match(text, start, clause.sentence[1])
    if listed:
        return clean(listed.group())
    mainly = _MAINLY.match(text, start)
    if mainly:
        last = _STOP.search(text, mainly.end(), clause.right)
        return clean(text[start : last.start() if last else clause.right])
    stop = _end(text, start, clause)
    if stop == start and found.unit in _PEOPLE and text[found.start - 1] not in _HOMES:
        done = _DONE.match(text, start, clause.right)
        return _told(done) if done else ""
    noun = _TRAILING.sub("", _WORK.sub("", text[start:stop]))
    if stop == clause.right and text[stop : stop + 1] == "，":
        noun = _AMONG.sub("", noun)
    if stop == clause.right and _DIGIT.match(text, stop):
        noun = _AND.sub("", noun)
    no_noun = noun in _NO_NOUN or noun.startswith(_NO_NOUN_STARTS) or _STEPS.match(noun)
    return "" if no_noun or _ARRIVING.match(text, start, clause.sentence[1]) else clean(noun)


def _end(text: str, start: int, clause: Clause) -> int:
    """Where the noun ends that begins at `start`."""
    end = clause.sentence[1]
    examples, built = _EXAMPLES.match(text, start, end), _BUILT.match(text, start, clause.right)
    right = end if examples or start > clause.right else clause.right
    last = examples or built
    stop = _STOP.search(text, last.end() if last else start, right)
    while stop and _goes_on(text, start, stop.start()):
        aside = _KINDS.match(text, stop.start())
        stop = _STOP.search(text, aside.end() if aside else stop.end(), end)
    return stop.start() if stop else right


def _goes_on(text: str, start: int, stop: int) -> bool:
    """Whether a noun goes on behind a mark: 省（区、市）, 省、市级."""
    if text[stop] == "、":
        short = 1 < stop - start <= _MODIFIER and _PAIRED.match(text, stop + 1) is not None
        return (short or text[stop - 1] == "级") and not _DIGIT.match(text, stop + 1)
    return text[stop] == "（" and _KINDS.match(text, stop) is not None


def with_deed(text: str, clause: Clause, noun: str) -> str:
    """What the counted things did: 3家…获批省级研究院 are 获批省级研究院 3."""
    at = text.find(noun[-2:], clause.quantity.end, clause.right)
    if at < 0 or "元" in (clause.quantity.unit or ""):
        return noun
    at += len(noun[-2:])
    deed = _DONE.match(text, at, clause.right)
    if deed is None:
        return _with_work(text, clause, noun, at)
    if _DIGIT.match(text, clause.right) and _BARE_DEED.fullmatch(text, at, clause.right):
        return noun  # 16项问题已整改完成7项: what stands between is of the next figure
    done = _SAID_OF.sub("", _told(deed))
    alone = _CLAUSE_END.match(text, clause.right) or clause.right == clause.sentence[1]
    if alone and text[clause.quantity.start - 1] == "为":
        return f"为{noun}{done}"
    return noun + done if noun.startswith("在") else done + noun


def with_work(text: str, clause: Clause, noun: str) -> str:
    """推进7个枢纽、4个基地提质升级: the work that a verb has for its object, with this member of the list."""
    at = text.find(noun[-2:], clause.quantity.end, clause.right) if _WORKING.search(clause.core) else -1
    return _with_work(text, clause, noun, at + len(noun[-2:])) if at >= 0 else noun


def _told(deed: re.Match[str]) -> str:
    """What was done, in short: of a long row of examples only what they are examples of."""
    words = deed["verb"] + deed["what"] if len(deed["examples"] or "") > _SHORT else deed.group()
    return clean(words).replace("了", "", 1)


def _with_work(text: str, clause: Clause, noun: str, at: int) -> str:
    """4个集体、2名个人获…, 12条河道、300条侵蚀沟治理: what the last member of a list says of all of them."""
    last = None
    while found := _NEXT.match(text, at, clause.sentence[1]):
        stop = _LIST_END.search(text, found.end(), clause.sentence[1])
        at = stop.start() if stop else clause.sentence[1]
        last = text[found.end() : at]
    if last is None:
        return noun
    deed = _STOP.search(last, last.find("）") + 1)
    done = _DONE.match(last, deed.start()) if deed and deed.start() > 1 else None
    if done:
        return _told(done) + noun
    if _LEVEL.fullmatch(noun):
        return noun + _LEVEL.sub("", last, count=1)
    work = _WORKS.search(last)
    return noun + work.group() if work and not _WORKS.search(noun) else noun


def rest(text: str, start: int, end: int, noun: str) -> int:
    """Where the words of a figure begin behind the `noun` of the figure before: 培育50家工厂、新建90家园区."""
    words = text[start:end]
    if noun and clean(_AND.sub("", words)) == noun:
        return end
    at = words.find("、") + 1 if noun and "、" not in noun else 0
    return start + at if at > 1 and not _STOP.search(words, at + 3) else start


def shared_deed(text: str, clause: Clause) -> str:
    """75%的县、88%的乡镇、87%的村建成了…: what the clause says of all the members of such a list, with this one."""
    match = _SHARES.match(text, clause.quantity.end, clause.sentence[1])
    if match is None:
        return ""
    stop = _CLAUSE_END.search(text, match.end(), clause.sentence[1])
    last = text[match.end() : stop.start() if stop else clause.sentence[1]]
    at = last.find("）") + 1
    deed = _STOP.search(last, at)
    return match["own"] + last[deed.start() :] if deed and deed.start() else ""


def does(text: str, clause: Clause) -> bool:
    """Whether a noun and what it does stand behind a share: 超60%古建老宅完成改造."""
    deed = _STOP.search(text, clause.quantity.end, clause.right)
    return deed is not None and deed.start() - clause.quantity.end > 1 and _DONE.match(text, deed.start()) is not None


def share_of(words: str) -> str:
    """90%的行政村开通了班车 is 开通班车的行政村比重."""
    stop = _STOP.search(words)
    if stop and stop.start() > 1:
        return f"{clean(words[stop.start() :]).replace('了', '', 1)}的{clean(words[: stop.start()])}比重"
    return clean(words) + "比重"


def of_clause_before(text: str, clause: Clause) -> str:
    """The noun of the clause before, when it has no figure: 川配公路建设有序推进，完成投资…"""
    start, end = clause.before
    if start < end and _ACCORDING.fullmatch(text[start:end].strip()):
        end = start - 1
        start = max(text.rfind(mark, clause.sentence[0], end) for mark in "，；") + 1 or clause.sentence[0]
    noun = _told_of(text[start:end]) if start < end and clause.left <= clause.start else ""
    part = noun.startswith("由") or 0 < len(noun) <= 4
    return _clause_further_up(text, start, clause.sentence[0]) + noun if part else noun


def of_sentence_before(text: str, clause: Clause) -> str:
    """The noun of a sentence before without figures: 第三产业发展速度加快。完成增加值…"""
    words = text[slice(*clause.quiet)].strip("。 \n")
    return _told_of(words) if clause.left <= clause.start and len(words) <= _SHORT and "，" not in words else ""


def told_before(text: str, clause: Clause) -> str:
    """The noun of the clause before, or of the sentence before."""
    return of_clause_before(text, clause) or of_sentence_before(text, clause)


def _told_of(words: str) -> str:
    """What a clause without figures tells of."""
    if _ACCORDING.fullmatch(words.strip()):
        return ""
    if _FROM_SIDE.search(words.rstrip()):
        return ""
    words = _LEADING_VERB.sub("", clean(_ON_BASIS.sub("", words)))
    words = _LEADING_TIME.sub("", words)
    stop = _COMPARES.search(words) or _PREDICATE.search(words)
    noun = words[: stop.start()] if stop else words
    return noun if 2 <= len(noun) <= 30 or (noun.endswith(("等", "部分")) and len(noun) <= 60) else ""


def _clause_further_up(text: str, start: int, first: int) -> str:
    """在成套设备中，由国内制造的部分: the clause of which the one at `start` tells a part; empty if there is none."""
    before = max(text.rfind(mark, first, start - 1) for mark in "，；。")
    words = text[max(before + 1, first) : start - 1] if start > first else ""
    return words[1:] if words.startswith("在") and words.endswith("中") else ""


def unbroken(text: str, clause: Clause, subject: str) -> str:
    """连续7年未发生重大事故: what is so without a break, empty when the figure is none of this kind."""
    found = clause.quantity
    if found.unit not in (*_TIMES, "次") or not text[clause.left : found.start].endswith("连续"):
        return ""
    who = clause.core.removesuffix("连续")
    state = _STATE.match(text, found.end) is not None
    if who in BARE:
        who = subject + who
    elif not who and (state or text.startswith("获", found.end)):
        who = of_clause_before(text, clause)
    if not who and state and "连续" not in subject and text[clause.left : found.start].strip("，、") == "连续":
        who = subject
    return f"{who}连续{clean(text[found.end : clause.right])}"


def time_for(text: str, clause: Clause) -> str:
    """用3年时间完成改造: the work and that its time is meant, empty when the figure is none of this kind."""
    found = clause.quantity
    takes = _TAKES.match(text, found.end, clause.sentence[1]) if found.unit in _TIMES else None
    if takes is None or not _USED.search(text, clause.left, found.start):
        return ""
    return clean(takes["work"]) + "时间" if takes["work"] else ""


def before_bracket(text: str, clause: Clause) -> str:
    """发酵酒（增长87%）: the noun that the bracket explains."""
    at = clause.start - 1
    stop = max(text.rfind(mark, clause.sentence[0], at) for mark in "，、；：）") + 1
    start = max(stop, clause.sentence[0])
    if at - start > _LONGEST_NOUN:
        return ""
    noun = clean(text[start:at])
    return noun if 2 <= len(noun) <= 16 and not _DIGIT.search(noun) else ""
