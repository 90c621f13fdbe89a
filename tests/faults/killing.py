"""Work on a ledger that is killed with SIGKILL in the middle, again and again, from a parent that has all loaded.

Each round forks a child that works on a fresh copy of a ledger, and ends it at a point drawn from a seed: every other
time after a share of the time that the work takes, else at one of its SQL statements or commits, before or after it.
Then other children look whether the ledger is whole, do the work again, and look once more.
"""

from __future__ import annotations

import os
import pickle
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.backends.signals import connection_created

from faults.work import defects
from hefu.ledger.opening import open_ledger

CHAIN = Path(__file__).parents[1] / "plan" / "chain"
AREAS = Path(__file__).parents[2] / "samples" / "areas.csv"
KNOWN = ("plan-2016-2020.md", "2016-02-20"), ("report-2018.txt", "2018-01-16")
"""Documents that a ledger has before anything is killed, and when they were published."""
ADDED = "report-2019.txt", "2019-01-15"
"""The one that is added then."""
WHOLE = "ledger_original", "ledger_document", "ledger_folded", "ledger_statement", "ledger_numeral"
"""Tables that change together: all rows of a document, or none."""
DERIVED = {"django_session", "ledger_entry"}


@dataclass(frozen=True, slots=True)
class Work:
    """Something that is done to the ledger at an address. kept: tables that it writes in one transaction."""

    name: str
    act: Callable[[str], None]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledgers:
    """Where copies of one ledger are made: gives the address of a fresh one."""

    fresh: Callable[[], str]


@dataclass(slots=True)
class Told:
    """What came of the rounds."""

    rounds: int = 0
    killed: int = 0
    before: int = 0
    after: int = 0


def in_child(function: Callable[[], Any], *, wait: float | None = None) -> tuple[int, Any]:
    """Runs it in a child; its status as os.waitpid tells it, and its answer. wait: seconds after which it is killed."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        _answer(function, writing)
    os.close(writing)
    if wait is not None:
        time.sleep(wait)
        os.kill(pid, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    status = os.waitpid(pid, 0)[1]
    return status, pickle.loads(told) if told else None


def _answer(function: Callable[[], Any], writing: int) -> None:
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    try:
        answer: Any = function()
        connection.close()
        status = 0
    except BaseException:
        answer, status = traceback.format_exc(), 1
    with os.fdopen(writing, "wb") as pipe:
        pickle.dump(answer, pipe)
    os._exit(status)


def rows(url: str) -> dict[str, int]:
    """How many rows each table has."""
    open_ledger(url)
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table not in DERIVED]
    return {model._meta.db_table: model._base_manager.count() for model in models}


def look(url: str) -> tuple[dict[str, int], list[str]]:
    """The rows and the defects of a ledger."""
    return rows(url), [str(one) for one in defects()]


def again(act: Callable[[str], None], url: str) -> tuple[dict[str, int], list[str]]:
    """Does the work and looks."""
    act(url)
    return look(url)


@contextmanager
def killed_at(number: int, *, after: bool) -> Iterator[list[int]]:
    """Inside, this process dies at the statement or commit with this number; 0 for none. Gives the count."""
    count = [0]

    def step(do: Callable[[], Any]) -> Any:
        count[0] += 1
        if count[0] == number and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        done = do()
        if count[0] == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    def hook(connection: Any, **_: object) -> None:
        connection.execute_wrappers.append(lambda execute, *told: step(lambda: execute(*told)))
        commit = connection._commit
        connection._commit = lambda: step(commit)

    connection_created.connect(hook, weak=False)
    try:
        yield count
    finally:
        connection_created.disconnect(hook)


def counted(work: Work, url: str, number: int = 0, *, after: bool = False) -> int:
    with killed_at(number, after=after) as count:
        work.act(url)
    return count[0]


def kill(work: Work, ledgers: Ledgers, *, rounds: int, seed: int) -> Told:
    """So many rounds. AssertionError, with the number of the round, where a ledger is not as it must be."""
    work.act(ledgers.fresh())  # warms this process
    connection.close()
    url = ledgers.fresh()
    _, before = in_child(lambda: rows(url))
    began = time.monotonic()
    status, statements = in_child(lambda: counted(work, url))
    lasts = time.monotonic() - began
    assert status == 0, statements
    _, (final, wrong) = in_child(lambda: look(url))
    assert wrong == []
    drawn, told = random.Random(seed), Told()
    for number in range(rounds):
        url = ledgers.fresh()
        if number % 2:
            status, _ = in_child(partial(work.act, url), wait=drawn.uniform(0, lasts))
        else:
            at, after = drawn.randint(1, statements), drawn.random() < 0.5
            status, _ = in_child(partial(counted, work, url, at, after=after))
        told.killed += os.WIFSIGNALED(status)
        told.rounds += 1
        _judge(work, url, (before, final), told, f"{work.name}, seed {seed}, round {number}")
    return told


def _judge(work: Work, url: str, states: tuple[dict[str, int], dict[str, int]], told: Told, where: str) -> None:
    before, final = states
    status, answer = in_child(lambda: look(url))
    assert status == 0, (where, answer)
    found, wrong = answer
    assert wrong == [], (where, wrong)
    kept = [{name: state[name] for name in work.kept} for state in (found, before, final)]
    assert kept[0] in kept[1:], (where, kept)
    told.before += kept[0] == kept[1]
    told.after += kept[0] == kept[2]
    status, answer = in_child(partial(again, work.act, url))
    assert status == 0, (where, answer)
    found, wrong = answer
    assert wrong == [], (where, wrong)
    assert found == final, (where, {name: (found[name], final[name]) for name in final if found[name] != final[name]})


def copies(base: Path, folder: Path) -> Ledgers:
    """Copies of a ledger in SQLite that nobody has open."""
    place = folder / "killed.sqlite3"

    def fresh() -> str:
        for old in folder.glob("killed.sqlite3*"):
            old.unlink()
        shutil.copyfile(base, place)
        return str(place)

    return Ledgers(fresh)


def databases(server: str, template: str) -> Ledgers:
    """Copies of a database in PostgreSQL that nobody has open."""
    import psycopg

    def fresh() -> str:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as one:
            one.execute("DROP DATABASE IF EXISTS killed WITH (FORCE)")
            one.execute(f"CREATE DATABASE killed TEMPLATE {template}".encode())
        return f"{server}/killed"

    return Ledgers(fresh)


def main_of(*arguments: str) -> None:
    """A command, which must succeed."""
    from hefu.cli import main

    status = main(list(arguments))
    if status:
        raise SystemExit(f"{' '.join(arguments)}: status {status}")
    sys.stdout.flush()


def add(file: str, day: str, url: str) -> None:
    """Adds one of the documents of the invented city."""
    main_of("add", str(CHAIN / file), "--published", day, "--area", "云澜市", "--areas", str(AREAS), "--db", url)
