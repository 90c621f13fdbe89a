"""Expressions of time become periods: ISO 8601 dates and intervals.

`2023`, `2023-11`, `2023-01/2023-11`, `2021/2025`, `2023-12-21`. Relative ones (今年, 去年, 上半年)
are read against the year that governs: that of the publication, or the last year named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hefu.extract.tokens import Token

_COUNT = re.compile(r"[0-9]+|(?<![一二三四五六七八九十两])[一二三四五六七八九十两]+(?=年)")
CN_DIGITS = str.maketrans("一二三四五六七八九〇○零", "123456789000")
_HELD = re.compile(r"(?:[末底]|年底|年末)?(?:相比|比较|相较)，?")
_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_BEFORE_THAT = frozenset({"上年", "上年度", "上一年"})
"""Counted from the year that is spoken of; 去年 and 今年 from the year of the publication."""
_AHEAD = 20
"""How many years after the publication a year of two digits may lie."""
_LATELY = frozenset({"近日", "日前", "如今", "现在"})
_QUARTERS = {1: ("01", "03"), 2: ("04", "06"), 3: ("07", "09"), 4: ("10", "12")}
_RELATIVE = {
    "今年": 0,
    "本年度": 0,
    "去年": -1,
    "上年": -1,
    "上年度": -1,
    "上一年": -1,
    "前年": -2,
    "明年": 1,
    "来年": 1,
}


@dataclass(frozen=True, slots=True)
class Clock:
    """What relative expressions are read against.

    year: of the publication (今年); None when unknown. month: of the publication.
    named: the year that governs here (同年, 全年, 1—10月). closed: the last year that is over (五年来).
    told: the text itself says in which month it was published.
    """

    year: int | None
    month: int | None
    named: int | None
    closed: int | None = None
    told: bool = True


@dataclass(frozen=True, slots=True)
class Period:
    """A period as ISO text; `kind` tells how it may be read on: year, span, month, day, era, end, now."""

    iso: str
    kind: str
    year: int | None = None


def number(text: str) -> int:
    """五 → 5, 十五 → 15, 12 → 12."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGIT[text]
    return _DIGIT.get(tens, 1) * 10 + _DIGIT.get(ones, 0)


def era(ordinal: int) -> tuple[int, int]:
    """First and last year of the n-th five-year plan 五年计划."""
    if ordinal <= 5:
        first = {1: 1953, 2: 1958, 3: 1966, 4: 1971, 5: 1976}[ordinal]
        return first, first + 4
    return 1981 + (ordinal - 6) * 5, 1985 + (ordinal - 6) * 5


def resolve(token: Token, clock: Clock) -> Period | None:
    """The period that a token of time names, None when it names none that can be computed."""
    rule = _BY_KIND.get(token.kind)
    return rule(token, clock) if rule else None


def held_against(text: str, token: Token, clock: Clock) -> str | None:
    """与2020年相比: the year that is compared with, as ISO text; None where nothing is."""
    if (
        token.kind not in ("year", "cyear")
        or text[token.start - 1] not in "与同和比较"
        or not _HELD.match(text, token.end)
    ):
        return None
    found = resolve(token, clock)
    return found.iso if found else None


def _iso(token: Token, clock: Clock) -> Period:
    m = token.match
    return Period(f"{m['iy']}-{int(m['im']):02}-{int(m['id']):02}", "day", int(m["iy"]))


def _span(token: Token, clock: Clock) -> Period:
    first, last = token.match["y1"], token.match["y2"]
    if len(last) == 2:
        last = first[:2] + last
    return Period(f"{first}/{last}", "span", int(last))


