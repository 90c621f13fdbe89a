"""The audit of a ledger: across documents, incrementally, and as if all had been audited at once."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bench.audit import yearly
from hefu.audit import audit
from hefu.ledger import auditing, intake, store
from hefu.ledger.jobs import Job, collect
from hefu.ledger.models import Ask, Claim, Document, Finding
from hefu.ledger.opening import writing
from hefu.model import Extraction
from ledger.city import ABOVE, BEFORE, FARMS, NOW, add, audit_new

SAMPLES = Path(__file__).parent.parent.parent / "samples"


def snapshot() -> tuple[set[object], set[object]]:
    """All that an audit decides: the findings with their figures, and what was asked."""
    found = Finding.objects.exclude(state=Finding.RESOLVED).prefetch_related("figures")
    figures = "place", "document_id", "start", "statement_id", "needed_low", "needed_high", "stated"
    columns = "identity", "rule", "severity", "message", "state", "document_id", "sentence", "by", "area_name", "period"
    rows = {(*(getattr(row, name) for name in columns), str(list(row.figures.values_list(*figures)))) for row in found}
    return rows, set(Ask.objects.values_list("document", "sentence", "by", "key"))


def test_figures_of_two_documents_are_held_against_each_other(any_ledger: str) -> None:
    add(BEFORE, "2021-02-10")
    assert not Finding.objects.exists()
    now = add(NOW)
    [finding] = Finding.objects.all()
    assert (finding.rule, finding.severity, finding.state) == ("growth-level", "conflict", "open")
    assert (finding.area_name, finding.period) == ("拉萨市", "2021")
    quotes = {figure.quote: figure for figure in finding.figures.all()}
    assert set(quotes) == {"86.2亿元", "104.5亿元", "12.1%"}
    assert quotes["12.1%"].document_id == now
    assert 21.1 < float(quotes["12.1%"].needed_low) < float(quotes["12.1%"].needed_high) < 21.4
    assert quotes["104.5亿元"].stated["indicator"] == "旅游总收入"


def test_it_makes_no_difference_which_document_came_first(any_ledger: str) -> None:
    add(NOW)
    add(BEFORE, "2021-02-10")
    assert Finding.objects.get().rule == "growth-level"


def test_what_followed_from_a_distance_is_resolved_when_the_other_figure_is_there(any_ledger: str) -> None:
    add(ABOVE)
    assert Finding.objects.get(rule="implies").state == "open"
    add("2021年全省规模以上工业增加值增长8.9%。\n", area="西藏自治区")
    known = [(claim.place, claim.name) for claim in Claim.objects.filter(place__contains="西藏")]
    assert known == [("西藏自治区", "规模以上工业增加值")]
    audit_new()
    assert snapshot() == after_rebuild()


def test_an_estimate_and_the_later_result_are_a_revision(any_ledger: str) -> None:
    add("预计2021年全市粮食产量96万吨。\n", "2021-12-10")
    add("2021年全市粮食产量93.2万吨。\n")
    assert [(row.rule, row.severity) for row in Finding.objects.all()] == [("revision", "revision")]


def test_areas_of_one_name_in_two_provinces_are_not_one(any_ledger: str) -> None:
    add("2021年全区规模以上工业企业412家。\n", area="拉萨市城关区", audit=False)
    add("2021年全区规模以上工业企业421家。\n", area="兰州市城关区", audit=False)
    audit_new()
    assert len(set(Claim.objects.values_list("place", flat=True))) == 2
    assert not Finding.objects.exists()


def after_rebuild() -> tuple[set[object], set[object]]:
    with writing():
        auditing._everything()
    return snapshot()


@pytest.mark.slow
@pytest.mark.parametrize("order", range(3))
def test_documents_one_by_one_make_the_same_findings_as_all_at_once(ledger: Path, order: int) -> None:
    jobs = collect([SAMPLES], Job(Path())).jobs
    random.Random(order).shuffle(jobs)
    for _ in intake.add_all(jobs):
        audit_new()
    one_by_one = snapshot()
    assert len(one_by_one[0]) > 10
    assert len(one_by_one[1]) > 10
    assert one_by_one == after_rebuild()


@pytest.mark.slow
@pytest.mark.parametrize("years", [6, pytest.param(25, marks=pytest.mark.nightly)])
def test_a_ledger_finds_what_the_audit_of_its_documents_finds(ledger: Path, years: int) -> None:
    documents = list(yearly(6600))[:years]
    for _, document, found in documents:
        store.add(document, document.text.encode(), Extraction(tuple(found), ()))
        audit_new()
    plain = audit((document.source.sha256, document, found) for _, document, found in documents)
    assert {row.identity for row in Finding.objects.all()} == {finding.identity for finding in plain.findings}
    assert len(plain.findings) > 2 * years


def test_documents_of_an_older_hefu_are_told_of_and_audited_by_a_rebuild(any_ledger: str) -> None:
    add(BEFORE, "2021-02-10")
    add(FARMS)
    Claim.objects.all().delete()
    Finding.objects.all().delete()
    Document.objects.update(audited=None)
    add(NOW)
    assert auditing.outdated() == 2
    assert not Finding.objects.exists()
    changes = auditing.rebuild()
    assert (changes.conflicts, auditing.outdated()) == (2, 0)
    assert Claim.objects.count() == 6


def test_a_second_rebuild_changes_nothing(any_ledger: str) -> None:
    add(BEFORE, "2021-02-10")
    add(NOW)
    before = snapshot()
    changes = auditing.rebuild()
    assert (changes.new, changes.returned, changes.resolved) == (0, 0, 0)
    assert snapshot() == before


def test_what_is_not_compared_can_be_told(any_ledger: str) -> None:
    add("2020年全市生产总值612亿元。2021年全市生产总值688亿元，可比增长7.4%。\n")
    assert "growth at constant prices" in {item.reason for item in auditing.skipped()}
