"""Where the tables of a mapping stand in a sheet: by their headings, wherever these are, as often as they come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hefu.imports.grid import Cell, Sheet
from hefu.imports.mapping import Shape

_BLANK = re.compile(r"\s+")
_UNIT_LINE = re.compile(r"单\s?位|计量")
_CAPTION_LINES = 8
_CONTINUED = re.compile(
    r"\s*(?:表?\s?[0-9]+(?:[-—.–][0-9]+)*\s*)?续\s?表?\s?[-—0-9一二三四五六七八九]*\s*|.*[（(]续[表0-9一二三四五六七八九]*[)）]\s*|continued.*",
    re.I,
)
_CHINESE = re.compile(r"[一-龥]")
NOTE = re.compile(
    r"\s*(?:[注附]\s?[0-9]?\s?[：:.]|(?:说明|备注|(?:资料|数据)来源)\s?[：:]|[①-⑳❶-❿*＊†‡△▲☆★]|Notes?\b|Source)"
)
"""A line below a table."""
_NUMBERING = frozenset("甲乙丙丁") | {"栏次", "行次"}


@dataclass(slots=True)
class Block:
    """A table: its headings by row and column, their names, the lines above it, the numbers of its rows."""

    sheet: Sheet
    shape: Shape
    heads: list[dict[int, Cell]]
    names: dict[int, str]
    captions: list[Cell]
    rows: list[int] = field(default_factory=list)

    def column(self, name: str) -> int | None:
        """The column with this name."""
        return next((column for column, words in self.names.items() if words == name), None)

    def figures(self) -> list[int]:
        """The columns of figures."""
        shape = self.shape
        if shape.values:
            return [column for column, name in self.names.items() if name in shape.values]
        other = {*shape.leave, *shape.columns()}
        return [column for column, name in self.names.items() if name not in other]


def heads_of(sheet: Sheet, rows: Sequence[int]) -> list[dict[int, Cell]]:
    """The rows of headings; one that stands over several columns without being merged is given to all of them."""
    heads = [dict(sheet.rows[row]) for row in rows]
    columns = sorted({column for row in heads for column in row})
    for above, below in pairwise(heads):
        for left, column in pairwise(columns):
            open_ = column not in above and left in above and column in below and left in below
            if open_ and below[left] != above[left]:
                above[column] = above[left]
    return heads


def names_of(heads: Sequence[dict[int, Cell]]) -> dict[int, str]:
    """What the columns are called: their headings from above to below; one that comes again is numbered."""
    names: dict[int, str] = {}
    seen: dict[str, int] = {}
    for column in sorted({column for row in heads for column in row}):
        words = dict.fromkeys(_BLANK.sub(" ", row[column].words).strip() for row in heads if column in row)
        name = " / ".join(words)
        seen[name] = seen.get(name, 0) + 1
        names[column] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names


def follow(block: Block, before: Block | None) -> None:
    """A table that goes on (续表) has what stands above the one before, too."""
    own = [cell for cell in block.captions if not _CONTINUED.fullmatch(cell.words)]
    if before is not None and len(own) < len(block.captions) and before.sheet.name == block.sheet.name:
        block.captions = [*own, *before.captions]


def blocks(sheet: Sheet, shapes: Sequence[Shape], before: Block | None = None) -> list[Block]:
    """The tables of a sheet that have the headings of one of the shapes, with the rows below each.

    before: the last table of the sheet before it.
    """
    rows, found = list(sheet.rows), list[Block]()
    at = above = 0
    while at < len(rows):
        block = next((one for shape in shapes if (one := _begins(sheet, rows, at, above, shape))), None)
        if block is not None:
            follow(block, found[-1] if found else before)
            found.append(block)
            at = above = at + block.shape.heads
        else:
            if found:
                found[-1].rows.append(rows[at])
            at += 1
            above = at if found and len(distinct(sheet.rows[rows[at - 1]])) > 2 else above
    return found


def _begins(sheet: Sheet, rows: Sequence[int], at: int, above: int, shape: Shape) -> Block | None:
    wanted = set(shape.columns())
    lines = rows[at : at + shape.heads]
    if len(lines) < shape.heads or not wanted or not shape.holds(sheet.name):
        return None
    heads = heads_of(sheet, lines)
    names = names_of(heads)
    if not wanted <= set(names.values()):
        return None
    return Block(sheet, shape, heads, names, captions(sheet, rows[max(above, at - _CAPTION_LINES) : at]))


def captions(sheet: Sheet, rows: Sequence[int]) -> list[Cell]:
    """The cells of the lines above a table: its caption, its unit; not notes, nor the English beside the Chinese."""
    cells = [cell for row in rows for cell in distinct(sheet.rows[row]) if not NOTE.match(cell.words)]
    return [cell for cell in cells if is_chinese(cell.words)] or cells


def is_chinese(words: str) -> bool:
    """Whether words have Chinese in them."""
    return _CHINESE.search(words) is not None


def distinct(row: dict[int, Cell]) -> list[Cell]:
    """The cells of a row, merged ones once."""
    return list({cell.start: cell for cell in row.values()}.values())


def numbers_columns(row: dict[int, Cell]) -> bool:
    """Whether a row only numbers the columns 栏次: 甲, 乙, 1, 2."""
    words = [cell.words.strip() for cell in distinct(row)]
    figures = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 4]
    counted = len(figures) > 1 and figures == list(range(figures[0], figures[0] + len(figures))) and figures[0] <= 3
    others = [word for word in words if not (word.isascii() and word.isdigit())]
    return counted and bool(others) and all(word in _NUMBERING for word in others)


def alone(row: dict[int, Cell]) -> bool:
    """Whether one cell stands alone in its row."""
    return len(distinct(row)) == 1


def units_line(words: str) -> bool:
    """Whether the words tell of a unit."""
    return _UNIT_LINE.search(words) is not None


def spans(heads: Sequence[dict[int, Cell]], width: int) -> Iterator[list[tuple[int, int]]]:
    """The rows of headings as spans of the text, empty ones where nothing stands."""
    for row in heads:
        yield [(row[n].start, row[n].end) if n in row else (0, 0) for n in range(width)]
