"""Every real document at hand is read and extracted: quotes stand where they are said to, numerals are classed once."""

from __future__ import annotations

from pathlib import Path

import pytest

import hefu
from hefu.extract import analyse

SHARED = Path(__file__).parents[3] / "shared"
FILES = sorted(
    path
    for folder in ("seeds", "corpus", "corpus/html", "plans")
    for path in (SHARED / folder).glob("*.*")
    if path.suffix in {".txt", ".html", ".htm", ".docx", ".pdf"}
)


@pytest.mark.skipif(not FILES, reason="the shared texts are not beside the project")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_real_document(path: Path) -> None:
    document = hefu.read(path)
    found = analyse(document)
    for statement in found.statements:
        assert document.text[statement.start : statement.end] == statement.quote
        assert statement.indicator
        for item in statement.evidence:
            if item.start is not None and item.end is not None:
                assert 0 <= item.start < item.end <= len(document.text)
    starts = [numeral.start for numeral in found.numerals]
    assert starts == sorted(set(starts))
    assert sum(numeral.cls == "quantity" for numeral in found.numerals) == len(found.statements)
