"""Documents are other people's words, and some of them try to be more."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from web import city
from web.pages import body


@pytest.fixture
def address(hashes: dict[str, str]) -> str:
    """The address of a hostile document."""
    return f"/documents/{city.hostile()}/"


@pytest.mark.parametrize("query", ["", "?numbers=name", f"?s={len(city.SCRIPT) + 4}"])
def test_a_document_is_shown_and_not_obeyed(query: str, address: str, client: Client) -> None:
    answer = client.get(address + query)
    assert answer.status_code == 200
    only_words(body(answer))
    assert "&lt;script&gt;" in body(answer)


@pytest.mark.parametrize(
    "page",
    ["/", "/documents/", "/statements/", "/indicators/", "/search/?q=粮食", "/search/?q=<script>", "/documents/?q=<b>"],
)
def test_lists_show_and_do_not_obey(page: str, address: str, client: Client) -> None:
    only_words(body(client.get(page)))


def test_an_indicator_is_shown_and_not_obeyed(address: str, client: Client) -> None:
    listed = body(client.get("/indicators/?q=HYPERLINK"))
    [link] = re.findall(r'href="(/indicator/\?name=[^"]*)"', listed)
    answer = client.get(link)
    assert answer.status_code == 200
    only_words(body(answer))


def test_a_file_name_cannot_change_the_download(address: str, client: Client) -> None:
    header = client.get(address + "original/")["Content-Disposition"]
    assert header == "attachment; filename*=UTF-8''x%22%3B%20filename%3Devil.html%0D%0AX%3A%20y%3Cscript%3E.html"


def only_words(page: str) -> None:
    """No element of the page comes from a document."""
    scripts = re.findall(r"<script[^>]*>", page)
    assert scripts and all(re.fullmatch(r'<script src="/static/web/[a-z]+\.js" defer>', one) for one in scripts)
    assert "<img" not in page
    assert "alert(1)</script" not in page
    assert 'href="javascript' not in page
