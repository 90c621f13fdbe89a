"""Sheets that somebody sent, read where they can do no harm: a workbook is opened by a confined process alone.

A little plain text meets no parser but ours, and is read here.
"""

from __future__ import annotations

import atexit
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hefu.ledger.door import Shared, UnreadError, is_little
from hefu.ledger.prepare import Failed, failed
from hefu.office.workbook import Cell, Grid, grids

if TYPE_CHECKING:
    from hefu.ledger.confined import Confined, Limits


def sheets(path: Path) -> Iterator[Grid]:
    """The sheets of a file that are not hidden, as `workbook.grids`. Raises ReadError."""
    if is_little(path):
        yield from grids(path)
        return
    for found in list(_SHARED.each(path.absolute())):
        if isinstance(found, Failed):
            raise UnreadError(path, found)
        yield found


def _work(path: Path) -> Iterator[Grid | Failed]:
    try:
        yield from grids(path)
    except Exception as error:
        yield failed(error)


def _confined(limits: Limits) -> Confined[Path, Grid]:
    from hefu.ledger.confined import Confined, Work

    return Confined(Work(_work, pack, unpack), limits)


_SHARED = Shared(_confined)
atexit.register(_SHARED.close)


# ---------------------------------------------------------------- a sheet as bytes and back


def pack(grid: Grid) -> bytes:
    """A sheet as JSON; what JSON has no type for is a pair of its type and its text."""
    rows = [
        [number, [[column, _plain(cell.value), cell.shown_as, cell.span, cell.fault] for column, cell in row.items()]]
        for number, row in grid.rows.items()
    ]
    return json.dumps([grid.name, rows], ensure_ascii=False).encode("utf-8", "surrogatepass")


def unpack(data: bytes) -> Grid:
    """What `pack` made bytes of."""
    name, rows = json.loads(data.decode("utf-8", "surrogatepass"))
    return Grid(
        name,
        {
            number: {column: Cell(_rich(value), shown_as, span, fault) for column, value, shown_as, span, fault in row}
            for number, row in rows
        },
    )


def _plain(value: Any) -> Any:
    if isinstance(value, timedelta):
        return ["timedelta", [value.days, value.seconds, value.microseconds]]
    if isinstance(value, date | time):
        return [type(value).__name__, value.isoformat()]
    return ["Decimal", str(value)] if isinstance(value, Decimal) else value


def _rich(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    name, text = value
    return timedelta(*text) if name == "timedelta" else _TYPES[name](text)


_TYPES: dict[str, Any] = {
    "date": date.fromisoformat, "datetime": datetime.fromisoformat, "time": time.fromisoformat, "Decimal": Decimal,
}  # fmt: skip
