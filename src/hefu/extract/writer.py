"""Makes statements and numerals of what was found, with positions and evidence in the document's own text."""

from __future__ import annotations

import re
from functools import lru_cache

from hefu.extract import confidence
from hefu.extract.frames import Naming, Where
from hefu.extract.quantities import Quantity
from hefu.extract.tables import Figure
from hefu.model import Evidence, Junk, Modality, Numeral, NumeralClass, Statement
from hefu.read.view import View

_DIGITS = re.compile(r"[0-9０-９]+")
Said = tuple[str | None, str, Where | None]
"""A field's value, the rule that gave it, and the words that it was taken from."""


class Writer:
    """Keeps the statements and numerals of a passage that begins at `base` of the document."""

    def __init__(self, raw: str, view: View, base: int = 0) -> None:
        self.raw, self.base = raw, base
        self._offsets = view.offsets
        self.statements: list[Statement] = []
        self.numerals: list[Numeral] = []

    def file(self, start: int, end: int, cls: NumeralClass, reason: str) -> None:
        """Takes down a numeral with its class and the reason."""
        self.numerals.append(Numeral(*self.span(start, end), cls, reason))

    def span(self, start: int, end: int) -> Where:
        """Where something stands in the document; what was said in an earlier passage stands before this one's 0."""
        base, offsets = self.base, self._offsets
        if start < 0 or offsets is None:
            return base + start, base + end
        first = offsets[start]
        return base + first, base + (offsets[end - 1] + 1 if end > start else first)

    def earlier(self, at: Where, following: Writer) -> Where:
        """Where something of this passage stands as the following one counts: before its 0."""
        start, end = self.span(*at)
        return start - following.base, end - following.base

    def classes(self) -> tuple[Numeral, ...]:
        """Each numeral once, in order: as what it was read, else as why the view left it out."""
        return tuple(sorted({one.start: one for one in self.numerals}.values(), key=lambda one: one.start))

    def leave_out(self, item: Junk) -> None:
        """Takes down the numerals of what the view leaves out: page numbers, running heads, marks of footnotes."""
        for match in _DIGITS.finditer(self.raw, item.start, item.end):
            self.numerals.append(Numeral(self.base + match.start(), self.base + match.end(), "name", item.reason))

    def figure(
        self, found: Quantity, naming: Naming, area: Said, period: Said, modality: tuple[Modality, str, Where | None]
    ) -> None:
        """A statement of running text."""
        unit = naming.unit
        if "（" in unit and found.unit_at:  # as printed: 件(套)
            start, end = self.span(*found.unit_at)
            unit = self.raw[start - self.base : end - self.base]
        evidence = [
            self._proof("unit", naming.unit_rule, found.unit_at),
            self._proof("indicator", naming.rule, naming.at),
            self._proof("measure", naming.measure_rule, naming.measure_at),
        ]
        if naming.basis:
            evidence.append(self._proof("basis", naming.basis_rule, naming.basis_at))
        self._write(found, naming.indicator, unit, naming, area, period, modality, evidence)

    def cell(self, figure: Figure, area: Said, period: Said, modality: tuple[Modality, str, Where | None]) -> None:
        """A statement of a table's cell."""
        column = figure.column
        naming = Naming(
            figure.indicator, "cell of a table", measure=column.measure, basis=column.basis, unit=figure.unit
        )
        evidence = [
            self._proof("unit", "cell, heading or caption", figure.quantity.unit_at),
            self._proof("indicator", "heading of the row", figure.label_at),
            self._proof("measure", "heading of the column", column.at),
        ]
        if column.basis:
            evidence.append(self._proof("basis", "heading of the column", column.at))
        self._write(figure.quantity, figure.indicator, figure.unit, naming, area, period, modality, evidence)

    def _write(
        self,
        found: Quantity,
        indicator: str,
        unit: str,
        naming: Naming,
        area: Said,
        period: Said,
        modality: tuple[Modality, str, Where | None],
        evidence: list[Evidence],
    ) -> None:
        bound = "bound word" if found.bound_at else "none printed: exact"
        evidence += [
            self._proof("value", "numeral", (found.number_start, found.number_end)),
            self._proof("bound", bound, found.bound_at),
            self._proof("modality", *modality[1:]),
        ]
        evidence += [self._proof(name, *said[1:]) for name, said in (("area", area), ("period", period)) if said[0]]
        value, top = found.scaled(), found.value_max
        if top is not None:
            evidence.append(
                self._proof("value_max", "upper end of a range", found.max_at or (found.number_end, found.end))
            )
        if naming.negative:
            value, top = -value, None if top is None else -top
        start, end = self.span(found.start, found.end)
        self.statements.append(
            Statement(
                start,
                end,
                self.raw[start - self.base : end - self.base],
                indicator,
                value,
                top,
                unit,
                found.bound,
                naming.measure or "level",
                naming.basis,
                area[0],
                None,
                period[0],
                modality[0],
                confidence.of(indicator, evidence),
                tuple(evidence),
            )
        )
        self.file(found.number_start, found.number_end, "quantity", naming.rule)

    def _proof(self, field: str, rule: str, at: Where | None) -> Evidence:
        return _by_default(field, rule) if at is None else Evidence(field, rule, *self.span(*at))


@lru_cache(1000)
def _by_default(field: str, rule: str) -> Evidence:
    return Evidence(field, rule)
