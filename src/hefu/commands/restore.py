"""`hefu restore`: a new ledger from a backup, in SQLite or PostgreSQL, wherever the old one was."""

from __future__ import annotations

import argparse
from pathlib import Path

from hefu.commands import ledger_option


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="what `hefu backup` has made")
    ledger_option(parser)


def run(options: argparse.Namespace) -> int:
    from hefu.ledger import opening

    url = opening.place(options.db)
    opening.start(url)  # so that the archive's migrations can be looked at

    from hefu.ledger.archive import restore

    done = restore(options.file, url)
    print(f"{options.file} → {opening.address()}: {sum(done.rows.values()):,} rows, as they were")
    return 0
