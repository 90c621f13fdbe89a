"""Documents and extractions made by hand, and strategies for arbitrary ones."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal

from hypothesis import strategies as st

from hefu.model import Article, Cell, Document, Evidence, Extraction, Heading, Junk, Numeral, Source, Statement, Table
from hefu.places import Box, Place, Segment

TEXT = "2023年1至11月，拉萨市粮食产\n量12.50万吨，同比增长8%左右。"


def source(data: bytes, **fields: str) -> Source:
    known = {"name": "report.txt", "media_type": "text/plain", **fields}
    return Source(sha256=hashlib.sha256(data).hexdigest(), size=len(data), **known)


def document(text: str = TEXT, **fields: object) -> Document:
    """A document whose file is its text in UTF-8."""
    known = {"title": "统计快报", "published": "2023-12", "area": "拉萨市", **fields}
    return Document(text=text, source=source(text.encode()), **known)  # type: ignore[arg-type]


def statement(text: str = TEXT, quote: str = "12.50万吨", **fields: object) -> Statement:
    """A statement of which every field may be overridden; its numeral is the first one that reads `quote`."""
    start = text.index(quote)
    plain = Statement(
        start=start,
        end=start + len(quote),
        quote=quote,
        indicator="粮食产量",
        value=Decimal("1.250E+5"),
        value_max=None,
        unit="吨",
        bound="=",
        measure="level",
        basis=None,
        area="拉萨市",
        holder=None,
        period="2023-01/2023-11",
        modality="actual",
        confidence=0.9,
        evidence=(Evidence("unit", "unit after the number", start + 5, start + 7), Evidence("bound", "none said")),
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def growth(text: str = TEXT, **fields: object) -> Statement:
    """The second statement of TEXT."""
    known = {"value": Decimal(8), "unit": "%", "bound": "≈", "measure": "growth", "basis": "yoy", **fields}
    return statement(text, "8%左右", **known)


def extraction(*statements: Statement) -> Extraction:
    """The statements, each with its numeral, and the year of TEXT."""
    numerals = tuple(Numeral(item.start, item.end - 1, "quantity", "unit after it") for item in statements)
    return Extraction(statements, (Numeral(0, 4, "time", "before 年"), *numerals))


# ---------------------------------------------------------------- arbitrary ones

KEPT = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
"""The characters that every database keeps."""

words = st.text(KEPT, min_size=1, max_size=40)
maybe = st.none() | words
positions = st.integers(0, 10**6)
dates = st.dates().map(lambda day: str(day)) | st.sampled_from(["2023", "2023-11"])
numbers = st.decimals(allow_nan=False, allow_infinity=False) | st.decimals(-(10**12), 10**12, places=3)
boxes = st.builds(Box, *[st.floats(0, 2000)] * 4)
places = st.builds(
    Place,
    offset=st.none() | positions,
    page=st.none() | positions,
    boxes=st.lists(boxes, max_size=3).map(tuple),
    paragraph=st.none() | positions,
    table=st.none() | positions,
    row=st.none() | positions,
    column=st.none() | positions,
    sheet=maybe,
)
cells = st.builds(Cell, *[positions] * 6)
headings = st.builds(Heading, positions, words, words, positions, positions)
tables = st.builds(Table, positions, positions, st.lists(cells, max_size=2).map(tuple))
junk = st.builds(Junk, positions, positions, words)
segments = st.builds(Segment, positions, positions, places)
evidence = st.lists(st.builds(Evidence, words, words, st.none() | positions, st.none() | positions), max_size=3).map(
    tuple
)

runs = st.lists(st.tuples(positions, positions), max_size=3).map(tuple)
states = st.sampled_from(["complete", "continued", "cut", "none"])
articles = st.builds(Article, maybe, maybe, runs, states, runs, runs, *[st.none() | positions] * 3)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents with anything in every field, whose file is their text in UTF-8."""
    text = draw(st.text(KEPT, max_size=200))
    known = source(text.encode(), name=draw(words), media_type=draw(words))
    return Document(
        text=text,
        source=replace(
            known, encoding=draw(maybe), url=draw(maybe), publisher=draw(maybe), licence=draw(maybe),
            accessed=draw(st.none() | dates),
        ),
        title=draw(maybe),
        issuer=draw(maybe),
        published=draw(st.none() | dates),
        area=draw(maybe),
        outline=draw(st.lists(headings, max_size=2).map(tuple)),
        tables=draw(st.lists(tables, max_size=2).map(tuple)),
        junk=draw(st.lists(junk, max_size=2).map(tuple)),
        segments=draw(st.lists(segments, max_size=3).map(tuple)),
        evidence=draw(evidence),
        notes=draw(st.lists(words, max_size=2).map(tuple)),
        articles=draw(st.lists(articles, max_size=2).map(tuple)),
    )  # fmt: skip


@st.composite
def extractions(draw: st.DrawFn, text: str) -> Extraction:
    """Statements with anything in every field, at different places of the text."""
    starts = sorted(draw(st.sets(st.integers(0, max(len(text) - 1, 0)), max_size=4))) if text else []
    ends = [draw(st.integers(start + 1, len(text))) for start in starts]
    return Extraction(
        tuple(draw(_statements(text, start, end)) for start, end in zip(starts, ends, strict=True)),
        tuple(
            Numeral(start, end, draw(st.sampled_from(["quantity", "time", "name", "part"])), draw(words))
            for start, end in zip(starts, ends, strict=True)
        ),
    )


def _statements(text: str, start: int, end: int) -> st.SearchStrategy[Statement]:
    return st.builds(
        Statement,
        start=st.just(start),
        end=st.just(end),
        quote=st.just(text[start:end]),
        indicator=words,
        value=numbers,
        value_max=st.none() | numbers,
        unit=words,
        bound=st.sampled_from(["=", "≈", ">=", "<="]),
        measure=st.sampled_from(["level", "growth", "change", "ratio", "gap", "multiple"]),
        basis=maybe,
        area=maybe,
        holder=maybe,
        period=st.none() | dates | st.just("2021/2025"),
        modality=st.sampled_from(["actual", "estimate", "target"]),
        confidence=st.floats(0, 1),
        evidence=evidence,
    )
