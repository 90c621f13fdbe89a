"""The plain sources of the sample documents: a head of `key: value` lines and a body in Markdown's manner.

    # title   ## part   ### chapter   #### section
    **crosshead**                        in a newspaper
    表: caption      单位: unit           above a table
    | a | b | <      a cell `<` belongs to the cell on its left, `^` to the one above
    |---|            ends the heading rows of a table

Every other line of the body is a paragraph. `file` in the head names the published form, its ending
the format; `columns: 15` sets the text in newspaper columns of 15 characters; `encoding` is the one
that the file is written in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CROSSHEAD = 9


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the body; level 0 is a paragraph, 1 the title, 2 to 4 headings, CROSSHEAD a crosshead."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with its place, and how many rows and columns it spans."""

    text: str
    row: int
    column: int
    rows: int
    columns: int
    head: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table: caption and unit as printed above it, cells in reading order, number of rows and columns."""

    caption: str
    unit: str
    cells: tuple[Cell, ...]
    rows: int
    columns: int


Block = Line | Table


@dataclass(frozen=True, slots=True)
class Source:
    """A document to publish: the head of its file and the blocks of its body."""

    head: dict[str, str]
    blocks: tuple[Block, ...]

    @property
    def file(self) -> str:
        """Name of the published form."""
        return self.head["file"]

    @property
    def columns(self) -> int:
        """Characters in a line of a newspaper column; 0 where the text is not set in columns."""
        return int(self.head.get("columns", "0"))


def load(path: Path) -> Source:
    """Reads a source file."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    pairs = (line.partition(": ") for line in head.splitlines())
    return Source({key: value for key, _, value in pairs}, tuple(_blocks(body.splitlines())))


def load_all(folder: Path) -> list[Source]:
    """All sources of a folder, by the date of publication."""
    found = [load(path) for path in folder.glob("*.md")]
    return sorted(found, key=lambda source: (source.head["published"], source.file))


def _blocks(lines: list[str]) -> Iterator[Block]:
    caption = unit = ""
    rows: list[str] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append(line)
            continue
        if rows:
            yield _table(caption, unit, rows)
            caption, unit, rows = "", "", []
        if line.startswith("表: "):
            caption = line.removeprefix("表: ")
        elif line.startswith("单位: "):
            unit = "单位：" + line.removeprefix("单位: ")
        elif line:
            yield _line(line)


def _line(line: str) -> Line:
    if line.startswith("**"):
        return Line(CROSSHEAD, line.strip("*"))
    text = line.lstrip("#")
    return Line(len(line) - len(text), text.strip(" "))


def _table(caption: str, unit: str, lines: list[str]) -> Table:
    heads = lines.index("|---|")
    rows = [[cell.strip(" ") for cell in line.strip("|").split("|")] for line in lines if line != "|---|"]
    columns = [list(column) for column in zip(*rows, strict=True)]
    cells = tuple(
        Cell(text, r, c, _span(columns[c], r, "^"), _span(row, c, "<"), r < heads)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text not in ("<", "^")
    )
    return Table(caption, unit, cells, len(rows), len(columns))


def _span(texts: list[str], at: int, mark: str) -> int:
    end = at + 1
    while end < len(texts) and texts[end] == mark:
        end += 1
    return end - at
