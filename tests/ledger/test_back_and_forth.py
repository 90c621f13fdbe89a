"""Every migration of the ledger, the office and the accounts can be taken back, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from hefu.accounts.models import Account
from hefu.ledger import store
from hefu.ledger.models import Statement
from hefu.ledger.opening import open_ledger, schema, turn_back
from ledger.examples import TEXT, document, extraction, statement

PARTS = ("accounts", "ledger", "office")


@pytest.fixture(
    params=[pytest.param("SQLite", marks=pytest.mark.nightly), pytest.param("PostgreSQL", marks=pytest.mark.extra)]
)
def lone_ledger(request: pytest.FixtureRequest) -> Iterator[str]:
    """An open ledger that no other test sees, of each kind in turn; its address."""
    if request.param == "SQLite":
        yield str(request.getfixturevalue("ledger"))
        return
    cluster = request.getfixturevalue("cluster")
    url = cluster.create("back_and_forth")
    open_ledger(url, create=True)
    yield url
    connection.close()
    cluster.drop(url)


def steps() -> list[tuple[str, str]]:
    """All migrations of hefu's own, in the order in which they are applied."""
    graph = MigrationLoader(None).graph
    return [(app, name) for app, name in graph._generate_plan(graph.leaf_nodes(), at_end=True) if app in PARTS]


def shape() -> dict[str, Any]:
    """By table: its columns with their types, and what holds for them, indexes with it."""
    asking = connection.introspection
    with connection.cursor() as cursor:
        tables = [name for name in asking.table_names(cursor) if name.startswith(tuple(f"{part}_" for part in PARTS))]
        return {
            table: (
                sorted(
                    (column.name, str(column.type_code), column.null_ok)
                    for column in asking.get_table_description(cursor, table)
                ),
                sorted(_rule(rule) for rule in asking.get_constraints(cursor, table).values()),
            )
            for table in tables
        }


def _rule(rule: Mapping[str, Any]) -> str:
    """Without its name: keys to other tables get one that is made up."""
    return str([rule[one] for one in ("columns", "primary_key", "unique", "foreign_key", "check", "index")])


def before(app: str, name: str) -> str:
    """The migration of the same part before this one."""
    own = [one for part, one in steps() if part == app]
    return own[own.index(name) - 1] if own.index(name) else "zero"


@pytest.mark.parametrize("app", PARTS)
def test_each_step_back_and_forth_gives_the_schema_as_it_was(app: str, lone_ledger: str) -> None:
    whole, applied = shape(), schema()
    for name in reversed([name for part, name in steps() if part == app]):
        turn_back([(app, before(app, name))])
    assert not [table for table in shape() if table.startswith(f"{app}_")], "nothing of the part is left"
    open_ledger(lone_ledger)
    assert (schema(), shape()) == (applied, whole)


def test_what_older_tables_hold_is_there_after_a_step_back_and_forth(lone_ledger: str) -> None:
    store.add(document(TEXT), TEXT.encode(), extraction(statement()))
    kept = list(Statement.objects.values_list("pk", "quote", "start", "end"))
    assert kept
    Account.objects.create(name="gone with its table")
    turn_back([("ledger", "0012"), ("accounts", "zero")])
    open_ledger(lone_ledger)
    assert list(Statement.objects.values_list("pk", "quote", "start", "end")) == kept
    assert not Account.objects.filter(name="gone with its table").exists()
