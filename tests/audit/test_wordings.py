"""Every wording of the audit finds its example and leaves its near miss alone."""

from __future__ import annotations

import pytest

from hefu.audit import average, change_growth, gap, growth_level, implies, magnitude, parts, per_head, share, target
from hefu.audit.claims import claims
from hefu.audit.series import Facts
from hefu.audit.wordings import Wording
from hefu.extract import extract
from hefu.model import Document, Source
from tests.audit.test_audit_corpus import audited, said

TABLES = (
    average.WORDINGS,
    average.YEARLY,
    average.SINCE,
    change_growth.WORDINGS,
    change_growth.BETWEEN,
    gap.WORDINGS,
    growth_level.WORDINGS,
    implies.WORDINGS,
    magnitude.WORDINGS,
    parts.WORDINGS,
    per_head.WORDINGS,
    share.WORDINGS,
    share.DAYS,
    target.WORDINGS,
    target.OF_AIM,
    target.PERCENT,
)
WORDINGS = [one for table in TABLES for one in table]


def told(one: Wording, text: str) -> list[dict[str, str]]:
    """The figures that a wording finds in a text, by their parts."""
    document = Document(text, Source("text.txt", "", len(text), "text/plain"), published="2022-02-10")
    found = Facts.of(claims("text", document, extract(document)))
    return [{part: claim.statement.quote for part, claim in item.claims.items()} for item in found.told([one])]


@pytest.mark.parametrize("one", WORDINGS, ids=lambda one: one.name)
def test_a_wording_finds_its_example(one: Wording) -> None:
    assert told(one, one.example)


@pytest.mark.parametrize("one", WORDINGS, ids=lambda one: one.name)
def test_a_wording_leaves_its_near_miss_alone(one: Wording) -> None:
    assert not [line for line in said(audited(one.near_miss)) if line.startswith("conflict")]


def test_a_wording_names_the_part_of_every_figure() -> None:
    text = "全市粮食产量86.2万吨；全年用电量126.8亿千瓦时，同比多用电10.2亿千瓦时，增长8.7%。"
    found = told(change_growth.WORDINGS[0], text)
    assert found == [{"now": "126.8亿千瓦时", "change": "10.2亿千瓦时", "rate": "8.7%"}]


def test_the_rows_of_a_table_say_nothing_in_words() -> None:
    assert not told(growth_level.WORDINGS[0], "指标\t2021年\t2020年\t增长（%）\n户籍人口（万人）\t236.8\t238.1\t-0.5")
