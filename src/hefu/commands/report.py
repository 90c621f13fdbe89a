"""`hefu report`: the evaluation report of a plan, frozen: once issued it can be made again to the byte."""

from __future__ import annotations

import argparse
import sys
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING

from hefu.commands import ledger_option
from hefu.errors import HefuError, UsageError

if TYPE_CHECKING:
    from hefu.report.snapshot import Snapshot

_FORMATS = ("docx", "html", "pdf", "json")


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    add = parser.add_argument
    add("plan", nargs="?", default="", metavar="PLAN", help="its file's name, words of its title, or of its hash")
    add("--format", choices=_FORMATS, default="docx", help="default: docx; json: the snapshot itself")
    add("--kind", choices=("yearly", "mid-term", "final"), help="default: what fits plan and day")
    add("--as-of", metavar="DATE", help="judge as of this day, by what was published until then")
    add("--language", choices=("zh", "en"), default="zh", help="of headings; default: zh")
    add("--who", metavar="NAME", help="who issues it; default: the user of this machine")
    add("--from", dest="snapshot", metavar="SNAPSHOT", default="", help="make an issued report again: the hash of its "
        "snapshot, or a file with it")  # fmt: skip
    add("--out", type=Path, metavar="FILE", help="default: named after the plan; -: standard output")
    add("--fonts", type=Path, metavar="FOLDER", help="a folder with fonts for pdf and docx")
    ledger_option(parser)


def run(options: argparse.Namespace) -> int:
    """Freezes what the ledger says of the plan, makes the file, checks it, and only then keeps and writes it."""
    from hefu import __version__
    from hefu.report.make import make, tools

    snapshot = _snapshot(options)
    data = make(snapshot, options.format, fonts=options.fonts)
    if not options.snapshot:
        from hefu.ledger.reports import issue

        issue(snapshot)
    _write(options, snapshot, data)
    return _compare(options, snapshot, data, f"hefu {__version__}{tools(options.format, options.fonts)}")


def _snapshot(options: argparse.Namespace) -> Snapshot:
    if options.snapshot:
        if options.plan or options.kind or options.as_of:
            raise UsageError("a snapshot has its plan, kind and day already: leave out PLAN, --kind and --as-of")
        return _kept(options)
    if not options.plan:
        raise UsageError("no plan is named: hefu report PLAN, or --from SNAPSHOT for one that was issued")
    return _gathered(options)


def _kept(options: argparse.Namespace) -> Snapshot:
    """A snapshot from its file, which needs no ledger, or from the ledger."""
    from hefu.report.snapshot import load

    file = Path(options.snapshot)
    if file.is_file():
        return load(file.read_bytes(), name=file.name)
    from hefu.ledger.opening import open_ledger

    open_ledger(options.db)
    from hefu.ledger.reports import issued

    return issued(options.snapshot)


def _gathered(options: argparse.Namespace) -> Snapshot:
    from hefu import __version__
    from hefu.ledger.opening import open_ledger
    from hefu.read.dates import parse_date

    as_of = parse_date(options.as_of) if options.as_of else None
    open_ledger(options.db)

    from django.utils import translation

    from hefu.ledger import auditing
    from hefu.ledger.reports import Order, gather
    from hefu.ledger.tracking import rebuild, stale, track_new
    from hefu.office.reporting import problems_of
    from hefu.web.findings import in_words
    from hefu.web.reasons import named

    rebuild() if stale() else track_new()
    auditing.rebuild() if auditing.outdated() else auditing.audit_new()
    with translation.override({"zh": "zh-hans", "en": "en"}[options.language]):
        who = options.who or _user()
        order = Order(options.plan, options.kind, as_of, options.language, who, __version__, named, in_words)
        return gather(order, problems=problems_of)


def _user() -> str:
    try:
        return getuser()
    except (OSError, KeyError) as error:
        raise UsageError("this machine does not tell who you are: say who issues the report with --who NAME") from error


def _write(options: argparse.Namespace, snapshot: Snapshot, data: bytes) -> None:
    if str(options.out) == "-":
        sys.stdout.buffer.write(data)
        return
    name = Path(snapshot.sources[snapshot.plan].name).stem
    file = options.out or Path(f"{name}-{snapshot.kind}-{snapshot.as_of}.{options.format}")
    try:
        file.write_bytes(data)
    except OSError as error:
        raise HefuError(f"{file} cannot be written: {error.strerror}; choose another with --out") from error
    print(f"{file}  snapshot {snapshot.sha256}", file=sys.stderr)


def _compare(options: argparse.Namespace, snapshot: Snapshot, data: bytes, tools: str) -> int:
    """Holds the file against the first one of this report; 1 where it differs."""
    from hashlib import sha256

    if options.format == "json" or (options.snapshot and Path(options.snapshot).is_file()):
        return 0
    from hefu.ledger.reports import rendered

    differs = rendered(snapshot, options.format, sha256(data).hexdigest(), tools)
    if differs:
        print(f"hefu: {differs}", file=sys.stderr)
    return int(bool(differs))
