"""An open ledger about an invented city, and a client of its site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from databases import close, opened
from web.browsing import browser, office, site, visit, visit_office

__all__ = ["browser", "office", "site", "visit", "visit_office"]


@pytest.fixture(scope="session")
def filled(empty_ledger: str, databases: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    """The address of a ledger of the city, made once, and the hashes of its documents; copy it."""
    from hefu.ledger.opening import open_ledger
    from web import city

    url = databases.copy(empty_ledger, tmp_path_factory.mktemp("city") / "hefu.sqlite3")
    open_ledger(url)
    hashes = city.build()
    close()
    return url, hashes


@pytest.fixture
def hashes(
    filled: tuple[str, dict[str, str]], databases: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, str]]:
    """The open ledger of the city, this test's own: hashes of its documents by name."""
    url = databases.copy(filled[0], tmp_path / "city.sqlite3")
    with opened(databases, url, monkeypatch):
        yield filled[1]


ME = "林芷"
"""The name of the account that `client` is signed in with."""


class SignedIn(Client):
    """A browser in which somebody is signed in, from its first request on: then a ledger is open."""

    def __init__(self, role: str = "administrator", *, body: Any = None, shown: str = ME, **more: Any) -> None:
        super().__init__(raise_request_exception=False, headers={"host": "localhost"}, **more)
        self.asked: tuple[str, Any, str] | None = (role, body, shown)

    def request(self, **request: Any) -> Any:
        """Signs in before it asks for the first time."""
        if self.asked is not None:
            role, body, shown = self.asked
            self.asked = None
            self.force_login(account(role, body=body, shown=shown))
        return super().request(**request)


def account(role: str, *, body: Any = None, shown: str = "") -> Any:
    """The account of a role, made where it is not there yet. body: of an officer."""
    from hefu.accounts import store
    from hefu.accounts.models import Account

    name = Account.normalize_username(shown or role)
    return Account.objects.filter(name=name).first() or store.add(name, shown=shown, role=role, body=body)


@pytest.fixture
def client() -> Client:
    """A browser without a screen, signed in with all rights; exceptions become pages, as they do for people."""
    return SignedIn()


@pytest.fixture
def visitor() -> Client:
    """A browser in which nobody is signed in."""
    return Client(raise_request_exception=False, headers={"host": "localhost"})


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """`signed_in("officer", body=body)`: a browser in which somebody of a role is signed in."""

    def browser(role: str, *, body: Any = None, **more: Any) -> Client:
        return SignedIn(role, body=body, shown=role if body is None else f"{role}-{body.pk}", **more)

    return browser
