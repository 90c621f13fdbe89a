"""The options of the actions of `hefu office`."""

from __future__ import annotations

import argparse
from pathlib import Path


def out_options(parser: argparse.ArgumentParser) -> None:
    """The file that is written, and its language."""
    parser.add_argument("file", type=Path, metavar="FILE.xlsx")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh", help="of headings and words (default: zh)")


def dispatch_options(parser: argparse.ArgumentParser) -> None:
    """Of the dispatch sheet."""
    out_options(parser)
    on_options(parser)


def import_options(parser: argparse.ArgumentParser) -> None:
    """Of an import."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--map", action="append", default=[], metavar="HEADING=COLUMN", help="what a heading means")
    parser.add_argument("--as", dest="kind", choices=("bodies", "tasks", "reports", "problems", "projects"))
    parser.add_argument("--list", default="", metavar="NAME", help="the list of rows that name none")
    parser.add_argument("--year", type=int, help="of days without a year")
    parser.add_argument("--dry-run", action="store_true", help="show what would happen, and change nothing")
    written_options(parser)


def assign_options(parser: argparse.ArgumentParser) -> None:
    """Of the assignments that a plan makes."""
    parser.add_argument("document", metavar="DOCUMENT", help="of the ledger: its title, file name or hash")
    written_options(parser)


def report_options(parser: argparse.ArgumentParser) -> None:
    """Of a report of progress."""
    parser.add_argument("task", metavar="TASK", help="its number or title")
    parser.add_argument("--list", default="", metavar="NAME", help="the list that it is in")
    parser.add_argument("--period", required=True, help="2025-11, 2025-W47, 2025-Q3 or a day")
    parser.add_argument("--state", required=True, help="on-course, slow, stuck or done")
    parser.add_argument("--figure", default="", help="what is reached, with its unit: 22家")
    parser.add_argument("--text", default="", help="in words")
    parser.add_argument("--evidence", default="", metavar="DOCUMENT", help="a document that proves it")
    parser.add_argument("--quote", default="", help="its words")
    written_options(parser)


def written_options(parser: argparse.ArgumentParser) -> None:
    """Of all that is kept with who and why."""
    parser.add_argument("--by", default="", help="who writes (default: the name of the login)")
    parser.add_argument("--why", default="", help="the reason, for the history")


def on_options(parser: argparse.ArgumentParser) -> None:
    """The day that is judged for."""
    parser.add_argument("--on", metavar="DAY", help="judge as if it were that day")


def list_options(parser: argparse.ArgumentParser) -> None:
    """Of every list."""
    on_options(parser)
    parser.add_argument("--body", default="", help="of this body only")
    parser.add_argument("--format", choices=("table", "jsonl"), default="table", help="default: table")


def task_options(parser: argparse.ArgumentParser) -> None:
    """Of the list of tasks."""
    parser.add_argument("--overdue", action="store_true", help="only those past their due day")
    parser.add_argument("--silent", action="store_true", help="only those without the reports of their rhythm")
    list_options(parser)


def problem_options(parser: argparse.ArgumentParser) -> None:
    """Of the list of problems."""
    parser.add_argument("--overdue", action="store_true", help="only those past their due day")
    list_options(parser)
