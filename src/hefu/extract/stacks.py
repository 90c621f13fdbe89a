"""Tables that lost their columns in copying, one cell a line: put together again where their pattern repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hefu.extract.headings import Cell
from hefu.extract.tables import is_number

_CELL_LENGTH = 34
_BLANK_CELLS = frozenset({"—", "——", "-", "--", "…", "/", "无"})
_HEADED = re.compile(r"指\s*标|项\s*目|名\s*称|地\s*区|类\s*别|年\s*份|产品")
"""What the first heading of a table often says."""


def stacked(text: str, lines: Sequence[Cell]) -> dict[int, list[list[Cell]]]:
    """Tables that lost their columns, one cell a line: by the place of their first line, their rows.

    A row is as long as the pattern of words and numbers repeats; the row before the first is the heading.
    """
    found: dict[int, list[list[Cell]]] = {}
    at = 0
    while at < len(lines):
        stop = at
        while (
            stop < len(lines)
            and lines[stop][1] - lines[stop][0] <= _CELL_LENGTH
            and "\t" not in text[slice(*lines[stop])]
        ):
            stop += 1
        if stop - at >= 8:
            run = [_stripped(text, line) for line in lines[at:stop]]
            found.update(_unstack(text, run))
        at = max(stop, at + 1)
    return found


def _stripped(text: str, line: Cell) -> Cell:
    words = text[slice(*line)]
    lead = len(words) - len(words.lstrip())
    return line[0] + lead, line[0] + max(len(words.rstrip()), lead)


def _unstack(text: str, run: list[Cell]) -> dict[int, list[list[Cell]]]:
    kinds = "".join("n" if is_number(text[a:b]) else "-" if text[a:b] in _BLANK_CELLS else "w" for a, b in run)
    found: dict[int, list[list[Cell]]] = {}
    at = 0
    while (first := kinds.find("n", at)) >= 0:
        best = max(
            (
                (_repeats(kinds, start, size), size, start)
                for size in range(2, 9)
                for start in range(max(at + size, first - size + 1), first)
            ),
            key=lambda one: (one[0] * one[1], bool(_HEADED.match(text, run[one[2] - one[1]][0])), one[1]),
            default=(0, 0, 0),
        )
        count, size, start = best
        if count < 3 or "n" in kinds[start - size : start]:
            at = first + 1
            continue
        end = start + count * size
        rows = [run[n : n + size] for n in range(start - size, end, size)]
        found[run[start - size][0]] = rows
        at = end
    return found


def _repeats(kinds: str, start: int, size: int) -> int:
    """How many rows of `size` cells from `start` have words and numbers in the same places."""
    if kinds[start] != "w":
        return 0
    pattern = ["w"] + [
        "n" if any(kinds[n + k : n + k + 1] == "n" for n in range(start, start + 3 * size, size)) else "w"
        for k in range(1, size)
    ]
    if "n" not in pattern:
        return 0
    count = 0
    for n in range(start, len(kinds) - size + 1, size):
        row = kinds[n : n + size]
        if any(
            have != want and not (have == "-" and k) for k, (have, want) in enumerate(zip(row, pattern, strict=True))
        ):
            break
        count += 1
    return count
