"""No number without evidence: planted ones are caught, in the runs and in the finished text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hefu.report import html
from hefu.report.check import UnsourcedError, check, check_text
from hefu.report.compose import compose
from hefu.report.ink import Paragraph, Report, computed, count, quote, words
from hefu.report.snapshot import Snapshot


def planted(snapshot: Snapshot, *runs: object) -> Report:
    report = compose(snapshot)
    return replace(report, blocks=(*report.blocks, Paragraph(runs)))  # type: ignore[arg-type]


def test_a_report_has_no_number_without_evidence(snapshot: Snapshot) -> None:
    report = compose(snapshot)
    check(report)
    check_text(html.text_of(html.html(report)), report)


@pytest.mark.parametrize("text", ["完成率99.9%", "共９项", "累计三十二家", "约三成"])
def test_a_number_in_words_of_our_own_is_caught(snapshot: Snapshot, text: str) -> None:
    with pytest.raises(UnsourcedError) as caught:
        check(planted(snapshot, words(text)))
    assert caught.value.numbers == (text,)
    assert "have no evidence" in str(caught.value)


def test_words_without_numbers_pass(snapshot: Snapshot) -> None:
    check(planted(snapshot, words("目标一览，逐一列出")))


def test_a_figure_needs_evidence_that_is_there(snapshot: Snapshot) -> None:
    for run in (quote("5%"), quote("5%", "e9999"), computed("5%", [])):
        with pytest.raises(UnsourcedError):
            check(planted(snapshot, run))


def test_a_figure_must_stand_in_the_passage_that_it_names(snapshot: Snapshot) -> None:
    assert snapshot.passages[0].quote == "7.5%左右"
    check(planted(snapshot, quote("7.5%左右", "e1")))
    with pytest.raises(UnsourcedError):
        check(planted(snapshot, quote("7.6%左右", "e1")))


def test_a_count_is_as_large_as_the_rows_that_it_names(snapshot: Snapshot) -> None:
    check(planted(snapshot, count(["t1", "t2"])))
    with pytest.raises(UnsourcedError):
        check(planted(snapshot, replace(count(["t1", "t2"]), text="3")))


def test_a_number_that_gets_into_the_file_by_another_way_is_caught(snapshot: Snapshot) -> None:
    report = compose(snapshot)
    data = html.html(report)
    for wrong in ("<p>满意度98.76%</p></main>", "<p>132.6</p></main>"):
        with pytest.raises(UnsourcedError):
            check_text(html.text_of(data.replace(b"</main>", wrong.encode())), report)
