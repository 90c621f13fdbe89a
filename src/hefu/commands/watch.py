"""`hefu watch`: files what is put into a folder, as soon as it is finished."""

from __future__ import annotations

import argparse
from pathlib import Path

from hefu.commands import ledger_option
from hefu.commands.work import EVERY


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="folders to watch")
    parser.add_argument("--once", action="store_true", help="end when all that is there now has been filed")
    parser.add_argument("--every", type=float, default=EVERY, metavar="SECONDS", help="between two looks (default: 2)")
    ledger_option(parser)


def run(options: argparse.Namespace) -> int:
    from hefu.commands.work import work
    from hefu.errors import UsageError
    from hefu.ledger.opening import open_ledger

    if not 0 < options.every <= 86400:
        raise UsageError("--every is a number of seconds above 0, at most a day")
    open_ledger(options.db, create=True)
    return work(options.folders, once=options.once, every=options.every)
