"""Evaluation reports on the site: issued once, had again to the byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from hefu.ledger.models import Document, IssuedReport, Item
from hefu.office import store
from hefu.office.models import Body, Task
from web import planned
from web.pages import body, words


@pytest.fixture
def address(ledger: Path, tmp_path: Path) -> str:
    """Where the reports of a plan are."""
    return f"/plans/{planned.build(tmp_path)[:16]}/reports/"


def issue(client: Client, address: str, **asked: str) -> None:
    client.post(address, {"kind": "", "language": "zh", "as_of": "", **asked})


def test_a_plan_leads_to_its_reports_and_none_is_made_by_looking(address: str, client: Client) -> None:
    assert f'href="{address}"' in body(client.get(address.removesuffix("reports/")))
    assert "还没有出具过报告" in words(client.get(address))
    assert not IssuedReport.objects.exists()


def test_a_report_is_issued_and_had_again_to_the_byte(address: str, client: Client) -> None:
    issue(client, address)
    row = IssuedReport.objects.get()
    assert row.who == "林芷" and row.sha256[:12] in words(client.get(address))
    first, again = (client.get(f"{address}{row.sha256[:16]}.html") for _ in range(2))
    assert first.content == again.content and "高新技术企业" in first.content.decode()
    assert "default-src 'none'" in first["Content-Security-Policy"] and "script" not in first["Content-Security-Policy"]
    snapshot = json.loads(client.get(f"{address}{row.sha256[:16]}.json").content)
    assert snapshot["who"] == "林芷" and snapshot["language"] == "zh"


@pytest.mark.parametrize("asked", [{"kind": "weekly"}, {"language": "fr"}, {"as_of": "2025-13"}])
def test_what_cannot_be_issued_is_told_and_nothing_is_kept(address: str, client: Client, asked: dict[str, str]) -> None:
    answer = client.post(address, {"kind": "", "language": "zh", "as_of": "2021-03-01", **asked})
    assert answer.status_code == 400 and 'role="alert"' in body(answer)
    assert not IssuedReport.objects.exists()


def test_what_is_not_there_is_not_found(address: str, client: Client) -> None:
    assert client.get(f"{address}0123456789abcdef.html").status_code == 404
    issue(client, address)
    assert client.get(f"{address}{IssuedReport.objects.get().sha256[:16]}.exe").status_code == 404


def test_any_words_of_a_document_can_be_set_off(address: str, client: Client) -> None:
    start = planned.PLAN.index("加快建设澜江大桥")
    document = address.replace("/plans/", "/documents/").removesuffix("reports/")
    html = body(client.get(f"{document}?at={start}-{start + 8}"))
    assert '<span class="passage" id="at">加快建设澜江大桥</span>' in html
    assert client.get(f"{document}?at=x").status_code == 400


def test_a_measure_shows_the_tasks_that_serve_it(address: str, client: Client) -> None:
    sha256 = Document.objects.get(title__contains="规划纲要").original_id
    start = planned.PLAN.index("加快建设澜江大桥")
    body_ = store.create(Body(name="市交通运输局", area="云澜市"), who="李一")
    task = Task(title="大桥桩基完工", body=body_, sha256=sha256, start=start, quote="加快建设澜江大桥")
    store.create(task, who="李一")
    item = Item.objects.get(title__contains="打造旅游名城")
    page = words(client.get(f"{address.removesuffix('reports/')}items/{item.number}/"))
    assert "大桥桩基完工" in page and "市交通运输局" in page
