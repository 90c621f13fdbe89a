from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from web.pages import assert_queries, body, words


@pytest.mark.parametrize("term", ["粮", "粮食", "粮食产量"])
def test_a_term_of_any_length_is_found_and_marked(term: str, hashes: dict[str, str], client: Client) -> None:
    answer = client.get(f"/search/?q={term}")
    assert f"<mark>{term}</mark>" in body(answer)
    assert "粮食产量 18.6 万吨" in words(answer)


def test_every_word_must_be_there(hashes: dict[str, str], client: Client) -> None:
    page = words(client.get("/search/?q=消费 预计"))
    assert "文档 2" in page


def test_a_figure_broken_by_a_line_end_is_found(hashes: dict[str, str], client: Client) -> None:
    assert "文档 1" in words(client.get("/search/?q=4120万人次"))


def test_nothing_found_is_told(hashes: dict[str, str], client: Client) -> None:
    assert "没有找到“没有的词”。" in words(client.get("/search/?q=没有的词"))


def test_no_term_says_what_is_searched(hashes: dict[str, str], client: Client) -> None:
    for address in ("/search/", "/search/?q=", "/search/?q=%20"):
        assert "在全部文档的原文和全部陈述中查找" in words(client.get(address))


def test_a_percent_sign_and_quotes_are_ordinary_characters(hashes: dict[str, str], client: Client) -> None:
    assert "没有找到" in words(client.get("/search/?q=%25_%22%27"))
    assert "<mark>5.5%</mark>" in body(client.get("/search/?q=5.5%25"))


def test_search_asks_few_questions(hashes: dict[str, str], client: Client) -> None:
    with assert_queries(13 if connection.vendor == "sqlite" else 19):  # PostgreSQL is first asked for samples
        client.get("/search/?q=零售")


def test_the_filters_stand_in_the_address_and_in_the_form(hashes: dict[str, str], client: Client) -> None:
    assert "粮食产量 18.6 万吨" in words(client.get("/search/?q=粮食&modality=actual"))
    assert "粮食产量 18.6 万吨" not in words(client.get("/search/?q=粮食&modality=target"))
    assert "没有找到" in words(client.get("/search/?q=粮食&area=没有的地方"))
    assert 'value="没有的地方"' in body(client.get("/search/?q=粮食&area=没有的地方"))


def test_a_filter_that_makes_no_sense_is_told(hashes: dict[str, str], client: Client) -> None:
    assert client.get("/search/?q=粮食&modality=guess").status_code == 400
