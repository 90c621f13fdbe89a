from __future__ import annotations

import pytest
from django.test import Client

from web.pages import body, words

PAGES = ["/", "/documents/", "/statements/", "/statements.csv", "/indicators/", "/search/?q=粮", "/nothing"]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_forbids_what_it_does_not_need(address: str, hashes: dict[str, str], client: Client) -> None:
    answer = client.get(address)
    policy = answer["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", [page for page in PAGES if not page.endswith("csv")])
def test_no_page_has_inline_scripts_or_styles_or_foreign_addresses(
    address: str, hashes: dict[str, str], client: Client
) -> None:
    page = body(client.get(address))
    assert page.count("<script") == page.count('<script src="/static/web/hefu.js" defer></script>') == 1
    for forbidden in ("<style", " style=", " onclick", "javascript:", "http://", "https://", "//cdn"):
        assert forbidden not in page.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_chinese_is_the_default_whatever_the_browser_asks_for(hashes: dict[str, str], client: Client) -> None:
    answer = client.get("/", headers={"accept-language": "en"})
    assert '<html lang="zh-Hans">' in body(answer)
    assert answer["Content-Language"] == "zh-hans"
    assert "Cookie" in answer["Vary"]


def test_the_language_is_switched_in_place_and_kept(hashes: dict[str, str], client: Client) -> None:
    page = body(client.get("/documents/?year=2024"))
    assert 'href="?year=2024&amp;lang=en"' in page
    answer = client.get("/documents/?year=2024&lang=en")
    assert (answer.status_code, answer["Location"]) == (302, "/documents/?year=2024")
    english = client.get("/documents/?year=2024")
    assert '<html lang="en">' in body(english)
    assert "3 documents newest first" in words(english)
    assert "云澜市2023年国民经济和社会发展统计公报" in words(english)
    client.get("/?lang=zh")
    assert '<html lang="zh-Hans">' in body(client.get("/"))


def test_an_unknown_language_changes_nothing(hashes: dict[str, str], client: Client) -> None:
    assert '<html lang="zh-Hans">' in body(client.get("/?lang=fr"))


def test_the_switch_leads_to_no_other_machine(hashes: dict[str, str], client: Client) -> None:
    answer = client.get("//evil.example/?lang=en")
    assert not answer.get("Location", "/").startswith("//")


def test_keys_can_be_switched_off(hashes: dict[str, str], client: Client) -> None:
    assert "<body>" in body(client.get("/"))
    client.get("/?keys=off")
    assert '<body data-keys="off">' in body(client.get("/"))
