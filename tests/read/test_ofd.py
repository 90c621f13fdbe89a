"""OFD, the format in which Chinese offices exchange documents."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hefu.errors import ReadError
from hefu.extract import extract
from hefu.read import read
from hefu.read.ofd import read_ofd
from tests.read.ofds import NS, ofd, width

PATH = Path("a.ofd")
WORDS = st.text(alphabet="全市水利投资增长百分之八点五，。GDP0123456789%", min_size=1, max_size=20)


def test_lines_are_read_from_the_top_down_and_pages_are_parted_by_a_form_feed() -> None:
    parts = read_ofd(PATH, ofd([(20, 60, "第二行。"), (20, 40, "第一行，")], [(20, 40, "第二页。")]))
    assert parts.text == "第一行，\n第二行。\n\f第二页。"
    assert [segment.place.page for segment in parts.segments] == [1, 1, 2]


def test_runs_on_one_line_are_joined_and_wide_gaps_are_tabs() -> None:
    parts = read_ofd(PATH, ofd([(20, 40, "全市"), (30, 40, "生产总值"), (90, 40.4, "2466.0"), (130, 40, "6.4")]))
    assert parts.text == "全市生产总值\t2466.0\t6.4"


def test_words_drawn_twice_to_look_bold_are_read_once() -> None:
    assert read_ofd(PATH, ofd([(20, 40, "公报"), (20.05, 40, "公报")])).text == "公报"


def test_a_line_that_begins_two_characters_inside_is_a_paragraph() -> None:
    parts = read_ofd(PATH, ofd([(30, 40, "全市生产总值增长，"), (20, 50, "投资也是。")]))
    assert parts.text == "\u3000\u3000全市生产总值增长，\n投资也是。"


def test_statements_of_an_ofd_lead_to_page_and_boxes(tmp_path: Path) -> None:
    path = tmp_path / "a.ofd"
    path.write_bytes(
        ofd(
            [(40, 30, "2024年云澜市统计公报")],
            [(30, 40, "2024年全市粮食产量66.8万吨，比上年增长1.2%。")],
        )
    )
    document = read(path, published="2025-03")
    found = extract(document)
    assert [(s.quote, s.indicator, s.period) for s in found] == [
        ("66.8万吨", "粮食产量", "2024"),
        ("1.2%", "粮食产量", "2024"),
    ]
    [place] = document.places(found[0].start, found[0].end)
    assert place.page == 2
    assert len(place.boxes) == len("66.8万吨")
    before = sum(width(letter) for letter in "2024年全市粮食产量")
    assert place.boxes[0].left == pytest.approx((30 + before) * 72 / 25.4, abs=0.1)


def test_a_page_that_cannot_be_read_is_named_and_the_others_are_read() -> None:
    broken = {"Doc_0/Pages/Page_0/Content.xml": "<ofd:Page"}
    parts = read_ofd(PATH, ofd([(20, 40, "一。")], [(20, 40, "二。")], parts=broken))
    assert "二。" in parts.text
    assert any("page 1" in note for note in parts.notes)


def test_of_an_ofd_with_too_many_pages_the_first_are_read_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["hefu.read.ofd"], "_MOST_PAGES", 2)
    parts = read_ofd(PATH, ofd(*[[(20, 40, f"第{number}页。")] for number in range(1, 5)]))
    assert parts.text == "第1页。\n\f第2页。"
    assert parts.notes == ("only the first 2 of 4 pages were read",)


def test_an_ofd_of_pictures_asks_for_ocr() -> None:
    with pytest.raises(ReadError, match="OCR"):
        read_ofd(PATH, ofd([]))


def test_an_ofd_that_declares_entities_is_refused_unread() -> None:
    bomb = f'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><ofd:OFD {NS}>&a;</ofd:OFD>'
    for data in (bomb, bomb.encode("utf-16")):
        with pytest.raises(ReadError, match=r"declares XML entities in OFD\.xml"):
            read_ofd(PATH, ofd([], parts={"OFD.xml": data}))


@pytest.mark.parametrize("location", ["../../../etc/passwd", "/etc/passwd", "http://example.org/Document.xml"])
def test_an_ofd_names_no_file_outside_of_itself(location: str) -> None:
    root = f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>{location}</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    with pytest.raises(ReadError, match="cannot be read as OFD"):
        read_ofd(PATH, ofd([(20, 40, "一。")], parts={"OFD.xml": root}))


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=8))
def test_every_character_has_its_box(lines: list[str]) -> None:
    parts = read_ofd(PATH, ofd([(20.0, 30.0 + 10 * number, words) for number, words in enumerate(lines)]))
    for segment in parts.segments:
        assert len(segment.place.boxes) == segment.end - segment.start
        number = round((segment.place.boxes[0].bottom / 72 * 25.4 - 30) / 10)
        assert parts.text[segment.start : segment.end] == lines[number]
