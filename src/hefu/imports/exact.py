"""The tables that hefu itself exports: their cells are values as it keeps them, and come back as they were."""

from __future__ import annotations

from typing import cast

from hefu.export.cited import VOCABULARY
from hefu.export.statements import restored
from hefu.imports import times
from hefu.imports.amounts import UnclearError, amount
from hefu.imports.grid import Cell
from hefu.imports.mapping import FIELDS
from hefu.imports.said import CONFIDENCE, Said, Sources, cell_words
from hefu.model import Bound, Evidence, Measure, Modality, Statement


class Exact(Sources):
    """Reads the figures of a table of hefu's."""

    def statement(self, row: dict[int, Cell], cell: Cell, column: int) -> Statement:
        """The statement of a row. UnclearError when a cell holds none of hefu's values."""
        told = {name: self._told(name, row, column) for name in self.block.shape.fields}
        words = dict.fromkeys(FIELDS, "") | {name: restored(said.words) if said else "" for name, said in told.items()}
        words |= {name: words[name].partition(": ")[0] for name in ("status", "measure")}  # codes before their names
        modality = {"A": "actual", "E": "estimate", "T": "target"}.get(words["status"], words["status"])
        closed = {"bound": words["bound"], "measure": words["measure"].lower(), "modality": modality}
        for name, word in closed.items():
            if word not in VOCABULARY[name]:
                raise UnclearError(
                    "{word} is none of {known}", field=name, at=word, word=word[:40], known=", ".join(VOCABULARY[name])
                )
        period = words["period"] or None
        if period and times.sdmx(period) is None:
            raise UnclearError("no time can be read in it", field="period", at=period)
        highest = words["value_max"]
        if said := told.get("period"):
            self.times.add(said.start or 0)
        shown = {"status": "modality"}
        return Statement(
            cell.start, cell.end, cell_words(self.document, cell), words["indicator"], amount(cell.words, {}).value,
            amount(highest, {}).value if highest else None, words["unit"] or "1", cast(Bound, closed["bound"]),
            cast(Measure, closed["measure"]), words["basis"] or None, words["area"] or None, words["holder"] or None,
            period, cast(Modality, modality), CONFIDENCE,
            (
                Evidence("value", "cell", cell.start, cell.end),
                *(said.evidence(shown.get(name, name)) for name, said in told.items() if said),
            ),
        )  # fmt: skip

    def _told(self, name: str, row: dict[int, Cell], column: int) -> Said | None:
        return next(self.said(name, row, column), None)
