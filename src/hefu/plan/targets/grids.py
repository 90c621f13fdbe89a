"""Tables of indicators that still have their cells (HTML, DOCX, PDF with ruled lines, sheets)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hefu.extract.tables import spread
from hefu.model import Table
from hefu.plan.targets.cells import EMPTY, Cell, Sheet, Where
from hefu.plan.targets.figures import is_blank, is_figure
from hefu.plan.targets.frames import settled
from hefu.plan.targets.heads import Column, Frame, column, is_head, kind_of
from hefu.plan.targets.rows import NUMBER, Row, group_name

_DEEPEST = 3
"""So many rows of headings at most."""
_CAPTIONS = 4
"""So many rows with the caption, its unit and the like may stand above them."""


def tables(sheet: Sheet) -> Iterator[tuple[Frame, list[Row], Where]]:
    """The tables of indicators among those of the document, with where each stands.

    A table that begins without headings right where one of as many columns ended is the rest of that one.
    """
    last: tuple[Frame, int, int] | None = None
    group: str | None = None
    for table in sheet.document.tables:
        grid = spread(table)
        headed = _headed(sheet, table, grid)
        if headed is None and last is not None and last[1] == len(grid[0]) and table.start - last[2] < 200:
            headed = last[0], 0
        else:
            group = None
        if headed is None:
            last = None
            continue
        frame, first = headed
        last = frame, len(grid[0]), table.end
        found = list(rows(frame, [[sheet.cell([where]) for where in row] for row in grid[first:]], group))
        group = found[-1].group if found else group
        if any(row.filled for row in found):
            yield frame, found, (table.start, table.end)


def _headed(sheet: Sheet, table: Table, rows: Sequence[Sequence[Where]]) -> tuple[Frame, int] | None:
    """What the headings of a table say, and the number of its first row below them."""
    for first in range(min(_CAPTIONS, len(rows))):
        deep = 0
        while first + deep < len(rows) and deep < _DEEPEST and _is_head(sheet, rows[first + deep]):
            deep += 1
        if not deep:
            continue
        columns = _columns(sheet, rows[first : first + deep])
        caption = re.sub(r"\s", "", sheet.plain[max(0, table.start - 80) : table.start] + _text(sheet, rows[:first]))
        frame = settled(columns, caption, sheet.document.published, sheet.document.title)
        return (frame, first + deep) if frame else None
    return None


def _text(sheet: Sheet, rows: Sequence[Sequence[Where]]) -> str:
    return "".join(sheet.plain[a:b] for row in rows for a, b in dict.fromkeys(row))


def _is_head(sheet: Sheet, row: Sequence[Where]) -> bool:
    return _all_heads([sheet.cell([where]) for where in dict.fromkeys(row)])


def _all_heads(cells: Sequence[Cell]) -> bool:
    """Whether all cells of a row are headings, and more than one."""
    kept = [cell.text for cell in dict.fromkeys(cells) if cell]
    return len(kept) > 1 and all(map(is_head, kept))


def _columns(sheet: Sheet, heads: Sequence[Sequence[Where]]) -> list[Column]:
    found = []
    for number in range(len(heads[0])):
        texts = [sheet.cell([where]).text for where in dict.fromkeys(row[number] for row in heads)]
        text = "".join(texts)
        found.append(column(kind_of(text) or "other", text))
    return found


def rows(frame: Frame, lines: Sequence[Sequence[Cell]], group: str | None = None) -> Iterator[Row]:
    """The rows below the headings, each a cell a column; a cell over several columns stands in all of them.

    group: of the rows before, where the table goes on.
    Rows without number below a name that has one, but no figures, are its parts.
    """
    whole: Row | None = None
    for cells in lines:
        kept = list(dict.fromkeys(cell for cell in cells if cell))
        if not kept or _all_heads(cells):
            continue
        if len(kept) == 1 and not (list(cells).count(kept[0]) == 1 and _numbered(kept[0])[1]):
            text = kept[0].text
            group = group if is_figure(text) or len(text) > 40 else group_name(text)
            continue
        found = _row(frame, cells)
        groups = [cell for one, cell in zip(frame.columns, cells, strict=False) if one.kind == "group" and cell]
        group = group_name(groups[-1].text) if groups else group
        found.group = group
        if whole is not None and found.no is None and found.filled:
            found.no, found.names = whole.no, [*whole.names[:1], *found.names]
            found.binding = found.binding or whole.binding
        elif found.no is not None:
            whole = None if any(found.figures) else found
        yield found


def _row(frame: Frame, cells: Sequence[Cell]) -> Row:
    row, seen = Row(), set[Cell]()
    pairs = list(zip(frame.columns, cells, strict=False))
    for number, (one, cell) in enumerate(pairs):
        if one.kind == "no" and cell.text.strip("（）.、").isdigit():
            row.no = int(cell.text.strip("（）.、"))
        elif one.kind == "name" and cell and cell not in seen:
            name, no = _numbered(cell)
            row.no = no if no is not None else row.no
            row.names.append(name)
        elif one.kind == "unit":
            row.unit = cell
        elif one.kind == "binding":
            row.binding = cell
        elif one.kind in ("value", "rate"):  # a cell over several columns is of the last of them
            again = any(cell == beside and other.kind in ("value", "rate") for other, beside in pairs[number + 1 :])
            row.figures.append(EMPTY if again or is_blank(cell.text) else cell)
        seen.add(cell)
    return row


def _numbered(cell: Cell) -> tuple[Cell, int | None]:
    """A name without the number of its row."""
    found = NUMBER.match(cell.text)
    if found is None or found["bare"] or found["ring"]:
        return cell, None
    return cell.part(found.end(), len(cell.text)), int(found["dot"] or found["paren"])
