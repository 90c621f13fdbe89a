"""The tree of a plan: what stands in what, where it ends, and what is a measure."""

from __future__ import annotations

import pytest

from hefu.model import Document
from hefu.plan.items import items
from hefu.plan.model import Item
from hefu.plan.reading import item_at
from tests.plan.texts import document

OUTLINE = """第一篇 夯实港口根基
第一章 建设强港
第一节 完善集疏运体系
加快形成通江达海的集疏运网络，提升综合运输效率，服务全市开放发展。
专栏1 集疏运重点项目
1.航空。建设云澜通用机场。
2.铁路。续建东港铁路、澜东铁路支线，推动澜江大桥等项目开工建设，完善铁路货运网络布局。
深化港口综合改革。推动港口经营主体整合，提高码头专业化水平，形成分工合理的港口群。
第二节 提升航运服务
发展航运金融、海事仲裁等高端服务，建设航运服务集聚区，培育航运总部企业。
"""

REPORT = """各位代表：
一、2025年工作回顾
（一）经济稳中有进。地区生产总值增长5.5%，财政收入持续向好，发展质量稳步提升。
（二）民生不断改善。城镇新增就业3.2万人，老旧小区改造全面推进，群众更有获得感。
二、2026年重点工作
（一）建设智慧港口。推进码头自动化改造，完善口岸服务，提升通关效率，做强临港产业。
（二）办好人民满意的教育。新建学校五所，扩大优质学位供给，深化集团化办学改革。
"""


def tree(read: Document) -> list[tuple[str, str | None, str]]:
    """The items as title, title of the parent, kind."""
    found = items(read)
    return [(one.title, None if one.parent is None else found[one.parent].title, one.kind) for one in found]


def named(found: tuple[Item, ...], title: str) -> Item:
    """The item of a title."""
    return next(one for one in found if one.title.startswith(title))


def test_headings_stand_in_one_another_and_a_box_lists_measures() -> None:
    assert tree(document(OUTLINE)) == [
        ("夯实港口根基", None, "section"),
        ("建设强港", "夯实港口根基", "section"),
        ("完善集疏运体系", "建设强港", "section"),
        ("集疏运重点项目", "完善集疏运体系", "section"),
        ("航空", "集疏运重点项目", "measure"),
        ("铁路", "集疏运重点项目", "measure"),
        ("提升航运服务", "建设强港", "section"),
    ]


def test_a_box_ends_with_its_list_and_the_section_goes_on() -> None:
    read = document(OUTLINE)
    found = items(read)
    after = read.text.index("深化港口综合改革")
    assert named(found, "集疏运重点项目").stop <= after
    assert found[item_at(found, after) or 0].title == "完善集疏运体系"


def test_the_text_of_an_item_ends_where_the_next_of_its_level_begins() -> None:
    found = items(document(OUTLINE))
    assert named(found, "完善集疏运体系").stop == named(found, "提升航运服务").start
    assert named(found, "夯实港口根基").stop == len(OUTLINE)


def test_the_tasks_of_a_report_are_measures_and_what_it_looks_back_on_is_not() -> None:
    assert [(title, kind) for title, parent, kind in tree(document(REPORT)) if parent] == [
        ("经济稳中有进", "section"),
        ("民生不断改善", "section"),
        ("建设智慧港口", "measure"),
        ("办好人民满意的教育", "measure"),
    ]


def test_measures_numbered_through_all_sections_are_measures_even_where_a_heading_is_lost() -> None:
    lines = []
    for number in range(1, 13):
        if number in (1, 5):
            lines.append(
                f"（{'一二三'[number // 4]}）板块{number}建设\n推动各项工作协同发力，形成整体合力，取得新的成效。"
            )
        if number == 9:
            lines.append("坚持把开放摆在突出位置，统筹推进各项任务，形成全面开放新格局。")
        lines.append(
            f"{number}.推进任务{'甲乙丙丁戊己庚辛壬癸子丑'[number - 1]}。加强统筹协调，完善工作机制，确保落到实处。"
        )
    read = document("\n".join(lines))
    found = items(read)
    assert [one.mark for one in found if one.kind == "measure"] == [f"{number}." for number in range(1, 13)]
    assert named(found, "推进任务丁").parent is not None
    assert named(found, "推进任务癸").parent is None


def test_what_stands_before_the_first_heading_belongs_to_no_item() -> None:
    read = document(REPORT)
    assert item_at(items(read), 2) is None


@pytest.mark.parametrize("text", ["", "没有标题的一段话。", "\n\n\n"])
def test_a_text_without_headings_has_no_items(text: str) -> None:
    assert items(document(text)) == ()
