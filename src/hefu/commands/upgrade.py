"""`hefu upgrade`: the schema of a ledger, up to this hefu's or back to an older one's."""

from __future__ import annotations

import argparse

from hefu.commands import ledger_option
from hefu.errors import UsageError


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="APP.NUMBER",
        help="back to this migration, for an older hefu: ledger.0005, or accounts.zero; may be given several times",
    )
    ledger_option(parser)


def run(options: argparse.Namespace) -> int:
    from hefu.ledger import opening

    wanted = [_migration(text) for text in options.to]
    opening.open_ledger(options.db)
    if wanted:
        opening.turn_back(wanted)
    for app, name in opening.schema():
        print(f"{app}.{name}")
    return 0


def _migration(text: str) -> tuple[str, str]:
    app, point, number = text.partition(".")
    if not (app and point and number):
        raise UsageError(f"no migration is called {text!r}: write it as ledger.0005")
    return app, number
