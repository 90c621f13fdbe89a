"""Pages of tasks, problems, projects and bodies."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from openpyxl import load_workbook

from hefu.office import store
from hefu.office.models import Assignment, Body, Problem, ProgressReport, Project, Task
from hefu.office.rhythm import parse
from web import city
from web.pages import assert_queries, body, words


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """A day in December 2025, whatever the calendar says."""
    monkeypatch.setattr(settings, "HEFU_TODAY", date(2025, 12, 18))
    return date(2025, 12, 18)


@pytest.fixture
def task(ledger: Path) -> Task:
    """A task that is overdue and silent, of one of two bodies."""
    lead = store.create(Body(name="市工业和信息化局", area="云澜市"), who="李一")
    store.create(Body(name="市科技局"), who="李一")
    row = Task(
        list="2025年重点任务", code="3", title="建成三个中试基地", section="科技创新", body=lead, goal="3", unit="个"
    )
    row.state, row.rhythm, row.start_on, row.due = "active", "monthly", date(2025, 4, 1), date(2025, 9, 30)
    return store.create(row, who="李一")


def post(client: Client, address: str, **fields: Any) -> Any:
    return client.post(address, fields)


def report(**fields: str) -> dict[str, str]:
    return {"period": "2025-11", "figure": "2", "unit": "个", "state": "slow", "text": "设备未到"} | fields


# ---------------------------------------------------------------- the table and the chart


def test_an_empty_ledger_says_what_to_do(ledger: Path, client: Client) -> None:
    for address in ("/tasks/", "/problems/", "/projects/", "/bodies/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert 'class="state"' in body(answer)
    assert "hefu office template" in words(client.get("/tasks/"))


def test_chart_and_table_show_the_same_tasks(task: Task, client: Client) -> None:
    store.create(Task(title="没有日期的任务", body=task.body), who="李一")
    html = body(client.get("/tasks/"))
    assert "市工业和信息化局：建成三个中试基地：9-30 到期，逾期 79 天" in html
    assert html.count("t-late") >= 2 and "t-over" in html
    assert "8 个月未报" in html
    assert "1 项任务没有任何日期，只列在表中" in html
    assert "今天 12-18" in html


def test_tasks_are_filtered_by_how_they_stand(task: Task, client: Client) -> None:
    store.create(Task(title="还早", body=task.body, due=date(2026, 12, 31)), who="李一")
    store.create(Task(title="不做了", body=task.body, state="dropped"), who="李一")
    for state, shown in [("", {"建成三个中试基地", "还早"}), ("overdue", {"建成三个中试基地"}), ("planned", {"还早"}),
                         ("silent", {"建成三个中试基地"}), ("dropped", {"不做了"})]:  # fmt: skip
        said = words(client.get(f"/tasks/?state={state}"))
        assert {title for title in ("建成三个中试基地", "还早", "不做了") if title in said} == shown, state
    assert "没有符合条件的任务" in words(client.get("/tasks/?q=无此"))


def test_the_day_of_the_page_can_be_chosen(task: Task, client: Client) -> None:
    assert "逾期 1 天" in words(client.get("/tasks/?on=2025-10-01"))
    assert client.get("/tasks/?on=2025-02-30").status_code == 400
    assert client.get("/tasks/?by=rank").status_code == 400
    assert client.get("/tasks/?page=9").status_code == 400


@pytest.mark.parametrize("by", ["body", "section", "due"])
def test_the_chart_is_grouped(task: Task, client: Client, by: str) -> None:
    names = {"body": "市工业和信息化局", "section": "科技创新", "due": "2025-09"}
    assert f">{names[by]}</text>" in body(client.get(f"/tasks/?by={by}"))


def test_a_chart_over_decades_stays_readable(task: Task, client: Client) -> None:
    store.create(Task(title="长", body=task.body, start_on=date(2001, 1, 1), due=date(2049, 12, 31)), who="李一")
    html = body(client.get("/tasks/"))
    assert html.count('class="month mid"') <= 50


def test_many_tasks_cost_no_more_queries(task: Task, client: Client) -> None:
    for number in range(60):
        store.create(Task(title=f"任务{number}", body=task.body, due=date(2026, 1, 31)), who="李一")
    with assert_queries(8):
        client.get("/tasks/")


def test_hostile_titles_are_text(task: Task, client: Client) -> None:
    store.change(task, {"title": city.hostile()[:60] + "<script>alert(1)</script>", "section": "<b>"}, who="<i>")
    for address in ("/tasks/?by=section", f"/tasks/{task.pk}/", f"/bodies/{task.body_id}/", f"/edit/task/{task.pk}/"):
        html = body(client.get(address))
        assert "<script>alert" not in html and "<i>" not in html and "<b></" not in html


def test_the_workbooks_hold_no_formulas(task: Task, client: Client) -> None:
    store.change(task, {"title": "=1+1"}, who="李一")
    for address in ("/tasks.xlsx", "/dispatch.xlsx"):
        answer = client.get(address)
        book = load_workbook(io.BytesIO(answer.content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
        assert cells and {cell.data_type for cell in cells} == {"s"}
    assert "dispatch-2025-W51.xlsx" in answer.headers["Content-Disposition"]


# ---------------------------------------------------------------- reports


def test_a_report_is_kept_with_the_name_of_the_account(task: Task, client: Client) -> None:
    answer = post(client, f"/tasks/{task.pk}/", **report())
    assert answer.status_code == 302
    said = words(client.get(f"/tasks/{task.pk}/"))
    assert "设备未到" in said and "进度滞后" in said
    assert client.post(f"/tasks/{task.pk}/", report(period="2025-12")).status_code == 302
    assert store.history(ProgressReport.objects.get(period="2025-12")).last().who == "林芷"


def test_who_is_not_signed_in_reports_nothing(task: Task, visitor: Client) -> None:
    answer = visitor.post(f"/tasks/{task.pk}/", report(who="王二"))
    assert answer.status_code == 403 and "尚未登录" in words(answer)
    assert not ProgressReport.objects.exists()


def test_what_is_wrong_is_told_at_its_field_and_the_input_is_kept(task: Task, client: Client) -> None:
    answer = post(client, f"/tasks/{task.pk}/", **report(period="11月", figure="约两个", text="写了很久"))
    html = body(answer)
    assert answer.status_code == 409
    assert html.count('class="wrong"') == 2 and 'id="e-period"' in html and 'id="e-figure"' in html
    assert "写了很久" in html
    assert not ProgressReport.objects.exists()


def test_a_second_report_for_a_period_needs_a_reason(task: Task, client: Client) -> None:
    post(client, f"/tasks/{task.pk}/", **report())
    assert "已有填报" in words(post(client, f"/tasks/{task.pk}/", **report(figure="1")))
    assert post(client, f"/tasks/{task.pk}/", **report(figure="1", why="误填")).status_code == 302
    row = ProgressReport.objects.get()
    assert (row.figure, row.version, store.history(row).last().why) == ("1", 2, "误填")


def test_evidence_is_a_passage_of_a_document_and_leads_there(hashes: dict[str, str], client: Client) -> None:
    lead = store.create(Body(name="市商务局"), who="李一")
    row = store.create(Task(title="消费", body=lead, state="active"), who="李一")
    sentence = "889.2亿元"
    answer = post(client, f"/tasks/{row.pk}/", **report(document=hashes["daily"][:16], quote=sentence, figure=""))
    assert answer.status_code == 302
    place = city.DAILY.index(sentence)
    assert f"/documents/{hashes['daily'][:16]}/?s={place}#s{place}" in body(client.get(f"/tasks/{row.pk}/"))
    assert "不在该文档中" in words(
        post(client, f"/tasks/{row.pk}/", **report(document=hashes["daily"], quote="没有这句"))
    )
    assert "没有名为" in words(post(client, f"/tasks/{row.pk}/", **report(document="无此文档", quote="句")))


def test_a_report_is_withdrawn_with_a_reason_and_stays_to_be_seen(task: Task, client: Client) -> None:
    post(client, f"/tasks/{task.pk}/", **report())
    row = ProgressReport.objects.get()
    address = f"/reports/{row.pk}/withdraw/"
    assert post(client, address, version="1").status_code == 400
    assert post(client, address, version="1", why="填错任务").status_code == 302
    assert "已撤回" in words(client.get(f"/tasks/{task.pk}/"))
    assert client.get(address).status_code == 405


def test_a_form_from_elsewhere_is_refused(task: Task) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    assert strict.post(f"/tasks/{task.pk}/", report()).status_code == 403


# ---------------------------------------------------------------- changing


def sent(task: Task, **fields: str) -> dict[str, str]:
    whole = {
        "list": task.list, "code": task.code, "section": task.section, "title": task.title, "body": task.body.name,
        "goal": task.goal, "unit": task.unit, "start_on": "2025-04-01", "due": "2025-09-30", "rhythm": task.rhythm,
        "state": task.state, "version": str(task.version),
    }  # fmt: skip
    return whole | fields


def test_a_change_is_kept_with_what_stood_before(task: Task, client: Client) -> None:
    address = f"/edit/task/{task.pk}/"
    answer = post(client, address, **sent(task, due="2025-12-31", support="市科技局", why="设备推迟"))
    assert answer.status_code == 302
    said = words(client.get(f"/tasks/{task.pk}/"))
    assert "2025-09-30 → 2025-12-31" in said and "设备推迟" in said and "市科技局" in said
    post(client, address, **sent(task, due="2025-12-31", version="2"))
    assert Task.objects.get().support.count() == 0


def test_who_comes_second_sees_both_values_and_loses_nothing(task: Task, client: Client) -> None:
    address = f"/edit/task/{task.pk}/"
    post(client, address, **sent(task, due="2025-12-31"))
    answer = post(client, address, **sent(task, due="2026-03-31", title="新的名称"))
    said = words(answer)
    assert answer.status_code == 409
    assert "2025-09-30 → 2025-12-31" in said and "林芷" in said
    assert 'value="2026-03-31"' in body(answer) and 'name="version" value="2"' in body(answer)
    assert Task.objects.get().due == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"body": "市无此局"}, "没有名为"),
        ({"body": "市工业与信息化局"}, "与“市工业和信息化局”相近"),
        ({"due": "2025-03-01"}, "早于开始时间"),
        ({"done_on": "2025-09-01"}, "状态不是"),
        ({"title": ""}, "缺少“任务”"),
        ({"goal": "3个", "unit": "家"}, "单位与数值后面的单位不一致"),
        ({"code": "长" * 41}, "超过 40 个字符"),
    ],
)
def test_what_makes_no_sense_is_refused(task: Task, client: Client, fields: dict[str, str], told: str) -> None:
    answer = post(client, f"/edit/task/{task.pk}/", **sent(task, **fields))
    assert answer.status_code == 409 and told in words(answer)
    assert Task.objects.get().version == 1


def test_a_passage_stays_although_its_document_is_gone(task: Task, client: Client) -> None:
    store.change(task, {"sha256": "a" * 64, "start": 3, "quote": "原话"}, who="李一")
    assert "该文档不在台账中" in words(client.get(f"/tasks/{task.pk}/"))
    row = Task.objects.get()
    post(client, f"/edit/task/{task.pk}/", **sent(row, due="2025-12-31", document="a" * 64, quote="原话"))
    assert (Task.objects.get().sha256, Task.objects.get().due) == ("a" * 64, date(2025, 12, 31))


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("task", {"title": "新任务", "body": "市科技局", "state": "planned", "rhythm": "weekly"}),
        ("problem", {"title": "新问题", "body": "市科技局", "found": "2025-12-01", "task": "3"}),
        ("project", {"name": "新项目", "body": "市科技局", "planned": "1.5亿元"}),
        ("body", {"name": "市教育局", "kind": "department"}),
    ],
)
def test_new_rows_are_written_on_the_site(task: Task, client: Client, kind: str, fields: dict[str, str]) -> None:
    assert client.get(f"/new/{kind}/").status_code == 200
    answer = post(client, f"/new/{kind}/", **fields)
    assert answer.status_code == 302
    assert fields.get("title", fields.get("name", "")) in words(client.get(answer.headers["Location"]))


def test_what_is_not_there_is_told(ledger: Path, client: Client) -> None:
    for address in ("/tasks/9/", "/problems/9/", "/projects/9/", "/bodies/9/", "/edit/task/9/", "/new/world/"):
        assert client.get(address).status_code == 404


# ---------------------------------------------------------------- problems, projects, bodies


def test_the_rate_of_solution_follows_the_filter(task: Task, client: Client) -> None:
    days = {"found": date(2025, 7, 2), "due": date(2025, 7, 31), "solved": date(2025, 7, 29)}
    store.create(Problem(title="甲", body=task.body, **days), who="李一")
    store.create(Problem(title="乙", body=task.body, found=date(2025, 10, 2), due=date(2025, 11, 1)), who="李一")
    said = words(client.get("/problems/"))
    assert "50.0% = 1 ÷ 2" in said and "逾期 47 天" in said
    assert "100.0% = 1 ÷ 1" in words(client.get("/problems/?to=2025-09"))
    assert "0.0% = 0 ÷ 1" in words(client.get("/problems/?from=2025-10"))
    assert "— = 0 ÷ 0" in words(client.get("/problems/?from=2026-01"))
    assert client.get("/problems/?from=gestern").status_code == 400


def test_a_problem_is_struck_off_and_counts_no_more(task: Task, client: Client) -> None:
    row = store.create(Problem(title="误报", body=task.body, found=date(2025, 10, 2)), who="李一")
    assert post(client, f"/problems/{row.pk}/strike/", version="1").status_code == 400
    assert post(client, f"/problems/{row.pk}/strike/", version="1", why="重复登记").status_code == 302
    assert "0 ÷ 0" in words(client.get("/problems/"))
    assert "重复登记" in words(client.get(f"/problems/{row.pk}/"))


def test_sums_of_the_register_count_yuan_and_say_what_they_leave_out(task: Task, client: Client) -> None:
    for name, amount, unit in (("甲", "1.5", "亿元"), ("乙", "6500", "万元"), ("丙", "300", "万美元"), ("丁", "", "")):
        store.create(Project(name=name, body=task.body, planned=amount, planned_unit=unit), who="李一")
    assert "2.15 亿元 2 个 ，2 个未填" in words(client.get("/projects/")).replace("个，", "个 ，")


def test_a_project_goes_from_stage_to_stage(task: Task, client: Client) -> None:
    row = store.create(Project(name="冷链物流园", body=task.body), who="李一")
    address = f"/projects/{row.pk}/"
    assert post(client, address, stage="signed", day="").status_code == 409
    assert post(client, address, stage="signed", day="2025-05-20").status_code == 302
    assert post(client, address, stage="begun", day="2025-08-01").status_code == 302
    row.refresh_from_db()
    assert row.stage == "begun"
    turn = row.turns.get(stage="begun")
    assert post(client, address, void=str(turn.pk)).status_code == 409
    assert post(client, address, void=str(turn.pk), why="未取得许可").status_code == 302
    row.refresh_from_db()
    assert row.stage == "signed"
    assert "未取得许可" in words(client.get(address))


def test_a_body_has_all_that_it_answers_for_on_one_page(task: Task, client: Client) -> None:
    store.create(Problem(title="供电未接通", body=task.body, found=date(2025, 10, 2)), who="李一")
    store.create(Project(name="中试基地项目", body=task.body), who="李一")
    said = words(client.get(f"/bodies/{task.body_id}/"))
    assert all(name in said for name in ("建成三个中试基地", "供电未接通", "中试基地项目", "0 ÷ 1 = 0.0%"))


def test_an_item_of_a_plan_is_assigned_and_taken_away(hashes: dict[str, str], client: Client) -> None:
    row = store.create(Body(name="市商务局"), who="李一")
    address = f"/bodies/{row.pk}/"
    words_ = "889.2亿元"
    assert post(client, address, document=hashes["daily"], quote="").status_code == 409
    given = {"document": hashes["daily"], "quote": words_, "role": "lead", "what": "target"}
    assert post(client, address, **given).status_code == 302
    assert post(client, address, **given).status_code == 302
    found = Assignment.objects.get()
    assert (found.start, found.quote) == (city.DAILY.index(words_), words_)
    assert words_ in words(client.get(address))
    assert post(client, address, remove=str(found.pk)).status_code == 409
    assert post(client, address, remove=str(found.pk), why="职能调整").status_code == 302
    assert Assignment.objects.get().removed


def test_reports_of_the_task_page_are_the_newest_first(task: Task, client: Client) -> None:
    for period in ("2025-10", "2025-11", "2025-09"):
        store.report(task, parse(period), {"state": "on-course", "figure": "1", "unit": "个"}, who="李一")
    html = body(client.get(f"/tasks/{task.pk}/"))
    assert html.index("<b>2025-11</b>") < html.index("<b>2025-10</b>") < html.index("<b>2025-09</b>")
    assert 'class="ln"' in html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_of_the_office_mixes_languages(task: Task, client: Client, language: str) -> None:
    client.get(f"/?lang={language}")
    for address in ("/tasks/", f"/tasks/{task.pk}/", "/problems/", "/projects/", "/bodies/", "/new/problem/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Content-Language"].startswith(language)
