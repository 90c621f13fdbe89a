"""`hefu align`: which aims and measures of a plan the one below it takes up."""

from __future__ import annotations

import argparse
from pathlib import Path

from hefu.commands import Reading


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("upper", type=Path, metavar="UPPER", help="the plan above: of the nation, the province …")
    parser.add_argument("lower", type=Path, metavar="LOWER", help="the plan that carries it out")
    parser.add_argument("--areas", type=Path, metavar="FILE.csv", help="areas of your own")
    parser.add_argument("--format", choices=("table", "jsonl"), default="table", help="default: table")


def run(options: argparse.Namespace) -> int:
    """Reads the two files and prints what they share."""
    from hefu.export.alignments import Side, as_jsonl, as_text
    from hefu.plan import read_plan
    from hefu.plan.alignment import align

    reading = Reading(argparse.Namespace(**vars(options), published=None, area=None))
    sides = [
        Side(path.stem, document, read_plan(document, extraction))
        for path, document, extraction in reading.extractions([options.upper, options.lower])
    ]
    if len(sides) < 2:
        return reading.status
    upper, lower = sides
    found = align(upper.document, upper.plan, lower.document, lower.plan)
    for line in (as_jsonl if options.format == "jsonl" else as_text)(found, upper, lower):
        print(line)
    return reading.status
