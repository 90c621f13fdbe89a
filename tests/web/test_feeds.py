"""Feeds: valid Atom, the same bytes of the same ledger, of an area or a plan, in both languages, for who may read."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from hefu.accounts import store as accounts
from hefu.accounts import tokens
from hefu.ledger import auditing, decisions, tracking
from hefu.ledger.models import Document, Finding, Judgement, Target
from hefu.web.views import feeds
from web import city, planned
from web.conftest import account
from web.pages import body, words

ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
KINDS = ("documents", "findings", "targets")


def read(client: Client, kind: str, language: str = "zh", **query: str) -> Any:
    """A feed that keeps to RFC 4287."""
    answer = client.get(f"/feeds/{language}/{kind}.atom", query)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8"), body(answer)
    root = etree.fromstring(answer.content)
    assert SCHEMA.validate(root), SCHEMA.error_log
    ids = [one.text for one in root.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)), "ids that are not one of a kind"
    moments = [said(one, "updated") for one in root.iter(f"{ATOM}entry")]
    assert moments == sorted(moments, reverse=True)
    assert said(root, "updated") == max(moments, default="1970-01-01T00:00:00+00:00")
    assert [one.get("rel") for one in root.findall(f"{ATOM}link")] == ["alternate", "self"]
    for one in root.iter(f"{ATOM}entry"):
        assert [link.get("rel") for link in one.findall(f"{ATOM}link")] == ["alternate"]
    return root


def said(one: Any, name: str) -> str:
    return str(one.findtext(f"{ATOM}{name}"))


def entries(root: Any) -> list[Any]:
    return list(root.iter(f"{ATOM}entry"))


def titles(root: Any) -> list[str]:
    return [said(one, "title") for one in entries(root)]


@pytest.fixture
def plan(ledger: Path, tmp_path: Path) -> str:
    """The ledger of a plan and its reports, with its audit; the hash of the plan."""
    folder = tmp_path / "files"
    folder.mkdir()
    sha256 = planned.build(folder)
    city.add("澜东区的一份通知。", title="澜东区通知", published="2025-02-02", area="澜东区", name="notice.txt")
    tracking.track_new()
    auditing.rebuild()
    return sha256


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_of_an_empty_ledger_is_valid_and_does_not_ask_the_clock(
    kind: str, language: str, ledger: Path, client: Client
) -> None:
    assert not entries(read(client, kind, language))


def test_each_feed_is_valid_in_both_languages_and_its_links_lead_somewhere(plan: str, client: Client) -> None:
    for kind in KINDS:
        for language, spoken in (("zh", "zh-Hans"), ("en", "en")):
            root = read(client, kind, language)
            assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == spoken
            assert entries(root) or kind == "findings"
            for link in root.iter(f"{ATOM}link"):
                assert client.get(link.get("href")).status_code == 200, link.get("href")


def test_an_entry_proves_what_it_says_with_sentences_and_links(plan: str, client: Client) -> None:
    [one] = [one for one in entries(read(client, "targets")) if "高新技术企业" in said(one, "title")]
    told = said(one, "summary")
    assert "<blockquote>" in told and "<mark>478家</mark>" in told
    assert 'href="http://localhost/documents/' in told and 'href="/' not in told


def test_a_verdict_that_changes_is_told_once_more_and_keeps_the_ids_of_what_was_told(
    plan: str, client: Client, tmp_path: Path
) -> None:
    before = {said(one, "id"): said(one, "title") for one in entries(read(client, "targets"))}
    planned.add("2025年，接待游客4620万人次。", "2026-01-12", tmp_path, "2026年云澜市人民政府工作报告")
    tracking.track_new()
    after = {said(one, "id"): said(one, "title") for one in entries(read(client, "targets"))}
    assert before.items() <= after.items()
    new = [title for key, title in after.items() if key not in before]
    assert any("尚无结果 → 已达成" in title and "接待游客" in title for title in new), new
    tracking.rebuild()
    assert {said(one, "id") for one in entries(read(client, "targets"))} == set(after), "nothing changed by that"


def test_feeds_of_an_area_and_of_a_plan_hold_what_belongs_to_them(plan: str, client: Client) -> None:
    assert titles(read(client, "documents", area="澜东区")) == ["澜东区通知"]
    assert not entries(read(client, "targets", area="澜东区"))
    rests = titles(read(client, "documents", plan=plan))
    assert "澜东区通知" not in rests and len(rests) > 1
    of_plan, every = (
        {said(one, "id") for one in entries(read(client, "targets", **of))} for of in ({"plan": plan}, {})
    )
    assert of_plan < every, "a report aims at something, too"
    assert said(read(client, "documents", area="澜东区"), "id") != said(read(client, "documents"), "id")
    assert client.get("/feeds/zh/targets.atom", {"plan": "0" * 16}).status_code == 404
    assert client.get("/feeds/zh/targets.atom", {"plan": "../x"}).status_code == 400
    assert client.get("/feeds/zh/others.atom").status_code == 404


def test_findings_are_told_when_found_and_again_when_decided(hashes: dict[str, str], client: Client) -> None:
    auditing.rebuild()
    found = entries(read(client, "findings", "en"))
    assert len(found) == min(Finding.objects.count(), 50) > 0
    last = Finding.objects.order_by("first_seen", "pk")[0]
    decisions.dismiss(last.identity, "period", who="林芷")
    first = entries(read(client, "findings", "en"))[0]
    assert said(first, "title").startswith("dismissed · ")
    assert said(first, "id") in {said(one, "id") for one in found} and said(first, "updated") > said(first, "published")


def test_hostile_words_stay_words_and_characters_that_no_xml_has_are_replaced(ledger: Path, client: Client) -> None:
    city.add("a", title="<script>alert(1)</script>]]>&\x08\ufffe", published="2024-01-01", area="x\x0b", name="b.txt",
             issuer='"><img src=x href="/evil">')  # fmt: skip
    [one] = entries(read(client, "documents"))
    assert said(one, "title") == "<script>alert(1)</script>]]>&\ufffd\ufffd"
    assert "<img" not in said(one, "summary") and 'href="' not in said(one, "summary")


# ---------------------------------------------------------------- over HTTP


def test_who_has_a_feed_already_is_told_so(plan: str, client: Client) -> None:
    first = client.get("/feeds/zh/documents.atom")
    again = client.get("/feeds/zh/documents.atom", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"") and again["ETag"] == first["ETag"]
    since = client.get("/feeds/zh/documents.atom", headers={"if-modified-since": first["Last-Modified"]})
    assert since.status_code == 304
    city.add("b", title="新的", published="2025-03-03", name="c.txt")
    newer = client.get("/feeds/zh/documents.atom", headers={"if-none-match": first["ETag"]})
    assert newer.status_code == 200 and newer["ETag"] != first["ETag"]


def test_the_same_ledger_makes_the_same_bytes_and_a_cookie_does_not_change_the_language(
    plan: str, client: Client
) -> None:
    zh = [client.get(f"/feeds/zh/{kind}.atom").content for kind in KINDS]
    client.cookies["django_language"] = "en"
    assert [client.get(f"/feeds/zh/{kind}.atom").content for kind in KINDS] == zh
    assert client.get("/feeds/en/targets.atom")["Content-Language"] == "en"


def test_where_reading_is_not_public_a_token_opens_the_feed_as_bearer_or_as_password(
    plan: str, visitor: Client, client: Client
) -> None:
    accounts.set_public(False)
    refused = visitor.get("/feeds/zh/documents.atom")
    assert refused.status_code == 401 and refused["WWW-Authenticate"].startswith("Basic realm=")
    text, _row = tokens.issue(account("reader"), "阅读器", ["read"])
    password = b64encode(f"me:{text}".encode()).decode()
    for shown in (f"Bearer {text}", f"Basic {password}"):
        answer = visitor.get("/feeds/zh/documents.atom", headers={"authorization": shown})
        assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-cache")
    for bad in ("Basic !", f"Basic {b64encode(b'me:secret').decode()}", f"Basic {b64encode(b'me:hefu_x').decode()}"):
        assert visitor.get("/feeds/zh/documents.atom", headers={"authorization": bad}).status_code == 401
    elsewhere = visitor.get("/documents/", headers={"authorization": f"Basic {password}"})
    assert elsewhere.status_code == 302, "a password that a browser keeps opens feeds and nothing else"
    assert client.get("/feeds/zh/documents.atom").status_code == 200


def test_pages_say_where_their_feeds_are(plan: str, client: Client) -> None:
    start = body(client.get("/"))
    assert start.count('rel="alternate" type="application/atom+xml"') == 3 and '"/feeds/zh/findings.atom"' in start
    assert f"/feeds/zh/targets.atom?plan={plan[:16]}" in body(client.get(f"/plans/{plan[:16]}/"))
    assert "documents.atom?area=%E6%BE%9C%E4%B8%9C%E5%8C%BA" in body(client.get("/documents/", {"area": "澜东区"}))
    chosen = client.get("/feeds/", {"plan": plan[:16]})
    assert f"http://localhost/feeds/zh/targets.atom?plan={plan[:16]}" in words(chosen)


# ---------------------------------------------------------------- the ledger


def test_verdicts_of_a_ledger_without_their_history_are_dated_by_its_newest_document(plan: str, ledger: Path) -> None:
    from hefu.ledger.opening import open_ledger, turn_back

    judged = Target.objects.exclude(verdict="").count()
    turn_back([("ledger", "0011")])
    open_ledger(str(ledger))
    assert Judgement.objects.count() == judged
    assert set(Judgement.objects.values_list("when", "before")) == {(Document.objects.latest("added").added, "")}


def test_a_plan_that_is_chosen_is_offered_among_however_many_others(
    ledger: Path, client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = planned.build(tmp_path)[:16]
    monkeypatch.setattr(feeds, "_OFFERED", 0)
    assert f'<option value="{plan}"' not in body(client.get("/feeds/"))
    assert f'<option value="{plan}" selected>' in body(client.get("/feeds/", {"plan": plan}))
