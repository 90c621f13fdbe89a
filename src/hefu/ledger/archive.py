"""A ledger as one file, whatever database it is in: the rows of each table as JSON Lines in a zip, with a manifest.

manifest.json: format, version, hefu's version, when it was made, the migrations that had been applied, and for each
table its columns, the number of its rows, and a digest that does not depend on their order. TABLE.jsonl: its rows.
So a ledger moves from SQLite to PostgreSQL and back, and an older one comes back into a newer hefu.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from hefu.errors import LedgerError
from hefu.ledger import opening

FORMAT, VERSION = "hefu ledger", 1
MANIFEST = "manifest.json"
LONGEST = 1 << 30
"""Characters of a row at most: the largest files that hefu reads are far below."""
_BATCH_ROWS, _BATCH_SIZE = 500, 8_000_000
_MODULUS = 1 << 256

Model = type[models.Model]
Row = tuple[Any, ...]


@dataclass(slots=True)
class Summary:
    """What is in a table: how many rows, and the sum of the hashes of their lines."""

    columns: list[str]
    rows: int = 0
    digest: int = 0

    def count(self, row: Row) -> None:
        """Adds a row. PostgreSQL keeps the keys of a JSON object in an order of its own: it does not count."""
        self.rows += 1
        line = hashlib.sha256(_line(row, sort=True)).digest()
        self.digest = (self.digest + int.from_bytes(line)) % _MODULUS

    def told(self) -> dict[str, Any]:
        """As the manifest has it."""
        return {"columns": self.columns, "rows": self.rows, "digest": f"{self.digest:064x}"}


@dataclass(frozen=True, slots=True)
class Archived:
    """What an archive holds: rows by table, without tables that have none."""

    rows: dict[str, int] = field(default_factory=dict)
    size: int = 0


def back_up(path: Path) -> Archived:
    """Writes the open ledger as it is at this moment to a new file, which is there whole or not at all.

    Others go on reading and writing meanwhile. LedgerError when the file is there already or cannot be written.
    """
    if path.exists():
        raise LedgerError(f"{path} is there already: choose another name")
    try:
        with TemporaryDirectory(dir=path.absolute().parent, prefix=f".{path.name}-") as folder:
            made = Path(folder, path.name)
            with opening.clear_errors(), opening.snapshot():
                tables = _write(made)
            os.link(made, path)
    except FileExistsError:
        raise LedgerError(f"{path} is there already: choose another name") from None
    except OSError as error:
        raise LedgerError(f"{path} cannot be written: {error.strerror}") from error
    return Archived({name: one.rows for name, one in tables.items() if one.rows}, path.stat().st_size)


def restore(path: Path, url: str) -> Archived:
    """Makes a new ledger at `url` of an archive, checks that it holds the same to the byte, and opens it.

    LedgerError when there is a ledger already, or when the archive is damaged, is none, or is of a newer hefu; nothing
    is made then.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive, path)
            if opening.is_file(url):
                _into_file(archive, manifest, path, url)
            else:
                opening.start(url)
                with opening.clear_errors():
                    _into_server(archive, manifest, path)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError) as error:
        raise _damaged(path, str(error)) from error
    except OSError as error:
        raise LedgerError(f"{path} cannot be restored: {error.strerror or error}") from error
    opening.open_ledger(url)
    rows = {name: one["rows"] for name, one in manifest["tables"].items() if one["rows"]}
    return Archived(rows, path.stat().st_size)


# ---------------------------------------------------------------- writing


def _write(path: Path) -> dict[str, Summary]:
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    tables: dict[str, Summary] = {}
    path.touch(mode=0o600)  # it holds what signs sessions
    with path.open("r+b") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for model in _models(applied):
            summary = Summary([str(one.column) for one in model._meta.concrete_fields])
            with archive.open(_entry(model), "w", force_zip64=True) as out:
                for row in rows_of(model):
                    summary.count(row)
                    out.write(_line(row))
            tables[model._meta.db_table] = summary
        archive.writestr(MANIFEST, json.dumps(_described(applied, tables), indent=1, ensure_ascii=False))
        file.flush()
        os.fsync(file.fileno())
    return tables


def _described(applied: list[tuple[str, str]], tables: dict[str, Summary]) -> dict[str, Any]:
    from importlib.metadata import version

    return {
        "format": FORMAT,
        "version": VERSION,
        "hefu": version("hefu"),
        "made": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "database": connection.vendor,
        "migrations": [list(one) for one in applied],
        "tables": {name: one.told() for name, one in tables.items()},
    }


def _models(applied: Iterable[tuple[str, str]]) -> list[Model]:
    """The tables as they stood after these migrations, those that others refer to not always first."""
    loader = MigrationLoader(None)
    state = loader.project_state(list(applied), at_end=True)
    found = state.apps.get_models(include_auto_created=True)
    return sorted((m for m in found if m._meta.managed), key=lambda model: model._meta.db_table)


def _entry(model: Model) -> str:
    return f"{model._meta.db_table}.jsonl"


def rows_of(model: Model) -> Iterator[Row]:
    """All rows of a table, by their keys."""
    columns = [one.attname for one in model._meta.concrete_fields]
    return model._base_manager.order_by("pk").values_list(*columns).iterator(chunk_size=200)


