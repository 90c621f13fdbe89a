from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from hefu.errors import LedgerError
from web.pages import body, words


def test_an_unknown_address_has_a_page_with_a_way_on(hashes: dict[str, str], client: Client) -> None:
    answer = client.get("/nothing/here")
    assert answer.status_code == 404
    assert "没有这个网址的页面。" in words(answer)
    assert 'href="/documents/"' in body(answer)


def test_a_fault_has_a_page_that_tells_nothing_of_the_inside(
    hashes: dict[str, str], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr("hefu.web.views.start._newest", fail)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "台账没有改动" in words(answer)
    assert "secret" not in body(answer)


def test_an_error_of_the_ledger_is_told(
    hashes: dict[str, str], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise LedgerError("the ledger x cannot be used: <locked>")

    monkeypatch.setattr("hefu.web.views.start._newest", fail)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "台账 x 无法使用：&lt;locked&gt;" in body(answer)


def test_a_host_that_is_not_ours_is_refused(hashes: dict[str, str], client: Client) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert "看不懂这个请求" in words(answer)


def test_errors_speak_the_chosen_language(hashes: dict[str, str], client: Client) -> None:
    client.get("/?lang=en")
    assert "No page has this address." in words(client.get("/nothing"))


def test_a_form_from_elsewhere_is_refused(hashes: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    answer = client.post("/", {"x": "y"})
    assert answer.status_code == 403
    assert "请求被拒绝。" in words(answer)
