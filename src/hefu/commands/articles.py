"""`hefu articles`: the articles of a newspaper page; every other document is one."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from hefu.commands import through_the_door
from hefu.model import Article, Document

_EDGE = 12


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a document: txt, md, html, docx or pdf")
    parser.add_argument("--format", choices=("table", "jsonl"), default="table", help="default: table")


def run(options: argparse.Namespace) -> int:
    """Reads the file and prints its articles in reading order."""
    from hefu.ledger.jobs import Job

    document = through_the_door(Job(options.file, extract=False), debug=options.debug).document
    (_jsonl if options.format == "jsonl" else _table)(document)
    return 0


def _jsonl(document: Document) -> None:
    for article in document.articles:
        row = {
            "title": article.title,
            "byline": article.byline,
            "spans": article.spans,
            "state": article.state,
            "repeated": article.repeated,
            "page": article.page,
            "continued_on": article.continued_on,
            "continued_from": article.continued_from,
        }
        print(json.dumps(row, ensure_ascii=False))


def _table(document: Document) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("state", "title", "byline", "characters", "first and last words", box=None)
    table.columns[3].justify = "right"
    for article in document.articles:
        words = "".join("".join(document.text[start:end].split()) for start, end in article.spans)
        edges = words if len(words) <= 2 * _EDGE else f"{words[:_EDGE]}…{words[-_EDGE:]}"
        table.add_row(_state(article), article.title or "—", article.byline or "—", f"{len(words):,}", edges)
    wide = None if sys.stdout.isatty() else 10_000
    Console(markup=False, emoji=False, highlight=False, width=wide).print(table)


def _state(article: Article) -> str:
    """The state, with the pages on which the other parts stand."""
    origin = f", from page {article.continued_from}" if article.continued_from else ""
    return f"{article.state}{f' on page {article.continued_on}' if article.continued_on else ''}{origin}"
