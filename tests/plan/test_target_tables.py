"""Rows of tables of indicators, in the layouts in which plans print them: every field of every row."""

from __future__ import annotations

from pathlib import Path

import pytest

import hefu
from hefu.plan.model import Target
from hefu.plan.targets import table_targets
from hefu.plan.targets.amounts import RULES, Rule
from tests.plan.reading import TABLES, differences, expected, read
from tests.plan.texts import document

FILES = sorted(path for path in TABLES.iterdir() if path.suffix != ".gold")
HEAD = ("“十五五”主要指标", "指标\t2025年\t2030年目标\t年均/累计\t属性")


def found(*lines: str, published: str | None = None) -> tuple[Target, ...]:
    """The targets of a text of these lines."""
    return table_targets(document("\n".join(lines), title="云澜市“十五五”规划", published=published))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_row_of_a_table_is_right_in_all_fields(path: Path) -> None:
    rows = expected(path.with_suffix(".gold"))
    targets = [read(target) for target in table_targets(hefu.read(path))]
    assert [target["indicator"] for target in targets] == [row["indicator"] for row in rows]
    wrong = {row["indicator"]: list(differences(row, target)) for row, target in zip(rows, targets, strict=True)}
    assert not {name: said for name, said in wrong.items() if said}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_figure_is_what_the_text_says_at_its_place(path: Path) -> None:
    read_ = hefu.read(path)
    for target in table_targets(read_):
        for amount in (target.base, target.target, target.second):
            if amount is not None:
                assert read_.text[amount.start : amount.end] == amount.quote
        assert target.indicator[:2] == read_.text[target.start : target.end][:2]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_kind_of_amount_is_told_by_its_example_and_not_by_its_near_miss(rule: Rule) -> None:
    assert rule.name in rules_of(rule.example)
    assert rule.name not in rules_of(rule.near_miss)


def rules_of(row: str) -> set[str]:
    """The rules that say what the figures of a row are: its name, its base, its aim, its yearly average or sum."""
    name, _, figures = row.partition(": ")
    (target,) = found(*HEAD, "\t".join((name, *figures.split(", "), "预期性")))
    return {item.rule for item in target.evidence}


def test_cells_that_were_run_together_are_cut_and_it_is_said_so() -> None:
    (target, _) = found(
        "“十五五”主要指标", "指标2025年2030年属性", "1.城镇化率（%）58.164预期性", "2.入园率（%）9195预期性"
    )
    assert (target.base and target.base.quote, target.target.quote) == ("58.1", "64")
    assert "cells run together" in {item.rule for item in target.evidence}


def test_a_unit_that_no_row_prints_is_that_of_the_caption_or_per_cent_by_the_name() -> None:
    town, output, labour = found(
        "“十五五”主要指标",
        "单位：亿元",
        "指标\t2025年\t2030年\t属性",
        "城镇化率\t58.1\t64\t预期性",
        "工业总产值\t310\t420\t预期性",
        "劳动生产率（万元/人）\t14\t20\t预期性",
    )
    assert (town.unit, output.unit, output.target.value, labour.unit) == ("%", "元", 42000000000, "元/人")
    said = {item.rule for one in (town, output, labour) for item in one.evidence if item.field == "unit"}
    assert said == {"per cent by its name", "unit of the caption"}


def test_a_table_of_results_aims_at_nothing() -> None:
    assert not found(
        "表1 主要指标", "指标\t单位\t绝对数\t比上年增长（%）", "粮食产量\t万吨\t62\t1.5", "油料产量\t万吨\t6\t2.5"
    )
    rows = ("指标\t2023年\t2024年\t属性", "粮食产量（万吨）\t61\t62\t", "油料产量（万吨）\t6\t7\t")
    assert not found("主要指标", *[row.rpartition("\t")[0] for row in rows], published="2025-02-01")


def test_a_year_that_is_over_is_a_base_and_no_aim() -> None:
    target, _ = found(
        "“十四五”规划主要指标",
        "指标\t2020年\t2023年\t2025年",
        "粮食产量（万吨）\t58\t61\t65",
        "油料产量（万吨）\t5\t6\t7",
        published="2024-02-01",
    )
    assert target.base and (target.base.period, target.base.quote) == ("2023", "61")
    assert (target.target.period, target.second) == ("2025", None)


def test_a_table_without_words_of_aims_is_one_of_aims_when_the_title_names_its_plan() -> None:
    lines = (
        "专栏4 数字经济指标",
        "序号\t指标\t单位\t2025年\t2030年",
        "1\t上云企业数\t家\t86\t200",
        "2\t网络用户\t万户\t3\t5",
    )
    plan = document("\n".join(lines), title="云澜市国民经济和社会发展第十五个五年规划纲要")
    review = document("\n".join(lines), title="云澜市第十五个五年规划实施情况评估")
    assert [target.target.quote for target in table_targets(plan)] == ["200", "5"]
    assert not table_targets(review)


def test_what_the_plan_before_aimed_at_is_no_aim() -> None:
    target, _ = found(
        "“十五五”主要指标",
        "指标\t2025年规划目标\t2025年完成\t2030年目标",
        "粮食产量（万吨）\t58\t61\t65",
        "油料产量（万吨）\t5\t6\t7",
    )
    assert (target.base and target.base.quote, target.target.quote, target.second) == ("61", "65", None)


@pytest.mark.parametrize(("size", "beside"), [((5, 3, 2), (2, 6, 8)), ((3, 3, 3), (1, 4, 7))])
def test_headings_at_the_middle_of_their_rows_are_of_all_of_them(
    size: tuple[int, ...], beside: tuple[int, ...]
) -> None:
    heads = dict(zip(beside, ("经济发展", "民生福祉", "绿色生态"), strict=True))
    rows = [
        f"{heads.get(n, ''):<8}{n + 1}   {name}率（%）    {40 + n}    {50 + n}"
        for n, name in zip(range(sum(size)), "甲乙丙丁戊己庚辛壬癸", strict=False)
    ]
    targets = found("“十五五”主要指标", "类别   序号   指标   2025年   2030年目标", *rows)
    assert [target.group for target in targets] == [
        name for name, many in zip(heads.values(), size, strict=True) for _ in range(many)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "1" * 5000,
        "—" * 5000,
        "1—" * 300 + "预期性",
        "（" * 3000,
        "1.2" * 2000,
        "经济\t" * 900,
        "经济\n" * 900,
        "指标单位2025年2030年属性" * 300,
    ],
)
def test_a_line_made_to_take_long_takes_no_time(line: str) -> None:
    rows = [
        "“十五五”主要指标",
        "指标2025年2030年年均属性",
        "1.城镇化率（%）",
        line,
        "预期性",
        line,
        "2.入园率（%）9195预期性",
    ]
    assert len(found(*rows * 3)) < 20
