"""`hefu align`: which aims and measures of a plan the one below it takes up, of files or of the ledger."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hefu.commands import Reading, ledger_option
from hefu.errors import UsageError

if TYPE_CHECKING:
    from hefu.ledger.alignment import Laid, Places
    from hefu.ledger.models import Plan

SAYS = ("confirm", "cut", "undo")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("upper", nargs="?", metavar="UPPER", help="the plan above: of the nation, the province …")
    parser.add_argument("lower", nargs="?", metavar="LOWER", help="the plan that carries it out")
    parser.add_argument("--areas", type=Path, metavar="FILE.csv", help="areas of your own")
    parser.add_argument("--format", choices=("table", "jsonl"), default="table", help="default: table")
    ledger_option(parser)
    parser.add_argument("--confirm", metavar="A:B", help="of the ledger: these passages do belong together")
    parser.add_argument("--cut", metavar="A:B", help="they do not; needs --why")
    parser.add_argument("--undo", metavar="A:B", help="takes back what was said of them")
    parser.add_argument("--add", nargs=2, metavar=("A", "WORDS"), help="link A to the passage with these words")
    parser.add_argument("--why", default="", help="the reason; it is kept with the link")
    parser.add_argument("--by", default="", help="who decides (default: the name of the login)")


def run(options: argparse.Namespace) -> int:
    """Reads two files and prints what they share, or does so with plans of the ledger."""
    if options.db is not None:
        return _of_ledger(options)
    if any(getattr(options, name) for name in (*SAYS, "add")):
        raise UsageError("decisions are kept in a ledger: name it with --db")
    if not options.upper or not options.lower:
        raise UsageError("name two files, the plan above and the plan below, or a ledger with --db")
    return _of_files(options)


def _of_files(options: argparse.Namespace) -> int:
    from hefu.export.alignments import Side, as_jsonl, as_text
    from hefu.plan import read_plan
    from hefu.plan.alignment import align

    reading = Reading(argparse.Namespace(**vars(options), published=None, area=None))
    sides = [
        Side(path.stem, document, read_plan(document, extraction))
        for path, document, extraction in reading.extractions([Path(options.upper), Path(options.lower)])
    ]
    if len(sides) < 2:
        return reading.status
    upper, lower = sides
    found = align(upper.document, upper.plan, lower.document, lower.plan)
    for line in (as_jsonl if options.format == "jsonl" else as_text)(found, upper, lower):
        print(line)
    return reading.status


# ---------------------------------------------------------------- ledger


def _of_ledger(options: argparse.Namespace) -> int:
    from hefu.ledger.opening import open_ledger

    open_ledger(options.db)
    from hefu.ledger.alignment import laid

    if not options.upper:
        print(*_pairs(), sep="\n")
        return 0
    if not options.lower:
        raise UsageError("name two plans of the ledger; without any, `hefu align --db` lists which belong together")
    upper, lower = (_plan(name) for name in (options.upper, options.lower))
    if any(getattr(options, name) for name in (*SAYS, "add")):
        print(_decided(options, upper.pk, lower.pk))
        return 0
    both = laid(upper.pk, lower.pk)
    for line in _jsonl(both) if options.format == "jsonl" else _table(both):
        print(line)
    return int(bool(both.lost))


def _pairs() -> Iterator[str]:
    """Which plans of the ledger belong together."""
    from hefu.ledger.alignment import every_pair

    found = [f"{_named(one)}  ←  {_named(other)}" for one, other in every_pair()]
    return iter(found or ["no two plans of the ledger stand above each other"])


def _named(plan: Plan) -> str:
    return f"{plan.pk} {plan.document}"


def _plan(name: str) -> Plan:
    """The plan with this number, as `hefu list` has it, or of the file with this name."""
    from django.db.models import Q

    from hefu.ledger.models import Plan

    named = Q(pk=int(name)) if name.isdigit() else Q(document__name=name) | Q(document__name__startswith=f"{name}.")
    found = list(Plan.objects.filter(named).select_related("document")[:2])
    if len(found) != 1:
        raise UsageError(f"{'several documents are' if found else 'no document is'} called {name!r}: take its number")
    return found[0]


def _decided(options: argparse.Namespace, upper: int, lower: int) -> str:
    from hefu.commands.findings import by
    from hefu.ledger import alignment

    who = by(options)
    if options.add:
        start, words = options.add
        one = alignment.add(upper, lower, _number(start), words, who=who, why=options.why)
    else:
        name = next(name for name in SAYS if getattr(options, name))
        places = _places(getattr(options, name))
        said = {"why": options.why} if name != "undo" else {}
        one = getattr(alignment, name)(upper, lower, places, who=who, **said)
    return f"{one.upper_start}:{one.lower_start} is {one.kind}"


def _places(text: str) -> Places:
    above, _, below = text.partition(":")
    return _number(above), _number(below)


def _number(text: str) -> int:
    if not text.isdigit():
        raise UsageError(f"{text!r} is no place: `hefu align --db LEDGER UPPER LOWER` prints them as 1042:2210")
    return int(text)


def _table(both: Laid) -> Iterator[str]:
    from hefu.export.alignments import shortened

    above = -1
    for tie in both.ties:
        if tie.link.upper.start != above:
            above = tie.link.upper.start
            yield shortened(tie.upper)
        told = "、".join(tie.link.why) if tie.said is None else f"{tie.state} by {tie.said.who}: {tie.said.why}"
        figures = f", {tie.link.figures}" if tie.link.figures else ""
        yield f"  {tie.places[0]}:{tie.places[1]} {tie.state} → {shortened(tie.lower)}  ({told}{figures})"
    yield from (f"– {target.indicator} {target.period} {target.quote}" for target in both.dropped_targets)
    yield from (f"– {shortened(words)}" for _, words in both.dropped)
    for one in both.lost:
        yield f"lost: {one.who} {one.kind} {shortened(one.upper_quote)} → {shortened(one.lower_quote)}"


def _jsonl(both: Laid) -> Iterator[str]:
    from hefu.export.alignments import tied

    yield from tied(
        (
            (tie.places, tie.state, tie.upper, tie.lower, tie.link, tie.said.who if tie.said else None)
            for tie in both.ties
        ),
        [(one.start, words) for one, words in both.dropped],
        [(one.start, one.quote) for one in both.dropped_targets],
    )
