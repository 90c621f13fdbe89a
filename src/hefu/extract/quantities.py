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
_PER = re.compile(
    r"(?:(?:人均)?每[一]?(?:(?:人|户|亩|吨|千瓦时|度|平方米|立方米|头|只|生|名|千克|公斤|斤|万元|套|台|辆|家|个|村)|年|月|天|日|学年|学期)){1,2}|日(?=产|供|处理)|(?<=日)产|(?:最低)?每[月年日]"
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
    """The value of 四点五, 一百二十, 七千三百八十二亿, 二十七亿三千万; after 点 digit by digit."""
    whole, _, part = text.partition("点")
    total, section, digit = 0, 0, 0
    for char in whole:
        if char in _PLACES:
            section, digit = section + (digit or 1) * _PLACES[char], 0
        elif char in _MYRIADS:
            total, section, digit = (
                (total + section + digit) * _MYRIADS[char] if char == "亿" else total + (section + digit) * 10000,
                0,
                0,
            )
        else:
            digit = _CHINESE[char]
    number = Decimal(total + section + digit)
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
    elif match["pct"]:
        found.value, found.unit = chinese_number(match["pct"]), "%"
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
    if unit is not None:
        found.unit, end = unit
        found.unit_at, found.end = (at, end), end
    elif match["mult"] or match["more"]:
        found.end = match.end("more2") if match["more2"] else match.end("mult") if match["mult"] else match.end("more")


def _sign(text: str, found: Quantity, left: int) -> None:
    if found.start > left and text[found.start - 1] in "-+" and not text[found.start - 2 : found.start - 1].isascii():
        if text[found.start - 1] == "-":
            found.value = -found.value
        found.start -= 1


def _bound_after(text: str, found: Quantity, right: int) -> None:
    match = _AFTER.match(text, found.end, right)
    if match is None:
        return
    kind = match.lastgroup
    found.bound = {"ge": ">=", "le": "<=", "about": "≈", "more": ">="}[kind or "ge"]  # type: ignore[assignment]
    found.bound_at = match.span()
    found.end = match.end()


def _bound_before(text: str, found: Quantity, left: int) -> None:
    for size in (4, 3, 2, 1):
        at = found.start - size
        if at < left:
            continue
        bound = _BOUNDS.get(text[at : found.start])
        if bound is not None:
            if found.bound == "=" or (found.bound == "≈" and bound != "≈"):
                found.bound, found.bound_at = bound, (at, found.start)
            found.start = at
            return


def _per(text: str, found: Quantity, left: int) -> None:
    """每人每月220元: the standard is per person and month, 日产4500吨 per day."""
    if found.unit is None or found.unit == "%":
        return
    head = text[max(left, found.start - 8) : found.start]
    if "每" in head:
        match = re.search(
            r"(?:每(?:一)?(?:[人户亩吨度头只生名套台辆家村]|千瓦时|平方米|立方米|公斤|千克|斤|万元|年|月|天|日|学年|学期)){1,2}\Z",
            head,
        )
        if match:
            parts = _PER_UNIT.findall(match.group())
            things = [p for p in parts if p not in {"年", "月", "天", "日", "学年", "学期"}]
            times = [p for p in parts if p in {"年", "月", "天", "日", "学年", "学期"}]
            if things or times:
                found.unit += "/" + "·".join([*things, *times])
                found.start -= len(match.group())
    elif head.endswith(("日产", "日处理", "日供水", "日供")) and found.unit in {"吨", "立方米", "万吨"}:
        found.unit += "/日"
        if head.endswith("日产"):
            found.start -= 2
