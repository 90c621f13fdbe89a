"""Targets of a ledger: what a new document does to verdicts, what people say of links, queues and changes."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

import hefu
from hefu.errors import LedgerError, UsageError
from hefu.ledger import corrections, links, reviews, search, store, targets, tracking
from hefu.ledger.models import Answer, Item, Link, Plan, Statement, Target, Use
from hefu.ledger.prepare import Prepared
from hefu.ledger.rereading import reread
from hefu.lexicon.areas import load
from hefu.model import Extraction
from hefu.plan.assessment import Tally

ROOT = Path(__file__).parents[2]
AREAS = load(ROOT / "samples" / "areas.csv")
AIMS = "2022年，力争一般公共预算收入增长6%以上，城镇新增就业3万人以上。"
RESULT = "2022年，全市一般公共预算收入增长6.4%。"


def add(text: str, published: str, folder: Path, name: str = "report", title: str | None = None) -> int:
    """Adds a text as a document of 云澜市 and tracks it."""
    path = folder / f"{name}-{published}.txt"
    path.write_text(text, encoding="utf-8")
    document = hefu.read(path, published=published, area="云澜市", areas=AREAS)
    document = replace(document, title=title or document.title)
    return store.add(document, path.read_bytes(), hefu.analyse(document, areas=AREAS), areas=AREAS).pk


def verdicts() -> dict[str, tuple[str, bool]]:
    return {row.quote: (row.verdict, row.provisional) for row in Target.objects.all()}


def test_a_target_waits_for_its_result(ledger: Path, tmp_path: Path) -> None:
    add(AIMS, "2022-01-15", tmp_path)
    tracking.track_new()
    assert verdicts() == {"6%以上": ("no-result", False), "3万人以上": ("no-result", False)}
    assert [row.quote for row in targets.without_results()] == ["6%以上", "3万人以上"]


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("６％", 1),
        ("预算 收入", 1),
        ("城镇新增", 1),
        ("云澜市", 2),
        ("增", 1),
        ("增 云", 1),
        ("涨", 0),
        ("6%以上 云澜", 1),
        ("水泥", 0),
        ("6%下", 0),
        (" ", 0),
    ],
)
def test_targets_are_found_by_any_of_their_words_by_the_index_and_without(
    any_ledger: str, tmp_path: Path, term: str, found: int
) -> None:
    add(AIMS, "2022-01-15", tmp_path)
    tracking.track_new()
    for frequent in (False, True):
        assert search.among_targets(term, targets.listed(), frequent=frequent).count() == found


def test_a_word_that_stands_in_many_targets_is_looked_for_in_each(
    any_ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(AIMS, "2022-01-15", tmp_path)
    tracking.track_new()
    monkeypatch.setattr(search, "_FREQUENT", 2)
    found = search.among_targets("云澜市", targets.listed())
    assert ("ledger_target_grams" in str(found.query)) == (connection.vendor == "sqlite")
    assert "hefu_grams" not in str(found.query)
    assert found.count() == 2


def test_targets_are_listed_by_the_day_of_their_documents_the_latest_first(any_ledger: str, tmp_path: Path) -> None:
    add(AIMS, "2022-01-15", tmp_path)
    add("2023年，力争城镇新增就业4万人以上。", "2023-01-15", tmp_path)
    tracking.track_new()
    assert [row.published for row in targets.listed()] == ["2023-01-15", "2022-01-15", "2022-01-15"]
    assert [row.quote for row in targets.listed()] == ["4万人以上", "6%以上", "3万人以上"]


def test_a_new_document_judges_again_what_it_touches_and_nothing_else(ledger: Path, tmp_path: Path) -> None:
    add(AIMS, "2022-01-15", tmp_path)
    tracking.track_new()
    add(RESULT, "2022-12-30", tmp_path)
    assert tracking.track_new() == tracking.Tracked(documents=1, targets=0, judged=1)
    assert verdicts() == {"6%以上": ("met", False), "3万人以上": ("no-result", False)}


def test_what_verdicts_rest_on_is_looked_at_first_the_least_sure_before_all(
    ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(AIMS, "2022-01-15", tmp_path)
    pk = add(RESULT + "城镇新增就业3.2万人。", "2022-12-30", tmp_path)
    tracking.track_new()
    assert all(one.confidence == one.statement.confidence for one in Use.objects.select_related("statement"))
    monkeypatch.setattr(reviews, "BEHIND", 1.1)  # all of them
    waiting = reviews.next_of(("target",), size=10)
    assert waiting == list(reviews.queue("target")) and len(waiting) == 2
    assert reviews.next_of(("target",), size=1) == waiting[:1]
    reviews.accept(pk, waiting[0].start, who="陈")
    assert reviews.next_of(("target",), size=10) == waiting[1:]


def test_the_actual_figure_supersedes_the_estimate(ledger: Path, tmp_path: Path) -> None:
    add(AIMS, "2022-01-15", tmp_path)
    add("预计2022年一般公共预算收入增长6.2%。", "2022-12-20", tmp_path)
    tracking.track_new()
    assert verdicts()["6%以上"] == ("met", True)
    add("2022年，一般公共预算收入增长5.7%。", "2023-02-20", tmp_path)
    tracking.track_new()
    assert verdicts()["6%以上"] == ("missed", False)


def test_a_target_that_falls_due_is_judged_again_although_nothing_reports_on_it(ledger: Path, tmp_path: Path) -> None:
    add("2020年，高新技术企业168家。到2025年，高新技术企业达到420家。", "2021-02-08", tmp_path)
    add("2023年，高新技术企业280家。", "2024-01-15", tmp_path)
    tracking.track_new()
    assert verdicts() == {"420家": ("behind", False)}
    add("2025年，粮食产量66万吨。", "2026-01-15", tmp_path)
    tracking.track_new()
    assert verdicts() == {"420家": ("no-result", False)}


def test_documents_one_by_one_come_to_the_verdicts_of_all_at_once(ledger: Path, tmp_path: Path) -> None:
    days = {"report-2018": "2018-01-16", "report-2019": "2019-01-15", "report-2021": "2021-01-18"}
    for name, published in days.items():
        add((ROOT / "tests" / "plan" / "chain" / f"{name}.txt").read_text("utf-8"), published, tmp_path, name)
        tracking.track_new()
    before = {(row.plan_id, row.start): targets.assessment(row) for row in Target.objects.all()}
    tracking.rebuild()
    assert before == {(row.plan_id, row.start): targets.assessment(row) for row in Target.objects.all()}
    assert len(before) > 30


def test_a_person_cuts_a_link_and_takes_it_back(ledger: Path, tmp_path: Path) -> None:
    add(AIMS, "2022-01-15", tmp_path)
    add(RESULT, "2023-01-15", tmp_path)
    tracking.track_new()
    target, statement = Target.objects.get(quote="6%以上"), Statement.objects.get(quote="6.4%")
    assert [use.statement_id for use in Use.objects.filter(target=target)] == [statement.pk]
    links.cut(target.pk, statement.pk, who="李", why="口径不同")
    assert verdicts()["6%以上"] == ("no-result", False)
    links.undo(target.pk, statement.pk, who="王", why="口径相同")
    assert verdicts()["6%以上"] == ("met", False)
    assert [(one.kind, one.who, one.why) for one in targets.get(target.pk).links] == [
        ("cut", "李", "口径不同"),
        ("undone", "王", "口径相同"),
    ]


def test_a_person_links_what_the_rules_do_not(ledger: Path, tmp_path: Path) -> None:
    add("2022年，力争改造老旧小区50个。", "2022-01-15", tmp_path)
    add("2022年，完成城镇旧住宅区整治52个。", "2023-01-15", tmp_path)
    tracking.track_new()
    [target] = Target.objects.all()
    statement = Statement.objects.get(quote="52个")
    assert target.verdict == "no-result"
    links.confirm(target.pk, statement.pk, who="李", why="同一件事的两种说法")
    shown = targets.get(target.pk)
    assert (shown.assessment.verdict, shown.results[0].stated.quote) == ("met", "52个")
    tracking.rebuild()
    assert targets.get(target.pk).assessment.verdict == "met"


def test_a_correction_of_a_result_judges_its_targets_again(ledger: Path, tmp_path: Path) -> None:
    add(AIMS, "2022-01-15", tmp_path)
    report = add(RESULT, "2023-01-15", tmp_path)
    tracking.track_new()
    start = Statement.objects.get(quote="6.4%").start
    made = corrections.correct(report, start, "value", "5.4", reason="印错", who="李")
    assert verdicts()["6%以上"] == ("missed", False)
    corrections.undo(made.pk, who="李")
    assert verdicts()["6%以上"] == ("met", False)


def test_what_people_said_of_links_outlives_a_new_reading(ledger: Path, tmp_path: Path) -> None:
    add(AIMS, "2022-01-15", tmp_path)
    report = add(RESULT, "2023-01-15", tmp_path)
    tracking.track_new()
    links.cut(Target.objects.get(quote="6%以上").pk, Statement.objects.get(quote="6.4%").pk, who="李", why="口径不同")
    read = hefu.read(tmp_path / "report-2023-01-15.txt", published="2023-01-15", area="云澜市", areas=AREAS)
    reread(report, Prepared(read, hefu.analyse(read, areas=AREAS)), areas=AREAS)
    assert verdicts()["6%以上"] == ("no-result", False)
    aims = Plan.objects.get(targets__quote="6%以上").pk
    empty = hefu.read(tmp_path / "report-2022-01-15.txt", published="2022-01-15", area="云澜市", areas=AREAS)
    reread(aims, Prepared(empty, Extraction((), ())), areas=AREAS)
    assert [(row.quote, row.gone) for row in Target.objects.all()] == [("6%以上", True)]
    assert not targets.listed()


def test_a_link_without_a_reason_is_refused(ledger: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="who links them and why"):
        links.cut(1, 1, who="李", why=" ")
    with pytest.raises(LedgerError, match="no target 1"):
        links.cut(1, 1, who="李", why="口径不同")
    with pytest.raises(LedgerError, match="no target 7"):
        targets.get(7)
    assert not Link.objects.exists()


def test_targets_are_listed_by_plan_area_verdict_and_indicator(ledger: Path, tmp_path: Path) -> None:
    add(AIMS, "2022-01-15", tmp_path, "aims")
    add(RESULT, "2023-01-15", tmp_path)
    tracking.track_new()
    assert [row.quote for row in targets.listed(plan="aims-2022-01-15")] == ["6%以上", "3万人以上"]
    assert [row.quote for row in targets.listed(area="云澜市", verdict="met")] == ["6%以上"]
    assert [row.quote for row in targets.listed(indicator="城镇新增就业")] == ["3万人以上"]
    assert not targets.listed(plan="another")
    assert targets.tally(targets.listed()) == Tally({"met": 1, "no-result": 1})


def test_a_day_in_the_past_sees_only_what_was_published_by_then(ledger: Path, tmp_path: Path) -> None:
    add(AIMS, "2022-01-15", tmp_path)
    add(RESULT, "2023-01-15", tmp_path)
    tracking.track_new()
    rows = list(targets.listed(indicator="一般公共预算收入"))
    assert [one.assessment.verdict for one in targets.shown(rows, as_of="2022-06")] == ["no-result"]
    assert [one.assessment.verdict for one in targets.shown(rows, as_of="2023-02")] == ["met"]


def test_results_that_no_target_asks_for_are_a_queue(ledger: Path, tmp_path: Path) -> None:
    add(AIMS, "2022-01-15", tmp_path)
    add(f"{RESULT}粮食产量66万吨。", "2023-01-15", tmp_path)
    tracking.track_new()
    assert [row.quote for row in targets.without_targets()] == ["66万吨"]
    assert [row.quote for row in targets.without_targets(indicator="棉花产量")] == []


def test_a_later_value_of_the_same_target_is_a_change_with_both_passages(ledger: Path, tmp_path: Path) -> None:
    add("到2025年，粮食产量达到66万吨，森林覆盖率达到43%。", "2021-02-08", tmp_path)
    add("到2025年，粮食产量达到68万吨，森林覆盖率达到43%。", "2023-02-08", tmp_path)
    tracking.track_new()
    [(change, before, after)] = targets.changed()
    assert after is not None
    assert (change.kind, before.stated.quote, after.stated.quote) == ("changed", "66万吨", "68万吨")


def test_the_tree_and_the_answers_of_a_document_are_kept(ledger: Path, tmp_path: Path) -> None:
    text = "云澜市“十四五”规划纲要\n\n第一章 主要目标\n\n到2025年，粮食产量达到66万吨。\n\n"
    text += "第二章 农业\n\n2020年，粮食产量62万吨。\n"
    pk = add(text, "2021-02-08", tmp_path)
    tracking.track_new()
    assert [item.title for item in Item.objects.filter(plan=pk)] == ["主要目标", "农业"]
    assert [row.item for row in Target.objects.all()] == [0]
    assert list(Answer.objects.values_list("name", flat=True)) == ["粮食产量"]
    assert Plan.objects.get().version == tracking.VERSION


@pytest.mark.slow
@pytest.mark.parametrize("statements", [10_000, pytest.param(100_000, marks=pytest.mark.nightly)])
def test_a_new_document_is_tracked_in_seconds_among_many_statements(
    ledger: Path, tmp_path: Path, statements: int
) -> None:
    from bench.audit import documents

    for name, document, found in documents(statements):
        data = document.text.encode()
        source = replace(document.source, name=f"{name}.txt", sha256=_hash(data), size=len(data))
        store.add(replace(document, source=source), data, Extraction(tuple(found), ()))
    start = time.process_time()
    tracking.track_new()
    assert time.process_time() - start < statements / 800
    add(AIMS.replace("2022", "2025"), "2025-03-15", tmp_path)
    start = time.process_time()
    tracking.track_new()
    assert time.process_time() - start < 1
    assert Target.objects.count() == 2
    assert Answer.objects.count() > 0.9 * statements


def _hash(data: bytes) -> str:
    from hashlib import sha256

    return sha256(data).hexdigest()
