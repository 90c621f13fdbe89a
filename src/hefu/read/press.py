"""What the lines of a newspaper page are: page head, byline, dateline, rubric, caption, credit, jump.

The rules know the language of newspapers, not any one paper. A line is judged by its words alone; where it
stands is judged by `read/groups.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from hefu.lexicon.wording import load

LineKind = Literal[
    "head", "editors", "byline", "rubric", "caption", "credit", "from", "adopted", "signature", "subtitle", "rule", ""
]
"""What a line is for certain; the empty word stands for a title or a text."""

_FULL = str.maketrans("０１２３４５６７８９（）：／　", "0123456789():/ ")
_WORDS = load()["press"]


def _any(name: str) -> str:
    """A pattern for the words of a class of `wording.toml`, the longest first."""
    return f"(?:{'|'.join(sorted(_WORDS[name], key=len, reverse=True))})"


_WHO = rf"(?:{_any('own')}|[一-龥]{{2,6}}{_any('senders')})"
_ROLE = rf"(?:(?:{_any('ranks')}|驻[一-龥]{{2,4}}|[一-龥]{{2,4}}站){{0,3}}{_any('writers')}|编辑部)"
_PERSON = rf"[{_WORDS['surnames'][0]}] ?[一-龥](?: ?[一-龥])?"
_BETWEEN = r"[\s:、/,;()]"
_NAME = r"[一-龥]{1,6}(?:·[一-龥]{1,6})*"
_PHOTO = r"文[/ ]?图|图[/ ]?文"
_DATE = r"(?:\d{4}|[一二〇○零九八七六五四三]{4})年.{1,3}月.{1,3}日"
_PAPER = rf"《?[一-龥]{{1,8}}{_any('papers')}》?"
_NUMBER = r"[A-D]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_PAGE = rf"第?{_NUMBER}版"
_SECTION = _any("sections")


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of line: its name, what it is known by, a line that it holds for and one that only looks like it."""

    name: str
    kind: LineKind
    pattern: re.Pattern[str]
    example: str
    near_miss: str


def _rule(name: str, kind: LineKind, pattern: str, example: str, near_miss: str) -> Rule:
    return Rule(name, kind, re.compile(pattern), example, near_miss)


