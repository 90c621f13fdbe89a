"""DOCX: paragraphs, tables, printed numbers, and the way back to them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from hefu.read.docx import read_docx
from hefu.read.numbering import number
from hefu.read.parts import Parts

PATH = Path("报告.docx")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(write: Callable[[Document], object]) -> Parts:
    document = docx.Document()
    write(document)
    file = io.BytesIO()
    document.save(file)
    return read_docx(PATH, file.getvalue())


def test_each_paragraph_is_a_line_with_its_number_as_place() -> None:
    def write(document: Document) -> None:
        for words in ("青禾市工作报告", "", "全年增长8%。"):
            document.add_paragraph(words)

    parts = read(write)
    assert parts.text == "青禾市工作报告\n全年增长8%。"
    assert [(s.place.paragraph, parts.text[s.start : s.end]) for s in parts.segments] == [
        (0, "青禾市工作报告"),
        (2, "全年增长8%。"),
    ]


def test_headings_are_known_by_their_style() -> None:
    def write(document: Document) -> None:
        document.add_heading("青禾市规划纲要", 0)
        document.add_heading("第一章 总则", 1)
        document.add_heading("第一节 目标", 2)

    parts = read(write)
    assert [(heading.level, heading.title) for heading in parts.headings] == [(1, "第一章 总则"), (2, "第一节 目标")]
    assert parts.claims["style"] == "青禾市规划纲要"


def test_a_merged_cell_stands_once_at_its_top_left() -> None:
    def write(document: Document) -> None:
        table = document.add_table(rows=3, cols=3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{row}{column}"
        for first, last, words in (((0, 1), (0, 2), "宽"), ((1, 0), (2, 0), "高")):
            table.cell(*first).merge(table.cell(*last)).text = words

    parts = read(write)
    assert parts.text == "00\t宽\n高\t11\t12\n\t21\t22"
    cells = {parts.text[c.start : c.end]: (c.row, c.column, c.rows, c.columns) for c in parts.tables[0].cells}
    assert cells["宽"] == (0, 1, 1, 2)
    assert cells["高"] == (1, 0, 2, 1)
    assert [s.place.column for s in parts.segments if s.place.row == 2] == [1, 2]


def test_a_box_of_one_cell_keeps_its_paragraphs_as_lines() -> None:
    def write(document: Document) -> None:
        cell = document.add_table(rows=1, cols=1).cell(0, 0)
        cell.text = "专栏1 水利工程"
        cell.add_paragraph("1.新建水库3座。")

    assert read(write).text == "专栏1 水利工程\n1.新建水库3座。"


def test_numbers_that_word_prints_are_put_in_but_have_no_place() -> None:
    def write(document: Document) -> None:
        for words in ("新建水库", "改造泵站"):
            document.add_paragraph(words, style="List Number")

    parts = read(write)
    assert parts.text == "1.新建水库\n2.改造泵站"
    assert [parts.text[s.start : s.end] for s in parts.segments] == ["新建水库", "改造泵站"]


def test_words_in_content_controls_and_insertions_are_read_and_deleted_ones_are_not() -> None:
    def write(document: Document) -> None:
        document.element.body.insert(
            0,
            parse_xml(
                f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件里的话</w:t></w:r>"
                "<w:ins><w:r><w:t>，新加的</w:t></w:r></w:ins>"
                "<w:del><w:r><w:delText>，删掉的</w:delText></w:r></w:del></w:p></w:sdtContent></w:sdt>"
            ),
        )

    assert read(write).text == "控件里的话，新加的"


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent {W}><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"

    def write(document: Document) -> None:
        run = parse_xml(
            f'<w:p {W}><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="{mc}">'
            f'<mc:Choice Requires="wps">{box}</mc:Choice>'
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )
        document.element.body.insert(0, run)

    assert read(write).text == "正文\n框里的话"


@pytest.mark.parametrize(
    ("value", "kind", "printed"),
    [
        (12, "chineseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"),
        (105, "japaneseCounting", "一百零五"),
        (3, "decimalEnclosedCircle", "③"),
        (4, "upperRoman", "IV"),
        (2, "lowerLetter", "b"),
        (7, "decimal", "7"),
        (7, "decimalFullWidth", "７"),
    ],
)
def test_list_numbers_are_printed_as_word_does(value: int, kind: str, printed: str) -> None:
    assert number(value, kind) == printed


WORDS = st.text(alphabet="全市增长8%，。 \t水利A", max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8), st.lists(st.lists(WORDS, min_size=2, max_size=2), max_size=4))
def test_every_place_leads_back_to_the_same_words(paragraphs: list[str], rows: list[list[str]]) -> None:
    document = docx.Document()
    for words in [*paragraphs, "末"]:
        document.add_paragraph(words)
    table = document.add_table(rows=len(rows), cols=2)
    for row, words in zip(table.rows, rows, strict=True):
        row.cells[0].text, row.cells[1].text = words
    file = io.BytesIO()
    document.save(file)
    parts = read_docx(PATH, file.getvalue())
    for segment in parts.segments:
        place, words = segment.place, parts.text[segment.start : segment.end]
        if place.paragraph is not None:
            assert words == document.paragraphs[place.paragraph].text
        else:
            assert place.table == 0
            assert place.row is not None
            assert place.column is not None
            assert words == table.cell(place.row, place.column).text.replace("\t", " ").strip()
    given = sum(len(words.strip()) for words in [*paragraphs, "末", *(words for row in rows for words in row)])
    assert sum(len(parts.text[s.start : s.end].strip()) for s in parts.segments) == given
