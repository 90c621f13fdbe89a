"""HTML pages: lines, tables, headings, and the way back to the source."""

from __future__ import annotations

import html
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefu.errors import ReadError
from hefu.read.html import read_html
from hefu.read.parts import Parts
from hefu.read.view import view

SHARED = Path(__file__).parents[3] / "shared"
PATH = Path("页.html")


def page(body: str, head: str = "") -> Parts:
    return read_html(PATH, f"<html><head>{head}</head><body>{body}</body></html>".encode())


def lines(body: str) -> list[str]:
    return page(body).text.split("\n")


def check_places(parts: Parts, source: str) -> None:
    """Every character of a segment stands in the source where its place says, or is decoded from there."""
    for segment in parts.segments:
        assert segment.place.offset is not None
        for number, character in enumerate(parts.text[segment.start : segment.end]):
            at = segment.place.offset + number
            if source[at] == "&" and character != "&":
                entity = source[at : source.find(";", at) + 1] or source[at : at + 40]
                assert character in html.unescape(entity)
            elif character == " ":
                assert source[at].isspace()
            else:
                assert source[at] == character


def test_each_block_is_a_line() -> None:
    assert lines("<h1>标题</h1><p>第一段<b>要点</b>。<p>第二段<br>换行</p><div>末<span>段</span></div>") == [
        "标题", "第一段要点。", "第二段", "换行", "末段",
    ]  # fmt: skip


def test_space_is_collapsed_but_not_put_into_chinese_words() -> None:
    assert lines("<p>  全市\n   生产总值  1203 亿元\t增长 8%  </p>") == ["全市生产总值 1203 亿元 增长 8%"]


def test_entities_are_decoded() -> None:
    assert lines("<p>&ldquo;十五五&rdquo;&#65306;A&amp;B&nbsp;5&#x25;</p>") == ["“十五五”：A&B\xa05%"]


def test_scripts_styles_and_comments_are_no_text() -> None:
    assert lines("<script>var a='<p>x</p>'</script><style>p{}</style><!-- <p>y</p> --><p>正文</p>") == ["正文"]


def test_a_table_of_data_is_one_line_a_row_with_tabs() -> None:
    parts = page("<table><tr><th>指标<th>数值<tr><td>粮食<p>产量</p><td>88.2</table>")
    assert parts.text == "指标\t数值\n粮食产量\t88.2"
    [table] = parts.tables
    cells = [(parts.text[c.start : c.end], c.row, c.column) for c in table.cells]
    assert cells == [("指标", 0, 0), ("数值", 0, 1), ("粮食产量", 1, 0), ("88.2", 1, 1)]


def test_a_merged_cell_stands_once_and_later_cells_keep_their_column() -> None:
    parts = page(
        "<table><tr><td rowspan=2>县区<td colspan=2>投资<tr><td>计划<td>完成<tr><td>东岭县<td>12.5<td>13.1</table>"
    )
    assert parts.text == "县区\t投资\n\t计划\t完成\n东岭县\t12.5\t13.1"
    first, wide = parts.tables[0].cells[:2]
    assert (first.rows, first.columns, wide.rows, wide.columns) == (2, 1, 1, 2)
    assert [cell.column for cell in parts.tables[0].cells if cell.row == 1] == [1, 2]


def test_an_empty_cell_is_kept_as_a_place_without_words() -> None:
    parts = page("<table><tr><td>甲<td><td>丙<tr><td>丁<td>戊<td>己</table>")
    assert parts.text.split("\n")[0] == "甲\t\t丙"
    empty = parts.tables[0].cells[1]
    assert empty.start == empty.end


def test_a_table_that_lays_out_a_page_is_no_table_of_data() -> None:
    body = "".join(f"<p>第{n}段讲全市水利建设的进展情况，内容很长，一句一句说完为止。</p>" for n in range(14))
    parts = page(f"<table><tr><td>菜单<td>广告<tr><td>{body}<td>侧栏</table>")
    assert parts.tables == ()
    assert "菜单\n广告\n第0段" in parts.text


