"""Every page that can be reached, in Chinese and in English: nothing of the interface is left in the other language.

What documents and people wrote is theirs; the pages mark it with `lang`, as screen readers need it.
"""

from __future__ import annotations

import gettext
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from hefu.web.access import need
from web.test_access import ALL
from web.test_access import address as address_of

ROOT = Path(__file__).parents[2]
VOID = {"meta", "link", "input", "br", "img", "hr", "wbr", "col", "path", "line", "circle", "rect", "use", "polyline"}
OTHERS = {"code", "kbd", "script", "style", "bdi", "pre"}
"""Elements whose words are nobody's language: names that programs know, keys, names of people; of rules, too."""
SPOKEN = ("aria-label", "title", "placeholder", "alt")
ENGLISH = re.compile(r"\b[A-Za-z][a-z]+(?: [a-z]+){2,}")
CATALOG = ROOT / "src" / "hefu" / "web" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.mo"
TEMPLATES, FIELD = ROOT / "src" / "hefu" / "web" / "templates", re.compile(r'\bname="([a-z_]+)"')
UNNAMED = "rule without a name"
"""What the city's ledger has on purpose: a rule that the interface does not know."""
NAMES = {"合符", "中文"}
"""Chinese words that stand on English pages, too: the name of hefu, and the link to the other language."""


