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
_PART = (
    rf"(?:(?P<m1>1?[0-9])月?{_DASH}(?P<m2>1?[0-9])月(?:份|末|底)?"
    rf"|(?P<q1>[1-4一二三四]){_DASH}(?P<q2>[1-4一二三四])季度"
    r"|(?P<m>0?[1-9]|1[0-2])月(?:(?P<d>[0-3]?[0-9])日?(?![0-9万亿%.])|份|末|底|初|中旬|上旬|下旬)?"
    r"|前(?P<k>[0-9]{1,2}|[二三四五六七八九十]|十一)个月"
    r"|第?(?P<q>[一二三四1-4])(?:季度|季(?=[度末]))末?|(?P<h>上半年|下半年|前三季度|前三个季度)"
    r"|(?P<e>年?末|年?底|年?初)|全年|度)"
)
_DIGITS = re.compile(
    # 2026-01-11 14:28
    rf"(?P<iso>(?P<iy>{YEAR})[-./—](?P<im>[01]?[0-9])[-./—](?P<id>[0-3]?[0-9])(?![0-9])"
    r"(?:\s+[0-9]{1,2}：[0-9]{2}(?:：[0-9]{2})?)?)"
    # 2022年10月至2023年3月, 4月29日至5月3日
    rf"|(?P<days>(?:(?P<ay>{YEAR})年)?(?P<am>1?[0-9])月(?:(?P<ad>[0-3]?[0-9])日)?{_DASH}"
    rf"(?:(?P<by>{YEAR})年|(?<=日.)|(?<=日[—-]{{2}}))(?P<bm>1?[0-9])月(?:(?P<bd>[0-3]?[0-9])日)?)"
    # 2021—2025年, 2021年至2023年
    rf"|(?P<span>(?P<y1>{YEAR})年?度?{_DASH}(?P<y2>{YEAR}|[0-9]{{2}}(?=年))年?(?:度|间|期间)?)"
    # 2015和2016年
    rf"|(?P<list>{YEAR}年?(?:、{YEAR}年?)*[和及、]{YEAR}年)"
    # 2023年1—11月, 2023年末, 2005的80%
    rf"|(?P<year>(?P<y>{YEAR})(?:\s?年(?:\s?{_PART})?(?:全年)?|(?=的)))"
    r"|(?P<century>[0-9]{2}世纪(?:[0-9]0年代)?|[0-9]0年代|[0-2]?[0-9]：[0-5][0-9](?![0-9：.])(?=\s|$|—))"
    # 1至11月, 12月21日, 1季度
    rf"|(?P<part>{_PART.replace('(?P<', '(?P<p')})"
    r"|(?P<day>[0-3]?[0-9]日(?![均产处供发游]|处理)(?:上午|下午|晚|凌晨)?)"
    rf"|(?P<dur>[0-9]{{1,2}}年(?:来|间|以来|累计))"
    r"|(?P<number>[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?)"
)
CN_YEAR = "(?:一九|二[〇○零])[一二三四五六七八九〇○零]{2}"
_WORDS = re.compile(
    rf"(?P<cspan>(?P<cy1>{CN_YEAR})年?(?:—+|至|到)(?P<cy2>{CN_YEAR})年)"
    rf"|(?P<cyear>(?P<cy>{CN_YEAR})年(?:{_PART.replace('(?P<', '(?P<c')})?)"
    rf"|(?P<rel>(?P<r>今年|本年度|去年|上年度|上年|上一年|前年|明年|来年|次年|当年|同年)"
    rf"(?:{_PART.replace('(?P<', '(?P<r')})?)"
    rf"|(?P<part>{_PART.replace('(?P<', '(?P<p')})"
    # “十四五”末, 第十四个五年规划
    rf"|(?P<era>(?P<five>十[一二三四五六七八]?五|[一二三四五六七八九]五)[”\"’'」](?:规划|计划)?"
    rf"(?P<pw>时期|期间|末|以来|初|前{_CN}年|后{_CN}年|头{_CN}年)?"
    rf"|(?P<five2>十[一二三四五六七八]五)(?P<pw2>规划|计划|时期|期间|末|以来|初)"
    r"|第(?P<nth>十?[一二三四五六七八九十])个五年(?:规划|计划)?(?:时期|期间)?)"
    # 过去五年, 近5年, 五年来
    rf"|(?P<dur>(?:过去|近|最近|未来|今后|前|后|这|此前|本届政府任期)(?P<dn>[0-9]{{1,2}}|{_CN}{{1,2}})(?P<du>年|个月)(?:来|间|里|内)?"
    rf"|(?P<dn2>{_CN}{{1,2}})年(?:来|间|以来|累计|里|(?=内|净增|新增|共|铺设|提高|增长|下降|平均))|本届政府(?:任期|以来|成立以来)?)"
    r"|(?P<now>截至目前|目前|当前|近日|日前|如今|现在|至今|迄今)"
    rf"|(?P<times>翻[了]?(?P<fan>{_CN})?番)"
    r"|(?P<tenth>(?P<cheng>[一二两三四五六七八九])成(?P<half>[一二三四五六七八九]|半)?(?=[以多，。、；左）的]|$))"
    r"|(?P<worded>[一二三四五六七八九十百千零〇两](?:[一二三四五六七八九十百千万零〇两亿]|点(?=[一二三四五六七八九零〇])){1,24}"
    r"(?=[余多]?(?:元|吨|公斤|斤|亩|公里|千瓦|人|户|美元|立方米|平方米"
    r"|平方公里|公顷|度|米|担|辆|台|件|个百分点|头|匹|倍)))"
    r"|(?P<fraction>(?P<per>[百千万])分之(?P<pct>[零〇一二两三四五六七八九十百点]{1,12}|[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)"
    r"|(?P<den>[一二三四五六七八九十]{1,6})分之(?P<nom>[一二三四五六七八九十]{1,6}))"
)
_FIRST_WORDS = (
    "今年 本年度 去年 上年 上一年 前年 明年 来年 次年 当年 同年 上半年 下半年 全年 年末 年底 年初 月末"
    " 近日 日前 截至目前 目前 当前 如今 现在 至今 迄今 过去 最近 未来 今后 此前 本届 翻 百分之 千分之 万分之"
)
_FIRST_PATTERNS = {
    "0123456789": "",
    "第": "[一二三四五六七八九十1-4]",
    "近前后这": "[0-9一二三四五六七八九十两]",
    "一二两三四五六七八九十": r"[一二三四五六七八九十百千万亿零〇○两点成分季年至到\s—”\"’'」-]|五",
}


def _beginnings() -> re.Pattern[str]:
    """Where a token can begin: one set of characters to look for, then what must follow each of them."""
    rests = dict(_FIRST_PATTERNS)
    for word in _FIRST_WORDS.split():
        rests[word[0]] = f"{rests[word[0]]}|{word[1:]}" if word[0] in rests else word[1:]
    return re.compile(f"[{''.join(rests)}](?:{'|'.join(f'(?<=[{first}])(?={rest})' for first, rest in rests.items())})")


_BEGIN = _beginnings()
_ANY = re.compile(
    r"[0-9０-９番分点两一二三四五六七八九十百千]"
    r"(?:(?<=[0-9０-９番])|(?<=分)之|(?<=点)[一二三四五六七八九]|(?<=[一二两三四五六七八九])成"
    r"|(?<=[一二三四五六七八九十百千])[十百千万亿][一二三四五六七八九十百千万亿元吨人户公美立平亩])"
)
"""One set of characters to look for, then what stands around it: so a text without numerals costs next to nothing."""

NUMBERS = frozenset({"number", "worded", "times", "tenth", "fraction"})


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
