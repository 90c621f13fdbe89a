"""A cell → the figure in it, as printed, or why it is none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from hefu.extract.headings import read_unit
from hefu.extract.text import normalise
from hefu.lexicon import imports as lexicon
from hefu.model import Bound

_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+"
_AMOUNT = re.compile(
    r"(?P<bound>≥|＞=?|>=?|≤|＜=?|<=?|约|近|超过?|不低于|不高于)?\s*"
    rf"(?P<sign>[-+—]?)(?P<number>(?:{_DIGITS})(?:\.[0-9]+)?"
    r"(?:[eE][-+]?[0-9]{1,3}(?![0-9]))?)\s*(?P<rest>.*)",
    re.S,
)
_BOUNDS: dict[str, Bound] = {
    **dict.fromkeys(("≥", "＞", ">", ">=", "＞=", "不低于", "超", "超过"), ">="),
    **dict.fromkeys(("≤", "＜", "<", "<=", "＜=", "不高于"), "<="), "约": "≈", "近": "≈",
}  # fmt: skip
_AFTER: dict[str, Bound] = {"以上": ">=", "左右": "≈", "以内": "<=", "以下": "<="}
_SCALES = {"万": 4, "亿": 8, "千": 3}
_ERROR = re.compile(r"#(?:DIV/0[!！]|N/A|NAME[?？]|(?:NULL|NUM|REF|VALUE|SPILL|CALC)[!！])|#+")
_BRACKETED = re.compile(r"[(（]\s*[0-9][0-9,.]*\s*[)）]")
_SEVERAL = re.compile(r"[0-9]\s*[—~～至-]\s*[0-9]")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as printed. unit, exponent: what stands behind it (亿元 is 元 and 8).  mark: what it is marked as."""

    value: Decimal
    bound: Bound = "="
    unit: str | None = None
    exponent: int = 0
    mark: str = ""


class UnclearError(Exception):
    """Something that is not understood; `reason` says what, in an English sentence with gaps.

    field: of the statement.  at: the words that are not understood, where they are not the figure's own.
    """

    def __init__(self, reason: str, *, field: str = "value", at: str | None = None, **parts: str) -> None:
        super().__init__(reason)
        self.reason, self.field, self.at, self.parts = reason, field, at, parts


def is_missing(words: str, more: Mapping[str, str] | frozenset[str] = frozenset()) -> bool:
    """Whether a cell only says that there is no figure."""
    plain = lexicon.bare(words)
    return plain in lexicon.load().missing or plain in more


def amount(words: str, marks: Mapping[str, str]) -> Amount:
    """The figure in a cell; UnclearError when it is none, or more than one. marks: what the mapping says of marks."""
    plain = normalise(words.removeprefix("'").replace("\u202f", " "))
    found = _AMOUNT.fullmatch(plain.strip())
    if found is None:
        raise UnclearError(_why_not(plain))
    try:
        value = Decimal(found["number"].replace(",", "").replace(" ", ""))
    except InvalidOperation:  # the pattern has digits only: for the type checker's sake and for huge exponents
        raise UnclearError("no figure can be read in it") from None
    value = -value if found["sign"] in ("-", "—") else value
    bound, unit, exponent, mark = _behind(found["rest"].strip(), plain, marks)
    ahead = _BOUNDS.get(found["bound"] or "", "=")
    return Amount(value, ahead if ahead != "=" else bound, unit, exponent, mark)


def _why_not(plain: str) -> str:
    if _ERROR.fullmatch(plain.strip()):
        return "a formula's error stands in it"
    if plain.lstrip()[:1] == "=":
        return "a formula stands in it, and formulas are not worked out"
    if _BRACKETED.fullmatch(plain.strip()):
        return "a figure in brackets: whether it is below zero is not said"
    return "no figure can be read in it"


def _behind(rest: str, plain: str, marks: Mapping[str, str]) -> tuple[Bound, str | None, int, str]:
    """What stands behind a figure: bound, unit, exponent, mark."""
    if not rest:
        return "=", None, 0, ""
    mark = _mark(rest, marks)
    if mark:
        return "=", None, 0, mark
    for ending in sorted({*marks, *lexicon.load().marks}, key=len, reverse=True):
        if rest.endswith(ending) and (unit := _unit(rest.removesuffix(ending).strip())):
            return "=", *unit, _mark(ending, marks)
    after = next((word for word in _AFTER if rest.endswith(word)), "")
    bound = _AFTER.get(after, "=")
    rest = rest.removesuffix(after).strip()
    unit = _unit(rest) if rest else (None, 0)
    if unit is None:
        if _SEVERAL.search(plain) or re.search(r"[0-9]", rest):
            raise UnclearError("more than one figure stands in it, or its digits are parted in a strange way")
        raise UnclearError("what {mark} behind the figure means is not said: write it under [marks]", mark=rest[:40])
    return bound, *unit, ""


def _mark(words: str, marks: Mapping[str, str]) -> str:
    plain = unicodedata.normalize("NFKC", words)
    return marks.get(words) or marks.get(plain) or lexicon.load().marks.get(plain, "")


def _unit(words: str) -> tuple[str | None, int] | None:
    if words in _SCALES:
        return None, _SCALES[words]
    return read_unit(normalise(words)) if words else None
