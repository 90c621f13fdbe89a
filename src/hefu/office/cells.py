"""What a cell means: a day, a figure with its unit, a word of a vocabulary. What is unclear is refused, not guessed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from hefu.errors import UsageError
from hefu.lexicon import units
from hefu.office import rhythm, words
from hefu.office.rhythm import Period

FIRST_YEAR, LAST_YEAR = 1949, 2100

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0?0:00(?::00)?)?(前|底前)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:月|月份|月底|月底前|月末)?")
_QUARTER = re.compile(r"(\d{4})年?第?([1-4])季度?[末底]?")
_HALF = re.compile(r"(\d{4})年上半年")
_YEAR = re.compile(r"(\d{4})年?(?:年?[底末内]|全年)?")
_WITHOUT_YEAR = re.compile(r"年[内底末]前?|全年|上半年|\d{1,2}月.*|第?[1-4]季度?.*")
_OPEN = {"长期", "长期坚持", "持续", "持续推进", "常态化", "长期推进", "-", "—", "/", "无"}
_FIGURE = re.compile(r"([-+]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?)\s*(.*)", re.S)
_WIDE = str.maketrans("０１２３４５６７８９．－／，", "0123456789.-/,")
_DIGITS = _WIDE | str.maketrans("一二三四", "1234")
_MULTIPLIERS = {
    "": 0,
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "十亿": 9,
    "百亿": 10,
    "万亿": 12,
}


def text(value: object) -> str:
    """A cell's words, without the space around them; a whole number without its .0."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return format(_exact(value), "f")
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value).strip()


def day(value: object, *, end: bool = True, year: int | None = None) -> date | None:
    """The day in a cell; of a month, quarter or year the last one, or the first. None for none, and for 长期.

    year: that of the list, for 11月底 without one. UsageError for what is no day.
    """
    if isinstance(value, datetime):
        return _sane(value.date(), value)
    if isinstance(value, date):
        return _sane(value, value)
    said = "".join(text(value).translate(_DIGITS).split())
    if not said or said in _OPEN:
        return None
    if _WITHOUT_YEAR.fullmatch(said):
        if year is None:
            raise UsageError(_("“{text}” has no year: write it, or give --year").format(text=text(value)[:40]))
        said = f"{year}年{said}"
    try:
        found = _day_in(said.removesuffix("前"), end=end)
    except ValueError:
        found = None
    if found is None:
        raise UsageError(_("“{text}” is no day: write 2025-11-30").format(text=text(value)[:40]))
    return _sane(found, value)


def _day_in(said: str, *, end: bool) -> date | None:
    if found := _DAY.fullmatch(said) or _COMPACT.fullmatch(said):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _QUARTER.fullmatch(said):
        period = rhythm.quarter(int(found[1]), int(found[2]))
        return period.last if end else period.first
    if found := _HALF.fullmatch(said):
        return date(int(found[1]), 6, 30) if end else date(int(found[1]), 1, 1)
    if found := _MONTH.fullmatch(said):
        year, month = int(found[1]), int(found[2])
        return date(year, month, monthrange(year, month)[1] if end else 1)
    if found := _YEAR.fullmatch(said):
        return date(int(found[1]), 12, 31) if end else date(int(found[1]), 1, 1)
    return None


def _sane(found: date, value: object) -> date:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UsageError(
            _("“{text}” lies outside of {first}–{last}").format(text=value, first=FIRST_YEAR, last=LAST_YEAR)
        )
    return found


def period(value: object) -> Period:
    """The period in a cell. A cell that is a date is that day."""
    said = value.date().isoformat() if isinstance(value, datetime) else text(value)
    try:
        found = rhythm.parse(said)
        _sane(found.first, said)
    except (ValueError, UsageError):
        raise UsageError(
            _("“{text}” is no period: write 2025-11, 2025-W47, 2025-Q3 or a day").format(text=said[:40])
        ) from None
    return found


def figure(value: object, shown_as: str = "") -> tuple[str, str]:
    """The figure in a cell, as text, and the unit behind it: 1.2亿元 is 1.2 and 亿元. Both empty for none.

    shown_as: the number format of the cell; 0.9 that is shown as 90% is 90 and %.
    """
    if isinstance(value, bool):
        raise UsageError(_("“{text}” is no figure").format(text=value))
    if isinstance(value, int | float):
        number = _exact(value)
        return (format((number * 100).normalize() + 0, "f"), "%") if "%" in shown_as else (format(number, "f"), "")
    said = text(value).translate(_WIDE)
    if not said or said in _OPEN:
        return "", ""
    found = _FIGURE.fullmatch(said)
    if found is None:
        raise UsageError(_("“{text}” is no figure: write digits and, behind them, a unit").format(text=said[:40]))
    unit = "".join(found[2].split())
    if re.search(r"\d", unit) or len(unit) > 20:
        raise UsageError(_("“{text}” is more than one figure and its unit").format(text=said[:40]))
    return re.sub("[,，+]", "", found[1]), unit


def code(value: object, vocabulary: str) -> str:
    """The code of a word. UsageError for an unknown one, with those that are known."""
    said = text(value)
    if not said:
        return ""
    found = words.understood(vocabulary, said)
    if found is None:
        known = "、".join(words.say(vocabulary, one) for one in words.WORDS[vocabulary])
        raise UsageError(_("“{text}” is none of {known}").format(text=said[:40], known=known))
    return found


def names(value: object) -> list[str]:
    """The bodies that a cell names, each once."""
    found = (part.strip(" ()（）") for part in re.split(r"[、,，;；\n/]|\s{2,}", text(value)))
    return list(dict.fromkeys(name for name in found if name and name not in _OPEN))


def yuan(amount: str, unit: str) -> Decimal | None:
    """A sum in yuan, None for no sum and for what is no sum of yuan."""
    if not amount:
        return None
    for multiplier, power in _MULTIPLIERS.items():
        known = units.load().get(unit[len(multiplier) :]) if unit.startswith(multiplier) else None
        if known and known.dimension == "money" and known.base == "元":
            return Decimal(amount).scaleb(power) * known.factor
    return None


def _exact(value: int | float) -> Decimal:
    """A number as a sheet means it: fifteen digits, no dust of binary fractions."""
    try:
        number = Decimal(value if isinstance(value, int) else f"{value:.15g}")
    except InvalidOperation:
        raise UsageError(_("“{text}” is no figure").format(text=value)) from None
    if not number.is_finite():
        raise UsageError(_("“{text}” is no figure").format(text=value))
    return number.normalize() + 0 if number else Decimal(0)
