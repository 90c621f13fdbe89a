"""A numeral with its multiplier, unit and bound words becomes a quantity.

Values are exact decimals whose exponent keeps the printed precision: 389.54亿 is 3.8954E+10.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal, getcontext

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
    "万万": 8,
    "万亿": 12,
}
"""Multiplier 数位 → power of ten."""

_SCALE = re.compile(
    r"[ \n]*(?P<more>零?[余多几来])?(?P<mult>万亿|万万|千亿|百亿|十亿|千万|百万|十万|亿|万"
    r"|千(?![瓦米克伏卡帕赫])|百(?!分))?(?P<more2>[余多来])?(?P<mult2>(?<=[百千][余多来])[万亿])? ?"
)
_AFTER = re.compile(
    r"(?P<ge>（?含?）?及?以上|（含）以上|及以上|[余多](?!条腿))|(?P<le>以内|以下|之内|及以下)|(?P<about>左右|上下|前后(?=[，。]))|(?P<more>强(?=[，。、；）]))"
)
_BEFORE: dict[Bound, str] = {
    ">=": "超过 超出 突破 跨越 跨过 不低于 不少于 不小于 至少 高于 大于 多于 逾 超 首破 破 不下"
    " 站上 迈上 登上 迈过 越过 跃上 达到或超过",
    "<=": "不超过 不高于 不大于 不多于 低于 小于 少于 不到 不足 不超 最多 至多",
    "≈": "约为 大约为 大约 接近于 接近 将近 大致 近 约 大体 左右",
}
_BOUNDS: dict[str, Bound] = {word: bound for bound, words in _BEFORE.items() for word in words.split()}
_BOUND_ENDS = frozenset(word[-1] for word in _BOUNDS)
_NO_BOUND = re.compile(r"[签履节条公契合规预制违集]约|[附临邻最靠远亲]近|[侦打爆告]破")
"""Words that end like one of a bound."""
_AT_LEAST = re.compile(r"(?:至少|最少)(?:也|都|还)?(?:要|应|应当|须|需)?(?:达到?|保持在?|实现|有|增长|提高)\Z")
"""至少也要达到6.5%: the bound stands before the verb."""
_TIMES_PER = frozenset({"年", "月", "天", "日", "学年", "学期"})
_PER = re.compile(
    r"(?:每一?(?:[人户亩吨度头只生名套台辆家村]|千瓦时|平方公里|平方米|立方米|公斤|千克|斤|万元|年|月|天|日|学年|学期)){1,2}\s?\Z"
)
_PER_UNIT = re.compile(r"每([一-龥]+?)(?=每|\Z)")
_OPENS = frozenset(" \t\n。！？；，、：（")
_HALF = re.compile(r"半(?=\Z|[\s，。；：、！？）的了以左上多来]|时间)")
"""十五斤半, 3年半以上; 半 is another word's in 3年半数以上, 10亩半山坡."""
_HALVED = frozenset(["斤", "公斤", "两", "吨", "亩", "里", "公里", "尺", "米", "丈", "年", "天", "倍"])
_CHINESE = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}

_SIX_DIGITS = Context(prec=6)
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_MORE = re.compile("零?[余多几来]")
_PIECE = re.compile(r"[0-9][0-9.]*|.")
_EITHER = re.compile(
    r"(?<![一二三四五六七八九])(?:一二|[二两]三|三四|三五|四五|五六|六七|七八|八九)(?=[十百千万亿]|\Z)"
)
"""Two digits that follow each other: 二三十 is 20 to 30, 三五百 300 to 500."""


class Quantity:
    """A figure on its way to become a statement; later layers fill what they find."""

    __slots__ = (
        "bound", "bound_at", "end", "exponent", "kind", "max_at", "number_end", "number_start", "shared", "start",
        "unit", "unit_at", "value", "value_max",
    )  # fmt: skip

    def __init__(self, start: int, end: int, value: Decimal) -> None:
        self.number_start = self.start = start
        self.number_end = self.end = end
        self.value: Decimal = value
        self.value_max: Decimal | None = None
        self.max_at: tuple[int, int] | None = None
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
    """The value of 四点五, 一百二十, 七千三百八十二亿, 二十七亿三千万, 5万4千6百; after 点 digit by digit; 半 is 0.5.

    The last place may be left out: 两千四百五 is 2450, 一万三 is 13000.
    """
    if text == "半":
        return Decimal("0.5")
    whole, _, part = text.replace("万万", "亿").replace(",", "").partition("点")
    number = _whole(whole)
    if not part:
        return number
    decimals = "".join(str(_CHINESE[c]) for c in part if c in _CHINESE)
    scale = next((_MYRIADS[c] for c in reversed(part) if c in _MYRIADS), 1)
    return Decimal(f"{number}.{decimals}") * scale


