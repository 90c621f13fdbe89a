"""Measures exports of a large ledger: `python bench/export.py [STATEMENTS] [--db FILE]`.

Fills a ledger as `bench/ledger.py` does, unless the file holds one already, and writes it as Parquet and CSV with `hefu
export`, each in a process of its own. Asked for: a million statements in less than 60 s and 500 MB.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / part) for part in (".", "src")]

from bench.ledger import fill, timed  # noqa: E402
from hefu.ledger.opening import open_ledger  # noqa: E402

FORMATS = ("parquet", "csv", "jsonl")


def measure(db: str, name: str, folder: str) -> str:
    """Seconds by the clock, of the processor, and the most memory of a process that exports the ledger."""
    out = Path(folder, f"out.{name}")
    command = [sys.executable, "-m", "hefu.cli", "export", "--db", db, "--format", name, "--output", str(out)]
    begun = time.perf_counter()
    child = os.spawnv(os.P_NOWAIT, sys.executable, command)
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - begun
    if status:
        raise SystemExit(f"hefu export --format {name} failed")
    size = out.stat().st_size / 1e6
    out.unlink()
    return (
        f"{name}: {seconds:.1f} s by the clock, {used.ru_utime + used.ru_stime:.1f} s of the processor, "
        f"{used.ru_maxrss / 1024:,.0f} MB of memory, a file of {size:,.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("statements", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--db", help="the ledger; default: one that is removed in the end")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        db = options.db or f"{folder}/bench.sqlite3"
        open_ledger(db, create=True)
        from hefu.ledger.models import Statement

        if not Statement.objects.exists():
            timed("filled", lambda: fill(options.statements))
        print(f"{Statement.objects.count():,} statements", flush=True)
        for name in FORMATS:
            print(measure(db, name, folder), flush=True)


if __name__ == "__main__":
    main()