def _days(token: Token, clock: Clock) -> Period | None:
    """2022年10月至2023年3月, 4月29日至5月3日, 三月二十八日到四月15日."""
    get = token.match.group
    first = _written(get("ay"), clock) or clock.named
    if first is None or bool(get("ad")) != bool(get("bd")):
        return None
    last = _written(get("by"), clock) or first
    a, b = f"{first}-{number(get('am')):02}", f"{last}-{number(get('bm')):02}"
    if get("ad"):
        return Period(f"{a}-{number(get('ad')):02}/{b}-{number(get('bd')):02}", "day", last)
    return Period(f"{a}/{b}", "months", last)


def _year(token: Token, clock: Clock) -> Period | None:
    return _within(token, int(token.match["y"]), "")


def _written(year: str | None, clock: Clock) -> int | None:
    """2018, 二〇一八; 18 and 零八 as the last such year that is near the publication: 98 is 1998."""
    if not year:
        return None
    found = int(year.translate(CN_DIGITS))
    if len(year) > 2 or clock.year is None:
        return found if len(year) > 2 else None
    found += clock.year // 100 * 100
    return found if found <= clock.year + _AHEAD else found - 100


def _worded_year(token: Token, clock: Clock) -> Period | None:
    """一九五八年, 二〇三五年."""
    return _within(token, int(token.match["cy"].translate(CN_DIGITS)), "c")


def _short_year(token: Token, clock: Clock) -> Period | None:
    """07年, 零八年, 98年7月."""
    year = _written(token.match["sy"], clock)
    return None if year is None else _within(token, year, "s")


def _worded_span(token: Token, clock: Clock) -> Period:
    first, last = (token.match[name].translate(CN_DIGITS) for name in ("cy1", "cy2"))
    return Period(f"{first}/{last}", "span", int(last))


def _decade(token: Token, clock: Clock) -> Period | None:
    """20世纪80年代, 1980年代, 上世纪90年代; 九十年代 is the last one that has begun."""
    found = token.match.groupdict()
    decade, century, age = number(found["dc"]) * 10, found.get("ct"), found.get("cc")
    if age or (century and century[0] not in "上本"):
        decade += int(age) * 100 if age else (number(century or "") - 1) * 100
    elif clock.year is None:
        return None
    else:
        decade += clock.year // 100 * 100
        if (century or "")[:1] == "上" or (not century and decade > clock.year):
            decade -= 100
    words = token.match.group()
    if words[-1] == "代":
        return Period(f"{decade}/{decade + 9}", "decade")
    return Period(str(decade if words[-1] == "初" else decade + 9), "decade")


