"""PDF with a text layer: one line a printed line, a form feed between pages, a box for every character."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hefu.errors import ReadError
from hefu.model import Cell, Junk, Table
from hefu.places import Page, Place, Segment
from hefu.read import scan, standin
from hefu.read.glyphs import Reader
from hefu.read.parts import Note, Parts, Written
from hefu.read.pdfpages import PrintedLine, PrintedPage, PrintedTable, Words, printed
from hefu.read.text import furniture
from hefu.read.view import FOOTNOTE

Recognise = Callable[[Path, Any, Sequence[int]], Iterator[Parts]]
"""Reads pages of a PDF (of pypdfium2) by OCR: the file's name, the PDF, the numbers of the pages from 0."""

OCR = scan.INSTALL
_HARDLY_ANY, _MOST_OF_IT = 50, 0.5
"""A page with fewer characters, and an image over more than this share of it, is a picture."""
_SCAN_AGAIN = "scan it again, at 200 to 300 dots per inch"
_NO_TEXT = "its pages are pictures, without a text layer"
_MOST_PAGES, _MOST_CHARACTERS = 5000, 8_000_000
"""So much of a file is read; of a longer one the beginning, and a note says so."""
_SHORTEST_TITLE, _LARGER = 6, 1.3
"""A title has at least so many characters, and type so many times as large as most lines."""
_TWICE = 100
"""A page with fewer characters (a blank form, a divider, one figure) may stand in a file twice."""
_SHORT = 8
"""The number of a page has at most so many characters."""
_MASTHEAD = re.compile(r"第.{1,3}版|[日晚时早]报")
_ENDS = re.compile(r"[。！？!?；;：:][”’）)》」』\"']*$")


def read_pdf(path: Path, data: bytes, *, recognise: Recognise | None = None) -> Parts:
    """The document in a PDF.

    recognise: reads pages that are pictures, or whose fonts do not say which characters they show, as the extra
    `ocr` does where it is installed; without it such pages stay as they are and a note tells of them.
    Raises ReadError when the file is damaged or encrypted, or has no text at all.
    """
    # Imported here: the library takes a tenth of a second to load.
    import pypdfium2 as pdfium

    if b"startxref" not in data[-4096:] and b"%%EOF" not in data[-4096:]:
        raise ReadError(path, "is cut off: the end of the file is missing", "fetch it again")
    standin.put_in()
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refusal(path, str(error)) from None
    try:
        return _read(path, pdf, recognise or (scan.of_pdf if scan.is_installed() else None))
    finally:
        pdf.close()


def _refusal(path: Path, reason: str) -> ReadError:
    if "assword" in reason or "ecurity" in reason:
        return ReadError(path, "is encrypted: a password is needed", "save a copy without one")
    return ReadError(path, "is a damaged PDF file", "fetch it again")


def _read(path: Path, pdf: Any, recognise: Recognise | None) -> Parts:
    writer = _Writer()
    count = len(pdf)
    for number, page in enumerate(_pages(path, pdf, recognise), 1):
        writer.page(number, page)
        if writer.length > _MOST_CHARACTERS:
            break
    else:
        number = min(count, _MOST_PAGES)
    if number < count:
        told = f"the file has {count} pages: only the first {number} are read; split it for the rest"
        writer.notes.append(Note(told))
    writer.flush()
    text = writer.text()
    if not text.strip():
        if writer.damaged:
            raise ReadError(path, "is a damaged PDF file: none of its pages can be read", "fetch it again")
        raise ReadError(path, _NO_TEXT, _SCAN_AGAIN if scan.is_installed() else OCR)
    scanned = scan.joined(writer.scans, text)
    title = writer.title or scanned.claims.get("style")
    return replace(
        scanned,
        media_type="application/pdf",
        segments=tuple(sorted((*writer.segments, *scanned.segments), key=lambda segment: segment.start)),
        tables=tuple(sorted((*writer.tables, *scanned.tables), key=lambda table: table.start)),
        junk=_together([*writer.junk, *scanned.junk], furniture(text)),
        claims={"style": title} if title else {},
        notes=(*writer.all_notes(), *scanned.notes),
        pages=tuple(writer.pages),
    )


