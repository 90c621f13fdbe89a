"""Every text of corpus/audit.yml is a test: what is planted is found with its figures, what is clean left alone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from hefu.audit import Audit, audit
from hefu.extract import extract
from hefu.lexicon.areas import load
from hefu.model import Document, Source

ROOT = Path(__file__).parent.parent.parent
FILE: dict[str, Any] = yaml.safe_load((ROOT / "corpus" / "audit.yml").read_text(encoding="utf-8"))
PLANTED = [(example["rule"], text) for example in FILE["examples"] for text in example["planted"]]
CLEAN = [(example["rule"], text) for example in FILE["examples"] for text in example["clean"]]


def audited(text: str, *, published: str = FILE["published"], area: str | None = FILE["document"]) -> Audit:
    """The audit of a text as a document of 云澜市."""
    areas = load(ROOT / "samples" / "areas.csv")
    source = Source("text.txt", "", len(text), "text/plain")
    document = Document(text, source, published=published, area=area)
    statements = extract(document, area=area, areas=areas)
    return audit([("text", document, statements)], areas=areas)


def marked(text: str) -> tuple[str, list[str]]:
    """The text without its marks, and what they enclose."""
    return re.sub(r"[【】]", "", text), re.findall(r"【(.*?)】", text)


def said(result: Audit) -> list[str]:
    return [f"{finding.severity} {finding.rule}: {finding.message}" for finding in result.findings]


@pytest.mark.parametrize(("rule", "text"), PLANTED)
def test_a_planted_contradiction_is_found_with_its_figures(rule: str, text: str) -> None:
    plain, quotes = marked(text)
    result = audited(plain)
    conflicts = [finding for finding in result.findings if finding.severity == "conflict" and finding.rule == rule]
    named = [{figure.statement.quote for figure in finding.figures} for finding in conflicts]
    assert any(set(quotes) <= figures for figures in named), said(result) or "nothing was found"


@pytest.mark.parametrize(("rule", "text"), CLEAN)
def test_a_text_that_only_looks_wrong_is_left_alone(rule: str, text: str) -> None:
    result = audited(text)
    assert not [line for line in said(result) if line.startswith("conflict")]


def test_there_are_enough_of_both() -> None:
    assert len(PLANTED) >= 60
    assert len(CLEAN) >= 60
    assert len({text for _, text in PLANTED + CLEAN}) == len(PLANTED) + len(CLEAN)
