"""`hefu explain`: the words and rules behind each field, laid out for reading."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from hefu.commands import Reading, reading_options
from hefu.errors import UsageError
from hefu.model import FIELDS, Evidence, Statement

if TYPE_CHECKING:
    from hefu.model import Document, Extraction


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text", metavar="SENTENCE|FILE", help="a sentence, or a file together with --at")
    parser.add_argument("--at", type=int, metavar="OFFSET", help="the figure of FILE at this character")
    reading_options(parser)


def run(options: argparse.Namespace) -> int:
    from hefu.extract import analyse

    if options.at is None:
        reading = Reading(options)
        found = analyse(options.text, published=reading.published, area=reading.area, areas=reading.gazetteer)
        _show(options.text, found.statements)
        _others(options.text, found)
        return 0
    return _at(options)


def _at(options: argparse.Namespace) -> int:
    reading = Reading(options)
    path = Path(options.text)
    for _, document, extraction in reading.extractions([path]):
        here = [s for s in extraction.statements if s.start <= options.at < s.end]
        if here:
            _show(document.text, here, document)
            continue
        other = next((n for n in extraction.numerals if n.start <= options.at < n.end), None)
        if other is None:
            raise UsageError(f"{path.name}: no numeral stands at character {options.at}; see hefu coverage")
        print(f"{document.text[other.start : other.end]}  no statement: {other.cls}, {other.reason}")
    return reading.status


def _show(text: str, statements: Sequence[Statement], document: Document | None = None) -> None:
    for statement in statements:
        print(f"{_flat(statement.quote)}   (confidence {statement.confidence:.2f})")
        for field in FIELDS:
            value = getattr(statement, field)
            items = [item for item in statement.evidence if item.field == field]
            if value is not None:
                shown = format(value, "f") if field.startswith("value") else str(value)
                print(f"  {field:<10}{_pad(shown, 28)}{_from(text, items)}")
        if document is not None:
            print(f"  {'place':<10}{_place(document, statement)}")
        print()


def _place(document: Document, statement: Statement) -> str:
    """Where the figure stands in the file: sheet 月报, cell C5; page 3."""
    from hefu.export.statements import whereabouts

    places = map(whereabouts, document.places(statement.start, statement.end))
    words = (", ".join(f"{name} {value}" for name, value in place.items()) for place in places)
    return "; ".join(dict.fromkeys(words))


def _from(text: str, items: Sequence[Evidence]) -> str:
    parts = []
    for item in items:
        words = f"「{_flat(text[item.start : item.end])}」 " if item.start is not None and item.end is not None else ""
        parts.append(f"← {words}{item.rule}")
    return "  ".join(parts)


def _others(text: str, extraction: Extraction) -> None:
    for numeral in sorted(extraction.numerals, key=lambda n: n.start):
        if numeral.cls != "quantity":
            print(f"{text[numeral.start : numeral.end]}   no statement: {numeral.cls}, {numeral.reason}")


def _flat(words: str) -> str:
    return " ".join(words.split())


def _pad(words: str, width: int) -> str:
    """`words` filled to a width on the screen, where a Chinese character takes two columns."""
    taken = sum(2 if east_asian_width(char) in "WF" else 1 for char in words)
    return words + " " * max(width - taken, 1)
