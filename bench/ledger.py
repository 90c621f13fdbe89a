"""Measures the audit of a ledger: `python bench/ledger.py [STATEMENTS] [--db FILE]`.

Fills a ledger with yearly documents of counties (`audit.yearly`), 264 statements each, audits it as a whole, and then
adds one more document, as a user would. A ledger that the file holds already is used as it is.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / part) for part in (".", "src")]

from bench.audit import DEFAULT, yearly  # noqa: E402
from hefu.ledger.opening import open_ledger  # noqa: E402
from hefu.model import Extraction, Numeral  # noqa: E402


def fill(statements: int) -> None:
    """Adds all documents but the last one; nothing is audited yet."""
    from hefu.ledger import store

    ahead = None
    for _, document, found in yearly(statements):
        if ahead is not None:
            store.add(*ahead)
        numerals = tuple(Numeral(one.start, one.end, "quantity", "unit after it") for one in found)
        ahead = document, document.text.encode(), Extraction(tuple(found), numerals)


def add_last(statements: int) -> None:
    from hefu.ledger import store

    *_, (_, document, found) = yearly(statements)
    numerals = tuple(Numeral(one.start, one.end, "quantity", "unit after it") for one in found)
    store.add(document, document.text.encode(), Extraction(tuple(found), numerals))


def timed(what: str, function: Callable[[], object]) -> None:
    start = time.perf_counter()
    result = function()
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what}: {seconds:.2f} s, at most {memory:,.0f} MB so far {result or ''}", flush=True)


def measure(statements: int, file: str) -> None:
    open_ledger(file, create=True)
    from hefu.ledger import auditing
    from hefu.ledger.models import Document

    if not Document.objects.exists():
        timed("filled", lambda: fill(statements))
    timed("audited as a whole", auditing.rebuild)
    timed("one document added", lambda: add_last(statements))
    timed("audited with what it touches", auditing.audit_new)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("statements", nargs="?", type=int, default=DEFAULT)
    parser.add_argument("--db", help="the ledger; default: one that is removed in the end")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        measure(options.statements, options.db or f"{folder}/bench.sqlite3")


if __name__ == "__main__":
    main()
