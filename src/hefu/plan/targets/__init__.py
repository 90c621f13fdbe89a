"""Documents → targets 目标: the rows of their tables of indicators, and the aims of their prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hefu.model import Document, Extraction
from hefu.plan.model import Item, Target
from hefu.plan.reading import item_at
from hefu.plan.targets import build, exports, grids, placed, prose
from hefu.plan.targets.cells import Sheet, Where

_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_NOTE = re.compile(r"\s*(?:表?注|备注|说明|资料来源|数据来源|注释)[0-9]?\s?[：:]")
_NUMBERED = re.compile(r"\s*(?:[0-9]{1,2}[.、]\s?|[①-⑳]|（[0-9]）|[*＊])")

__all__ = ["table_places", "table_targets", "tables", "targets"]


def targets(
    document: Document, extraction: Extraction, items: Sequence[Item], *, area: str | None = None
) -> tuple[Target, ...]:
    """The targets of a document in order: the rows of its tables, and what its prose aims at besides.

    area: of the plan, for the rows of tables; default that of the document.
    """
    rows, places = _rows(document, area or document.area)
    rows = [replace(one, item=item_at(items, one.start)) for one in rows]
    rows, rest = prose.apart(rows, list(prose.targets(document, extraction, items, places)))
    return tuple(sorted((*rows, *rest), key=lambda one: (one.start, one.target.start)))


def table_targets(document: Document) -> tuple[Target, ...]:
    """The targets of the tables of indicators of a document, in their order."""
    return tuple(_rows(document, document.area)[0])


def table_places(document: Document) -> list[Where]:
    """Where the tables of indicators of a document stand, with the notes below them: `text[start:end]`, in order."""
    return _rows(document, document.area)[1]


def tables(document: Document) -> tuple[list[Target], list[Where]]:
    """The targets of the tables of indicators, and where those tables stand with their notes: both, read once."""
    return _rows(document, document.area)


def _notes_end(text: str, end: int) -> int:
    """Where the notes below a table end: what they explain is no aim."""
    noted = False
    for line in _LINE.finditer(text, end):
        if _NOTE.match(line.group()):
            noted = True
        elif (line.group().strip() and not (noted and _NUMBERED.match(line.group()))) or not line.group():
            break
        end = line.end() if line.group().strip() else end
    return end


def _rows(document: Document, area: str | None) -> tuple[list[Target], list[Where]]:
    """The targets of the tables of indicators, and where those tables stand."""
    sheet = Sheet(document)
    found: list[Target] = []
    places: list[Where] = []
    whole = [*grids.tables(sheet), *placed.tables(sheet)]
    taken = [at for _, _, at in whole] + [(table.start, table.end) for table in document.tables]
    for frame, rows, (start, end) in (*whole, *exports.tables(sheet, taken)):
        made = list(build.targets(sheet, frame, rows, (start, end), area=area))
        if made:
            found += made
            places.append((start, _notes_end(sheet.plain, end)))
    return sorted(found, key=lambda one: (one.start, one.target.start)), sorted(places)
