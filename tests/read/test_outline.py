"""Headings by their numbers and by what the format says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hefu.model import Heading, Junk
from hefu.read import read
from hefu.read.outline import outline

BODY = "全市水利投资增长较快，各项工作进展顺利，群众满意度不断提高，高质量发展迈出新的步伐。"


def found(text: str) -> list[tuple[int, str, str]]:
    headings = outline(text, (), ())
    assert all(text[h.start :].startswith(h.mark) and text[h.start : h.end].endswith(h.title[-1]) for h in headings)
    return [(heading.level, heading.mark, heading.title) for heading in headings]


def test_numbers_give_the_levels_in_the_order_of_their_kinds() -> None:
    text = f"第一篇 水利\n第一章 工程\n第一节 水库\n{BODY}\n一、新建\n（一）大型\n1.水库\n{BODY}\n第二节 泵站\n{BODY}"
    assert found(text) == [
        (1, "第一篇", "水利"),
        (2, "第一章", "工程"),
        (3, "第一节", "水库"),
        (4, "一、", "新建"),
        (5, "（一）", "大型"),
        (6, "1.", "水库"),
        (3, "第二节", "泵站"),
    ]


def test_a_heading_that_the_text_runs_on_from_ends_at_its_full_stop() -> None:
    assert found(f"  (一)农业稳定发展。{BODY}{BODY}\n1．促进就业。{BODY}{BODY}") == [
        (1, "(一)", "农业稳定发展"),
        (2, "1．", "促进就业"),
    ]


def test_sentences_and_figures_are_no_headings() -> None:
    assert (
        found(f"1.5亿元投资。\n{BODY}\n第一产业增加值三亿元。\n——税收收入完成13.8亿元，增长2%。\n2025年，{BODY}") == []
    )


def test_rows_of_tables_are_no_headings() -> None:
    assert found("1.粮食产量\t88.2\n2.棉花\t3.1") == []


def test_a_table_of_contents_is_not_in_the_outline() -> None:
    heads = [f"第{n}章 做好第{n}件大事" for n in "一二三四五六"]
    text = "\n".join([*heads, *(f"{head}\n{BODY}" for head in heads)])
    assert [title for _, _, title in found(text)] == [head[4:] for head in heads]
    assert outline(text, (), ())[0].start > text.index(BODY) - 20


def test_a_broken_heading_is_completed_from_the_table_of_contents() -> None:
    heads = [f"第{n}章 做好第{n}件大事，建设水利强市" for n in "一二三四五"]
    contents = [f"{head} ...... {n}" for n, head in enumerate(heads, 1)]
    text = "\n".join([*contents, *(f"{head[:12]}\n{head[12:]}\n{BODY}" for head in heads)])
    assert [title for _, _, title in found(text)] == [head[4:] for head in heads]


def test_styles_come_before_numbers_and_the_title_is_no_heading() -> None:
    text = f"水利报告\n工程建设\n一、水库\n{BODY}"
    marked = [Heading(1, "", "水利报告", 0, 4), Heading(2, "", "工程建设", 5, 9)]
    assert [(h.level, h.title) for h in outline(text, marked, (), "水利报告")] == [(1, "工程建设"), (2, "水库")]


def test_markdown_headings_count() -> None:
    headings = outline(f"# 水利\n{BODY}\n## 水库\n{BODY}", (), ())
    assert [(heading.level, heading.title) for heading in headings] == [(1, "水利"), (2, "水库")]


def test_headings_in_menus_are_left_out() -> None:
    assert outline(f"一、首页\n{BODY}", (), [Junk(0, 4, "menu")]) == ()


def test_a_title_that_was_broken_is_whole() -> None:
    body = (
        "全市水利投资增长较快，各项工作进展顺利，\n群众满意度不断提高，高质量发展迈出新的步\n伐，水利强市建设成效明显。"
    )
    broken = "一、完善防洪排涝体系，提升流域协同防御和\n智慧管理能力"
    run_in = "（一）加快建设一批大中型水库，不断提高供水\n保障能力。各项工作进展顺利，群众满意。"
    text = f"第一章\n水利工程\n{body}\n{broken}\n{body}\n{run_in}"
    assert [title for _, _, title in found(text)] == [
        "水利工程",
        "完善防洪排涝体系，提升流域协同防御和智慧管理能力",
        "加快建设一批大中型水库，不断提高供水保障能力",
    ]


def test_a_broken_title_is_joined_where_a_blank_line_ends_it() -> None:
    text = f"第一篇 立足新起点新阶段新要求，奋力建设\n现代化滨江城市\n\n第一章 基础\n{BODY}"
    assert found(text)[0] == (1, "第一篇", "立足新起点新阶段新要求，奋力建设现代化滨江城市")


def test_a_broken_entry_of_the_contents_is_no_heading() -> None:
    heads = [f"第{n}章 做好第{n}件大事" for n in "二三四五六"]
    long = "第一章 做好第一件大事，建设水清岸绿的"
    entries = [long, "滨江城市 ........ 1", *(f"{head} ........ 9" for head in heads)]
    text = "\n".join([*entries, long, "滨江城市", BODY, *(f"{head}\n{BODY}" for head in heads)])
    assert found(text)[0] == (1, "第一章", "做好第一件大事，建设水清岸绿的滨江城市")
    assert len(found(text)) == 6


def test_the_number_of_a_box_may_stand_on_lines_of_its_own() -> None:
    text = f"第一章 水利\n{BODY}\n专栏\n1\n重点工程\n01\n水库\n{BODY}"
    box = outline(text, (), ())[1]
    assert (box.level, box.mark, box.title, text[box.start : box.end]) == (2, "专栏1", "重点工程", "专栏\n1\n重点工程")


def test_items_without_anything_beneath_them_are_a_list() -> None:
    items = "1.东区重点发展软件等。\n2.西区重点发展文旅等。\n3.北区重点发展农业等。"
    text = f"第一章 布局\n{BODY}\n专栏1 各区\n{items}\n{BODY}"
    assert [mark for _, mark, _ in found(text)] == ["第一章", "专栏1"]


def test_rules_most_of_which_have_no_title_are_a_list() -> None:
    long = "一律由主管部门会同有关单位按照规定的权限和程序办理，任何单位和个人都无权决定，违反的必须追究责任"
    text = f"一、{long}；{BODY}\n二、{long}；{BODY}\n三、坚持程序。{BODY}\n四、{long}，{BODY}"
    assert found(text) == []


def test_rows_of_a_table_with_numbers_are_no_headings() -> None:
    rows = "序号 指标 2030年\n一、经济（2项）\n1 产值 4300\n2 税收 210\n二、民生（1项）\n3 就业 4"
    assert [mark for _, mark, _ in found(f"第一章 目标\n{BODY}\n{rows}\n第二章 任务\n{BODY}")] == ["第一章", "第二章"]
    cells = "指标\t目标\n一、经济\n产值\t4300\n二、民生\n就业\t4"
    assert [mark for _, mark, _ in found(f"第一章 目标\n{BODY}\n{cells}")] == ["第一章"]


def test_terms_of_a_glossary_are_no_headings() -> None:
    term = "1.“两带”：指沿江、沿湖的两条发展带，长120公里。"
    text = f"一、目标\n{BODY}\n附件1\n十件实事\n一、供水。{BODY}\n附件2\n名词解释\n{term}"
    assert found(text) == [(1, "一、", "目标"), (1, "附件1", "十件实事"), (2, "一、", "供水"), (1, "附件2", "名词解释")]


def test_what_a_margin_broke_is_no_heading() -> None:
    lines = "\n".join(
        [
            "落实规划提出的各项任务，坚持稳中求进，按照第",
            "三章所述要求推进，同时学习借鉴一线城市经验，",
            "二、三线城市的做法也要参考，推动各项工作落实。",
        ]
    )
    assert found(f"第一章 水利\n{lines}\n第二章 农业\n{BODY}") == [(1, "第一章", "水利"), (1, "第二章", "农业")]
    assert found(f"一、二、三产业协调发展。{BODY}\n第三章的要求很明确\n一是抓项目。{BODY}") == []


def test_a_figure_that_begins_a_line_by_chance_is_no_heading() -> None:
    assert found(f"一、农业\n{BODY}\n40、资产管理等新业态发展。{BODY}") == [(1, "一、", "农业")]


def test_what_begins_with_a_dash_belongs_to_what_stands_before_it() -> None:
    items = f"——坚持创新。{BODY}\n——坚持开放。{BODY}"
    assert [level for level, _, _ in found(f"一、要求\n{items}\n二、任务\n（一）工业。{BODY}")] == [1, 2, 2, 1, 2]
    assert [mark for _, mark, _ in found(f"第一章 要求\n{items}\n第二章 任务\n{BODY}")] == ["第一章", "第二章"]


def test_a_box_stands_below_its_section_and_counts_for_itself() -> None:
    box = f"专栏1 工程\n1.水库。{BODY}\n2.泵站。{BODY}"
    text = f"第一节 水利\n（一）防洪。{BODY}\n{box}\n第二节 农业\n（一）粮食。{BODY}"
    assert [(level, mark) for level, mark, _ in found(text)] == [
        (1, "第一节"),
        (2, "（一）"),
        (2, "专栏1"),
        (3, "1."),
        (3, "2."),
        (1, "第二节"),
        (2, "（一）"),
    ]


def test_a_box_between_two_items_is_below_them() -> None:
    text = f"第一节 水利\n（一）防洪。{BODY}\n专栏1 工程\n1.水库。{BODY}\n（二）供水。{BODY}"
    assert [level for level, _, _ in found(text)] == [1, 2, 3, 4, 2]


def test_a_heading_without_a_number_stands_where_its_style_does() -> None:
    text = f"一、水利\n{BODY}\n保障措施\n{BODY}"
    marked = [Heading(2, "", "一、水利", 0, 4), Heading(2, "", "保障措施", text.index("保"), text.index("保") + 4)]
    assert [(h.level, h.mark, h.title) for h in outline(text, marked, ())] == [(1, "一、", "水利"), (1, "", "保障措施")]


@pytest.mark.parametrize(
    ("name", "pattern"), [("su", "plans/su-15th*.txt"), ("hz", "plans/hz-15th*.txt"), ("001", "seeds/001*")]
)
def test_the_outlines_of_real_plans_are_found(shared: Path, name: str, pattern: str) -> None:
    gold = [json.loads(line) for line in (shared / "gold" / f"outline-{name}.jsonl").read_text("utf-8").splitlines()]
    document = read(next(shared.glob(pattern)))
    ours = {heading.start: heading for heading in document.outline}
    right = [row for row in gold if row["start"] in ours]
    assert len(right) >= 0.98 * len(gold)
    assert len(ours) - len(right) <= 0.02 * len(ours)
    for row in right:
        heading = ours[row["start"]]
        assert heading.title == row["title"]
        assert heading.level == row.get("level", heading.level)
        words = document.text[heading.start : heading.end]
        assert "".join(words.split()) == "".join((heading.mark + heading.title).split())
