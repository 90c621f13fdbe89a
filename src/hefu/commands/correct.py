"""`hefu correct`: a person's correction of a figure of the ledger, kept apart from what was extracted."""

from __future__ import annotations

import argparse
import re

from hefu.commands import ledger_option


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("figure", nargs="?", metavar="DOC:START", help="as `hefu audit` prints it: 3:1042")
    parser.add_argument("field", nargs="?", metavar="FIELD", help="value, unit, period, …")
    parser.add_argument("value", nargs="?", metavar="VALUE", help="the right one: 140.5亿, 2021, ''")
    parser.add_argument("--reason", default="", help="why")
    parser.add_argument("--by", default="", help="who corrects (default: the name of the login)")
    parser.add_argument("--undo", type=int, metavar="NUMBER", help="take this correction back")
    ledger_option(parser)


def run(options: argparse.Namespace) -> int:
    from hefu.commands.findings import by
    from hefu.ledger.opening import clear_errors, open_ledger

    open_ledger(options.db)
    from hefu.ledger import corrections

    if options.undo is not None:
        undone = corrections.undo(options.undo, who=by(options))
        print(f"correction {undone.pk} is undone: {undone.field} of {undone.quote} is {undone.expected or 'empty'}")
    elif options.figure is None:
        with clear_errors():
            return _list()
    else:
        document, start = _figure(options)
        made = corrections.correct(
            document, start, options.field, options.value, reason=options.reason, who=by(options)
        )
        print(f"correction {made.pk}: {made.field} of {made.quote} is {made.new or 'empty'}, was {made.old or 'empty'}")
    return 0


def _figure(options: argparse.Namespace) -> tuple[int, int]:
    from hefu.errors import UsageError

    match = re.fullmatch(r"(\d{1,18}):(\d{1,9})", options.figure)
    if match is None or options.value is None:
        raise UsageError("write `hefu correct DOC:START FIELD VALUE --reason …`, DOC:START as `hefu audit` prints it")
    return int(match[1]), int(match[2])


def _list() -> int:
    """Prints the corrections that hold; 1 when one of them could not be made again."""
    from hefu.ledger.corrections import active

    lost = False
    for one in active():
        print(
            f"{one.pk}  {one.document_id}:{one.start}  {one.field} of {one.quote}: {one.old or 'empty'} → "
            f"{one.new or 'empty'}  {one.when:%Y-%m-%d} {one.who}: {one.reason}"
        )
        if one.lost:
            lost = True
            print(f"    not made: {one.lost}")
    return int(lost)
