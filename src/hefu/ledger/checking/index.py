"""The index of search against the texts that it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from hefu.ledger import grams
from hefu.ledger.checking.defects import REPAIR, SEARCH, Defect

_SAMPLE = 200
_BATCH = 200


def check() -> Iterator[Defect]:
    """In SQLite gram for gram; in PostgreSQL, which keeps indexes itself, that it is valid, and a sample of rows."""
    if not grams.is_kept(connection):
        yield Defect("search", "its index is missing, or what keeps it", REPAIR, SEARCH)
        return
    look = _counted if connection.vendor == "sqlite" else _sampled
    for table in grams.TABLES:
        yield from look(table)


def _counted(table: str) -> Iterator[Defect]:
    """Of each gram how many rows the index has, and the sum of their keys, against those of the rows themselves."""
    key, column = grams.TABLES[table]
    counts: dict[str, int] = {}
    sums: dict[str, int] = {}
    with connection.cursor() as cursor:
        for pk, text in _rows(cursor, f"SELECT {key}, {column} FROM {table}"):
            for gram in grams.grams(text):
                counts[gram] = counts.get(gram, 0) + 1
                sums[gram] = sums.get(gram, 0) + pk
        wanted = {grams.tokens([gram]): (counts[gram], sums[gram]) for gram in counts}
        cursor.execute(f"CREATE VIRTUAL TABLE temp.hefu_vocabulary USING fts5vocab(main, {table}_grams, instance)")
        try:
            found = _rows(cursor, "SELECT term, count(*), sum(doc) FROM temp.hefu_vocabulary GROUP BY term")
            wrong = sum(wanted.pop(term, None) != (count, keys) for term, count, keys in found) + len(wanted)
        finally:
            cursor.execute("DROP TABLE temp.hefu_vocabulary")
    if wrong:
        yield Defect("search", f"the index of {table} is wrong about {wrong:,} characters or pairs", REPAIR, SEARCH)


def _sampled(table: str) -> Iterator[Defect]:
    key, column = grams.TABLES[table]
    with connection.cursor() as cursor:
        cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = %s::regclass", [f"{table}_grams"])
        valid = cursor.fetchone()[0]
        cursor.execute(
            f"SELECT {key}, {column}, hefu_grams({column}) FROM {table} "
            f"WHERE {key} % greatest(1, (SELECT max({key}) / {_SAMPLE} FROM {table})) = 0 LIMIT {2 * _SAMPLE}"
        )
        sample = cursor.fetchall()
        wrong = sum(set(kept or ()) != grams.grams(text) for _, text, kept in sample)
        cursor.execute("SET LOCAL enable_seqscan = off")
        wrong += sum(not _is_found(cursor, table, pk, text) for pk, text, _ in sample[:_SAMPLE])
        cursor.execute("SET LOCAL enable_seqscan = on")
    if wrong or not valid:
        yield Defect(
            "search", f"the index of {table} is wrong about {wrong:,} of {len(sample):,} texts", REPAIR, SEARCH
        )


def _is_found(cursor: Any, table: str, pk: int, text: str) -> bool:
    key = grams.TABLES[table][0]
    middle = len(text) // 2
    if not (word := text[middle : middle + 8].split("\n")[0]):
        return True
    found, parameters = grams.candidates("postgresql", table, word)
    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM ({found}) AS found ({key}) WHERE {key} = %s)", [*parameters, pk])
    return bool(cursor.fetchone()[0])


def _rows(cursor: Any, sql: str) -> Iterator[Any]:
    cursor.execute(sql)
    while rows := cursor.fetchmany(_BATCH):
        yield from rows
