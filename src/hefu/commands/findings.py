"""`hefu findings`: what people decide about the findings of the ledger, and how far its rules can be trusted."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hefu.commands import ledger_option

if TYPE_CHECKING:
    from hefu.ledger.models import Finding

ACTIONS = ("confirm", "dismiss", "reopen", "show", "rules")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=ACTIONS, metavar="|".join(ACTIONS))
    parser.add_argument("identity", nargs="?", metavar="ID", help="of the finding, or how it begins")
    parser.add_argument("--reason", help="why it is dismissed: definition, period, extraction, other")
    parser.add_argument("--note", default="", help="what else there is to say")
    parser.add_argument("--by", default="", help="who decides (default: the name of the login)")
    ledger_option(parser)


def run(options: argparse.Namespace) -> int:
    from hefu.errors import UsageError
    from hefu.ledger.opening import clear_errors, open_ledger

    if options.action != "rules" and not options.identity:
        raise UsageError(f"which finding? `hefu findings {options.action} ID`; `hefu audit` prints their identities")
    open_ledger(options.db)
    with clear_errors():
        for line in _rules() if options.action == "rules" else _one(options):
            print(line)
    return 0


def by(options: argparse.Namespace) -> str:
    """Who does it: as given, else the name of the login."""
    return str(options.by) or getpass.getuser()


def _one(options: argparse.Namespace) -> Iterator[str]:
    from hefu.errors import UsageError
    from hefu.ledger import decisions, findings

    if options.action == "show":
        return _shown(findings.get(options.identity))
    if options.action == "dismiss":
        if not options.reason:
            raise UsageError("--reason is missing: definition, period, extraction or other")
        found = decisions.dismiss(options.identity, options.reason, who=by(options), note=options.note)
    else:
        decide = decisions.confirm if options.action == "confirm" else decisions.reopen
        found = decide(options.identity, who=by(options), note=options.note)
    return iter([f"{found.identity} is {found.state}"])


def _shown(row: Finding) -> Iterator[str]:
    """The finding, what else the ledger says of its figures, and its life so far."""
    from django.utils.timezone import localtime

    from hefu.commands.ledger_findings import as_text
    from hefu.ledger.findings import witnesses

    yield from as_text([row])
    for one in witnesses(row):
        other = one.statement
        yield f"  {one.figure.quote}: {other.document_id}:{other.start} {other.quote} ({one.fits})"
    yield f"{localtime(row.first_seen):%Y-%m-%d %H:%M} found"
    for turn in row.decisions.all():
        words = " ".join(filter(None, (turn.kind, turn.reason, turn.who and f"by {turn.who}", turn.note)))
        yield f"{localtime(turn.when):%Y-%m-%d %H:%M} {words}"


def _rules() -> Iterator[str]:
    from hefu.ledger.findings import records

    for record in records().values():
        dismissed = ", ".join(f"{count} {reason}" for reason, count in sorted(record.dismissed.items())) or "0"
        yield (
            f"{record.rule}: {record.found} found, {record.open} open, {record.confirmed} confirmed, "
            f"{record.resolved} resolved, dismissed: {dismissed}"
        )