def _turn(token: Token, clock: Clock) -> Period | None:
    """20世纪末, 本世纪末: its last year, 2000."""
    words = token.match["tc"]
    if words[0] not in "上本":
        return Period(f"{number(words) * 100}", "end", number(words) * 100)
    if clock.year is None:
        return None
    last = ((clock.year - 1) // 100 + (words == "本")) * 100
    return Period(str(last), "end", last)


def _next_month(token: Token, clock: Clock) -> Period | None:
    """上个月, 下月15日: counted from the month of the publication."""
    if clock.year is None or clock.month is None:
        return None
    years, month = divmod(clock.year * 12 + clock.month - 1 + (1 if token.match["mo"] == "下" else -1), 12)
    iso, day = f"{years:04}-{month + 1:02}", token.match["md"]
    return Period(f"{iso}-{number(day):02}", "day", years) if day else Period(iso, "month", years)


def _relative(token: Token, clock: Clock) -> Period | None:
    word = token.match["r"]
    if word in _RELATIVE:
        base = clock.named if word in _BEFORE_THAT and clock.named else clock.year
        year = None if base is None else base + _RELATIVE[word]
    else:
        year = None if clock.named is None else clock.named + (1 if word == "次年" else 0)
    return None if year is None else _within(token, year, "r")


def _part(token: Token, clock: Clock) -> Period | None:
    if clock.named is None:
        return None
    return _within(token, clock.named, "p")


def _within(token: Token, year: int, prefix: str) -> Period | None:
    """The part of `year` that the rest of the expression names."""
    match, y = token.match, f"{year:04}"
    get = match.group
    if get(prefix + "m1"):
        return Period(f"{y}-{number(get(prefix + 'm1')):02}/{y}-{number(get(prefix + 'm2')):02}", "months", year)
    if get(prefix + "m"):
        return _day(f"{y}-{number(get(prefix + 'm')):02}", get(prefix + "d"), get(prefix + "d2"), year)
    if get(prefix + "q1"):
        first, last = number(get(prefix + "q1")), number(get(prefix + "q2"))
        return Period(f"{y}-{_QUARTERS[first][0]}/{y}-{_QUARTERS[last][1]}", "months", year)
    if get(prefix + "q"):
        first_month, last_month = _QUARTERS[number(get(prefix + "q"))]
        return Period(f"{y}-{first_month}/{y}-{last_month}", "months", year)
    if get(prefix + "k"):
        return Period(f"{y}-01/{y}-{number(get(prefix + 'k')):02}", "months", year)
    half = get(prefix + "h")
    if half:
        first_month, last_month = {"上半年": ("01", "06"), "下半年": ("07", "12")}.get(half, ("01", "09"))
        return Period(f"{y}-{first_month}/{y}-{last_month}", "months", year)
    return Period(y, "end" if get(prefix + "e") else "year", year)


def _day(month: str, first: str | None, last: str | None, year: int) -> Period:
    """四月, 四月3日, 四月3日到五日."""
    if not first:
        return Period(month, "month", year)
    day = f"{month}-{number(first):02}"
    return Period(f"{day}/{month}-{number(last):02}" if last else day, "day", year)


def _era(token: Token, clock: Clock) -> Period:
    match = token.match
    name = match["five"] or match["five2"]
    ordinal = number(match["nth"]) if match["nth"] else (number(name[:-1]) if name != "十五" else 10)
    first, last = era(ordinal)
    word = match["pw"] or match["pw2"] or ""
    if word.endswith("末"):
        return Period(str(last), "end", last)
    if word.endswith("初"):
        return Period(str(first), "year", first)
    if word and word[0] in "前头":
        return Period(f"{first}/{first + number(word[1:-1]) - 1}", "span", last)
    if word and word[0] == "后":
        return Period(f"{last - number(word[1:-1]) + 1}/{last}", "span", last)
    return Period(f"{first}/{last}", "era", last)


def _duration(token: Token, clock: Clock) -> Period | None:
    words = token.match.group()
    count = _COUNT.search(words)
    base = clock.closed or clock.named or clock.year
    if not count or base is None or "个月" in words:
        return None
    if not count.group().isdigit() and len(count.group()) > 1 and "十" not in count.group():
        return None  # 两三年
    years = number(count.group())
    if words[:2] in {"未来", "今后"}:
        return Period(f"{base + 1}/{base + years}", "span", base + years)
    return Period(str(base) if years == 1 else f"{base - years + 1}/{base}", "span", base)


def _now(token: Token, clock: Clock) -> Period | None:
    """截至目前 is the month of publication; 近日 may lie in the one before, where the text names no date."""
    if clock.year is None:
        return None
    vague = token.match.group() in _LATELY and not clock.told
    return Period(
        str(clock.year) if vague or not clock.month else f"{clock.year:04}-{clock.month:02}", "now", clock.year
    )


def _twain(token: Token, clock: Clock) -> Period | None:
    """今明两年: the year of the publication and the next."""
    return None if clock.year is None else Period(f"{clock.year}/{clock.year + 1}", "span", clock.year + 1)


_BY_KIND = {
    "twain": _twain,
    "iso": _iso,
    "span": _span,
    "days": _days,
    "year": _year,
    "short": _short_year,
    "cyear": _worded_year,
    "cspan": _worded_span,
    "decade": _decade,
    "turn": _turn,
    "rel": _relative,
    "month": _next_month,
    "part": _part,
    "era": _era,
    "dur": _duration,
    "now": _now,
}
