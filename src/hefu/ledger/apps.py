"""The ledger as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Its connections to SQLite know the function by which the index of search is kept."""

    name = "hefu.ledger"

    def ready(self) -> None:
        """Called once when Django has started."""
        from django.db.backends.signals import connection_created

        from hefu.ledger.grams import on_connection

        connection_created.connect(on_connection, dispatch_uid="hefu.ledger.grams")
