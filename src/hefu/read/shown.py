"""Values of a spreadsheet as they are shown: 0.123 in the format 0.0% is 12.3%, 1234.5 in #,##0.0 is 1,234.5.

What is printed is what the office meant, with the precision that it vouches for; the stored number has more
digits (12.299999999999999). Two things are added: a number below zero always has its minus sign, also where the
sheet shows it in red or in brackets, and one below 1 has its 0 before the point.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[\$(?P<sign>[^\]-]*)[^\]]*\]|\[(?P<test>[<>=]+-?[0-9.]+)\]'
    r"|\[[^\]]*\]|(?P<general>General|G/通用格式)|(?P<science>[Ee][+-]0+)|(?P<place>[0#?])|(?P<mark>[.,%/@;])|(?P<other>.)",
    re.S,
)
_DATES = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|(?P<field>y{2,4}|e+|m{1,5}|d{1,4}|h{1,2}|s{1,2}|AM/PM|上午/下午)|(?P<other>.)',
    re.S | re.I,
)
_TEST = re.compile(r"([<>=]+)(-?[0-9.]+)")
_GENERAL_DIGITS = 10
"""Significant digits of a fraction in a cell of ordinary width without a format."""
_LARGEST = 10**15
_SHORT_DATE = "yyyy/m/d"
"""The short date, stored as mm-dd-yy, is shown as the country writes it."""

Token = tuple[str, str]
"""What a piece of a format is (place, mark, words …) and its characters."""


def shown(value: object, code: str = "General") -> str:
    """A cell's value as its number format shows it; empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float, Decimal)):
        return _number(value, code or "General")
    if isinstance(value, (datetime, date, time)):
        return _date(value, code)
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _number(value: int | float | Decimal, code: str) -> str:
    try:
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation:
        return str(value)
    if not number.is_finite():
        return str(value)
    section, plain = _section(number, _sections(code))
    as_it_is = plain or abs(number) >= _LARGEST
    return _signed(general(number) if as_it_is else _in_format(abs(number), section).strip(), number)


def _signed(words: str, number: Decimal) -> str:
    if number >= 0 or not re.search("[1-9]", words) or "-" in words or "−" in words:
        return words
    return "-" + (words[1:-1] if words[0] in "(（" and words[-1] in ")）" else words)


def general(number: Decimal) -> str:
    """A number without a format: as many digits as a cell shows, never in powers of ten."""
    if number == number.to_integral_value():
        return f"{number:.0f}"
    whole = len(f"{abs(number):.0f}")
    places = max(_GENERAL_DIGITS - whole, 0) if abs(number) >= 1 else _GENERAL_DIGITS - 1
    words = f"{_rounded(number, places):f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@lru_cache(1000)
def _sections(code: str) -> tuple[tuple[Token, ...], ...]:
    """The parts of a format: for numbers above zero, below, for zero, for words."""
    found: list[list[Token]] = [[]]
    for match in _TOKENS.finditer(code[:1000]):
        kind, words = match.lastgroup, match[match.lastgroup] if match.lastgroup else ""
        if kind == "mark" and words == ";":
            found.append([])
        elif kind is not None:
            found[-1].append(("words" if kind in ("quoted", "escaped", "sign", "other") else kind, words))
    return tuple(tuple(section) for section in found)


def _section(number: Decimal, sections: Sequence[tuple[Token, ...]]) -> tuple[tuple[Token, ...], bool]:
    """The part of a format for a number, and whether it shows the number as it is."""
    tests = [next((words for kind, words in section if kind == "test"), "") for section in sections]
    if any(tests):
        chosen = next((s for s, test in zip(sections, tests, strict=True) if not test or _holds(number, test)), ())
    elif number == 0 and len(sections) > 2:
        chosen = sections[2]
    else:
        chosen = sections[1] if number < 0 and len(sections) > 1 else sections[0]
    kinds = {kind for kind, _ in chosen}
    odd = "general" in kinds or "science" in kinds or ("mark", "/") in chosen or ("mark", "@") in chosen
    return chosen, odd or (not chosen and number != 0)


