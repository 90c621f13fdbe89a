"""The history of everything: decisions, corrections, links and the office's versions as one, and one step back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hefu.ledger import corrections, decisions, editing, reviews
from hefu.ledger.fields import stated
from hefu.ledger.models import Correction, Decision, Document, Finding, Link, Pairing, Statement, Target
from hefu.lexicon.indicators import Edit
from hefu.office import history, store
from hefu.office.history import Wanted
from hefu.office.models import Body, Task
from ledger.city import BEFORE, NOW, add
from web import planned
from web.pages import assert_queries, body, spoken_of, words


@pytest.fixture
def found(ledger: Path) -> Finding:
    """The finding that 104.5 after 86.2 is no growth of 12.1 %."""
    add(BEFORE + NOW)
    return Finding.objects.get()


@pytest.fixture
def task(ledger: Path) -> Task:
    """A task of one of two bodies, changed once."""
    lead = store.create(Body(name="市商务局", area="云澜市"), who="李一")
    store.create(Body(name="市科技局"), who="李一")
    row = store.create(
        Task(list="2025年重点任务", code="3", title="建成三个中试基地", body=lead, unit="个"), who="李一"
    )
    return store.change(row, {"title": "建成五个中试基地", "unit": "座"}, who="周二", why="写错")


def statement(quote: str) -> Statement:
    return Statement.objects.get(quote__contains=quote)


def take_back(client: Client, key: str, **more: str) -> Any:
    return client.post("/history/undo/", {"turn": key, **more})


def newest(kind: str = "") -> history.Turn:
    return history.read(Wanted(kind=kind), size=1)[0][0]


# ---------------------------------------------------------------- reading


def test_an_empty_history_says_what_will_stand_there(ledger: Path, client: Client) -> None:
    assert "没有变更" in words(client.get("/history/"))


def test_what_was_changed_of_different_things_stands_in_one_order(found: Finding, task: Task, client: Client) -> None:
    row = statement("104.5")
    corrections.correct(row.document_id, row.start, "period", "2022", reason="看表题", who="赵三")
    said = words(client.get("/history/"))
    assert "周二 任务 建成五个中试基地" in said and "建成三个中试基地 → 建成五个中试基地" in said
    assert "赵三 更正 104.5亿元" in said and "2021 → 2022" in said and "看表题" in said
    assert said.index("赵三") < said.index("周二") < said.index("李一")


def test_what_hefu_saw_by_itself_is_no_change_of_a_person(found: Finding, client: Client) -> None:
    row = statement("104.5")
    corrections.correct(row.document_id, row.start, "value", "96.6", reason="印错", who="赵三")
    assert Decision.objects.filter(who="").exists()
    assert [turn.who for turn in history.read(Wanted(), size=9)[0]] == ["赵三"]


def test_pages_go_on_where_the_last_one_ended_even_when_times_are_the_same(task: Task) -> None:
    from hefu.office.models import Change

    Change._base_manager.update(when=Change.objects.latest("when").when)
    every = [turn.key for turn in history.read(Wanted(), size=99)[0]]
    seen, after = [], None
    while True:
        turns, after = history.read(Wanted(), after=after and history.Cursor.read(str(after)), size=1)
        seen += [turn.key for turn in turns]
        if after is None:
            break
    assert seen == every and len(seen) == len(set(seen)) == 4


def test_the_page_has_a_link_to_what_is_earlier(task: Task, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hefu.web.views.history.SIZE", 2)
    html = body(client.get("/history/?kind=office"))
    [then] = re.findall(r'rel="next" href="([^"]+)"', html)
    assert "周二" in words(client.get("/history/?kind=office"))
    said = words(client.get(then.replace("&amp;", "&")))
    assert "李一 新增: 单位 市商务局" in said and "周二" not in said


def test_the_history_is_narrowed_by_kind_day_and_document(found: Finding, task: Task, client: Client) -> None:
    row = statement("104.5")
    corrections.correct(row.document_id, row.start, "holder", "全市", reason="看表题", who="赵三")
    sha256 = Document.objects.get().original_id[:16]
    assert "周二" not in words(client.get("/history/?kind=correction"))
    for query in (f"doc={sha256}", f"doc={sha256}&s={row.start}"):
        said = words(client.get(f"/history/?{query}"))
        assert "赵三" in said and "周二" not in said
    assert "没有变更" in words(client.get(f"/history/?doc={sha256}&s={row.start + 1}"))
    assert "没有变更" in words(client.get("/history/?day=1999-01-01"))


def test_the_history_is_narrowed_by_role_and_never_by_person(
    task: Task, signed_in: Callable[..., Client], client: Client
) -> None:
    reviewer = signed_in("reviewer")
    reviewer.get("/")
    store.change(task, {"unit": "处"}, who="reviewer")
    said = words(reviewer.get("/history/?role=reviewer"))
    assert "座 → 处" in said and "周二" not in said
    said = words(reviewer.get("/history/?role=outside"))
    assert "周二" in said and "座 → 处" not in said
    assert "who=" not in body(client.get("/history/"))


@pytest.mark.parametrize(
    "query", ["kind=x", "role=x", "day=x", "day=2025-02-30", "doc=x", "s=x", "after=x", "after=2025-01-01~1~1"]
)
def test_an_address_that_makes_no_sense_is_told(ledger: Path, client: Client, query: str) -> None:
    assert client.get(f"/history/?{query}").status_code == 400


def test_a_long_history_takes_no_more_queries_than_a_short_one(task: Task, client: Client) -> None:
    client.get("/history/")
    for number in range(20):
        task = store.change(task, {"goal": str(number + 1)}, who="周二")
    with assert_queries(13):
        client.get("/history/")


def test_documents_and_statements_lead_to_their_history(found: Finding, client: Client) -> None:
    row = statement("104.5")
    corrections.correct(row.document_id, row.start, "holder", "全市", reason="看表题", who="赵三")
    sha256 = Document.objects.get().original_id[:16]
    html = body(client.get(f"/documents/{sha256}/?s={row.start}"))
    assert f'href="/history/?doc={sha256}"' in html
    assert f'href="/history/?doc={sha256}&amp;s={row.start}"' in html


def test_what_was_changed_of_a_document_stands_beside_its_text(found: Finding, client: Client) -> None:
    row = statement("104.5")
    sha256 = Document.objects.get().original_id[:16]
    assert "hist-side" not in body(client.get(f"/documents/{sha256}/"))
    for number in range(6):
        corrections.correct(row.document_id, row.start, "holder", f"第{number}处", reason="看表题", who="赵三")
    html = body(client.get(f"/documents/{sha256}/"))
    assert html.count("<li><time") == 5
    assert "第4处 → 第5处" in words(client.get(f"/documents/{sha256}/")) and "这份文档的全部变更" in html


# ---------------------------------------------------------------- one step back


def test_a_correction_is_taken_back_and_made_again(found: Finding, client: Client) -> None:
    row = statement("104.5")
    corrections.correct(row.document_id, row.start, "period", "2022", reason="看表题", who="赵三")
    assert take_back(client, newest("correction").key).status_code == 302
    assert statement("104.5").period == "2021"
    assert "林芷 撤回更正" in words(client.get("/history/"))
    assert take_back(client, newest("correction").key, why="还是对的").status_code == 302
    assert statement("104.5").period == "2022"
    assert Correction.objects.count() == 2


def test_every_kind_of_review_is_taken_back_and_done_again(found: Finding, client: Client) -> None:
    row = statement("104.5")
    place = row.document_id, row.start
    fields = stated(row)
    reviews.accept(*place, who="赵三")
    assert "赵三 复核无误" in words(client.get("/history/"))
    take_back(client, newest("review").key)
    assert not reviews.active().exists()
    reviews.reject(*place, who="赵三", why="是编号")
    take_back(client, newest("review").key)
    assert statement("104.5").value == fields["value"]
    take_back(client, newest("review").key)
    assert not Statement.objects.filter(quote__contains="104.5").exists()
    take_back(client, newest("review").key)
    Statement.objects.filter(quote__contains="104.5").delete()
    reviews.add(place[0], place[1], row.end, fields, who="赵三")
    take_back(client, newest("review").key)
    assert not Statement.objects.filter(quote__contains="104.5").exists()
    take_back(client, newest("review").key)
    assert statement("104.5").value == fields["value"]
    assert "林芷 撤回：补录遗漏的陈述" in words(client.get("/history/?kind=review"))


def test_a_decision_is_taken_back_to_what_held_before(found: Finding, client: Client) -> None:
    decisions.dismiss(found.identity, "definition", who="孙四", note="口径")
    decisions.confirm(found.identity, who="赵三")
    take_back(client, newest().key)
    found.refresh_from_db()
    assert found.state == Finding.DISMISSED and found.decisions.last().reason == "definition"
    decisions.reopen(found.identity, who="赵三")
    take_back(client, newest().key)
    found.refresh_from_db()
    assert found.state == Finding.DISMISSED
    assert [one.kind for one in found.decisions.all()][-1] == "dismissed"


def test_a_version_of_a_task_is_taken_back_and_that_is_a_version_too(task: Task, client: Client) -> None:
    assert take_back(client, newest().key, why="原来对").status_code == 302
    task.refresh_from_db()
    assert (task.title, task.unit, task.version) == ("建成三个中试基地", "个", 3)
    assert (store.history(task).last().who, store.history(task).last().why) == ("林芷", "原来对")


def test_days_bodies_and_marks_come_back_as_they_were(task: Task, client: Client) -> None:
    from datetime import date

    other = Body.objects.get(name="市科技局")
    changed = store.change(task, {"body": other, "due": date(2025, 12, 31), "support": [other]}, who="周二")
    take_back(client, newest().key)
    changed.refresh_from_db()
    assert changed.body.name == "市商务局" and changed.due is None and not changed.support.exists()
    take_back(client, newest().key)
    changed.refresh_from_db()
    assert changed.body == other and changed.due == date(2025, 12, 31) and list(changed.support.all()) == [other]


def test_only_the_last_change_of_a_thing_can_be_taken_back(task: Task, client: Client) -> None:
    key = newest().key
    store.change(task, {"unit": "处"}, who="周二")
    answer = take_back(client, key)
    assert answer.status_code == 409 and "此后又有改动" in words(answer)
    task.refresh_from_db()
    assert task.unit == "处"


def test_the_first_version_of_a_row_has_no_button_and_is_not_taken_back(task: Task, client: Client) -> None:
    first = history.read(Wanted(), size=99)[0][-1].key
    assert f'value="{first}"' not in body(client.get("/history/"))
    assert take_back(client, first).status_code == 400


def test_a_link_of_a_target_is_taken_back(ledger: Path, tmp_path: Path, client: Client) -> None:
    planned.build(tmp_path)
    target = Target.objects.exclude(uses=None).filter(gone=False).first()
    assert target is not None
    used = target.uses.get().statement_id
    from hefu.ledger import links

    links.cut(target.pk, used, who="赵三", why="口径不同")
    take_back(client, newest("link").key)
    assert [one.kind for one in Link.objects.all()] == ["cut", "undone"]
    take_back(client, newest("link").key)
    assert Link.objects.last().kind == "cut"  # type: ignore[union-attr]
    assert not target.uses.filter(statement=used).exists()


def test_a_link_between_plans_is_taken_back(ledger: Path, tmp_path: Path, client: Client) -> None:
    from hefu.ledger import alignment, tracking
    from ledger.test_alignment import LOWER, UPPER
    from ledger.test_alignment import add as add_plan

    upper, lower = add_plan(UPPER, "云澜市", tmp_path), add_plan(LOWER, "澜东区", tmp_path)
    tracking.track_new()
    tie = alignment.laid(upper, lower).ties[0]
    alignment.cut(upper, lower, tie.places, who="赵三", why="只是配合")
    assert "赵三 断开对应" in words(client.get("/history/"))
    take_back(client, newest("pairing").key)
    take_back(client, newest("pairing").key)
    assert [one.kind for one in Pairing.objects.all()] == ["cut", "undone", "cut"]


@pytest.mark.parametrize("key", ["", "x", "office", "office:", "office:x", "office:999", "burn:1", "office:１"])
def test_a_key_that_makes_no_sense_is_answered_in_words(task: Task, client: Client, key: str) -> None:
    answer = take_back(client, key)
    assert answer.status_code == 400 and 'role="alert"' in body(answer)


# ---------------------------------------------------------------- rights


def test_who_may_not_make_a_change_may_not_take_it_back(
    found: Finding, task: Task, signed_in: Callable[..., Client], visitor: Client
) -> None:
    decisions.confirm(found.identity, who="赵三")
    decision, office = newest("decision").key, newest("office").key
    other = Body.objects.get(name="市科技局")
    assert visitor.get("/history/").status_code == 200
    assert 'action="/history/undo/' not in body(visitor.get("/history/"))
    assert take_back(visitor, decision).status_code in (302, 401, 403)
    refused = [
        (signed_in("reader"), decision), (signed_in("reader"), office), (signed_in("reviewer"), office),
        (signed_in("officer", body=other), decision), (signed_in("officer", body=other), office),
    ]  # fmt: skip
    for browser, key in refused:
        assert take_back(browser, key).status_code == 403, key
    assert take_back(signed_in("officer", body=task.body), office).status_code == 302
    assert take_back(signed_in("reviewer"), decision).status_code == 302


def test_what_a_person_wrote_is_shown_as_text(task: Task, client: Client) -> None:
    store.change(task, {"title": "<script>x</script>"}, who="<em>周二</em>", why="<i>写错</i>")
    html = body(client.get("/history/"))
    assert "<script>x" not in html and "<em>周二" not in html and "<i>写错" not in html


def test_a_change_of_an_indicator_stands_in_the_history_and_is_taken_back_and_made_again(
    hashes: dict[str, str], client: Client, signed_in: Callable[..., Client]
) -> None:
    before = spoken_of("旅游收入")
    merge = Edit("merge", "旅游收入", "社会消费品零售总额", "")
    editing.make(editing.Change(merge, who="赵三", why="试一试"))
    said = words(client.get("/history/?kind=indicator"))
    assert "赵三 合并指标 “旅游收入”成为“社会消费品零售总额”的一个名称" in said and "试一试" in said
    assert spoken_of("旅游收入") == 0
    key = newest("indicator").key
    assert take_back(signed_in("reviewer"), key).status_code == 403 and spoken_of("旅游收入") == 0
    assert take_back(client, key).status_code == 302
    assert spoken_of("旅游收入") == before > 0
    assert "撤回：合并指标" in words(client.get("/history/")).replace("撤回: ", "撤回：")
    take_back(client, newest("indicator").key)
    assert spoken_of("旅游收入") == 0
