"""The index of search: which characters, pairs of characters and triples of digits each text holds.

The trigrams that both databases offer have nothing for terms of one or two characters, and PostgreSQL's need an
extension that an ordinary user may not create. So the grams are our own: in SQLite the words of an FTS5 table without
content or positions, kept by triggers; in PostgreSQL an array under a GIN index, made by a function of the row's text.
The database itself keeps both whenever a row is written, whoever writes it. A term of more than two characters has its
pairs in more rows than those that hold it, so what is found has to be looked at again. Every text with figures holds
nearly all pairs of digits: of those, and of what stands between them, there are triples as well.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable
from itertools import pairwise
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = {
    "ledger_statement": ("id", "folded"),
    "ledger_folded": ("document_id", "text"),
    "ledger_target": ("id", "folded"),
}
"""Table that has an index: its key and the column that is searched."""

_SLOW = 20_000
"""Rows from which on it is told that the index is being made."""

_POSTGRES = """
CREATE OR REPLACE FUNCTION hefu_grams(text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 2000
AS $body$
    SELECT array_agg(DISTINCT gram COLLATE pg_catalog."C")
    FROM (
        SELECT pg_catalog.unnest(ARRAY[one, one || second,
            CASE WHEN one BETWEEN '%' AND '9' AND second BETWEEN '%' AND '9' AND third BETWEEN '%' AND '9'
                 THEN one || second || third END]) AS gram
        FROM (
            SELECT one, pg_catalog.lead(one) OVER neighbours AS second, pg_catalog.lead(one, 2) OVER neighbours AS third
            FROM (
                SELECT char COLLATE pg_catalog."C" AS one, place
                FROM pg_catalog.unnest(pg_catalog.string_to_array($1, NULL)) WITH ORDINALITY AS chars (char, place)
            ) AS chars
            WINDOW neighbours AS (ORDER BY place)
        ) AS threes
    ) AS every
    WHERE gram IS NOT NULL
$body$
"""
"""COST: it takes so many times as long as an operator; the planner would make the grams of many rows anew."""
_DOCUMENTS = """
CREATE OR REPLACE FUNCTION hefu_documents(text[]) RETURNS SETOF bigint LANGUAGE sql STABLE PARALLEL SAFE
SET enable_seqscan = off AS $body$
    SELECT document_id FROM ledger_folded WHERE hefu_grams(text) @> $1
$body$
"""
"""The planner would rather make the grams of every text anew where most documents hold a word: seconds instead of
milliseconds. A function with a setting of its own is planned by itself, so that it goes by the index."""


_TRIPLES = re.compile(r"(?=([%-9]{3}))")
"""Of what figures are written with: digits, and of the signs from % to / those that stand in them."""


def grams(text: str) -> set[str]:
    """Every character of a text, every pair of neighbours, every triple of a figure."""
    return {*text, *map("".join, pairwise(text)), *_TRIPLES.findall(text)}


def wanted(word: str) -> list[str]:
    """The fewest grams that every text with this word holds: its triples and pairs, or the one character that it is."""
    triples = _TRIPLES.findall(word)
    pairs = set(map("".join, pairwise(word))) - {pair for one in triples for pair in (one[:2], one[1:])}
    return sorted({*triples, *pairs}) or [word]


def is_exact(word: str) -> bool:
    """Whether a row with its grams holds the word for certain."""
    return wanted(word) == [word]


def tokens(found: Iterable[str]) -> str:
    """Grams as the tokenizer of SQLite leaves them alone: letters and digits, parted by spaces."""
    return " ".join("z".join(f"{ord(character):x}" for character in gram) for gram in found)


def candidates(vendor: str, table: str, *words: str) -> tuple[str, list[Any]]:
    """SQL for the keys of the rows of a table that hold all grams of these words, and its parameters."""
    key, column = TABLES[table]
    every = sorted({gram for word in words for gram in wanted(word)})
    if vendor == "sqlite":
        match = " AND ".join(f'"{token}"' for token in tokens(every).split())
        return f"SELECT rowid FROM {table}_grams WHERE {table}_grams MATCH %s", [match]
    if table == "ledger_folded":
        return "SELECT hefu_documents(%s)", [every]
    return f"SELECT {key} FROM {table} WHERE hefu_grams({column}) @> %s", [every]


def streamed(word: str, most: int) -> tuple[str, list[Any]]:
    """SQL for SQLite that counts the statements with a word, `most` at most, and its parameters.

    One after the other as the index gives them: a subquery would be made whole before the first is counted.
    """
    table, (key, column) = "ledger_statement", TABLES["ledger_statement"]
    _, [match] = candidates("sqlite", table, word)
    found = f"FROM {table}_grams AS found CROSS JOIN {table} AS row ON row.{key} = found.rowid"
    checked, given = (f" AND instr(row.{column}, %s)", [word]) if not is_exact(word) else ("", [])
    found = found if checked else f"FROM {table}_grams AS found"
    where = f"WHERE {table}_grams MATCH %s{checked} LIMIT %s"
    return f"SELECT count(*) FROM (SELECT 1 {found} {where})", [match, *given, most]


# ---------------------------------------------------------------- made and kept


def on_connection(*, connection: BaseDatabaseWrapper, **_: object) -> None:
    """Tells a connection to SQLite how a text becomes the tokens of its grams."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("hefu_grams", 1, _told, deterministic=True)


_failures: list[Exception] = []


def _told(text: str) -> str:
    """The tokens of a text."""
    try:
        return tokens(grams(text))
    except Exception as error:  # out of memory; SQLite would not say so
        _failures.append(error)
        raise


def raise_lost(error: Exception) -> None:
    """Raises what SQLite has made an error of its own of: what failed in `_told`, or Ctrl-C while it was at work.

    Ctrl-C may come before the first line of `_told`: no `except` there can be sure to see it.
    """
    if "user-defined function raised exception" in str(error):
        raise (_failures.pop() if _failures else KeyboardInterrupt()) from error


def create(editor: BaseDatabaseSchemaEditor, tables: Collection[str] = TABLES.keys()) -> None:
    """Makes the index of what these tables of the ledger have, and all that keeps it."""
    with editor.connection.cursor() as cursor:
        rows = sum(_count(cursor, table) for table in tables)
        if rows > _SLOW:
            print(f"making the index of search for {rows:,} texts; it takes a minute or so a million", file=sys.stderr)
        for statement in _making(editor.connection.vendor, tables):
            cursor.execute(statement)


def create_documents(editor: BaseDatabaseSchemaEditor) -> None:
    """For a ledger whose index is older: how documents are found by it."""
    if editor.connection.vendor == "postgresql":
        with editor.connection.cursor() as cursor:
            cursor.execute(_DOCUMENTS)


def remove(editor: BaseDatabaseSchemaEditor, *, functions: bool = True) -> None:
    """Takes the index away, for an older hefu. functions: those of PostgreSQL as well."""
    with editor.connection.cursor() as cursor:
        for statement in _unmaking(editor.connection.vendor, functions):
            cursor.execute(statement)


def is_kept(connection: BaseDatabaseWrapper) -> bool:
    """Whether the index is there with all that keeps it: SQLite drops the triggers of a table that is made anew."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%_grams_%'")
            return int(cursor.fetchone()[0]) == 3 * len(TABLES)
        cursor.execute(
            "SELECT count(*) FROM pg_indexes WHERE indexname = ANY(%s)", [[f"{one}_grams" for one in TABLES]]
        )
        return int(cursor.fetchone()[0]) == len(TABLES)


def _count(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {table}")
    return int(cursor.fetchone()[0])


def _making(vendor: str, tables: Collection[str]) -> list[str]:
    if vendor != "sqlite":
        return [
            _POSTGRES,
            _DOCUMENTS,
            *(
                f"CREATE INDEX {table}_grams ON {table} USING gin (hefu_grams({TABLES[table][1]})) "
                "WITH (fastupdate = off)"
                for table in tables
            ),
        ]
    return [statement for table in tables for statement in _sqlite(table, *TABLES[table])]


def _sqlite(table: str, key: str, column: str) -> list[str]:
    index = f"{table}_grams"
    into = f"INSERT INTO {index} (rowid, grams) "
    leave = f"INSERT INTO {index} ({index}, rowid, grams) VALUES ('delete', old.{key}, hefu_grams(old.{column}));"
    enter = f"{into}VALUES (new.{key}, hefu_grams(new.{column}));"
    changed = f"WHEN old.{key} <> new.{key} OR old.{column} <> new.{column}"
    return [
        f"CREATE VIRTUAL TABLE {index} USING fts5(grams, content='', detail=none, columnsize=0)",
        f"{into}SELECT {key}, hefu_grams({column}) FROM {table}",
        f"CREATE TRIGGER {index}_new AFTER INSERT ON {table} BEGIN {enter} END",
        f"CREATE TRIGGER {index}_old AFTER DELETE ON {table} BEGIN {leave} END",
        f"CREATE TRIGGER {index}_set AFTER UPDATE ON {table} {changed} BEGIN {leave} {enter} END",
    ]


def _unmaking(vendor: str, functions: bool) -> list[str]:
    if vendor != "sqlite":
        names = ("hefu_documents(text[])", "hefu_grams(text)") if functions else ()
        indexes = [f"DROP INDEX IF EXISTS {table}_grams" for table in TABLES]
        return indexes + [f"DROP FUNCTION IF EXISTS {name}" for name in names]
    triggers = [f"DROP TRIGGER IF EXISTS {table}_grams_{kind}" for table in TABLES for kind in ("new", "old", "set")]
    return triggers + [f"DROP TABLE IF EXISTS {table}_grams" for table in TABLES]
