"""Every rule of `judging` shows a target that it judges and one that it leaves to another, and says what it does."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import hefu
from hefu.audit.claims import claims
from hefu.lexicon.areas import load
from hefu.model import Document, Source
from hefu.plan.assessment import Aim, Assessment, Stated
from hefu.plan.judging.rules import RULES, Example
from hefu.plan.pairing import Book
from hefu.plan.stating import aims, results, stated
from hefu.plan.tracking import assess

AREA = "云澜市"
AREAS = load(Path(__file__).parents[2] / "samples" / "areas.csv")
WORDS = re.compile(r"\{(.*?)\}")


def read(text: str, published: str, name: str) -> Document:
    source = Source(f"{name}.txt", name, len(text), "text/plain")
    return Document(text, source, published=published or None, area=AREA)


def aims_of(example: Example) -> list[Aim]:
    """The targets of a sentence; {words} stand for a target without a number, which only tables of plans give."""
    words = WORDS.search(example.aim)
    document = read(WORDS.sub("100%", example.aim), example.set_in, "plan")
    found = list(claims("plan", document, hefu.extract(document, areas=AREAS)))
    if words is None:
        return aims("plan", document, found)
    said = stated(found[-1], document.published)
    return [Aim(replace(said, value=None, bound=None, text=words[1], quote=words[1], modality="target"))]


def assessed(example: Example) -> Assessment:
    report = read(example.result, example.reported_in, "report")
    plan = read(WORDS.sub("100%", example.aim), example.set_in, "plan")
    found: list[Stated] = []
    for name, document in (("plan", plan), ("report", report)):
        held = list(claims(name, document, hefu.extract(document, areas=AREAS)))
        found += results(held, document.published)
    return assess(aims_of(example)[-1], Book.of(found), now=example.reported_in)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_judges_its_example(rule: object) -> None:
    one = assessed(rule.example)  # type: ignore[attr-defined]
    assert (one.rule, one.verdict) == (rule.name, rule.example.verdict), one  # type: ignore[attr-defined]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_near_miss_gets_the_verdict_that_is_written_beside_it(rule: object) -> None:
    one = assessed(rule.near_miss)  # type: ignore[attr-defined]
    assert one.verdict == rule.near_miss.verdict, one  # type: ignore[attr-defined]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_what_it_does(rule: object) -> None:
    assert len(getattr(rule, "about", "")) > 40


def test_no_two_rules_have_one_name() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_published_in_the_method(rule: object) -> None:
    method = (Path(__file__).parents[2] / "docs" / "method.md").read_text(encoding="utf-8")
    assert f"| `{rule.name}` |" in method  # type: ignore[attr-defined]


def test_every_rule_and_reason_has_chinese_words() -> None:
    from django.utils import translation

    from hefu.web.reasons import named

    with translation.override("zh-hans"):
        assert not [rule.name for rule in RULES if named(rule.name) == rule.name]
        assert named("years are missing") == "缺少年份"