RULES: tuple[Rule, ...] = (
    _rule(
        "name of the paper",
        "head",
        rf"(?:{_PAGE}\s*)?{_PAPER}(?:\s*(?:{_PAGE}|{_DATE}|星期|第?\d).{{0,40}})?$|{_PAPER}\s.{{0,30}}$",
        "云澜日报 2024年3月6日 星期三",
        "云澜日报社举行读者座谈会",
    ),
    _rule(
        "day of the paper",
        "head",
        rf"{_DATE}\s*(?:[(]?(?:星期|周)[一二三四五六日天].{{0,40}}|农历.{{0,24}})$|农历.{{2,14}}$"
        r"|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年.{1,10}$|星期[一二三四五六日天]$",
        "2024年3月6日 星期三",
        "2024年3月6日，全市招商大会举行",
    ),
    _rule(
        "issue of the paper",
        "head",
        r"(?:总?第\d{2,6}[期号](?=\s|$)|今日(?:\d|[一二三四五六七八九十])+版|国内统一(?:连续出版物号|刊号)|CN ?\d"
        r"|邮发代号|代号\d|社址|新闻热线|热线电话|零售价|网址).{0,60}$",
        "第10327期 今日8版",
        "第12期培训班结业",
    ),
    _rule(
        "number of the page",
        "head",
        rf"(?:{_PAGE}(?:\s*[:·]?\s*[一-龥]{{2,6}})?|[A-D]?\d{{1,2}}\s*[:·]?\s*{_SECTION}(?:新闻|版)?"
        rf"|{_SECTION}\s*[A-D]?\d{{1,2}}版?)(?:\s+{_PAPER}.{{0,30}})?$",
        "第02版 经济",
        "4万亿投入水利建设",
    ),
    _rule(
        "editors of the page",
        "editors",
        rf"(?:本[版期])?(?:执行|责任|值班|责|主|美|组)?{_any('editors')}[\s:/].{{1,60}}$",
        "责任编辑：周小禾 版式：石岩",
        "责任编辑部门要把好关",
    ),
    _rule(
        "credit of a photograph",
        "credit",
        r"[^。，]{2,40}(?:摄|摄影|摄影报道|供图|制图|\(资料图片\)|\(图片由[^)]{2,20}提供\))[)]?$",
        "本报记者 程野 摄",
        "全市摄影大赛开拍",
    ),
    _rule(
        "byline",
        "byline",
        rf"[□■●◎○▲◆☐\s(]*{_WHO}?{_ROLE}(?:{_PERSON})?(?:{_BETWEEN}+{_NAME})*{_BETWEEN}*$",
        "本报记者 林一禾 通讯员 韩照",
        "本报记者走进田间看春耕",
    ),
    _rule(
        "source of the news",
        "byline",
        r"(?:本报(?:综合)?(?:消息|报道)|综合(?:新华社|本报|人民日报)?消息|据?新华社[^，。]{0,14}电"
        rf"|(?:文|图|{_PHOTO}|作者|供稿)\s*[:/]\s*[一-龥\s·]{{2,24}})$",
        "本报综合消息",
        "新华社区举办读书会",
    ),
    _rule(
        "adopted by",
        "adopted",
        r"\([^()]{0,40}\d{1,2}日[^()]{0,60}(?:通过|批准|会议上?|修[正订]|发布|施行)\)$",
        "（2024年3月5日市人大常委会第二十一次会议通过）",
        "（2024年3月5日起报名）",
    ),
    _rule(
        "signature",
        "signature",
        r"\((?:作者|据|来源|原载|摘自|文字整理|执笔|转自|综合).{2,40}\)$",
        "（作者单位：云澜市委党校）",
        "（据统计）全市粮食丰收",
    ),
    _rule(
        "continued from",
        "from",
        rf"[(]?(?:紧接|上接|接)第?{_NUMBER}版[)]?(?:[《“(].{{0,30}})?$",
        "（紧接第一版）",
        "接第一版的稿件",
    ),
    _rule(
        "rubric",
        "rubric",
        rf"[【\[].{{2,16}}[】\]]$|[·●■◆★\s]*[一-龥“”\d ]{{0,10}}{_any('rubrics')}$",
        "民生关注",
        "居民电价调整引发关注热潮",
    ),
    _rule(
        "caption",
        "caption",
        r"[上下左右]?图(?:[为①-⑩:]|[一二三四\d][为:、])|[上下左右]图|[▲△]|图片说明|题图|资料图",
        "图为分拣线正在作业。",
        "图书馆全年开放",
    ),
    _rule("subtitle", "subtitle", r"[—–－─-]{2,}\s*[^\s—–－─-].{3,}$", "——云澜市招商工作综述", "——"),
    _rule(
        "ruled line",
        "rule",
        r"[-—–－─*_=]{3,}$|!\[[^\]]*\]\([^)]*\)$",
        "---",
        "——云澜市招商工作综述",
    ),
)
"""What lines are, the surest first. Digits and brackets are compared as half-width ones."""

