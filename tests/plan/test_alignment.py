"""A plan beside the one above it: what is taken up, what is not, where figures differ."""

from __future__ import annotations

from pathlib import Path

import pytest

import hefu
from hefu.extract import analyse
from hefu.model import Document
from hefu.plan import Plan, read_plan
from hefu.plan.alignment import Alignment, align

PROVINCE = """澜江省国民经济和社会发展第十五个五年规划纲要

第一章 发展成就
“十四五”时期，全省建成高标准农田300万亩。全面推行林长制，开展国土绿化行动。

第二章 主要目标
到2030年，常住人口城镇化率达到70%，森林覆盖率达到44%，城镇调查失业率控制在5.5%以内。

第三章 建设现代化产业体系
培育壮大电子化学材料和低温储能装备产业集群，支持龙头企业建设中试基地。
实施丝绸老字号振兴行动，推动非遗工坊进景区。
健全防汛抗旱联合调度机制。
"""
CITY = """云澜市国民经济和社会发展第十五个五年规划纲要

第一章 主要目标
到2030年，常住人口城镇化率达到72%，森林覆盖率达到44%。到2027年，城镇调查失业率控制在5.5%左右。

第二章 做强制造业
围绕全省布局，加快培育电子化学材料产业集群，引导龙头企业与高校共建中试基地。
第三章 办好民生实事
新建社区食堂40家。推动丝绸老字号振兴，支持非遗工坊进景区、进校园。
"""


def read(tmp_path: Path, name: str, text: str) -> tuple[Document, Plan]:
    file = tmp_path / f"{name}.txt"
    file.write_text(text, encoding="utf-8")
    document = hefu.read(file, published="2026-03")
    return document, read_plan(document, analyse(document))


@pytest.fixture
def plans(tmp_path: Path) -> tuple[Document, Plan, Document, Plan]:
    return *read(tmp_path, "province", PROVINCE), *read(tmp_path, "city", CITY)


@pytest.fixture
def found(plans: tuple[Document, Plan, Document, Plan]) -> Alignment:
    return align(*plans)


def test_targets_of_one_indicator_are_laid_side_by_side(
    found: Alignment, plans: tuple[Document, Plan, Document, Plan]
) -> None:
    _, above, _, below = plans
    pairs = {
        above.targets[link.targets[0]].indicator: (below.targets[link.targets[1]].target.quote, link.figures)
        for link in found.links
        if link.targets
    }
    assert pairs == {
        "常住人口城镇化率": ("72%", "higher"),
        "森林覆盖率": ("44%", "same"),
        "城镇调查失业率": ("5.5%左右", "other period"),
    }


def test_passages_that_take_up_the_plan_above_are_found_with_the_words_that_they_share(
    found: Alignment, plans: tuple[Document, Plan, Document, Plan]
) -> None:
    upper, _, lower, _ = plans
    pairs = {
        upper.text[link.upper.start : link.upper.start + 4]: (lower.text[link.lower.start : link.lower.end], link.why)
        for link in found.links
        if not link.targets
    }
    assert set(pairs) == {"培育壮大", "实施丝绸"}
    words, why = pairs["培育壮大"]
    assert words.startswith("围绕全省布局")
    assert "电子化学材料" in why
    assert all(phrase in words for phrase in why)


def test_what_nothing_below_takes_up_is_told(found: Alignment, plans: tuple[Document, Plan, Document, Plan]) -> None:
    upper = plans[0]
    missing = [upper.text[one.start : one.end].strip() for one in found.dropped]
    assert "健全防汛抗旱联合调度机制。" in missing


def test_what_looks_back_is_no_task(found: Alignment, plans: tuple[Document, Plan, Document, Plan]) -> None:
    upper = plans[0]
    words = [upper.text[one.start : one.end] for one in (*found.dropped, *(link.upper for link in found.links))]
    assert not any("国土绿化" in passage for passage in words)
    assert not any("发展成就" in passage for passage in words)


def test_a_plan_taken_up_word_for_word_misses_nothing(plans: tuple[Document, Plan, Document, Plan]) -> None:
    document, plan = plans[:2]
    found = align(document, plan, document, plan)
    assert not found.dropped_targets
    assert not found.dropped
    assert {link.figures for link in found.links if link.targets} == {"same"}


def laid(tmp_path: Path, above: str, below: str) -> Alignment:
    """A plan of 浙江省 and one of 杭州市 with these words as their aims."""
    head = "国民经济和社会发展第十五个五年规划纲要\n\n第一章 主要目标\n"
    high = read(tmp_path, "high", f"浙江省{head}{above}\n")
    low = read(tmp_path, "low", f"杭州市{head}{below}\n")
    return align(*high, *low)


@pytest.mark.parametrize(
    ("above", "below", "figures"),
    [
        ("2026年，城镇新增就业100万人以上。", "2026年，城镇新增就业25万人以上。", "part"),
        ("2026年，粮食产量125亿斤。", "2026年，粮食产量90万吨。", "part"),
        ("到2030年，人均预期寿命达到83岁。", "到2030年，人均预期寿命达到84岁。", "higher"),
        ("到2030年，居民人均可支配收入达到9万元。", "到2030年，居民人均可支配收入达到8万元。", "lower"),
        ("2026年，地区生产总值增长5%—5.5%。", "2026年，地区生产总值增长5%。", "lower"),
        ("2026年，地区生产总值增长5%—5.5%。", "2026年，地区生产总值增长5%—5.5%。", "same"),
        ("2026年，数字经济核心产业增加值增长7%。", "2026年，数字经济核心产业增加值增长6.5%。", "lower"),
    ],
)
def test_only_what_does_not_add_up_over_places_is_held_against_the_figure_above(
    tmp_path: Path, above: str, below: str, figures: str
) -> None:
    assert [link.figures for link in laid(tmp_path, above, below).links if link.targets] == [figures]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("纵深推进统一大市场建设。", "纵深推进法治城市建设。"),
        ("在市委的坚强领导下，把蓝图变成美好现实。", "在省委的坚强领导下，埋头苦干再创新绩。"),
    ],
)
def test_how_something_is_done_and_by_whose_lead_links_no_passages(tmp_path: Path, above: str, below: str) -> None:
    assert not laid(tmp_path, above, below).links
