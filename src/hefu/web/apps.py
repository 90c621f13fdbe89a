"""The site as a Django app: views, templates and static files over the ledger's rows; no models of its own."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Label `web`, so that its templates and static files live under web/."""

    name = "hefu.web"
    label = "web"
