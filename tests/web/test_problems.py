"""Problems of the API are told in the language that a program asks for; English is what it gets else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from hefu.accounts import tokens
from hefu.web.api import limits, spec
from hefu.web.api.problems import TITLES, language
from web.conftest import account

ENGLISH = re.compile(r"\b[A-Za-z][a-z]+(?: [a-z]+){2,}")
CHINESE = re.compile("[\u4e00-\u9fff]")
WRONG = "", "x", "0", "-1", "9" * 30, "某" * 300, "\x00", "9999-99-99"
"""Values that some parameter cannot have."""


@pytest.fixture(autouse=True)
def without_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(limits.SETTING, "0")


def told(answer: Any) -> list[str]:
    """All that a problem says in words."""
    found = json.loads(answer.content)
    return [found["title"], found["detail"], *(one["detail"] for one in found.get("errors", ()))]


def wrong_requests() -> list[str]:
    """Addresses at which every parameter, once for each of its kinds, has values that make no sense."""
    seen: set[str] = set()
    found = ["/api/v1/nothing", "/api/v1/documents?aera=x", "/api/v1/series/1/statements?page=2"]
    for path, operations in spec.description()["paths"].items():
        for one in operations.get("get", {}).get("parameters", ()):
            kind = json.dumps([one["name"], one["schema"]])
            for value in WRONG if kind not in seen else ():
                plain = re.sub(r"\{\w+\}", "1", path.replace(f"{{{one['name']}}}", value or "x"))
                found.append(plain + (f"?{one['name']}={value}" if one["in"] == "query" else ""))
            seen.add(kind)
    return found


def test_every_value_that_makes_no_sense_is_told_in_chinese_to_who_asks_for_it(
    hashes: dict[str, str], client: Client
) -> None:
    left, seen = [], set()
    for where in wrong_requests():
        answer = client.get(where, headers={"accept-language": "zh-CN,zh;q=0.9,en;q=0.5"})
        assert answer.status_code < 500, where
        if answer.status_code >= 400:
            assert "Accept-Language" in answer["Vary"] and answer["Content-Language"] == "zh-hans"
            left += [f"{where}: {one}" for one in told(answer) if ENGLISH.search(one) or not CHINESE.search(one)]
            seen.add(answer.status_code)
    assert not left, "\n".join(left)
    assert seen == {404, 422}


def test_who_says_nothing_is_told_in_english(hashes: dict[str, str], client: Client) -> None:
    for where in wrong_requests()[::4]:
        answer = client.get(where)
        assert answer.status_code < 400 or not [one for one in told(answer) if CHINESE.search(one.replace("某", ""))]


def test_the_type_and_the_names_are_the_same_in_both(hashes: dict[str, str], client: Client) -> None:
    english, chinese = (
        json.loads(client.get("/api/v1/documents?limit=0", headers={"accept-language": one}).content)
        for one in ("en", "zh")
    )
    words = {"title", "detail", "errors"}
    assert {key: english[key] for key in english.keys() - words} == {
        key: chinese[key] for key in chinese.keys() - words
    }
    for found in (english, chinese):
        assert [(one["in"], one["name"]) for one in found["errors"]] == [("query", "limit")]
    assert english["title"] == "Unprocessable Entity" and chinese["errors"][0]["detail"] == "应不小于 1"


def test_what_the_ledger_refuses_and_who_may_not_are_told_in_chinese_too(
    hashes: dict[str, str], visitor: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chinese = {"accept-language": "zh"}
    answers = [
        visitor.post("/api/v1/documents", headers=chinese),
        visitor.put("/api/v1/statements", headers=chinese),
        visitor.get("/api/v1/documents", headers=chinese | {"authorization": "Bearer x"}),
        visitor.get("/api/v1/documents", headers=chinese | {"accept": "image/png"}),
        visitor.get("/api/v1/documents", headers=chinese | {"host": "evil.example"}),
    ]
    bearer = {"authorization": f"Bearer {tokens.issue(account('administrator'), 'test', ['edit'])[0]}"}
    sent = {"file": SimpleUploadedFile("note.txt", "产量66.8万吨。".encode()), "published": "soon"}
    answers.append(visitor.post("/api/v1/documents", sent, headers=chinese | bearer))
    monkeypatch.setenv(limits.SETTING, "1")
    monkeypatch.setattr(limits, "_file", lambda user: tmp_path / "asked.sqlite3")
    answers += [visitor.get("/api/v1/tasks", headers=chinese) for _ in range(2)][1:]
    assert [answer.status_code for answer in answers] == [401, 405, 401, 406, 400, 422, 429]
    assert not [one for answer in answers for one in told(answer) if not CHINESE.search(one)]


def test_what_the_api_gives_is_the_same_in_both_languages(hashes: dict[str, str], client: Client) -> None:
    lists = [path for path in spec.description()["paths"] if "{" not in path]
    assert len(lists) > 6
    for where in [*lists, "/api/v1/openapi.json"]:
        english, chinese = (client.get(where, headers={"accept-language": one}).content for one in ("en", "zh"))
        assert english == chinese, where


def test_every_title_has_its_chinese_and_is_the_usual_one_in_english() -> None:
    assert {int(code) for code in spec.PROBLEMS} <= TITLES.keys()


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("", "en"), ("*", "en"), ("fr", "en"), ("zh", "zh-hans"), ("zh-TW, en;q=0.8", "zh-hans"), ("en, zh", "en"),
        ("en;q=0.3, zh-Hans;q=0.9", "zh-hans"), ("zh;q=0, en;q=0.1", "en"), ("fr, zh;q=0.2", "zh-hans"), (";;,", "en"),
    ],
)  # fmt: skip
def test_the_language_is_the_one_of_ours_that_is_liked_best(header: str, wanted: str) -> None:
    assert language(RequestFactory().get("/api/v1/", headers={"accept-language": header})) == wanted


def test_the_description_for_people_is_in_the_language_of_the_page(hashes: dict[str, str], client: Client) -> None:
    page = "/api/v1/docs"
    chinese, english = (client.get(f"{page}?lang={one}", follow=True).content.decode() for one in ("zh", "en"))
    assert "一份文档，按哈希查。" in chinese and "One document, by its hash." not in chinese
    assert "One document, by its hash." in english
    assert client.get(page, headers={"accept-language": "zh"}).content.decode() == english


def test_who_must_sign_in_to_read_is_led_there_from_the_description(hashes: dict[str, str], visitor: Client) -> None:
    from hefu.accounts import store

    store.set_public(False)
    assert visitor.get("/api/v1/docs")["Location"].startswith("/sign-in/")
    assert visitor.get("/api/v1/openapi.json").status_code == 401
