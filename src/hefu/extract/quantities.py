"""A numeral with its multiplier, unit and bound words becomes a quantity.

Values are exact decimals whose exponent keeps the printed precision: 389.54亿 is 3.8954E+10.
"""

from __future__ import annotations

import re
from decimal import Decimal

from hefu.extract import unitscan as units
from hefu.extract.tokens import Token
from hefu.model import Bound

EXPONENTS = {
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "千亿": 11,
    "万亿": 12,
}
"""Multiplier 数位 → power of ten."""

_SCALE = re.compile(
    r"[ \n]*(?P<more>[余多几来])?(?P<mult>万亿|千亿|百亿|十亿|千万|百万|十万|亿|万"
    r"|千(?![瓦米克伏卡帕赫])|百(?!分))?(?P<more2>[余多来])? ?"
)
_AFTER = re.compile(
    r"(?P<ge>（?含?）?及?以上|（含）以上|及以上|[余多](?!条腿))|(?P<le>以内|以下|之内|及以下)|(?P<about>左右|上下|前后(?=[，。]))|(?P<more>强(?=[，。、；）]))"
)
_BEFORE: dict[Bound, str] = {
    ">=": "超过 超出 突破 跨越 跨过 不低于 不少于 不小于 至少 高于 大于 多于 逾 超 首破 破 不下"
    " 站上 迈过 越过 跃上 达到或超过",
    "<=": "不超过 不高于 不大于 不多于 低于 小于 少于 不到 不足 不超 最多 至多",
    "≈": "约为 大约为 大约 接近于 接近 将近 大致 近 约 大体 左右",
}
_BOUNDS: dict[str, Bound] = {word: bound for bound, words in _BEFORE.items() for word in words.split()}
_BOUND_ENDS = frozenset(word[-1] for word in _BOUNDS)
_NO_BOUND = re.compile(r"[签履节条公契合规预制违集]约|[附临邻最靠远亲]近|[侦打爆告]破")
"""Words that end like one of a bound."""
_TIMES_PER = frozenset({"年", "月", "天", "日", "学年", "学期"})
_PER = re.compile(
    r"(?:每一?(?:[人户亩吨度头只生名套台辆家村]|千瓦时|平方公里|平方米|立方米|公斤|千克|斤|万元|年|月|天|日|学年|学期)){1,2}\s?\Z"
)
_PER_UNIT = re.compile(r"每([一-龥]+?)(?=每|\Z)")
_CHINESE = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}

_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}


class Quantity:
    """A figure on its way to become a statement; later layers fill what they find."""

    __slots__ = (
        "bound", "bound_at", "end", "exponent", "kind", "number_end", "number_start", "shared", "start",
        "unit", "unit_at", "value", "value_max",
    )  # fmt: skip

    def __init__(self, start: int, end: int, value: Decimal) -> None:
        self.number_start = self.start = start
        self.number_end = self.end = end
        self.value: Decimal = value
        self.value_max: Decimal | None = None
        self.exponent = 0
        self.unit: str | None = None
        self.unit_at: tuple[int, int] | None = None
        self.bound: Bound = "="
        self.bound_at: tuple[int, int] | None = None
        self.shared = False
        self.kind = "number"

    def scaled(self) -> Decimal:
        """The value in base units."""
        return self.value.scaleb(self.exponent) if self.exponent else self.value


