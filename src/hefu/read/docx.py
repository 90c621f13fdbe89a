"""DOCX: one line a paragraph, tables as one line a row, places by paragraph or by table, row and column."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hefu.errors import ReadError
from hefu.model import Cell, Heading, Table
from hefu.places import Place, Segment
from hefu.read import package as package_of
from hefu.read.numbering import Numbering, Styles
from hefu.read.parts import Parts, Written
from hefu.read.text import furniture

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_INSIDE = frozenset((_W + "sdt", _W + "sdtContent", _W + "ins", _W + "moveTo", _W + "customXml", _W + "smartTag"))
"""What stands around paragraphs and tables without being either."""
_SKIPPED = frozenset(
    (_W + "del", _W + "moveFrom", _W + "rt", _W + "pPr", _W + "rPr", _W + "instrText", _MC + "Fallback")
)
_PRINTED = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}


def read_docx(path: Path, data: bytes) -> Parts:
    """The document in a DOCX file. Raises ReadError for what is no such file, or a zip bomb."""
    package_of.check(path, data, "DOCX", "word/document.xml")
    # Imported here: the library takes a tenth of a second to load.
    import docx

    try:
        package = docx.Document(io.BytesIO(data))
        body, styles = package.element.body, Styles(package.styles.element)
        writer = _Writer(styles, Numbering.of(package, styles))
        writer.write(body)
    except ReadError:
        raise
    except Exception as error:  # The library fails in a dozen ways on a damaged package; all mean the same here.
        reason = f"cannot be read as DOCX ({type(error).__name__})"
        raise ReadError(path, reason, "open it in a word processor and save it again") from error
    text = writer.whole(path)
    return Parts(
        text,
        _MEDIA_TYPE,
        segments=tuple(writer.segments),
        tables=tuple(writer.tables),
        junk=furniture(text),
        headings=tuple(writer.headings),
        claims={"style": writer.title} if writer.title else {},
    )


class _Writer(Written):
    """Writes the text of a body, with its places."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        super().__init__()
        self.styles = styles
        self.numbering = numbering
        self.segments: list[Segment] = []
        self.tables: list[Table] = []
        self.headings: list[Heading] = []
        self.title = ""
        self.paragraphs = 0
        self.grids = 0

    def write(self, body: Any) -> None:
        for block in blocks(body):
            if block.tag == _W + "tbl":
                self._table(block)
            else:
                self._paragraph(block)

    def _paragraph(self, block: Any) -> None:
        number = self.paragraphs
        self.paragraphs += 1
        words = _words(block)
        printed = self.numbering.next(block)
        if words.strip():
            self.line_break()
            start = self.length
            self.put(printed)
            self._place(words, Place(paragraph=number))
            level = self.styles.heading(block)
            if level == 0 and not self.title:
                self.title = " ".join(words.split())
            elif level:
                self.headings.append(Heading(level, "", (printed + words).strip(), start, self.length))
        for box in _boxes(block):
            for inner in blocks(box):
                if inner.tag == _W + "p":
                    self._boxed(inner, number)

    def _boxed(self, block: Any, number: int) -> None:
        words = _words(block)
        if words.strip():
            self.line_break()
            self._place(words, Place(paragraph=number))

    def _table(self, table: Any) -> None:
        number, start = self.grids, None
        self.grids += 1
        cells: list[Cell] = []
        rows = _rows(table)
        single = all(len(row) == 1 for row in rows)
        for row in rows:
            texts = [[words for block in _paragraphs_in(cell) if (words := _words(block)).strip()] for cell, *_ in row]
            if not any(texts):
                continue
            self.line_break()
            start = self.length if start is None else start
            column = 0
            for (_, at, left, high, wide), paragraphs in zip(row, texts, strict=True):
                if paragraphs and left > column:
                    self.put("\t" * (left - column))
                    column = left
                begin = self.length
                self._cell(paragraphs, Place(table=number, row=at, column=left), "\n" if single else "")
                cells.append(Cell(begin, self.length, at, left, high, wide))
        if start is not None:
            self.tables.append(Table(start, self.length, tuple(cells)))

    def _cell(self, paragraphs: list[str], place: Place, between: str) -> None:
        for count, words in enumerate(paragraphs):
            if count:
                self.put(between or ("" if paragraphs[count - 1][-1] >= "\u2e80" else " "))
            self._place(words.strip() if between else " ".join(words.split("\n")).replace("\t", " ").strip(), place)

    def _place(self, words: str, place: Place) -> None:
        if words:
            self.put(words)
            self.segments.append(Segment(self.length - len(words), self.length, place))


def blocks(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables in an element, in order, whatever stands around them."""
    waiting = list(parent)[::-1]
    while waiting:
        block = waiting.pop()
        if block.tag in (_W + "p", _W + "tbl"):
            yield block
        elif block.tag in _INSIDE:
            waiting.extend(list(block)[::-1])


def _paragraphs_in(cell: Any) -> Iterator[Any]:
    """The paragraphs of a cell, those of tables in it included."""
    waiting = list(blocks(cell))[::-1]
    while waiting:
        block = waiting.pop()
        if block.tag == _W + "p":
            yield block
        else:
            waiting.extend([inner for tc in block.iter(_W + "tc") for inner in tc if inner.tag == _W + "p"][::-1])


def _words(paragraph: Any) -> str:
    """The text of a paragraph as printed, without deleted words, field codes and text boxes."""
    found: list[str] = []
    waiting = list(paragraph)[::-1]
    while waiting:
        element = waiting.pop()
        if element.tag == _W + "t":
            found.append(element.text or "")
        elif element.tag in _PRINTED:
            found.append("" if element.get(_W + "type") in ("page", "column") else _PRINTED[element.tag])
        elif element.tag not in _SKIPPED and element.tag != _W + "txbxContent":
            waiting.extend(list(element)[::-1])
    return "".join(found)


def _boxes(paragraph: Any) -> list[Any]:
    """The text boxes that hang on a paragraph; of two versions of one, that for newer programs."""
    return [
        box
        for box in paragraph.iter(_W + "txbxContent")
        if not any(outer.tag in (_MC + "Fallback", _W + "txbxContent") for outer in box.iterancestors())
    ]


def _rows(table: Any) -> list[list[tuple[Any, int, int, int, int]]]:
    """The cells of a table: element, row, column, rows, columns. A merged cell stands once, at its top left."""
    rows: list[list[list[Any]]] = []
    above: dict[int, list[Any]] = {}
    for number, row in enumerate(row for row in table.iter(_W + "tr") if _owner(row) is table):
        column = _value(row, "gridBefore")
        cells: list[list[Any]] = []
        for cell in (cell for cell in row.iter(_W + "tc") if _row_of(cell) is row):
            wide = max(_value(cell, "gridSpan"), 1)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(_W + "val") != "restart" and column in above:
                above[column][3] = number - above[column][1] + 1
            else:
                above[column] = [cell, number, column, 1, wide]
                cells.append(above[column])
            column += wide
        rows.append(cells)
    return [[(cell[0], cell[1], cell[2], cell[3], cell[4]) for cell in row] for row in rows if row]


def _owner(row: Any) -> Any:
    return next(row.iterancestors(_W + "tbl"))


def _row_of(cell: Any) -> Any:
    return next(cell.iterancestors(_W + "tr"))


def _value(element: Any, name: str) -> int:
    found = next(element.iter(_W + name), None)
    if found is None or next(found.iterancestors(element.tag)) is not element:
        return 0
    value = found.get(_W + "val", "0")
    return min(int(value), 200) if value.isdecimal() else 0
