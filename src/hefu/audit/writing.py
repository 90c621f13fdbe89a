"""Findings in words: one sentence, the arithmetic in aligned lines, and an identity that survives a new run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from hashlib import sha256

from hefu.audit.claims import Claim, base, factor
from hefu.audit.intervals import INFINITY, Interval
from hefu.model import Figure, Finding, Severity, Step, Words

_SCALES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_MULTIPLIERS = {0: "", 3: "千", 4: "万", 6: "百万", 7: "千万", 8: "亿", 12: "万亿"}
_BARE = re.compile(r"[-−+]?[\d,，]*+(?:\.\d+|(?<=\d))")
Needed = Interval | None
Line = tuple[str | Words, str | Words, Interval | None]
"""A line of arithmetic: what it is, how it is written or come by, and the interval in base units."""


def tell(template: str, **parts: object) -> Words:
    """A sentence with gaps, `{now}`, and what fills them."""
    filled = ((name, part if isinstance(part, Words) else str(part)) for name, part in parts.items())
    return Words(template, tuple(filled))


def finding(
    rule: str,
    message: str | Words,
    lines: Sequence[Line],
    figures: Sequence[tuple[Claim, Needed]],
    *,
    severity: Severity = "conflict",
) -> Finding:
    """A finding of these claims, each with what it would have to be in base units if the others were true."""
    parts = {(c.doc, c.statement.start): (c, needed) for c, needed in figures}
    ordered = [parts[key] for key in sorted(parts)]
    rows = tuple(Figure(c.doc, c.statement, _needed(c, needed)) for c, needed in ordered)
    told = message if isinstance(message, Words) else Words("{message}", (("message", message),))
    steps = tuple(_steps(lines, ordered))
    return Finding(rule, severity, str(message), aligned(lines), rows, identity(rule, rows), told, steps)


def _steps(lines: Sequence[Line], figures: Sequence[tuple[Claim, Needed]]) -> Iterator[Step]:
    """The lines with their units; a line that is written as a figure and allows the same is that figure's."""
    left = dict(enumerate(figures))
    for what, how, interval in lines:
        own = (at for at, (claim, _) in left.items() if quote(claim) == str(how) and claim.interval == interval)
        at = next(own, None)
        claim = left.pop(at)[0] if at is not None else _alike(interval, figures)
        unit = claim.statement.unit if claim is not None else ""
        shown = _in_unit(interval, unit) if interval is not None else None
        yield Step(what, how, shown, unit, at)


def _alike(interval: Interval | None, figures: Sequence[tuple[Claim, Needed]]) -> Claim | None:
    """The claim in whose unit a result is told: the one that would have to be like it, or any where all share one."""
    needing = next((claim for claim, needed in figures if needed is not None and needed == interval), None)
    alone = len({base(claim.statement.unit) for claim, _ in figures}) == 1
    return needing or (figures[0][0] if alone else None)


def identity(rule: str, figures: Sequence[Figure]) -> str:
    """Of the rule, and of the documents and places of its numerals, in whatever order they were met."""
    places = sorted(f"{figure.doc}:{figure.statement.start}" for figure in figures)
    return sha256("|".join([rule, *places]).encode()).hexdigest()[:16]


def aligned(lines: Sequence[Line]) -> tuple[str, ...]:
    """The lines in three columns; a wide character takes two places."""
    cells = [(str(what), str(how), "" if interval is None else brackets(interval)) for what, how, interval in lines]
    first = max((_width(what) for what, _, _ in cells), default=0)
    second = max((_width(how) for _, how, _ in cells), default=0)
    return tuple(f"{_pad(what, first)}  {_pad(how, second)}  {span}".rstrip() for what, how, span in cells)


def said(claim: Claim) -> Words:
    """What a claim is about, in a few words: 2021 粮食产量."""
    statement = claim.statement
    measure = Words({"growth": " growth", "change": " change", "gap": " distance"}.get(statement.measure, ""))
    modality = Words({"estimate": " (estimate)", "target": " (target)"}.get(statement.modality, ""))
    parts = {"name": claim.name, "measure": measure, "modality": modality}
    if not statement.period:
        return tell("{name}{measure}{modality}", **parts)
    return tell("{period} {name}{measure}{modality}", period=statement.period, **parts)


def quote(claim: Claim) -> str:
    """The figure as it is printed; one that stands in a table without its unit, with it: 1150 as 1150亿元."""
    printed = " ".join(claim.statement.quote.split())
    unit = claim.statement.unit
    if unit == "1" or not _BARE.fullmatch(printed):
        return printed
    number = Decimal(printed.replace(",", "").replace("，", "").replace("−", "-"))
    times = claim.statement.value / number if number else Decimal(1)
    power = times.log10().to_integral_value() if times > 0 else Decimal(0)
    return printed + _MULTIPLIERS.get(int(power), "") + unit if times == Decimal(10) ** power else printed


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


def amount(value: Decimal, claim: Claim) -> str:
    """A number in base units, as one writes it in the unit of a claim: 56个."""
    unit = claim.statement.unit
    return short(value / factor(unit)) + ("" if unit == "1" else unit)


def _needed(claim: Claim, needed: Needed) -> tuple[Decimal, Decimal] | None:
    return None if needed is None else _in_unit(needed, claim.statement.unit)


def _in_unit(interval: Interval, unit: str) -> tuple[Decimal, Decimal]:
    return interval.low / factor(unit), interval.high / factor(unit)


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
