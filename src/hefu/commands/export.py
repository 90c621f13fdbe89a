"""`hefu export`: the statements of the ledger, or its targets with their results, in open formats."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from hefu.commands import ledger_option

NAMES = ("csv", "xlsx", "parquet", "jsonl", "frictionless", "annotations", "sdmx-csv", "sdmx", "results")
"""The names of the formats: `hefu.export.formats`, and the targets."""

_FILTERS = {
    "indicator": ("NAME", "only of indicators with these words in their name"),
    "area": ("NAME", "only of areas with this in their name: 云澜"),
    "period": ("TIME", "only of this time: 2023, 2023-11, 2021/2025"),
    "doc": ("HASH", "only of the document whose hash begins so"),
    "q": ("WORDS", "only with these words in indicator, quote, area or holder"),
}
_CHOICES = {
    "measure": ("level", "growth", "change", "ratio", "gap", "multiple"),
    "modality": ("actual", "estimate", "target"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("--format", choices=NAMES, default="csv", help="default: csv")
    parser.add_argument("--output", metavar="FILE", type=Path, help="the file to write; default: standard output")
    parser.add_argument("--site", metavar="URL", default="", help="the address of your site, which links begin with")
    for name, (metavar, line) in _FILTERS.items():
        parser.add_argument(f"--{name}", metavar=metavar, default="", help=line)
    for name, choices in _CHOICES.items():
        parser.add_argument(f"--{name}", choices=choices, default="", help=f"only of this {name}")
    ledger_option(parser)


def run(options: argparse.Namespace) -> int:
    """Writes the file, whole or not at all."""
    from hefu.ledger.opening import clear_errors, open_ledger

    open_ledger(options.db)
    site = options.site.rstrip("/")
    with clear_errors():
        pieces = _results(options, site) if options.format == "results" else _statements(options, site)
        with _file(options.output) as out:
            _write(pieces, out)
    return 0


def _write(pieces: Iterable[bytes], out: IO[bytes]) -> None:
    for piece in pieces:
        out.write(piece)
    out.flush()


def _statements(options: argparse.Namespace, site: str) -> Iterator[bytes]:
    from hefu.export.formats import FORMATS
    from hefu.ledger.listing import Filter, statements
    from hefu.ledger.records import records

    chosen = FORMATS[options.format]
    _check(options)
    wanted = Filter(**{name: getattr(options, name) for name in (*_FILTERS, *_CHOICES)}, sort="place")
    return chosen.stream(records(statements(wanted), evidence=chosen.evidence), site)


def _check(options: argparse.Namespace) -> None:
    from hefu.errors import UsageError
    from hefu.ledger.listing import HASH, PERIOD

    if options.period and not re.fullmatch(PERIOD, options.period):
        raise UsageError(f"--period is {options.period!r}: write a time such as 2023, 2023-11 or 2021/2025")
    if options.doc and not re.fullmatch(HASH, options.doc):
        raise UsageError(f"--doc is {options.doc!r}: write the first eight digits or more of the document's hash")


def _results(options: argparse.Namespace, site: str) -> Iterator[bytes]:
    from hefu.export.results import as_results
    from hefu.ledger.aimed import aimed
    from hefu.ledger.targets import listed

    found = listed(area=options.area)
    if options.indicator:
        found = found.filter(indicator__contains=options.indicator)
    return (piece.encode() for piece in as_results(aimed(found), site))


@contextmanager
def _file(path: Path | None) -> Iterator[IO[bytes]]:
    """Where to write: standard output, or beside the file until it is whole."""
    from hefu.errors import UsageError

    if path is None:
        yield sys.stdout.buffer
        return
    try:
        made = NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False)  # noqa: SIM115
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
    try:
        with made:
            yield made
        Path(made.name).replace(path)
    finally:
        Path(made.name).unlink(missing_ok=True)
