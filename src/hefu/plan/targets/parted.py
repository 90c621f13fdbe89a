"""Tables whose cells tabs or strokes part: also where the words of a cell go on in the next line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hefu.plan.targets.cells import Sheet, Where
from hefu.plan.targets.heads import Column, Frame, column, kind_of
from hefu.plan.targets.lines import LINES, ends
from hefu.plan.targets.rows import GROUP, GROUP_MARK, GROUP_SIZE, NUMBER

_FEWEST = 3
"""So many headings at least make a table."""
_TALLEST = 16
"""So many lines at most make one row."""
_RULE = re.compile(r"[\s:—-]*")
"""What a line drawn between rows consists of."""


def columns(sheet: Sheet, start: int, end: int) -> list[Column]:
    """The columns where tabs or strokes part the headings from `start` to `end`, so that empty cells were kept, too."""
    stop = sheet.plain.find("\n", end - 1)
    begin = sheet.plain.rfind("\n", 0, start) + 1
    texts = [sheet.cell([cell]).text for cell in _cells(sheet, begin, len(sheet.plain) if stop < 0 else stop)]
    kinds = [kind_of(text) for text in texts]
    if len(texts) < _FEWEST or not all(kinds):
        return []
    return [column(kind, text) for kind, text in zip(kinds, texts, strict=True) if kind]


def rows(sheet: Sheet, start: int, frame: Frame) -> list[list[Where]]:
    """The rows below the headings, each with as many cells as there are columns."""
    lines = _lines(sheet, start)
    width, at = len(frame.columns), 0
    found: list[list[Where]] = []
    while at < len(lines):
        cells = _cells(sheet, *lines[at])
        taken = _taken(sheet, lines[at:], frame) if len(cells) < width else 1
        if taken > 1:
            cells = _cells(sheet, lines[at][0], lines[at + taken - 1][1])
        elif not 2 <= len(cells) <= width and not _heads_group(sheet, lines[at]):
            break
        found.append(cells + [(cells[-1][1], cells[-1][1])] * (width - len(cells)))
        at += taken
    return found


def _lines(sheet: Sheet, start: int) -> list[Where]:
    """The lines below the headings; an empty line ends the table when no cells follow it."""
    found: list[Where] = []
    at = sheet.plain.find("\n", start - 1) + 1
    while 0 < at < len(sheet.plain) and len(found) < LINES:
        stop = sheet.plain.find("\n", at)
        stop = len(sheet.plain) if stop < 0 else stop
        empty = bool(found) and sheet.plain[found[-1][1] : at].count("\n") > 1
        if not _RULE.fullmatch(sheet.plain, at, stop):
            if empty and "\t" not in sheet.plain[at:stop]:
                break
            found.append((at, stop))
        at = stop + 1
    return found


def _cells(sheet: Sheet, start: int, stop: int) -> list[Where]:
    """The cells between two places that tabs part; strokes at the ends are no cells."""
    drawn = sheet.document.text[start:stop].strip()[:1] in ("|", "│", "┃", "｜")
    cells, here = [], start
    for piece in sheet.plain[start:stop].split("\t"):
        cells.append((here, here + len(piece)))
        here += len(piece) + 1
    return cells[1:-1] if drawn else cells


def _taken(sheet: Sheet, lines: Sequence[Where], frame: Frame) -> int:
    """How many lines the first row takes: cells of several lines break it where no line is whole by itself."""
    width, count = len(frame.columns), len(_cells(sheet, *lines[0]))
    for number, line in enumerate(lines[1:_TALLEST], 1):
        cells = _cells(sheet, *line)
        if ends(sheet.cell([line]).text):
            return 1
        if len(cells) == width:  # 经济⏎发展 before a number: the rest of the heading of a group
            rest = sheet.plain[slice(*cells[0])].strip()
            begun = count == 1 and frame.columns[0].kind == "group" and rest and not NUMBER.match(rest)
            return number + 1 if begun else 1
        count += len(cells) - 1
        if count >= width:
            return number + 1 if count == width else 1
    return 1


def _heads_group(sheet: Sheet, line: Where) -> bool:
    """Whether a line alone is the heading of the rows below it."""
    text = sheet.cell([line]).text
    marked = GROUP_MARK.match(text) or GROUP_SIZE.search(text)
    return not ends(text) and len(text) <= 24 and bool(marked or GROUP.fullmatch(text))
