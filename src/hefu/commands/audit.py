"""`hefu audit`: figures of files that cannot all be true, without a database."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hefu.commands import Reading, reading_options

if TYPE_CHECKING:
    from hefu.audit import Audit, Read
    from hefu.model import Document


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    reading_options(parser)
    parser.add_argument("--format", choices=("table", "jsonl"), default="table", help="default: table")
    parser.add_argument("--verbose", action="store_true", help="say what was not compared, and why")


def run(options: argparse.Namespace) -> int:
    from hefu.audit import audit

    reading = Reading(options, strangers=True)
    documents: dict[str, Document] = {}
    result = audit(_read(reading, options.files, documents), areas=reading.gazetteer)
    (_jsonl if options.format == "jsonl" else _table)(result, documents)
    if options.verbose:
        _skipped(result)
    conflicts = any(finding.severity == "conflict" for finding in result.findings)
    return max(reading.status, int(conflicts))


def _read(reading: Reading, files: list[Path], documents: dict[str, Document]) -> Iterator[Read]:
    """The documents with their statements; two files of one name are told apart by their paths."""
    for path, document, extraction in reading.extractions(files):
        name = path.stem if path.stem not in documents else str(path)
        documents[name] = document
        yield name, document, extraction.statements


def _jsonl(result: Audit, documents: dict[str, Document]) -> None:
    from hefu.export.findings import as_jsonl

    for line in as_jsonl(result.findings, documents):
        print(line)


def _table(result: Audit, documents: dict[str, Document]) -> None:
    from hefu.export.findings import as_text

    for line in as_text(result.findings, documents):
        print(line)


def _skipped(result: Audit) -> None:
    import sys

    for item in result.skipped:
        figures = ", ".join(" ".join(figure.statement.quote.split()) for figure in item.figures)
        print(f"not compared by {item.rule}: {figures}: {item.reason}", file=sys.stderr)