def _line(row: Row, *, sort: bool = False) -> bytes:
    return json.dumps(row, ensure_ascii=False, sort_keys=sort, default=_plain).encode() + b"\n"


def _plain(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"a column of type {type(value).__name__} has no form in an archive")


# ---------------------------------------------------------------- reading


def _manifest(archive: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    try:
        with archive.open(MANIFEST) as file:
            found = json.loads(file.read(10_000_000))
        if found["format"] != FORMAT:
            raise KeyError("format")
        tables, migrations = found["tables"], [tuple(one) for one in found["migrations"]]
        sane = all({"columns", "rows", "digest"} <= one.keys() for one in tables.values())
        newer = found["version"] > VERSION or sorted(set(migrations) - set(MigrationLoader(None).disk_migrations))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise LedgerError(f"{path} is no backup of a ledger: give a file that `hefu backup` has made") from error
    if newer:
        raise LedgerError(f"{path} was made by a newer hefu ({found.get('hefu')}): update hefu")
    if not sane:
        raise _damaged(path, "the manifest lacks what it must say of each table")
    return {**found, "migrations": migrations}


def _into_file(archive: zipfile.ZipFile, manifest: dict[str, Any], path: Path, url: str) -> None:
    """Into a file beside its place, which is put there when all is well."""
    opening.start(url)
    place = Path(connection.settings_dict["NAME"])
    taken = LedgerError(f"there is a ledger at {place} already: restore to another place with --db")
    if place.exists():
        raise taken
    with TemporaryDirectory(dir=place.parent, prefix=f".{place.name}-") as folder:
        made = Path(folder, place.name)
        opening.start(str(made))
        with opening.clear_errors():
            opening.new_file(made)
            _fill(archive, manifest, path)
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
        made.chmod(0o600)
        try:
            os.link(made, place)
        except FileExistsError:
            raise taken from None


def _into_server(archive: zipfile.ZipFile, manifest: dict[str, Any], path: Path) -> None:
    if connection.introspection.table_names():
        raise LedgerError(f"{opening.address()} is not empty: restore into a new database, or name one with --db")
    _fill(archive, manifest, path)


def _fill(archive: zipfile.ZipFile, manifest: dict[str, Any], path: Path) -> None:
    """Tables as they stood then, their rows, and a look at what is there now: all in one transaction."""
    connection.disable_constraint_checking()
    try:
        with opening.writing():
            executor = MigrationExecutor(connection)
            executor.migrate(_leaves(executor.loader, set(manifest["migrations"])))
            tables = _models(manifest["migrations"])
            if {one._meta.db_table for one in tables} != set(manifest["tables"]):
                raise _damaged(path, "its tables are not those of its migrations")
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:  # migrations leave them to be checked at once
                    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            for model in tables:
                _fill_table(archive, model, manifest["tables"][model._meta.db_table], path)
            _check(tables, manifest, path)
    finally:
        connection.enable_constraint_checking()


def _leaves(loader: MigrationLoader, wanted: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """The last migration of each app among those wanted."""
    nodes = loader.graph.node_map
    return sorted(
        one for one in wanted if one in nodes and not any(
            child.key[0] == one[0] and child.key in wanted for child in nodes[one].children
        )
    )  # fmt: skip


def _fill_table(archive: zipfile.ZipFile, model: Model, told: dict[str, Any], path: Path) -> None:
    fields = model._meta.concrete_fields
    table = model._meta.db_table
    if told["columns"] != [one.column for one in fields]:
        raise _damaged(path, f"the columns of {table} are not those of its migrations")
    for one in fields:
        if isinstance(one, models.DateField):
            one.auto_now = one.auto_now_add = False  # of the model as it once was, which nobody else uses
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # what its migrations put there
    try:
        with archive.open(_entry(model)) as file:
            for batch in _batches(_rows(file, model)):
                model._base_manager.bulk_create(batch)
    except (KeyError, ValueError, TypeError, ValidationError) as error:
        raise _damaged(path, f"{table}: {error}") from error


def _rows(file: IO[bytes], model: Model) -> Iterator[tuple[int, models.Model]]:
    """Each row, and how long its line is."""
    fields = model._meta.concrete_fields
    lines = io.BufferedReader(file)  # type: ignore[type-var]
    while line := lines.readline(LONGEST):
        values = json.loads(line)
        pairs = zip(fields, values, strict=True)
        yield len(line), model(**{one.attname: None if it is None else one.to_python(it) for one, it in pairs})


def _batches(rows: Iterable[tuple[int, models.Model]]) -> Iterator[list[models.Model]]:
    batch: list[models.Model] = []
    size = 0
    for length, row in rows:
        batch.append(row)
        size += length
        if len(batch) >= _BATCH_ROWS or size >= _BATCH_SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _check(tables: list[Model], manifest: dict[str, Any], path: Path) -> None:
    """Reads everything back: it must be what the manifest tells of, to the byte, and refer to nothing missing."""
    for model in tables:
        told = manifest["tables"][model._meta.db_table]
        found = Summary(told["columns"])
        for row in rows_of(model):
            found.count(row)
        if found.told() != told:
            raise _damaged(path, f"{model._meta.db_table} is not what the manifest tells of")
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise _damaged(path, str(error)) from error
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(sql)


def _damaged(path: Path, what: str) -> LedgerError:
    return LedgerError(f"{path} is damaged ({what}): use another backup")
