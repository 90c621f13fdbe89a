"""Doubtful characters of a scan reach the statements that rest on them."""

from __future__ import annotations

from dataclasses import replace

import hefu
from hefu.model import Document, Doubt, Source

TEXT = "云澜市2024年地区生产总值389.5亿元，增长6.8%。"


def document(*doubts: Doubt) -> Document:
    return Document(TEXT, Source("page.jpg", "0" * 64, 1, "image/jpeg"), published="2025-02", doubts=doubts)


def test_a_statement_with_a_doubtful_digit_carries_the_doubt_and_less_confidence() -> None:
    at = TEXT.index("9.5")
    plain = hefu.analyse(document()).statements
    marked = hefu.analyse(document(Doubt(at, at + 1, "3", "may be another digit"))).statements
    (evidence,) = (item for item in marked[0].evidence if item.field == "scan")
    assert (evidence.rule, evidence.start, evidence.end) == ("may be another digit", at, at + 1)
    assert marked[0].confidence == round(plain[0].confidence / 2, 2)
    assert replace(marked[0], confidence=plain[0].confidence, evidence=plain[0].evidence) == plain[0]
    assert marked[1] == plain[1]
