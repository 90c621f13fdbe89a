"""PDF with a text layer: lines, pages, boxes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

from hefu.errors import ReadError
from hefu.read.parts import Parts
from hefu.read.pdf import OCR, read_pdf
from hefu.read.view import view

PATH = Path("报告.pdf")
FONT, SIZE = "STSong-Light", 14
registerFont(UnicodeCIDFont(FONT))
WIDTH, HEIGHT = A4
Drawn = tuple[float, float, str]


def draw(*pages: list[Drawn], rotation: int = 0, size: int = SIZE) -> bytes:
    """A PDF with words at places: left and baseline, in points from the top left corner of the page."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for page in pages:
        canvas.setFont(FONT, size)
        for left, top, words in page:
            canvas.drawString(left, HEIGHT - top, words)
        canvas.setPageRotation(rotation)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def read(*pages: list[Drawn]) -> Parts:
    return read_pdf(PATH, draw(*pages))


def test_each_printed_line_is_a_line_and_a_form_feed_parts_pages() -> None:
    parts = read([(72, 90, "青禾市工作报告"), (72, 120, "全年增长8%。")], [(72, 90, "第二页的话。")])
    assert parts.text == "青禾市工作报告\n全年增长8%。\n\f第二页的话。"
    assert {segment.place.page for segment in parts.segments} == {1, 2}


def test_an_indent_of_two_characters_begins_a_paragraph() -> None:
    lines: list[Drawn] = [(72, 100 + 20 * n, "全市水利投资增长较快，各项工作进展顺利") for n in range(6)]
    lines[3] = (72 + 2 * SIZE, 160, "下一步继续做好供水工作，确保完成")
    assert read(lines).text.split("\n")[3].startswith("\u3000\u3000下一步")


def test_wide_gaps_become_tabs_and_letter_spacing_goes() -> None:
    parts = read([(72, 90, "指标"), (300, 90, "数值"), (72, 120, "全"), (92, 120, "市")])
    assert parts.text == "指标\t数值\n全市"


def test_page_numbers_are_marked() -> None:
    body = "全市水利投资增长较快，各项工作进展顺利"
    parts = read(*([(72.0, 100.0 + 20 * n, body) for n in range(5)] + [(290.0, 800.0, str(p))] for p in range(3, 7)))
    assert [(parts.text[junk.start : junk.end], junk.reason) for junk in parts.junk] == [
        (str(number), "page number") for number in range(3, 7)
    ]
    assert "进展顺利全市水利" in view(parts.text).text


def test_the_largest_type_of_the_first_page_is_the_title() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for top, size, words in (
        (80, 24, "青禾市国民经济和社会发展"),
        (112, 24, "五年规划纲要"),
        (160, 12, "全市上下同心。"),
    ):
        canvas.setFont(FONT, size)
        canvas.drawString(72, HEIGHT - top, words)
    for line in range(6):
        canvas.drawString(72, HEIGHT - 180 - 20 * line, "正文一行一行地写下去。")
    canvas.save()
    assert read_pdf(PATH, file.getvalue()).claims["style"] == "青禾市国民经济和社会发展五年规划纲要"


def test_a_pdf_without_text_says_what_to_install() -> None:
    with pytest.raises(ReadError, match=r"pictures.*OCR"):
        read_pdf(PATH, draw([]))


def test_pages_without_text_among_others_are_named() -> None:
    parts = read([(72, 90, "话。")], [], [(72, 90, "又一话。")])
    assert parts.notes == (f"pages without text: 2; {OCR}",)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_lie_on_the_page_as_it_is_seen(rotation: int) -> None:
    data = draw([(100, HEIGHT - 300, "水利投资")], rotation=rotation)
    wide, high = PdfDocument(data)[0].get_size()
    boxes = [box for segment in read_pdf(PATH, data).segments for box in segment.place.boxes]
    assert all(0 <= box.left < box.right <= wide and 0 <= box.top < box.bottom <= high for box in boxes)
    # The words stand 100 points from the left edge of the sheet, wherever that edge is seen.
    first = boxes[0]
    near = {0: first.left, 90: first.top, 180: wide - first.right, 270: high - first.bottom}[rotation]
    assert near == pytest.approx(100, abs=2)


WORDS = st.text(alphabet="全市水利投资增长百分之八点五，。GDP0123456789%", min_size=1, max_size=20)


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8))
def test_every_box_is_where_its_character_was_drawn(lines: list[str]) -> None:
    page = [(72.0, 100.0 + 30 * number, words) for number, words in enumerate(lines)]
    parts = read_pdf(PATH, draw(page))
    for segment in parts.segments:
        assert len(segment.place.boxes) == segment.end - segment.start
        for number, box in enumerate(segment.place.boxes):
            character = parts.text[segment.start + number]
            line = round(((box.top + box.bottom) / 2 - 95) / 30)
            middle, words = (box.left + box.right) / 2, lines[line]
            edges = [72 + stringWidth(words[:place], FONT, SIZE) for place in range(len(words) + 1)]
            place = next(n for n in range(len(words)) if edges[n] - 1 <= middle <= edges[n + 1] + 1)
            assert words[place] == character
    assert "".join(parts.text.split()) == "".join("".join(lines).split())
