"""PostgreSQL: the documents with a word are found by the index of search, however many they are."""

from typing import Any

from django.db import migrations

from hefu.ledger import grams


def make(apps: Any, editor: Any) -> None:
    grams.create_documents(editor)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0015_imports")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