_SENT = rf"[□■●◎▲◆\s]*据?{_WHO}[^，。\s(]{{0,14}}?(?:讯(?!员)|\d日电|[一-龥]电(?=[\s(]|记者))"
_WIRED = re.compile(_SENT)
_DATELINE = re.compile(
    rf"{_SENT}|[□■●◎▲◆\s]*(?:[(]{_WHO}?{_ROLE}[^()]{{1,40}}[)]|{_WHO}?(?:记者|通讯员)[^，。]{{2,12}}报道:?)"
)
_NEWS_LEAD = re.compile(r"近日|日前|连日来|[昨今][日天]|(?:\d{1,2}月)?\d{1,2}日(?:上午|下午|晚|，)")
_NOTICE = re.compile(r"[^，。]{0,8}(?:声明|公告|启事|通告|讣告|更正|公示)$")
_CREDITED = re.compile(r"(?:摄|供图|摄影报道)[)]?$")
_TO = re.compile(rf"[(]\s*(?:下\s*)?转\s*第?\s*({_NUMBER})\s*版[^()。]{{0,12}}[)]?\s*$")
_FROM = re.compile(rf"[(]?\s*(?:紧|上)?接\s*第?\s*({_NUMBER})\s*版[^()。]{{0,24}}[)]?")
_SECTION_MARK = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]{1,3}[)]|第[一二三四五六七八九十]+[章节条]|\d{1,2}[.．、]"
)
_PAGE_NAME = re.compile(rf"第?(?P<a>{_NUMBER})版|(?P<b>\d{{1,2}})\s*{_SECTION}|{_SECTION}\s*(?P<c>\d{{1,2}})")
_AUTHOR = re.compile(rf"{_PERSON}|[一-龥]{{2,24}}{_any('offices')} ?{_PERSON}|[一-龥]{{1,16}}{_any('bodies')}")
_REMARK = 60
"""A remark at the edge of a text stands in so many characters."""
_CHINESE = {character: number for number, character in enumerate("一二三四五六七八九", 1)}
MARKS = re.compile(r"^#{1,6}\s+|^[■●◆★▲]\s*")
"""What Markdown, or a paper, prints before a title."""


def kind_of(words: str) -> LineKind:
    """What a line is, as far as its own words tell."""
    plain = MARKS.sub("", words).translate(_FULL).strip()
    rules = RULES if len(plain) <= 80 else [rule for rule in RULES if rule.kind == "caption"]
    return next((rule.kind for rule in rules if rule.pattern.match(plain)), "")


def is_dateline(words: str) -> bool:
    """Whether a text begins with who sent it: 本报讯（记者 …）, 新华社…电."""
    return _DATELINE.match(words[:_REMARK].translate(_FULL)) is not None


def is_signed(words: str) -> bool:
    """Whether a line names who wrote an article, alone or before its first words."""
    return is_dateline(words) or kind_of(words) == "byline"


def is_sent(words: str) -> bool:
    """Whether a line begins with who sent the news, and from where; it never stands inside a sentence."""
    return _WIRED.match(words[:_REMARK].translate(_FULL)) is not None


def is_news_lead(words: str) -> bool:
    """Whether a text begins with the time of the news: 近日，…; 3月5日，…."""
    return _NEWS_LEAD.match(words[:_REMARK].translate(_FULL)) is not None


def is_notice(words: str) -> bool:
    """Whether a title is that of a notice or advertisement: 遗失声明, 招标公告."""
    return _NOTICE.match(words) is not None


def is_numbered(words: str) -> bool:
    """Whether a line begins with the number of a section."""
    return _SECTION_MARK.match(words.translate(_FULL)) is not None


def is_credited(words: str) -> bool:
    """Whether a text ends with who took the photograph."""
    return _CREDITED.search(words.translate(_FULL)) is not None


def is_signature(words: str) -> bool:
    """Whether a line right below a title can only name its author: a person, an office and a person, a public body."""
    return _AUTHOR.fullmatch(words.translate(_FULL).strip()) is not None


def goes_to(words: str) -> tuple[int, str] | None:
    """Where the remark 下转第二版 at the end of a text begins, and the page that it names."""
    found = _TO.search(words[-_REMARK:].translate(_FULL))
    return (max(len(words) - _REMARK, 0) + found.start(), found[1]) if found else None


def comes_from(words: str) -> str | None:
    """The page that 紧接第一版 at the head of a line names."""
    found = _FROM.match(words[:_REMARK].translate(_FULL))
    return found[1] if found else None


def page_number(name: str) -> int | None:
    """The number of a page from its name: 二, 02, 十二; None for one with a letter."""
    if name.isdecimal():
        return int(name)
    if not set(name) <= {*_CHINESE, "十"}:
        return None
    tens, ten, ones = name.rpartition("十")
    return (_CHINESE.get(tens, 1) * 10 if ten else 0) + _CHINESE.get(ones, 0)


def page_of(words: str) -> int | None:
    """The number of the page that a line of its head names."""
    found = _PAGE_NAME.search(words.translate(_FULL)) if kind_of(words) == "head" and "今日" not in words else None
    return page_number(found["a"] or found["b"] or found["c"]) if found else None