def test_headings_are_listed_with_their_level() -> None:
    parts = page("<h1>总</h1><p>话</p><h3><span>分</span></h3>")
    assert [(h.level, h.title, parts.text[h.start : h.end]) for h in parts.headings] == [
        (1, "总", "总"),
        (3, "分", "分"),
    ]


def test_the_marks_of_footnotes_are_marked_and_left_out_of_the_view() -> None:
    parts = page(
        "<p>系统谋划产业体系<sup><span>4</span></sup>，占比3.4%<sup>[12]</sup>，面积5km<sup>2</sup>、10<sup>4</sup>人。"
    )
    assert parts.text == "系统谋划产业体系4，占比3.4%[12]，面积5km2、104人。"
    assert [parts.text[junk.start : junk.end] for junk in parts.junk] == ["4", "[12]"]
    found = view(parts.text, parts.junk)
    assert found.text == "系统谋划产业体系，占比3.4%，面积5km2、104人。"
    assert found.omitted == parts.junk
    start = found.text.index("占比")
    assert parts.text[slice(*found.span(start, start + 2))] == "占比"


def test_what_the_page_says_of_itself_is_kept() -> None:
    parts = page("<p>话。</p>", '<title>题 - 站</title><meta name="PubDate" content="2026-05-22"><meta charset=utf-8>')
    assert parts.claims == {"title": "题 - 站", "pubdate": "2026-05-22"}


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030"])
def test_a_page_in_gb_is_read_as_gb18030(declared: str) -> None:
    source = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}"><p>青禾市䶮江站。</p>' * 5
    parts = read_html(PATH, source.encode("gb18030"))
    assert parts.encoding == "gb18030"
    assert "青禾市䶮江站。" in parts.text


def test_a_sign_that_is_no_tag_is_text() -> None:
    assert lines("<p>若 a < b 且 5<6，则</p>") == ["若 a < b 且 5<6，则"]


def test_a_quoted_bracket_does_not_end_a_tag() -> None:
    assert lines('<p title="a>b">话</p>') == ["话"]


def test_a_page_without_text_is_refused_with_advice() -> None:
    with pytest.raises(ReadError, match="no text in it; the page may be filled in by a script"):
        page("<div id=app></div><script>x</script>")


PIECES = st.sampled_from((
    "<p>", "</p>", "<div class=nav>", "</div>", "<b>", "</b>", "<br>", "<table>", "<tr>", "<td>", "</table>", "<li>",
    "&nbsp;", "&amp;", "&#8220;", "&lt;", "&bogus;", "&", "<", ">", " ", "\n", "\u3000", "全市", "增长8%。", "GDP",
    "<!--", "-->", "<script>", "</script>", "<td colspan=2>", '<p style="display:none">', "<h2>", "</h2>", "\ufeff",
    "<a href=#>", "</a>", "<svg/>", "<![CDATA[", "]]>", "<?x", "</",
))  # fmt: skip


@given(st.lists(PIECES | st.text(alphabet="水利a1 \n<>&;\"'=/", max_size=5), max_size=60).map("".join))
def test_every_character_leads_back_to_the_source(body: str) -> None:
    source = "<p>始" + body
    try:
        parts = read_html(PATH, source.encode())
    except ReadError:
        return
    check_places(parts, source)
    assert all(a.end <= b.start for a, b in pairwise(parts.segments))
    covered = sum(segment.end - segment.start for segment in parts.segments)
    put_in = parts.text.count("\n") + parts.text.count("\t") + parts.text.count(" ")
    assert len(parts.text) - covered <= put_in
    for table in parts.tables:
        assert all(table.start <= cell.start <= cell.end <= table.end for cell in table.cells)
    assert all(0 <= junk.start < junk.end <= len(parts.text) for junk in parts.junk)


@pytest.mark.skipif(not SHARED.exists(), reason="needs the material in ../shared")
@pytest.mark.parametrize("name", ["d01", "d02", "d05", "e03", "f05"])
def test_real_pages_lead_back_to_their_source(name: str) -> None:
    path = next((SHARED / "corpus" / "html").glob(f"{name}*"))
    source = path.read_bytes().decode("utf-8")
    start = time.process_time()
    parts = read_html(path, source.encode())
    assert time.process_time() - start < 1
    check_places(parts, source)
