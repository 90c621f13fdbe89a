"""What of a second reader's answer may be shown: right types, and words that stand in the text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from hefu.ledger.given import given
from hefu.lexicon import areas
from hefu.second.proposals import Opinion, opinion
from hefu.second.question import Question

BEFORE = "2024年，云澜市经济运行平稳。规模以上工业中，高技术制造业增加值增长"
QUESTION = Question(
    start=1000 + len(BEFORE),
    before=BEFORE,
    figure="8.2%",
    after="左右，比杭州市高1.1个百分点。",
    title="云澜市2024年统计公报",
    published="2025-01-20",
    fields={
        "indicator": "增加值",
        "unit": "%",
        "bound": "=",
        "measure": "level",
        "period": "2025",
        "modality": "actual",
    },
)


def asked(fields: Any) -> Opinion:
    answer = json.dumps({"fields": fields}, ensure_ascii=False)
    return opinion(answer, QUESTION, given=given, areas=areas.load())


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("indicator", "高技术制造业增加值", ["高技术制造业增加值"]),
        ("indicator", "规模以上工业增加值", ["规模以上工业", "增加值"]),
        ("measure", "growth", ["增长"]),
        ("bound", "≈", ["左右"]),
        ("period", "2024", ["2024年"]),
        ("area", "杭州市", ["杭州市"]),
        ("unit", "个百分点", ["个百分点"]),
    ],
)
def test_a_value_whose_words_stand_in_the_text_is_shown_with_their_spans(
    field: str, value: str, words: list[str]
) -> None:
    (found,) = asked({field: {"value": value, "from": words}}).proposals
    assert (found.field, found.value) == (field, value)
    assert [QUESTION.text[start - 1000 : end - 1000] for start, end in found.spans] == words


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("indicator", "地区生产总值", ["地区生产总值"]),  # not in the text
        ("indicator", "地区生产总值", ["增加值"]),  # not these words
        ("period", "2019", ["2024年"]),
        ("period", "2024-13", ["2024年"]),
        ("modality", "certain", ["增长"]),
        ("measure", "growth", []),
        ("area", "云澜国", ["云澜市"]),
        ("area", "北京市", ["云澜市"]),
        ("unit", "咫", ["左右"]),
        ("value", "9.9", ["8.2%"]),  # what is printed is printed
        ("__class__", "x", ["增长"]),
        ("holder", "<script>", ["云澜市"]),
    ],
)
def test_what_fails_a_check_is_dropped_with_the_reason(field: str, value: str, words: list[str]) -> None:
    found = asked({field: {"value": value, "from": words}})
    assert found.proposals == () and len(found.refused) == 1


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "I cannot help with that.",
        "[]",
        "{",
        "null",
        '{"a": "}"',
        '{"fields": 3}',
        '{"fields": {"period": 3}}',
        '{"fields": {"period": {"value": "2024", "from": "2024年"}}}',
    ],
)
def test_nonsense_is_no_opinion_and_no_crash(answer: str) -> None:
    found = opinion(answer, QUESTION, given=given, areas=areas.load())
    assert not found.proposals and not found.nothing and found.refused


def test_a_fence_around_the_object_does_no_harm() -> None:
    answer = '```json\n{"not_a_statement": true}\n```'
    assert opinion(answer, QUESTION, given=given, areas=areas.load()).nothing


def test_the_same_value_is_agreement() -> None:
    assert asked({"unit": {"value": "%", "from": ["8.2%"]}}).agrees and asked({}).agrees


def test_of_several_places_the_nearest_to_the_figure_is_quoted() -> None:
    twice = Question(20, "增长很快。增长", "5%", "。增长", "", "2025", {})
    answer = '{"fields": {"measure": {"value": "growth", "from": ["增长"]}}}'
    (found,) = opinion(answer, twice, given=given, areas=areas.load()).proposals
    assert found.spans == ((18, 20),)
