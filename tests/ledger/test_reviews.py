"""Statements that people accept, reject and add; what is done again when the document is read again."""

from __future__ import annotations

from pathlib import Path

import pytest

from hefu.errors import LedgerError, UsageError
from hefu.ledger import auditing, corrections, reviews
from hefu.ledger.models import Claim, Document, Finding, Numeral, Review, Series, Statement
from hefu.ledger.opening import writing
from web import planned

TEXT = (
    "云澜市2024年统计公报\n\n全年社会消费品零售总额1086.5亿元，增长5.2%。全年社会消费品零售总额1186.5亿元。"
    "粮食产量66.8万吨左右。公园绿地面积又增三十余顷。"
)


@pytest.fixture
def document(ledger: Path, tmp_path: Path) -> int:
    """The key of a document in the open ledger, two of whose figures contradict each other."""
    sha256 = planned.add(TEXT, "2025-02-20", tmp_path, "云澜市2024年统计公报")
    auditing.audit_new()
    return Document.objects.get(original=sha256).pk


def at(quote: str) -> int:
    return TEXT.index(quote)


def reread(document: int) -> list[Review]:
    """As when the document is read again: rows made anew, then what people said."""
    import hefu
    from hefu.ledger import store

    with writing():
        read = store.load_document(document, segments=False)
        store.renew(document, read, hefu.analyse(read, areas=planned.AREAS), areas=planned.AREAS)
        lost = reviews.replay(document)
        store.renew_claims(document, areas=planned.AREAS)
    return lost


def test_what_is_in_a_contradiction_comes_first_then_what_is_unsure(document: int) -> None:
    found = reviews.next_of(reviews.QUEUES, size=10)
    assert {row.quote for row in found[:2]} == {"1086.5亿元", "1186.5亿元"}
    assert all(row.confidence < reviews.UNSURE for row in found[2:])


def test_what_is_accepted_waits_no_more_and_is_not_changed(document: int) -> None:
    before = Statement.objects.values().get(start=at("1086.5"))
    reviews.accept(document, at("1086.5"), who="林")
    assert at("1086.5") not in {row.start for row in reviews.next_of(reviews.QUEUES, size=10)}
    assert Statement.objects.values().get(start=at("1086.5")) == before
    with pytest.raises(UsageError, match="reviewed already"):
        reviews.accept(document, at("1086.5"), who="陈")


def test_what_is_no_statement_leaves_the_ledger_and_its_finding_resolves(document: int) -> None:
    assert Finding.objects.filter(state=Finding.OPEN, severity="conflict").count() == 1
    reviews.reject(document, at("1186.5"), who="林", why="旧闻")
    assert not Statement.objects.filter(start=at("1186.5")).exists()
    assert not Claim.objects.filter(statement__start=at("1186.5")).exists()
    assert Numeral.objects.get(start=at("1186.5")).reason == reviews.NO_STATEMENT
    assert not Finding.objects.filter(state=Finding.OPEN, severity="conflict").exists()


def test_a_rejection_is_taken_back_to_the_letter(document: int) -> None:
    columns = ("start", "end", "quote", "value", "period", "evidence", "confidence", "series")
    before = Statement.objects.values(*columns).get(start=at("1186.5"))
    numeral = Numeral.objects.values("cls", "reason").get(start=at("1186.5"))
    made = reviews.reject(document, at("1186.5"), who="林", why="旧闻")
    reviews.undo(made.pk, who="陈")
    assert Statement.objects.values(*columns).get(start=at("1186.5")) == before
    assert Numeral.objects.values("cls", "reason").get(start=at("1186.5")) == numeral
    assert Finding.objects.filter(state=Finding.OPEN, severity="conflict").count() == 1
    with pytest.raises(LedgerError, match="undone already"):
        reviews.undo(made.pk, who="陈")


MISSED = {"indicator": "公园绿地面积", "value": "30", "unit": "公顷", "bound": ">=", "measure": "change",
          "area": "云澜市", "period": "2024", "modality": "actual"}  # fmt: skip


def test_what_was_missed_is_added_with_its_words(document: int) -> None:
    start = at("三十余顷")
    reviews.add(document, start, start + 4, MISSED, who="林")
    row = Statement.objects.select_related("series__indicator").get(start=start)
    assert row.quote == "三十余顷" and TEXT[row.start : row.end] == row.quote
    assert (row.value, row.series.unit, row.bound, row.confidence) == ("30", "公顷", ">=", 1.0)
    assert Series.objects.filter(statements=row, indicator__name__contains="绿地").exists()


@pytest.mark.parametrize(
    ("start", "end", "fields", "told"),
    [
        (at("1086.5"), at("1086.5") + 4, MISSED, "read there already"),
        (at("三十余顷"), at("三十余顷"), MISSED, "words of one figure"),
        (len(TEXT) - 2, len(TEXT) + 9, MISSED, "words of one figure"),
        (at("三十余顷"), at("三十余顷") + 4, MISSED | {"value": "许多"}, "no number"),
        (at("三十余顷"), at("三十余顷") + 4, MISSED | {"modality": "sure"}, "modality is one of"),
        (at("三十余顷"), at("三十余顷") + 4, MISSED | {"indicator": ""}, "must not be empty"),
    ],
)
def test_what_cannot_be_a_statement_is_not_added(
    document: int, start: int, end: int, fields: dict[str, str], told: str
) -> None:
    before = Statement.objects.count()
    with pytest.raises(UsageError, match=told):
        reviews.add(document, start, end, fields, who="林")
    assert Statement.objects.count() == before and not Review.objects.exists()


def test_all_of_it_is_done_again_when_the_document_is_read_again(document: int) -> None:
    start = at("三十余顷")
    reviews.accept(document, at("66.8"), who="林")
    reviews.reject(document, at("1186.5"), who="林", why="旧闻")
    reviews.add(document, start, start + 4, MISSED, who="林")
    assert reread(document) == []
    assert not Statement.objects.filter(start=at("1186.5")).exists()
    assert Statement.objects.get(start=start).value == "30"


def test_what_was_accepted_and_is_read_otherwise_now_is_told(document: int) -> None:
    made = reviews.accept(document, at("66.8"), who="林")
    Review._base_manager.filter(pk=made.pk).update(fields=made.fields | {"period": "2019"})
    (lost,) = reread(document)
    assert "period" in lost.lost


def test_two_reviewers_do_not_overwrite_each_other(document: int) -> None:
    seen = reviews.version(document, at("66.8"))
    reviews.accept(document, at("66.8"), who="林", seen=seen)
    with pytest.raises(reviews.ChangedError, match="林 has accepted"):
        reviews.reject(document, at("66.8"), who="陈", why="不是", seen=seen)
    seen = reviews.version(document, at("5.2%"))
    corrections.correct(document, at("5.2%"), "value", "5.3", reason="印错", who="林")
    with pytest.raises(reviews.ChangedError, match="林 has corrected"):
        reviews.accept(document, at("5.2%"), who="陈", seen=seen)
    assert Statement.objects.get(start=at("5.2%")).value == "5.3"
