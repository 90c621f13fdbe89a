"""Statements as JSON Lines and CSV. Values are written out in full; the quote keeps the printed precision."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from io import StringIO

from hefu.model import Document, Evidence, Statement
from hefu.places import Place

COLUMNS = (
    "doc", "start", "end", "quote", "indicator", "value", "value_max", "unit", "bound", "measure", "basis",
    "area", "holder", "period", "modality", "confidence",
)  # fmt: skip
"""The keys of a statement, in the order of the CSV columns; JSON has `evidence` and `place` besides."""

Located = tuple[str, Document, Statement]
"""The name of a document (its file's stem), the document, one of its statements."""

_SUSPECT = frozenset("'=+-@\t\r")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")


def as_dict(name: str, statement: Statement) -> dict[str, object]:
    """A statement with the keys of `COLUMNS`; numbers as int where they are whole, else float."""
    return {
        "doc": name,
        **{key: getattr(statement, key) for key in COLUMNS[1:] if not key.startswith("value")},
        "value": _number(statement.value),
        "value_max": _number(statement.value_max),
    }


def as_jsonl(found: Iterable[Located]) -> Iterator[str]:
    """One JSON object a line, with the evidence of every field and the place in the file."""
    for name, document, statement in found:
        row = as_dict(name, statement)
        ordered = {key: row[key] for key in COLUMNS}
        ordered["evidence"] = {item.field: _evidence(document.text, item) for item in statement.evidence}
        ordered["place"] = [whereabouts(place) for place in document.places(statement.start, statement.end)]
        yield json.dumps(ordered, ensure_ascii=False)


def as_csv(found: Iterable[Located]) -> Iterator[str]:
    """A header, then one line a statement. Text that a spreadsheet would run as a formula gets an apostrophe."""
    yield _line(COLUMNS)
    for name, _, statement in found:
        row = as_dict(name, statement)
        row["value"], row["value_max"] = plain(statement.value), plain(statement.value_max)
        yield _line([harmless(cell) if isinstance(cell, str) else cell for cell in map(row.get, COLUMNS)])


def whereabouts(place: Place) -> dict[str, str | int]:
    """What is known of a place, the cell of a sheet as spreadsheet programs call it; boxes are left out."""
    if place.cell is not None:
        return {"sheet": place.sheet, "cell": place.cell} if place.sheet else {"cell": place.cell}
    names = ("offset", "page", "paragraph", "table", "row", "column", "sheet")
    return {name: value for name in names if (value := getattr(place, name)) is not None}


def plain(value: Decimal | None) -> str:
    """A value without exponent, as a person writes it; nothing for None."""
    return "" if value is None else format(value, "f")


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _evidence(text: str, item: Evidence) -> dict[str, object]:
    if item.start is None or item.end is None:
        return {"rule": item.rule}
    return {"rule": item.rule, "start": item.start, "end": item.end, "quote": text[item.start : item.end]}


def _line(cells: Iterable[object]) -> str:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="").writerow(["" if cell is None else cell for cell in cells])
    return buffer.getvalue()


def harmless(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would run it as a formula; `restored` takes it off.

    A plain number is none, nor is a sign that stands alone (the bound `=`).
    """
    if cell[:1] not in _SUSPECT or len(cell) < 2:
        return cell
    return f"'{cell}" if _FORMULA.match(cell) and not _PLAIN.fullmatch(cell) else cell


def restored(cell: str) -> str:
    """The cell as it was before `harmless`."""
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell
