"""A long text is read passage by passage, and nothing is lost or moved at the joints."""

from __future__ import annotations

from pathlib import Path

import pytest

import hefu
from hefu.extract import pipeline
from hefu.extract.passages import passages
from hefu.model import Cell, Document, Junk, Source, Table
from hefu.read import read

SAMPLES = sorted(p for p in (Path(__file__).parents[2] / "samples").iterdir() if p.suffix in {".txt", ".html", ".docx"})
PARAGRAPH = "2024年全市粮食产量{}.5万吨，同比增长3.2%。规模以上工业增加值增长7%左右。\n\n"


def document(text: str, **known: object) -> Document:
    return Document(text, Source("a.txt", "0", len(text), "text/plain"), **known)  # type: ignore[arg-type]


@pytest.fixture(params=[1500, 4000])
def short(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Passages of some hundred characters, so that every sample has several."""
    monkeypatch.setattr(pipeline, "passages", lambda source: passages(source, request.param))
    return int(request.param)


@pytest.mark.parametrize("length", [50, 333, 1000, 10**6])
def test_passages_together_are_the_whole_text(length: int) -> None:
    text = "".join(PARAGRAPH.format(n) for n in range(60))
    found = list(passages(text, length))
    assert "".join(passage.text for passage in found) == text
    assert [passage.start for passage in found] == [text.index(passage.text, passage.start) for passage in found]
    assert all(len(passage.text) <= length for passage in found)


def test_a_passage_ends_before_a_heading_rather_than_inside_its_section() -> None:
    text = "一、成绩。\n" + "全市经济稳步增长。\n" * 20 + "二、目标。\n" + "力争有新的进展。\n" * 20
    first, second, *_ = passages(text, text.index("二、") + 40)
    assert second.text.startswith("二、目标") and first.text.endswith("增长。\n")


def test_a_line_without_end_is_cut_all_the_same() -> None:
    assert [len(passage.text) for passage in passages("增" * 950, 300)] == [300, 300, 300, 50]


def test_no_table_and_no_junk_is_cut_in_two() -> None:
    text = "开头。\n" + "甲\t1。\n" * 20 + "末尾。\n" * 30
    table = Table(4, 4 + 5 * 20 - 1, tuple(Cell(4 + 5 * n, 5 + 5 * n, n, 0) for n in range(20)))
    menu = Junk(len(text) - 24, len(text) - 4, "menu")
    found = list(passages(document(text, tables=(table,), junk=(menu,)), 120))
    assert [len(passage.tables) for passage in found] == [1, 0]
    (own,) = found[0].tables
    assert [found[0].text[cell.start : cell.end] for cell in own.cells] == ["甲"] * 20
    moved = [passage.text[junk.start : junk.end] for passage in found for junk in passage.junk]
    assert moved == [text[menu.start : menu.end]]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_samples_say_the_same_in_short_passages(path: Path, short: int, request: pytest.FixtureRequest) -> None:
    pieces = read(path)
    here = {(s.start, s.quote, s.value, s.unit) for s in hefu.extract(pieces)}
    for statement in hefu.extract(pieces):
        assert pieces.text[statement.start : statement.end] == statement.quote
        for item in statement.evidence:
            assert item.start is None or 0 <= item.start <= (item.end or 0) <= len(pieces.text)
    request.getfixturevalue("monkeypatch").undo()
    assert here == {(s.start, s.quote, s.value, s.unit) for s in hefu.extract(pieces)}


def test_section_and_its_evidence_hold_in_the_next_passage(short: int) -> None:
    text = "政府工作报告\n\n二、2025年目标任务\n\n" + "力争建设水平提高。\n\n" * 400 + "新建公路30公里。\n"
    (statement,) = hefu.extract(text, published="2025-01-20")
    period = next(item for item in statement.evidence if item.field == "period")
    assert (statement.period, statement.modality) == ("2025", "target")
    assert "2025年" in text[period.start : period.end]


def test_the_numerals_of_all_passages_are_classed(short: int) -> None:
    text = "".join(PARAGRAPH.format(n) for n in range(100, 200))
    found = hefu.analyse(text)
    assert len(found.statements) == 300
    assert len(found.numerals) == 400 and len({numeral.start for numeral in found.numerals}) == 400
