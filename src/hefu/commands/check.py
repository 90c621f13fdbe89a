"""`hefu check`: whether a ledger is whole, and what to do where it is not."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from hefu.commands import ledger_option

if TYPE_CHECKING:
    from hefu.ledger.checking import Part
    from hefu.ledger.checking.trail import Head


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--repair", action="store_true", help="make anew what can be derived again: the index of search, the audit"
    )
    parser.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="NUMBER:HASH",
        help="an end of the audit trail that an earlier check printed: is it still there? May be given several times",
    )
    ledger_option(parser)


def run(options: argparse.Namespace) -> int:
    from hefu.ledger.opening import address, open_ledger

    open_ledger(options.db)

    from hefu.ledger.checking import trail
    from hefu.ledger.checking.repairing import repair

    noted = [trail.Head.read(text) for text in options.head]
    found, derived = _check(noted)
    if options.repair and derived:
        repair(derived)
        print(f"made anew: {', '.join(sorted(derived))}", flush=True)
        found, derived = _check(noted)
    end = trail.head()
    print(f"{address()}: {found or 'no'} defect{'' if found == 1 else 's'}")
    print(f"the audit trail ends at {end}" if end.number else "the audit trail is empty")
    return 1 if found else 0


def _check(noted: list[Head]) -> tuple[int, set[str]]:
    """Prints what is not as it must be. How much it is, and what of it can be derived again."""
    from functools import partial

    from hefu.ledger.checking import check, trail
    from hefu.ledger.opening import clear_errors
    from hefu.office import checking as office

    parts: list[tuple[str, Part]] = [("office", office.check)]
    parts += [("audit trail", partial(trail.holds, head)) for head in noted]
    found, derived = 0, set[str]()
    with clear_errors():
        for defect in check(parts, tell=_tell):
            found += 1
            derived |= {defect.derived} - {""}
            print(defect, flush=True)
    return found, derived


def _tell(part: str) -> None:
    if sys.stderr.isatty():
        print(f"checking: {part}", file=sys.stderr, flush=True)
