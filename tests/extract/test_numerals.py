"""Which numerals of a sentence are quantities, how they are put together, and the class of every other."""

from __future__ import annotations

import pytest

from hefu.extract import analyse
from hefu.extract.numerals import groups, masks, quantities
from hefu.extract.quantities import Quantity
from hefu.extract.text import normalise
from hefu.extract.tokens import scan

Filed = list[tuple[str, str]]


def read(text: str) -> tuple[list[Quantity], Filed]:
    """The quantities of a sentence, and the other numerals with their classes."""
    plain, filed = normalise(text), Filed()
    found = quantities(
        plain, 0, len(plain), scan(plain, 0, len(plain)), masks(plain, 0, len(plain)),
        lambda start, end, cls, reason: filed.append((plain[start:end], cls)),
    )  # fmt: skip
    return found, filed


def values(text: str) -> list[int]:
    return [int(q.scaled()) for q in read(text)[0]]


def test_a_range_is_one_quantity_and_its_end_a_part() -> None:
    found, filed = read("增长5%—6%")
    assert [(str(q.value), str(q.value_max)) for q in found] == [("5", "6")]
    assert filed == [("6", "part")]


def test_a_falling_pair_is_no_range() -> None:
    assert values("由6%—5%") == [6, 5]


def test_from_one_to_another_is_no_range() -> None:
    assert values("由5%提高到6%") == [5, 6]
    assert values("由5%至6%") == [5, 6]


def test_a_unit_and_multiplier_reach_back_to_the_figure_before() -> None:
    found, _ = read("接连跨越700、900亿元")
    assert [(int(q.scaled()), q.unit, q.bound) for q in found] == [
        (70_000_000_000, "元", ">="),
        (90_000_000_000, "元", ">="),
    ]


def test_a_bound_reaches_back_to_the_figure_before() -> None:
    assert [q.bound for q in read("分别增长7%、8%以上")[0]] == [">=", ">="]
    assert [q.bound for q in read("分别增长7%以上、8%")[0]] == [">=", "="]


def test_a_ratio_of_three_is_three_quantities_in_percent() -> None:
    found, _ = read("三次产业结构为12.1∶57.9∶30")
    assert [(str(q.value), q.unit) for q in found] == [("12.1", "%"), ("57.9", "%"), ("30", "%")]


@pytest.mark.parametrize(
    ("text", "numeral", "cls"),
    [
        ("《2023年规划》实施", "2023", "time"),
        ("《30条措施》出台", "30", "name"),
        ("“1+7+13”体系", "7", "name"),
        ("G318国道", "318", "name"),
        ("2023年1—11月", "11", "time"),
        ("第12次会议", "12", "name"),
        ("共有3", "3", "name"),
    ],
)
def test_every_other_numeral_is_filed(text: str, numeral: str, cls: str) -> None:
    assert (numeral, cls) in read(text)[1]
    assert not read(text)[0]


def test_a_quoted_figure_that_says_how_much_is_no_name() -> None:
    assert values("实现“增长8%”的目标") == [8]


def test_titles_and_quoted_names_are_masked() -> None:
    text = "《2023年规划》和“1+N”体系，实现“增长8%”"
    assert [text[a:b] for a, b, _ in masks(text, 0, len(text))] == ["《2023年规划》", "“1+N”"]


def test_members_of_a_list_know_the_first_of_it() -> None:
    text = "分别增长8.2%、8.7%和9.1%，达到12亿元"
    found, _ = read(text)
    assert groups(text, found) == [0, 0, 0, 3]


def test_a_comma_ends_a_list() -> None:
    text = "增长8.2%，增长8.7%"
    assert groups(text, read(text)[0]) == [0, 1]


def test_a_footnote_that_the_view_leaves_out_is_classed_once() -> None:
    text = (
        "理等重点应用领域，大力发展多模态大模型\n24\n、垂类大模型\n25\n和智能体\n26\n，培育一批智能产业，建成园区12个，"
        "全市各级各部门扎实推进各项工作，\n取得了明显成效，群众获得感、幸福感、安全感不断增强。\n"
    )
    starts = [numeral.start for numeral in analyse(text * 3, published="2026", area="广州市").numerals]
    assert starts == sorted(set(starts))
    assert len(starts) == 12
