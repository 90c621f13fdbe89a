"""The site is killed in the midst of its work and started again: what it has taken in is filed, each file once.

KILLS in the environment says how often; without it once.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import httpx
import pytest
from django.db import connection

from faults.killing import KNOWN, Ledgers, in_child, look
from faults.serving import Person, Program, Site, serving
from hefu.accounts import store, tokens
from hefu.ledger.models import Arrival, Document, Statement
from hefu.ledger.opening import open_ledger

ROUNDS = int(os.environ.get("KILLS", "1"))
FILES = 8
_LINE = "{year}年，云澜市第{n}批茶叶产量{n}.{year}万吨，增长{n}.5%；第{n}条线路接待游客{n}{year}人次。\n"
Seen = tuple[Counter[str], int, int, set[int]]


def files(number: int = FILES, years: int = 12) -> list[tuple[str, bytes]]:
    """Invented notes, each of its own, all with the same number of statements."""
    heads = (f"云澜市茶叶快报第{n}期\n\n" for n in range(1, number + 1))
    bodies = ("".join(_LINE.format(n=n, year=2000 + y) for y in range(years)) for n in range(1, number + 1))
    return [(f"快报{n}.txt", (a + b).encode()) for n, (a, b) in enumerate(zip(heads, bodies, strict=True), 1)]


def token_for(url: str) -> str:
    """A token that may add documents to the ledger at this address."""
    open_ledger(url)
    text, _ = tokens.issue(store.local(), "test", ["read", "edit"])
    connection.close()
    return text


def seen(url: str) -> Seen:
    """States of the files that came in, documents, names of documents, numbers of statements that documents have."""
    open_ledger(url)
    rows = Document.objects.filter(name__startswith="快报")
    counts = {Statement.objects.filter(document=row).count() for row in rows}
    states = Counter(Arrival.objects.values_list("state", flat=True))
    found = states, Document.objects.count(), len({row.name for row in rows}), counts
    connection.close()
    return found


def wait_until(true: Callable[[], bool], *, seconds: float = 90.0, every: float = 0.1) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(every)


def drop(site: Site, token: str, todo: list[tuple[str, bytes]], kept: set[str]) -> None:
    """Sends files in turn by the page, for a look, and by the API, to be filed, until the site is gone. kept: names."""
    try:
        person, program = Person(site), Program(site, token)
        for number, file in enumerate(todo):
            answer = person.drop(file) if number % 2 else program.drop(file)
            if answer.is_success:
                kept.add(file[0])
    except httpx.TransportError:
        return


def _done(url: str, *more: str) -> int:
    """How many files have come as far as they do by themselves."""
    states = seen(url)[0]
    return sum(states[one] for one in ("filed", "found", "failed", *more))


def killed_and_restarted(url: str, folder: Path, drawn: random.Random) -> None:
    """One round. AssertionError when a file that was taken in is lost, stands twice, or is half there."""
    token, todo, kept = token_for(url), files(), set[str]()
    after = drawn.randrange(FILES)
    with serving(url, folder) as site:
        dropping = threading.Thread(target=drop, args=(site, token, todo, kept))
        dropping.start()
        wait_until(lambda: bool(kept) and _done(url) >= after, every=0.02)
        time.sleep(drawn.uniform(0, 0.3))
        site.kill()
        dropping.join()
    told = dict(seen(url)[0])
    status, (_, wrong) = in_child(partial(look, url))
    assert (status, wrong) == (0, [])
    print(f"killed when {len(kept)} of {FILES} were taken in: {told}")
    with serving(url, folder) as site:
        drop(site, token, [file for file in todo if file[0] not in kept], kept)
        assert kept == {name for name, _ in todo}
        wait_until(lambda: _done(url) == FILES)
        Person(site).file_all()
        wait_until(lambda: seen(url)[0]["filed"] == FILES)
        site.kill()
        assert "Traceback" not in site.told.read_text()
    states, documents, names, counts = seen(url)
    assert (states, documents, names) == (Counter(filed=FILES), FILES + len(KNOWN), FILES)
    assert len(counts) == 1 and counts.pop() > 20
    status, (_, wrong) = in_child(partial(look, url))
    assert (status, wrong) == (0, [])


@pytest.mark.slow
def test_a_site_that_is_killed_goes_on_where_it_was_and_files_each_document_once(
    ledgers: Ledgers, tmp_path: Path
) -> None:
    for number in range(ROUNDS):
        killed_and_restarted(ledgers.fresh(), tmp_path, random.Random(f"restart {number}"))
