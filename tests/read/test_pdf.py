"""PDF with a text layer: lines, pages, boxes, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from hefu.errors import ReadError
from hefu.places import Page
from hefu.read import scan
from hefu.read.parts import Parts
from hefu.read.pdf import OCR, read_pdf
from hefu.read.pdfpages import PrintedLine, PrintedPage, Words
from hefu.read.view import view
from read.drawing import FONT, HEIGHT, SIZE, WIDTH, Drawn, draw, paint, write

PATH = Path("报告.pdf")


def read(*pages: list[Drawn]) -> Parts:
    return read_pdf(PATH, draw(*pages))


def test_each_printed_line_is_a_line_and_a_form_feed_parts_pages() -> None:
    parts = read([(72, 90, "青禾市工作报告"), (72, 120, "全年增长8%。")], [(72, 90, "第二页的话。")])
    assert parts.text == "青禾市工作报告\n全年增长8%。\n\f第二页的话。"
    assert {segment.place.page for segment in parts.segments} == {1, 2}
    assert parts.pages == (Page(round(WIDTH, 2), round(HEIGHT, 2)),) * 2


def test_an_indent_of_two_characters_begins_a_paragraph() -> None:
    lines: list[Drawn] = [(72, 100 + 20 * n, "全市水利投资增长较快，各项工作进展顺利") for n in range(6)]
    lines[3] = (72 + 2 * SIZE, 160, "下一步继续做好供水工作，确保完成")
    assert read(lines).text.split("\n")[3].startswith("\u3000\u3000下一步")


def test_wide_gaps_become_tabs_and_letter_spacing_goes() -> None:
    parts = read([(72, 90, "指标"), (300, 90, "数值"), (72, 120, "全"), (92, 120, "市")])
    assert parts.text == "指标\t数值\n全市"


def test_double_spaces_inside_chinese_words_are_spacing_and_those_between_numbers_are_not() -> None:
    parts = read(
        [(72, 90, "全年  增长  8.5%，  其中 工业 增长 3%"), (72, 120, "12.5 8.3"), (72, 150, "China Daily 5G")]
    )
    assert parts.text == "全年增长8.5%，其中工业增长3%\n12.5 8.3\nChina Daily 5G"


def test_page_numbers_are_marked() -> None:
    body = "全市水利投资增长较快，各项工作进展顺利"
    parts = read(*([(72.0, 100.0 + 20 * n, body) for n in range(5)] + [(290.0, 800.0, str(p))] for p in range(3, 7)))
    assert [
        (parts.text[junk.start : junk.end], junk.reason) for junk in parts.junk if junk.reason == "page number"
    ] == [(str(number), "page number") for number in range(3, 7)]
    assert "进展顺利全市水利" in view(parts.text).text


def test_the_largest_type_of_the_first_page_is_the_title() -> None:
    def page(canvas: Canvas) -> None:
        write(
            canvas,
            [(72, 80, "青禾市国民经济和社会发展", 24), (72, 112, "五年规划纲要", 24), (72, 160, "全市同心。", 12)],
        )
        write(canvas, [(72, 180 + 20 * line, "正文一行一行地写下去。", 12) for line in range(6)])

    assert read_pdf(PATH, paint(page)).claims["style"] == "青禾市国民经济和社会发展五年规划纲要"


# ---------------------------------------------------------------- what cannot be read


def test_a_pdf_without_text_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    with pytest.raises(ReadError, match=r"pictures.*pip install 'hefu\[ocr\]'"):
        read_pdf(PATH, draw([]))


def test_pages_without_text_among_others_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    parts = read([(72, 90, "话。")], [], [(72, 90, "又一话。")])
    assert parts.notes == (f"pages without text: 2; {OCR}",)


def test_a_page_whose_fonts_show_other_characters_than_they_say_is_noticed_and_kept() -> None:
    odd = [chr(code) for code in range(0x0A05, 0x0A0B)] + [chr(code) for code in range(0x1100, 0x110A)]
    body = "全市水利投资增长较快，各项工作进展顺利"
    broken = PrintedPage(Page(1, 1), (_line("".join(odd) + "各位代表"),), broken=True)
    from hefu.read.glyphs import is_broken

    assert is_broken("".join(odd) + body) and not is_broken(body * 5 + "α、β、Ω和Ⅲ类水")
    from hefu.read.pdf import _Writer

    writer = _Writer()
    writer.page(1, broken)
    assert "各位代表" in writer.text()
    [note] = writer.all_notes()
    assert note.startswith("pages whose fonts do not say which characters they show: 1; ") and OCR in note


def _line(words: str) -> PrintedLine:
    return PrintedLine((Words(words),), 12.0)


def test_pages_that_need_it_are_given_to_the_recogniser() -> None:
    asked: list[int] = []

    def recognise(path: Path, pdf: object, numbers: Sequence[int]) -> Iterator[Parts]:
        asked.extend(numbers)
        return (Parts("认出来的话。", "", pages=(Page(1, 1),)) for _ in numbers)

    def picture(canvas: Canvas) -> None:
        canvas.rect(0, 0, 300, 300, fill=1)

    parts = read_pdf(PATH, paint(picture), recognise=recognise)
    assert parts.text == "认出来的话。"
    assert asked == [0]
    assert parts.notes == ("pages read by OCR, for they are pictures or their fonts are broken: 1",)


def test_a_page_that_stands_in_the_file_twice_is_left_aside() -> None:
    words: list[Drawn] = [(72, 90 + 20 * n, f"全年完成水利投资{n}8.6亿元，同比增长12.4%，进展顺利。") for n in range(4)]
    parts = read(words, words, words[:1], words[:1])
    assert parts.notes == ("pages that repeat an earlier page word for word and are left aside: 2",)
    [junk] = [junk for junk in parts.junk if junk.reason == "stands in the file twice"]
    assert parts.text[junk.start : junk.end] == "\n".join(line[2] for line in words)


# ---------------------------------------------------------------- boxes


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


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_text_that_stands_on_its_side_is_read_line_by_line(angle: int, rotation: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(angle)
        canvas.setFont(FONT, SIZE)
        canvas.drawString(-100, 40, "指标一的数值")
        canvas.drawString(60, 40, "38.6")
        canvas.drawString(-100, 20, "第二行的话在下面")

    parts = read_pdf(PATH, paint(page, rotation=rotation))
    assert parts.text == "指标一的数值\t38.6\n第二行的话在下面"


WORDS = st.text(alphabet="全市水利投资增长百分之八点五，。GDP0123456789%", min_size=1, max_size=20)


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8))
def test_every_box_is_where_its_character_was_drawn(lines: list[str]) -> None:
    page: list[Drawn] = [(72.0, 100.0 + 30 * number, words) for number, words in enumerate(lines)]
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
