"""What a figure is of, and its unit: from columns, headings, captions and brackets."""

from __future__ import annotations

import re

from hefu.extract.headings import UNIT, Column, read_unit
from hefu.extract.tables import label, subject
from hefu.extract.text import normalise
from hefu.imports import times
from hefu.imports.amounts import Amount, UnclearError
from hefu.imports.blocks import units_line
from hefu.imports.grid import Cell
from hefu.imports.said import CODED, Said, Sources
from hefu.model import Evidence

_MOVED = re.compile(
    r"(?:（[^（）]*）)?(?:比上年同期|比上年|比上月|较上年同期|较上年|同比|环比|年均)?"
    r"(?:增长(?:率|速度)?|增速|增减|增幅|涨跌|±|升降).*$|(?:比|较)上[年月](?:同期)?.*$"
)
_EACH = re.compile(
    r"^(.{0,12}?)(?:分|各|按)(?:地市|市州|县市区|县区|区县|市县|县（市、区）|地区|省份|省|市|县|区|州)(?:分)?的?(?=..)"
)
"""各市粮食产量: what a caption says of the rows, which are places."""


class Naming(Sources):
    """Names figures and their units."""

    def _indicator(self, row: dict[int, Cell], column: int) -> tuple[str, tuple[str, int] | None, list[Evidence]]:
        words, unit, evidence = "", None, []
        for said in self.said("indicator", row, column):
            renamed = self.renamed("indicator", said)
            plain, own = (renamed, None) if renamed else self._named(said, column)
            if plain:
                words, unit = words + plain, unit or own
                evidence.append(said.evidence("indicator"))
                if said.kind == "caption":
                    break
        if not words:
            raise UnclearError("nothing says what the figure is of", field="indicator")
        return words, unit, evidence

    def _named(self, said: Said, column: int) -> tuple[str, tuple[str, int] | None]:
        if said.kind in ("is", "sheet"):
            return said.words.strip(), None
        if said.kind == "caption":
            words = _EACH.sub(r"\1", normalise(said.words))
            return ("", None) if units_line(said.words) else (subject(words), None)
        if said.kind == "heading":
            return self._headed(said, column)
        words = CODED.sub("", said.words)
        return label(normalise(words), 0, len(words))

    def _headed(self, said: Said, column: int) -> tuple[str, tuple[str, int] | None]:
        """What a heading names; one that only tells of a movement is of what the heading on its left names."""
        words = normalise(said.words)
        when = times.spot(said.words)
        if when is not None:
            words = words[: when[0]] + words[when[1] :]
        plain, unit = label(words, 0, len(words))
        plain = _MOVED.sub("", plain).strip(" /") if self.columns[column].measure in ("growth", "change") else plain
        if plain or self.columns[column].measure == "level":
            return plain, unit
        source = next(one for one in self.block.shape.fields["indicator"] if one.kind == "heading")
        left = self.block.heads[source.row].get(column - 1)
        if left is None or left.start == said.start:
            return "", unit
        return self._headed(Said("heading", left.words, "", left.start, left.end), column - 1)[0], unit

    def _unit(
        self, row: dict[int, Cell], column: int, item: Amount, head: Column, own: tuple[str, int] | None
    ) -> tuple[str, int, Evidence]:
        told = self._told_unit(row, column, head, own)
        if item.unit is not None:
            if told is not None and item.unit != told[0] and head.measure == "level" and told[2].start is not None:
                raise UnclearError(
                    "{own} stands behind the figure, but its unit is {told}", field="unit", own=item.unit, told=told[0]
                )
            return item.unit, item.exponent, Evidence("unit", "cell")
        if told is None:
            raise UnclearError("nothing says its unit: name the column, or write fields.unit", field="unit")
        unit, exponent, evidence = told
        if item.exponent and exponent:
            raise UnclearError("万 or 亿 stands behind the figure and in its unit, too", field="unit")
        return unit, exponent + item.exponent, evidence

    def _told_unit(
        self, row: dict[int, Cell], column: int, head: Column, own: tuple[str, int] | None
    ) -> tuple[str, int, Evidence] | None:
        headed = None
        if head.unit:
            start, end = head.unit_at or head.at or (None, None)
            headed = head.unit, head.exponent, Evidence("unit", "heading of the column", start, end)
        if headed and head.measure != "level":
            return headed
        for said in self.said("unit", row, column):
            found = self._unit_in(said)
            if found is not None:
                return *found, said.evidence("unit")
        if own is not None:
            return *own, Evidence("unit", "heading of the row")
        return headed

    def _unit_in(self, said: Said) -> tuple[str, int] | None:
        words = self.renamed("unit", said) or CODED.sub("", said.words).strip()
        if said.kind in ("caption", "heading"):
            for match in UNIT.finditer(normalise(words)):
                if found := read_unit((match["unit"] or match["paren"]).split("、")[0]):
                    return found
            return None if said.kind == "caption" else read_unit(re.sub(r"\s", "", normalise(words)))
        if words in ("1", "—", "-", "_Z"):
            return "1", 0
        found = read_unit(re.sub(r"\s", "", normalise(words)))
        if found is None:
            raise UnclearError(
                "{unit} is no unit that is known: write it under [names.unit]", field="unit", at=words, unit=words[:40]
            )
        return found

    def _scale(self, row: dict[int, Cell], column: int) -> int:
        said = self.first("scale", row, column)
        if said is None:
            return 0
        words = CODED.sub(lambda found: found[0][:-2] + " ", said.words).split()[0]
        if not re.fullmatch(r"-?[0-9]{1,2}", words):
            raise UnclearError("the power of ten is no whole number", field="scale", at=said.words)
        return int(words)
