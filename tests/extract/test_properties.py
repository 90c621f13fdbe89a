"""What holds for whatever text comes: nothing raises, nothing is dropped, everything can be found in the text again."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hefu.extract import analyse, extract
from hefu.model import FIELDS, Extraction, Numeral
from hefu.read.view import view

NUMERAL = re.compile(
    r"[0-9０-９]+(?:[,，][0-9]{3}(?![0-9]))*(?:[.．][0-9０-９]+)?"
    r"|翻了?[一二两三]?番"
    r"|(?<![一二三四五六七八九十])[一二三四五六七八九]成(?=[以左多，。、；]|$)"
    r"|百分之[零一二三四五六七八九十百点]+"
    r"|[一二三四五六七八九十]+分之[一二三四五六七八九十]+",
    re.MULTILINE,
)
"""A numeral as the guidelines have it: digits of either width, 翻番, 成, 百分之, 分之."""

DIGIT = re.compile("[0-9０-９]")

WORDS = [
    word
    for line in (
        "全市 全县 我区 全省 全国 拉萨市 曲水县 尼木县热堆村 拉萨高新区 其中 分别 累计 预计 力争 确保 将 计划 已",
        "约 近 超 突破 不低于 地区生产总值 城乡居民人均可支配收入 三次产业结构 一般公共预算收入 社会消费品零售总额",
        "贷款余额 粮食产量 签约项目 新建5G基站 识别监测对象 规模以上工业企业 森林覆盖率 居民消费价格指数 市本级",
        "年产值1000万元以上的企业 投资 利润 出口 增长 下降 达到 为 占 由 提高到 调整为 同比 比上年 较2020年 环比",
        "年均 高于全国平均水平 拉动 完成预算的 减亏 增量 增速 亿元 万元 元 % ％ ‰ 个百分点 万人次 户 家 个 万亩",
        "公里 千瓦时 倍 元/吨 吨标准煤/万元 每人每月 左右 以上 以内 余 多 2023年 2023年1—11月 1至11月 十四五",
        "“十四五”期间 今年 去年 上半年 一季度 截至目前 12月21日 2021—2025年 五年来 近5年 年末 389.54",
        "３８９．５４ 1,234,567 6，100 8 100 0.5 00 2023 1 12 12.1∶57.9∶30 5%—6% 翻一番 六成 百分之四点五",
        "三分之二 一百二十亿斤 G318 5G 1+N “1+7+13” 第12次 12309 0536-3692789 500强 （图1） 《2023年规划》",
        "2023-12-21 10:30 ICP备12345678号 [1] 110千伏 政府工作报告 一、2023年工作回顾 二、2024年工作安排",
        "（记者央宗） 表1 单位：亿元 指标 比上年增长（%） 预算草案 统计公报 五年规划纲要",
    )
    for word in line.split()
]
MARKS = [
    *"，。、；：（）“”《》！？—-–~·.,:;()[]<>/%+=\"' 　\t\n",
    "\r\n",
    "\n\n",
    "\n一、",
    "\n1.",
    "<p>",
    "</p>",
    "<br/>",
    "\t\t",
]
ODD = [
    "\x00",
    "\x07",
    "\x85",
    "\u2028",
    "\u200b",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\ud800",
    "\udfff",
    "\U0001f600",
    "①",
    "Ⅲ",
    "٣",
    "²",
    "½",
]

fragments = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(MARKS),
    st.sampled_from(ODD),
    st.integers(0, 10**9).map(str),
    st.decimals(0, 10**6, places=2).map(str),
    st.text(max_size=6),
)
texts = st.lists(fragments, max_size=40).map("".join)
rows = st.lists(
    st.lists(st.one_of(st.sampled_from(WORDS), st.integers(0, 10**5).map(str), st.just("")), min_size=1, max_size=5),
    max_size=8,
)
tables = rows.map(lambda rows: "\n".join("\t".join(row) for row in rows))
PROSE = (
    "全市粮食产量32万吨，同比增长1.2%。2023年1至11月，"
    "接待游客4200万人次，其中曲水县120万人次；新建5G基站120个，为预算的98.5%。"
)
PAGE_MARKS = ["— 3 —", "3", "第3页", "- 12 -", "3/12", "武胜县2023年政府工作报告　3", ""]


@st.composite
def columns(draw: st.DrawFn) -> str:
    """A text as a newspaper or a PDF has it: lines of one width, page numbers between them."""
    width, words = draw(st.integers(10, 40)), draw(texts).replace("\n", "") + PROSE * draw(st.integers(1, 6))
    lines = [words[at : at + width] for at in range(0, len(words), width)]
    for at in draw(st.lists(st.integers(0, len(lines)), max_size=3)):
        lines.insert(at, draw(st.sampled_from(PAGE_MARKS)))
    return "\n".join(lines)


anything = st.one_of(texts, texts, tables, columns(), st.tuples(texts, tables, texts).map("\n".join))

days = st.sampled_from([None, "1959", "1998-03", "2024-01-18", "2023-12-22"])
places = st.sampled_from([None, "拉萨市", "武胜县", "四川省", "全国"])

often = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def covering(numerals: tuple[Numeral, ...], at: int) -> list[Numeral]:
    return [n for n in numerals if n.start <= at < n.end]


# ---------------------------------------------------------------- the text and what is found in it


@often
@given(anything, days, places)
@example("\x00" * 50 + "1亿元", None, None)
@example("1" * 5000, "2024-01-18", "拉萨市")
@example("增长" * 3000 + "8%", "2024-01-18", "拉萨市")
@example("\ud800全市1亿元\udfff", "2024", "拉萨市")
def test_whatever_text_comes_what_is_found_holds_together(text: str, published: str | None, area: str | None) -> None:
    found = analyse(text, published=published, area=area)
    quotes_stand_in_the_text(text, found)
    statements_stand_in_order(found)
    every_field_has_evidence(text, found)
    every_numeral_is_classed_once(text, found)


def quotes_stand_in_the_text(text: str, found: Extraction) -> None:
    for statement in found.statements:
        assert 0 <= statement.start < statement.end <= len(text)
        assert text[statement.start : statement.end] == statement.quote


def statements_stand_in_order(found: Extraction) -> None:
    for before, after in pairwise(found.statements):
        assert before.end <= after.start, (before.quote, after.quote)


def every_field_has_evidence(text: str, found: Extraction) -> None:
    for statement in found.statements:
        proven = {item.field for item in statement.evidence}
        given = {name for name in FIELDS if getattr(statement, name) is not None} - {"value_max"}
        assert given <= proven, given - proven
        for item in statement.evidence:
            assert item.field in FIELDS
            assert (item.start is None) == (item.end is None)
            if item.start is not None and item.end is not None:
                assert 0 <= item.start <= item.end <= len(text), item


def every_numeral_is_classed_once(text: str, found: Extraction) -> None:
    for numeral in found.numerals:
        assert 0 <= numeral.start < numeral.end <= len(text)
        assert numeral.reason
    left_out = view(text).omitted
    for match in NUMERAL.finditer(text):
        if any(junk.start <= match.start() < junk.end for junk in left_out):
            continue
        digits = [d.start() for d in DIGIT.finditer(text, *match.span())] or [match.start()]
        for at in digits:
            assert len(covering(found.numerals, at)) == 1, (match.group(), at, covering(found.numerals, at))


@often
@given(anything, days)
def test_each_statement_answers_one_numeral_that_is_classed_as_a_quantity(text: str, published: str | None) -> None:
    found = analyse(text, published=published, area="拉萨市")
    quantities = sorted(n.start for n in found.numerals if n.cls == "quantity")
    assert len(quantities) == len(found.statements)
    assert all(s.start <= at < s.end for s, at in zip(found.statements, quantities, strict=True))


@often
@given(anything, days, places)
def test_the_same_text_gives_the_same_statements_again(text: str, published: str | None, area: str | None) -> None:
    first = analyse(text, published=published, area=area)
    assert analyse(text, published=published, area=area) == first
    assert extract(text, published=published, area=area) == list(first.statements)


@often
@given(anything)
def test_values_are_finite_and_the_upper_end_of_a_range_is_not_below_the_lower(text: str) -> None:
    for statement in extract(text, published="2024-01-18", area="拉萨市"):
        assert statement.value.is_finite()
        assert 0 <= statement.confidence <= 1
        if statement.value_max is not None:
            assert abs(statement.value_max) >= abs(statement.value)


def test_a_line_of_fifty_thousand_characters_is_read() -> None:
    sentence = "全市粮食产量32万吨，同比增长1.2%，工作扎实推进、成效明显、群众满意，各项事业都有了新的气象。"
    text = sentence * 1000
    assert len(extract(text, published="2024-01-18", area="拉萨市")) == 2000


def test_numerals_of_page_numbers_are_classed_too() -> None:
    lines = [PROSE[at : at + 18] for at in range(0, len(PROSE), 18)]
    text = "\n".join([*lines[:3], "— 3 —", *lines[3:]])
    assert [junk.start for junk in view(text).omitted] == [text.index("— 3 —")]
    assert [
        n.cls for n in covering(analyse(text, published="2024-01-18", area="拉萨市").numerals, text.index("— 3") + 2)
    ] == ["name"]


# ---------------------------------------------------------------- time grows with the length and no faster

TIMES, FIGURES = 5_000, 1_000
"""Repetitions of patterns without and with figures of their own; four times as many are read after them."""


def patterns(*words: str) -> list[Any]:
    """Cases named by their words."""
    return [pytest.param(word, id=repr(word)) for word in words]


@pytest.mark.parametrize(
    "pattern",
    [
        *patterns(
            "（",
            "）",
            "“",
            "《",
            "“”",
            "[",
            "，",
            "、",
            " ",
            "\n",
            "\t",
            "<p>",
            "—",
            "A",
            "的",
            "和",
            "约",
            "每",
            "第",
            "占",
        ),
        *patterns(
            "增长",
            "力争",
            "预计",
            "全市",
            "拉萨市",
            "分别、",
            "其中",
            "由",
            "一、\n",
            "一",
            "十",
            "2020年",
            "今年",
            "1月",
            "2020—",
        ),
    ],
)
def test_four_times_the_text_takes_about_four_times_as_long(pattern: str) -> None:
    """One figure stands on either side, so that nothing is passed over for want of one."""
    assert_linear(lambda times: "1亿元" + pattern * times + "8%", TIMES)


@pytest.mark.parametrize(
    "pattern",
    patterns(
        "1、",
        "10%和",
        "由10%",
        "，1元",
        "建成1个",
        "3个项目",
        "至1",
        "1亿",
        "百分之一、",
        "12：3：",
        "（1",
        "“1",
        "1\t2\n",
        "1元。",
    ),
)
def test_four_times_the_figures_take_about_four_times_as_long(pattern: str) -> None:
    assert_linear(lambda times: pattern * times, FIGURES)


def assert_linear(text: Callable[[int], str], times: int) -> None:
    """Four times as much takes less than seven times as long (quadratic: sixteen). Measured again if not."""
    for _ in range(3):
        once, more = seconds(text(times)), seconds(text(4 * times))
        if more < 7 * once + 0.05:
            return
    pytest.fail(f"{once:.2f} s for {times} times, {more:.2f} s for {4 * times} times")


def seconds(text: str) -> float:
    """Processor time of reading a text."""
    begun = time.process_time()
    analyse(text, published="2024-01-18", area="拉萨市")
    return time.process_time() - begun