def _together(own: list[Junk], more: Iterable[Junk]) -> tuple[Junk, ...]:
    """Both in order, without those of `more` that lie in pages or marks that are left aside anyway."""
    found = sorted(own, key=lambda junk: junk.start)
    starts = [junk.start for junk in found]
    for junk in more:
        place = bisect_right(starts, junk.start) - 1
        if place < 0 or found[place].end <= junk.start:
            found.append(junk)
    return tuple(sorted(found, key=lambda junk: junk.start))


def _pages(path: Path, pdf: Any, recognise: Recognise | None) -> Iterator[PrintedPage | Parts | None]:
    """What stands on each page, in order; None for a page that cannot be read."""
    import pypdfium2 as pdfium

    reader = Reader()
    pictures = [number for number in range(min(len(pdf), _MOST_PAGES)) if _is_picture(pdf, number)] if recognise else []
    scans = recognise(path, pdf, pictures) if recognise else iter(())
    for number in range(min(len(pdf), _MOST_PAGES)):
        if number in pictures:
            yield next(scans)
            continue
        try:
            page = pdf[number]
        except pdfium.PdfiumError:  # The page is named in a note.
            yield None
            continue
        try:
            found = printed(page, reader)
            yield next(recognise(path, pdf, [number])) if recognise and found.broken else found
        finally:
            page.close()


def _is_picture(pdf: Any, number: int) -> bool:
    """Whether a page has hardly any text and an image over most of it, or no text and anything else."""
    import pypdfium2 as pdfium
    from pypdfium2 import raw

    try:
        page = pdf[number]
    except pdfium.PdfiumError:  # It is named in a note when its turn comes.
        return False
    layer = page.get_textpage()
    try:
        characters = layer.count_chars()
        if not characters:
            return bool(raw.FPDFPage_CountObjects(page.raw))
        width, height = page.get_size()
        images = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3) if characters < _HARDLY_ANY else ()
        bounds = [image.get_bounds() for image in images]
        return any((right - left) * (top - foot) > _MOST_OF_IT * width * height for left, foot, right, top in bounds)
    finally:
        layer.close()
        page.close()


def _listed(pages: list[int]) -> str:
    return ", ".join(map(str, pages[:20])) + (" …" if len(pages) > 20 else "")


