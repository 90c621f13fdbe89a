"""The work of an office as a Django app: its rows stand beside the ledger's and change none of them."""

from __future__ import annotations

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Label `office`; made after the ledger, on which it leans softly (hash and place, no foreign keys)."""

    name = "hefu.office"
    label = "office"
