"""`hefu indicator`: what people change about the indicators of a ledger; what that does is shown first."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from hefu.commands import ledger_option

if TYPE_CHECKING:
    from hefu.ledger.editing import Effect

ACTIONS = ("merge", "split", "set", "undo", "list")
_NEEDED = {"merge": 2, "split": 2, "set": 2, "undo": 1, "list": 0}
_USES = {
    "merge": "hefu indicator merge NAME INTO",
    "split": "hefu indicator split NAME OTHER-NAME",
    "set": "hefu indicator set NAME FIELD=VALUE",
    "undo": "hefu indicator undo NUMBER",
    "list": "hefu indicator list [NAME]",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=ACTIONS, metavar="|".join(ACTIONS))
    parser.add_argument("words", nargs="*", metavar="NAME", help="of indicators, a field, or the number of a change")
    parser.add_argument("--why", default="", help="the reason for the change")
    parser.add_argument("--by", default="", help="who makes it (default: the name of the login)")
    parser.add_argument("--dry-run", action="store_true", help="only show what it would do")
    ledger_option(parser)


def run(options: argparse.Namespace) -> int:
    from hefu.errors import UsageError
    from hefu.ledger.opening import open_ledger

    most = max(_NEEDED[options.action], 1)
    if not _NEEDED[options.action] <= len(options.words) <= most:
        raise UsageError(f"write: {_USES[options.action]}")
    open_ledger(options.db)
    for line in _list(*options.words) if options.action == "list" else _done(options):
        print(line)
    return 0


def _done(options: argparse.Namespace) -> Iterator[str]:
    from hefu.errors import UsageError
    from hefu.ledger import editing

    who = options.by or getpass.getuser()
    if options.action == "undo":
        if not options.words[0].isdecimal():
            raise UsageError("which change? `hefu indicator list` prints their numbers")
        number = int(options.words[0])
        effect = editing.rehearse_undo(number) if options.dry_run else editing.undo(number, who=who)
    else:
        change = editing.Change(
            _edit(options.action, *options.words), who=who, why=options.why or "-" * options.dry_run
        )
        effect = (editing.rehearse if options.dry_run else editing.make)(change)
    yield from _effect(effect, would=options.dry_run)


def _edit(action: Any, name: str, other: str) -> Any:
    from hefu.errors import UsageError
    from hefu.lexicon.indicators import Edit

    if action != "set":
        return Edit(action, name, other)
    field, mark, value = other.partition("=")
    if not mark:
        raise UsageError(f"write: {_USES['set']}")
    return Edit("set", name, field, value)


def _effect(effect: Effect, *, would: bool) -> Iterator[str]:
    for one in effect.moved:
        what = " ".join(filter(None, (one.area, one.holder, one.measure, one.basis, one.unit)))
        yield f"series  {one.before} → {one.after}  {what}  {one.statements} statements beside {one.beside}"
    for sign, found in (("+", effect.ledger.come), ("-", effect.ledger.gone)):
        for finding in found:
            yield f"finding {sign} {finding.severity}  {finding.rule}  {finding.message}"
    for verdict in effect.ledger.verdicts:
        yield f"target  {verdict.indicator} {verdict.period}: {verdict.before or 'none'} → {verdict.after}"
    yield (
        f"{'would move' if would else 'moved'} {effect.statements} statements of {effect.documents} documents; "
        f"{len(effect.ledger.come)} findings appear, {len(effect.ledger.gone)} go, "
        f"{len(effect.ledger.verdicts)} verdicts change"
    )


def _list(name: str = "") -> Iterator[str]:
    from hefu.ledger import editing

    for row in editing.edits(name):
        value = f"={row.value or '(none)'}" if row.kind == "set" else ""
        undone = f"  undone by {row.undone_by}" if row.undone else ""
        yield f"{row.pk}  {row.when:%Y-%m-%d}  {row.who}  {row.kind} {row.name} {row.other}{value}  {row.why}{undone}"
