"""PDF: a report with a text layer, and a newspaper page as a picture without one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial

import pypdfium2
from reportlab.lib.pagesizes import A3, A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from builder.lines import break_lines
from builder.source import Source, Table

_FONT = "STSong-Light"  # one of the PDF format's own Chinese fonts: nothing to embed, nothing to fetch
_SIZES = {0: 12.0, 1: 20.0, 2: 15.0}
_MARGIN = 72.0
_SCAN_DPI = 130

pdfmetrics.registerFont(UnicodeCIDFont(_FONT))


def pdf(source: Source) -> bytes:
    """A report: A4, one column, numbered pages."""
    out = io.BytesIO()
    canvas = _canvas(out, A4, source)
    top = A4[1] - _MARGIN
    y, page = top, 1
    for size, x, text in _report_lines(source):
        if y < _MARGIN + size:
            _close_page(canvas, page)
            y, page = top, page + 1
        canvas.setFont(_FONT, size)
        canvas.drawString(x, y, text)
        y -= size * 1.75
    _close_page(canvas, page)
    canvas.save()
    return out.getvalue()


def scan(source: Source) -> bytes:
    """A newspaper page as a scanner delivers it: one grey picture, no text layer."""
    with pypdfium2.PdfDocument(_newspaper(source)) as document:
        picture = document[0].render(scale=_SCAN_DPI / 72, grayscale=True).to_pil()
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=45)
    out = io.BytesIO()
    canvas = _canvas(out, A3, source)
    canvas.drawImage(ImageReader(jpeg), 0, 0, *A3)
    canvas.save()
    return out.getvalue()


def _canvas(out: io.BytesIO, size: tuple[float, float], source: Source) -> Canvas:
    # Uncompressed and invariant: the bytes depend neither on the clock nor on zlib.
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=0)
    canvas.setTitle(source.head["title"])
    canvas.setAuthor(source.head["issuer"])
    return canvas


def _close_page(canvas: Canvas, number: int) -> None:
    canvas.setFont(_FONT, 10)
    canvas.drawCentredString(A4[0] / 2, _MARGIN / 2, f"— {number} —")
    canvas.showPage()


def _report_lines(source: Source) -> Iterator[tuple[float, float, str]]:
    """Size, left edge and text of each line of a report."""
    for block in source.blocks:
        if isinstance(block, Table):
            raise TypeError(f"a table cannot stand in a PDF report: {block.caption}")
        size = _SIZES[block.level]
        indent = 0.0 if block.level == 1 else size * 2
        lines = _broken(block.text, size, A4[0] - 2 * _MARGIN, indent)
        for number, text in enumerate(lines):
            centred = (A4[0] - _width(text, size)) / 2
            yield size, centred if block.level == 1 else _MARGIN + (0 if number else indent), text


def _broken(text: str, size: float, limit: float, indent: float) -> list[str]:
    return break_lines(text, limit, partial(_width, size=size), indent)


def _width(text: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, _FONT, size))


def _newspaper(source: Source) -> bytes:
    """A page in columns, with a text layer: what the picture is taken of."""
    out = io.BytesIO()
    canvas = _canvas(out, A3, source)
    gap, count = 20.0, 4
    width = (A3[0] - 2 * _MARGIN - (count - 1) * gap) / count
    column, y = 0, A3[1] - _MARGIN
    for size, above, text in _column_lines(source, width):
        y -= above
        if y < _MARGIN:
            column, y = column + 1, A3[1] - _MARGIN
        canvas.setFont(_FONT, size)
        canvas.drawString(_MARGIN + column * (width + gap), y, text)
        y -= size * 1.6
    if column >= count:
        raise ValueError(f"{source.file} does not fit on one page")
    canvas.save()
    return out.getvalue()


def _column_lines(source: Source, width: float) -> Iterator[tuple[float, float, str]]:
    """Size, space above and text of each line of a newspaper page."""
    for block in source.blocks:
        if isinstance(block, Table):
            raise TypeError(f"a table cannot stand in a newspaper: {block.caption}")
        size = {0: 13.0, 2: 20.0}.get(block.level, 15.0)
        indent = 0.0 if block.level else 2 * size
        for number, text in enumerate(_broken(block.text, size, width, indent)):
            first = number == 0
            above = size if first and block.level == 2 else 6.0 if first and block.level else 0.0
            yield size, above, f"　　{text}" if first and indent else text
