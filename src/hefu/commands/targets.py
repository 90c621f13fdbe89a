"""`hefu targets`: the targets of the ledger beside the results that answer them, with verdicts."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from hefu.commands import ledger_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hefu.ledger.targets import Shown

VERDICTS = ("met", "missed", "on-course", "behind", "no-result", "not-judgeable")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "--plan", metavar="P", default="", help="only of this document: its file name, or words of its title"
    )
    parser.add_argument("--area", metavar="NAME", default="", help="only of this area, by its name: 拉萨市")
    parser.add_argument("--verdict", choices=VERDICTS, default="", help="only with this verdict")
    parser.add_argument("--indicator", metavar="NAME", default="", help="only of this indicator")
    parser.add_argument("--as-of", metavar="DATE", help="judge as of this day, by what was published until then")
    parser.add_argument(
        "--queue", choices=("no-result", "no-target"), help="targets without results, or results without targets"
    )
    parser.add_argument(
        "--changes", action="store_true", help="targets that a later document states otherwise, or drops"
    )
    parser.add_argument("--format", choices=("table", "jsonl"), default="table", help="default: table")
    ledger_option(parser)


def run(options: argparse.Namespace) -> int:
    """Brings the verdicts up to date and prints them."""
    from hefu.ledger.opening import clear_errors, open_ledger
    from hefu.plan.stating import concept_of
    from hefu.read.dates import parse_date

    as_of = parse_date(options.as_of) if options.as_of else None
    open_ledger(options.db)
    options.indicator = concept_of(options.indicator) if options.indicator else ""
    _up_to_date()
    with clear_errors():
        if options.queue == "no-target":
            return _unasked(options)
        if options.changes:
            return _changes(options)
        return _targets(options, as_of)


def _up_to_date() -> None:
    """Looks through what was added by another way than `hefu add`, or with older rules."""
    from hefu.ledger.tracking import rebuild, stale, track_new

    rebuild() if stale() else track_new()


def _targets(options: argparse.Namespace, as_of: str | None) -> int:
    from hefu.ledger import targets

    found = targets.listed(
        plan=options.plan, area=options.area, indicator=options.indicator, verdict="" if as_of else options.verdict
    )
    if options.queue and not as_of:
        found = targets.without_results(found)
    wanted = options.verdict or ("no-result" if options.queue else "")
    shown = [one for one in targets.shown(found, as_of=as_of) if not wanted or one.assessment.verdict == wanted]
    (_jsonl if options.format == "jsonl" else _table)(shown)
    return 0


def _jsonl(shown: Iterable[Shown]) -> None:
    from hefu.export.targets import as_row, line

    for one in shown:
        names = {part.stated.doc: part.doc for part in (one.target, *one.results, *([one.base] if one.base else []))}
        print(line(as_row(one.assessment, area=one.row.area_name or None, name=names.__getitem__)))


def _table(shown: Iterable[Shown]) -> None:
    rows = []
    for one in shown:
        found = one.assessment
        mark = " (provisional)" if found.provisional else ""
        results = "; ".join(f"{part.stated.period} {_short(part.stated.quote)}" for part in one.results[:2])
        rows.append((one.target.doc, found.aim.stated.name, one.row.period, _short(found.aim.stated.quote),
                     results, f"{found.verdict}{mark}", found.rule, found.formula or found.reason or ""))  # fmt: skip
    _print(("document", "indicator", "due", "target", "results", "verdict", "rule", "formula or reason"), rows)


def _unasked(options: argparse.Namespace) -> int:
    from pathlib import PurePath

    from hefu.export.targets import line
    from hefu.ledger.targets import without_targets

    rows: list[dict[str, Any]] = [
        {"indicator": one.series.indicator.name, "area": one.series.area_name or None, "period": one.period,
         "measure": one.series.measure, "doc": PurePath(one.document.name).stem, "start": one.start, "end": one.end,
         "quote": one.quote}
        for one in without_targets(area=options.area, indicator=options.indicator)
    ]  # fmt: skip
    if options.format == "jsonl":
        for row in rows:
            print(line(row))
    else:
        columns = ("doc", "indicator", "area", "period", "quote")
        _print(columns, [tuple(_short(row[name] or "—") for name in columns) for row in rows])
    return 0


def _changes(options: argparse.Namespace) -> int:
    from hefu.export.targets import as_change, line
    from hefu.ledger.targets import changed, document_names, listed

    found = changed(listed(plan="", area=options.area, indicator=options.indicator))
    names = document_names()
    if options.format == "jsonl":
        for change, _, _ in found:
            print(line(as_change(change, name=names.__getitem__)))
        return 0
    rows = []
    for change, before, after in found:
        now = _short(after.stated.quote) if after else "—"
        where = after.doc if after else names[change.review or ""]
        rows.append((change.kind, before.stated.name, before.stated.period or "—", before.doc,
                     _short(before.stated.quote), where, now))  # fmt: skip
    _print(("", "indicator", "due", "document", "target", "later document", "target then"), rows)
    return 0


def _short(text: str) -> str:
    return " ".join(text.split())


def _print(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns, box=None)
    for row in rows:
        table.add_row(*row)
    wide = None if sys.stdout.isatty() else 10_000
    Console(markup=False, emoji=False, highlight=False, width=wide).print(table)
