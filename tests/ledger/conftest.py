"""Ledgers of both kinds. PostgreSQL is started for the tests where it is installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hefu.ledger.opening import URL, open_ledger


@pytest.fixture(params=["SQLite", pytest.param("PostgreSQL", marks=pytest.mark.extra)])
def any_ledger(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An open ledger of this test's own, of each kind in turn; its address."""
    if request.param == "SQLite":
        yield str(request.getfixturevalue("ledger"))
        return
    url = request.getfixturevalue("postgres_ledger")
    monkeypatch.setenv(URL, url)
    yield url


@pytest.fixture
def postgres_ledger(postgres: str) -> Iterator[str]:
    """An open, empty ledger in PostgreSQL."""
    from django.apps import apps
    from django.db import connection

    url = f"{postgres}/ledger"
    open_ledger(url)
    yield url
    models = [model for app in ("ledger", "office", "accounts") for model in apps.get_app_config(app).get_models(True)]
    tables = ", ".join(model._meta.db_table for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    connection.close()
