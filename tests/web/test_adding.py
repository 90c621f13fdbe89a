"""The page where files come in: taken one by one, seen on their way, looked at, corrected, filed."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from hefu.accounts import store, tokens
from hefu.errors import BusyError
from hefu.ledger import arrivals
from hefu.ledger.confined import Limits
from hefu.ledger.models import Area, Arrival, Document
from hefu.ledger.working import Worker
from web import city
from web.pages import assert_queries, body, words

REPORT = """云澜市政府工作报告

（2026年1月9日在云澜市人民代表大会上）

2025年，云澜市茶叶产量12.5万吨，增长6.5%。
"""

pytestmark = pytest.mark.usefixtures("city_of_clouds")


@pytest.fixture
def city_of_clouds(hashes: dict[str, str]) -> None:
    """The invented city is an area of the ledger's own."""
    Area.objects.get_or_create(code="990100", name="云澜市", defaults={"level": "city"})


def send(client: Client, *files: tuple[str, bytes], scripted: bool = False, **fields: str) -> Any:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    headers = {"accept": "application/json"} if scripted else {}
    return client.post("/add/", {"files": sent, **fields}, headers=headers)


def work(number: int = 1) -> None:
    with Worker(limits=Limits(60, 3000)) as worker:
        for _ in range(number):
            worker.step()


def test_the_page_says_what_to_do_when_nothing_has_come_in(client: Client) -> None:
    said = words(client.get("/add/?lang=en", follow=True))
    assert "Nothing has come in yet" in said
    assert "hefu watch FOLDER" in said


def test_files_are_taken_and_shown_waiting(client: Client) -> None:
    answer = send(client, ("报告.txt", REPORT.encode()), ("<b>坏.pdf", b"%PDF-1.4 no"))
    assert (answer.status_code, answer["location"]) == (302, "/add/")
    page = client.get("/add/")
    assert "报告.txt" in words(page)
    assert "&lt;b&gt;坏.pdf" in body(page)
    assert "<b>坏" not in body(page)
    assert 'data-busy="2"' in body(client.get("/add/progress/"))


def test_a_script_is_answered_in_json(client: Client) -> None:
    assert send(client, ("a.txt", REPORT.encode()), scripted=True).json() == {"problems": []}
    answer = client.post("/add/", headers={"accept": "application/json"})
    assert answer.status_code == 400
    assert len(answer.json()["problems"]) == 1