class _Writer(Written):
    """Writes the text of the pages, with a segment for each run of characters that has boxes.

    A footnote between the two halves of a sentence that goes over to the next page waits until that has ended.
    """

    def __init__(self) -> None:
        super().__init__()
        self.segments: list[Segment] = []
        self.tables: list[Table] = []
        self.junk: list[Junk] = []
        self.notes: list[Note] = []
        self.pages: list[Page] = []
        self.scans: list[Parts] = []
        self.recognised: list[int] = []
        self.empty: list[int] = []
        self.broken: list[int] = []
        self.damaged: list[int] = []
        self.repeated: list[int] = []
        self.title = ""
        self._seen: set[int] = set()
        self._waiting: list[tuple[int, PrintedLine]] = []
        self._fresh = True

    def page(self, number: int, page: PrintedPage | Parts | None) -> None:
        """Writes a page; `None` stands for one that cannot be read."""
        if number > 1:
            self.put("\n\f")
        self._fresh = True
        if page is None:
            self.damaged.append(number)
            self.pages.append(Page(0, 0))
            return
        if isinstance(page, Parts):
            self._scan(number, page)
            return
        self.pages.append(page.size)
        if not page.items:
            self.empty.append(number)
        if page.broken:
            self.broken.append(number)
        lines = [item for item in page.items if isinstance(item, PrintedLine)]
        if number == 1 and not page.broken:
            self.title = _largest(lines)
        start = self.length
        last = _last_of_body(lines)
        goes_on = last is not None and not _ENDS.search(last.text())
        for item in page.items:
            if isinstance(item, PrintedTable):
                self._table(number, item)
            elif item.note and goes_on:
                self._waiting.append((number, item))
            else:
                self._body_line(number, item, item is last)
        self._note_repeated(number, start, tuple(line.text() for line in lines))

    def _scan(self, number: int, page: Parts) -> None:
        """Writes a page that was recognised."""
        self.pages += page.pages
        (self.recognised if page.text else self.empty).append(number)
        self.scans.append(scan.insert(self, page))

    def _note_repeated(self, number: int, start: int, words: tuple[str, ...]) -> None:
        """A page that says the same as an earlier one, word for word, says nothing: the file's tree may have a loop."""
        key = hash(words)
        if sum(map(len, words)) >= _TWICE and key in self._seen:
            self.repeated.append(number)
            self.junk.append(Junk(start, self.length, "stands in the file twice"))
        self._seen.add(key)

    def flush(self) -> None:
        """Writes the footnotes that wait."""
        waiting, self._waiting = self._waiting, []
        for number, line in waiting:
            self._line(number, line)

    def all_notes(self) -> Iterator[Note]:
        """What the user must be told."""
        yield from self.notes
        if self.recognised:
            yield Note(
                f"pages read by OCR, for they are pictures or their fonts are broken: {_listed(self.recognised)}"
            )
        if self.empty:
            advice = "" if scan.is_installed() else f"; {OCR}"
            yield Note(f"pages without text: {_listed(self.empty)}{advice}")
        if self.broken:
            yield Note(
                f"pages whose fonts do not say which characters they show: {_listed(self.broken)}; "
                f"their text cannot be trusted; {OCR}"
            )
        if self.repeated:
            yield Note(f"pages that repeat an earlier page word for word and are left aside: {_listed(self.repeated)}")
        if self.damaged:
            yield Note(f"pages that are damaged and left out: {_listed(self.damaged)}")

    def _body_line(self, number: int, line: PrintedLine, last: bool) -> None:
        """Writes a line; where a paragraph ends, or a page (`last`), the footnotes of the page before."""
        old = bool(self._waiting) and self._waiting[0][0] < number
        if old and line.indented:
            self.flush()
        self._line(number, line)
        if old and (last or _ENDS.search(line.text())):
            self.flush()

    def _begin(self) -> None:
        if not self._fresh:
            self.put("\n")
        self._fresh = False

    def _line(self, number: int, line: PrintedLine) -> None:
        self._begin()
        if line.indented:
            self.put("\u3000\u3000")
        start = self.length
        self._words(number, line.words)
        self.junk += [Junk(start + a, start + b, FOOTNOTE) for a, b in line.marks]

    def _words(self, number: int, words: Iterable[Words]) -> None:
        for run in words:
            start = self.length
            self.put(run.text)
            if run.boxes is not None:
                self.segments.append(Segment(start, self.length, Place(page=number, boxes=run.boxes)))

    def _table(self, number: int, table: PrintedTable) -> None:
        """Each row is a line, tabs between cells. A first row of one cell (单位：亿元) is a line above the table."""
        wide = max(cell.column + cell.columns for cell in table.cells)
        first = next((n for n, cell in enumerate(table.cells) if cell.columns < wide), 0)
        for cell in table.cells[:first]:
            self._begin()
            self._words(number, cell.words)
        self._begin()
        above = table.cells[first].row
        start, row, column = self.length, 0, 0
        cells = []
        for cell in (replace(cell, row=cell.row - above) for cell in table.cells[first:]):
            if cell.row != row:
                self.put("\n")
                row, column = cell.row, 0
            if cell.words:
                self.put("\t" * (cell.column - column))
                column = cell.column
            begin = self.length
            self._words(number, cell.words)
            cells.append(Cell(begin, self.length, cell.row, cell.column, cell.rows, cell.columns))
        self.tables.append(Table(start, self.length, tuple(cells)))


def _last_of_body(lines: list[PrintedLine]) -> PrintedLine | None:
    """The last line of a page that is no footnote and more than a page number."""
    return next((line for line in reversed(lines) if not line.note and len(line.text()) > _SHORT), None)


def _largest(lines: list[PrintedLine]) -> str:
    """The words in the largest type of a page, when some line is plainly larger than the rest; else nothing."""
    heights = sorted(line.height for line in lines)
    bare = ["".join(line.text().split()) for line in lines]
    wordy = [n for n, words in enumerate(bare) if len(words) >= _SHORTEST_TITLE and not _MASTHEAD.search(words)]
    first = max(wordy, key=lambda number: lines[number].height, default=None)
    if first is None or lines[first].height < _LARGER * heights[len(heights) // 2]:
        return ""
    last, height = first, lines[first].height
    while first and last - first < 3 and 0.95 <= lines[first - 1].height / height <= 1.05:
        first -= 1
    while last + 1 < len(lines) and last - first < 3 and 0.95 <= lines[last + 1].height / height <= 1.05:
        last += 1
    return "".join(bare[first : last + 1])
