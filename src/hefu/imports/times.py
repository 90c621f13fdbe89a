"""The words of cells → a period: with the grammar of extraction, and as statistical exchange (SDMX) writes times."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from hefu.extract.periods import Clock, resolve
from hefu.extract.text import normalise
from hefu.extract.tokens import scan
from hefu.imports import bases
from hefu.imports.amounts import UnclearError

_YEAR = r"(?:19|20)[0-9]{2}"
_ISO = re.compile(rf"{_YEAR}(?:-(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?)?")
_COMPACT = re.compile(rf"({_YEAR})(0[1-9]|1[0-2])([0-3][0-9])?")
_PART = re.compile(rf"({_YEAR})年?-?([AMQSTWHDamqsh])(?:([0-9]{{1,2}}))?")
_LASTING = re.compile(r"(.+)/P([0-9]{1,4})([YMD])")
_LENGTHS = {"M": 1, "Q": 3, "T": 4, "S": 6, "H": 6}
_DAY = re.compile(rf"{_YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.][0-3]?[0-9](?:[ T][0-9:.]+)?")
_SERIAL = re.compile(r"[2-5][0-9]{4}")
_BARE_YEAR = re.compile(rf"{_YEAR}年?")
_SMALL = re.compile(r"0?[1-9]|1[0-2]")
_AGAINST = re.compile(rf"[比较]{_YEAR}年?(?=.*[增减升降涨跌±])")
_KINDS = ("year", "cyear", "span", "era", "part", "rel", "iso")


def period(pieces: Sequence[tuple[str, str]], dates: str = "") -> str:
    """The period that cells say together: a year in one, its month in another. UnclearError when they do not.

    pieces: words of a cell, and the heading of its column.  dates: a day stands for its `month` or `year`.
    """
    return _period(tuple(pieces), dates)


@lru_cache(4096)
def _period(pieces: tuple[tuple[str, str], ...], dates: str) -> str:
    words = "".join(_piece(said.strip(), heading, bool(n)) for n, (said, heading) in enumerate(pieces))
    plain = normalise(words).strip()
    found = sdmx(plain) or _worded(plain)
    if found is None:
        raise UnclearError(_why_not(plain), field="period", at=plain)
    return _coarser(found, dates)


def _piece(words: str, heading: str, later: bool) -> str:
    """Bare numbers are months or quarters when the heading of their column says so."""
    plain = normalise(words)
    if later and _SMALL.fullmatch(plain):
        if "季" in heading or "quarter" in heading.lower():
            return f"第{int(plain)}季度"
        if "月" in heading or "month" in heading.lower():
            return f"{int(plain)}月"
    return f"{plain}年" if re.fullmatch(_YEAR, plain) and not later else plain


def sdmx(words: str) -> str | None:
    """A time as ISO 8601 and SDMX write it: 2024, 2024-03, 2024-Q1, 2024-M03, 2024-01-01/P11M."""
    plain = words.removesuffix("年") if re.fullmatch(_YEAR + "年", words) else words
    if lasting := _LASTING.fullmatch(plain):
        return _lasting(lasting[1], int(lasting[2]), lasting[3])
    first, _, last = plain.partition("/")
    if _ISO.fullmatch(first) and (not last or (_ISO.fullmatch(last) and len(last) == len(first) and first <= last)):
        return plain if _is_date(first) and (not last or _is_date(last)) else None
    if compact := _COMPACT.fullmatch(plain):
        said = "-".join(filter(None, compact.groups()))
        return said if _is_date(said) else None
    if part := _PART.fullmatch(plain):
        return _part(int(part[1]), part[2].upper(), int(part[3] or 1))
    return None


def _is_date(words: str) -> bool:
    if len(words) < 10:
        return True
    return int(words[8:]) <= monthrange(int(words[:4]), int(words[5:7]))[1] and words[8:] != "00"


def _part(year: int, kind: str, number: int) -> str | None:
    if kind == "A":
        return str(year) if number == 1 else None
    length = _LENGTHS.get(kind, 0)
    if not length or not 1 <= number <= 12 // length:
        return None
    first, last = (number - 1) * length + 1, number * length
    return f"{year}-{first:02}" if first == last else f"{year}-{first:02}/{year}-{last:02}"


def _lasting(begin: str, count: int, kind: str) -> str | None:
    """A beginning and how long it lasts: 2021-01-01/P5Y is 2021/2025."""
    if (not _DAY.fullmatch(begin) and not _ISO.fullmatch(begin)) or count < 1:
        return None
    year, month, day = (*map(int, begin[:10].split("-")), 1, 1)[:3]
    if kind == "Y" and (month, day) == (1, 1):
        return f"{year}" if count == 1 else f"{year}/{year + count - 1}"
    if kind == "M" and day == 1:
        end = year * 12 + month + count - 2
        first, last = f"{year}-{month:02}", f"{end // 12}-{end % 12 + 1:02}"
        return first if count == 1 else f"{first}/{last}"
    if kind == "D":
        first_day = date(year, month, day)
        return f"{first_day}" if count == 1 else f"{first_day}/{first_day + timedelta(days=count - 1)}"
    return None


def _worded(plain: str) -> str | None:
    """A time in words, and nothing else; an era with or without its quotes."""
    for words in (plain, f"“{plain}”时期", plain.removesuffix("时期") + "时期"):
        tokens = [token for token in scan(words, 0, len(words)) if token.kind in _KINDS]
        if len(tokens) == 1 and not (words[: tokens[0].start] + words[tokens[0].end :]).strip("“”（） 年末底"):
            found = resolve(tokens[0], Clock(None, None, None))
            if found is not None and found.iso[:1].isdigit():
                return found.iso
    return None


def spot(words: str) -> tuple[int, int] | None:
    """Where the one time stands in a heading or caption, complete or not (1-11月); None where there are several."""
    # 2015年=100 and 比2015年增长 say against what, not when
    plain = _AGAINST.sub(lambda found: " " * len(found[0]), bases.without(words))
    whole = plain.strip()
    if sdmx(whole) or _worded(whole):
        return plain.index(whole), plain.index(whole) + len(whole)
    found = [token for token in scan(plain, 0, len(plain)) if _times(plain[token.start : token.end], token.kind)]
    if len({plain[token.start : token.end] for token in found}) != 1:
        return None
    return found[0].start, found[0].end


def _times(words: str, kind: str) -> bool:
    return re.fullmatch(_YEAR, words) is not None or (kind in _KINDS and kind != "rel")


def _coarser(iso: str, dates: str) -> str:
    if len(iso) != 10 or not dates:
        return iso
    return iso[:7] if dates == "month" else iso[:4]


def _why_not(plain: str) -> str:
    if _SERIAL.fullmatch(plain):
        return "a number stands where a time should: if it is a day, give its cells the format of a date"
    if _SMALL.fullmatch(plain) or re.search(r"[月季]|半年", plain):
        return "the year is missing: name the column, heading or caption that has it, too"
    return "no time can be read in it"
