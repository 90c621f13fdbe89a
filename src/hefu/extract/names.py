"""Numerals that count nothing: codes, ordinals, numbering, slogans, classes, sizes of named schemes.

`RULES` are tried in order; the first that matches is the reason given for class `name` (or `time`).
Each looks at the normalised text around the numeral: `before` is matched against the forty characters
that end at it, `after` against those that begin behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hefu.model import NumeralClass


@dataclass(frozen=True, slots=True)
class NameRule:
    """A reason why a numeral is no quantity; a missing pattern matches everywhere."""

    name: str
    cls: NumeralClass
    before: re.Pattern[str] | None = None
    number: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None


def _rule(name: str, *, before: str = "", number: str = "", after: str = "", cls: NumeralClass = "name") -> NameRule:
    return NameRule(
        name,
        cls,
        re.compile(rf"(?:{before})\Z") if before else None,
        re.compile(rf"(?:{number})\Z") if number else None,
        re.compile(after) if after else None,
    )


_MULT = "(?:万亿|[十百千]?万|[十百千]?亿|千|百)?"
_MORE = "[余多]?"
_SCHEME = "(?:措施|举措|硬措施|规定|意见|政策|禁令|办法|细则|指标体系)"
_FIRM = "(?:企业|工业|自然村|单位|大户|养殖|城市|园区|主体|规模|法人|农户|贫困村|行政村|村庄|商场|医院|锅炉|机组|商户|建设项目|投资项目|工程)"

RULES = (
    _rule("footnote", before=r"[\[［〔]|注释?", number=r"[0-9]{1,2}", after=r"[\]］〕]|[：:．、]"),
    _rule("ordinal", before=r"第\s?|图\s?|表\s?|附件\s?|专栏\s?|附表\s?|栏目\s?|卷\s?"),
    _rule("letters before", before=r"[A-Za-z][-—]?"),
    _rule("numbering", before=r"(?:^|\n)[ \t\"“]*|（|(?:^|[\n。；：])\s*（", after=r"\s?[.、．）](?![0-9])", number=r"[0-9]{1,3}"),
    _rule("numbering", before=r"(?:^|[\n。；：，])\s*[(（]?", after=r"[)）]", number=r"[0-9]{1,2}"),
    _rule("scheme", before=r"[+×·＋]|[A-Z]\+", number=r"[0-9]{1,4}", after=r"(?![万亿千百]?[万亿]?(?:元|千瓦|吨|人|个|兆瓦))"),
    _rule("scheme", after=r"[+＋×·](?:[0-9]+(?![0-9]*[.万千亿百个])|[A-ZN])|[+＋](?=[0-9])", number=r"[0-9]{1,4}"),
    _rule("letters after", after=r"[A-Za-z](?!\w*[/·])", number=r"[0-9.]+"),
    _rule("phone, code", before=r"[0-9a-zA-Z][-—/._#]|[\[〔［【]", number=r"[0-9]{2,}", after=r"(?![万亿%元个人户家项])"),
    _rule("phone, code", number=r"[0-9]{2,}", after=r"[-—_/][0-9]{3,}(?![0-9]*[万亿%.元])|[〕\]］】]"),
    _rule("code", number=r"0[0-9]+|[0-9]{7,}", after=r"(?![万亿%元个人户家项吨亩])"),
    _rule("number of a thing", after=r"号|强(?![0-9])|届|周年|国道|省道|县道|线(?!路|上)|千伏|kV|版(?![权])|型|后(?=[、，。青年])|路(?=公交)|热线|[Vv](?![a-z])|铁路(?=$)|平台(?=$)|度(?=电|以)|师|院(?=校)|所院校"),
    _rule("number of a thing", before=r"国道|省道|编号|代码|电话：?|热线|邮编：?|ICP备|公网安备|机型|型号|波音|歼|直|运|北斗", number=r"[0-9]+"),
    _rule("size of a project", before=r"[^产增成设机达为到约近超完]", after=rf"{_MULT}(?:吨|千瓦|立方米|千瓦时|兆瓦|吨级|千伏安)(?:/[年日])?(?:[^，。；、0-9的]{{1,12}})(?:项目|工程|生产线|电站|机组|矿|基地|装置|电厂|热电|码头|泊位|等[0-9]+[个项])"),
    _rule("size of a project", before=r"(?:^|[，。；、])", after=rf"{_MULT}(?:吨|千瓦|立方米|兆瓦)(?:/[年日])?(?:[^，。；、0-9的]{{1,12}})(?:项目|工程)"),
    _rule("name of a set", after=r"个大中城市|个(?:国家)?(?:地级|省区市)"),
    _rule("threshold", after=r"(?:(?:-|—|至)[0-9]+)?平方米(?:及)?(?:以上|以下|（含）)?(?:的)?(?:新建)?(?:商品)?(?:住房|住宅|户型|房屋)"),
    _rule("threshold", before=r"[0-9](?:-|—|至)", after=r"平方米(?:及)?(?:以上|以下)?(?:的)?(?:住房|住宅|户型|房屋)"),
    _rule("round the clock", number=r"24", after=r"小时(?!内)"),
    _rule("named rule set", after=rf"条[^，。；、0-9]{{0,6}}{_SCHEME}"),
    _rule("named rule set", after=r"项(?:重点改革)?制度(?=[，。])", number=r"(?!)"),
    _rule("threshold", after=rf"{_MULT}(?:元|户|人|亩|吨|千瓦|平方米|床|头|只|蒸吨|公里|家)(?:及|（含）|\(含\))?(?:以上|以下)(?:的)?[^，。；、0-9]{{0,6}}{_FIRM}"),
    _rule("threshold", before=r"超|超过|过|逾|达|达到", after=rf"{_MULT}(?:元|户|人|吨|亩|千瓦)(?:级)?的(?:[^，。；、0-9]{{0,4}})?(?:企业|项目|园区|产业|集群|大县|产业集群|行业|县)"),
    _rule("threshold", after=r"(?:周岁|岁)(?:及|（含）)?(?:以上|以下|[—-])?(?=[^，。；、0-9]{0,6}(?:人|儿童|老|妇女|少年|居民|者|群体|青年|母亲|子女|参保|适龄|学生))"),
    _rule("threshold", after=r"(?:周岁|岁)(?:及|（含）)?(?:以上|以下)"),
    _rule("threshold", before=r"前|排名前|ESI[^，。]{0,6}前|全球前", number=r"[0-9.]+", after=r"%|‰|名|强|位"),
    _rule("rank", before=r"位列|排名|居全[省国市][^，。]{0,6}|进位|名列", number=r"[0-9]+", after=r"位|名"),
    _rule("standard", before=r"GB|ISO|国[一二三四五六]"),
    _rule("class", number=r"[1-9]", after=r"级(?![以])|类(?:水|地)"),
    _rule("plan of years", number=r"[0-9]{1,2}", after=r"年(?:行动|规划|计划|方案|攻坚)", cls="time"),
    _rule("years since", before=r"近|过去|未来|今后|前|后|这|最近|此前", number=r"[0-9]{1,2}", after=r"年(?!以上)", cls="time"),
    _rule("length of time", number=r"[0-9]{1,2}", after=r"年(?:投放|内|之内|后|前|来|间|时间里)", cls="time"),
    _rule("time of day", after=r"：[0-9]{2}(?![0-9：.])|时(?:[0-9]{1,2}分|许|整|，|至)|点(?:钟|整|半)", number=r"[0-2]?[0-9]", cls="time"),
    _rule("time of day", before=r"[0-9]：|[0-9]时", number=r"[0-9]{2}", cls="time"),
    _rule("year", number=r"(?:19|20)[0-9]{2}", after=r"\s*[年、—]|\s*$|\s+\S|[)）]|财年|—", cls="time"),
)  # fmt: skip


def why(text: str, start: int, end: int) -> NameRule | None:
    """The first rule by which the numeral at `text[start:end]` is no quantity, if any."""
    before, number, after = text[max(0, start - 14) : start], text[start:end], text[end : end + 40]
    for rule in RULES:
        if rule.number is not None and not rule.number.match(number):
            continue
        if rule.after is not None and not rule.after.match(after):
            continue
        if rule.before is not None and not rule.before.search(before):
            continue
        return rule
    return None
