"""One module a command: `arguments(parser)` adds its options, `run(options)` does it and returns the exit status."""

from __future__ import annotations

import argparse


def ledger_option(parser: argparse.ArgumentParser) -> None:
    """The option of all commands that work on a ledger."""
    parser.add_argument(
        "--db",
        metavar="LEDGER",
        help="the ledger: a path, sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME "
        "(default: HEFU_DATABASE_URL, or hefu.sqlite3 in the current folder)",
    )
