"""Which projects a text names, with kind, sum, place, stage and years; and what is only a sort of work."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hefu.plan.items import items
from hefu.plan.projects import RULES, Rule, projects
from tests.plan.texts import document

FOUND = {
    "推进澜江大桥、云澜机场扩建、帕澜水库等项目建设。": ["澜江大桥", "云澜机场扩建", "帕澜水库"],
    "加快建设澜东至云澜铁路、环澜高速。": ["澜东至云澜铁路", "环澜高速"],
    "旧港水库、澜北引水等重大水利工程开工建设。": ["旧港水库", "澜北引水"],
    "推进G356线澜东至乌溪段、356国道澜北段改造等项目。": ["G356线澜东至乌溪段", "356国道澜北段改造"],
    "云澜南站建成投用，澜江隧道全线贯通。": ["云澜南站", "澜江隧道"],
    "推进澜江水资源配置一期、二期和黄澜水库等工程建设。": ["澜江水资源配置一期", "黄澜水库"],
    "实施江澜路（沪澜路至澜江路）快速化改造、地铁3号线等项目。": ["江澜路（沪澜路至澜江路）快速化改造", "地铁3号线"],
    "深入实施“碧水澜江”工程。": ["“碧水澜江”工程"],
    "建成市博物馆和云澜大剧院。": ["市博物馆", "云澜大剧院"],
    "开工建设澜东港区国际通用码头、20万吨级航道工程等重大项目。": ["澜东港区国际通用码头", "20万吨级航道工程"],
}  # fmt: skip

NOTHING = [
    "推进农村公路、污水处理等项目建设。",
    "加快建设综合立体交通网。",
    "高速公路通车里程达到300公里。",
    "建设一批高标准农田和口袋公园。",
    "改造老旧小区30个，新建幼儿园5所。",
    "严禁建设“形象工程”“政绩工程”。",
    "深入实施“三大工程”。",
    "依托澜江大桥发展枢纽经济。",
    "加强基础设施互联互通。",
    "重大项目开工建设。",
    "完成总投资20亿元。",
    "实事求是推进各项工作。",
]


@pytest.mark.parametrize(("text", "wanted"), FOUND.items(), ids=FOUND)
def test_the_projects_of_a_sentence_are_read_by_name(text: str, wanted: list[str]) -> None:
    found = projects(document(text), ())
    assert [one.name for one in found] == wanted
    assert all(text[one.start : one.end] == one.name for one in found)


@pytest.mark.parametrize("text", NOTHING)
def test_a_sort_of_work_is_no_project(text: str) -> None:
    assert projects(document(text), ()) == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_example_of_a_rule_is_read_as_it_says_and_its_near_miss_is_not(rule: Rule) -> None:
    example, wanted = rule.example.split(" = ")
    assert [one.name for one in projects(document(example), ())] == wanted.split(" | ")
    assert projects(document(rule.near_miss), ()) == ()


def test_kind_and_stage_of_a_project_stand_beside_its_name() -> None:
    (one,) = projects(document("澜江大桥建成通车。"), ())
    assert (one.kind, one.stage) == ("大桥", "建成通车")


@pytest.mark.parametrize("text", ["总投资20.5亿元的云芯光电项目开工建设。", "云芯光电产业园开工建设，总投资20.5亿元。"])
def test_the_planned_sum_belongs_to_the_one_project_beside_it(text: str) -> None:
    (one,) = projects(document(text), ())
    assert one.total == Decimal("20.5E8")
    assert one.name.startswith("云芯光电")


def test_a_sum_for_several_works_belongs_to_none_of_them() -> None:
    found = projects(document("投资8000万元实施澜江泵站、澜东大桥等工程。"), ())
    assert [one.total for one in found] == [None, None]


def test_the_years_of_building_are_those_in_which_it_begins_and_ends() -> None:
    begun, ended = projects(document("澜江大桥2026年开工建设，确保环澜高速2028年6月底建成通车。"), ())
    assert (begun.name, begun.since, begun.until) == ("澜江大桥", "2026", None)
    assert (ended.name, ended.since, ended.until) == ("环澜高速", None, "2028-06")


def test_the_place_is_the_area_in_the_name() -> None:
    (one,) = projects(document("开工建设杭州至海宁铁路。", area="浙江省"), ())
    assert one.place == "杭州"


def test_a_project_belongs_to_the_item_it_stands_in_and_a_glossary_names_none() -> None:
    text = (
        "第一章 建设强港\n推进澜江大桥、东港铁路等项目建设，完善集疏运体系，提升综合运输效率。\n"
        "第二章 做强产业\n加快建设云芯光电产业园，形成产业集聚，带动上下游企业协同发展。\n"
        "名词解释\n1.澜江大桥：指开工建设澜江大桥等项目。\n"
    )
    read = document(text)
    tree = items(read)
    assert [(one.name, one.item) for one in projects(read, tree)] == [
        ("澜江大桥", 0),
        ("东港铁路", 0),
        ("云芯光电产业园", 1),
    ]
