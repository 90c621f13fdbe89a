"""Aims of the prose: what counts as one, whether it is binding, and when a table states it already."""

from __future__ import annotations

from pathlib import Path

import pytest

import hefu
from hefu.plan import Plan, read_plan
from hefu.plan.targets import asides
from hefu.plan.targets.prose import RULES
from tests.plan.texts import document

TITLE = "云澜市国民经济和社会发展第十五个五年规划纲要"


def plan(*lines: str, title: str = TITLE) -> Plan:
    """The plan of a text of these lines."""
    read = document("\n".join((title, "", *lines)), title=title, area="云澜市", published="2026-03-01")
    return read_plan(read, hefu.analyse(read))


def test_an_aim_has_its_due_date_bound_item_and_place() -> None:
    found = plan(
        "第一章 发展目标", "到2030年，森林覆盖率不低于65%。", "第二章 重点任务", "到2030年，建成智能工厂120家左右。"
    )
    forest, factories = found.targets
    assert (forest.indicator, forest.target.period, forest.target.bound) == ("森林覆盖率", "2030", ">=")
    assert (factories.target.value, factories.target.bound, factories.unit) == (120, "≈", "家")
    assert [found.items[one.item].title for one in found.targets if one.item is not None] == ["发展目标", "重点任务"]
    assert {one.source for one in found.targets} == {"prose"}


def test_words_of_the_sentence_or_of_the_item_say_whether_an_aim_is_binding() -> None:
    for rule in RULES:
        (target,) = plan("第一章 发展目标", rule.example + "。").targets
        assert target.binding is rule.binding
    (target,) = plan("第一章 发展目标", "到2030年，森林覆盖率达到65%。").targets
    assert target.binding is None


def test_a_fall_that_is_aimed_at_points_down() -> None:
    (target,) = plan("第一章 发展目标", "“十五五”期间，单位地区生产总值能耗累计下降13.5%。").targets
    assert (target.direction, target.target.period) == ("down", "2026/2030")


def test_where_an_aim_starts_from_is_its_base() -> None:
    (target,) = plan("第一章 发展目标", "到2030年，城镇化率由2025年的58.1%提高到64%。").targets
    assert target.base and (str(target.base.value), target.base.period) == ("58.1", "2025")
    assert target.target.value == 64


def test_what_a_table_states_is_not_said_twice() -> None:
    table = (
        "“十五五”主要指标",
        "指标\t2025年\t2030年\t属性",
        "森林覆盖率（%）\t64.1\t65\t约束性",
        "城镇化率（%）\t58.1\t64\t预期性",
    )
    found = plan("第一章 发展目标", "到2030年，森林覆盖率达到65%，自来水普及率达到98%。", *table).targets
    assert [(one.indicator, one.source) for one in found] == [
        ("自来水普及率", "prose"),
        ("森林覆盖率", "table"),
        ("城镇化率", "table"),
    ]
    assert "stated in the text as well" in {item.rule for item in found[1].evidence}


def test_notes_and_glossaries_aim_at_nothing() -> None:
    table = ("“十五五”主要指标", "指标\t2030年\t属性", "森林覆盖率（%）\t65\t约束性", "城镇化率（%）\t64\t预期性")
    notes = ("注：1.“3+2”产业包括3个主导产业。", "2.城镇化率按5个区计算。")
    found = plan(
        "第一章 发展目标", *table, *notes, "第二章 任务", "打造产业集群。", "名 词 解 释", "1.“一核”：包括2个城区。"
    )
    assert {one.source for one in found.targets} == {"table"}


def test_the_aims_of_a_yearly_report_are_targets_and_its_review_is_not() -> None:
    found = plan(
        "一、2025年工作回顾",
        "地区生产总值增长5.2%。",
        "二、2026年主要预期目标",
        "地区生产总值增长5.5%左右，城镇新增就业6万人以上。",
        title="2026年云澜市政府工作报告",
    ).targets
    assert [(one.indicator, one.target.period, one.binding) for one in found] == [
        ("地区生产总值", "2026", False),
        ("城镇新增就业", "2026", False),
    ]


@pytest.mark.parametrize("rule", asides.RULES, ids=lambda rule: rule.name)
def test_what_is_no_aim_is_told_by_its_example_and_not_by_its_near_miss(rule: asides.Rule) -> None:
    assert not plan("第一章 重点任务", rule.example + "。").targets
    assert plan("第一章 重点任务", rule.near_miss + "。").targets


def test_how_many_indicators_a_plan_has_is_no_target() -> None:
    assert not plan("第一章 发展目标", "以上目标共23项，其中约束性指标8项，预期性指标15项。").targets
    assert not plan("第一章 发展目标", "围绕创新投入及其成效提出3项指标，围绕粮食、能源安全提出6项工程。").targets


def test_the_rows_of_a_table_of_projects_are_no_targets(tmp_path: Path) -> None:
    page = tmp_path / "plan.html"
    page.write_text(
        f"<title>{TITLE}</title><p>第一章 重点项目</p><table>"
        "<tr><th>项目名称</th><th>建设规模</th><th>总投资（亿元）</th>"
        "<th>“十五五”计划投资（亿元）</th></tr><tr><td>澜江大桥</td><td>2.1公里</td><td>18</td><td>12</td></tr>"
        "<tr><td>合计</td><td></td><td>18</td><td>12</td></tr></table>",
        encoding="utf-8",
    )
    read = hefu.read(page)
    assert not read_plan(read, hefu.analyse(read)).targets