def chinese_number(text: str) -> Decimal:
    """The value of 四点五, 一百二十, 七千三百八十二亿, 二十七亿三千万; after 点 digit by digit.

    The last place may be left out: 两千四百五 is 2450, 一万三 is 13000.
    """
    whole, _, part = text.partition("点")
    total = section = digit = 0
    place = 1
    for char in whole:
        if char in _PLACES:
            place = _PLACES[char]
            section, digit = section + (digit or 1) * place, 0
        elif char in _MYRIADS:
            place = _MYRIADS[char]
            below = (total % 10**8 if place == 10**8 else 0) + section + digit
            total = (total - total % 10**8 if place == 10**8 else total) + (below or 1) * place
            section = digit = 0
        elif char in "零〇":
            place, digit = 10, 0
        else:
            digit = digit * 10 + _CHINESE[char] if digit else _CHINESE[char]
    number = Decimal(total + section + digit * (place // 10 if place > 1 else 1))
    if not part:
        return number
    decimals = "".join(str(_CHINESE[c]) for c in part if c in _CHINESE)
    scale = next((_MYRIADS[c] for c in reversed(part) if c in _MYRIADS), 1)
    return Decimal(f"{number}.{decimals}") * scale


def quantity(text: str, token: Token, left: int, right: int) -> Quantity:
    """The quantity at a number token; looks no further left than `left`, no further right than `right`."""
    if token.kind == "worded":
        found = Quantity(token.start, token.end, chinese_number(text[token.start : token.end]))
        _scale(text, found, right)
    elif token.kind != "number":
        found = _worded(token)
    else:
        found = Quantity(token.start, token.end, Decimal(text[token.start : token.end].replace(",", "")))
        _scale(text, found, right)
        _sign(text, found, left)
    _bound_after(text, found, right)
    _per(text, found, left)
    _bound_before(text, found, left)
    return found


def _worded(token: Token) -> Quantity:
    """翻一番 is 2 倍 (翻两番 4), 六成 60 %, 百分之四点五 4.5 %, 三分之二 66.6667 %."""
    match, found = token.match, Quantity(token.start, token.end, Decimal(0))
    found.kind = token.kind
    if token.kind == "times":
        found.value, found.unit = Decimal(2 ** int(_CHINESE.get(match["fan"] or "一", 1))), "倍"
    elif token.kind == "tenth":
        half = match["half"]
        tail = 5 if half == "半" else _CHINESE.get(half or "零", 0)
        found.value, found.unit = Decimal(_CHINESE[match["cheng"]] * 10 + tail), "%"
    elif match["per"]:
        words = match["pct"].replace(",", "")
        share = Decimal(words) if words[0].isdigit() and words.isascii() else chinese_number(words)
        found.value, found.unit = (
            (share / 100 if match["per"] == "万" else share),
            ("‰" if match["per"] == "千" else "%"),
        )
    else:
        share = chinese_number(match["nom"]) * 100 / chinese_number(match["den"])
        found.value, found.unit = round(share, 4), "%"
    found.unit_at = (token.start, token.end)
    return found


def _scale(text: str, found: Quantity, right: int) -> None:
    """Multiplier and unit behind the number."""
    match = _SCALE.match(text, found.number_end, right)
    if match is None:
        return
    at = match.end()
    if match["mult"]:
        found.exponent = EXPONENTS[match["mult"]]
    if match["more"] or match["more2"]:
        found.bound, found.bound_at = ">=", match.span("more" if match["more"] else "more2")
    unit = units.at(text, at, right)
    if unit is not None and unit[0] == "成":
        found.value, unit = found.value * 10, ("%", unit[1])
    if unit is not None:
        found.unit, end = unit
        found.unit_at, found.end = (at, end), end
    elif match["mult"] or match["more"]:
        found.end = match.end("more2") if match["more2"] else match.end("mult") if match["mult"] else match.end("more")


def _sign(text: str, found: Quantity, left: int) -> None:
    at = found.start - 1
    if at < left or text[at] not in "-+负" or (at > 0 and text[at - 1].isascii() and not text[at - 1].isspace()):
        return
    if text[at] == "负" and at > left and text[at - 1] not in "为是于至到，、：（":  # 减负, 承负
        return
    if text[at] in "-负":
        found.value = -found.value
    found.start = at


def _bound_after(text: str, found: Quantity, right: int) -> None:
    match = _AFTER.match(text, found.end, right)
    if match is None:
        return
    kind = match.lastgroup
    found.bound = {"ge": ">=", "le": "<=", "about": "≈", "more": ">="}[kind or "ge"]  # type: ignore[assignment]
    found.bound_at = match.span()
    found.end = match.end()


def _bound_before(text: str, found: Quantity, left: int) -> None:
    if text[found.start - 1 : found.start] not in _BOUND_ENDS:
        return
    for size in (4, 3, 2, 1):
        at = found.start - size
        if at < left:
            continue
        bound = _BOUNDS.get(text[at : found.start])
        if bound is not None and not (size == 1 and at > left and _NO_BOUND.match(text, at - 1)):
            if found.bound == "=" or (found.bound == "≈" and bound != "≈"):
                found.bound, found.bound_at = bound, (at, found.start)
            found.start = at
            return


def _per(text: str, found: Quantity, left: int) -> None:
    """每人每月220元: the standard is per person and month, 日产4500吨 per day."""
    if found.unit is None or found.unit == "%":
        return
    head = text[max(left, found.start - 9) : found.start]
    if "每" in head:
        match = _PER.search(head)
        if match:
            parts = _PER_UNIT.findall(match.group().rstrip())
            found.unit += "/" + "·".join(sorted(parts, key=_TIMES_PER.__contains__))
            found.start -= len(match.group())
    elif head.endswith(("日产", "日处理", "日供水", "日供")) and found.unit in {"吨", "立方米", "万吨"}:
        found.unit += "/日"
        if head.endswith("日产"):
            found.start -= 2
