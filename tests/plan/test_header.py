"""What a plan says of itself: title, years, and the plan that it carries out."""

from __future__ import annotations

import pytest

from hefu.plan.header import header
from tests.plan.texts import document

PERIODS = {
    "云澜市国民经济和社会发展第十五个五年规划纲要": "2026/2030",
    "云澜市“十五五”时期港口发展规划": "2026/2030",
    "云澜市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要": "2021/2025",
    "云澜市港口发展三年行动计划（2024—2026年）": "2024/2026",
    "云澜市水网建设规划(2023-2035年)": "2023/2035",
    "2026年云澜市政府工作报告": "2026",
    "关于云澜市2025年国民经济和社会发展计划执行情况与2026年国民经济和社会发展计划草案的报告": "2026",
    "云澜市人民政府关于印发云澜市国民经济和社会发展第十五个五年规划纲要的通知": "2026/2030",
    "云澜市十五项重点任务": None,
    "云澜市政府工作报告": None,
}

ABOVE = {
    "为深入落实《云澜省第十五个五年规划纲要》，制定本方案。": "云澜省第十五个五年规划纲要",
    "根据《中共云澜市委关于制定第十五个五年规划的建议》编制。": "中共云澜市委关于制定第十五个五年规划的建议",
    "依据《澜江流域水网建设规划（2023—2035年）》，结合实际，制定本计划。": "澜江流域水网建设规划（2023—2035年）",
    "根据《中华人民共和国城乡规划法》，制定本办法。": None,
    "《云澜市港口规划》展示了新的蓝图。": None,
}


@pytest.mark.parametrize(("title", "period"), PERIODS.items(), ids=PERIODS)
def test_the_years_of_a_plan_stand_in_its_title(title: str, period: str | None) -> None:
    assert header(document("正文。", title=title)).period == period


@pytest.mark.parametrize(("text", "above"), ABOVE.items(), ids=ABOVE)
def test_the_plan_above_is_the_one_that_is_carried_out(text: str, above: str | None) -> None:
    assert header(document(text, title="云澜市港口行动方案")).above == above


def test_a_report_without_a_year_in_its_title_is_for_the_year_of_its_tasks() -> None:
    text = "一、2025年工作回顾\n过去一年，全市上下团结奋斗。\n二、2026年主要目标和工作安排\n今年要抓好以下工作。\n"
    assert header(document(text, title="政府工作报告")).period == "2026"


def test_the_title_of_a_plan_is_the_one_that_a_notice_prints() -> None:
    read = document("正文。", title="云澜市人民政府办公厅关于印发云澜市港口三年行动计划（2024—2026年）的通知")
    assert header(read).title == "云澜市港口三年行动计划（2024—2026年）"


def test_a_plan_does_not_carry_out_itself() -> None:
    text = "全面落实《云澜市“十五五”港口发展规划》，确保各项任务落地见效。"
    assert header(document(text, title="云澜市“十五五”港口发展规划")).above is None
