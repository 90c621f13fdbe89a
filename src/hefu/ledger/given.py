"""What people give as the new value of a statement's field, understood and written as the ledger keeps it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import get_args
from unicodedata import normalize

from hefu.errors import UsageError
from hefu.model import FIELDS, Bound, Measure, Modality
from hefu.read.dates import parse_date

_NUMBER = re.compile(
    r"(?P<number>[-−]?\d+(?:,\d{3})*(?:\.\d+)?(?:E[+-]?\d{1,3})?)(?P<scale>万亿|亿|万)?(?P<unit>.*)", re.A
)
_SCALES = {"万亿": 12, "亿": 8, "万": 4}
_CHOICES = {"bound": get_args(Bound), "measure": get_args(Measure), "modality": get_args(Modality)}
_NEEDED = ("indicator", "value", "unit", *_CHOICES)
_LONGEST = {"unit": 40, "basis": 100, "area": 100, "holder": 200}


def given(field: str, text: str, *, unit: str) -> str:
    """The text as the field keeps it: 140.5亿 as 1.405E+10.

    unit: of the statement; it may stand behind a number.  UsageError when it cannot be the field's value.
    """
    if field not in FIELDS:
        raise UsageError(f"a statement has no field {field!r}: it has {', '.join(FIELDS)}")
    text = text.strip()
    if not text and field in _NEEDED:
        raise UsageError(f"{field} must not be empty")
    if field in _CHOICES and text not in _CHOICES[field]:
        raise UsageError(f"{field} is one of {' '.join(_CHOICES[field])}, not {text!r}")
    if len(text) > _LONGEST.get(field, len(text)):
        raise UsageError(f"{field} has at most {_LONGEST[field]} characters")
    if field in ("value", "value_max"):
        return _number(text, unit) if text else ""
    return _period(text) if field == "period" and text else text


def _number(text: str, unit: str) -> str:
    match = _NUMBER.fullmatch(normalize("NFKC", text).upper())
    if match is None or match["unit"].strip() not in ("", unit.upper()):
        raise UsageError(f"{text!r} is no number: write it as 12.5, 140.5亿 or 1.405E+10, in {unit}")
    number = Decimal(match["number"].replace(",", "").replace("−", "-"))
    return str(number.scaleb(_SCALES[match["scale"]]) if match["scale"] else number)


def _period(text: str) -> str:
    ends = [parse_date(end) for end in text.split("/", 1)]
    if ends[0] > ends[-1]:
        raise UsageError(f"the period {text!r} ends before it begins")
    return "/".join(ends)
