"""Words taken off a phrase from the figure leftwards and from the clause rightwards."""

from __future__ import annotations

import pytest

from hefu.extract.phrases import Tail, strip_head, strip_tail
from hefu.extract.tokens import NUMBERS, scan


def tail(text: str) -> Tail:
    """The tail of the words before a figure."""
    times = {t.end: t for t in scan(text, 0, len(text)) if t.kind not in NUMBERS}
    return strip_tail(text, 0, len(text), times)


def left_of(text: str) -> str:
    return text[: tail(text).end]


def right_of(text: str) -> str:
    begins = {t.start: t for t in scan(text, 0, len(text)) if t.kind not in NUMBERS}
    return text[strip_head(text, 0, len(text), begins)[0] :]


@pytest.mark.parametrize(
    ("words", "core"),
    [
        ("社会消费品零售总额达到", "社会消费品零售总额"),
        ("社会消费品零售总额同比增长", "社会消费品零售总额"),
        ("地区生产总值按可比价格计算比上年增长", "地区生产总值"),
        ("居民消费价格涨幅控制在", "居民消费价格"),
        ("地区生产总值增长预期目标为", "地区生产总值"),
        ("森林覆盖率由", "森林覆盖率"),
        ("城镇居民人均可支配收入实际增长", "城镇居民人均可支配收入"),
        ("贷款余额较2020年增长", "贷款余额"),
        ("新能源汽车产量", "新能源汽车产量"),
        ("规模以上工业增加值", "规模以上工业增加值"),
    ],
)
def test_what_stands_between_indicator_and_figure_is_taken_off(words: str, core: str) -> None:
    assert left_of(words) == core


@pytest.mark.parametrize(
    "words", ["全年新增", "完成投资", "一般公共预算支出", "人口自然增长率", "参加", "第一产业增加值", "贷款余额"]
)
def test_words_that_only_end_like_a_verb_of_change_stay(words: str) -> None:
    assert left_of(words) == words


def test_a_fall_is_known_by_its_word() -> None:
    assert tail("出口同比下降").has("down")
    assert tail("出口同比下降").has("yoy")
    assert not tail("出口同比下降").has("up")


def test_a_rise_that_arrives_is_no_growth() -> None:
    arrived = tail("养老金提高到")
    assert arrived.has("to")
    assert not arrived.has("up")


def test_the_base_of_comparison_is_kept() -> None:
    found = tail("市场主体较2020年增长")
    assert found.since is not None
    assert found.since.match.group().startswith("2020")


def test_the_words_taken_off_keep_their_places() -> None:
    text = "出口同比下降"
    assert {name: text[a:b] for name, (a, b) in tail(text).classes.items()} == {"down": "下降", "yoy": "同比"}


@pytest.mark.parametrize(
    ("words", "core"),
    [
        ("其中出口", "出口"),
        ("2023年全县粮食产量", "粮食产量"),
        ("今年以来，全市粮食产量", "粮食产量"),
        ("力争粮食产量", "粮食产量"),
        ("预计全年社会消费品零售总额", "社会消费品零售总额"),
        ("上年结转收入", "上年结转收入"),
        ("新建5G基站", "新建5G基站"),
    ],
)
def test_words_before_the_indicator_are_taken_off(words: str, core: str) -> None:
    assert right_of(words) == core


def test_the_word_for_the_area_is_kept() -> None:
    text = "2023年全县粮食产量"
    begins = {t.start: t for t in scan(text, 0, len(text)) if t.kind not in NUMBERS}
    _, area = strip_head(text, 0, len(text), begins)
    assert area is not None
    assert text[slice(*area)] == "全县"


def test_nothing_is_taken_off_beyond_the_ends() -> None:
    assert strip_tail("同比增长", 4, 4, {}).end == 4
    assert strip_tail("同比增长", 2, 4, {}).end == 2
    assert strip_head("全县粮食", 4, 4, {}) == (4, None)
