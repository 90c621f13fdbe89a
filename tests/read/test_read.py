"""`hefu.read`: one call for every format, and a way back from any words."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from hefu.errors import ImpossibleDateError, UnknownAreaError
from hefu.lexicon.areas import load
from hefu.read import read

WORDS = "青禾市水利工作报告\n全年完成水利投资38.6亿元，增长12.4%。"


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "报告.txt"
    path.write_bytes(WORDS.encode("gb18030"))
    return path


def test_the_source_is_described(text: Path) -> None:
    source = read(text).source
    assert (source.name, source.size, source.encoding, source.media_type) == (
        "报告.txt", len(WORDS.encode("gb18030")), "gb18030", "text/plain",
    )  # fmt: skip
    assert source.sha256 == hashlib.sha256(text.read_bytes()).hexdigest()


def test_where_a_page_comes_from_is_kept_when_it_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    metas = '<meta name="Url" content="https://city.example/1.html"><meta name="ContentSource" content="青禾市水利局">'
    path.write_text(f"{metas}<p>全年完成水利投资38.6亿元。</p>", encoding="utf-8")
    source = read(path).source
    assert (source.url, source.publisher) == ("https://city.example/1.html", "青禾市水利局")


def test_words_of_a_text_lead_to_their_offset(text: Path) -> None:
    document = read(str(text))
    start = document.text.index("38.6亿元")
    [place] = document.places(start, start + 6)
    assert place.offset == start


def test_words_of_a_page_lead_to_their_offset_in_the_source(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    source = "<p>全年完成<b>38.6</b>亿元&mdash;增长。</p>"
    path.write_text(source, encoding="utf-8")
    document = read(path)
    start = document.text.index("38.6亿元")
    places = document.places(start, start + 6)
    assert [source[p.offset :][:2] for p in places if p.offset is not None] == ["38", "亿元"]


def test_words_of_a_cell_lead_to_table_row_and_column(tmp_path: Path) -> None:
    written = docx.Document()
    written.add_paragraph("水利")
    table = written.add_table(rows=2, cols=2)
    table.cell(1, 1).text = "38.6亿元"
    path = tmp_path / "a.docx"
    written.save(str(path))
    document = read(path)
    start = document.text.index("8.6")
    [place] = document.places(start, start + 3)
    assert (place.table, place.row, place.column) == (0, 1, 1)


def test_an_area_of_the_users_own_file_is_known(text: Path, tmp_path: Path) -> None:
    own = tmp_path / "areas.csv"
    own.write_text("code,name,level,parent,since,until\nX00000,青禾市,city,540000,2001,\n", encoding="utf-8")
    assert read(text, areas=load(own)).area == "青禾市"
    assert read(text, areas=load(own), area="青禾").area == "青禾市"


def test_an_area_that_nobody_knows_is_refused(text: Path) -> None:
    with pytest.raises(UnknownAreaError):
        read(text, area="云上市")


@pytest.mark.parametrize("date", ["2026-02-30", "", "昨天"])
def test_a_date_that_cannot_be_is_refused(text: Path, date: str) -> None:
    with pytest.raises(ImpossibleDateError):
        read(text, published=date)


def test_importing_the_reader_loads_no_library() -> None:
    heavy = ("pypdfium2", "docx", "resiliparse", "lxml", "django")
    code = f"import sys, hefu.read; print([m for m in {heavy} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_every_document_beside_the_project_is_read(shared: Path) -> None:
    paths = [
        path for folder in ("seeds", "corpus", "corpus/html", "plans") for path in sorted((shared / folder).iterdir())
    ]
    for path in (path for path in paths if path.is_file()):
        document = read(path)
        assert len(document.text) > 500
        if path.suffix == ".txt":
            with path.open(encoding="utf-8", newline="") as file:
                assert document.text == file.read()
        for heading in document.outline:
            assert 0 <= heading.start < heading.end <= len(document.text)


def test_newspaper_pages_with_a_text_layer_are_read(shared: Path) -> None:
    document = read(shared / "scans" / "page1.text.pdf")
    assert document.published == "2026-04-22"
    assert "2025年实\n现地区生产总值（GDP）4658.19亿元" in document.text
