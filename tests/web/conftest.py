"""An open ledger about an invented city, and a client of its site."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

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


@pytest.fixture
def client() -> Client:
    """A browser without a screen; exceptions become pages, as they do for people."""
    return Client(raise_request_exception=False, headers={"host": "localhost"})
