"""Opening a ledger: Django started for it, its schema brought up to date, its errors made clear."""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from hefu.errors import BusyError, LedgerError, UsageError
from hefu.ledger import grams
from hefu.lexicon.indicators import use, using
from hefu.settings import DEFAULT_LEDGER, database

URL = "HEFU_DATABASE_URL"
_WRITERS = 0x68656675  # the one advisory lock of hefu in a PostgreSQL database


def open_ledger(url: str | None = None, *, create: bool = False) -> None:
    """Makes the ledger at `url` the one that everything else works on, and brings its schema up to date.

    url: as in `hefu.settings.database`; without one HEFU_DATABASE_URL or `hefu.sqlite3` in the current folder.
    create: make it when there is none yet.
    LedgerError when it cannot be reached, is missing, is no ledger, or was written by a newer hefu.
    """
    start(place(url))
    with clear_errors():
        if connection.vendor == "sqlite" and not (file := Path(connection.settings_dict["NAME"])).is_file():
            if not create:
                raise _missing()
            new_file(file)
        if _unapplied(create=create):
            _migrate()
        settings.SECRET_KEY = _secret()
        _know_indicators()


def place(url: str | None) -> str:
    """The address that is meant when `url` is given, or none."""
    return url or os.environ.get(URL) or DEFAULT_LEDGER


def is_file(url: str) -> bool:
    """Whether the ledger at this address is a file, of SQLite."""
    return "sqlite3" in database(url)["ENGINE"]


def address() -> str:
    """Where the open ledger is, without its password."""
    chosen = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(chosen["NAME"])
    return f"postgresql://{chosen['HOST'] or 'localhost'}/{chosen['NAME']}"


@contextmanager
def writing() -> Iterator[None]:
    """A transaction: all of it or nothing. One process at a time; the others wait for their turn.

    Inside, indicators are what the ledger takes them for.
    """
    from hefu.ledger.concepts import lexicon

    with _alone(), using(cache(lexicon)):
        yield


@contextmanager
def _alone() -> Iterator[None]:
    with clear_errors(), transaction.atomic():
        take_turn()
        yield


def take_turn() -> None:
    """Waits until no other process writes, and keeps them waiting until this transaction ends.

    In SQLite each transaction does so by itself when it begins.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITERS])


@contextmanager
def rehearsing() -> Iterator[None]:
    """As `writing`, but nothing of it is kept: to see what would come of it."""
    with writing():
        yield
        transaction.set_rollback(True)


@contextmanager
def snapshot() -> Iterator[None]:
    """Inside, all that is read of the ledger is of one moment; nobody waits for it."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        django: Any = connection
        usual, django.transaction_mode = django.transaction_mode, "DEFERRED"  # the usual one keeps writers out
        try:
            with transaction.atomic():
                yield
        finally:
            django.transaction_mode = usual
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def clear_errors() -> Iterator[None]:
    """Errors of the database become a LedgerError of one line."""
    try:
        yield
    except DatabaseError as error:
        grams.raise_lost(error)
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        if any(words in reason for words in _BUSY):
            raise BusyError("others write into the ledger, and this waited in vain: do it again in a moment") from error
        advice = next((f"; {advice}" for words, advice in _ADVICE.items() if words in reason), "")
        raise LedgerError(f"the ledger {address()} cannot be used: {reason}{advice}") from error


_BUSY = "database is locked", "lock timeout", "deadlock detected"
"""Words of the database's own message where others were in the way."""
_ADVICE = {
    "disk is full": "nothing of this was kept: free some space on its disk, then do it again",
    "disk I/O error": "nothing of this was kept: free some space on its disk or look whether the disk is broken, "
    "then do it again",
    "No space left": "nothing of this was kept: free some space on its disk, then do it again",
    "readonly database": "see that you may write to the file and its folder",
    "unable to open database file": "see that it is there, and that you may write to the file and its folder",
    "malformed": "keep a copy of it, look what `hefu check` says, and restore a backup",
}
"""Words of the database's own message: what to do."""


