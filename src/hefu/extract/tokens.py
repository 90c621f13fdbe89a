"""Finds the numerals of a text and the expressions of time around them, in one pass.

A token is a time (日期, 时期), a name that has digits in it, or a number that may be a quantity.
To look at each character once, a plain alternation of literals finds the places where a token can
begin; only there the patterns are tried, those for digits or those for words.
"""

from __future__ import annotations

import re

YEAR = r"(?:19[0-9]{2}|20[0-9]{2})"
_DASH = r"\s?(?:—+|-|至|到)\s?"
_CN = "[一二三四五六七八九十两]"
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = "(?:[0-3]?[0-9]|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_PART = (
    rf"(?:(?P<m1>{_MONTH})月?{_DASH}(?P<m2>{_MONTH})月(?:份|末|底)?"
    rf"|(?P<q1>[1-4一二三四]){_DASH}(?P<q2>[1-4一二三四])季度"
    # 12月21日, 一月十九日到20日
    rf"|(?P<m>{_MONTH})月(?!革命)(?:(?P<d>[0-3]?[0-9](?![0-9万亿%.])|{_DAY}(?=日|{_DASH}{_DAY}日))日?"
    rf"(?:{_DASH}(?P<d2>{_DAY})日)?|份|末|底|初|中旬|上旬|下旬)?"
    r"|前(?P<k>[0-9]{1,2}|[二三四五六七八九十]|十一)个月"
    r"|第?(?P<q>[一二三四1-4])(?:季度|季(?=[度末]))末?|(?P<h>上半年|下半年|前三季度|前三个季度)"
    r"|(?P<e>年?末|年?底|年?初)|全年|度)"
)


def _part(prefix: str) -> str:
    """The pattern for a part of a year, its groups named apart."""
    return _PART.replace("(?P<", f"(?P<{prefix}")


def _days(year: str) -> str:
    """The pattern for 2022年10月至2023年3月, 4月29日至5月3日, with one for years."""
    return (
        rf"(?P<days>(?:(?P<ay>{year})年)?(?P<am>{_MONTH})月(?:(?P<ad>{_DAY})日)?{_DASH}"
        rf"(?:(?P<by>{year})年|(?<=日.)|(?<=日[—-]{{2}}))(?P<bm>{_MONTH})月(?:(?P<bd>{_DAY})日)?)"
    )


