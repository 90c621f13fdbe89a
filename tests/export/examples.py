"""Statements of all kinds, made up by hypothesis: odd characters, bounds, ranges, tiny and huge numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from hefu.export.cited import VOCABULARY, Cited
from hefu.model import Evidence, Statement

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
"""Any characters that a text can have; half of a pair of surrogates is none."""

ODD = st.sampled_from(
    ["=1+1", "+5", "-7", "'=x", "''", "@SUM(A1)", "\t=x", "a\r\nb", "_x0041_", "1.50", '是,"不"', " x "]
)
TEXT = (WORDS | ODD).filter(bool)
MAYBE = st.none() | TEXT
VALUES = st.builds(
    lambda sign, digits, exponent: Decimal((sign, digits, exponent)),
    st.integers(0, 1), st.lists(st.integers(0, 9), min_size=1, max_size=30).map(tuple), st.integers(-40, 40),
)  # fmt: skip
PERIODS = st.none() | st.sampled_from(["2023", "2023-11", "2023-01/2023-11", "2021/2025", "2024-02-29"])


@st.composite
def statements(draw: Any) -> Statement:
    start, quote = draw(st.integers(0, 10**7)), draw(TEXT)
    return Statement(
        start=start, end=start + len(quote), quote=quote, indicator=draw(TEXT), value=draw(VALUES),
        value_max=draw(st.none() | VALUES), unit=draw(TEXT), bound=draw(st.sampled_from(VOCABULARY["bound"])),
        measure=draw(st.sampled_from(VOCABULARY["measure"])), basis=draw(MAYBE), area=draw(MAYBE), holder=draw(MAYBE),
        period=draw(PERIODS), modality=draw(st.sampled_from(VOCABULARY["modality"])), confidence=draw(st.floats(0, 1)),
        evidence=tuple(draw(st.lists(EVIDENCE, max_size=2))),
    )  # fmt: skip


EVIDENCE = st.builds(lambda field, rule, start: Evidence(field, rule, start, start + 1), TEXT, TEXT, st.integers(0, 99))


@st.composite
def cited(draw: Any) -> Cited:
    return Cited(
        draw(statements()), sha256=draw(st.integers(0, 2**256 - 1)).to_bytes(32).hex(), name=draw(TEXT),
        title=draw(MAYBE), published=draw(st.none() | st.sampled_from(["2024", "2024-01", "2024-01-25"])),
        concept=draw(TEXT), code=draw(MAYBE), sentence=draw(TEXT),
        findings=tuple(draw(st.lists(st.sampled_from(["0123456789abcdef", "ffffffffffffffff"]), unique=True))),
    )  # fmt: skip


TABLES = st.lists(cited(), max_size=4)