def start(url: str) -> None:
    """Starts Django, or turns a started Django to another ledger. Child processes get the same one."""
    chosen = database(url)
    os.environ[URL] = url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hefu.settings")
    if not apps.ready:
        django.setup()
    connection.close()
    del connections["default"]
    connections.settings.update(connections.configure_settings({"default": chosen}))


def new_file(file: Path) -> None:
    """An empty SQLite ledger whose writers queue up already.

    Two processes that turn one file to WAL at the same moment do not wait for each other: one of them fails. So it
    is made beside its place and put there whole; whoever comes second finds it.
    """
    try:
        with TemporaryDirectory(dir=file.parent, prefix=f".{file.name}-") as folder:
            made = Path(folder, file.name)
            with closing(sqlite3.connect(made)) as new:
                new.execute("PRAGMA journal_mode = WAL")
            with suppress(FileExistsError):
                os.link(made, file)
    except OSError as error:
        raise LedgerError(f"the ledger {file} cannot be used: {error.strerror}") from error


def _unapplied(*, create: bool) -> bool:
    """Whether migrations are missing. Refuses what is no ledger of this hefu or an older one."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    if not applied and not create:
        raise _missing()
    if not applied and connection.vendor == "sqlite" and connection.introspection.table_names():
        raise LedgerError(f"{address()} is a database of another program: choose another file with --db")
    known = set(MigrationLoader(None).disk_migrations)
    if newer := sorted(applied - known):
        name = ".".join(newer[0])
        raise LedgerError(f"{address()} was written by a newer hefu ({name}): update hefu, or choose another with --db")
    return bool(known - applied)


def _migrate() -> None:
    """All migrations in one transaction: two processes that find a new ledger do not get into each other's way."""
    connection.disable_constraint_checking()  # SQLite alters tables only so, and only outside of a transaction
    try:
        with _alone():
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
            if not grams.is_kept(connection):
                with connection.schema_editor() as editor:
                    grams.remove(editor)
                    grams.create(editor)
    finally:
        connection.enable_constraint_checking()


def schema() -> list[tuple[str, str]]:
    """The last migration of each part of the open ledger that has been applied."""
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return sorted(dict(applied).items())


def is_current() -> bool:
    """Whether the open ledger has the schema of this hefu. DatabaseError when it cannot be reached."""
    return set(MigrationRecorder(connection).applied_migrations()) >= set(MigrationLoader(None).disk_migrations)


def turn_back(targets: list[tuple[str, str]]) -> None:
    """Takes the open ledger's schema back to these migrations, for an older hefu: (`ledger`, `0005`).

    `zero` stands for none. UsageError when there is no such migration. What only newer tables hold is lost.
    """
    known = MigrationLoader(None).disk_migrations
    for app, number in targets:
        if number != "zero" and not any(one[0] == app and one[1].startswith(number) for one in known):
            raise UsageError(f"there is no migration {app}.{number}: `hefu upgrade` lists the last of each part")
        if app not in {one[0] for one in known}:
            raise UsageError(f"there is no part {app} of a ledger: `hefu upgrade` lists them")
    connection.disable_constraint_checking()
    try:
        with writing():
            for app, number in targets:
                call_command("migrate", app, number, verbosity=0, interactive=False, skip_checks=True)
    except CommandError as error:
        raise UsageError(str(error).partition("\n")[0]) from error
    finally:
        connection.enable_constraint_checking()


def _secret() -> str:
    from hefu.ledger.models import Secret

    return Secret.objects.get_or_create(name="site", defaults={"value": secrets.token_urlsafe(50)})[0].value


def _know_indicators() -> None:
    """Commands that only read take indicators for what the ledger takes them for, too."""
    from hefu.ledger.concepts import forget, lexicon

    forget()
    use(lexicon())


class MissingLedgerError(LedgerError):
    """There is no ledger at this address."""


def _missing() -> LedgerError:
    return MissingLedgerError(
        f"there is no ledger at {address()}: make one with `hefu add FILE…`, or choose one with --db"
    )
