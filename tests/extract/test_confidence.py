"""The confidence of a statement follows from its rules and the words of its indicator, and tells sure from doubtful."""

from __future__ import annotations

import hefu
from hefu.extract import confidence


def of(text: str) -> float:
    """The confidence of the first statement of a text of 2024."""
    return hefu.extract(text, published="2024-01-18", area="拉萨市")[0].confidence


def test_is_a_probability_with_two_places() -> None:
    for text in ("2023年，全市地区生产总值达到835亿元。", "其中的这一些1个。", "一二3四五。"):
        for statement in hefu.extract(text, published="2024-01-18", area="拉萨市"):
            assert 0 < statement.confidence < 1
            assert round(statement.confidence, 2) == statement.confidence


def test_a_plain_sentence_is_surer_than_a_twisted_one() -> None:
    assert of("2023年，全市地区生产总值达到835亿元。") > of("问题是这7.5亿人口中包括的以农民工为主体的人。")


def test_each_weight_is_of_a_trait_that_statements_have() -> None:
    kinds = ("indicator ", "indicator: ", "measure: ", "area: ", "period: ", "modality: ", "basis: ", "always")
    assert all(name.startswith(kinds) for name in confidence._weights())


def test_traits_name_the_rule_of_each_field() -> None:
    statement = hefu.extract("2023年，全市地区生产总值增长9%。", published="2024-01-18", area="拉萨市")[0]
    traits = set(confidence.traits(statement.indicator, statement.evidence))
    assert {f"{item.field}: {item.rule}" for item in statement.evidence if item.field in ("area", "period")} <= traits
    assert "indicator is in the lexicon" in traits
