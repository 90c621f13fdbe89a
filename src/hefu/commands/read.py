"""`hefu read`: shows what was understood of a file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from hefu.commands import through_the_door
from hefu.model import Document


def arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="a document: txt, md, html, docx, pdf, ofd, xlsx, xls, csv, tsv or an image",
    )
    parser.add_argument(
        "--format",
        choices=("text", "markdown", "json"),
        default="markdown",
        help="text: the text that offsets count in, and nothing else; markdown (default): a summary; json: everything",
    )
    parser.add_argument("--published", metavar="DATE", help="date of publication: YYYY, YYYY-MM or YYYY-MM-DD")
    parser.add_argument("--area", metavar="NAME", help="the area that the document is about, such as 拉萨市")
    parser.add_argument("--title", metavar="WORDS", help="the document's title")
    parser.add_argument("--areas", type=Path, metavar="FILE", help="a CSV file with areas of your own")


def run(options: argparse.Namespace) -> int:
    """Reads the file and prints it."""
    from hefu.ledger.jobs import Job
    from hefu.lexicon.areas import load
    from hefu.read.metadata import Given

    Given(options.published, options.area, options.title).checked(load(options.areas))
    job = Job(options.file, options.published, options.area, options.title, areas=options.areas, extract=False)
    document = through_the_door(job, debug=options.debug).document
    if options.format == "text":
        sys.stdout.write(document.text)
    elif options.format == "json":
        _write_json(document)
    else:
        print("\n".join(_summary(document)))
    return 0


def _write_json(document: Document) -> None:
    """Prints all that is known piece by piece: the boxes of a long PDF, as one text, would fill the memory."""
    import json
    from dataclasses import asdict

    json.dump(
        asdict(document), sys.stdout, ensure_ascii=False, indent=1, default=lambda boxes: list(map(asdict, boxes))
    )
    print()


def _summary(document: Document) -> Iterator[str]:
    source = document.source
    yield f"# {document.title or source.name}"
    yield ""
    yield f"- file: {source.name} ({source.media_type}{', ' + source.encoding if source.encoding else ''})"
    yield f"- sha256: {source.sha256}"
    for name in ("title", "issuer", "published", "area"):
        yield f"- {name}: {getattr(document, name) or '—'}{_evidence(document, name)}"
    yield f"- characters: {len(document.text)}"
    for note in document.notes:
        yield f"- note: {note}"
    if document.outline:
        yield "\n## Outline\n"
        yield from (f"{'  ' * (h.level - 1)}- {h.label}" for h in document.outline)
    for number, table in enumerate(document.tables, 1):
        yield f"\n## Table {number}\n"
        yield document.text[table.start : table.end].replace("\t", " | ")
    if document.doubts:
        yield "\n## Suspected misreadings\n"
        yield from _doubts(document)
    if document.junk:
        yield "\n## Left aside\n"
        yield from _junk(document)


def _evidence(document: Document, name: str) -> str:
    for evidence in document.evidence:
        if evidence.field == name and evidence.rule != "given":
            if evidence.start is None:
                return f" ({evidence.rule})"
            words = " ".join(document.text[evidence.start : evidence.end].split())
            return f" ({evidence.rule}: {words!r} at {evidence.start})"
    return ""


def _doubts(document: Document) -> Iterator[str]:
    text = document.text
    for doubt in document.doubts:
        before, after = text[max(doubt.start - 6, 0) : doubt.start], text[doubt.end : doubt.end + 6]
        words = " ".join(f"{before}[{text[doubt.start : doubt.end]}]{after}".split())
        yield f"- {words} at {doubt.start}: perhaps {doubt.proposed!r} ({doubt.reason})"


def _junk(document: Document) -> Iterator[str]:
    for junk in document.junk:
        words = " ".join(document.text[junk.start : junk.end].split())
        yield f"- {junk.reason}: {words if len(words) <= 60 else words[:57] + '…'}"
