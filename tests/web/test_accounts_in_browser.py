"""Signing in, and what each role may not do, in a real browser, served as people serve it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from web.browsing import Site, Visitor, served

pytestmark = pytest.mark.browser

PASSWORD = "雨过天青云破处，这般颜色"


@pytest.fixture(scope="module")
def site(
    filled: tuple[str, dict[str, str]], databases: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A site of this module's own: people are made in it."""
    with served(databases.copy(filled[0], tmp_path_factory.mktemp("accounts") / "hefu.sqlite3")) as at:
        yield at


def invitation(boss: Any, name: str, shown: str, role: str) -> str:
    """An administrator makes an account and its link."""
    boss.goto("/accounts/")
    boss.fill("#f-name", name)
    boss.fill("#f-shown", shown)
    boss.select_option("#f-role", role)
    boss.click("button[value=add]")
    return str(boss.inner_text(".acc-secret"))


def test_a_person_is_invited_chooses_a_password_and_may_do_what_the_role_may(browser: Any, site: Site) -> None:
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
    page.wait_for_url(f"{site.address}/")
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
    page.wait_for_url(f"{site.address}/")

    page.goto("/sign-in/?next=/findings/")
    page.fill("#f-name", "lin")
    page.fill("#f-password", PASSWORD)
    page.click("main form button")
    page.wait_for_url("**/findings/")
    for visitor in (boss, guest):
        assert not [one for one in visitor.faults if "403" not in one]
        visitor.context.close()


@pytest.mark.parametrize("address", ["/sign-in/", "/account/", "/accounts/"])
def test_nothing_scrolls_sideways_on_a_phone(address: str, browser: Any, site: Site) -> None:
    visitor = Visitor(browser, site, viewport={"width": 390, "height": 844})
    visitor.page.goto(address)
    assert not visitor.wide() and not visitor.faults
    visitor.context.close()
