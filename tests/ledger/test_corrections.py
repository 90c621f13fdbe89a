"""Corrections show, are kept apart from what was extracted, and outlive a new reading of the document."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from hefu.errors import LedgerError, UsageError
from hefu.ledger import corrections, store
from hefu.ledger.given import given
from hefu.ledger.models import Correction, Document, Finding
from hefu.ledger.prepare import Prepared
from hefu.ledger.rereading import reread
from hefu.model import Statement
from ledger.city import BEFORE, FARMS, NOW, add, read


def of(pk: int, quote: str) -> Statement:
    return next(one for one in store.statements(pk) if one.quote == quote)


def correct(pk: int, quote: str, field: str, value: str) -> Correction:
    return corrections.correct(pk, of(pk, quote).start, field, value, reason="原件如此", who="林芷")


def test_the_statement_shows_the_corrected_value_and_the_correction_keeps_both(any_ledger: str) -> None:
    pk = add(NOW)
    made = correct(pk, "104.5亿元", "value", "140.5亿元")
    assert str(of(pk, "104.5亿元").value) == "1.405E+10"
    kept = Correction.objects.get()
    assert (kept.old, kept.new, kept.expected) == ("1.045E+10", "1.405E+10", "1.045E+10")
    assert (kept.pk, kept.reason, kept.who, kept.undone) == (made.pk, "原件如此", "林芷", None)


def test_a_corrected_indicator_moves_the_statement_to_another_series(any_ledger: str) -> None:
    pk = add(NOW)
    correct(pk, "104.5亿元", "indicator", "进出口总额")
    row = Document.objects.get(pk=pk).statements.select_related("series__indicator", "claim").get(quote="104.5亿元")
    assert (row.series.indicator.name, row.claim.name) == ("进出口总额", "进出口总额")


def test_a_correction_may_bring_up_a_finding(any_ledger: str) -> None:
    add(BEFORE, "2021-02-10")
    pk = add(NOW.replace("12.1", "21.2"))
    assert not Finding.objects.exists()
    correct(pk, "21.2%", "value", "12.1")
    assert Finding.objects.get().state == "open"


def test_a_correction_of_what_was_corrected_undoes_the_first_and_expects_what_was_extracted(any_ledger: str) -> None:
    pk = add(NOW)
    first, second = correct(pk, "12.1%", "value", "21.1"), correct(pk, "12.1%", "value", "21.2")
    first.refresh_from_db()
    assert (first.undone_by, second.old, second.expected) == ("林芷", "21.1", "12.1")
    corrections.undo(second.pk, who="周衡")
    assert of(pk, "12.1%").value == Decimal("12.1")
    with pytest.raises(LedgerError, match="is undone already"):
        corrections.undo(second.pk, who="周衡")


def again(pk: int, text: str, change: dict[int, Statement] | None = None) -> list[str]:
    """Reads the document again; what its statements are by then, by their place."""
    document, found = read(text)
    new = tuple((change or {}).get(one.start, one) for one in found.statements)
    return list(reread(pk, Prepared(document, replace(found, statements=new))))


def test_corrections_are_made_again_when_the_document_is_read_again(any_ledger: str) -> None:
    add(BEFORE, "2021-02-10")
    pk = add(NOW)
    correct(pk, "12.1%", "value", "21.2")
    assert again(pk, NOW) == []
    assert of(pk, "12.1%").value == Decimal("21.2")
    assert Finding.objects.get().state == "resolved"


def test_a_correction_whose_ground_has_gone_is_told_of_and_not_made(any_ledger: str) -> None:
    pk = add(NOW)
    made = correct(pk, "12.1%", "value", "21.2")
    rate = replace(of(pk, "12.1%"), value=Decimal("1.21"))
    [line] = again(pk, NOW, {rate.start: rate})
    assert line == f"correction {made.pk} of value was not made again: value of 12.1% is read as 1.21 now, not as 12.1"
    assert of(pk, "12.1%").value == Decimal("1.21")
    assert Correction.objects.get().lost
    corrections.undo(made.pk, who="林芷")
    assert of(pk, "12.1%").value == Decimal("1.21")


def test_a_correction_of_a_figure_that_is_read_no_more_is_told_of(any_ledger: str) -> None:
    pk = add(NOW)
    correct(pk, "12.1%", "value", "21.2")
    document, found = read(NOW)
    less = replace(found, statements=found.statements[:1])
    [line] = reread(pk, Prepared(document, less))
    assert "no figure is read at" in line
    assert "where 12.1% was" in line


def test_a_document_read_again_keeps_its_findings_and_loses_those_that_are_gone(any_ledger: str) -> None:
    pk = add(FARMS)
    assert again(pk, FARMS) == []
    finding = Finding.objects.get()
    assert (finding.state, [figure.statement is None for figure in finding.figures.all()]) == ("open", [False] * 3)
    document, found = read(FARMS)
    reread(pk, Prepared(document, replace(found, statements=())))
    finding.refresh_from_db()
    assert finding.state == "resolved"
    assert [figure.quote for figure in finding.figures.all()] == ["96万吨", "2万吨", "5.3%"]


@pytest.mark.parametrize(
    ("field", "text", "kept"),
    [
        ("value", "12.50", "12.50"), ("value", "1,250.5", "1250.5"), ("value", "140.5亿", "1.405E+10"),
        ("value", "－3", "-3"), ("value", "1.405E+10", "1.405E+10"), ("value_max", "", ""),
        ("value", "140.5亿元", "1.405E+10"),
        ("period", "2021", "2021"), ("period", "2021-01/2021-11", "2021-01/2021-11"), ("period", "", ""),
        ("bound", ">=", ">="), ("holder", " 甲公司 ", "甲公司"),
    ],
)  # fmt: skip
def test_a_value_is_given_as_people_write_it(field: str, text: str, kept: str) -> None:
    assert given(field, text, unit="元") == kept


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("value", "many", "is no number"), ("value", "12吨", "in 元"), ("value", "", "must not be empty"),
        ("quote", "x", "a statement has no field 'quote'"), ("bound", "~", "bound is one of"),
        ("period", "2021-13", "impossible date"), ("period", "2022/2021", "ends before it begins"),
        ("unit", "x" * 41, "at most 40 characters"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_value_is_refused(field: str, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        given(field, text, unit="元")


def test_a_correction_needs_a_reason_a_name_a_statement_and_a_difference(any_ledger: str) -> None:
    pk = add(NOW)
    start = of(pk, "12.1%").start
    with pytest.raises(UsageError, match="needs a reason"):
        corrections.correct(pk, start, "value", "2", reason=" ", who="林芷")
    with pytest.raises(LedgerError, match=f"document {pk} has no statement at 1:"):
        corrections.correct(pk, 1, "value", "2", reason="x", who="林芷")
    with pytest.raises(LedgerError, match="the ledger has no document 99"):
        corrections.correct(99, 1, "value", "2", reason="x", who="林芷")
    with pytest.raises(UsageError, match=r"value is 12\.1 already"):
        corrections.correct(pk, start, "value", "12.1", reason="x", who="林芷")
    assert not Correction.objects.exists()
