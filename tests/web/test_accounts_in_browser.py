"""Signing in, and what each role may not do, in a real browser, served as people serve it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from web.test_in_browser import Visitor, browser, entered

__all__ = ["browser"]

pytestmark = pytest.mark.browser

PASSWORD = "雨过天青云破处，这般颜色"


@pytest.fixture(scope="module")
def site(browser: Any, filled: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose server printed a link."""
    path = tmp_path_factory.mktemp("accounts") / "hefu.sqlite3"
    shutil.copyfile(filled[0], path)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HEFU_")}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "hefu.cli", "serve", "--db", str(path), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout and "is served at" in server.stdout.readline()
        yield entered(f"http://127.0.0.1:{port}", server.stdout.readline())
        server.send_signal(signal.SIGINT)


def invitation(boss: Any, name: str, shown: str, role: str) -> str:
    """An administrator makes an account and its link."""
    boss.goto("/accounts/")
    boss.fill("#f-name", name)
    boss.fill("#f-shown", shown)
    boss.select_option("#f-role", role)
    boss.click("button[value=add]")
    return str(boss.inner_text(".acc-secret"))


def test_a_person_is_invited_chooses_a_password_and_may_do_what_the_role_may(browser: Any, site: str) -> None:
    boss = Visitor(browser, site)
    assert "key=" not in boss.page.url
    link = invitation(boss.page, "lin", "林芷", "reviewer")

    guest = Visitor(browser, site, signed=False)
    page = guest.page
    page.goto("/findings/")
    page.click(".findings a[href*='/findings/'], main a[href^='/findings/']")
    assert page.locator("main form[method=post]").count() == 0
    page.goto("/account/")
    assert "/sign-in/?next=%2Faccount%2F" in page.url

    page.goto(link)
    page.fill("#f-password", PASSWORD)
    page.fill("#f-again", PASSWORD)
    page.click("main button")
    page.wait_for_url(f"{site}/")
    assert page.inner_text(".bar a[href='/account/']") == "林芷"
    assert page.goto("/accounts/").status == 403
    assert page.goto("/new/body/").status == 403

    page.goto("/account/")
    page.fill("#f-for", "每日同步")
    page.click("button[value=token]")
    token = page.inner_text(".acc-secret")
    assert token.startswith("hefu_")
    page.goto("/account/")
    assert token not in page.content() and token[:11] in page.content()
    page.click("form[action='/sign-out/'] button")
    page.wait_for_url(f"{site}/")

    page.goto("/sign-in/?next=/findings/")
    page.fill("#f-name", "lin")
    page.fill("#f-password", PASSWORD)
    page.click("main form button")
    page.wait_for_url("**/findings/")
    for visitor in (boss, guest):
        assert not [one for one in visitor.faults if "403" not in one]
        visitor.context.close()


@pytest.mark.parametrize("address", ["/sign-in/", "/account/", "/accounts/"])
def test_nothing_scrolls_sideways_on_a_phone(address: str, browser: Any, site: str) -> None:
    visitor = Visitor(browser, site, viewport={"width": 390, "height": 844})
    visitor.page.goto(address)
    assert not visitor.wide() and not visitor.faults
    visitor.context.close()
