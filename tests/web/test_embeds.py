"""Charts in frames of other sites: what the frame holds, who may frame it, the code, and oEmbed."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from lxml import etree

from hefu.accounts import store as accounts
from web import city, planned
from web.pages import body, words

RETAIL = {"name": city.RETAIL, "area": "云澜市"}
PAGE = f"http://localhost/indicator/?name={quote(city.RETAIL)}&area={quote('云澜市')}"
STATIC = Path(__file__).parents[2] / "src" / "hefu" / "web" / "static" / "web"


def asked(client: Client, url: str = PAGE, language: str = "zh", **more: str) -> Any:
    return client.get(f"/oembed/{language}/", {"url": url, **more})


def attributes(code: str) -> dict[str, str]:
    assert code.startswith("<iframe ") and code.endswith("></iframe>")
    return {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', code)}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_frame_has_the_chart_of_the_page_its_sources_and_nothing_that_runs(
    language: str, hashes: dict[str, str], visitor: Client
) -> None:
    answer = visitor.get(f"/embed/{language}/indicator/", RETAIL)
    html = body(answer)
    assert answer.status_code == 200 and f'<html lang="{"en" if language == "en" else "zh-Hans"}"' in html
    assert "<script" not in html and "<nav" not in html and "<form" not in html and '<base target="_blank">' in html
    links = set(re.findall(r'href="(/documents/[^"]+)"', html))
    of_page = body(visitor.get("/indicator/", RETAIL))
    assert links and all(link in of_page for link in links)
    assert any("?s=" in link for link in links), "points lead to their sentences"
    for link in links:
        assert visitor.get(unescape(link).partition("#")[0]).status_code == 200
    assert "云澜市2024年国民经济和社会发展统计公报" in words(answer) and PAGE.replace("&", "&amp;") in html


def test_only_frames_may_be_framed_and_nothing_else_changes_for_them(hashes: dict[str, str], visitor: Client) -> None:
    framed, page = visitor.get("/embed/zh/indicator/", RETAIL), visitor.get("/indicator/", RETAIL)
    assert "frame-ancestors *" in framed["Content-Security-Policy"] and "X-Frame-Options" not in framed
    assert "X-Hefu-Embedded" not in framed and framed["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"] and page["X-Frame-Options"] == "DENY"
    same = (answer["Content-Security-Policy"].partition("frame-ancestors")[0] for answer in (framed, page))
    assert len(set(same)) == 1


def test_a_target_has_a_frame_with_its_verdict(ledger: Path, visitor: Client, tmp_path: Path) -> None:
    plan = planned.build(tmp_path)[:16]
    start = planned.PLAN.index("420家")
    answer = visitor.get(f"/embed/zh/plans/{plan}/targets/{start}/")
    assert answer.status_code == 200 and "高新技术企业" in words(answer) and "已达成" in words(answer)
    shown = body(visitor.get(f"/plans/{plan}/targets/{start}/"))
    assert f"http://localhost/embed/zh/plans/{plan}/targets/{start}/" in shown
    told = asked(visitor, f"http://localhost/plans/{plan}/targets/{start}/").json()
    assert "高新技术企业" in told["title"]
    blank = planned.PLAN.index("43%")
    assert visitor.get(f"/embed/zh/plans/{plan}/targets/{blank}/").status_code == 404, "no result, no course"
    assert asked(visitor, f"http://localhost/plans/{plan}/targets/{blank}/").status_code == 404


def test_the_page_offers_the_code_of_its_frame_and_the_frame_goes_on_showing_the_same(
    hashes: dict[str, str], client: Client
) -> None:
    html = body(client.get("/indicator/", {"name": city.RETAIL, "each": "year"}))
    code = unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.S)[1])  # type: ignore[index]
    frame = attributes(code)
    assert frame["src"].startswith("http://localhost/embed/zh/indicator/?") and "each=year" in frame["src"]
    assert f"area={quote('云澜市')}" in frame["src"], "the area is written out though the address had none"
    assert "allow-scripts" not in frame["sandbox"] and client.get(frame["src"]).status_code == 200


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_address_can_fix_the_colours_which_are_those_of_the_site(
    theme: str, hashes: dict[str, str], visitor: Client
) -> None:
    assert f'data-theme="{theme}"' in body(visitor.get("/embed/zh/indicator/", {**RETAIL, "theme": theme}))
    assert visitor.get("/embed/zh/indicator/", {**RETAIL, "theme": "loud"}).status_code == 400
    tokens, own = ((STATIC / f"{name}.css").read_text(encoding="utf-8") for name in ("tokens", "embed"))
    dark = dict(
        re.findall(r"(--[\w-]+): ([^;]+);", tokens.partition("prefers-color-scheme: dark")[2].partition("}")[0])
    )
    light = dict(re.findall(r"(--[\w-]+): ([^;]+);", tokens.partition(":root {")[2].partition("\n}")[0]))
    wanted = dark if theme == "dark" else {name: light[name] for name in dark}
    fixed = own.partition(f'[data-theme="{theme}"]')[2].partition("\n}")[0]
    assert dict(re.findall(r"(--[\w-]+): ([^;]+);", fixed)) == wanted, "embed.css must have the colours of tokens.css"


# ---------------------------------------------------------------- oEmbed


def test_oembed_is_found_from_the_page_and_says_the_same_in_json_and_xml(
    hashes: dict[str, str], visitor: Client
) -> None:
    html = body(visitor.get("/indicator/", RETAIL))
    addresses = {form: unescape(href) for form, href in re.findall(
        r'rel="alternate" type="(?:application|text)/(json|xml)\+oembed"[^>]*href="([^"]+)"', html)}  # fmt: skip
    in_json, in_xml = (visitor.get(addresses[form]) for form in ("json", "xml"))
    told = in_json.json()
    assert in_json["Content-Type"] == "application/json; charset=utf-8"
    assert (told["version"], told["type"], told["title"]) == ("1.0", "rich", f"{city.RETAIL} · 云澜市")
    frame = attributes(told["html"])
    assert (frame["width"], frame["height"]) == (str(told["width"]), str(told["height"]))
    assert in_xml["Content-Type"] == "text/xml; charset=utf-8"
    root = etree.fromstring(in_xml.content)
    assert root.tag == "oembed" and {one.tag: one.text for one in root} == {key: str(told[key]) for key in told}


def test_the_frame_keeps_to_the_size_that_is_asked_for_and_is_lower_when_it_is_narrower(
    hashes: dict[str, str], visitor: Client
) -> None:
    whole, narrow = asked(visitor).json(), asked(visitor, maxwidth="320").json()
    assert narrow["width"] == 320 and narrow["height"] < whole["height"]
    low = asked(visitor, maxwidth="5000", maxheight="200").json()
    assert (low["width"], low["height"]) == (whole["width"], 200)
    assert asked(visitor, maxwidth="wide").status_code == 400
    assert asked(visitor, maxwidth="0").status_code == 400


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("", 404), ("http://elsewhere.example/indicator/?name=x", 404), ("javascript:alert(1)", 404),
        ("http://localhost/documents/", 404), ("http://localhost/none/", 404), ("http://[", 404),
        ("http://localhost/indicator/?name=不知道", 404), (f"{PAGE}&each=decade", 200),
    ],
)  # fmt: skip
def test_addresses_without_a_chart_are_not_found(
    url: str, status: int, hashes: dict[str, str], visitor: Client
) -> None:
    assert asked(visitor, url).status_code == status


def test_other_formats_are_not_implemented_and_a_site_that_is_not_public_offers_nothing(
    hashes: dict[str, str], visitor: Client, client: Client
) -> None:
    assert asked(visitor, format="yaml").status_code == 501
    accounts.set_public(False)
    assert asked(visitor).status_code == 401 and asked(client).status_code == 401
    html = body(client.get("/indicator/", RETAIL))
    assert "oembed" not in html and "<iframe" not in html and "&lt;iframe" not in html


def test_hostile_names_stay_words_in_the_code_of_the_frame(ledger: Path, visitor: Client) -> None:
    name = '甲"><script>alert(1)</script>'
    text = "甲为1.5亿元。"
    city.add(text, [city.said("1.5亿元", name)], title="t", published="2024-01-01", name="d.txt")
    told = asked(visitor, f"http://localhost/indicator/?name={quote(name)}").json()
    assert "<script" not in told["html"] and told["html"].count("<") == 2
    assert "<script" not in body(visitor.get("/embed/zh/indicator/", {"name": name}))
