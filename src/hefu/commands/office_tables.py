"""How `hefu office` prints its lists and what an import did."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table

from hefu.office.importing import Result, counted
from hefu.office.judging import rate
from hefu.office.lists import LISTS, bodies_called
from hefu.office.models import Problem

SHOWN = {
    "tasks": ("code", "title", "body", "due", "status", "late_days", "silent_periods", "last_period"),
    "problems": ("code", "title", "body", "found", "due", "status"),
    "projects": ("code", "name", "body", "planned", "signed", "arrived", "stage", "stage_on"),
    "bodies": ("area", "name", "tasks", "overdue", "problems", "projects"),
}
"""The columns of each list as a table; JSON Lines have all keys."""


def show(name: str, options: argparse.Namespace, today: date) -> None:
    """Prints a list."""
    wanted = {key: getattr(options, key) for key in ("body", "overdue", "silent") if getattr(options, key, None)}
    lines = LISTS[name](today, **wanted)
    if options.format == "jsonl":
        for line in lines:
            print(json.dumps(line, ensure_ascii=False))
        return
    _print(SHOWN[name], [[_cell(line[key]) for key in SHOWN[name]] for line in lines])
    if name == "problems":
        rows = Problem.objects.filter(body__in=bodies_called(options.body)) if options.body else Problem.objects.all()
        all_ = rate(list(rows), today)
        share = f" = {all_.percent}%" if all_.percent is not None else ""
        print(f"solved {all_.solved} of {all_.found}{share}; checked {all_.checked}; overdue {all_.overdue}")


def imported(result: Result, *, dry: bool) -> None:
    """Prints what an import did, or would do: each row that is new or changed, then the counts."""
    for one in result.outcomes:
        if one.action != "same":
            told = "; ".join(f"{name}: {old or '—'} → {new or '—'}" for name, (old, new) in one.changes.items())
            print(f"{one.sheet} row {one.number}: {one.action} {one.label}" + (f" ({told})" if told else ""))
    for kind, new, changed, same in counted(result):
        print(f"{kind}: {new} new, {changed} changed, {same} as they were")
    if dry:
        print("nothing was changed: this was a dry run")


def _cell(value: Any) -> str:
    return "" if value == 0 else str(value)


def _print(columns: tuple[str, ...], rows: list[list[str]]) -> None:
    table = Table(*(name.replace("_", " ") for name in columns), box=None)
    for row in rows:
        table.add_row(*(" ".join(cell.split()) for cell in row))
    wide = None if sys.stdout.isatty() else 10_000
    Console(markup=False, emoji=False, highlight=False, width=wide).print(table)
