from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

import hefu
from hefu.web.reasons import named

SAMPLES = Path(__file__).parents[2] / "samples"


def test_rules_and_reasons_are_named_in_chinese() -> None:
    with translation.override("zh-hans"):
        assert named("carried subject") == "沿用前文的主语"
        assert named("phone, code") == "电话、代码"
        assert named("page number") == "页码"


def test_a_rule_that_is_not_known_keeps_its_name() -> None:
    with translation.override("zh-hans"):
        assert named("a rule of tomorrow") == "a rule of tomorrow"


def test_nearly_all_that_the_samples_bring_up_has_chinese_words() -> None:
    document = hefu.read(SAMPLES / "communique-2023.html")
    found = hefu.analyse(document)
    said = [item.rule for statement in found.statements for item in statement.evidence]
    said += [numeral.reason for numeral in found.numerals] + [junk.reason for junk in document.junk]
    with translation.override("zh-hans"):
        known = [reason for reason in said if named(reason) != reason]
    assert len(known) > 0.95 * len(said)


@pytest.mark.parametrize("module", ["titles", "published", "press"])
def test_whatever_a_field_of_a_document_was_taken_from_has_chinese_words(module: str) -> None:
    source = (SAMPLES.parent / "src" / "hefu" / "read" / f"{module}.py").read_text(encoding="utf-8")
    constants = [one.value for one in ast.walk(ast.parse(source)) if isinstance(one, ast.Constant)]
    rules = {one for one in constants if isinstance(one, str) and re.fullmatch(r"[a-z]+( [a-z]+)+", one)}
    assert len(rules) > 2
    with translation.override("zh-hans"):
        assert {rule for rule in rules if named(rule) == rule} == set()
