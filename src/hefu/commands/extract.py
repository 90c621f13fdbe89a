"""`hefu extract`: the statements of files, without a database."""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal
from pathlib import Path

from hefu.model import Statement


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--published")
    parser.add_argument("--area")
    parser.add_argument("--format", choices=("table", "jsonl", "csv"), default="table")


def run(options: argparse.Namespace) -> int:
    from hefu.extract import extract
    for name in options.files:
        path = Path(name)
        text = path.open(encoding="utf-8", newline="").read()
        for s in extract(text, published=options.published, area=options.area):
            print(json.dumps(row(path.stem, s), ensure_ascii=False))
    return 0


def number(x: Decimal | None) -> float | None:
    return None if x is None else float(x)


def row(doc: str, s: Statement) -> dict:
    return {"doc": doc, "start": s.start, "end": s.end, "quote": s.quote, "indicator": s.indicator, "value": number(s.value), "value_max": number(s.value_max),
     "unit": s.unit, "bound": s.bound, "measure": s.measure, "basis": s.basis, "area": s.area, "holder": s.holder, "period": s.period, "modality": s.modality, "confidence": s.confidence}
