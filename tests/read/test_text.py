"""Plain text and Markdown: the characters of the file, none added, none left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefu.errors import ReadError
from hefu.read.text import decode, furniture, injected, read_text
from hefu.read.view import view

WORDS = "青禾市二〇二六年工作报告。全年完成投资38.6亿元，增长12.4%。\r\n　　一、水利\n"
PATH = Path("报告.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32"])
def test_the_text_is_read_in_whatever_encoding_it_is(encoding: str) -> None:
    assert read_text(PATH, (WORDS * 20).encode(encoding)).text.lstrip("\ufeff") == WORDS * 20


def test_a_byte_order_mark_counts_as_a_character_as_open_counts_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(WORDS.encode("utf-8-sig"))
    with path.open(encoding="utf-8", newline="") as file:
        assert read_text(path, path.read_bytes()).text == file.read()


def test_gb2312_is_read_as_gb18030_so_that_rare_names_survive() -> None:
    text, encoding, _ = decode(PATH, "副市长：张镕喆、吴玥，䶮江站。".encode("gb18030") * 30, "gb2312")
    assert encoding == "gb18030"
    assert "镕喆" in text
    assert "䶮江" in text


def test_what_a_file_declares_yields_to_plain_utf8() -> None:
    assert decode(PATH, (WORDS * 3).encode(), "gb2312")[:2] == (WORDS * 3, "utf-8")


def test_a_short_text_is_what_it_declares() -> None:
    assert decode(PATH, "联通".encode("gbk"), "gbk")[0] == "联通"


def test_an_unknown_declaration_is_no_matter() -> None:
    assert decode(PATH, WORDS.encode("gbk") * 9, "hex")[0] == WORDS * 9


def test_a_guess_is_told() -> None:
    assert read_text(PATH, WORDS.encode("gbk") * 9).notes == ("the encoding is a guess: gb18030",)


def test_a_text_cut_in_the_middle_of_a_character_is_read_and_told() -> None:
    parts = read_text(PATH, (WORDS * 9).encode()[:-2].rstrip(b"\n") + "水".encode()[:2])
    assert "\ufffd" in parts.text
    assert "not valid utf-8" in parts.notes[0]


def test_markdown_keeps_its_marks() -> None:
    parts = read_text(Path("a.md"), "# 标题\n\n**要点**".encode())
    assert (parts.text, parts.media_type) == ("# 标题\n\n**要点**", "text/markdown")


def test_one_segment_leads_from_every_character_to_its_offset() -> None:
    parts = read_text(PATH, WORDS.encode())
    [segment] = parts.segments
    assert (segment.start, segment.end, segment.place.offset) == (0, len(WORDS), 0)


@pytest.mark.parametrize("data", [b"a\0b", b"\x01\x02\x03\x04\x05" * 50, b" \n\t\n"], ids=["NUL", "control", "blank"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        read_text(PATH, data)


def test_page_numbers_of_a_text_are_marked() -> None:
    text = "\n".join(["正文一行，没有说完的话还在后面", "— 1 —", "正文一行", "— 2 —", "末行。"])
    assert [(text[junk.start : junk.end], junk.reason) for junk in furniture(text)] == [
        ("— 1 —", "page number"),
        ("— 2 —", "page number"),
    ]


def test_numbers_that_count_on_at_the_edges_of_pages_are_page_numbers() -> None:
    text = "".join(f"第{'一二三四'[n]}页的话说到这里为止。\n{n + 5}\n\f" for n in range(4))
    assert [text[junk.start : junk.end] for junk in furniture(text)] == ["5", "6", "7", "8"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    if text.replace("\ufeff", "").strip():
        assert read_text(PATH, text.encode()).text == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("深入开展普查，kx88.com建立全市管线数据库。", ["kx88.com"]),
        ("发展演艺等消费场景。kx88.com\n下一段话。", ["kx88.com"]),
        ("全市kx88.com各级各部门要抓好kx88.com落实。", ["kx88.com", "kx88.com"]),
        ("请登录kx88.com查询。", []),
        ("网址：kx88.com", []),
        ("邮箱a@kx88.com可以投诉。", []),
        ("https://kx88.com/a建成", []),
        ("依托kx88.com平台，", []),
        ("“kx88.com”网站", []),
        ("（kx88.com）", []),
        ("采用A.B两种方案，建成5G.io实验室", []),
    ],
)
def test_addresses_that_a_host_put_into_sentences_are_marked(text: str, found: list[str]) -> None:
    assert [text[junk.start : junk.end] for junk in injected(text)] == found


def test_an_address_put_into_a_sentence_is_no_part_of_what_it_says() -> None:
    text = "全市深入开展普查，kx88.com完成投资38.6亿元，增长12.4%。"
    junk = furniture(text)
    assert [item.reason for item in junk] == ["address put in by the site"]
    assert "普查，完成投资" in view(text, junk).text
