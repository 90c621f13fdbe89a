"""What people decide about findings holds, is kept, and gives way only when the figures change."""

from __future__ import annotations

from pathlib import Path

import pytest

from hefu.errors import LedgerError, UsageError
from hefu.ledger import auditing, corrections, decisions, findings
from hefu.ledger.models import Decision, Finding
from ledger.city import BEFORE, FARMS, NOW, add


@pytest.fixture
def identity(any_ledger: str) -> str:
    """Of the finding of a ledger of two documents."""
    add(BEFORE, "2021-02-10")
    add(NOW)
    return str(Finding.objects.get().identity)


def state() -> str:
    return str(Finding.objects.get().state)


def start(quote: str) -> tuple[int, int]:
    figure = findings.get(Finding.objects.get().identity).figures.get(quote=quote)
    return figure.document_id, figure.start


def test_who_decided_what_when_and_why_is_kept_with_the_figures_of_then(identity: str) -> None:
    decisions.dismiss(identity, "definition", who="林芷", note="口径有变")
    decisions.reopen(identity, who="周衡")
    decisions.confirm(identity[:6], who="周衡")
    turns = [(turn.kind, turn.reason, turn.who, turn.note) for turn in Decision.objects.all()]
    assert turns == [
        ("dismissed", "definition", "林芷", "口径有变"), ("reopened", "", "周衡", ""), ("confirmed", "", "周衡", ""),
    ]  # fmt: skip
    assert {figure["value"] for figure in Decision.objects.all()[0].figures} == {"8.62E+9", "1.045E+10", "12.1"}
    assert state() == "confirmed"


@pytest.mark.parametrize(
    ("reason", "note", "who", "message"),
    [
        ("weather", "", "林芷", "no reason is called 'weather': give one of definition, period"),
        ("other", " ", "林芷", "needs a note"),
        ("definition", "", " ", "nobody has decided"),
    ],
)
def test_a_dismissal_needs_a_reason_and_a_name(identity: str, reason: str, note: str, who: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        decisions.dismiss(identity, reason, who=who, note=note)
    assert not Decision.objects.exists()


def test_a_finding_that_is_not_there_is_a_clear_error(identity: str) -> None:
    with pytest.raises(LedgerError, match="the ledger has no finding 'ffff0000'"):
        decisions.confirm("ffff0000", who="林芷")


@pytest.mark.parametrize("kind", ["confirmed", "dismissed"])
def test_what_was_decided_holds_when_the_audit_is_run_again(identity: str, kind: str) -> None:
    if kind == "confirmed":
        decisions.confirm(identity, who="林芷")
    else:
        decisions.dismiss(identity, "period", who="林芷")
    auditing.rebuild()
    add(FARMS)
    assert Finding.objects.get(identity=identity).state == kind


def test_a_dismissed_finding_comes_back_when_its_figures_change(identity: str) -> None:
    decisions.dismiss(identity, "definition", who="林芷")
    corrections.correct(*start("12.1%"), "value", "11.2", reason="印刷有误", who="周衡")
    assert state() == "open"
    last = Decision.objects.last()
    assert last is not None
    assert (last.kind, last.who) == ("returned", "")


def test_a_confirmed_finding_stays_confirmed_when_its_figures_change(identity: str) -> None:
    decisions.confirm(identity, who="林芷")
    corrections.correct(*start("12.1%"), "value", "11.2", reason="印刷有误", who="周衡")
    assert state() == "confirmed"


def test_a_correction_resolves_a_finding_and_its_undoing_brings_it_back_as_it_was(identity: str) -> None:
    decisions.dismiss(identity, "definition", who="林芷")
    made = corrections.correct(*start("12.1%"), "value", "21.2", reason="原件为21.2%", who="周衡")
    assert state() == "resolved"
    with pytest.raises(LedgerError, match="has resolved itself"):
        decisions.confirm(identity, who="林芷")
    corrections.undo(made.pk, who="周衡")
    assert state() == "dismissed"
    assert [turn.kind for turn in Decision.objects.all()] == ["dismissed", "resolved", "returned"]


def test_the_record_of_a_rule_counts_what_people_said(identity: str) -> None:
    add(FARMS)
    decisions.dismiss(identity, "definition", who="林芷")
    decisions.reopen(identity, who="林芷")
    decisions.dismiss(identity, "period", who="林芷")
    records = findings.records()
    assert records["growth-level"] == findings.Record("growth-level", found=1, dismissed={"period": 1})
    assert records["change-growth"] == findings.Record("change-growth", found=1, open=1)


def test_findings_are_listed_by_severity_rule_area_and_state(identity: str) -> None:
    add(FARMS)
    add("预计2021年全市茶叶产量96万吨。2021年全市茶叶产量93.2万吨。\n")
    decisions.confirm(identity, who="林芷")
    assert [row.severity for row in findings.listed()] == ["conflict", "revision"]
    assert [row.rule for row in findings.listed(severity="conflict")] == ["change-growth"]
    assert [row.rule for row in findings.listed(rule="revision", area="拉萨市", year="2021")] == ["revision"]
    assert [row.identity for row in findings.listed(states=("confirmed",))] == [identity]
    assert not findings.listed(area="昌都市", states=()).exists()


def test_what_else_the_ledger_says_of_a_figure_speaks_for_it_or_for_another(identity: str) -> None:
    add("2021年，全市旅游总收入104.46亿元，形势良好。\n")
    add("2020年，全市旅游总收入93.2亿元左右。\n", "2021-01-10")
    told = {(one.figure.quote, one.statement.quote): one.fits for one in findings.witnesses(findings.get(identity))}
    assert told == {("104.5亿元", "104.46亿元"): "printed", ("86.2亿元", "93.2亿元左右"): "needed"}


def test_a_complete_list_takes_few_queries(ledger: Path) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    add(BEFORE, "2021-02-10")
    add(NOW)
    add(FARMS)
    with CaptureQueriesContext(connection) as queries:
        for row in findings.complete(findings.listed()):
            assert [(figure.quote, figure.document.name, figure.statement) for figure in row.figures.all()]
            assert list(row.decisions.all()) == []
    assert len(queries) == 3