def test_a_full_queue_asks_to_come_later(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEFU_QUEUE_FILES", "1")
    answer = send(client, ("a.txt", b"1"), ("b.txt", b"2"), scripted=True)
    assert answer.status_code == 503
    assert answer.json()["problems"][0].startswith("b.txt: 已有 1 个文件在等候")
    page = send(client, ("b.txt", b"2"))
    assert page.status_code == 503
    assert answer["Retry-After"] == page["Retry-After"] == "10"
    assert "已有 1 个文件在等候" in words(page)


def test_a_ledger_that_others_write_into_for_long_asks_to_come_later(
    client: Client, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise BusyError("others write into the ledger, and this waited in vain: do it again in a moment")

    monkeypatch.setattr(arrivals, "accept", busy)
    token, _ = tokens.issue(store.local(), "a", ["edit"])
    sent = {"file": SimpleUploadedFile("a.txt", b"1")}
    by_api = visitor.post("/api/v1/documents", sent, headers={"authorization": f"Bearer {token}"})
    monkeypatch.setattr(arrivals, "counts", busy)
    for answer in (send(client, ("a.txt", b"1"), scripted=True), by_api, client.get("/add/")):
        assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "请稍后再试" in words(answer)


def test_more_files_than_a_form_may_have_are_refused_in_words(client: Client) -> None:
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FILES=2):
        page = send(client, *((f"{n}.txt", b"1") for n in range(3)))
    assert page.status_code == 413
    assert "一次最多收 2 个文件" in words(page)
    assert not Arrival.objects.exists()


def test_what_is_too_large_is_refused_before_it_is_read(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEFU_QUEUE_MB", "1")
    assert send(client, ("a.txt", bytes(1_100_000))).status_code == 413
    assert client.post("/findings/0123456789abcdef/decide/", {"note": "x" * 13_000_000}).status_code == 413
    assert not Arrival.objects.exists()


def test_a_large_body_is_read_only_from_who_may_send_files(client: Client, visitor: Client) -> None:
    assert send(visitor, ("a.txt", bytes(13_000_000))).status_code == 413
    assert send(visitor, ("a.txt", b"1")).status_code == 403
    assert send(client, ("a.txt", bytes(13_000_000))).status_code == 302
    assert Arrival.objects.count() == 1


def test_what_was_found_is_shown_with_the_sentences_it_was_taken_from(client: Client) -> None:
    send(client, ("报告.txt", REPORT.encode()))
    work()
    row = Arrival.objects.get()
    with assert_queries(12):
        page = client.get(f"/add/{row.pk}/")
    assert "<mark>2026年1月9日</mark>在云澜市人民代表大会上" in body(page)
    assert 'value="2026-01-09"' in body(page)
    assert "12.5 万吨" in words(page)
    assert not Document.objects.filter(name="报告.txt").exists()


def test_a_corrected_document_is_filed_and_shown(client: Client) -> None:
    send(client, ("报告.txt", REPORT.encode()))
    work()
    row = Arrival.objects.get()
    sent = {
        "do": "file",
        "title": "云澜市政府工作报告",
        "issuer": "云澜市人民政府",
        "published": "2026-02",
        "area": "云澜市",
    }
    assert client.post(f"/add/{row.pk}/decide/", sent).status_code == 302
    work()
    document = Document.objects.get(name="报告.txt")
    assert (document.published, document.issuer) == ("2026-02", "云澜市人民政府")
    assert f"/documents/{document.original_id[:16]}/" in body(client.get(f"/add/{row.pk}/"))
    assert client.get(f"/documents/{document.original_id[:16]}/").status_code == 200


def test_only_what_was_changed_counts_as_given(client: Client) -> None:
    send(client, ("报告.txt", REPORT.encode()))
    work()
    row = Arrival.objects.get()
    found = {name: row.draft["fields"][name]["value"] for name in arrivals.CORRECTED}
    client.post(f"/add/{row.pk}/decide/", {"do": "file", **found, "issuer": "市政府"})
    assert Arrival.objects.get().told == {"issuer": "市政府"}


def test_a_correction_that_cannot_be_is_told_and_what_was_written_stays(client: Client) -> None:
    send(client, ("报告.txt", REPORT.encode()))
    work()
    row = Arrival.objects.get()
    page = client.post(f"/add/{row.pk}/decide/", {"do": "file", "published": "2026-13", "area": "云澜市"})
    assert page.status_code == 400
    assert "不存在：请写作 YYYY、YYYY-MM 或 YYYY-MM-DD" in words(page)
    assert 'value="2026-13"' in body(page)
    assert client.post(f"/add/{row.pk}/decide/", {"do": "retry"}).status_code == 400
    assert client.post(f"/add/{row.pk}/decide/", {"do": "other"}).status_code == 400
    assert client.post("/add/99/decide/", {"do": "file"}).status_code == 404
    assert client.get("/add/99/").status_code == 404
    assert client.get(f"/add/{row.pk}/decide/").status_code == 405


def test_a_file_that_the_ledger_has_leads_to_its_document(client: Client, hashes: dict[str, str]) -> None:
    send(client, ("日报.txt", city.DAILY.encode()))
    assert Arrival.objects.get().state == "known"
    assert f"/documents/{hashes['daily'][:16]}/" in body(client.get("/add/"))
    send(client, ("报告.txt", REPORT.encode()), at_once="on")
    work(2)
    again = send(client, ("另一个名字.txt", REPORT.encode()))
    assert again.status_code == 302
    document = Document.objects.get(name="报告.txt")
    assert f"/documents/{document.original_id[:16]}/" in body(client.get("/add/?state=known"))


def test_a_file_that_failed_is_tried_again_or_given_up(client: Client) -> None:
    send(client, ("坏.pdf", b"%PDF-1.4 no"))
    work()
    row = Arrival.objects.get()
    assert "文件不完整：缺少末尾；请重新下载" in words(client.get("/add/"))
    assert client.post(f"/add/{row.pk}/decide/", {"do": "retry"}).status_code == 302
    assert Arrival.objects.get().state == "waiting"
    assert client.post(f"/add/{row.pk}/decide/", {"do": "discard"}).status_code == 302
    assert Arrival.objects.get().state == "discarded"


def test_all_that_were_read_are_filed_together(client: Client) -> None:
    send(client, ("a.txt", REPORT.encode()), ("b.txt", REPORT.replace("12.5", "13.5").encode()))
    work(2)
    assert client.post("/add/file/").status_code == 302
    work(2)
    assert {row.state for row in Arrival.objects.all()} == {"filed"}


def test_what_holds_for_all_files_is_checked_and_told(client: Client) -> None:
    assert send(client, ("a.txt", b"1"), published="2026-13").status_code == 400
    send(client, ("a.txt", REPORT.encode()), published="2025-03", area="云澜市")
    assert Arrival.objects.get().told == {"published": "2025-03", "area": "云澜市"}
    assert Arrival.objects.get().who == "林芷"
