"""Measures the audit of a ledger: `python bench/ledger.py [STATEMENTS] [--db FILE]`.

Fills a ledger with yearly documents of counties (`audit.yearly`), 264 statements each, audits it as a whole, and then
adds one more document, as a user would. A ledger that the file holds already is used as it is.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / part) for part in (".", "src")]

from bench.audit import DEFAULT, yearly  # noqa: E402
from hefu.ledger.opening import open_ledger  # noqa: E402
from hefu.model import Document, Extraction, Numeral, Statement  # noqa: E402


def fill(statements: int) -> None:
    """Adds all documents; nothing is audited yet."""
    for _, document, found in yearly(statements):
        add(document, found)


def add(document: Document, found: Sequence[Statement]) -> None:
    from hefu.ledger import store

    numerals = tuple(Numeral(one.start, one.end, "quantity", "unit after it") for one in found)
    store.add(document, document.text.encode(), Extraction(tuple(found), numerals))


def add_one_more(statements: int) -> None:
    """The last document once more, with line ends behind it, so that it is another one."""
    from hefu.ledger.models import Document as Row

    *_, (_, last, found) = yearly(statements)
    text = last.text + "\n" * Row.objects.count()
    source = replace(last.source, sha256=sha256(text.encode()).hexdigest(), size=len(text.encode()))
    add(replace(last, text=text, source=source), found)


def timed(what: str, function: Callable[[], object]) -> None:
    """Runs it and prints the seconds of the processor and of the clock, and the most memory that was held so far."""
    clock, processor = time.perf_counter(), time.process_time()
    result = function()
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what}: {processor:.2f} s ({clock:.2f} s by the clock), {memory:,.0f} MB {result or ''}", flush=True)


def measure(statements: int, file: str) -> None:
    open_ledger(file, create=True)
    from hefu.ledger import auditing
    from hefu.ledger.models import Document as Row

    if not Row.objects.exists():
        timed("filled", lambda: fill(statements))
    timed("one document added", lambda: add_one_more(statements))
    timed("audited with what it touches", auditing.audit_new)
    timed("audited as a whole", auditing.rebuild)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("statements", nargs="?", type=int, default=DEFAULT)
    parser.add_argument("--db", help="the ledger; default: one that is removed in the end")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        measure(options.statements, options.db or f"{folder}/bench.sqlite3")


if __name__ == "__main__":
    main()
