"""What the audit says is there in Chinese, whatever a rule finds."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

import hefu
from hefu.audit import audit
from hefu.audit.rules import RULES, Rule
from hefu.audit.writing import tell
from hefu.ledger import models as rows
from hefu.ledger import telling
from hefu.model import Document, Finding, Source, Words
from hefu.web.findings import in_words
from hefu.web.telling import told

ENGLISH = re.compile(r"[A-Za-z]{2,}")


def findings(text: str) -> list[Finding]:
    source = Source(name="a.txt", sha256="0" * 64, size=1, media_type="text/plain")
    document = Document(text=text, source=source, published="2022-02-10", area="拉萨市")
    result = audit([("a", document, hefu.analyse(document).statements)])
    return [*result.findings, *result.revisions]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_finding_of_an_example_is_told_in_chinese(rule: Rule) -> None:
    with translation.override("zh-hans"):
        for text, _ in rule.examples:
            for finding in findings(text):
                said = [told(finding.words), *(told(words) for s in finding.steps for words in (s.what, s.how))]
                assert not [one for one in said if ENGLISH.search(one)], said


def test_in_english_the_words_are_the_message() -> None:
    with translation.override("en"):
        found = findings("2020年全市旅游总收入86.2亿元。2021年全市旅游总收入104.5亿元，增长12.1%。")
        assert [told(finding.words) for finding in found] == [finding.message for finding in found]
        assert found


def test_what_is_not_known_is_shown_as_it_is() -> None:
    with translation.override("zh-hans"):
        assert told(Words("a sentence of an older {what}", (("what", "hefu"),))) == "a sentence of an older hefu"


def test_words_and_steps_are_kept_and_come_back() -> None:
    said = tell(
        "{about} is both {one} and {other}.", about=tell("{period} {name}", period=2021, name="粮食产量"), one=1
    )
    assert telling.unpacked(telling.packed(said)) == said
    for one in findings("全年人口出生率7.1‰，死亡率5.2‰，电视综合人口覆盖率101.6%。"):
        for step in one.steps:
            assert telling.unpacked_step(telling.packed_step(step)) == step


def test_a_kept_finding_is_told_in_the_language_with_its_intervals() -> None:
    (found,) = findings("2020年全市旅游总收入86.2亿元。2021年全市旅游总收入104.5亿元，增长12.1%。")
    row = rows.Finding(words=telling.packed(found.words), steps=[telling.packed_step(step) for step in found.steps])
    row.arithmetic = list(found.arithmetic)
    with translation.override("zh-hans"):
        message, lines = in_words(row)
    assert not ENGLISH.search(message) and not [line for line in lines if ENGLISH.search(line)]
    assert [line.rsplit("  ", 1)[-1] for line in lines] == [line.rsplit("  ", 1)[-1] for line in found.arithmetic]
