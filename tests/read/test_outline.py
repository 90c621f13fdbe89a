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


@pytest.mark.parametrize(
    ("name", "pattern"), [("su", "plans/su-15th*.txt"), ("hz", "plans/hz-15th*.txt"), ("001", "seeds/001*")]
)
def test_the_outlines_of_real_plans_are_found(shared: Path, name: str, pattern: str) -> None:
    gold = [json.loads(line) for line in (shared / "gold" / f"outline-{name}.jsonl").read_text("utf-8").splitlines()]
    ours = {heading.start for heading in read(next(shared.glob(pattern))).outline}
    assert {row["start"] for row in gold} <= ours
    assert len(ours) <= 1.1 * len(gold)
