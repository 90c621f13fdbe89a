"""Statements of a plan's tables of indicators: a row is read as a target, not cell by cell, wherever statements are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hefu.model import Document, Evidence, Extraction, Numeral, Statement
from hefu.plan.model import Amount, Target
from hefu.plan.stating import signed
from hefu.plan.targets import tables as tables_of
from hefu.plan.targets.build import RUN
from hefu.plan.targets.cells import Where

ROW = "row of a table of targets"
_SAYS_SO = re.compile("约束性|预期性")
"""What tables of indicators say of their rows: only texts with these words are looked through for them."""
_WHOLE, _RUN_TOGETHER = 0.95, 0.4
"""How sure a row is, with its cells and with cells run together: set by hand, a little apart from the shares of rows of
real and of invented plans that are read right (.97 and .33)."""
_MOVES = re.compile(r"(?:年均|累计)?(?:增长|增速|增幅|提高|降低|下降|减少)(?:率|速度|幅度)?$")
"""What a name says of its figure's movement: 地区生产总值年均增长 5 is a growth of 地区生产总值."""
_HEADS = "heading of the column"


@dataclass(frozen=True, slots=True)
class Tabled:
    """What the tables of indicators of a document state. places: from the head of each to its last figure."""

    statements: tuple[Statement, ...] = ()
    places: tuple[Where, ...] = ()

    def hold(self, position: int) -> bool:
        """Whether a place of the document is in one of the tables."""
        at = bisect_right(self.places, position, key=lambda place: place[0]) - 1
        return at >= 0 and position < self.places[at][1]

    def among(self, found: Iterable[Statement]) -> Iterator[Statement]:
        """Statements in order, with these in place of what was found in the tables."""
        own = list(reversed(self.statements))
        for statement in found:
            while own and own[-1].start <= statement.start:
                yield own.pop()
            if not self.hold(statement.start):
                yield statement
        yield from reversed(own)


def tabled(document: Document, *, area: str | None = None) -> Tabled:
    """The statements of the tables of indicators of a document; area: theirs where the rows name none."""
    if _SAYS_SO.search(document.text) is None:
        return Tabled()
    rows, tables = tables_of(document)
    made = sorted(
        (_statement(document, row, one, area) for row in rows for one in _amounts(row)), key=lambda one: one.start
    )
    found = {one.start: one for one in made}
    ends = [max((one.end for one in made if a <= one.start < b), default=a) for a, b in tables]
    return Tabled(tuple(found.values()), tuple((a, end) for (a, _), end in zip(tables, ends, strict=True) if end > a))


def with_tables(document: Document, extraction: Extraction, *, area: str | None = None) -> Extraction:
    """What was found in a document, its tables of indicators read as such; every numeral keeps a class."""
    own = tabled(document, area=area)
    if not own.statements:
        return extraction
    spans = {one.start: one.end for one in own.statements}
    starts = sorted(spans)
    numerals, seen = [], set[int]()
    for numeral in extraction.numerals:
        at = bisect_right(starts, numeral.start) - 1
        start = starts[at] if at >= 0 and numeral.start < spans[starts[at]] else None
        numerals.append(_numeral(numeral, inside=own.hold(numeral.start), of=start, first=start not in seen))
        if start is not None:
            seen.add(start)
    return Extraction(tuple(own.among(extraction.statements)), tuple(numerals))


def _numeral(numeral: Numeral, *, inside: bool, of: int | None, first: bool) -> Numeral:
    """A numeral of a table: the figure itself, the upper end of its range, or the number of a row."""
    if of is not None:
        return replace(numeral, cls="quantity" if first else "part", reason=ROW if first else "upper end of a range")
    if inside and numeral.cls in ("quantity", "part"):
        return replace(numeral, cls="name", reason="in a heading of a table")
    return numeral


def _amounts(target: Target) -> list[Amount]:
    """The figures of a row: what it was, and what it aims at."""
    printed = (target.base, target.target, target.second)
    return [signed(target, one) for one in printed if one is not None and one.value is not None]


def _statement(document: Document, target: Target, amount: Amount, area: str | None) -> Statement:
    assert amount.value is not None  # words stand for no figure
    indicator, area = target.part or target.indicator, target.area or area or document.area
    if amount.measure == "growth":
        indicator = _MOVES.sub("", indicator) or indicator
    basis = _basis(amount)
    evidence = [
        Evidence("unit", "cell, heading or caption"),
        Evidence("indicator", ROW, target.start, target.end),
        Evidence("measure", _HEADS),
        Evidence("value", "numeral", amount.start, amount.end),
        Evidence("bound", "none printed: exact" if amount.bound in (None, "=") else "bound word"),
        Evidence("modality", _HEADS),
    ]
    said = (("basis", basis, _HEADS), ("area", area, "area of the document"), ("period", amount.period, _HEADS))
    evidence += [Evidence(name, rule) for name, value, rule in said if value is not None]
    if amount.value_max is not None:
        evidence.append(Evidence("value_max", "upper end of a range", amount.start, amount.end))
    return Statement(
        start=amount.start,
        end=amount.end,
        quote=document.text[amount.start : amount.end],
        indicator=indicator,
        value=amount.value,
        value_max=amount.value_max,
        unit=amount.unit or target.unit,
        bound=amount.bound or "=",
        measure=amount.measure,
        basis=basis,
        area=area,
        holder=None,
        period=amount.period,
        modality=amount.modality,
        confidence=_RUN_TOGETHER if any(one.rule == RUN for one in target.evidence) else _WHOLE,
        evidence=tuple(evidence),
    )


def _basis(amount: Amount) -> str | None:
    """What growth and change are held against; what is built up over a plan, against the year before it."""
    if amount.measure not in ("growth", "change"):
        return None
    if amount.basis != "sum":
        return amount.basis or "yoy"
    return f"since:{int(amount.period[:4]) - 1}" if amount.period else "prev"
