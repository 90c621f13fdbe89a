"""Statements as CSV, one row at a time, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice

from django.db.models import QuerySet

from hefu.export.statements import harmless, plain
from hefu.ledger.models import Statement
from hefu.web.sentences import excerpts

COLUMNS = (
    "doc", "start", "end", "quote", "indicator", "value", "value_max", "unit", "bound", "measure", "basis", "area",
    "holder", "period", "modality", "confidence", "sentence",
)  # fmt: skip
"""The columns of the file. `doc` is the hash of the document's file; places count characters of its text."""

_CHUNK = 500


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def lines(rows: QuerySet[Statement]) -> Iterator[str]:
    """The lines of the file, header first. It begins with a byte order mark, or Excel takes it for another encoding."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow(COLUMNS))
    found = rows.iterator(chunk_size=_CHUNK)
    while chunk := list(islice(found, _CHUNK)):
        for row, excerpt in zip(chunk, excerpts(chunk), strict=True):
            yield str(writer.writerow([harmless(cell) for cell in _cells(row, str(excerpt))]))


def _cells(row: Statement, sentence: str) -> list[str]:
    series = row.series
    return [
        row.document.original_id,
        str(row.start),
        str(row.end),
        row.quote,
        row.indicator_text,
        plain(Decimal(row.value)),
        plain(Decimal(row.value_max)) if row.value_max else "",
        series.unit,
        row.bound,
        series.measure,
        series.basis,
        series.area_name,
        series.holder,
        row.period,
        row.modality,
        f"{row.confidence:.2f}",
        sentence,
    ]
