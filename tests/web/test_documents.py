from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client

from hefu.ledger import search as finding
from hefu.web.views import documents, search
from web.pages import assert_queries, body, words


def test_documents_are_listed_newest_first_with_their_statements(hashes: dict[str, str], client: Client) -> None:
    page = words(client.get("/documents/"))
    assert "13 份文档" in page
    assert page.index("关于云澜市2025年计划执行情况的报告") < page.index("云澜市2019年国民经济和社会发展统计公报")
    assert "云澜日报 云澜市 2023-12-22 TXT 17" in page


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("area=青坪县", 1),
        ("year=2024", 3),
        ("q=常住人口", 6),
        ("q=粮", 1),
        ("area=云澜市&year=2024&q=零售", 2),
        ("q=没有的词", 0),
    ],
)
def test_documents_are_filtered_by_area_year_and_text(
    query: str, number: int, hashes: dict[str, str], client: Client
) -> None:
    page = words(client.get(f"/documents/?{query}"))
    assert f"{number} 份文档" in page
    assert ("没有符合条件的文档" in page) == (number == 0)


def test_the_filter_shows_what_it_is_set_to(hashes: dict[str, str], client: Client) -> None:
    page = body(client.get("/documents/?area=青坪县&year=2025"))
    assert '<option value="青坪县" selected>' in page
    assert "<option selected>2025</option>" in page


def test_pages_keep_the_filter(hashes: dict[str, str], client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hefu.web.views.documents.SIZE", 4)
    page = body(client.get("/documents/?q=社会&page=2"))
    assert "第 2 页，共 3 页" in page
    assert 'rel="next" href="?q=%E7%A4%BE%E4%BC%9A&amp;page=3"' in page


def test_the_list_asks_few_questions(hashes: dict[str, str], client: Client) -> None:
    with assert_queries(5):
        client.get("/documents/")


@pytest.mark.parametrize("query", ["year=20", "year=xx", "page=0", "page=99", "page=x", "page=-1", "q=" + "长" * 201])
def test_a_parameter_that_makes_no_sense_is_told(query: str, hashes: dict[str, str], client: Client) -> None:
    answer = client.get(f"/documents/?{query}")
    assert answer.status_code == 400
    name, value = query.split("=")
    assert f"{name}={value[:200]}" in words(answer)
    assert "回到首页" in words(answer)


@pytest.mark.parametrize("address", ["/documents/", "/search/"])
def test_of_a_frequent_word_the_first_pages_are_the_same(
    address: str, hashes: dict[str, str], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are met by going through the documents rather than found all; which they are does not depend on it."""

    def shown(page: int) -> list[str]:
        return re.findall(r'href="/documents/([0-9a-f]+)/', body(client.get(f"{address}?q=常住人口&page={page}")))

    for view in (documents, search):
        monkeypatch.setattr(view, "SIZE", 2)
    each = [shown(1), shown(2)]
    assert each[0] and each[1] and each[0] != each[1]
    for view in (documents, search):
        monkeypatch.setattr(view, "_COUNTED", 4)
    assert [shown(1), shown(2)] == each
    assert "超过 4 份文档" in words(client.get("/documents/?q=常住人口"))
    monkeypatch.setattr(finding, "_FREQUENT", 1)  # PostgreSQL: by a sample, before anything is counted
    for view in (documents, search):
        monkeypatch.setattr(view, "_COUNTED", 1)
        monkeypatch.setattr(view, "SIZE", 1)
    assert finding.are_in_more_documents("常住人口", 1) == (connection.vendor == "postgresql")
    assert shown(1)[:1] == each[0][:1]
    assert "超过 1 份文档" in words(client.get("/documents/?q=常住人口"))


def test_short_questions_are_neither_compiled_nor_shared_out(hashes: dict[str, str]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("of PostgreSQL")
    with connection.cursor() as cursor:
        told = [cursor.execute(f"SHOW {name}").fetchone()[0] for name in ("jit", "max_parallel_workers_per_gather")]
    assert told == ["off", "0"]
