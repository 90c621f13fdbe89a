"""`hefu extract`: the statements of files, without a database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hefu.commands import Reading, reading_options

if TYPE_CHECKING:
    from hefu.export.statements import Located


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    reading_options(parser)
    parser.add_argument("--format", choices=("table", "jsonl", "csv"), default="table", help="default: table")


def run(options: argparse.Namespace) -> int:
    reading = Reading(options)
    found = ((path.stem, document, statement) for path, document, statement in reading.statements(options.files))
    {"table": _table, "jsonl": _jsonl, "csv": _csv}[options.format](found)
    return reading.status


def _jsonl(found: Iterator[Located]) -> None:
    from hefu.export.statements import as_jsonl

    for line in as_jsonl(found):
        print(line)


def _csv(found: Iterator[Located]) -> None:
    from hefu.export.statements import as_csv

    for line in as_csv(found):
        print(line)


def _table(found: Iterator[Located]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("at", "figure", "indicator", "area", "period", "measure", "modality", box=None)
    table.columns[0].justify = "right"
    for _, _, statement in found:
        measure = statement.measure + (f" {statement.basis}" if statement.basis else "")
        table.add_row(
            str(statement.start), " ".join(statement.quote.split()), statement.indicator, statement.area or "—",
            statement.period or "—", measure, statement.modality,
        )  # fmt: skip
    if not table.row_count:
        return
    wide = None if sys.stdout.isatty() else 10_000
    Console(markup=False, emoji=False, highlight=False, width=wide).print(table)
