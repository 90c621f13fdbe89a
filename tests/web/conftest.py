"""An open ledger about an invented city, and a client of its site."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client


@pytest.fixture(scope="session")
def filled(empty_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A ledger of the city, made once, and the hashes of its documents; copy it."""
    from django.db import connection

    from hefu.ledger.opening import open_ledger
    from web import city

    path = tmp_path_factory.mktemp("city") / "hefu.sqlite3"
    shutil.copyfile(empty_ledger, path)
    open_ledger(str(path))
    hashes = city.build()
    connection.close()
    return path, hashes


@pytest.fixture
def hashes(
    filled: tuple[Path, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, str]]:
    """The open ledger of the city, this test's own: hashes of its documents by name."""
    from django.db import connection

    from hefu.ledger.opening import URL, open_ledger
    from hefu.lexicon.indicators import use

    path = tmp_path / "city.sqlite3"
    shutil.copyfile(filled[0], path)
    monkeypatch.setenv(URL, str(path))
    open_ledger(str(path))
    yield filled[1]
    connection.close()
    use(None)


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
