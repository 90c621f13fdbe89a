"""Reported as fact, estimated, or aimed at; and which words say so."""

from __future__ import annotations

import pytest

from hefu.extract import extract
from hefu.model import Statement


def only(text: str, published: str = "2024-01-18") -> Statement:
    [statement] = extract(text, published=published, area="武胜县")
    return statement


def proof(statement: Statement, text: str) -> str:
    """The words that the modality was taken from."""
    [item] = [e for e in statement.evidence if e.field == "modality"]
    return "" if item.start is None else text[item.start : item.end]


@pytest.mark.parametrize("word", ["力争", "确保", "力求", "努力实现"])
def test_a_word_of_aim_makes_an_aim_and_is_its_proof(word: str) -> None:
    text = f"今年，{word}地区生产总值增长6.5%。"
    found = only(text)
    assert found.modality == "target"
    assert word in proof(found, text)


@pytest.mark.parametrize("word", ["预计", "有望", "预测"])
def test_a_word_of_estimate_makes_an_estimate_and_is_its_proof(word: str) -> None:
    text = f"2023年，地区生产总值{word}增长6.5%。"
    found = only(text)
    assert found.modality == "estimate"
    assert proof(found, text) == word


def test_without_any_word_a_figure_is_a_fact() -> None:
    assert only("2023年，地区生产总值增长6.5%。").modality == "actual"


def test_a_year_to_come_is_an_aim() -> None:
    assert only("2025年，森林覆盖率达到43%。").modality == "target"


def test_a_year_that_is_over_is_a_fact_whatever_was_striven_for() -> None:
    assert only("2022年，干部群众力争上游，完成投资12亿元。").modality == "actual"


def test_as_of_the_day_of_publication_is_a_fact() -> None:
    assert only("截至目前，全县建成高标准农田12万亩。").modality == "actual"


def test_an_aim_by_name_behind_the_figure() -> None:
    assert only("今年地区生产总值增长6.5%的目标已经明确。").modality == "target"


def test_the_estimate_that_stands_nearer_wins_over_the_aim() -> None:
    assert only("为确保实现目标，预计全年增长6.5%。").modality == "estimate"


def test_a_general_is_no_word_of_aim() -> None:
    assert only("2023年，将军镇接待游客12万人次。").modality == "actual"


@pytest.mark.parametrize(
    ("heading", "modality"),
    [("一、2023年工作回顾", "actual"), ("二、2024年工作安排", "target"), ("二、今年主要目标任务", "target")],
)
def test_the_section_says_it_for_its_figures(heading: str, modality: str) -> None:
    text = f"武胜县人民政府工作报告\n\n{heading}\n新建农村公路60公里。\n"
    assert extract(text, published="2024-01-18", area="武胜县")[-1].modality == modality


def test_a_year_that_is_over_is_a_fact_in_a_section_of_aims() -> None:
    text = "武胜县人民政府工作报告\n\n二、2024年工作安排\n2022年新建农村公路60公里。\n"
    assert extract(text, published="2024-01-18", area="武胜县")[-1].modality == "actual"


def test_the_budget_that_was_approved_is_an_aim_and_what_came_of_it_a_fact() -> None:
    text = (
        "关于武胜县2023年预算执行情况和2024年预算草案的报告\n\n一、2023年预算执行情况\n"
        "一般公共预算收入调整预算为12亿元。\n全县一般公共预算收入完成12.5亿元。\n"
    )
    found = extract(text, published="2024-01-18", area="武胜县")
    assert [s.modality for s in found] == ["target", "actual"]
