"""The numerals of a sentence: which are quantities, and the class and reason of every other."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from hefu.extract import names
from hefu.extract.quantities import Quantity, quantity
from hefu.extract.tokens import NUMBERS, Token
from hefu.model import NumeralClass

File = Callable[[int, int, NumeralClass, str], None]
"""Takes down a numeral: start, end, class, reason."""

Mask = tuple[int, int, str]
"""An interval in which numerals belong to a name, with the reason."""

IN_TITLE = "in a title"

_LINK = re.compile(r"\s*+(?:[、和及与或/]|以及|，|和分别|、分别)?(?:增长|下降|上涨|提高|降低|增加|减少)?\s*")
_RANGE = re.compile(r"\s*(?:—+|-|至|到|~)\s*")
_RATIO = re.compile(r"(?<![0-9])[0-9]+(?:\.[0-9]+)?(?:\s?：\s?[0-9]+(?:\.[0-9]+)?)+")
_TO_ONE = re.compile(r"[0-9]+(?:\.[0-9]+)?\s?：\s?1(?![0-9.：])")
"""收入比2.27：1 is a pure number, 2.27."""
_RATIO_WORD = re.compile(r"比|结构|例")
_TITLE = re.compile(r"《[^》\n]{1,60}》")
_QUOTED = re.compile(r"[“‘][^”’“‘\n，。；]{1,14}[”’]")
_SAYS_HOW_MUCH = re.compile(r"[%％元]|左右|以上|万[人户吨]|亿")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DIGITS = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
_PLAIN_NUMBER = re.compile(
    r"(?:比|指数|系数|浓度|值)(?:由|从)[^，]{0,8}的\s*$|"
    r"(?:达到?|为|指数|值|超过|突破|近于|接近|保持在|系数|数|计|PUE|得分|降至|升至|共|至|到|及|、|了|由|从|约|增加|缩小|扩大)(?:了)?\s*$"
)
_EACH = re.compile(r"分别")
_IN_TURN = re.compile(r"接连|相继|先后|连续")
_ARRIVES = re.compile(r"(?:提高|增加|调整|提升|上调|调|提|增|升|降|降低)(?:到|至|为)")
_MYRIAD = re.compile("[百千万亿]")
_NO_UNIT = "number without a unit"


def masks(text: str, start: int, end: int) -> list[Mask]:
    """Titles 《…》 and short quoted names “1+N”: numerals in them belong to a name."""
    found: list[Mask] = []
    if text.find("《", start, end) >= 0:
        found += [(*m.span(), IN_TITLE) for m in _TITLE.finditer(text, start, end)]
    if text.find("“", start, end) >= 0 or text.find("‘", start, end) >= 0:
        quoted = (m for m in _QUOTED.finditer(text, start, end) if not _SAYS_HOW_MUCH.search(m.group()))
        found += [(*m.span(), "in a quoted name") for m in quoted]
    return found


def file_time(text: str, token: Token, file: File) -> None:
    """Takes down the digits of an expression of time."""
    for match in _DIGITS.finditer(text, token.start, token.end):
        file(match.start(), match.end(), "time", "date or period")


def quantities(text: str, start: int, end: int, tokens: list[Token], hidden: list[Mask], file: File) -> list[Quantity]:
    """The quantities of `text[start:end]`, lists and ranges put together; all other numerals are filed."""
    found: list[Quantity] = []
    ratios = [m.span() for m in _RATIO.finditer(text, start, end)] if text.find("：", start, end) >= 0 else []
    left = start
    for token in tokens:
        if token.kind not in NUMBERS:
            file_time(text, token, file)
            left = token.end
        elif token.start >= left:
            item = _quantity(text, token, left, end, ratios, hidden, file)
            left = item.end if item else token.end
            if item and not (found and _joins(text, found[-1], item, file)):
                found.append(item)
    _share(text, found)
    return [item for item in found if not _refused(text, item, start, file)]


def _quantity(
    text: str, token: Token, left: int, end: int, ratios: list[tuple[int, int]], hidden: list[Mask], file: File
) -> Quantity | None:
    """The quantity at a number; None when it is filed as something else."""
    inside = next((mask for mask in hidden if mask[0] <= token.start < mask[1]), None) if hidden else None
    if inside:
        file(token.start, token.end, "name", inside[2])
        return None
    ratio = (
        ratios
        and any(a <= token.start < b for a, b in ratios)
        and _RATIO_WORD.search(text, max(left - 48, 0), token.start)
    )
    rule = None if ratio or token.kind not in ("number", "mixed") else names.why(text, token.start, token.end)
    if rule is not None:
        file(token.start, token.end, rule.cls, rule.name)
        return None
    item = quantity(text, token, left, end)
    if token.kind == "mixed":
        _file_parts(text, item, file)
    to_one = _TO_ONE.match(text, token.start, end) if ratio else None
    if to_one:
        item.unit, item.kind, item.end = "1", "quotient", to_one.end()
        file(to_one.end() - 1, to_one.end(), "part", "the one of a ratio")
    elif ratio and _is_pair(text, token.start, ratios):
        file(item.number_start, item.number_end, "name", "ratio of two numbers")
        return None
    elif ratio:
        item.unit, item.kind = "%", "ratio"
    return item


def _is_pair(text: str, at: int, ratios: list[tuple[int, int]]) -> bool:
    """师生比1：17: two numbers that are no shares of one whole, as 52：48 are."""
    start, end = next(span for span in ratios if span[0] <= at < span[1])
    parts = [Decimal(part) for part in text[start:end].split("：")]
    return len(parts) == 2 and abs(sum(parts, Decimal(0)) - 100) > 1


def _file_parts(text: str, item: Quantity, file: File) -> None:
    """3亿2000万元: the number is filed by its first digits, the others are parts of it."""
    first, *others = _NUMBER.finditer(text, item.number_start, item.number_end)
    for match in others:
        file(match.start(), match.end(), "part", "second half of a mixed number")
    item.number_end = first.end()


def _joins(text: str, before: Quantity, item: Quantity, file: File) -> bool:
    """5%—6%: the second number is the upper end of the first."""
    if item.start != item.number_start or not _RANGE.fullmatch(text, before.end, item.number_start):
        return False
    if before.value_max is not None or before.kind == "ratio" or text[before.start - 1 : before.start] in "由从":
        return False
    if before.unit not in (None, item.unit) or item.scaled() < before.value:
        return False
    if before.unit is None and not before.exponent:
        before.exponent = item.exponent
    before.unit, before.unit_at = item.unit, item.unit_at
    before.value_max, before.max_at, before.end = item.scaled(), None, item.end
    if item.bound != "=":
        before.bound, before.bound_at = item.bound, item.bound_at
    file(item.number_start, item.number_end, "part", "upper end of a range")
    return True


def _refused(text: str, item: Quantity, start: int, file: File) -> bool:
    """Whether a number is no quantity after all: it has no unit, and nothing says that it measures."""
    if item.unit is not None or item.kind != "number" or _MYRIAD.search(text, item.number_start, item.end):
        return False
    year = _YEAR.fullmatch(text, item.number_start, item.number_end)
    if not year and (item.bound_at is not None or _PLAIN_NUMBER.search(text[max(start, item.start - 16) : item.start])):
        return False
    file(item.number_start, item.number_end, "name", _NO_UNIT)
    return True


# ---------------------------------------------------------------- lists


def groups(text: str, found: list[Quantity]) -> list[int]:
    """For each quantity, the number of the first one of the list that it stands in (8.2%、8.7%和9.1%)."""
    firsts: list[int] = []
    for number, item in enumerate(found):
        listed = number > 0 and _listed(text, found[number - 1], item)
        firsts.append(firsts[-1] if listed else number)
    return firsts


def _listed(text: str, before: Quantity, item: Quantity) -> bool:
    if item.kind == before.kind == "ratio":
        return item.start - before.end <= 3 and "：" in text[before.end : item.start]
    alike = (
        item.unit == before.unit
        or {item.unit, before.unit} == {"%", "‰"}
        or (item.unit or "").partition("/")[0] == (before.unit or "").partition("/")[0]
    )
    each = _EACH.search(text, max(0, before.start - 8), before.start) is not None and item.unit not in (None, "%")
    return (alike or each) and _linked(text, before, item) and text.find("，", before.end, item.start) < 0


def _linked(text: str, before: Quantity, item: Quantity) -> bool:
    return _LINK.fullmatch(text, before.end, item.start) is not None


def _share(text: str, found: list[Quantity]) -> None:
    """700、900亿元 share multiplier and unit; 7%、8%以上 share the bound; 每人每年14461元、7740元 what it is per."""
    pairs = [(a, b) for a, b in pairwise(found) if _linked(text, a, b)]
    for before, item in reversed(pairs):
        if before.unit is None and item.unit is not None and before.kind == item.kind == "number":
            before.unit, before.unit_at, before.shared = item.unit, item.unit_at, True
            before.exponent = before.exponent or item.exponent
        if (before.unit, item.unit) == ("个", "百分点"):  # 分别提高9.2个和6.8个百分点
            before.unit, before.unit_at = item.unit, item.unit_at
        reaches = item.bound_at is not None and item.bound_at[0] > item.number_start and item.bound in (">=", "≈")
        list_of_one_kind = before.unit == item.unit and text.find("，", before.end, item.start) < 0
        if reaches and list_of_one_kind and before.bound == "=" and before.value != 100:
            before.bound, before.bound_at = item.bound, item.bound_at
    for before, item in pairwise(found):
        goes_on = _ARRIVES.fullmatch(text, before.end, item.start) or _linked(text, before, item)
        if goes_on and before.unit and item.unit and before.unit.startswith(item.unit + "/"):
            item.unit = before.unit
    for before, item in pairs:
        ahead = before.bound_at is not None and before.bound_at[0] < before.number_start
        in_turn = ahead and _IN_TURN.search(text, max(0, (before.bound_at or (4, 4))[0] - 4), before.number_start)
        in_turn = in_turn or (
            ahead
            and before.bound in (">=", "<=")
            and before.unit == item.unit
            and _EACH.search(text, max(0, before.start - 6), before.start)
        )
        if (before.shared or in_turn) and ahead and item.bound == "=":
            item.bound, item.bound_at = before.bound, before.bound_at
