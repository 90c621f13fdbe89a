"""The index of search, of characters and pairs of characters."""

from typing import Any

from django.db import migrations

from hefu.ledger import grams


def make(apps: Any, editor: Any) -> None:
    grams.create(editor, ["ledger_statement", "ledger_folded"])


def unmake(apps: Any, editor: Any) -> None:
    grams.remove(editor)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0010_reviews")]
    operations = [migrations.RunPython(make, unmake)]
