"""Nouns around a figure: what is counted behind it, what the clause before or after it speaks of."""

from __future__ import annotations

import re

from hefu.extract.frames import RATES, Clause, clean

_STOP = re.compile(
    r"[，；：。！？、（）\n\t《]|(?:没有|怎么|如何|完成|开工|建成|实现|获批|入选|纳入|列入|竣工|投产|投用|通过|荣获|获评|获得|达到|达|成功|被|已|正在|全部|顺利|"
    r"进展|加快|分别|占|增长|下降|提高|(?<![国公私所])有(?![机限色效关])|签署|发放|实施|落户|启动|入围|为(?!民)|将|用于|支持|解决|进行|得到|"
    r"创建|落地|签约|完工|基本|惠及|带动|获|提供|投入|开通|脱贫|摘帽)"
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
_DONE = re.compile(
    r"(?:全部|顺利|成功|已|基本|正式|先后|陆续)*(?:通过|完成|获批|入选|列入|纳入|开工|建成|竣工|投产|投用|落户|实现|达到|荣获|获评|获得|入围|签署|"
    r"开通|投入|实施|发放|解决|进行|开展|完工|拔地而起|脱贫|摘帽|启动|上市|挂牌)[^，。；、]{0,16}"
)
_SAID_OF = re.compile(r"(?:意义|作用|影响|任务|目标|是).*$")
"""1亿人在城镇落户意义重大: what is said of the deed is no part of it."""
_ARRIVING = re.compile(
    r"[，、]?(?:的?基数)?(?:调增|调减|提高|增加|增长|上升|扩大|提升|下降|降低|减少|调整|变动|调|变更|缩|扩|提|降|升|回落|跃升|攀升|发展)(?:到|至|为)"
)
_NO_NOUN = frozenset(
    [
        "大关",
        "后",
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
_NO_NOUN_STARTS = ("和", "及", "与", "以", "增", "提", "降", "左右", "到", "至", "，", "任务是", "目标是")
_PREDICATE = re.compile(
    r"(?:突破|超过|跨越|迈上|跃上)[^，]{0,4}[百千万亿]|(?:小幅|大幅|持续|稳步|较快|平稳)(?:下降|上涨|回落|增长|上升)|"
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
    r"^(?:深入|扎实|积极|大力|全面|持续|成功|加快|启动|继续|着力|先行|率先|稳步|有序|稳妥|切实|认真|不断|进一步)*(?:开展|实施|推进|完成|推动|落实|引进|促成|投资建设|建设|组织|加强|支持)?"
)
_ON_BASIS = re.compile(r"在[^，。；]{2,24}(?:基础|情况|条件|前提|形势)[之]?[上下]")
_FROM_SIDE = re.compile(r"(?:看|来看|方面|中|说|上|(?<!部)分|来讲|计算|统计|显示|介绍|了解|汇总)$")
_SHARES = re.compile(r"的(?P<own>[^，。；、0-9]{1,12})(?:、[0-9.]+%的[^，。；、0-9]{1,12}(?=、))*、[0-9.]+%的")
_CLAUSE_END = re.compile(r"[，；。：\n]")
_SHORT = 20
_DIGIT = re.compile(r"[0-9]")


def behind(text: str, clause: Clause) -> str:
    """What is counted, where it stands behind the figure: 建设6个工程技术中心."""
    found = clause.quantity
    if found.unit in RATES or found.kind != "number":
        return ""
    start = found.end + (text[found.end : found.end + 1] == "的")
    shared = _SIZES.match(text, start, clause.sentence[1])
    if shared:
        start = shared.end()
    listed = _LIST.match(text, start, clause.sentence[1])
    if listed:
        return clean(listed.group())
    examples = _EXAMPLES.match(text, start, clause.sentence[1])
    right = clause.sentence[1] if shared or examples else clause.right
    stop = _STOP.search(text, examples.end() if examples else start, right)
    while stop and _goes_on(text, stop.start()):
        aside = _KINDS.match(text, stop.start())
        stop = _STOP.search(text, aside.end() if aside else stop.end(), clause.sentence[1])
    noun = _WORK.sub("", text[start : stop.start() if stop else right])
    mainly = _MAINLY.match(text, start)
    if mainly:
        stop = _STOP.search(text, mainly.end(), right)
        return clean(text[start : stop.start() if stop else right])
    if noun in _NO_NOUN or noun.startswith(_NO_NOUN_STARTS) or _ARRIVING.match(text, start, clause.sentence[1]):
        return ""
    return clean(noun)


def _goes_on(text: str, stop: int) -> bool:
    """Whether a noun goes on behind a mark: 省（区、市）, 省、市级."""
    mark = text[stop]
    return (mark == "、" and text[stop - 1] == "级") or (mark == "（" and _KINDS.match(text, stop) is not None)


def with_deed(text: str, clause: Clause, noun: str) -> str:
    """What the counted things did: 3家…获批省级研究院 are 获批省级研究院 3."""
    at = text.find(noun[-2:], clause.quantity.end, clause.right)
    if at < 0:
        return noun
    deed = _DONE.match(text, at + len(noun[-2:]), clause.right)
    if deed is None:
        return noun
    done = _SAID_OF.sub("", clean(deed.group())).replace("了", "", 1)
    return noun + done if noun.startswith("在") else done + noun


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


def before_bracket(text: str, clause: Clause) -> str:
    """发酵酒（增长87%）: the noun that the bracket explains."""
    at = clause.start - 1
    stop = max(text.rfind(mark, clause.sentence[0], at) for mark in "，、；：）") + 1
    noun = clean(text[max(stop, clause.sentence[0]) : at])
    return noun if 2 <= len(noun) <= 16 and not _DIGIT.search(noun) else ""
