"""Every rule for numerals that count nothing holds for its own example, and for no quantity."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hefu.extract.names import RULES, NameRule, why


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.name}: {rule.example}")
def test_example_of_each_rule(rule: NameRule) -> None:
    before, _, rest = rule.example.partition("{")
    number, _, after = rest.partition("}")
    assert why(before + number + after, len(before), len(before) + len(number)) is rule


@pytest.mark.parametrize(
    "sentence",
    [
        "新建厂房{12}座",
        "增长{6.5}%",
        "完成投资{300}万元",
        "实施项目{24}个",
        "培训{15}天",
        "年产{300}万吨",
        "达到{99}%以上",
    ],
)
def test_quantities_are_left_alone(sentence: str) -> None:
    start = sentence.index("{")
    number = sentence[start + 1 : sentence.index("}")]
    assert why(sentence.replace("{", "").replace("}", ""), start, start + len(number)) is None


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.ends], ids=lambda rule: rule.name)
@given(data=st.data())
def test_what_can_stand_before_a_numeral_ends_as_its_rule_says(rule: NameRule, data: st.DataObject) -> None:
    assert rule.before
    words = data.draw(st.from_regex(rule.before))
    assert not words or re.fullmatch(f"[{rule.ends}]", words[-1])