_INTEGER = "[0-9]{1,12}(?:,[0-9]{3}(?![0-9]))*"
_MIXED = (
    rf"(?P<mixed>(?={_INTEGER}(?:[十百千]?[万亿]|万亿|[千百])零?[0-9])"
    rf"(?:{_INTEGER}万亿)?(?:零?(?:[0-9]千零?)?{_INTEGER}(?:\.[0-9]+)?[十百千]?亿)?"
    rf"(?:零?(?:[0-9]千零?)?{_INTEGER}(?:\.[0-9]+)?[十百千]?万)?"
    r"(?:零?[0-9]千(?![瓦米克伏卡帕赫]))?(?:零?[0-9]百(?!分))?"
    r"(?:零[0-9]{1,4}|(?<=百)[0-9]{2}|(?<=千)[0-9]{3}|(?<=万)[0-9]{4}(?!年)|(?<=亿)[0-9]{8})?(?![0-9.]))"
)
"""3亿2000万, 5万4千6百, 3万4000, 2千零30万: digits and multipliers, from large to small."""
_SHARE = (
    "(?:[零〇一二两三四五六七八九十]|[千万亿](?![元吨人户亩公斤名家])|百(?!分)|点(?=[零〇一二三四五六七八九])){1,16}"
)
_DIGITS = re.compile(
    # 2026-01-11 14:28
    rf"(?P<iso>(?P<iy>{YEAR})[-./—](?P<im>[01]?[0-9])[-./—](?P<id>[0-3]?[0-9])(?![0-9])"
    r"(?:\s+[0-9]{1,2}：[0-9]{2}(?:：[0-9]{2})?)?)"
    # 2022年10月至2023年3月, 4月29日至5月3日, 18年10月1日到19年2月3日
    rf"|{_days(rf'{YEAR}|[0-9]{{2}}(?=年1?[0-9]月)')}"
    # 2021—2025年, 2021年至2023年
    rf"|(?P<span>(?P<y1>{YEAR})\s?年?度?(?:{_DASH}|[与和](?={YEAR}年之?间)|[之以]后[、，]?(?={YEAR}年[之以]?前))"
    rf"(?P<y2>{YEAR}|[0-9]{{2}}(?=年))(?:\s?年)?(?:度|之?间|期间|[之以]前)?)"
    # 2015和2016年
    rf"|(?P<list>{YEAR}年?(?:、{YEAR}年?)*[和及、]{YEAR}年)"
    # 20世纪80年代, 1980年代, 90年代初
    r"|(?P<decade>(?:(?P<ct>[0-9]{2})世纪|(?P<cc>19|20))?(?P<dc>[0-9])0年代[初末]?)"
    # 2023年1—11月, 2023年末, 2005的80%
    rf"|(?P<year>(?P<y>{YEAR})(?:\s?年(?:\s?{_PART})?(?:全年)?|(?=的)))"
    # 07年, 98年7月, 95年底
    rf"|(?P<short>(?P<sy>0[0-9](?=\s?年)|[0-9]{{2}}(?=年(?:1?[0-9]月|[末底])))\s?年(?:\s?{_part('s')})?)"
    r"|(?P<turn>(?P<tc>[0-9]{2})世纪末)"
    r"|(?P<century>[0-9]{2}世纪|[0-2]?[0-9]：[0-5][0-9](?![0-9：.])(?=\s|$|—))"
    # 1至11月, 12月21日, 1季度
    rf"|(?P<part>{_part('p')})"
    r"|(?P<day>[0-3]?[0-9]日(?![均产处供发游]|处理)(?:上午|下午|晚|凌晨)?)"
    rf"|(?P<dur>[0-9]{{1,2}}年(?:来|间|以来|累计))"
    # 7.5/10万
    r"|(?P<fraction>(?P<pct>[0-9]+(?:\.[0-9]+)?)/(?P<per>(?:100?|十|百)万(?![一-龥]*元))"
    # 约占全国1/10
    r"|(?<=[占约近达超国省市区界球的])(?P<nom>[1-9])/(?P<den>[2-9]|[1-9]0|100)(?![0-9/.年月日一-龥]|以?[上下]))"
    rf"|{_MIXED}"
    # 1.2025年 at the head of a paragraph is its number and a year
    r"|(?P<number>[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.(?!(?:19|20)[0-9]{2}年)[0-9]+)?)"
)
CN_YEAR = "(?:一九|二[〇○零])[一二三四五六七八九〇○零]{2}"
_COUNTED = (
    r"(?:元|吨|[斤亩度米担辆台件头匹倍里尺丈石人户]|公斤|公[里尺厘]|美元|平方|立方|土方|公顷|毫米|厘米|毫克|微克|千瓦|兆瓦|马力"
    r"|小时|分钟|个百分点|[兆千]?字节|[兆千]?比特|两(?![年个种次])|对(?![外内于照比口接应策])|双(?![向方边])|克(?!服))"
)
_LARGE = "(?:[个家所座名位种项只张条次处艘架套枚门天]|(?<=[万亿])(?:左右|以[上下内]|[至到—][一二三四五六七八九十]))"
"""What only figures from a hundred up, or about so many, count in words: 二百个, 十余家, but 十二个方面."""
_FIGURE = (
    r"(?:[一二三四五六七八九十百千两](?:[一二三四五六七八九十百千万零〇两亿]|点(?=[一二三四五六七八九零〇])){1,24}"
    r"|零点[零〇一二三四五六七八九]{1,8}|[十百千](?=[余多几来]))(?:零?[余多几来](?:万亿|[万亿]))?"
)
_WORDS = re.compile(
    rf"(?P<cspan>(?P<cy1>{CN_YEAR})年?(?:—+|至|到)(?P<cy2>{CN_YEAR})年)"
    rf"|{_days(CN_YEAR)}"
    rf"|(?P<cyear>(?P<cy>{CN_YEAR})年(?:{_part('c')})?)"
    # 零八年
    rf"|(?P<short>(?P<sy>[零〇○][一二三四五六七八九])年(?:{_part('s')})?)"
    rf"|(?P<rel>(?P<r>今年|本年度|去年|上年度|上年|上一年|前年|明年|来年|次年|当年|同年)"
    rf"(?:{_part('r')})?)"
    # 上个月, 下月15日
    rf"|(?P<month>(?<!以)(?P<mo>[上下])个?月(?!球)(?:(?P<md>{_DAY})日|[份初末底])?)"
    # 上世纪90年代, 十九世纪七十年代, 九十年代
    r"|(?P<decade>(?:(?P<ct>上个?|本|十九|二十一?)世纪)?(?P<dc>[1-9](?=0年代)|[二三四五六七八九](?=十年代))[0十]年代[初末]?)"
    r"|(?P<turn>(?P<tc>上个?|本|十九|二十一?)世纪末)"
    r"|(?P<century>[二三四五六七八]、?[三四五六七八九]十年代)"
    rf"|(?P<part>{_part('p')})"
    # “十四五”末, 第十四个五年规划
    rf"|(?P<era>(?P<five>十[一二三四五六七八]?五|[一二三四五六七八九]五)[”\"’'」](?:规划|计划)?"
    rf"(?P<pw>时期|期间|末|以来|初|前{_CN}年|后{_CN}年|头{_CN}年)?"
    rf"|(?P<five2>十[一二三四五六七八]五|[一二三四五六七八九]五(?=[规计]划))"
    r"(?P<pw2>[规计]划(?:时期|期间|末|以来|初)?|时期|期间|末|以来|初)"
    r"|第(?P<nth>十?[一二三四五六七八九十])个五年(?:规划|计划)?(?:时期|期间)?)"
    # 过去五年, 近5年, 五年来
    rf"|(?P<dur>(?:过去|近|最近|未来|今后|前|后|这|此前|本届政府任期)(?P<dn>[0-9]{{1,2}}|{_CN}{{1,2}})(?P<du>年|个月)(?:来|间|里|内)?"
    rf"|(?P<dn2>{_CN}{{1,2}})年(?:来|间|以来|累计|里|内(?![河贸需蒙资])|(?=净增|新增|共|铺设|提高|增长|下降|平均))|本届政府(?:任期|以来|成立以来)?)"
    r"|(?P<twain>今明[两二]年)"
    r"|(?P<now>截至目前|(?<![项科题栏节])目前(?!期)|当前|现行(?!价|汇率|口径|标准|的?政策|法)|近日|日前|如今|现在|至今|迄今)"
    rf"|(?P<times>翻[了]?(?P<fan>{_CN})?番)"
    # 六成, 八点五成, 三成半, 七八成, 半成
    r"|(?P<tenth>(?P<cheng>[一二两三四五六七八九](?:点?[一二三四五六七八九])?|十|半)成(?P<half>[一二三四五六七八九]|半)?"
    r"(?:(?=[以多，。、；左）的]|$)|(?<=[近超约逾].成)(?![员果绩为功立套本交品分就效年人语型])(?=[一-龥])))"
    # 一百二十, 一千多万, 二十几万, 十余万, 零点五, 二三十
    rf"|(?P<worded>(?<![第几数这一二三四五六七八九十百千万亿零两])(?:{_FIGURE}(?=[余多几来]?{_COUNTED})"
    rf"|(?=[一二三四五六七八九十两]{{0,3}}[百千万亿余多几来]){_FIGURE}(?=[余多几来]?{_LARGE}))"
    r"|[半一二两三四五六七八九](?=个百分点))"
    rf"|(?P<fraction>(?<![一二三四五六七八九十百千万零两几])(?P<per>[十百千万亿]{{1,4}})分之"
    rf"(?P<pct>{_SHARE}|[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?)(?:[至到—](?P<top>{_SHARE})(?=[，。；、）左以的]|$))?"
    rf"|(?P<den>[一二两三四五六七八九十百千万亿零]{{1,8}})分之(?P<nom>{_SHARE}))"
)
_STARTS = {
    "0-9": "",
    "一二三四五六七八九两": "[一二三四五六七八九十百千万亿两零〇○点至到—月年季成分、\\s-]|世纪|个百分点",
    "十": "[一二三四五六七八九十百千万亿零点至到—月年成分余多几来\\s-]|个百分点",
    "百千": "[余多几来]|[十百千万亿]{0,3}分之",
    "万亿": "[十百千万亿]{0,3}分之",
    "零〇○": "[一二三四五六七八九点]",
    "半": "成|个百分点",
    "今": "年|后|明[两二]年",
    "本": "年度|届|世纪",
    "去明来次同": "年",
    "当": "[年前]",
    "上": "[年一半月]|个[月世]|世纪",
    "下": "半年|个?月",
    "前后近这": "[0-9一二三四五六七八九十两年日三]",
    "全": "年",
    "年": "[末底初]",
    "日": "前",
    "第": "[一二三四1-4]季|十?[一二三四五六七八九十]个",
    "过最未此": "[去近来前]",
    "目": "前",
    "如现": "[今在行]",
    "至迄": "今",
    "截": "至目前",
    "翻": "",
}
"""The characters that a token can begin with, and what then follows: so few places are tried."""
_BEGIN = re.compile(
    f"[{''.join(_STARTS)}](?:{'|'.join(f'(?<=[{first}])(?=' + then + ')' for first, then in _STARTS.items())})"
)
_ANY = re.compile(
    r"[0-9０-９番分点半两一二三四五六七八九十百千]"
    r"(?:(?<=[0-9０-９番])|(?<=分)之|(?<=点)[一二三四五六七八九]|(?<=[一二两三四五六七八九十半])(?:成|个百分点)"
    r"|(?<=[一二两三四五六七八九十百千])[一二三四五六七八九十百千万亿零几余多来]"
    r"[零一二两三四五六七八九十百千万亿余多几来元吨人户公美立平土亩斤度米担辆台件头匹倍克里尺丈石对双兆毫厘微字比小分左以至到—马"
    r"枚门天个家所座名位种项只张条次处艘架套])"
)
"""One set of characters to look for, then what stands around it: so a text without numerals costs next to nothing."""