def _holds(number: Decimal, test: str) -> bool:
    match = _TEST.fullmatch(test)
    if match is None:
        return False
    limit = Decimal(match[2])
    return {"<": number < limit, ">": number > limit, "<=": number <= limit, ">=": number >= limit}.get(
        match[1], (number == limit) == (match[1] == "=")
    )


def _in_format(number: Decimal, section: Sequence[Token]) -> str:
    """A number from zero on in a part of a format."""
    point = next((n for n, token in enumerate(section) if token == ("mark", ".")), len(section))
    places = [n for n, (kind, _) in enumerate(section) if kind == "place"]
    whole, decimals = [n for n in places if n < point], [n for n in places if n > point]
    thousands = [n for n, token in enumerate(section) if token == ("mark", ",")]
    scaling = [n for n in thousands if places and n > (whole or places)[-1] and n < (decimals or [len(section)])[0]]
    shift = 2 * section.count(("mark", "%")) - 3 * len(scaling)
    digits, _, rest = f"{_rounded(number.scaleb(shift), len(decimals)):f}".partition(".")
    while decimals and rest.endswith("0") and section[decimals[len(rest) - 1]][1] == "#":
        rest = rest[:-1]
    at = dict(zip(decimals, rest, strict=False)) | _whole(
        digits, section, whole, grouped=len(thousands) > len(scaling), pointed=point < len(section)
    )
    found = []
    for n, (kind, words) in enumerate(section):
        if kind == "place":
            found.append(at.get(n, ""))
        elif n == point and rest and not (whole and at.get(whole[-1])) and not digits.strip("0"):
            found.append("0." if not at.get(whole[0] if whole else -1) else ".")
        elif kind == "words" or words == "%" or (n == point and rest):
            found.append(words)
    return "".join(found)


def _whole(
    digits: str, section: Sequence[Token], places: Sequence[int], *, grouped: bool, pointed: bool
) -> dict[int, str]:
    """The digits before the point by their places in the format; what is too many stands at the first."""
    needed = sum(1 for n in places if section[n][1] == "0")
    digits = digits.lstrip("0").rjust(needed, "0")
    if not places:
        return {}
    if grouped:
        return {places[0]: f"{int(digits):,}" if digits else ""}
    kept = len(places) - 1
    tail = digits[max(len(digits) - kept, 0) :] if kept else ""
    head = digits[: len(digits) - len(tail)]
    return {places[0]: head} | dict(zip(places[len(places) - len(tail) :], tail, strict=True))


def _date(value: datetime | date | time, code: str) -> str:
    """A date or time in its format: 2024年11月, 2024-11-30."""
    code = _SHORT_DATE if code == "mm-dd-yy" else code
    pieces = [(match.lastgroup, match[match.lastgroup]) for match in _DATES.finditer(code) if match.lastgroup]
    fields = [words.lower()[:1] if kind == "field" else "" for kind, words in pieces]
    found = []
    for number, (kind, words) in enumerate(pieces):
        if kind != "field":
            found.append("" if words in ";@" else words)
            continue
        near = [name for name in fields[:number] if name][-1:] + [name for name in fields[number + 1 :] if name][:1]
        found.append(_field(value, words.lower(), minutes=near[:1] == ["h"] or near[-1:] == ["s"]))
    return "".join(found).strip() if any(fields) else str(value)


def _field(value: datetime | date | time, field: str, *, minutes: bool) -> str:
    name, width = field[0], len(field)
    if name == "m" and minutes:
        name = "i"
    attribute = {"y": "year", "e": "year", "m": "month", "d": "day", "h": "hour", "i": "minute", "s": "second"}
    number = getattr(value, attribute.get(name, ""), None)
    if number is None:
        return ""
    if name in "ye":
        return f"{number % 100:02}" if field == "yy" else str(number)
    return f"{number:02}" if width == 2 else str(number)
