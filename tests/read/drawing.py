"""PDFs drawn for tests: words at places, columns, ruled tables."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from random import Random

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

FONT, SIZE = "STSong-Light", 14
WIDTH, HEIGHT = A4
registerFont(UnicodeCIDFont(FONT))

Drawn = tuple[float, float, str] | tuple[float, float, str, float]
"""Left edge and baseline, in points from the top left corner of the page; words; size of type."""


def draw(*pages: Iterable[Drawn], rotation: int = 0, size: float = SIZE) -> bytes:
    """A PDF with words at places."""
    return paint(*(lambda canvas, page=page: write(canvas, page, size) for page in pages), rotation=rotation)


def paint(*pages: Callable[[Canvas], None], rotation: int = 0) -> bytes:
    """A PDF whose pages paint themselves."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for page in pages:
        page(canvas)
        canvas.setPageRotation(rotation)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def write(canvas: Canvas, words: Iterable[Drawn], size: float = SIZE) -> None:
    """Words at places."""
    for left, top, text, *own in words:
        canvas.setFont(FONT, own[0] if own else size)
        canvas.drawString(left, HEIGHT - top, text)


def broken(text: str, width: float, size: float = SIZE, indent: bool = True) -> list[tuple[float, str]]:
    """A paragraph in lines: how far each is indented, and its words."""
    lines, line, room = [], "", width - 2 * size * indent
    for letter in text:
        if stringWidth(line + letter, FONT, size) > room and letter not in "，。；":
            lines.append(line)
            line, room = "", width
        line += letter
    return [(2.0 * size if indent and not number else 0.0, words) for number, words in enumerate([*lines, line])]


def column(paragraphs: Sequence[str], left: float, top: float, width: float, size: float = SIZE) -> list[Drawn]:
    """Paragraphs in one column."""
    lines = [line for paragraph in paragraphs for line in broken(paragraph, width, size)]
    return [(left + inside, top + 1.6 * size * number, words, size) for number, (inside, words) in enumerate(lines)]


def shuffled(words: Sequence[Drawn], seed: int = 7) -> list[Drawn]:
    """The same words, drawn in another order."""
    mixed = list(words)
    Random(seed).shuffle(mixed)
    return mixed


def table(
    canvas: Canvas, columns: Sequence[float], rows: Sequence[float], cells: dict[tuple[int, int, int, int], str]
) -> None:
    """A ruled table. `cells`: row, column, rows, columns of each: its words."""
    for (row, across, high, wide), words in cells.items():
        left, right, top, bottom = columns[across], columns[across + wide], rows[row], rows[row + high]
        canvas.rect(left, HEIGHT - bottom, right - left, bottom - top)
        for number, line in enumerate(words.split("\n")):
            canvas.setFont(FONT, 10)
            canvas.drawString(left + 3, HEIGHT - top - 13 - 13 * number, line)
