"""The file of the database, and its tables: all that the models of this hefu need, and whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from hefu.ledger import opening
from hefu.ledger.checking.defects import RESTORE, UPGRADE, Defect

_MOST = 20


def check() -> Iterator[Defect]:
    """Pages of the file, migrations, tables, columns, indexes and constraints."""
    yield from _pages()
    if not opening.is_current():
        yield Defect("schema", "migrations are missing", UPGRADE)
    with connection.cursor() as cursor:
        there, names = set(connection.introspection.table_names(cursor)), _names(cursor)
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if model._meta.managed and table not in there:
            yield Defect("schema", f"the table {table} is missing", UPGRADE)
        elif model._meta.managed:
            yield from _table(model, names)


def _names(cursor: Any) -> str:
    """The names of all indexes and constraints, each in quotation marks."""
    if connection.vendor == "sqlite":
        cursor.execute("SELECT '\"' || name || '\" ' || coalesce(sql, '') FROM sqlite_master")
    else:
        cursor.execute("SELECT indexname FROM pg_indexes UNION ALL SELECT conname FROM pg_constraint")
    own = connection.vendor == "sqlite"
    return "\n".join(text if own else f'"{text}"' for (text,) in cursor.fetchall())


def _pages() -> Iterator[Defect]:
    """SQLite looks through its file; a server keeps its own."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA integrity_check({_MOST})")
        for (told,) in cursor.fetchall():
            if told != "ok":
                yield Defect("file", str(told), RESTORE)


def _table(model: type[models.Model], names: str) -> Iterator[Defect]:
    table = model._meta.db_table
    with connection.cursor() as cursor:  # not by Django's introspection: it parses what made the table, in SQLite
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")
        columns = {one[0] for one in cursor.description}
    for field in model._meta.local_concrete_fields:
        if field.column not in columns:
            yield Defect("schema", f"the column {table}.{field.column} is missing", UPGRADE)
    for one in (*model._meta.indexes, *model._meta.constraints):
        if f'"{one.name}"' not in names:
            yield Defect("schema", f"{one.name} of the table {table} is missing", UPGRADE)
