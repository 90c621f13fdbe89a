"""`hefu list`: the documents of the ledger."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from typing import Any

from hefu.commands import ledger_option

COLUMNS = ("id", "published", "area", "title", "statements", "file", "sha256")
"""The columns of the list as CSV, and the keys of its JSON lines."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("table", "jsonl", "csv"), default="table", help="default: table")
    ledger_option(parser)


def run(options: argparse.Namespace) -> int:
    from hefu.ledger.opening import open_ledger

    open_ledger(options.db)
    {"table": _table, "jsonl": _jsonl, "csv": _csv}[options.format](_documents())
    return 0


def _documents() -> list[dict[str, Any]]:
    """The documents by area and date, those without last."""
    from django.db.models import Count

    from hefu.ledger.models import Document
    from hefu.ledger.opening import clear_errors

    # The columns come before the count: SQL groups by them, and by no text or layout.
    found = Document.objects.values_list(
        "pk", "published", "area_name", "title", Count("statements"), "name", "original"
    )
    with clear_errors():
        documents = [dict(zip(COLUMNS, row, strict=True)) for row in found]
    return sorted(documents, key=lambda row: (not row["area"], row["area"], not row["published"], row["published"]))


def _table(documents: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("", "published", "area", "title", "statements", box=None)
    table.columns[0].justify = table.columns[-1].justify = "right"
    for row in documents:
        title = row["title"] or row["file"]
        table.add_row(str(row["id"]), row["published"] or "—", row["area"] or "—", title, f"{row['statements']:,}")
    wide = None if sys.stdout.isatty() else 10_000
    Console(markup=False, emoji=False, highlight=False, width=wide).print(table)


def _jsonl(documents: list[dict[str, Any]]) -> None:
    for row in documents:
        print(json.dumps({name: None if value == "" else value for name, value in row.items()}, ensure_ascii=False))


def _csv(documents: list[dict[str, Any]]) -> None:
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(documents)
