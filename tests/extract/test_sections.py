"""What headings, and the words that paragraphs open with, say of the figures below them."""

from __future__ import annotations

import pytest

import hefu
from hefu.extract.context import Profile, Scope, profile
from hefu.extract.sections import is_heading, opening, section


def known(title: str, published: str | None = "2024-01-18") -> Profile:
    return profile(title + "\n\n", published)


@pytest.mark.parametrize(
    "line", ["一、2023年工作回顾", "（二）全力扩大有效投资", "第二章 发展目标", "主要预期目标", "1、重点工作"]
)
def test_a_short_line_without_the_end_of_a_sentence_is_a_heading(line: str) -> None:
    assert is_heading(line)


@pytest.mark.parametrize(
    "line",
    ["全县完成投资120亿元。", "各位代表：", "增长8%，", "一年来，我们稳住了增长，守住了底线，办成了实事，", "一"],
)
def test_a_sentence_or_an_address_is_no_heading(line: str) -> None:
    assert not is_heading(line)


# ---------------------------------------------------------------- sections

REPORT = known("武胜县人民政府工作报告")
PLAN = known("咸宁市国民经济和社会发展第十三个五年规划纲要", "2016-02-25")
BUDGET = known("关于定西市2021年财政预算执行情况和2022年财政预算草案的报告", "2022-01-12")


def under(heading: str, facts: Profile = REPORT) -> tuple[str | None, str]:
    """Period and modality of the section below a heading."""
    scope = section(heading, 0, facts, facts.base)
    return scope.period.iso if scope.period else None, scope.modality


@pytest.mark.parametrize(
    ("facts", "heading", "period", "modality"),
    [
        (REPORT, "一、2023年工作回顾", "2023", "actual"),
        (REPORT, "二、2024年工作安排", "2024", "target"),
        (REPORT, "二、今年主要任务", "2024", "target"),
        (REPORT, "一、过去五年工作回顾", "2019/2023", "actual"),
        (BUDGET, "一、2021年预算执行情况", "2021", "actual"),
        (BUDGET, "二、2022年预算草案", "2022", "target"),
        (PLAN, "第三章 主要目标", "2016/2020", "target"),
        (PLAN, "第一节 “十二五”时期发展成就", "2011/2015", "actual"),
    ],
)
def test_a_heading_says_whose_figures_follow(facts: Profile, heading: str, period: str, modality: str) -> None:
    assert under(heading, facts) == (period, modality)


def test_a_heading_without_time_or_aim_keeps_the_scope() -> None:
    current = Scope(REPORT.aims, "target", 5, 9, "heading")
    assert section("（三）着力保障和改善民生", 100, REPORT, current) == current


def test_a_scope_keeps_the_place_of_its_heading() -> None:
    scope = section("二、2024年工作安排", 40, REPORT, REPORT.base)
    assert (scope.start, scope.end, scope.rule) == (40, 51, "heading")


# ---------------------------------------------------------------- paragraphs

LATER = known("云澜市人民政府工作报告", "2026-01-20")
MIXED = section("一、“十四五”时期发展成就和2025年工作回顾", 0, LATER, LATER.base)


def after(paragraph: str, scope: Scope = MIXED, facts: Profile = LATER) -> tuple[str | None, str]:
    """Period and modality of what follows once a paragraph has opened."""
    found = opening(paragraph, 0, len(paragraph), facts, scope)
    return found.period.iso if found.period else None, found.modality


@pytest.mark.parametrize(
    ("paragraph", "period"),
    [
        ("——这五年综合经济实力大幅提升。", "2021/2025"),
        ("五年来，我们攻坚克难。", "2021/2025"),
        ("“十四五”时期是极不平凡的五年。", "2021/2025"),
        ("回望“十四五”，成绩来之不易。", "2021/2025"),
        ("刚刚过去的2025年，我们稳住了增长。", "2025"),
        ("一年来，我们稳住了增长。", "2025"),
        ("这是城乡面貌变化最大的五年。", "2021/2025"),
    ],
)
def test_under_a_heading_of_two_times_a_paragraph_turns_to_the_one_that_it_opens_with(
    paragraph: str, period: str
) -> None:
    assert after(paragraph) == (period, "actual")


def test_a_paragraph_that_opens_with_no_time_stays_where_the_text_is() -> None:
    five = opening("这五年变化很大。", 0, 8, LATER, MIXED)
    assert after("建成学校30所，五年来从未有过。", five) == ("2021/2025", "actual")


def test_the_coming_plan_begins_the_aims() -> None:
    facts = known("云澜市人民政府工作报告", "2021-01-20")
    scope = section("二、“十三五”时期发展成就和“十四五”时期主要目标任务", 0, facts, facts.base)
    assert after("过去五年，发展取得新成就。", scope, facts) == ("2016/2020", "actual")
    assert after("“十四五”时期是关键的五年。", scope, facts) == ("2021/2025", "target")


def test_under_a_heading_of_one_year_a_paragraph_about_five_years_is_an_aside() -> None:
    scope = section("一、2025年工作回顾", 0, LATER, LATER.base)
    assert after("五年来，我们攻坚克难。", scope) == ("2025", "actual")


def test_a_review_turns_to_the_year_that_is_just_over_whatever_its_heading_says() -> None:
    scope = section("一、“十四五”时期工作回顾", 0, LATER, LATER.base)
    assert after("五年来，我们攻坚克难。", scope) == ("2021/2025", "actual")
    assert after("各位代表，刚刚过去的2025年，我们稳住了增长。", scope) == ("2025", "actual")


def test_a_heading_may_name_a_year_without_its_word() -> None:
    assert section("一、“十四五”时期和2025工作回顾", 0, LATER, LATER.base).mixed


def test_a_review_in_a_plan_ends_with_its_chapter() -> None:
    facts = known("云澜市国民经济和社会发展第十五个五年规划纲要", "2026-03-01")
    review = section("第一章 发展基础", 0, facts, facts.base)
    assert (review.period and review.period.iso, review.modality) == ("2021/2025", "actual")
    assert section("第一节 综合实力", 20, facts, review) == review
    assert section("第二章 建设现代化产业体系", 40, facts, review) == facts.base


def test_stocks_and_sums_of_a_plan_part_company() -> None:
    text = (
        "云澜市人民政府工作报告\n\n一、“十四五”时期发展成就和2025年工作回顾\n\n"
        "这是民生持续改善的五年。新建学校30所，城镇化率达到66.5%，外贸进出口增长42%，床位数达到1.2万张。\n"
    )
    found = {s.indicator: s.period for s in hefu.extract(text, published="2026-01-20", area="拉萨市")}
    assert found == {"新建学校": "2021/2025", "城镇化率": "2025", "外贸进出口": "2021/2025", "床位数": "2025"}
