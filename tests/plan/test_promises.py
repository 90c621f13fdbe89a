"""Which deeds a government promises for a year; and which words only look like a promise."""

from __future__ import annotations

import pytest

from hefu.plan.items import items
from hefu.plan.promises import RULES, Rule, promises
from tests.plan.texts import document

FOUND = {
    "2026年云澜市民生实事项目\n1.新增公办幼儿园学位1200个。\n2.更新住宅电梯200部。\n3.新建口袋公园12个。": [
        (1, "新增公办幼儿园学位1200个", "2026"), (2, "更新住宅电梯200部", "2026"), (3, "新建口袋公园12个", "2026"),
    ],
    "2026年，我们将办好以下十件民生实事：\n一、提高基础养老金。每人每月增加30元。\n二、建设老年食堂。新建20个。": [
        (1, "提高基础养老金", "2026"), (2, "建设老年食堂", "2026"),
    ],
    "今年，市政府将办好三件民生实事：（1）新增公办学位3000个；（2）更新住宅电梯200部；（3）新建口袋公园12个。": [
        (1, "新增公办学位3000个", None), (2, "更新住宅电梯200部", None), (3, "新建口袋公园12个", None),
    ],
    "全力办好民生实事：①改造老旧小区30个。②新建社区食堂15家。": [
        (1, "改造老旧小区30个", None), (2, "新建社区食堂15家", None),
    ],
    "今年要办好三件为民实事。一是改造农村公路100公里；二是新增停车位2000个；三是建设书房8座。": [
        (1, "改造农村公路100公里", None), (2, "新增停车位2000个", None), (3, "建设书房8座", None),
    ],
    "形成3件民生实事候选项目，分别是“安居乐居”、“幸福养老”、“快乐成长”（排名不分先后）。": [
        (1, "“安居乐居”", None), (2, "“幸福养老”", None), (3, "“快乐成长”", None),
    ],
    "2026年度十大民生实事\n（一）就业创业：新增城镇就业3万人。\n（二）健康守护：为5000名适龄妇女免费筛查。": [
        (1, "就业创业", "2026"), (2, "健康守护", "2026"),
    ],
    "2026年自治州民生实事\n1.建成家庭养老床位700张（牵头单位：民政局）。\n2.加装住宅电梯50部（牵头单位：住建局）。": [
        (1, "建成家庭养老床位700张", "2026"), (2, "加装住宅电梯50部", "2026"),
    ],
    "2026年为民办实事清单\n第一件 新建改建公厕60座。\n第二件 修复破损人行道20公里。": [
        (1, "新建改建公厕60座", "2026"), (2, "修复破损人行道20公里", "2026"),
    ],
}  # fmt: skip

NOTHING = [
    "民生实事全面完成。①新增公办学位3000个。②更新住宅电梯200部。",
    "2025年十件民生实事完成情况\n1.新增公办学位3000个。\n2.更新住宅电梯200部。",
    "坚持实事求是\n1.统计工作。\n2.调查工作。",
    "五年来，累计办好民生实事50件：（1）新建学校12所。（2）新建医院3家。",
    "用心用情办好民生实事，让发展更有温度。",
    "民生实事分别由市、县承担。",
    "2026年民生实事实施方案\n一、总体要求\n坚持尽力而为。\n二、工作目标\n全部完成。",
    "多办实事、少说空话。一是转作风；二是提效能。",
    "（七）办好民生实事\n着力增进福祉。\n（八）守牢安全底线\n加强监管。",
]


@pytest.mark.parametrize(("text", "wanted"), FOUND.items(), ids=FOUND)
def test_the_deeds_of_a_list_are_read_with_number_title_and_year(
    text: str, wanted: list[tuple[int, str, str | None]]
) -> None:
    read = document(text)
    found = promises(read, items(read))
    assert [(one.no, one.title, one.period) for one in found] == wanted
    assert all(read.text[one.start : one.end] == one.title for one in found)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_done_or_only_spoken_of_is_no_promise(text: str) -> None:
    read = document(text)
    assert promises(read, items(read)) == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_example_of_a_rule_is_read_as_it_says_and_its_near_miss_is_not(rule: Rule) -> None:
    example, wanted = rule.example.split(" = ")
    assert [one.title for one in promises(document(example), ())] == wanted.split(" | ")
    assert promises(document(rule.near_miss), ()) == ()


def test_a_report_without_a_year_in_the_announcement_promises_for_the_year_of_its_tasks() -> None:
    text = "二、2026年重点工作\n（一）改善民生\n全力办好两件民生实事：（1）新增学位3000个；（2）更新电梯200部。\n"
    read = document(text, title="政府工作报告")
    assert {one.period for one in promises(read, items(read))} == {"2026"}
