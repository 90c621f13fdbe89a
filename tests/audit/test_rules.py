"""Every rule shows what it finds and what it leaves alone, and the audit as a whole keeps what it promises."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

import hefu
from bench.audit import documents
from hefu.audit import Audit, audit
from hefu.audit.rules import RULES
from hefu.lexicon.areas import load
from hefu.model import Document, Finding, Source, Statement
from tests.audit.test_audit_corpus import audited, said

SAMPLES = Path(__file__).parent.parent.parent / "samples"
EXAMPLES = [(rule.name, text, quotes) for rule in RULES for text, quotes in rule.examples]
NEAR_MISSES = [(rule.name, text) for rule in RULES for text in rule.near_misses]


def named(finding: Finding) -> set[str]:
    return {figure.statement.quote for figure in finding.figures}


def document(text: str, name: str = "text", published: str = "2022-02-10") -> tuple[str, Document, list[Statement]]:
    source = Source(f"{name}.txt", name, len(text), "text/plain")
    found = Document(text, source, published=published)
    return name, found, hefu.extract(found)


@pytest.mark.parametrize(("rule", "text", "quotes"), EXAMPLES)
def test_a_rule_finds_its_examples(rule: str, text: str, quotes: tuple[str, ...]) -> None:
    result = audited(text, area=None)
    assert any(f.rule == rule and set(quotes) <= named(f) for f in (*result.findings, *result.revisions)), said(result)


@pytest.mark.parametrize(("rule", "text"), NEAR_MISSES)
def test_a_rule_leaves_its_near_misses_alone(rule: str, text: str) -> None:
    result = audited(text, area=None)
    assert not [f for f in result.findings if f.severity == "conflict" or f.rule == rule], said(result)
    assert not [f for f in result.revisions if f.rule == rule], said(result)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_what_it_checks_and_when_it_is_silent(rule: object) -> None:
    about = getattr(rule, "about", "")
    assert about.startswith(f"`{getattr(rule, 'name', '')}`")
    assert "ilent" in about
    assert getattr(rule, "examples", ())
    assert getattr(rule, "near_misses", ())


def test_a_finding_shows_its_arithmetic_and_what_each_figure_would_have_to_be() -> None:
    result = audited("2020年全市旅游总收入86.2亿元。2021年全市旅游总收入104.5亿元，增长12.1%。")
    finding = result.findings[0]
    assert [line.split("  ")[0].strip() for line in finding.arithmetic][2] == "growth"
    assert "[104.45亿, 104.55亿)" in finding.arithmetic[0]
    needed = {figure.statement.quote: figure.needed for figure in finding.figures}
    low, high = needed["12.1%"] or (Decimal(0), Decimal(0))
    assert Decimal("21.1") < low < high < Decimal("21.4")
    assert all(figure.needed is not None for figure in finding.figures)


def test_the_same_finding_has_the_same_identity_whatever_stands_around_it() -> None:
    planted = document("2021年全市规模以上工业企业412家。到2021年底，全市规模以上工业企业421家。", "one")
    other = document("2021年澜江省粮食产量96万吨。", "two")
    alone, beside = audit([planted]), audit([other, planted])
    assert [f.identity for f in alone.findings] == [f.identity for f in beside.findings]


def test_documents_are_held_against_each_other() -> None:
    before = document("2020年全市旅游收入86.2亿元。", "one", "2021-02-10")
    now = document("2021年全市旅游收入104.5亿元，增长12.1%。", "two")
    finding = audit([before, now]).findings[0]
    assert (finding.rule, {figure.doc for figure in finding.figures}) == ("growth-level", {"one", "two"})


def test_what_is_not_compared_is_said_with_the_reason() -> None:
    result = audited("2020年全市生产总值612亿元。2021年全市生产总值688亿元，可比增长7.4%。")
    assert not result.findings
    assert [(item.rule, item.reason) for item in result.skipped] == [("growth-level", "growth at constant prices")]


def test_the_contradictions_of_the_samples_are_found() -> None:
    areas = load(SAMPLES / "areas.csv")
    names = [row.split(",")[0] for row in (SAMPLES / "manifest.csv").read_text("utf-8").splitlines()[1:]]
    read = [(name, hefu.read(SAMPLES / name, areas=areas)) for name in names if not name.startswith("later")]
    result = audit([(name, found, hefu.extract(found, areas=areas)) for name, found in read], areas=areas)
    conflicts = sorted(f.rule for f in result.findings if f.severity == "conflict")
    expected = "average gap growth-level impossible magnitude parts parts per-head running same same target"
    assert conflicts == expected.split()
    assert any(f.rule == "stale-target" and "400家以上" in named(f) for f in result.findings)


def test_the_examples_of_the_shared_gold_are_judged_right(shared: Path) -> None:
    for line in (shared / "gold" / "audit-examples.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        for area in (None, "云澜市"):
            found = list(audited(row["text"], published=row["published"], area=area).findings)
            conflicts = [f for f in found if f.severity == "conflict"]
            if row["conflict"]:
                assert any(f.rule == row["rule"] and set(row["conflict"]) <= named(f) for f in conflicts), row["id"]
            else:
                assert not conflicts, row["id"]


def test_the_seeds_say_what_the_shared_gold_says(shared: Path) -> None:
    gold = json.loads((shared / "gold" / "audit-seeds.json").read_text("utf-8"))
    meta = json.loads((shared / "gold" / "texts" / "meta.json").read_text("utf-8"))
    results = {key: _seed(shared, key, meta[key]) for key in ("000", "003", "004")}
    for expected in gold["conflict"]:
        conflicts = [f for f in results[expected["doc"]].findings if f.severity == "conflict"]
        assert any(f.rule == expected["rule"] and set(expected["quotes"]) <= named(f) for f in conflicts), expected
    assert sum(f.severity == "conflict" for result in results.values() for f in result.findings) == 3
    assert any(f.rule == "implies" and "7.2 %" in f.message for f in results["000"].findings)
    stale = [f for f in results["004"].findings if f.rule == "stale-target"]
    assert any("107万吨" in named(f) for f in stale)
    assert any("63.1万人" in named(f) for f in stale)


def _seed(shared: Path, key: str, known: dict[str, str]) -> Audit:
    path = next((shared / "seeds").glob(f"{key}_*.txt"))
    found = hefu.read(path, published=known["published"], area=known["area"])
    return audit([(key, found, hefu.extract(found, area=known["area"]))])


@pytest.mark.slow
def test_a_hundred_thousand_statements_take_seconds() -> None:
    import time

    read = list(documents(100_000))
    start = time.process_time()
    result = audit(read)
    assert time.process_time() - start < 9  # 5 s on a machine that does nothing else; what grows faster takes minutes
    conflicts = [f for f in result.findings if f.severity == "conflict"]  # what follows is told of the first years, too
    assert 500 < len(conflicts) < 1000
