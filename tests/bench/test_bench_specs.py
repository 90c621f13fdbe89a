from __future__ import annotations

from typing import Any

import pytest

from bench.cases import Case
from bench.scope import REASONS, out_of_scope
from bench.specs import as_published, by_value, same_days, with_unit


def case(words: str, *results: tuple[str, str], model: str = "numbers", unit: str | None = None) -> Case:
    """A case whose results are words of its input and their values."""
    made = [
        {
            "Text": text,
            "Start": words.index(text),
            "Resolution": {"value": value} | ({"unit": unit} if unit else {}),
        }
        for text, value in results
    ]
    return Case(model, words, tuple(made), None)


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("2016", "2016-01-01", "2017-01-01"),
        ("2016-05", "2016-05-01", "2016-06-01"),
        ("2017-01/2017-03", "2017-01-01", "2017-04-01"),
        ("2016/2018", "2016-01-01", "2018-01-01"),
        ("2017-01-10/2017-01-12", "2017-01-10", "2017-01-12"),
    ],
)
def test_a_period_is_the_same_days_whether_its_end_is_counted_or_not(period: str, start: str, end: str) -> None:
    assert same_days(period, {"startDate": start, "endDate": end})


@pytest.mark.parametrize("period", ["2016", "2016-04", "2016-06", "2016-05-01", "2015-05"])
def test_another_period_is_not(period: str) -> None:
    assert not same_days(period, {"startDate": "2016-05-01", "endDate": "2016-06-01"})


def test_a_numeral_that_is_the_whole_input_is_read_with_a_unit_behind_it() -> None:
    assert with_unit(case("一百五十二", ("一百五十二", "152"))) == "一百五十二元"
    assert with_unit(case("2.3万", ("2.3万", "23000"))) == "2.3万元"
    assert with_unit(case("199个", ("199", "199"))) == "199个"


def result(start: int, end: int, value: float, unit: str | None, dimension: str | None = None) -> dict[str, Any]:
    return {"start": start, "end": end, "value": value, "unit": unit, "dimension": dimension}


def test_results_must_be_as_many_and_at_the_same_place() -> None:
    wanted = case("上升5%和6%", ("5%", "5%"), ("6%", "6%"), model="percentages")
    five, six = result(2, 4, 5.0, "%"), result(5, 7, 6.0, "%")
    assert by_value(wanted, [five, six])
    assert not by_value(wanted, [five])
    assert not by_value(wanted, [six, five])


def test_quantities_of_another_kind_than_the_model_s_are_left_out() -> None:
    wanted = case("15元和3亩", ("15元", "15"), model="currencies", unit="Chinese yuan")
    found = [result(0, 3, 15.0, "元", "money"), result(4, 6, 3.0, "亩", "area")]
    assert by_value(wanted, found)


def test_a_share_counts_as_the_fraction_that_it_is() -> None:
    assert by_value(case("五分之一", ("五分之一", "0.2")), [result(0, 4, 20.0, "%")])


def test_per_mille_counts_as_the_percentage_that_it_is() -> None:
    wanted = case("千分之一", ("千分之一", "0.1%"), model="percentages")
    assert by_value(wanted, [result(0, 4, 1.0, "‰")])
    assert not by_value(wanted, [result(0, 4, 1.0, "%")])
    assert by_value(case("一千分之一", ("一千分之一", "0.001")), [result(0, 5, 1.0, "‰")])


def test_the_published_test_asks_for_the_same_words_too() -> None:
    wanted = case("负40%", ("负40%", "-40%"), model="percentages")
    assert as_published(wanted, [{"Text": "负40%", "Resolution": {"value": "-40%"}}])
    assert not as_published(wanted, [{"Text": "40%", "Resolution": {"value": "-40%"}}])


@pytest.mark.parametrize(
    ("model", "words", "result", "reason"),
    [
        ("numbers", "壹佰伍拾", "壹佰伍拾", "traditional and banker's numerals"),
        ("numbers", "一百 五 十 二", "一百 五 十 二", "numerals written apart"),
        ("percentages", "两折", "两折", "discounts"),
        ("numbers", "2.5^-1", "2.5^-1", "scientific notation, powers, k and M"),
        ("numbers", "-3/2", "-3/2", "written, mixed and negative fractions"),
        ("numbers", ".5", ".5", "digits that no reader would join"),
        ("numbers", "十打苹果", "十打", "dozens, half hundreds, 兆"),
        ("numbers", "三双", "三", "bare Chinese numerals"),
        ("currencies", "苹果折扣一美元", "一美元", "bare Chinese numerals"),
        ("percentages", "在5-20%之间", "20%", "ranges"),
        ("currencies", "50元6角", "50元6角", "sums in two units"),
        ("currencies", "￥300", "￥300", "currency signs before the number"),
    ],
)
def test_a_case_is_out_of_scope_for_a_reason_that_has_a_name(model: str, words: str, result: str, reason: str) -> None:
    found = out_of_scope(case(words, (result, "1"), model=model))
    assert found is not None
    assert found.name == reason


@pytest.mark.parametrize(
    ("model", "words", "result"),
    [
        ("numbers", "一百五十二", "一百五十二"),
        ("numbers", "1000  万", "1000  万"),
        ("numbers", "一百五十对", "一百五十"),
        ("numbers", "负1.1", "负1.1"),
        ("numbers", "五分之一", "五分之一"),
        ("percentages", "六个百分点", "六个百分点"),
        ("percentages", "百分之22", "百分之22"),
        ("currencies", "我有一千元", "一千元"),
    ],
)
def test_what_offices_print_is_in_scope(model: str, words: str, result: str) -> None:
    assert out_of_scope(case(words, (result, "1"), model=model)) is None


def test_reasons_have_names_of_their_own() -> None:
    names = [reason.name for reason in REASONS]
    assert len(set(names)) == len(names)