class Reader(HTMLParser):
    """The words of a page in its own language, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.stack: list[tuple[str, bool]] = []  # elements; whether what stands in them is in the page's language
        self.said: list[str] = []
        self.links: list[str] = []
        self.forms: list[tuple[str, dict[str, tuple[str, str]]]] = []  # where to, and fields: kind and value
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        own = (not self.stack or self.stack[-1][1]) and tag not in OTHERS
        own = own and (tag == "html" or "lang" not in told) and told.get("class") != "rule"
        if own:
            self.said += [told[name] or "" for name in SPOKEN if name in told]
        if tag == "a" and told.get("href"):
            self.links.append(str(told["href"]))
        if tag == "form" and told.get("method") == "post":
            self.forms.append((told.get("action") or "", {}))
        if self.forms and tag in ("input", "select", "textarea", "button") and told.get("name"):
            self.forms[-1][1][str(told["name"])] = (told.get("type") or tag, told.get("value") or "")
        if tag not in VOID:
            self.stack.append((tag, own))

    def handle_endtag(self, tag: str) -> None:
        while self.stack and any(one == tag for one, _ in self.stack) and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.stack and self.stack[-1][1]:
            self.said.append(data)


@pytest.fixture
def town(hashes: dict[str, str], tmp_path: Path) -> None:
    """The ledger of the city with the tasks, problems and projects of the samples."""
    from django.db import connection

    hefu = [sys.executable, "-m", "hefu.cli"]
    environment = {**os.environ, "HEFU_TODAY": "2025-12-18"}
    report, manifest = ROOT / "samples" / "work-report-2025.txt", tmp_path / "manifest.csv"
    manifest.write_text(f"file,title\n{report},2025年云澜市人民政府工作报告\n", encoding="utf-8")
    sheets = sorted((ROOT / "samples" / "office").glob("*.csv"))
    connection.close()
    for command in (
        ["add", str(report), "--manifest", str(manifest)],
        ["office", "import", *map(str, sheets), "--by", "市政府督查室"],
    ):
        done = [*hefu, *command, "--db", os.environ["HEFU_DATABASE_URL"]]
        subprocess.run(done, check=True, capture_output=True, env=environment)


def route(address: str) -> str:
    """The name of the page at an address; '' for what is no page."""
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return ""
    return f"{found.view_name} {found.kwargs['name']}" if found.view_name in ("new", "edit") else str(found.view_name)


def walked(client: Any, language: str) -> Iterator[tuple[str, Reader]]:
    """One page of each name, as links lead to them, and pages of what went wrong."""
    client.get(f"/?lang={language}")
    queue, seen = ["/"], {"start"}
    queue += ["/nothing/", "/statements/?modality=x", "/documents/00000000/", "/search/?q=zzzz", "/history/?day=x"]
    while queue:
        address = queue.pop(0)
        answer = client.get(address)
        if "html" not in answer.headers.get("Content-Type", "") or answer.streaming:
            continue
        page = Reader(answer.content.decode())
        yield address, page
        for link in page.links:
            name = route(urljoin(address, link)) if not urlsplit(link).netloc else ""
            if name and name not in seen and name not in ("original", "picture", "enter", "sign-out"):
                seen.add(name)
                queue.append(urljoin(address, link).partition("#")[0])
    assert len(seen) > 35, seen


def english(words: str) -> list[str]:
    """English words in a row that stand on a Chinese page."""
    return ENGLISH.findall(words)


def chinese(words: str) -> list[str]:
    """Words on an English page that the interface says in Chinese; those of documents may be any."""
    said = words.strip().rstrip("：:")
    return [said] if said in translations() - NAMES else []


@cache
def translations() -> set[str]:
    """All that the interface says in Chinese."""
    with CATALOG.open("rb") as file:
        known = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {said for said in known.values() if re.search("[\u4e00-\u9fff]", said)}


@pytest.mark.slow
def test_no_page_has_words_of_the_other_language(town: None, client: Any) -> None:
    left = []
    for language, strange in (("zh", english), ("en", chinese)):
        for address, page in walked(client, language):
            found = {one for words in page.said for one in strange(words)}
            left += [f"{language} {address}: {one}" for one in sorted(found)]
    assert not left, "\n".join(left)


# ---------------------------------------------------------------- every address that takes something

Fields = dict[str, tuple[str, str]]
"""Of a form: kind and value of each field."""


def sent_wrongly(fields: Fields, text: str) -> Iterator[dict[str, str]]:
    """What a form may be sent with: this text in all its fields, by each of its buttons; hidden fields as they are."""
    given = {
        name: value if kind in ("hidden", "submit", "button") else text
        for name, (kind, value) in fields.items()
        if name != "csrfmiddlewaretoken" and kind != "file"
    }
    buttons = [name for name, (kind, _value) in fields.items() if kind in ("submit", "button")]
    plain = {name: value for name, value in given.items() if name not in buttons}
    yield plain
    yield from ({**plain, name: given[name]} for name in buttons)


def fields_of_forms() -> list[str]:
    """How the fields of all forms are called."""
    return sorted({name for path in TEMPLATES.rglob("*.html") for name in FIELD.findall(path.read_text("utf-8"))})


def nonsense() -> Iterator[dict[str, str]]:
    """What makes no sense at any address."""
    yield {}
    for text in ("", "某某", "-1", "9999-99-99", "某" * 3000):
        yield dict.fromkeys(fields_of_forms(), text)


def said(answer: Any) -> list[str]:
    """The words of an answer, whatever asked for it: a page, a list of problems, a problem of the API."""
    kind = answer.headers.get("Content-Type", "")
    if "json" in kind:
        told = answer.json()
        return [str(words) for words in (told.values() if isinstance(told, dict) else told)]
    return Reader(answer.content.decode()).said if "html" in kind else []


def taking(client: Any) -> tuple[dict[str, str], dict[Any, tuple[str, Fields]]]:
    """The addresses that take something, by name, of rows that are there where a page leads to one; and all forms."""
    names = [name for name in ALL if not name.startswith("api:") and need(name, "POST") is not None]
    found, forms = {name: address_of(name) for name in names}, {}
    for address, page in walked(client, "zh"):
        for where, fields in ((urljoin(address, action), fields) for action, fields in page.forms):
            forms.setdefault((route(where), tuple(fields)), (where, fields))
        places = [
            address,
            *(urljoin(address, link) for link in page.links),
            *(where for where, _fields in forms.values()),
        ]
        found |= {name: where for where in places if (name := route(where).partition(" ")[0]) in found}
    found.pop("sign-out")
    return found, {key: form for key, form in forms.items() if key[0] not in ("sign-out", "sign-in", "")}


@pytest.mark.slow
def test_whatever_is_sent_is_refused_in_chinese(town: None, client: Any) -> None:
    places, forms = taking(client)
    sent = [(name, where, given) for name, where in places.items() for given in nonsense()]
    for (name, _), (where, fields) in forms.items():
        sent += [(name, where, given) for text in ("", "某某", "9999-99-99") for given in sent_wrongly(fields, text)]
    left, refused = [], set()
    for name, where, given in sent:
        answer = client.post(where, given, follow=True)
        assert answer.status_code < 500, (where, given)
        refused |= {name} if answer.status_code >= 400 else set()
        found = {one for words in said(answer) for one in english(words)}
        left += [f"{name} {str(given)[:200]}: {one}" for one in sorted(found - {UNNAMED})]
    assert not left, "\n".join(left)
    assert len(refused) > 25, refused
