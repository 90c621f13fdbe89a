"""`hefu plan`: what a plan promises: its tree with targets, projects, responsible bodies and promises."""

from __future__ import annotations

import argparse
from pathlib import Path

from hefu.commands import Reading, reading_options


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a plan or work report: txt, md, html, docx, pdf, …")
    reading_options(parser)
    parser.add_argument("--format", choices=("tree", "jsonl"), default="tree", help="default: tree")


def run(options: argparse.Namespace) -> int:
    """Reads the file and prints its plan."""
    from hefu.export.plans import as_jsonl, as_text
    from hefu.plan import read_plan

    reading = Reading(options, strangers=True)
    for path, document, extraction in reading.extractions([options.file]):
        plan = read_plan(document, extraction, areas=reading.gazetteer)
        for line in as_jsonl(path.stem, plan) if options.format == "jsonl" else as_text(plan, document):
            print(line)
    return reading.status
