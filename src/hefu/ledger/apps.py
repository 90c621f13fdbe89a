"""The ledger as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper


class LedgerConfig(AppConfig):
    """SQLite is told of the function by which the index of search is kept, PostgreSQL how to plan."""

    name = "hefu.ledger"

    def ready(self) -> None:
        """Called once when Django has started."""
        from django.db.backends.signals import connection_created

        from hefu.ledger.grams import on_connection

        connection_created.connect(on_connection, dispatch_uid="hefu.ledger.grams")
        connection_created.connect(_ask_plainly, dispatch_uid="hefu.ledger.plainly")


def _ask_plainly(*, connection: BaseDatabaseWrapper, **_: object) -> None:
    """Pages ask many short questions: to compile one, or to share it out, takes longer than to answer it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off; SET max_parallel_workers_per_gather = 0")
