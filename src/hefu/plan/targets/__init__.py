"""Documents → targets 目标: the rows of their tables of indicators, and the aims of their prose."""

from __future__ import annotations

from hefu.model import Document
from hefu.plan.model import Target
from hefu.plan.targets import build, exports, grids
from hefu.plan.targets.cells import Sheet


def table_targets(document: Document) -> tuple[Target, ...]:
    """The targets of the tables of indicators of a document, in their order."""
    sheet = Sheet(document)
    found: list[Target] = []
    for frame, rows, (_, end) in (*grids.tables(sheet), *exports.tables(sheet)):
        found += build.targets(sheet, frame, rows, end, area=document.area)
    return tuple(sorted(found, key=lambda one: (one.start, one.target.start)))
