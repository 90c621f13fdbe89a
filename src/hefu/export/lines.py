"""Statements as JSON Lines and as W3C Web Annotations, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from hefu.errors import UsageError
from hefu.export.cited import Cited, as_object, from_row
from hefu.export.statements import plain

_LINES = 1000


def as_jsonl(found: Iterable[Cited], site: str = "") -> Iterator[str]:
    """One object a line, with the evidence of every field, in pieces."""
    rows = iter(found)
    while chunk := list(islice(rows, _LINES)):
        yield "".join(json.dumps(as_object(one, site), ensure_ascii=False) + "\n" for one in chunk)


def read_jsonl(lines: Iterable[str]) -> Iterator[Cited]:
    """The statements of lines as `as_jsonl` writes them."""
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise UsageError(f"line {number} is no JSON: {error}") from None
        if not isinstance(row, dict):
            raise UsageError(f"line {number} is no object")
        yield from_row(row)


# ---------------------------------------------------------------- W3C Web Annotations


def as_annotations(found: Iterable[Cited], site: str = "") -> Iterator[str]:
    """An AnnotationPage: one annotation a statement, on the text of its document.

    Positions count characters (code points) of the text at the address of `source`, half-open.
    """
    yield '{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "AnnotationPage", "items": ['
    for number, one in enumerate(found):
        yield (",\n" if number else "\n") + json.dumps(annotation(one, site), ensure_ascii=False)
    yield "\n]}\n"


def annotation(one: Cited, site: str = "") -> dict[str, Any]:
    """One statement as an annotation of its quote."""
    said = one.statement
    return {
        "id": one.link(site) or f"urn:sha256:{one.sha256}#s{said.start}",
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "TextualBody", "format": "text/plain", "language": "zh", "value": told(one)},
            {"type": "Dataset", "format": "application/json", "value": as_object(one, site)},
        ],
        "target": {
            "source": f"{site}/api/v1/documents/{one.sha256}/text",
            "selector": [
                {"type": "TextQuoteSelector", "exact": said.quote, "prefix": one.prefix, "suffix": one.suffix},
                {"type": "TextPositionSelector", "start": said.start, "end": said.end},
            ],
        },
    }


def told(one: Cited) -> str:
    """A statement in a line: 云澜市 社会消费品零售总额 2023 = 97880000000 元."""
    said = one.statement
    top = f"–{plain(said.value_max)}" if said.value_max is not None else ""
    figure = f"{said.bound} {plain(said.value)}{top} {said.unit}"
    return " ".join(filter(None, (said.area, said.holder, said.indicator, said.period, figure)))


def read_annotations(text: str) -> Iterator[Cited]:
    """The statements of a page as `as_annotations` writes it."""
    try:
        items = json.loads(text)["items"]
        bodies = [body["value"] for item in items for body in item["body"] if body["type"] == "Dataset"]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"this is no page of annotations of statements: {error}") from None
    yield from map(from_row, bodies)
