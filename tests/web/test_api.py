"""The API: lists in pages, forms of answers, ETags, limits, problems."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hefu.accounts import tokens
from hefu.ledger import arrivals, auditing
from hefu.ledger.models import Finding, Series, Statement, Target
from hefu.office import store
from hefu.office.models import Body, Task
from hefu.web.api import limits, queries, spec
from web import city, planned
from web.conftest import account
from web.pages import assert_queries, body


@pytest.fixture(autouse=True)
def without_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(limits.SETTING, "0")


@pytest.fixture
def plan(ledger: Path, tmp_path: Path) -> str:
    return planned.build(tmp_path)


def get(client: Client, address: str, **headers: str) -> Any:
    answer = client.get(f"/api/v1/{address}", headers=headers)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def every(client: Client, address: str) -> Iterator[dict[str, Any]]:
    """The rows of all pages."""
    page = get(client, address)
    yield from page["items"]
    while page["next"]:
        page = json.loads(client.get(page["next"]).content)
        yield from page["items"]


# ---------------------------------------------------------------- statements


def test_a_statement_has_its_precision_its_place_and_its_link(hashes: dict[str, str], client: Client) -> None:
    [found] = get(client, "statements?q=889.2")["items"]
    place = city.DAILY.index("889.2亿元")
    assert (found["doc"], found["start"], found["end"]) == (hashes["daily"], place, place + 7)
    assert (found["quote"], found["value"], found["unit"]) == ("889.2亿元", "8.892E+10", "元")
    assert found["link"] == f"http://localhost/documents/{hashes['daily'][:16]}/?s={place}#s{place}"
    assert {item["field"] for item in found["evidence"]} >= {"indicator", "value"}
    text = client.get(f"/api/v1/documents/{hashes['daily']}/text").content.decode()
    assert text[found["start"] : found["end"]] == found["quote"]
    assert get(client, f"statements/{hashes['daily'][:8]}/{place}") == found


@pytest.mark.parametrize("sort", queries.Sort.__args__)  # type: ignore[attr-defined]
def test_pages_of_any_order_are_the_whole_list_once(sort: str, hashes: dict[str, str], client: Client) -> None:
    whole = [(row["doc"], row["start"]) for row in get(client, f"statements?sort={sort}&limit=500")["items"]]
    pages = [(row["doc"], row["start"]) for row in every(client, f"statements?sort={sort}&limit=7")]
    assert pages == whole
    assert len(set(whole)) == Statement.objects.count() == 55


@pytest.mark.parametrize(
    "query",
    ["indicator=零售总额", "area=青坪", "period=2025", "measure=ratio", "modality=estimate", "q=粮", "title=统计公报"],
)
def test_filters_find_what_the_page_finds(query: str, hashes: dict[str, str], client: Client) -> None:
    from web.pages import words

    number = len(list(every(client, f"statements?{query}")))
    assert f"{number} 条陈述" in words(client.get(f"/statements/?{query}"))


@pytest.mark.parametrize("how", [{"query": "&format=csv"}, {"accept": "text/csv"}])
def test_lists_come_as_tables_too(how: dict[str, str], hashes: dict[str, str], client: Client) -> None:
    address = f"/api/v1/statements?limit=20{how.get('query', '')}"
    answer = client.get(address, headers={"accept": how.get("accept", "*/*")})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))
    assert len(rows) == 20
    assert Decimal(rows[0]["value"]).is_finite() and json.loads(rows[0]["evidence"])
    assert 'rel="next"' in answer["Link"]


def test_a_page_asks_few_questions(hashes: dict[str, str], client: Client) -> None:
    with assert_queries(7):
        get(client, "statements?limit=50")


# ---------------------------------------------------------------- the other lists


def test_documents_and_series_lead_to_their_statements(hashes: dict[str, str], client: Client) -> None:
    documents = list(every(client, "documents?limit=3"))
    assert {row["doc"] for row in documents} == set(hashes.values())
    assert sum(row["statements"] for row in documents) == 55
    assert get(client, f"documents/{hashes['plan'][:12]}")["title"] == "云澜市“十四五”规划纲要"
    found = list(every(client, "series?limit=4"))
    assert [row["id"] for row in found].sort() == list(Series.objects.values_list("pk", flat=True)).sort()
    one = max(found, key=lambda row: row["statements"])
    assert get(client, f"series/{one['id']}") == one
    assert len(list(every(client, f"series/{one['id']}/statements?limit=2"))) == one["statements"]


def test_findings_have_their_figures(hashes: dict[str, str], client: Client) -> None:
    auditing.rebuild()
    found = list(every(client, "findings?limit=1"))
    assert [row["identity"] for row in found] == list(
        Finding.objects.filter(state="open").order_by("-first_seen", "-pk").values_list("identity", flat=True)
    )
    assert found and all(len(row["figures"]) >= 1 for row in found)
    assert get(client, f"findings/{found[0]['identity']}") == found[0]
    figure = found[0]["figures"][0]
    named = get(client, f"statements/{figure['doc']}/{figure['start']}")
    assert found[0]["identity"] in named["findings"]


def test_plans_and_targets_have_verdicts_with_their_passages(plan: str, client: Client) -> None:
    [first, *_] = [row for row in every(client, "plans") if row["doc"] == plan]
    assert sum(first["verdicts"].values()) == Target.objects.filter(plan__document__original=plan).count()
    assert get(client, f"plans/{plan}")["items"][0]["title"] == "主要目标"
    found = list(every(client, f"targets?limit=1&plan={plan}"))
    assert len(found) == 5
    [forest] = [row for row in found if "森林" in row["indicator"]]
    assert (forest["binding"], forest["target"]["value"], forest["verdict"]) == (True, "43", "no-result")
    assert planned.PLAN[forest["target"]["start"] : forest["target"]["end"]] == forest["target"]["quote"]
    assert get(client, f"targets/{plan}/{forest['start']}") == forest
    assert [row["start"] for row in every(client, "targets?binding=yes")] == [forest["start"]]


def test_tasks_stand_as_they_do_on_the_page(ledger: Path, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HEFU_TODAY", date(2025, 12, 18))
    lead = store.create(Body(name="市工业和信息化局", area="云澜市"), who="李一")
    for number in range(3):
        row = Task(
            list="清单",
            code=str(number),
            title=f"任务{number}",
            body=lead,
            state="active",
            due=date(2025, 12, 8 + number),
        )
        store.create(row, who="李一")
    found = list(every(client, "tasks?limit=1"))
    assert [(row["code"], row["status"], row["late"]) for row in found] == [
        ("0", "overdue", 10),
        ("1", "overdue", 9),
        ("2", "overdue", 8),
    ]
    assert get(client, f"tasks/{found[1]['id']}") == found[1]
    assert list(every(client, "tasks?state=done")) == []


# ---------------------------------------------------------------- conditions, limits, problems


def test_what_has_not_changed_is_not_sent_again(hashes: dict[str, str], client: Client) -> None:
    answer = client.get("/api/v1/statements?limit=3")
    again = client.get("/api/v1/statements?limit=3", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Statement.objects.filter(quote=json.loads(answer.content)["items"][0]["quote"]).update(confidence=0.5)
    assert client.get("/api/v1/statements?limit=3", headers={"if-none-match": answer["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", ["/api/v1/statements?limit=3", "/api/v1/documents?limit=x", "/api/v1/nothing"])
def test_the_head_of_an_answer_is_that_of_the_whole(address: str, hashes: dict[str, str], client: Client) -> None:
    whole, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head["Content-Type"] == whole["Content-Type"]
    assert head["Content-Length"] == str(len(whole.content))
    assert head.headers.get("ETag") == whole.headers.get("ETag")


def test_who_asks_too_often_is_told_when_to_come_again(
    hashes: dict[str, str], client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(limits.SETTING, "2")
    monkeypatch.setattr(limits, "_file", lambda user: tmp_path / "asked.sqlite3")
    monkeypatch.setattr(limits.time, "time", lambda: 1_000_000.0)
    left = [client.get("/api/v1/tasks")["RateLimit-Remaining"] for _ in range(2)]
    refused = client.get("/api/v1/tasks")
    assert left == ["1", "0"]
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert int(refused["Retry-After"]) == int(refused["RateLimit-Reset"]) == 20
    assert client.get("/api/v1/tasks", headers={"authorization": "Bearer other"}).status_code != 429
    monkeypatch.setattr(limits.time, "time", lambda: 1_000_060.0)
    assert client.get("/api/v1/tasks").status_code == 200


def test_counts_are_those_of_all_processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    monkeypatch.setattr(limits, "_file", lambda user: tmp_path / "asked.sqlite3")
    with ThreadPoolExecutor(4) as pool:
        left = list(pool.map(lambda _: limits.count("a", limit=40, now=60.0).left, range(40)))
    assert sorted(left) == list(range(40))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("nothing", 404), ("documents/00000000", 404), ("statements/00000000/1", 404), ("series/999999", 404),
        ("tasks/1", 404), ("findings/0000000000000000", 404), ("plans/00000000", 404), ("statements?limit=0", 422),
        ("statements?sort=x", 422), ("statements?period=soon", 422), ("statements?cursor=abc", 404),
        ("documents/xyz", 422), ("statements?aera=x", 422), ("series/1/statements?page=2", 422),
        ("tasks?cursor=W1sicGsiXSxbIngiXV0", 404), ("statements?cursor=W1sicGsiXSxbMV1d", 404),
    ],
)  # fmt: skip
def test_errors_are_problems(address: str, status: int, hashes: dict[str, str], client: Client) -> None:
    answer = client.get(f"/api/v1/{address}")
    found = json.loads(answer.content)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert found["status"] == status and found["title"] and found["detail"]
    assert status != 422 or found["errors"][0]["name"]


def test_other_methods_forms_and_faults_are_problems_too(
    hashes: dict[str, str], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.put("/api/v1/statements")
    assert (answer.status_code, answer["Content-Type"], answer["Allow"]) == (405, "application/problem+json", "GET")
    assert client.get("/api/v1/statements", headers={"accept": "image/png"}).status_code == 406
    monkeypatch.setattr("hefu.web.api.rows.statements", lambda *given: 1 / 0)
    broken = client.get("/api/v1/statements")
    assert (broken.status_code, broken["Content-Type"]) == (500, "application/problem+json")
    assert "ZeroDivision" not in broken.content.decode()
    strange = client.get("/api/v1/statements", headers={"host": "evil.example"})
    assert (strange.status_code, strange["Content-Type"]) == (400, "application/problem+json")


# ---------------------------------------------------------------- the description


def test_the_vocabularies_are_those_of_the_pages() -> None:
    from hefu.export.cited import VOCABULARY
    from hefu.ledger.listing import ORDERS
    from hefu.web import rules
    from hefu.web.aims import BINDING
    from hefu.web.verdicts import CSS

    def words(literal: Any) -> set[str]:
        return set(literal.__args__)

    assert words(queries.Sort) == {*ORDERS, *(f"-{name}" for name in ORDERS)}
    assert words(queries.Measure) == set(VOCABULARY["measure"])
    assert words(queries.Modality) == set(VOCABULARY["modality"])
    assert words(queries.Severity) == set(rules.SEVERITIES) and words(queries.State) == set(rules.STATES)
    assert words(queries.Verdict) == set(CSS) and words(queries.Binding) == set(BINDING)


def test_the_description_for_people_names_every_operation_and_needs_nothing_from_elsewhere(
    hashes: dict[str, str], client: Client
) -> None:
    page = body(client.get("/api/v1/docs"))
    for path in spec.description()["paths"]:
        assert f"<code>{path}</code>" in page
    assert "http://" not in page.replace("http://www.w3.org", "") and "https://" not in page
    assert "<script>" not in page and "style=" not in page


# ---------------------------------------------------------------- adding


def send(client: Client, scope: str = "", content: bytes = "全市粮食产量66.8万吨。".encode(), **more: str) -> Any:
    """A file, sent with a token of this scope."""
    headers = {"authorization": f"Bearer {tokens.issue(account('administrator'), 'test', [scope])[0]}"} if scope else {}
    file = SimpleUploadedFile("note.txt", content)
    return client.post("/api/v1/documents", {"file": file} | more, headers=headers)


def test_a_document_is_added_by_a_job_that_can_be_watched(hashes: dict[str, str], visitor: Client) -> None:
    answer = send(visitor, "edit", published="2024-12-20")
    job = json.loads(answer.content)
    assert (answer.status_code, job["state"], job["file"]) == (202, "waiting", "note.txt")
    row = arrivals.claim("here:1")
    assert row is not None and row.told == {"published": "2024-12-20"} and row.at_once
    assert json.loads(visitor.get(answer["Location"]).content)["state"] == "reading"


def test_only_a_token_with_the_scope_adds_documents(hashes: dict[str, str], client: Client, visitor: Client) -> None:
    assert [send(visitor).status_code, send(client).status_code, send(visitor, "read").status_code] == [401, 401, 403]
    assert "scope" in json.loads(send(visitor, "read").content)["detail"]
    assert send(visitor, "edit", published="soon").status_code == 422
    assert arrivals.load().files == 0


def test_a_file_that_is_too_large_is_a_problem(
    hashes: dict[str, str], visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEFU_QUEUE_MB", "1")
    answer = send(visitor, "edit", b"x" * 1_100_000)
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
