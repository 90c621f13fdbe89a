from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from hefu.web.views import start
from web import planned
from web.pages import assert_queries, body, spoken_of, words


def test_an_empty_ledger_says_what_to_do_next(ledger: Path, client: Client) -> None:
    page = words(client.get("/"))
    assert "台账还是空的。" in page
    assert "hefu add 文件或文件夹" in page
    assert "hefu add samples" in page


@pytest.mark.parametrize("address", ["/documents/", "/statements/", "/indicators/"])
def test_lists_of_an_empty_ledger_say_so(address: str, ledger: Path, client: Client) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "hefu add …" in words(answer)


def test_the_start_page_says_what_the_ledger_holds(hashes: dict[str, str], client: Client) -> None:
    page = words(client.get("/"))
    assert "台账收有 13 份文档、 55 条陈述。" in page
    assert "实际 42" in page and "预计 4" in page and "目标 9" in page
    assert "云澜市 12 53 " in page and "青坪县 1 2 " in page
    assert f"社会消费品零售总额 1 {spoken_of('社会消费品零售总额')} " in page


def test_the_numerals_that_became_no_statement_are_counted_by_class(hashes: dict[str, str], client: Client) -> None:
    page = words(client.get("/"))
    assert "读到的数字 57 成为陈述 55" in page
    assert "未成为陈述，逐一注明原因 2 日期与期间 1 名称与编号 1 数字的后半 0" in page


def test_the_newest_documents_are_linked(hashes: dict[str, str], client: Client) -> None:
    assert f'href="/documents/{hashes["county"][:16]}/"' in body(client.get("/"))


def test_the_start_page_asks_few_questions_and_is_light(hashes: dict[str, str], client: Client) -> None:
    with assert_queries(24):
        answer = client.get("/")
    static = Path(__file__).parents[2] / "src" / "hefu" / "web" / "static" / "web"
    assert len(answer.content) + sum(file.stat().st_size for file in static.iterdir()) < 150_000


def test_the_latest_results_are_of_the_newest_documents_that_are_cited_however_deep_they_lie(
    ledger: Path, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned.build(tmp_path)
    page = words(client.get("/"))
    assert "最新结果" in page
    for at_once in (1, 2):
        monkeypatch.setattr(start, "_AT_ONCE", at_once)
        assert words(client.get("/")) == page