def _whole(text: str) -> Decimal:
    """The value of a figure in words, in digits and multipliers, or in both."""
    total = section = digit = Decimal(0)
    place = 1
    for piece in _PIECE.findall(text):
        if piece in _PLACES:
            place = _PLACES[piece]
            section, digit = section + (digit or 1) * place, Decimal(0)
        elif piece in _MYRIADS:
            place = _MYRIADS[piece]
            below = (total % 10**8 if place == 10**8 else 0) + section + digit
            total = (total - total % 10**8 if place == 10**8 else total) + (below or 1) * place
            section = digit = Decimal(0)
        elif piece in "零〇":
            place, digit = 10, Decimal(0)
        elif piece in _CHINESE:
            digit = digit * 10 + _CHINESE[piece]
        else:
            place, digit = 1, Decimal(piece)
    return total + section + digit * (place // 10 if place > 1 else 1)


def chinese_range(text: str) -> tuple[Decimal, Decimal | None]:
    """The value of a figure in words, or the two that it lies between: 二三十, 十五六, 两三千."""
    either = _EITHER.search(text.partition("点")[0])
    if either is None:
        return chinese_number(text), None
    at = either.start()
    return chinese_number(text[: at + 1] + text[at + 2 :]), chinese_number(text[:at] + text[at + 1 :])


def quantity(text: str, token: Token, left: int, right: int) -> Quantity:
    """The quantity at a number token; looks no further left than `left`, no further right than `right`."""
    if token.kind in ("worded", "mixed"):
        found = _in_words(text, token, left, right)
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


def _in_words(text: str, token: Token, left: int, right: int) -> Quantity:
    """一百二十亿, 二三十, 一亿一千七百多万, 3亿2000万."""
    more = _MORE.search(text, token.start, token.end)
    low, high = chinese_range(_MORE.sub("", text[token.start : token.end]))
    found = Quantity(token.start, token.end, low)
    _scale(text, found, right)
    if high is not None:
        found.value_max, found.max_at = high.scaleb(found.exponent), (token.start, token.end)
    if more:
        found.bound, found.bound_at = ">=", more.span()
    _sign(text, found, left)
    return found


def _worded(token: Token) -> Quantity:
    """翻一番 is 2 倍 (翻两番 4), 六成 60 %, 百分之四点五 4.5 %, 千分之三 3 ‰, 三分之二 66.6667 %, 7.5/10万 0.0075 %."""
    match, found = token.match, Quantity(token.start, token.end, Decimal(0))
    found.kind = token.kind
    if token.kind == "times":
        found.value, found.unit = Decimal(2 ** int(_CHINESE.get(match["fan"] or "一", 1))), "倍"
    elif token.kind == "tenth":
        low, high = chinese_range(match["cheng"])
        half = match["half"]
        found.value = low * 10 + (5 if half == "半" else _CHINESE.get(half or "零", 0))
        found.value_max, found.unit = None if high is None else high * 10, "%"
    else:
        said = match.groupdict()
        whole, share = said["per"] or said["den"], said["pct"] or said["nom"]
        low, high = (Decimal(share.replace(",", "")), None) if share.isascii() else chinese_range(share)
        high = chinese_number(said["top"]) if said.get("top") else high
        found.value = _per_cent(low, whole)
        found.value_max = None if high is None else _per_cent(high, whole)
        found.unit = "‰" if whole == "千" else "%"
    found.unit_at = found.max_at = (token.start, token.end)
    return found


_IN_WORDS = {"10万": "十万", "100万": "百万"}


def _per_cent(share: Decimal, whole: str) -> Decimal:
    """`share` of `whole` in percent, of a thousand in per mille: exact if it can be, else to six digits."""
    if whole in ("百", "千"):
        return share
    parts = Decimal(whole) if whole.isdecimal() else chinese_number(_IN_WORDS.get(whole, whole))
    value = share * 100 / parts
    return value if len(value.as_tuple().digits) < getcontext().prec else _SIX_DIGITS.plus(value)


def _scale(text: str, found: Quantity, right: int) -> None:
    """Multiplier and unit behind the number."""
    match = _SCALE.match(text, found.number_end, right)
    if match is None:
        return
    at = match.end()
    if match["mult"]:
        found.exponent = EXPONENTS[match["mult"]] + EXPONENTS.get(match["mult2"], 0)
    if match["more"] or match["more2"]:
        found.bound, found.bound_at = ">=", match.span("more" if match["more"] else "more2")
    unit = units.at(text, at, right)
    if unit is not None and unit[0] == "成":
        found.value, unit = found.value * 10, ("%", unit[1])
    if unit is not None:
        found.unit, end = unit
        found.unit_at, found.end = (at, end), end
        if not found.exponent and found.unit in _HALVED and end < right and _HALF.match(text, end, right):
            found.value, found.end = found.value + Decimal("0.5"), end + 1
    elif match["mult"] or match["more"]:
        found.end = match.end("more2") if match["more2"] else match.end("mult") if match["mult"] else match.end("more")


def _sign(text: str, found: Quantity, left: int) -> None:
    """A minus, a plus, 负; a dash behind another figure is none."""
    at = found.start - 1
    before = text[max(at - 1, 0) : max(at, 0)]
    if at < left or text[at] not in "-+负" or (before.isascii() and before.strip()):
        return
    if at == left and text[at] == "-" and before and before not in _OPENS:  # 5亿-6亿元
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
    if found.bound == "=" and (told := _AT_LEAST.search(text[max(left, found.start - 10) : found.start])):
        at = max(left, found.start - 10) + told.start()
        found.bound, found.bound_at = ">=", (at, at + 2)
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
    if head.endswith(("人均每月", "人均每年")):
        found.unit += "/人·" + head[-1]
    elif "每" in head:
        match = _PER.search(head)
        if match:
            parts = _PER_UNIT.findall(match.group().rstrip())
            found.unit += "/" + "·".join(sorted(parts, key=_TIMES_PER.__contains__))
            found.start -= len(match.group())
    elif head.endswith(("日产", "日处理", "日供水", "日供")) and found.unit in {"吨", "立方米", "万吨"}:
        found.unit += "/日"
        if head.endswith("日产"):
            found.start -= 2
