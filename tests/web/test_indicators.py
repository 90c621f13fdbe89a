from __future__ import annotations

import pytest
from django.test import Client

from web.pages import assert_queries, body, spoken_of, words


def test_indicators_are_listed_with_statements_and_areas(hashes: dict[str, str], client: Client) -> None:
    page = words(client.get("/indicators/"))
    assert f"社会消费品零售总额 1 {spoken_of('社会消费品零售总额')} 2025" in page
    assert page.index("社会消费品零售总额 1") < page.index("粮食产量 1")


@pytest.mark.parametrize(("query", "number"), [("q=粮", 1), ("q=高标准", 1), ("q=没有", 0)])
def test_indicators_are_searched_by_name(query: str, number: int, hashes: dict[str, str], client: Client) -> None:
    assert f"{number} 个指标" in words(client.get(f"/indicators/?{query}"))


def test_indicators_are_sorted(hashes: dict[str, str], client: Client) -> None:
    page = words(client.get("/indicators/?sort=name"))
    assert page.index("居民") < page.index("社会消费品零售总额 1")
    assert client.get("/indicators/?sort=x").status_code == 400


def test_the_list_asks_few_questions(hashes: dict[str, str], client: Client) -> None:
    with assert_queries(2):
        client.get("/indicators/")


def test_an_indicator_is_linked_by_its_name(hashes: dict[str, str], client: Client) -> None:
    page = body(client.get("/indicators/?q=粮"))
    assert 'href="/indicator/?name=%E7%B2%AE%E9%A3%9F%E4%BA%A7%E9%87%8F"' in page
