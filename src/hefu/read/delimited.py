"""CSV and TSV: a sheet whose cells are parted by commas, semicolons or tabs, in any encoding that texts have."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from hefu.errors import ReadError
from hefu.read.parts import Parts
from hefu.read.ranges import Shown
from hefu.read.sheets import MOST_CELLS, Page, left_out, parts, words_of
from hefu.read.text import decode

_DELIMITERS = ",\t;|，"
_SAMPLE = 200
"""Lines that show which delimiter a file has."""
_LONGEST_CELL = 100_000


def read_delimited(path: Path, data: bytes) -> Parts:
    """The table in a CSV or TSV file; places are rows and columns as any program counts them.

    Raises ReadError for bytes that are no text, and for a quotation that does not end.
    """
    text, encoding, notes = decode(path, data)
    text = text.removeprefix("\ufeff")
    page = Page(None)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        # Not `strict`: a cell such as 5"管 is no error.
        for number, row in enumerate(csv.reader(text.splitlines(keepends=True), delimiter=delimiter(text))):
            cells = ((column, words_of(cell)) for column, cell in enumerate(row))
            page.cells.extend(Shown(number, column, words) for column, words in cells if words)
            if len(page.cells) > MOST_CELLS:
                del page.cells[MOST_CELLS:]
                page.notes.append(left_out(number))
                break
    except csv.Error as error:
        raise ReadError(path, f"is no CSV file ({error})", "a quotation mark may be missing: save it again") from None
    media_type = "text/tab-separated-values" if path.suffix.lower() in (".tsv", ".tab") else "text/csv"
    return parts(path, [page], media_type, encoding=encoding, notes=notes)


def delimiter(text: str) -> str:
    """The character that parts the cells: the one that most lines have, and as often as the line before."""
    lines = [line for line in text[:200_000].splitlines()[:_SAMPLE] if line.strip()]
    best, most = ",", 0
    for mark in _DELIMITERS:
        counts = Counter(len(next(csv.reader([line], delimiter=mark), [])) - 1 for line in lines)
        agreed = max((times * min(count, 1) for count, times in counts.items()), default=0)
        if agreed > most:
            best, most = mark, agreed
    return best
