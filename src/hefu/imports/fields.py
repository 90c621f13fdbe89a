"""The fields of a figure: what its row, its headings, the caption and the mapping say of it, each with its cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from hefu.errors import UnknownAreaError
from hefu.export.cited import VOCABULARY
from hefu.extract import celltimes
from hefu.extract.headings import Column
from hefu.extract.tables import FALLS, RISES, label
from hefu.extract.text import normalise
from hefu.imports import times
from hefu.imports.amounts import Amount, UnclearError, amount, is_missing
from hefu.imports.grid import Cell
from hefu.imports.naming import Naming
from hefu.imports.said import CODED, CONFIDENCE, Said, cell_words, chinese_of, time_of
from hefu.lexicon.imports import bare
from hefu.lexicon.imports import load as lexicon
from hefu.model import Evidence, Measure, Modality, Statement

_CODE = re.compile(r"[0-9]{6}")
_LONG_YEAR = re.compile(r"(?:19|20|１９|２０)[0-9０-９]{2}")
_EARLY = re.compile(r"初步|快报|速报")
_MODALITIES: dict[str, tuple[Modality, str]] = {
    "actual": ("actual", "column of the table"),
    "provisional": ("actual", "provisional figure"),
    "revised": ("actual", "revised figure"),
    "estimate": ("estimate", "column of the table"),
    "target": ("target", "column of the table"),
}


class Reader(Naming):
    """Reads the figures of a table."""

    def statement(self, row: dict[int, Cell], cell: Cell, column: int) -> Statement | None:
        """The statement of a figure; None when its status says that there is none. UnclearError when a field is."""
        status, status_said = self._status(row, column)
        if status == "missing":
            self.said_missing = status_said.words if status_said else ""
            return None
        item = amount(cell.words, self.mapping.marks)
        if item.mark == "missing":
            self.said_missing = cell.words
            return None
        head = self.columns[column]
        name, own, named = self._indicator(row, column)
        unit, exponent, unit_at = self._unit(row, column, item, head, own, name)
        measure, basis, measured = self._measure(row, column, head, unit, name)
        value = item.value.scaleb(exponent + self._scale(row, column))
        if measure == "growth" and (RISES.search(name) or FALLS.search(name)):
            value = -value if FALLS.search(name) and value > 0 else value
            name = RISES.sub("", name) or name
        if measure == "ratio" and head.shared and not re.search(r"比重|占比|率$|比例", name):
            name += f"{head.of}的比重" if head.of else "比重"
        modality, mood = self._modality(item, head, status, status_said, cell)
        period, when = self._period(row, column, head, modality, mood)
        area, where = self._area(row, column, period)
        holder = self.first("holder", row, column)
        return Statement(
            cell.start, cell.end, cell_words(self.document, cell), name, value, self._highest(row, column, exponent),
            unit, item.bound, measure, basis, area, holder.words if holder else None, period, modality, CONFIDENCE,
            (
                Evidence("value", "cell", cell.start, cell.end), Evidence("bound", "cell", cell.start, cell.end),
                *named, unit_at, *measured, *where, *when, mood,
                *([holder.evidence("holder")] if holder else []),
            ),
        )  # fmt: skip

    def _measure(
        self, row: dict[int, Cell], column: int, head: Column, unit: str, name: str
    ) -> tuple[Measure, str | None, list[Evidence]]:
        said, against = self.first("measure", row, column), self.first("basis", row, column)
        start, end = head.at or (None, None)
        index = self.index_base(row, column, head)
        if said is None and index is not None:
            return "ratio", index[0], [Evidence("measure", "index number"), index[1]]
        if said is not None:
            word = bare(said.words)
            if word not in VOCABULARY["measure"]:
                raise UnclearError(
                    "a measure is one of {known}",
                    field="measure",
                    at=said.words,
                    known=", ".join(VOCABULARY["measure"]),
                )
            measure, rule = cast(Measure, word), said.evidence("measure")
        elif head.measure != "level":
            measure, rule = head.measure, Evidence("measure", "heading of the column", start, end)
        else:
            measure = _by_unit(unit, name)
            rule = Evidence("measure", "an amount" if measure == "level" else "a rate or share")
        against = against if against and against.kind in ("column", "is") else None
        basis = against.words if against else head.basis if measure in ("growth", "change") and head.basis else None
        basis = basis or ("yoy" if measure in ("growth", "change") else None)
        why = against.evidence("basis") if against else Evidence("basis", "none said")
        if basis and not against and head.basis:
            why = Evidence("basis", "heading of the column", start, end)
        return measure, basis, [rule, *([why] if basis else [])]

    def _status(self, row: dict[int, Cell], column: int) -> tuple[str, Said | None]:
        said = self.first("status", row, column)
        if said is None:
            return "", None
        words = self.renamed("status", said) or said.words.split(": ")[0]
        if is_missing(words):
            return "", None
        found = lexicon().statuses.get(bare(words))
        if found is None:
            raise UnclearError(
                "what the status {word} means is not said: write it under [names.status]",
                field="status",
                at=said.words,
                word=words[:40],
            )
        return found, said

    def _modality(
        self, item: Amount, head: Column, status: str, said: Said | None, cell: Cell
    ) -> tuple[Modality, Evidence]:
        if item.mark:
            modality, rule = _MODALITIES[item.mark]
            return modality, Evidence(
                "modality", "cell" if rule == "column of the table" else rule, cell.start, cell.end
            )
        if said is not None:
            modality, rule = _MODALITIES[status]
            return modality, said.evidence("modality", rule if said.kind == "column" else "")
        start, end = head.at or (None, None)
        if head.at and _EARLY.search(self.text[slice(*head.at)]):
            return "actual", Evidence("modality", "provisional figure", start, end)
        if head.expected or head.target:
            return "estimate" if head.expected else "target", Evidence("modality", "heading of the column", start, end)
        return "actual", Evidence("modality", "reported as fact")

    def _period(
        self, row: dict[int, Cell], column: int, head: Column, modality: Modality, mood: Evidence
    ) -> tuple[str, list[Evidence]]:
        own, context = list[Said](), list[Said]()
        for said in self.said("period", row, column):
            if said.kind in ("column", "line"):
                own.append(said)
            elif said.kind == "heading":
                own.extend(time_of(said))
            elif said.kind in ("caption", "sheet"):
                context.extend(time_of(said) if not context else ())
            else:
                context.append(said)
        iso, used = self._resolved(own, context)
        if not any(said.kind == "heading" for said in own):
            iso = celltimes.inside(iso, head)
            iso = celltimes.year_before(iso) if head.last_year else iso
        later = self.year is not None and int(iso[:4]) > self.year
        if later and modality == "actual" and mood.rule == "reported as fact":
            raise UnclearError(
                "the time lies after the publication, and nothing says whether it is a target or an estimate",
                field="period", at=iso,
            )  # fmt: skip
        self.times.update(said.start for said in used if said.start is not None)
        return iso, [said.evidence("period") for said in used]

    def _resolved(self, own: list[Said], context: list[Said]) -> tuple[str, list[Said]]:
        dates = self.block.shape.dates
        if not own and not context:
            raise UnclearError("nothing says for when the figure is", field="period")
        try:
            return times.period(self._pieces(own or context), dates), own or context
        except UnclearError:
            if not own or not context:
                raise
        return times.period(self._pieces([*context, *own]), dates), [*context, *own]

    def _pieces(self, said: Sequence[Said]) -> list[tuple[str, str]]:
        """Their words, those with a year first: a month may stand on the left of its year, or above it."""
        found = [(self.renamed("period", one) or CODED.sub("", one.words).strip(), one.heading) for one in said]
        return sorted(found, key=lambda piece: _LONG_YEAR.search(piece[0]) is None)

    def _area(self, row: dict[int, Cell], column: int, period: str) -> tuple[str | None, list[Evidence]]:
        for said in self.said("area", row, column):
            words = self.renamed("area", said)
            if said.kind == "caption" and words is None:
                continue
            plain = normalise(chinese_of(said.words))
            name = words or label(plain, 0, len(plain))[0]
            return self._found(name, period, said), [said.evidence("area")]
        if self.home is None:
            raise UnclearError(
                "nothing says of which area it is: name its column, or give the file's area", field="area"
            )
        return self.home.name, [Evidence("area", "area of the document")]

    def _found(self, name: str, period: str, said: Said) -> str:
        """The full name of an area, in the year of the figure."""
        if bare(name) in lexicon().whole and name not in self.areas:
            if self.home is None:
                raise UnclearError("{name} of which area? Give the file's area", field="area", at=said.words, name=name)
            return self.home.name
        code, _, named = said.words.partition(": ")
        key = f"{name}|{period[:4]}"
        if key not in self._places:
            self._places[key] = self._find(name, int(period[:4]), code.strip(), named.strip(), said)
        return self._places[key]

    def _find(self, name: str, year: int, code: str, named: str, said: Said) -> str:
        try:
            if _CODE.fullmatch(code):
                return self.areas.get(code, year).name
            return self.areas.find(named or name, year=year, within=self.home).name
        except UnknownAreaError as error:
            near = ", ".join(error.near) or "—"
            reason = "no area is known by this name (near it: {near}): write it under [names.area]"
            raise UnclearError(reason, field="area", at=said.words, near=near) from None

    def _highest(self, row: dict[int, Cell], column: int, exponent: int) -> Decimal | None:
        said = self.first("value_max", row, column)
        return amount(said.words, {}).value.scaleb(exponent) if said else None


def _by_unit(unit: str, name: str) -> Measure:
    """What a figure measures by its unit and its name: a rate of growth, a share, an amount."""
    if unit == "%":
        return "growth" if RISES.search(name) else "ratio"
    return "change" if unit == "百分点" else "level"
