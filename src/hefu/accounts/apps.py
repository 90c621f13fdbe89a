"""Accounts as a Django app, on the machinery of django.contrib.auth."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.contenttypes.management import create_contenttypes
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """Label `accounts`. It stands after django.contrib.auth and django.contrib.contenttypes."""

    name = "hefu.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Rights go by roles (`hefu.accounts.roles`): no rows of permissions are made when a schema changes."""
        post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
        post_migrate.disconnect(create_contenttypes)
