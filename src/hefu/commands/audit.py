"""`hefu audit`: figures that cannot all be true, of files without a database, or of the ledger."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hefu.commands import Reading, ledger_option, reading_options

if TYPE_CHECKING:
    from hefu.audit import Audit, Read, Skipped
    from hefu.model import Document


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="without files the ledger is audited")
    reading_options(parser)
    parser.add_argument("--format", choices=("table", "jsonl"), default="table", help="default: table")
    parser.add_argument("--verbose", action="store_true", help="say what was not compared, and why")
    ledger_option(parser)
    parser.add_argument("--all", action="store_true", help="of the ledger: also what is dismissed or resolved")
    parser.add_argument(
        "--rebuild", action="store_true", help="audit the whole ledger anew, as after an update of hefu"
    )


def run(options: argparse.Namespace) -> int:
    from hefu.errors import UsageError

    of_ledger = [name for name in ("db", "all", "rebuild") if getattr(options, name)]
    if options.files and of_ledger:
        raise UsageError(f"--{of_ledger[0]} is for the ledger: leave it out, or name no files")
    if not options.files and (options.published or options.areas):
        raise UsageError("--published and --areas tell of files: name some, or leave them out to audit the ledger")
    return _files(options) if options.files else _ledger(options)


# ---------------------------------------------------------------- files


def _files(options: argparse.Namespace) -> int:
    from hefu.audit import audit

    reading = Reading(options, strangers=True)
    documents: dict[str, Document] = {}
    result = audit(_read(reading, options.files, documents), areas=reading.gazetteer)
    (_jsonl if options.format == "jsonl" else _table)(result, documents)
    if options.verbose:
        _skipped(result.skipped)
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


def _skipped(skipped: Iterable[Skipped]) -> None:
    for item in skipped:
        figures = ", ".join(" ".join(figure.statement.quote.split()) for figure in item.figures)
        print(f"not compared by {item.rule}: {figures}: {item.reason}", file=sys.stderr)


# ---------------------------------------------------------------- the ledger


def _ledger(options: argparse.Namespace) -> int:
    from hefu.commands.ledger_findings import as_jsonl, as_text
    from hefu.ledger.opening import clear_errors, open_ledger

    open_ledger(options.db)
    from hefu.ledger import auditing, findings

    if options.rebuild:
        auditing.rebuild()
    else:
        auditing.audit_new()
        _tell_outdated(auditing.outdated())
    wanted = findings.listed(area=options.area or "", states=() if options.all else ("open",))
    with clear_errors():
        for line in (as_jsonl if options.format == "jsonl" else as_text)(findings.complete(wanted)):
            print(line)
        conflicts = findings.listed(severity="conflict", area=options.area or "").exists()
    if options.verbose:
        _skipped(auditing.skipped())
    return int(conflicts)


def _tell_outdated(count: int) -> None:
    if count:
        print(
            f"hefu: {count} documents were added by an older hefu and are not held against the others yet: "
            "run `hefu audit --rebuild`",
            file=sys.stderr,
        )
