"""Names of bodies 机关单位 in lists: where one ends and the next begins, and what is no body.

A name is that of a body when it ends as one does (市财政局, 各县（市、区）) and holds no word that would make it a
clause. The name of a person never is one; when in doubt, nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hefu.lexicon.plan import any_of, load

_WORDS = load()["bodies"]
_ENDS = re.compile(any_of(_WORDS["ends"]) + "$")
_OPENINGS, _CLOSINGS = "（(〔[［【“《", "）)〕]］】”》"
_COLLECTIVE = re.compile(
    r"各?(?:地[、和])?(?:省辖)?(?:市|区|县|州|旗|乡|镇|乡镇|旗县|区县|市州)[、和](?:县|区|市|街道|镇|乡|州|旗)(?:市|区)?"
    r"(?:（[^（）]{1,10}）)?(?:人民政府|政府|党委政府)?(?=[、，；。）\s]|等|$|负责|牵头|配合|按|和|及|与)"
)
"""One name with a comma in it: 各区、县（市）."""
_AND = re.compile("以及|[和与及]")
_MORE = re.compile(
    r"(?:等(?:(?:市级|市直|省级|省直|区级|区直|县级|县直|各|有关|相关|部门|单位|地区|地方|[、和及]|按职责|\d+个|[一二三四五六七八九十]+个)*)?)$"
)
_MUST = re.compile(r"(?:要|应当?|须|需要?|必须)$")
_ASIDE = re.compile(r"（[^（）]*(?:（[^（）]*）[^（）]*)*）")
_CLAUSE = re.compile(
    r"[的了把将要被是并需：:；。，！？《》\d%]|应(?!急)|加强|加快|推动|推进|开展|完善|落实|制定|按照|根据|进一步|负责|牵头|配合|会同|支持(?!中心)|鼓励|引导"
)
_FULL = re.compile(
    r"^(?:各|市|省|区|县|州|旗|盟|自治区|国家|中央|中国|全国|中共|团|本级|有关|相关|属地|[^，。；]{2,8}?(?:省|(?<!城)市|(?<![地园])区|县|州|旗|盟|镇|乡))"
)
_STRONG = re.compile(r"(?:局|厅|委|委员会|管委会|人民政府|政府|海关|检察院|法院|残联|妇联|工商联|指挥部)$")
_LIKE_A_GIVEN_NAME = re.compile(r"[旗州行关心团台社镇林村园街组科室站所会区市县省乡盟校馆部院处司署股联协]$")
_LONGEST = 120
"""A piece is no longer than this: two names with brackets."""
_LEVEL = re.compile(r"[市省区县州旗盟团各镇乡]")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A piece of a list: the name of a body, and where it stands in the text that was searched."""

    start: int
    end: int
    words: str


def pieces(text: str, start: int, end: int, marks: str = "、，, \t/") -> Iterator[tuple[int, int]]:
    """The parts between commas outside of brackets, without space around them; 各区、县（市） stays one."""
    depth, begin, at = 0, start, start
    while at < end:
        if at == begin and depth == 0 and (whole := _COLLECTIVE.match(text, at, end)):
            at = whole.end()
            continue
        sign = text[at]
        depth += (sign in _OPENINGS) - (sign in _CLOSINGS)
        if sign in marks and depth <= 0:
            yield from _stripped(text, begin, at)
            begin = at + 1
        at += 1
    yield from _stripped(text, begin, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] in " \t\n*":
        start += 1
    while start < end and text[end - 1] in " \t\n*。":
        end -= 1
    if start < end:
        yield start, end


def names(text: str, start: int, end: int) -> Iterator[Name]:
    """The bodies that one piece names: one, or two joined by 和."""
    if end - start > _LONGEST:
        return
    must = _MUST.search(text, start, end)
    more = _MORE.search(text, start, must.start() if must else end)
    end = more.start() if more else must.start() if must else end
    for joint in _AND.finditer(text, start, end):
        if is_body(text[start : joint.start()]) and not _COLLECTIVE.fullmatch(text, start, end):
            yield Name(start, joint.start(), text[start : joint.start()])
            yield from names(text, joint.end(), end)
            return
    if is_body(text[start:end]):
        yield Name(start, end, text[start:end])


def is_body(words: str) -> bool:
    """Whether words are the name of a body, and of no person."""
    words = words.replace("〔", "（").replace("〕", "）")
    bare = _ASIDE.sub("", words)
    if words in _WORDS["names"] or bare in _WORDS["names"]:
        return True
    if not 2 <= len(bare) <= 30 or words in _WORDS["never"] or _CLAUSE.search(bare) or not _ENDS.search(bare):
        return _COLLECTIVE.fullmatch(words) is not None
    like_a_person = len(bare) <= 3 and bare[0] in _SURNAMES and _LIKE_A_GIVEN_NAME.search(bare)
    return not (like_a_person and not _LEVEL.match(bare))


def is_official(words: str) -> bool:
    """Whether the name is that of a public body beyond doubt, so that it may stand in running text."""
    bare = _ASIDE.sub("", words)
    return is_body(words) and (_STRONG.search(bare) is not None or _FULL.match(bare) is not None)
