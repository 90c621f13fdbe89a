"""`hefu backup`: the whole ledger as one file, while work goes on."""

from __future__ import annotations

import argparse
from pathlib import Path

from hefu.commands import ledger_option


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="where to write it: a name that is not taken yet")
    ledger_option(parser)


def run(options: argparse.Namespace) -> int:
    from hefu.ledger.archive import back_up
    from hefu.ledger.opening import address, open_ledger

    open_ledger(options.db)
    done = back_up(options.file)
    print(f"{address()} → {options.file}: {sum(done.rows.values()):,} rows, {done.size / 1e6:,.1f} MB")
    return 0
