"""`hefu outline`: the headings of a document as a tree."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hefu.commands import through_the_door

if TYPE_CHECKING:
    from hefu.model import Document


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a document: txt, md, html, docx or pdf")
    parser.add_argument("--format", choices=("table", "jsonl"), default="table", help="default: table")


def run(options: argparse.Namespace) -> int:
    """Reads the file and prints its headings."""
    from hefu.ledger.jobs import Job

    document = through_the_door(Job(options.file, extract=False), debug=options.debug).document
    if not document.outline:
        print(f"hefu: no headings were found in {options.file}", file=sys.stderr)
    for line in (_jsonl if options.format == "jsonl" else _table)(document):
        print(line)
    return 0


def _jsonl(document: Document) -> Iterator[str]:
    from dataclasses import asdict

    for heading in document.outline:
        yield json.dumps(asdict(heading), ensure_ascii=False)


def _table(document: Document) -> Iterator[str]:
    """The place of each heading and, indented by its level, its words; what is missing stands where it would."""
    from hefu.read.gaps import Gap, gaps

    missing: dict[int, list[Gap]] = {}
    for gap in gaps(document.outline, document.text):
        missing.setdefault(gap.before, []).append(gap)
    width = max((len(str(heading.start)) for heading in document.outline), default=0)
    for number, heading in enumerate(document.outline):
        for gap in missing.get(number, ()):
            yield f"{'':{width}}  {'  ' * (gap.level - 1)}（missing: {' '.join(gap.marks)}{'?' * gap.likely}）"
        yield f"{heading.start:{width}}  {'  ' * (heading.level - 1)}{heading.label}"
