"""The `hefu` command: arguments in, one call, output. Each command is a module of `hefu.commands`.

Importing this module is cheap: a command's module is imported when it is run, Django only by the
commands that need the ledger.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from hefu.errors import HefuError, UsageError

COMMANDS = {
    "read": "show what was understood of a file",
    "outline": "print the headings of a file as a tree",
    "articles": "list the articles of a newspaper page",
    "extract": "print the statements of files",
    "explain": "show the words and rules behind each field",
    "coverage": "list the numerals that became no statement, with the reason",
    "audit": "find figures that cannot all be true",
    "plan": "print what a plan promises: its tree with targets, projects and bodies",
    "align": "lay a plan beside the one above it",
    "targets": "lay the targets of the ledger beside their results",
    "report": "write the evaluation report of a plan, frozen",
    "batch": "read pages by the million, on Spark",
    "add": "read files or folders into the ledger",
    "import": "bring tables of official series into the ledger",
    "findings": "decide about the findings of the ledger",
    "correct": "correct a figure of the ledger",
    "second": "ask a language model about figures of low confidence",
    "indicator": "merge, split and describe the indicators of the ledger",
    "list": "list the documents of the ledger",
    "export": "write statements or targets in open formats",
    "office": "keep tasks, problems and projects: import, lists, reports",
    "watch": "file what is put into a folder",
    "work": "work off the files that came in",
    "check": "verify a ledger: files, spans, references, index, audit trail",
    "backup": "write the whole ledger to one file",
    "restore": "make a ledger of a backup",
    "upgrade": "bring a ledger's schema up to date, or back",
    "account": "keep accounts: who may do what on the site, tokens for programs",
    "serve": "serve the site of the ledger",
    "mcp": "let AI clients ask the ledger",
}
"""Every command and its one-line help; `hefu.commands.NAME` has `arguments(parser)` and `run(options) -> int`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. Exit status: 0 done, 1 the work failed or the audit found conflicts, 2 wrong use."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in arguments
    try:
        options = _parse(arguments)
        return int(options.run(options))
    except HefuError as error:
        if debug:
            raise
        print(f"hefu: {error}", file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def _parse(arguments: list[str]) -> argparse.Namespace:
    from hefu import __version__

    parser = argparse.ArgumentParser(
        prog="hefu", description="Lays what official plans promised beside what was reported."
    )
    parser.add_argument("--version", action="version", version=f"hefu {__version__}")
    parser.add_argument("--debug", action="store_true", help="show the traceback of an error")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    wanted = next((a for a in arguments if a in COMMANDS), None)
    for name, line in COMMANDS.items():
        command = commands.add_parser(name, help=line, description=line[0].upper() + line[1:] + ".")
        command.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        if name == wanted:
            module = importlib.import_module(f"hefu.commands.{name}")
            module.arguments(command)
            command.set_defaults(run=module.run)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
