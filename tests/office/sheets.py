"""Workbooks for the tests of the import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]


def book(path: Path, sheets: Mapping[str, Rows], merged: Mapping[str, Sequence[str]] | None = None) -> Path:
    """A workbook with these sheets; merged: ranges of each that are merged."""
    made = Workbook()
    assert made.active is not None
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in (merged or {}).get(name, ()):
            sheet.merge_cells(cells)
    made.save(path)
    return path
