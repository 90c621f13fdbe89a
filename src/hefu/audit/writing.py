"""Findings in words: one sentence, the arithmetic in aligned lines, and an identity that survives a new run."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256

from hefu.audit.claims import Claim, factor
from hefu.audit.intervals import INFINITY, Interval
from hefu.model import Figure, Finding, Severity

_SCALES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
Needed = Interval | None
Line = tuple[str, str, Interval | None]
"""A line of arithmetic: what it is, how it is written or come by, and the interval in base units."""


def finding(
    rule: str,
    message: str,
    lines: Sequence[Line],
    figures: Sequence[tuple[Claim, Needed]],
    *,
    severity: Severity = "conflict",
) -> Finding:
    """A finding of these claims, each with what it would have to be in base units if the others were true."""
    parts = {(c.doc, c.statement.start): Figure(c.doc, c.statement, _needed(c, needed)) for c, needed in figures}
    ordered = tuple(parts[key] for key in sorted(parts))
    return Finding(rule, severity, message, aligned(lines), ordered, identity(rule, ordered))


def identity(rule: str, figures: Sequence[Figure]) -> str:
    """Of the rule, and of the documents and places of its numerals, in whatever order they were met."""
    places = sorted(f"{figure.doc}:{figure.statement.start}" for figure in figures)
    return sha256("|".join([rule, *places]).encode()).hexdigest()[:16]


def aligned(lines: Sequence[Line]) -> tuple[str, ...]:
    """The lines in three columns; a wide character takes two places."""
    cells = [(what, how, "" if interval is None else brackets(interval)) for what, how, interval in lines]
    first = max((_width(what) for what, _, _ in cells), default=0)
    second = max((_width(how) for _, how, _ in cells), default=0)
    return tuple(f"{_pad(what, first)}  {_pad(how, second)}  {span}".rstrip() for what, how, span in cells)


def said(claim: Claim) -> str:
    """What a claim is about, in a few words: 2021 粮食产量."""
    statement = claim.statement
    words = {"growth": " growth", "change": " change", "gap": " distance"}.get(statement.measure, "")
    modality = "" if statement.modality == "actual" else f" ({statement.modality})"
    return f"{statement.period or ''} {claim.name}{words}{modality}".strip()


def quote(claim: Claim) -> str:
    return " ".join(claim.statement.quote.split())


def own(claim: Claim) -> Line:
    """The line of a printed figure."""
    return said(claim), quote(claim), claim.interval


def brackets(interval: Interval) -> str:
    """[389.535亿, 389.545亿); an end that is open is ∞."""
    low = "(−∞" if interval.low == -INFINITY else f"[{short(interval.low)}"
    return f"{low}, {'∞' if interval.high == INFINITY else short(interval.high)})"


def short(value: Decimal) -> str:
    """A number with at most six digits that matter, in 亿 or 万 where that is shorter."""
    for scale, name in _SCALES:
        if abs(value) >= scale:
            return f"{_six(value / scale)}{name}"
    return _six(value)


def _six(value: Decimal) -> str:
    whole = len(str(int(abs(value))))
    return format(value.quantize(Decimal(1).scaleb(-max(6 - whole, 0))).normalize(), "f") if value else "0"


def _needed(claim: Claim, needed: Needed) -> tuple[Decimal, Decimal] | None:
    if needed is None:
        return None
    unit = factor(claim.statement.unit)
    return needed.low / unit, needed.high / unit


def _width(text: str) -> int:
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def power_of_ten(one: Interval, other: Interval) -> bool:
    """Whether one is ten, a thousand, ten thousand … times the other: a multiplier or a point gone wrong."""
    if one.middle <= 0 or other.middle <= 0 or INFINITY in (one.high, other.high):
        return False
    power = (one.middle / other.middle).log10()
    return abs(power) > Decimal("0.95") and abs(power - round(power)) < Decimal("0.05")
