"""What a figure is of, and its unit: from columns, headings, captions and brackets."""

from __future__ import annotations

import re

from hefu.extract.headings import UNIT, Column, read_unit
from hefu.extract.stubs import below, heads_group
from hefu.extract.tables import label, subject
from hefu.extract.text import normalise
from hefu.imports import bases, times
from hefu.imports.amounts import Amount, UnclearError
from hefu.imports.blocks import NOTE, units_line
from hefu.imports.grid import Cell
from hefu.imports.said import CODED, Said, Sources, chinese_of
from hefu.lexicon.imports import load as lexicon
from hefu.model import Evidence

_MOVED = re.compile(
    r"(?:（[^（）]*）)?(?:比上年同期|比上年|比上月|较上年同期|较上年|同比|环比|年均)?"
    r"(?:增长(?:率|速度)?|增速|增减|增幅|涨跌|±|升降).*$|(?:比|较)(?:上[年月](?:同期)?|(?:19|20)[0-9]{2}年?).*$"
)
_EACH = re.compile(
    r"^(.{0,12}?)(?:分|各|按)(?:地市|市州|县市区|县区|区县|市县|县（市、区）|地区|省份|省|市|县|区|州)(?:分)?的?(?=..)"
)
"""各市粮食产量: what a caption says of the rows, which are places."""


_RATES = "%", "‰", "百分点"
_IS_RATE = re.compile(r"(?<![汇效])率$|比重$|占比$|增速$")
_VAGUE = re.compile(
    r"(?:主要|基本|年份|指标|情况|国民|经济|社会|发展|统计|数据|综合|部分|有关|重要|续|表|年鉴|概况|一览|各类|其他|[与及和、的\s0-9.—-])*"
)
"""Captions that say nothing of what the figures are of: 主要年份基本情况."""


def subject_of(words: str) -> str:
    """What a caption or the name of a sheet says that figures are of; empty when it does not."""
    if units_line(words) or NOTE.match(words):
        return ""
    found = subject(_EACH.sub(r"\1", bases.without(chinese_of(words)).strip()))
    return "" if _VAGUE.fullmatch(found) else found


def unit_in(words: str) -> tuple[str, int] | None:
    """The unit that a caption or a heading says: 单位：万吨, 粮食产量（万吨）."""
    for match in UNIT.finditer(normalise(words)):
        units = [read_unit(word) for word in (match["unit"] or match["paren"]).split("、")]
        amounts = {unit for unit in units if unit is None or unit[0] not in _RATES}
        if len(amounts) < 2 and (found := next(iter(amounts), units[0])):
            return found  # 亿元、% is the unit of amounts and that of rates; of two units of amounts none is said
    return None


