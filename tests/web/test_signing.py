"""Signing in: passwords, throttling, sessions, cookies, links; and what hostile names and addresses come to."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from hefu.accounts import doorway, passwords, store, throttle
from hefu.accounts.models import Account, Attempt
from hefu.errors import UsageError
from hefu.office import store as office
from hefu.office.models import Body
from web.pages import body, words

PASSWORD = "雨过天青云破处，这般颜色"

pytestmark = pytest.mark.usefixtures("ledger")


@pytest.fixture
def lin(ledger: Path) -> Account:
    row = store.add("Lin", shown="林芷", role="reviewer")
    passwords.set_password(row, PASSWORD)
    return row


def sign_in(client: Client, name: str = "lin", password: str = PASSWORD, **more: str) -> Any:
    return client.post("/sign-in/", {"name": name, "password": password, **more})


def test_a_password_is_kept_as_argon2_and_signs_in(lin: Account, visitor: Client) -> None:
    assert Account.objects.get().password.startswith("argon2$argon2id$")
    answer = sign_in(visitor, "ＬＩＮ", next="/findings/?year=2024")
    assert (answer.status_code, answer["Location"]) == (302, "/findings/?year=2024")
    assert "林芷" in words(visitor.get("/"))
    visitor.post("/sign-out/")
    assert "林芷" not in words(visitor.get("/")) and "登录" in words(visitor.get("/"))


@pytest.mark.parametrize("text", ["雨过天青云破处，", "12345678901", "password1234"])
def test_a_password_that_is_short_or_known_is_refused(text: str, lin: Account) -> None:
    with pytest.raises(UsageError):
        passwords.set_password(lin, text)


def test_a_password_has_twelve_characters_of_any_kind(lin: Account, visitor: Client) -> None:
    for text in ("雨过天青云破处，这般颜色", "kcvpbtqrmxzw", " 空 格 也 算 字 符 ", "青" * 255 + "🌧"):
        passwords.set_password(lin, text)
        assert sign_in(visitor, password=text).status_code == 302
        assert sign_in(visitor, password=text[:-1]).status_code == 403


def test_signing_out_ends_the_session_for_good(lin: Account, visitor: Client) -> None:
    sign_in(visitor)
    kept = visitor.cookies["hefu_session"].value
    answer = visitor.post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache"'
    visitor.cookies["hefu_session"] = kept
    assert visitor.get("/account/").status_code == 302


@pytest.mark.parametrize(("name", "password"), [("lin", "x"), ("nobody", PASSWORD), ("", ""), ("lin", "长" * 9999)])
def test_what_is_wrong_is_told_alike_whether_there_is_such_an_account_or_not(
    name: str, password: str, lin: Account, visitor: Client
) -> None:
    answer = sign_in(visitor, name, password)
    assert answer.status_code == 403 and "用户名或密码不正确" in words(answer)
    assert PASSWORD not in body(answer)


def test_for_an_unknown_name_a_hash_is_worked_out_as_well(
    lin: Account, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth.hashers import Argon2PasswordHasher

    worked: list[str] = []
    before = Argon2PasswordHasher.encode

    def encode(self: Any, password: str, salt: str) -> str:
        worked.append(password)
        return before(self, password, salt)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", encode)
    sign_in(visitor, "nobody", "etwas")
    assert worked == ["etwas"]


def test_a_closed_account_signs_nobody_in_and_its_session_ends(lin: Account, visitor: Client) -> None:
    sign_in(visitor)
    store.change(lin, active=False)
    assert visitor.get("/account/").status_code == 302
    assert sign_in(visitor).status_code == 403


def test_another_password_ends_the_sessions_elsewhere(lin: Account, visitor: Client) -> None:
    other = Client(headers={"host": "localhost"})
    for browser in (visitor, other):
        sign_in(browser)
    change = {"do": "password", "old": PASSWORD, "password": PASSWORD + "二", "again": PASSWORD + "二"}
    assert visitor.post("/account/", change | {"old": "x"}).status_code == 400
    assert visitor.post("/account/", change | {"again": "x"}).status_code == 400
    assert visitor.post("/account/", change).status_code == 302
    assert visitor.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


def test_the_number_of_a_session_changes_when_somebody_signs_in(lin: Account, visitor: Client) -> None:
    from django.conf import settings

    visitor.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32  # what an attacker has put there
    answer = sign_in(visitor)
    assert answer.cookies[settings.SESSION_COOKIE_NAME].value not in ("", "a" * 32)
    first = visitor.cookies[settings.SESSION_COOKIE_NAME].value
    visitor.post("/sign-out/")
    sign_in(visitor)
    assert visitor.cookies[settings.SESSION_COOKIE_NAME].value != first
    thief = Client(headers={"host": "localhost"})
    thief.cookies[settings.SESSION_COOKIE_NAME] = first
    assert thief.get("/account/").status_code == 302


def test_the_cookie_is_for_this_site_alone_and_ends_in_half_a_day_or_thirty(lin: Account, visitor: Client) -> None:
    cookie = sign_in(visitor).cookies["hefu_session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["domain"]) == (True, "Lax", "/", "")
    assert cookie["max-age"] == 12 * 3600
    assert sign_in(visitor, stay="1").cookies["hefu_session"]["max-age"] == 30 * 24 * 3600


def test_who_only_reads_gets_no_cookie(visitor: Client) -> None:
    assert not visitor.get("/").cookies


def test_https_makes_cookies_secure_and_is_held_to(tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    told = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'hefu.settings'\n"
        "from hefu.ledger.opening import open_ledger; open_ledger('a.sqlite3', create=True)\n"
        "from django.test import Client; from hefu.accounts import store\n"
        "client = Client(headers={'host': 'localhost'})\n"
        "client.force_login(store.add('lin', role='reader')); answer = client.get('/account/', secure=True)\n"
        "print(answer['Strict-Transport-Security'], sorted(client.cookies), sep='|')\n"
        "print(*(bool(one['secure']) for one in client.cookies.values()))\n"
    )
    environment = {**os.environ, "HEFU_HTTPS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", told], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines() == ["max-age=31536000|['__Host-hefu_csrf', '__Host-hefu_session']", "True True"]


# ---------------------------------------------------------------- guessing


def test_guessing_is_slow_for_a_name_wherever_it_is_tried_from(lin: Account, visitor: Client) -> None:
    for number in range(throttle.FREE["name"]):
        assert sign_in_from(visitor, f"198.51.100.{number}", password="x").status_code == 403
    answer = sign_in_from(visitor, "203.0.113.9")
    assert answer.status_code == 429 and "尝试次数过多" in words(answer)
    assert int(answer["Retry-After"]) >= 1
    Attempt.objects.update(last=timezone.now() - timedelta(seconds=throttle.LONGEST))
    assert sign_in_from(visitor, "203.0.113.9").status_code == 302
    assert sign_in_from(visitor, "203.0.113.9", password="x").status_code == 403  # it begins anew


def test_guessing_is_slow_from_an_address_whatever_name_it_tries(lin: Account, visitor: Client) -> None:
    for number in range(throttle.FREE["address"]):
        throttle.attempt(f"name{number}", f"2001:db8::{number}")
    assert sign_in_from(visitor, "2001:db8::ffff").status_code == 429
    assert sign_in_from(visitor, "2001:db9::1").status_code == 302


def test_waiting_grows_to_a_quarter_of_an_hour_and_no_more() -> None:
    waits = []
    for _number in range(20):
        made = throttle.attempt("lin", "198.51.100.1")
        waits.append(made.seconds)
        Attempt.objects.update(last=timezone.now() - timedelta(seconds=throttle.LONGEST))
    Attempt.objects.update(failures=99, last=timezone.now())
    assert set(waits) == {0}
    assert throttle.LONGEST - 1 <= throttle.attempt("lin", "198.51.100.1").seconds <= throttle.LONGEST


def test_names_and_addresses_are_kept_as_keyed_hashes_for_an_hour() -> None:
    throttle.attempt("lin", "198.51.100.1")
    kept = {row.key for row in Attempt.objects.all()}
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in kept)
    assert not kept & {hashlib.sha256(text.encode()).hexdigest() for text in ("lin", "198.51.100.1")}
    Attempt.objects.update(last=timezone.now() - throttle.KEPT - timedelta(seconds=1))
    throttle.attempt("other", "198.51.100.2")
    assert not Attempt.objects.filter(key__in=kept).exists()


def sign_in_from(client: Client, address: str, name: str = "lin", password: str = PASSWORD) -> Any:
    return client.post("/sign-in/", {"name": name, "password": password}, REMOTE_ADDR=address)


def test_nobody_escapes_by_naming_another_address(lin: Account, visitor: Client) -> None:
    for _number in range(throttle.FREE["name"]):
        sign_in(visitor, password="x")
    answer = visitor.post("/sign-in/", {"name": "lin", "password": "x"}, headers={"x-forwarded-for": "192.0.2.1"})
    assert answer.status_code == 429


# ---------------------------------------------------------------- links


def test_the_link_of_the_server_signs_in_and_leaves_the_address(lin: Account, visitor: Client) -> None:
    try:
        key = doorway.make(lin)
        answer = visitor.get(f"/enter/?key={key}")
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "same-origin")
        assert "林芷" in words(visitor.get("/"))
        assert visitor.get(f"/enter/?key={key[:-1]}").status_code == 403
    finally:
        doorway.shut()
    other = Client(headers={"host": "localhost"})
    assert other.get(f"/enter/?key={key}").status_code == 403
    assert other.get("/enter/").status_code == 403


def test_who_starts_the_server_is_an_administrator_from_the_first_time_on() -> None:
    assert store.local().role == "administrator"
    assert store.local().pk == store.local().pk


def test_an_invitation_sets_the_password_once(client: Client, visitor: Client) -> None:
    client.post("/accounts/", {"do": "add", "name": "wang", "shown": "王二", "role": "editor"})
    row = store.get("wang")
    page = body(client.post("/accounts/", {"do": "invite", "account": row.pk}))
    link = page.split('translate="no">')[1].split("</code>")[0].replace("&amp;", "&")
    path = link.removeprefix("http://localhost")
    assert "王二" in words(visitor.get(path))
    weak = visitor.post(path, {"password": "1234567890", "again": "1234567890"})
    assert weak.status_code == 400 and "太常见" in words(weak)
    assert visitor.post(path, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert "王二" in words(visitor.get("/"))
    assert Client(headers={"host": "localhost"}).get(path).status_code == 403
    assert passwords.invited("x-y") is None and passwords.invited("") is None


def test_an_officer_begins_with_the_tasks_of_the_own_body_unless_another_page_was_asked_for(visitor: Client) -> None:
    unit = office.create(Body(name="市商务局"), who="李一")
    passwords.set_password(store.add("shen", shown="沈听澜", role="officer", body=unit), PASSWORD)
    assert unquote(sign_in(visitor, "shen", next="")["Location"]) == "/tasks/?body=市商务局"
    assert sign_in(visitor, "shen", next="/plans/")["Location"] == "/plans/"


# ---------------------------------------------------------------- hostile names and addresses


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:evil", "\t//evil",
        "evil.example", "///evil.example", "data:text/html,x",
    ],
)  # fmt: skip
def test_signing_in_leads_to_no_other_site(wanted: str, lin: Account, visitor: Client) -> None:
    assert sign_in(visitor, next=wanted)["Location"] == "/"
    assert f'value="{wanted}"' not in body(visitor.get("/sign-in/", {"next": wanted}))


def test_a_host_that_is_not_ours_is_not_answered(visitor: Client) -> None:
    assert visitor.get("/sign-in/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    "name", ["", "=1+1", "<script>", "a b", "a\u202eb", "-x", "@x", "x" * 51, "a\x00"]
)  # fmt: skip
def test_a_name_to_sign_in_with_is_a_plain_word(name: str) -> None:
    with pytest.raises(UsageError):
        store.add(name, role="reader")


@pytest.mark.parametrize("shown", ["林\u202e芷", "a\x07", "\ufeff", "x" * 51])
def test_a_name_that_others_see_can_be_seen(shown: str) -> None:
    with pytest.raises(UsageError):
        store.add("lin", shown=shown, role="reader")


def test_payloads_in_names_stay_text(client: Client) -> None:
    shown = "<script>alert(1)</script>\"'><img>"
    store.add("lin", shown=shown, role="reader")
    html = body(client.get("/accounts/"))
    assert "<script>alert" not in html and "<img>" not in html and "&lt;script&gt;" in html


def test_nobody_takes_a_name_that_another_has() -> None:
    store.add("lin", shown="林芷", role="reader")
    for name, shown in (("LIN", "x"), ("other", "林芷"), ("other", " 林芷 ")):
        with pytest.raises(UsageError, match="已有同名账号"):
            store.add(name, shown=shown, role="reader")


def test_there_is_always_an_administrator() -> None:
    row = store.add("boss", role="administrator")
    for change in ({"active": False}, {"role": "reader"}):
        with pytest.raises(UsageError, match="最后一名管理员"):
            store.change(row, **change)  # type: ignore[arg-type]
    store.add("other", role="administrator")
    assert not store.change(row, active=False).is_active


# ---------------------------------------------------------------- pages and headers


def test_the_pages_of_accounts_are_kept_nowhere(client: Client) -> None:
    for page in ("/account/", "/accounts/"):
        answer = client.get(page)
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert client.get("/documents/")["Cache-Control"] == "private, no-cache"


def test_a_token_is_shown_once_and_revoked_by_its_owner(client: Client) -> None:
    from hefu.accounts import tokens

    page = body(client.post("/account/", {"do": "token", "name": "同步", "scope": ["read", "edit"], "days": "30"}))
    text = page.split('translate="no">')[1].split("</code>")[0]
    row = tokens.find(text)
    assert row is not None and row.scopes == "read edit"
    again = body(client.get("/account/"))
    assert text not in again and row.start in again
    assert client.post("/account/", {"do": "token", "name": "x"}).status_code == 400
    assert client.post("/account/", {"do": "token", "name": "x", "scope": "administer"}).status_code == 400
    client.post("/account/", {"do": "revoke", "token": row.pk})
    assert tokens.find(text) is None


def test_every_answer_says_what_a_browser_may_do_with_it(visitor: Client) -> None:
    answer = visitor.get("/sign-in/")
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in answer.headers


def test_only_a_page_made_for_it_may_stand_in_a_frame() -> None:
    from django.http import HttpResponse
    from django.test import RequestFactory

    from hefu.web.middleware import EMBEDDED, Headers

    answer = Headers(lambda request: HttpResponse(headers={EMBEDDED: "1"}))(RequestFactory().get("/"))
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert not {"X-Frame-Options", EMBEDDED} & set(answer.headers)
