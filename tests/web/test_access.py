"""Every address has its right, and every role gets what it may have, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hefu.accounts import store as accounts
from hefu.accounts import tokens
from hefu.accounts.roles import OFFICER, RIGHTS, ROLES, nobody
from hefu.office import store
from hefu.office.models import Body, Problem, ProgressReport, Project, Task
from hefu.office.rhythm import parse
from hefu.web.access import ADMINISTER, EDIT, OPEN, OWN, READ, REPORT, REVIEW, ROUTES, need, row
from web.conftest import account
from web.pages import body, words


def names(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, Any]]:
    """The names of all addresses of the site, and their patterns."""
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{before}{one.namespace}:" if one.namespace else before
            yield from names(one.url_patterns, inner)
        else:
            yield f"{before}{one.name or ''}", one.pattern


ALL = dict(names(get_resolver().url_patterns))
VALUES: dict[str, Any] = {
    "HashConverter": "abcdef0123456789", "IdentityConverter": "0123456789abcdef", "IntConverter": 987654,
    "EditableConverter": "task", "ExportableConverter": "csv", "StringConverter": "html",
    "LanguageConverter": "zh", "FeedConverter": "documents",
}  # fmt: skip
EVERYBODY = ("nobody", *ROLES)


@pytest.mark.parametrize("name", ALL)
def test_every_address_stands_in_the_table_of_rights(name: str) -> None:
    assert name in ROUTES or f"{name.rpartition(':')[0]}:" in ROUTES, f"hefu.web.access.ROUTES has no row for {name!r}"


def test_the_table_has_no_address_that_the_site_has_not() -> None:
    spaces = {f"{name.rpartition(':')[0]}:" for name in ALL}
    assert set(ROUTES) <= set(ALL) | spaces


def test_an_address_without_a_row_is_refused_to_everybody(
    ledger: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(ROUTES, "plans")
    assert client.get("/plans/").status_code == 500


# ---------------------------------------------------------------- every address and every role


@pytest.fixture(scope="module")
def people(empty_ledger: str, databases: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Client]]:
    """A browser for each role and for nobody, at the site of an empty ledger."""
    import os

    from django.db import connection

    from hefu.ledger.opening import URL, open_ledger

    url = databases.copy(empty_ledger, tmp_path_factory.mktemp("roles") / "hefu.sqlite3")
    before = os.environ.get(URL, "")
    open_ledger(url)
    unit = store.create(Body(name="市商务局"), who="李一")
    found = {"nobody": Client(raise_request_exception=False, headers={"host": "localhost"})}
    for role in ROLES:
        found[role] = Client(raise_request_exception=False, headers={"host": "localhost"})
        found[role].force_login(account(role, body=unit))
    yield found
    connection.close()
    os.environ[URL] = before
    databases.drop(url)


def address(name: str) -> str:
    """An address of this name; what it leads to need not be there."""
    return reverse(name, kwargs={key: _value(one) for key, one in ALL[name].converters.items()})


def _value(converter: Any) -> Any:
    return VALUES.get(type(converter).__name__, 1)


OFTEN = [name for name in ALL if not name.startswith("api:") and name not in ("sign-out",)]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", OFTEN)
def test_everybody_gets_what_the_role_may_have_and_nothing_else(
    name: str, method: str, people: dict[str, Client]
) -> None:
    right = need(name, method)
    for role, client in people.items():
        answer = client.generic(method, address(name))
        may = right in (RIGHTS[role] if role in RIGHTS else nobody(public=True).rights)
        if right is None:
            assert answer.status_code == 405, role
        elif may:
            assert answer.status_code != 401, role
            assert not (answer.status_code == 302 and answer["Location"].startswith("/sign-in/")), role
            assert answer.status_code != 403 or name in ("enter", "invited", "sign-in", "new", "edit"), role
        elif role == "nobody" and method == "GET":
            assert answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=%2F"), role
        else:
            assert answer.status_code == 403, role


def test_the_roles_have_the_rights_that_the_guide_tells() -> None:
    writes = {role: {right for right in RIGHTS[role] if right not in (OPEN, READ, OWN)} for role in ROLES}
    assert writes == {
        "reader": set(), "officer": {REPORT}, "reviewer": {REVIEW}, "editor": {REPORT, REVIEW, EDIT},
        "administrator": {REPORT, REVIEW, EDIT, ADMINISTER},
    }  # fmt: skip
    assert nobody(public=True).rights == {OPEN, READ} and nobody(public=False).rights == {OPEN}


def test_without_public_reading_nobody_reads_who_is_not_signed_in(
    ledger: Path, visitor: Client, signed_in: Callable[..., Client]
) -> None:
    accounts.set_public(False)
    for name in (name for name in ALL if need(name, "GET") is READ and not name.startswith("api:")):
        answer = visitor.get(address(name))
        assert answer.status_code in (302, 401), name
    assert visitor.get("/sign-in/").status_code == 200
    answer = visitor.get("/api/v1/documents")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert signed_in("reader").get("/documents/").status_code == 200
    text, _row = tokens.issue(account("reader"), "试用", ["read"])
    assert visitor.get("/api/v1/documents", headers={"authorization": f"Bearer {text}"}).status_code == 200


def test_the_environment_goes_before_the_setting(ledger: Path, visitor: Client, settings_public: Any) -> None:
    settings_public(False)
    assert visitor.get("/documents/").status_code == 302
    accounts.set_public(False)
    settings_public(True)
    assert visitor.get("/documents/").status_code == 200


@pytest.fixture
def settings_public(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    from django.conf import settings

    return lambda value: monkeypatch.setattr(settings, "HEFU_PUBLIC", value)


# ---------------------------------------------------------------- officers and their body


@pytest.fixture
def bodies(ledger: Path) -> tuple[Body, Body]:
    own, other = (store.create(Body(name=name), who="李一") for name in ("市商务局", "市水务局"))
    for unit in (own, other):
        task = store.create(Task(title=f"{unit.name}的任务", body=unit, rhythm="monthly"), who="李一")
        store.report(task, parse("2025-10"), {"state": "on-course", "text": "x"}, who="李一")
        store.create(Problem(title=f"{unit.name}的问题", body=unit, found=date(2025, 1, 2)), who="李一")
        store.create(Project(name=f"{unit.name}的项目", body=unit), who="李一")
    return own, other


def sent(name: str, unit: Body) -> dict[str, str]:
    fields = {
        "task": {"title": "甲", "body": unit.name, "rhythm": "monthly", "state": "planned"},
        "problem": {"title": "甲", "body": unit.name, "found": "2025-01-02"},
        "project": {"name": "甲", "body": unit.name},
        "body": {"name": f"{unit.name}二"},
    }
    return fields[name]


REPORTED = {"period": "2025-11", "state": "on-course", "text": "进展", "unit": ""}


@pytest.mark.parametrize("role", ["officer", "editor"])
def test_an_officer_writes_about_the_own_body_only(
    role: str, bodies: tuple[Body, Body], signed_in: Callable[..., Client]
) -> None:
    own, _other = bodies
    client = signed_in(role, body=own if role == OFFICER else None)
    for unit in bodies:
        allowed = 302 if role == "editor" or unit is own else 403
        task, problem, project = Task.objects.get(body=unit), Problem.objects.get(body=unit), unit.projects.get()
        report = ProgressReport.objects.get(task=task)
        assert client.get(f"/tasks/{task.pk}/").status_code == 200
        assert client.post(f"/tasks/{task.pk}/", REPORTED).status_code == allowed
        assert client.post(f"/reports/{report.pk}/withdraw/", {"why": "误报", "version": "1"}).status_code == allowed
        turn = {"stage": "signed", "day": "2025-03-01"}
        assert client.post(f"/projects/{project.pk}/", turn).status_code == allowed
        for name, kept in (("task", task), ("problem", problem), ("project", project)):
            assert client.get(f"/edit/{name}/{kept.pk}/").status_code == (200 if allowed == 302 else 403)
            assert client.post(f"/edit/{name}/{kept.pk}/", sent(name, unit)).status_code == allowed
            assert client.post(f"/new/{name}/", sent(name, unit)).status_code == allowed
    assert client.post("/new/body/", sent("body", own)).status_code == (302 if role == "editor" else 403)
    strike = client.post(f"/problems/{Problem.objects.filter(body=own).first().pk}/strike/", {"why": "误报"})
    assert strike.status_code == (302 if role == "editor" else 403)


def test_an_officer_gives_no_row_to_another_body(bodies: tuple[Body, Body], signed_in: Callable[..., Client]) -> None:
    own, other = bodies
    client = signed_in("officer", body=own)
    task, problem = Task.objects.get(body=own), Problem.objects.get(body=own)
    assert client.post(f"/edit/task/{task.pk}/", sent("task", other)).status_code == 403
    hung = {**sent("problem", own), "task": f"{other.name}的任务"}
    assert client.post(f"/edit/problem/{problem.pk}/", hung).status_code == 403
    assert not other.problems.exclude(title=f"{other.name}的问题").exists()


def test_pages_offer_only_what_one_may_do(bodies: tuple[Body, Body], signed_in: Callable[..., Client]) -> None:
    own, _other = bodies
    client = signed_in("officer", body=own)
    mine, others = (body(client.get(f"/tasks/{Task.objects.get(body=unit).pk}/")) for unit in bodies)
    assert 'id="report"' in mine and "撤回" in mine
    assert 'id="report"' not in others and "<form method" not in others
    assert "/new/body/" not in body(client.get("/bodies/"))
    reader = signed_in("reader")
    for page in ("/tasks/", "/problems/", "/projects/", "/bodies/", f"/bodies/{own.pk}/", "/documents/"):
        html = body(reader.get(page))
        assert "/new/" not in html and "/edit/" not in html and 'method="post"' not in html, page
        assert 'href="/add/"' not in html


# ---------------------------------------------------------------- tokens


def bearer(text: str) -> dict[str, str]:
    return {"authorization": f"Bearer {text}"}


def test_a_token_gives_no_more_than_its_scope_and_no_more_than_its_account(ledger: Path, visitor: Client) -> None:
    text, row = tokens.issue(account("reviewer"), "每日同步", ["read", "review"], days=2)
    accounts.set_public(False)
    assert visitor.get("/documents/", headers=bearer(text)).status_code == 200
    assert visitor.get("/add/", headers=bearer(text)).status_code == 403
    assert visitor.get("/account/", headers=bearer(text)).status_code == 403
    accounts.change(accounts.get("reviewer"), role="reader")
    found = tokens.find(text)
    assert found is not None and set(found.rights) == {OPEN, READ}
    assert row.digest not in text and text not in str(vars(row))


@pytest.mark.parametrize("wrong", ["hefu_x", "x", "", "hefu_" + "长" * 200])
def test_a_token_that_is_none_is_refused_even_where_anybody_may_read(wrong: str, ledger: Path, visitor: Client) -> None:
    answer = visitor.get("/documents/", headers={"authorization": f"Bearer {wrong}".encode().decode("latin-1")})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_a_token_ends_by_its_day_by_being_revoked_and_with_its_account(ledger: Path, visitor: Client) -> None:
    from hefu.accounts.models import Token

    owner = account("editor")
    ends = []
    for _number in range(3):
        text, row = tokens.issue(owner, "试用", ["read", "edit"])
        assert visitor.get("/add/", headers=bearer(text)).status_code == 200
        assert Token.objects.get(pk=row.pk).used is not None
        ends.append((text, row))
    Token.objects.filter(pk=ends[0][1].pk).update(expires=date(2020, 1, 1))
    tokens.revoke(ends[1][1])
    assert [visitor.get("/add/", headers=bearer(text)).status_code for text, _row in ends] == [401, 401, 200]
    accounts.add("boss", role="administrator")
    accounts.change(owner, active=False)
    assert visitor.get("/add/", headers=bearer(ends[2][0])).status_code == 401


def test_a_session_changes_nothing_where_forms_are_not_checked(ledger: Path, client: Client) -> None:
    from django.test import RequestFactory

    from hefu.web import access

    request = RequestFactory().post("/api/v1/anything")
    request.user = account("administrator")
    assert access.holder(request).may(EDIT) and not access.by_hand(request).may(EDIT)


@pytest.mark.parametrize("name", [name for name in OFTEN if need(name, "POST") is not None])
def test_no_form_from_elsewhere_is_taken(name: str, ledger: Path, signed_in: Callable[..., Client]) -> None:
    strict = signed_in("administrator", enforce_csrf_checks=True)
    answer = strict.post(address(name), {"x": "y"})
    assert answer.status_code == 403 and "请求被拒绝" in words(answer)


DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"security.md": "| address | name | to see | to send |", "security.zh.md": "| 地址 | 名称 | 查看 | 发送 |"}
"""The pages on security, and how their tables of addresses begin."""


def routes(head: str) -> str:
    """The table of the pages on security."""
    lines = [head, "|---|---|---|---|"]
    for name, pattern in ALL.items():
        shows, takes = row(name)
        path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(pattern))
        path = f"/api/v1{path}" if name.startswith("api:") else path
        lines.append(f"| `{path}` | {name} | {shows or '—'} | {takes or '—'} |")
    return "\n".join(lines)


@pytest.mark.parametrize(("page", "head"), PAGES.items())
def test_the_table_of_routes_in_the_docs_is_that_of_the_site(page: str, head: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    told = text.partition("<!-- routes -->\n")[2].partition("\n<!-- /routes -->")[0]
    assert told == routes(head), f"put this into docs/{page}:\n{routes(head)}"
