"""Backups while somebody writes: each comes back as the ledger was at a moment between two documents.

KILLS in the environment says how many documents are added meanwhile, and how many backups are restored at most.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from math import ceil
from pathlib import Path

import pytest
from django.db import connection

from faults.killing import KNOWN, Ledgers, look, main_of
from faults.test_restart import files
from hefu.ledger.models import Document, Original

FILES = int(os.environ.get("KILLS", "4"))
State = tuple[str, tuple[tuple[str, str, str], ...]]


def state(url: str, out: Path) -> State:
    """All statements of a ledger as JSON Lines, as a hash; of each document its name, its original's hash and bytes.

    Findings are left out: `hefu add` looks for them after the documents that it was given are in the ledger.
    """
    main_of("export", "--format", "jsonl", "--output", str(out), "--db", url)
    statements = [json.loads(line) | {"findings": []} for line in out.read_bytes().splitlines()]
    lines = hashlib.sha256("\n".join(sorted(map(json.dumps, statements))).encode()).hexdigest()
    kept = {one.sha256: hashlib.sha256(bytes(one.content)).hexdigest() for one in Original.objects.iterator()}
    documents = Document.objects.order_by("pk").values_list("name", "original")
    assert len(kept) == len(documents)
    return lines, tuple((name, sha256, kept[sha256]) for name, sha256 in documents)


def add_all(url: str, todo: list[Path], out: Path) -> list[State]:
    """Adds files one by one, in a process of its own: the states of the ledger before, and after each."""
    states = [state(url, out)]
    for path in todo:
        main_of("add", str(path), "--published", "2024-01-01", "--db", url)
        states.append(state(url, out))
    connection.close()
    return states


def backed_up(url: str, folder: Path) -> tuple[list[State], list[Path]]:
    """The states that a ledger went through while documents were added, and the backups that were made meanwhile."""
    todo, made = [], list[Path]()
    for name, content in files(FILES, years=3):
        todo.append(folder / name)
        todo[-1].write_bytes(content)
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("fork")) as pool:
        adding = pool.submit(add_all, url, todo, folder / "added.jsonl")
        while not adding.done():
            made.append(folder / f"{len(made)}.hefu")
            main_of("backup", str(made[-1]), "--db", url)
        return adding.result(), made


@pytest.mark.slow
def test_a_backup_made_while_others_write_is_the_ledger_of_one_moment(ledgers: Ledgers, tmp_path: Path) -> None:
    url = ledgers.fresh()
    connection.close()
    states, made = backed_up(url, tmp_path)
    assert [len(one[1]) for one in states] == list(range(len(KNOWN), len(KNOWN) + FILES + 1))
    moments = []
    for backup in made[:: ceil(len(made) / (FILES - 1))]:
        back = str(backup.with_suffix(".sqlite3"))
        main_of("restore", str(backup), "--db", back)
        assert look(back)[1] == []
        moments.append(states.index(state(back, backup.with_suffix(".jsonl"))))  # ValueError: a state that never was
    print(f"{len(made)} backups, {len(moments)} restored: after {moments} of {FILES} documents")
    assert moments == sorted(moments)
    assert len(set(moments)) > 1
    assert all(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == one for name, _, one in states[-1][1][2:])
