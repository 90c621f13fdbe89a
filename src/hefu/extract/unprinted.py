"""Units that are not printed with the figure: what is counted, and by what money is reckoned."""

from __future__ import annotations

import re

from hefu.extract.frames import Clause, Naming
from hefu.extract.quantities import Quantity

INDEX = re.compile(r"性别比|抚养比|指数|系数|PUE|比值|收入比|倍差")
"""What is a pure number."""
_PER_HEAD = re.compile(
    r"(?P<per>每人每(?P<time>[年月天]))(?:再|又|新)?(?:提高|增加|上调|减少|降低|达到?)+(?:了|到|至)?\Z"
)
_PEOPLE = re.compile(
    r"人口|人$|者$|学生|劳动力|职工|居民|群众|农民|党员|干部|教师|规模$|劳力|毕业生|儿童|就业|社员|户籍"
)
_PEOPLE_BEHIND = re.compile(r"(?:名)?[^，。]{0,4}(?:人|者|劳动力|学生|居民|群众|职工)")
_MONEY = re.compile(r"投资|收入|产值|生产总值|贷款|存款|总额|余额|支出|GDP|额$|规模|税")


def per_head(text: str, clause: Clause, naming: Naming, last: Naming | None) -> None:
    """基础养老金每人每月提高25元、达到173元: what it is reckoned by stands before the verb, and holds for the next."""
    told = _PER_HEAD.search(text[clause.left : clause.quantity.start])
    if told:
        naming.unit = "元/" + "人·" + told["time"]
        naming.indicator = naming.indicator.removesuffix(told["per"])
    elif last is not None and last.unit.startswith("元/") and naming.indicator == last.indicator and not clause.core:
        naming.unit = last.unit


def unit(text: str, found: Quantity, indicator: str) -> tuple[str, str]:
    """The unit of a number that has none: 人 for people, 元 for money, 1 for pure numbers, else 个."""
    if INDEX.search(indicator):
        return "1", "pure number"
    if _PEOPLE.search(indicator) or _PEOPLE_BEHIND.match(text, found.end, found.end + 8):
        return "人", "people counted"
    if found.exponent >= 11 or (found.exponent >= 8 and _MONEY.search(indicator)):
        return "元", "money by its size"
    return "个", "things counted"