NUMBERS = frozenset({"number", "mixed", "worded", "times", "tenth", "fraction"})


class Token:
    """A piece of text that the grammar treats as one: `kind` is the name of its pattern."""

    __slots__ = ("end", "kind", "match", "start")

    def __init__(self, match: re.Match[str]) -> None:
        self.kind, self.start, self.end, self.match = match.lastgroup or "", match.start(), match.end(), match

    def __repr__(self) -> str:
        return f"Token({self.kind}, {self.start}, {self.end})"


def has_numerals(text: str, start: int = 0, end: int = 1 << 60) -> bool:
    """Whether `text` has a numeral in the sense of the guidelines."""
    return _ANY.search(text, start, end) is not None


def scan(text: str, start: int, end: int) -> list[Token]:
    """The times and numbers of `text[start:end]`, in order."""
    found: list[Token] = []
    done = start
    for begin in _BEGIN.finditer(text, start, end):
        at = begin.start()
        if at < done:
            continue
        pattern = _DIGITS if "0" <= text[at] <= "9" else _WORDS
        match = pattern.match(text, at, end)
        if match is not None:
            found.append(Token(match))
            done = match.end()
    return found


_NUMBER = re.compile(r"(?P<number>[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?)")


def first_number(text: str, start: int, end: int) -> Token | None:
    """The first plain number of `text[start:end]`, whatever else it might be."""
    match = _NUMBER.search(text, start, end)
    return Token(match) if match else None
