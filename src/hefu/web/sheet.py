"""The table below a chart as CSV: what is seen, row by row, each with its document and the address of its sentence."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from io import StringIO

from hefu.export.statements import harmless, plain
from hefu.ledger.models import Statement
from hefu.web.claims import Stand
from hefu.web.views.rows import statement_address

COLUMNS = (
    "indicator", "area", "holder", "period", "measure", "basis", "modality", "bound", "value", "value_max", "unit",
    "drawn", "quote", "document", "issuer", "published", "confidence", "sentence",
)  # fmt: skip
"""drawn: `preferred` for what the line runs through, `rival` for a claim that contradicts it, empty for what the chart
leaves out.  sentence: the address of the words."""


def table(rows: Iterable[Statement], drawn: Mapping[str, str], base: str) -> Iterator[str]:
    """The lines of the file; base: the address of the site."""
    yield _line(COLUMNS)
    for row in rows:
        address = statement_address(row.document.original_id, row.start)
        series, document = row.series, row.document
        numbers = [plain(Decimal(row.value)), plain(Decimal(row.value_max)) if row.value_max else ""]
        about = [series.indicator.name, series.area_name, series.holder, row.period, series.measure, series.basis]
        source = [row.quote, str(document), document.issuer, document.published, row.confidence]
        yield _line(
            [*about, row.modality, row.bound, *numbers, series.unit, drawn.get(address, ""), *source, base + address]
        )


def standing(stands: Iterable[Stand]) -> dict[str, str]:
    """Address of a statement that is drawn: whether it is the preferred one of its period."""
    found: dict[str, str] = {}
    for stand in stands:
        for place, point in enumerate(stand.points):
            found.update({claim.href: "rival" if place else "preferred" for claim in point.claims})
    return found


def _line(cells: Iterable[object]) -> str:
    buffer = StringIO()
    csv.writer(buffer).writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])
    return buffer.getvalue()
