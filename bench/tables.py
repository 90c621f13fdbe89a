"""One table for everything that was measured, as text or as Markdown."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.systems import MODULES

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: what was measured, and its result for each system that has one."""

    measure: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one benchmark, with what must be known to read them."""

    title: str
    rows: Sequence[Row]
    notes: Sequence[str] = ()
    details: Sequence[str] = ()


def text(sections: Sequence[Section]) -> str:
    """A table for a terminal; full-width characters count two columns."""
    lines: list[list[str]] = [["", *MODULES]]
    for section in sections:
        lines.append([section.title])
        lines += [[f"  {row.measure}", *_cells(row)] for row in section.rows]
    widths = [max(_width(line[at]) for line in lines if len(line) > 1) for at in range(len(MODULES) + 1)]
    table = [_aligned(line, widths) for line in lines]
    table.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([*table, *_notes(sections)])


def markdown(sections: Sequence[Section]) -> str:
    """The same table for a document."""
    lines = [f"| | {' | '.join(MODULES)} |", "|---" + "|--:" * len(MODULES) + "|"]
    for section in sections:
        lines.append(f"| **{section.title}** {'| ' * len(MODULES)}|")
        lines += [f"| {' | '.join([row.measure, *_cells(row)])} |" for row in section.rows]
    return "\n".join([*lines, *_notes(sections, "- ")])


def _cells(row: Row) -> list[str]:
    return [row.cells.get(name, NOTHING) for name in MODULES]


def _notes(sections: Sequence[Section], mark: str = "") -> list[str]:
    return ["", *(f"{mark}{section.title}: {note}" for section in sections for note in section.notes)]


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words)


def _aligned(line: list[str], widths: list[int]) -> str:
    first, *others = line
    cells = [first + " " * (widths[0] - _width(first))]
    cells += [" " * (width - _width(cell)) + cell for cell, width in zip(others, widths[1:], strict=False)]
    return "  ".join(cells).rstrip()