class Naming(Sources):
    """Names figures and their units."""

    def _indicator(self, row: dict[int, Cell], column: int) -> tuple[str, tuple[str, int] | None, list[Evidence]]:
        pieces, unit, evidence = list[str](), None, []
        for said in self.said("indicator", row, column):
            renamed = self.renamed("indicator", said)
            plain, own = (renamed, None) if renamed else self._named(said, column)
            if plain and plain not in pieces:
                evidence.append(said.evidence("indicator"))
                if said.kind == "column" and not renamed:
                    plain, own = self._grouped(said, plain, own, evidence)
                pieces.append(plain)
                unit = unit or own
                if said.kind == "caption" or renamed:
                    break
        if not pieces:
            raise UnclearError("nothing says what the figure is of", field="indicator")
        return self._whole(pieces, evidence), unit, evidence

    def _whole(self, pieces: list[str], evidence: list[Evidence]) -> str:
        """The name that words make together; 产量 or 合计 alone is of what the caption names."""
        incomplete = lexicon().incomplete
        kept = [piece for piece in pieces if incomplete.get(piece) != "sum"]
        kind = incomplete.get(kept[0]) if len(kept) == 1 else None if kept else "sum"
        if kind is None:
            return "".join(kept)
        about = next((found for cell in self.block.captions if (found := subject_of(cell.words))), "")
        if kind == "group" or not about:
            raise UnclearError(
                "of what it is {word} is not said: write its name under [names.indicator]",
                field="indicator", at=pieces[-1], word=pieces[-1],
            )  # fmt: skip
        caption = next(cell for cell in self.block.captions if subject_of(cell.words))
        evidence.append(Evidence("indicator", "heading or caption", caption.start, caption.end))
        return about if not kept or about.endswith(kept[0]) else about + kept[0]

    def _grouped(
        self, said: Said, name: str, unit: tuple[str, int] | None, evidence: list[Evidence]
    ) -> tuple[str, tuple[str, int] | None]:
        """The name and unit of a row below one that heads a group in the same column: 铁路 below 客运量（万人）."""
        line = self.line
        every = (source for sources in self.block.shape.fields.values() for source in sources)
        if line is None or line.column != self.block.column(said.heading) or any(one.kind == "line" for one in every):
            return name, unit
        words = bases.without(CODED.sub("", chinese_of(line.words)))
        group, of_group = label(words, 0, len(words))
        whole = below(name, group) if heads_group(group, of_group) else name
        if whole == name:
            return name, unit
        evidence.append(Evidence("indicator", "line above the rows", line.start, line.end))
        return whole, unit or of_group

    def _named(self, said: Said, column: int) -> tuple[str, tuple[str, int] | None]:
        if said.kind == "is":
            return said.words.strip(), None
        if said.kind == "sheet":
            return subject_of(said.words) or said.words.strip(), None
        if said.kind == "caption":
            return subject_of(said.words), None
        if said.kind == "heading":
            return self._headed(said, column)
        words = bases.without(CODED.sub("", chinese_of(said.words)))
        return label(words, 0, len(words))

    def index_base(self, row: dict[int, Cell], column: int, head: Column) -> tuple[str, Evidence] | None:
        """What an index number is held against (上年=100), and where that is said; None for any other figure."""
        if head.measure in ("growth", "change") or (head.unit and head.measure == "level"):
            return None
        told = (said for name in ("basis", "unit", "indicator") for said in self.said(name, row, column))
        for said in told:
            found = bases.base(said.words)
            if found is not None:
                basis, start, end = found
                at = (None, None) if said.start is None else (said.start + start, said.start + end)
                return basis, Evidence("basis", said.evidence("basis").rule, *at)
        return None

    def _headed(self, said: Said, column: int) -> tuple[str, tuple[str, int] | None]:
        """What a heading names; one that only tells of a movement is of what the heading on its left names."""
        words = bases.without(chinese_of(said.words))
        when = times.spot(words)
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
        self, row: dict[int, Cell], column: int, item: Amount, head: Column, own: tuple[str, int] | None, name: str
    ) -> tuple[str, int, Evidence]:
        told = self._told_unit(row, column, head, own, name)
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
        self, row: dict[int, Cell], column: int, head: Column, own: tuple[str, int] | None, name: str
    ) -> tuple[str, int, Evidence] | None:
        index = self.index_base(row, column, head)
        if index is not None:
            return "1", 0, Evidence("unit", "index number")
        headed = None
        if head.unit:
            start, end = head.unit_at or head.at or (None, None)
            headed = head.unit, head.exponent, Evidence("unit", "heading of the column", start, end)
        if headed and head.measure != "level":
            return headed
        for said in self.said("unit", row, column):
            if said.kind == "caption" and own is not None:
                break  # what stands beside the name is nearer than what stands above the table
            found = self._unit_in(said)
            if found is not None:
                if said.kind == "caption" and found[0] not in _RATES and _IS_RATE.search(name):
                    raise UnclearError(
                        "{name} is a rate: its unit is not {unit}", field="unit", name=name, unit=found[0]
                    )
                return *found, said.evidence("unit")
        if own is not None:
            return *own, Evidence("unit", "heading of the row")
        return headed

    def _unit_in(self, said: Said) -> tuple[str, int] | None:
        words = self.renamed("unit", said) or CODED.sub("", said.words).strip()
        if said.kind in ("caption", "heading"):
            if found := unit_in(words):
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
