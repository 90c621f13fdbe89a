"""`hefu import`: tables of official series into the ledger, by a mapping."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hefu.commands import ledger_option, through_the_door

if TYPE_CHECKING:
    from hefu.ledger.jobs import Job
    from hefu.ledger.prepare import Prepared
    from hefu.lexicon.areas import Areas


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a table: xlsx, xls, csv, tsv, SDMX-CSV or SDMX-ML")
    parser.add_argument(
        "--mapping", metavar="NAME|FILE", help="how figures are taken from it: a file, or a name kept in the ledger"
    )
    parser.add_argument(
        "--propose", action="store_true", help="print the mapping that would be used, and do nothing else"
    )
    parser.add_argument("--dry-run", action="store_true", help="tell what would come in, and write nothing")
    parser.add_argument("--save", metavar="NAME", help="keep the mapping in the ledger under this name")
    parser.add_argument("--leave-unclear", action="store_true", help="import the rest when some figures are unclear")
    parser.add_argument("--again", action="store_true", help="take the figures of a file that the ledger has anew")
    for name, what in _TOLD.items():
        parser.add_argument(f"--{name}", help=what, metavar="DATE" if name == "published" else "TEXT")
    parser.add_argument("--areas", type=Path, metavar="FILE.csv", help="areas of your own")
    ledger_option(parser)


_TOLD = {
    "published": "when it was published: YYYY, YYYY-MM or YYYY-MM-DD",
    "area": "the area that it is about, by its name: 拉萨市",
    "title": "its title",
    "issuer": "who published it",
    "url": "where it was had",
    "licence": "its licence",
}


def run(options: argparse.Namespace) -> int:
    from hefu.read.dates import parse_date

    if options.published:
        options.published = parse_date(options.published)
    with _ledger(options):
        return _run(options)


@contextmanager
def _ledger(options: argparse.Namespace) -> Iterator[None]:
    """Opens the ledger; where only something is to be told, an empty one for a while if there is none."""
    from hefu.ledger.opening import MissingLedgerError, open_ledger

    tells = options.propose or options.dry_run
    try:
        open_ledger(options.db, create=not tells)
        yield
    except MissingLedgerError:
        if not tells:
            raise
        with TemporaryDirectory(prefix="hefu-") as folder:
            open_ledger(f"{folder}/empty.sqlite3", create=True)
            yield


def _run(options: argparse.Namespace) -> int:
    from hefu.ledger import claims, importing
    from hefu.ledger.jobs import Job

    told = {name: getattr(options, name) for name in _TOLD}
    job = Job(options.file, areas=options.areas, more=claims.own_areas(), **told)
    areas = job.gazetteer()
    mapping, looked_at = _mapping(options, job, areas)
    if options.propose:
        print(mapping, end="")
        return 0
    result = through_the_door(replace(job, mapping=mapping), debug=options.debug)
    if options.save and not options.dry_run:
        from hefu.imports import from_text, headings

        importing.save(options.save, mapping, headings(result.document, from_text(mapping)))
        print(f"the mapping is kept as {options.save!r}")
    return _import(options, result, areas, looked_at=looked_at)


def _mapping(options: argparse.Namespace, job: Job, areas: Areas) -> tuple[str, bool]:
    """The text of the mapping, and whether somebody has looked at it: given, kept, or of a table that hefu knows."""
    from hefu.imports import as_text, headings, propose
    from hefu.ledger import importing

    if options.mapping:
        path = Path(options.mapping)
        if path.is_file():
            return _text(path), True
        return importing.saved(options.mapping), True
    document = through_the_door(replace(job, extract=False), debug=options.debug).document
    proposed = propose(document, areas)
    kept = importing.offered(headings(document, proposed))
    if kept is not None:
        print(f"the mapping {kept.name!r} was kept for these headings", file=sys.stderr)
        return kept.text, True
    return as_text(proposed), all(shape.exact for shape in proposed.shapes)


def _text(path: Path) -> str:
    from hefu.errors import UsageError
    from hefu.imports.mapping import LARGEST

    try:
        with path.open(encoding="utf-8-sig") as file:
            return file.read(LARGEST + 1)  # one more is refused where it is understood
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path.name}: the mapping cannot be read: {error}") from None


def _import(options: argparse.Namespace, result: Prepared, areas: Areas, *, looked_at: bool) -> int:
    from hefu.commands.import_telling import tell, tell_rehearsed
    from hefu.ledger import importing, store

    told = result.told or {}
    known = store.find(result.document.source.sha256)
    if known is not None and not options.again:
        same = importing.mapping_of(known.pk) == result.mapping
        more = "" if same else "; by another mapping or as it was read: `--again` takes its figures anew"
        print(f"known {options.file.name}: {known.statements} statements are in the ledger already{more}")
        return 0
    tell(result)
    if not looked_at:
        print("\nThe mapping, as it is proposed from the headings:\n")
        print(result.mapping)
    original = options.file.read_bytes()
    if known is None:
        tell_rehearsed(importing.rehearse(result, original, areas=areas))
    reason = _against(told, looked_at=looked_at, leave=options.leave_unclear)
    if options.dry_run or reason:
        print(f"nothing was written{': ' + reason if reason else ''}", file=sys.stderr if reason else sys.stdout)
        return 1 if reason and not options.dry_run else 0
    if known is not None:
        for line in importing.bring_again(known.pk, result, areas=areas):
            print(f"hefu: {line}", file=sys.stderr)
        print(f"taken anew {options.file.name}: {len(result.extraction.statements)} statements")
        return 0
    added = importing.bring(result, original, areas=areas)
    print(f"imported {options.file.name}: {added.statements} statements")
    return 0


def _against(told: dict[str, Any], *, looked_at: bool, leave: bool) -> str:
    """Why it is not imported as it is; empty when it is."""
    if not told["figures"]:
        return "no figure was found; change the mapping"
    if (told["unclear"] or told["notes"]) and not leave:
        return "some figures are unclear; change the mapping or the file, or import the others with --leave-unclear"
    if not looked_at:
        return "nobody has looked at the mapping; save it to a file with --propose and name it with --mapping"
    return ""
