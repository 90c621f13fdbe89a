from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from hefu.model import Cell, Heading, Junk, Table
from hefu.web.reading import Content, Link, Mark, Writer, blocks, entries, lay, stretches


def html(content: Content, links: list[Link], marks: list[Mark], chosen: int | None = None) -> str:
    found = blocks(content)
    lay(found, marks)
    writer = Writer(content.text, links, lambda start: f"?s={start}#s{start}", chosen)
    return "".join(writer.block(block) for block in found)


def plain(written: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", written))


def bare(words: str) -> str:
    return "".join(words.split())


texts = st.text(st.sampled_from("全年粮食产量12.5万吨，增长。\n\t 　<&>\"'一、第3章页"), max_size=200)
spans = st.lists(st.tuples(st.integers(0, 199), st.integers(1, 20)), max_size=12)


@given(texts, spans, spans)
def test_every_character_is_shown_once_and_every_statement_is_a_link(
    text: str, at: list[tuple[int, int]], marked: list[tuple[int, int]]
) -> None:
    places = sorted({a: min(a + n, len(text)) for a, n in at if a < len(text) and not text[a].isspace()}.items())
    links = [Link(a, b, "actual", moves=False) for a, b in places]
    marks = [Mark(a, min(a + n, len(text)), "ev", "<b>") for a, n in marked if a < len(text)]
    written = html(Content(text, ""), links, marks)
    shown, wanted = bare(plain(written)), bare(text)
    assert sorted(shown) == sorted(wanted)
    assert shown == wanted
    assert [int(a) for a in re.findall(r'<a class="[^"]*" id="s(\d+)"', written)] == [a for a, _ in places]


def test_a_statement_shows_its_kind_and_whether_it_is_a_movement() -> None:
    written = html(
        Content("增长8%，达到5亿元。", ""), [Link(2, 4, "target", moves=True), Link(7, 10, "actual", False)], []
    )
    assert '<a class="st st--target st--growth" id="s2" href="?s=2#s2">8%</a>' in written
    assert '<a class="st st--actual" id="s7" href="?s=7#s7">5亿元</a>' in written


def test_the_chosen_statement_and_its_paragraph_are_set_off() -> None:
    written = html(Content("一。\n二5个。", ""), [Link(4, 6, "actual", False)], [], chosen=4)
    assert 'href="?s=4#s4" aria-current="true">5个</a>' in written
    assert re.search(r'<p id="b1" class="sel">', written)


def test_marks_may_overlap_each_other_and_statements() -> None:
    marks = [Mark(0, 6, "ev", "area", "e0"), Mark(2, 9, "junk", "menu", "e2")]
    written = html(Content("全市粮食产量12万吨", ""), [Link(6, 10, "actual", False)], marks)
    assert plain(written) == "全市粮食产量12万吨"
    assert '<span class="ev" id="e0" title="area">全市</span>' in written
    assert '<span class="ev junk" id="e2" title="area; menu">粮食产量</span>' in written
    assert '<span class="junk" title="menu">12万</span>吨</a>' in written


def test_broken_lines_are_joined_and_a_figure_across_them_is_one_link() -> None:
    line = "全市上下坚持稳中求进工作总基调，经济运行总体平稳，主要指标好于"
    text = "\n".join([line, line, line + "增长4", "2.5%，" + line, line, line + "。"])
    start = text.index("4\n2.5%")
    written = html(Content(text, ""), [Link(start, start + 6, "actual", False)], [])
    assert ">42.5%</a>" in written
    assert written.count("<p ") == 1


def test_page_numbers_between_broken_lines_are_greyed_where_they_stand() -> None:
    line = "全市上下坚持稳中求进工作总基调，经济运行总体平稳，主要指标好于"
    pages = [f"{line}\n— {n} —\n{line}" for n in range(1, 6)]
    written = html(Content("\n".join([*pages, line + "。"]), ""), [], [])
    assert '好于<span class="junk" title="页码">— 1 —</span>全市' in written


def test_menus_are_folded_away_unless_something_in_them_is_evidence() -> None:
    text = "首页\n新闻\n2024年\n正文5个。"
    content = Content(text, "", junk=(Junk(0, 2, "menu"), Junk(3, 5, "menu"), Junk(6, 11, "menu")))
    for marks, opened in ([], False), ([Mark(6, 11, "ev")], True):
        found = blocks(content)
        lay(found, marks)
        away, rest = stretches(found, Writer(text, [], str))
        assert (away.away, away.opened, len(away.blocks)) == (True, opened, 3)
        assert (rest.away, len(rest.blocks)) == (False, 1)


def test_a_table_stands_as_a_table_with_its_statements_in_the_cells() -> None:
    text = "指标\t数值\n粮食\t12\n合计"
    cells = (Cell(0, 2, 0, 0), Cell(3, 5, 0, 1), Cell(6, 8, 1, 0), Cell(9, 11, 1, 1), Cell(12, 14, 2, 0, columns=2))
    content = Content(text, "", tables=(Table(0, 14, cells),))
    written = html(content, [Link(9, 11, "actual", False)], [])
    assert '<tr><td>指标</td><td class="num">数值</td></tr>' in written
    assert '<td class="num"><a class="st st--actual" id="s9" href="?s=9#s9">12</a></td>' in written
    assert '<td colspan="2">合计</td>' in written


def test_headings_are_headings_and_the_title_is_the_first_of_them() -> None:
    text = "某市规划\n第一章 目标\n第一条 说明。到2025年达到5个。"
    content = Content(
        text,
        "某市规划",
        outline=(Heading(1, "第一章", "目标", 5, 11), Heading(2, "第一条", "说明", 12, 18)),
    )
    written = html(content, [Link(text.index("5个"), text.index("5个") + 2, "target", False)], [])
    assert '<h1 id="b0">某市规划</h1>' in written
    assert '<h2 id="b1"><span id="h5"></span>第一章 目标</h2>' in written
    assert '<p id="b2"><span class="runin" id="h12">第一条 说明</span>' in written
    (chapter,) = entries(content, [text.index("5个")])
    assert (chapter.label, chapter.count) == ("第一章 目标", 1)
    assert [(entry.label, entry.count) for entry in chapter.below] == [("第一条 说明", 1)]


def test_a_long_outline_is_folded_but_around_the_chosen_statement() -> None:
    text = "".join(f"第{n:02}章 水利\n第一节 供水\n" for n in range(60))
    headings = [Heading(1 + n % 2, "", "水利", 8 * n, 8 * n + 7) for n in range(120)]
    tree = entries(Content(text, "", outline=tuple(headings)), [20, 40], 20)
    assert [entry.opened for entry in tree].count(True) == 1
    assert tree[1].opened and tree[1].count == 1 and len(tree[1].below) == 1


def test_a_heading_of_two_lines_is_one_heading() -> None:
    text = "第一章 建设水清岸绿的\n滨江城市\n第二章\n农业\n粮食增产。"
    second, last = text.index("第二章"), text.index("农业") + 2
    headings = (
        Heading(1, "第一章", "建设水清岸绿的滨江城市", 0, second - 1),
        Heading(1, "第二章", "农业", second, last),
    )
    written = html(Content(text, "", outline=headings), [], [])
    assert "第一章 建设水清岸绿的滨江城市</h2>" in written
    assert "第二章\n农业</h2>" in written
