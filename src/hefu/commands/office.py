"""`hefu office`: tasks, problems and projects of an office: what is overdue or silent, import, export, reports."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from hefu.commands import ledger_option, office_options
from hefu.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

Action = Callable[[argparse.Namespace], int]


def arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, (line, add, run_) in ACTIONS.items():
        action = actions.add_parser(name, help=line, description=line[0].upper() + line[1:] + ".")
        action.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        add(action)
        if name != "template":
            ledger_option(action)
        action.set_defaults(act=run_)


def run(options: argparse.Namespace) -> int:
    if options.action == "template":  # needs no ledger
        return _template(options)
    from django.utils import translation

    from hefu.ledger.opening import clear_errors, open_ledger

    open_ledger(options.db, create=options.action == "import")
    with translation.override("en"), clear_errors():
        act: Action = options.act
        return act(options)


# ---------------------------------------------------------------- what they do


def _template(options: argparse.Namespace) -> int:
    from hefu.office.template import template

    return _save(options.file, template(options.lang))


def _export(options: argparse.Namespace) -> int:
    from hefu.office.export import export

    return _save(options.file, export(options.lang))


def _dispatch(options: argparse.Namespace) -> int:
    from django.utils import translation

    from hefu.office.dispatch import dispatch

    with translation.override("en" if options.lang == "en" else "zh-hans"):
        return _save(options.file, dispatch(_day(options)))


def _save(path: Path, data: bytes) -> int:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}") from None
    print(f"{path} written")
    return 0


def _import(options: argparse.Namespace) -> int:
    from hefu.commands.office_tables import imported
    from hefu.office.importing import run as bring

    maps = dict(_mapped(one) for one in options.map)
    result = bring(
        options.files, who=_by(options), why=options.why, maps=maps, kind=options.kind, into=options.list,
        year=options.year, dry=options.dry_run,
    )  # fmt: skip
    for note in result.notes:
        print(f"hefu: {note}", file=sys.stderr)
    imported(result, dry=options.dry_run)
    return 0


def _mapped(words: str) -> tuple[str, str]:
    heading, mark, name = words.rpartition("=")
    if not mark or not heading.strip():
        raise UsageError(f"--map {words}: write HEADING=COLUMN, such as 事项=title")
    return heading.strip(), name.strip()


def _report(options: argparse.Namespace) -> int:
    from hefu.office import cells, passages, store
    from hefu.office.writing import Writer

    writer, period = Writer(who=_by(options), why=options.why), cells.period(options.period)
    figure, unit = cells.figure(options.figure)
    values = {"state": cells.code(options.state, "progress"), "figure": figure, "unit": unit, "text": options.text}
    if options.evidence or options.quote:
        values |= passages.find(options.evidence, options.quote)
    task = writer.task(options.task, options.list)
    row = store.report(task, period, values, who=writer.who, why=writer.why)
    print(f"{row.task.title}: {row.period} {row.state}, version {row.version}")
    return 0


def _assign(options: argparse.Namespace) -> int:
    from hefu.office.assigning import assign
    from hefu.office.writing import Writer

    writer = Writer(who=_by(options), why=options.why)
    done = assign(options.document, writer)
    for note in writer.notes:
        print(f"hefu: {note}", file=sys.stderr)
    print(f"{done.title}: {done.new} new, {done.known} known already")
    return 0


def _shown(name: str) -> Action:
    def act(options: argparse.Namespace) -> int:
        from hefu.commands import office_tables

        office_tables.show(name, options, _day(options))
        return 0

    return act


def _day(options: argparse.Namespace) -> date:
    from datetime import date

    from hefu.office.store import today

    try:
        return date.fromisoformat(options.on) if options.on else today()
    except ValueError:
        raise UsageError(f"--on {options.on}: write a day such as 2025-12-18") from None


def _by(options: argparse.Namespace) -> str:
    return str(options.by) or getpass.getuser()


ACTIONS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None], Action]] = {
    "template": ("write an empty ledger to fill in", office_options.out_options, _template),
    "import": ("bring in the ledger of an office, all or nothing", office_options.import_options, _import),
    "export": ("write all rows as a ledger that can be imported again", office_options.out_options, _export),
    "assign": ("assign the items of a plan to the bodies that it names", office_options.assign_options, _assign),
    "tasks": ("list the tasks, the overdue ones first", office_options.task_options, _shown("tasks")),
    "problems": ("list the problems, with the rate of solution", office_options.problem_options, _shown("problems")),
    "projects": ("list the projects with their sums and stages", office_options.list_options, _shown("projects")),
    "bodies": ("list the bodies with what they answer for", office_options.list_options, _shown("bodies")),
    "report": ("report the progress of a task", office_options.report_options, _report),
    "dispatch": ("write the dispatch sheet of the week", office_options.dispatch_options, _dispatch),
}
"""Every action: its one-line help, its options, what it does."""
