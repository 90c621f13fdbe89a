"""`hefu coverage`: the numerals that became no statement, each with its class and reason."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from hefu.commands import Reading, reading_options
from hefu.model import Document, Extraction, Numeral

_AROUND = 14


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    reading_options(parser)
    parser.add_argument("--format", choices=("table", "jsonl"), default="table", help="default: table")


def run(options: argparse.Namespace) -> int:
    reading = Reading(options)
    show = _jsonl if options.format == "jsonl" else _table
    for path, document, extraction in reading.extractions(options.files):
        show(path, document, extraction)
    return reading.status


def _others(extraction: Extraction) -> list[Numeral]:
    return sorted((n for n in extraction.numerals if n.cls != "quantity"), key=lambda n: n.start)


def _jsonl(path: Path, document: Document, extraction: Extraction) -> None:
    for numeral in _others(extraction):
        row = {
            "doc": path.stem,
            "start": numeral.start,
            "end": numeral.end,
            "quote": document.text[numeral.start : numeral.end],
            "class": numeral.cls,
            "reason": numeral.reason,
        }
        print(json.dumps(row, ensure_ascii=False))


def _table(path: Path, document: Document, extraction: Extraction) -> None:
    text = document.text
    for numeral in _others(extraction):
        before = text[max(0, numeral.start - _AROUND) : numeral.start].replace("\n", " ")
        after = text[numeral.end : numeral.end + _AROUND].replace("\n", " ")
        around = f"{before}[{text[numeral.start : numeral.end]}]{after}"
        print(f"{numeral.start:>7}  {numeral.cls:<5}  {numeral.reason:<24}  {around}")
    count = Counter(numeral.cls for numeral in extraction.numerals)
    total = sum(count.values())
    share = f"{count['quantity'] / total:.1%}" if total else "—"
    others = ", ".join(f"{name} {count[name]:,}" for name in ("time", "name", "part") if count[name])
    print(f"{path.name}: {total:,} numerals, {count['quantity']:,} are statements ({share}); {others or 'no others'}")
