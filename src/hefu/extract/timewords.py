"""Where a time expression stands in its sentence, and whether it says when something was at all."""

from __future__ import annotations

import re

from hefu.extract.phrases import strip_head
from hefu.extract.tokens import Token

_CLAUSE = re.compile(r"[，；：。！？\n\t]")
_TIMES_OF = re.compile(r"(?:同期)?的?[0-9.]+倍|[^，。；0-9]{0,12}的[0-9.]+倍")
_ERA_WORDS = ("时期", "期间", "以来", "末", "初", "年")
_PRICES = re.compile(r"(?:度)?(?:的)?(?:不变价|可比价|价格?(?:计算|）)|为基[期年]|=100|为100)")
"""（2020年不变价）: the year of the prices, not of the figure."""
_SPANS = ("来", "间", "内", "累计", "里", "年")
_SPAN_STARTS = ("过去", "未来", "今后", "近")
_RECORDS = frozenset({"新高", "新低", "最高", "最低", "最好", "最快", "最大"})
_NAMES = frozenset({"结转", "结余", "末结"})
_AIMED_AT = re.compile(r"(?:落实|围绕|面向|对标|迎接|瞄准|锚定|贯彻)\Z")
"""落实2030年应对气候变化目标 says nothing of when."""
_QUOTES = ("“", "‘", '"', "'")
_ON_BASIS = re.compile(r"[^，。；]{0,14}基础上")
_DATELINE = re.compile(r"[^，。]{0,12}[讯电]\s?（[^（）]{0,30}）")
"""本报讯（记者 …）: the place and the writer stand before the first words of an article."""
_NEAR = 200
"""How far back a bracket or the head of a clause is looked for: further, a text is no prose."""


def before(text: str, token: Token) -> int:
    """Where a time begins, with the quotation mark before it."""
    return token.start - (text[token.start - 1 : token.start] in _QUOTES)


def says_nothing(text: str, token: Token, start: int) -> bool:
    """Whether a time is a base of comparison, a name, a record: 比上年, 上年结转, 近5年新高."""
    first, kind = before(text, token), token.kind
    word, after = text[token.start : token.end], text[token.end : token.end + 2]
    last = text[first - 1 : first] if first > start else ""
    if last and last in "比较与同于自" and text[first - 2 : first] not in ("截至", "不同", "共同"):
        return True
    if word in ("年初", "初", "度") or _TIMES_OF.match(text, token.end) or _PRICES.match(text, token.end):
        return True
    if word.endswith("全年") and text.startswith(("目标", "任务", "计划", "预期"), token.end):
        return True
    if kind == "dur":
        return after in _RECORDS or not (word.endswith(_SPANS) or word.startswith(_SPAN_STARTS))
    if kind == "era":
        return not word.endswith(_ERA_WORDS) and after[:1] not in ("，", "、", "的")
    if kind == "rel" and (after in _NAMES or _ON_BASIS.match(text, token.end)):
        return True
    return word in ("上年", "去年") and after[:1] == "的" and last not in ("由", "从")


def in_bracket(text: str, token: Token, start: int) -> bool:
    """Whether a time stands in a bracket of its sentence, which begins at `start`."""
    opened = text.rfind("（", max(start, token.start - _NEAR), token.start)
    return opened >= 0 and text.find("）", opened, token.start) < 0


def leads(text: str, token: Token, start: int) -> bool:
    """Whether a time stands at the head of its clause."""
    near = max(start, token.start - _NEAR)
    mark = max((match.end() for match in _CLAUSE.finditer(text, near, token.start)), default=start)
    if mark < near:
        return False
    if text.startswith(("据", "根据", "数据", "统计"), mark) or _DATELINE.match(text, mark, token.start):
        return True
    begin, _ = strip_head(text, mark, token.start, {})
    return token.start - begin <= 5 and not (_AIMED_AT.search(text, begin, token.start) and token.kind == "year")
