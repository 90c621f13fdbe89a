"""What a report is written with: runs of text, each with its kind, and blocks of them.

A numeral gets into a report only through a run that says where it is from: `words` runs may have none, and
`hefu.report.check` fails when they do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["words", "quote", "computed", "count", "date", "mark", "record"]
"""words: ours.  quote: of the passages that it names, letter by letter.  computed: from the figures that it names.
count: how many rows it names.  date: days and periods.  mark: numbering of the report itself (T, E, D, sections).
record: of a row of the ledger that it names (a hash, an offset, a finding's sentence)."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some text. refs: the rows of the report's own lists that it rests on (`e12`, `t3`, `d1`, `f2`, `p1`)."""

    text: str
    kind: Kind = "words"
    refs: tuple[str, ...] = ()
    style: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 to 3. anchor: where links to it lead."""

    level: int
    runs: Runs
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. style: empty, `note`, `lead`."""

    runs: Runs
    style: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table. widths: parts of the line each column takes.  anchors: of its rows, empty for none."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...]
    anchors: tuple[str, ...] = ()
    style: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG with attributes only. runs: every text that is drawn in it."""

    svg: str
    width: int
    height: int
    runs: Runs
    alt: str


Block = Heading | Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class Report:
    """A composed report. cover: what stands on its head; anchors are those of its blocks."""

    language: str
    title: str
    when: str
    author: str
    blocks: tuple[Block, ...]


def words(text: str, style: str = "") -> Run:
    """Our own words, without numerals."""
    return Run(text, "words", (), style)


def quote(text: str, *refs: str, style: str = "") -> Run:
    """Words or figures as the passages `refs` print them."""
    return Run(text, "quote", refs, style)


def computed(text: str, refs: Sequence[str], style: str = "") -> Run:
    """Arithmetic from the figures `refs`."""
    return Run(text, "computed", tuple(refs), style)


def count(rows: Sequence[str], style: str = "") -> Run:
    """How many rows these are."""
    return Run(str(len(rows)), "count", tuple(rows), style)


def date(text: str, style: str = "") -> Run:
    """A day, a moment or a period as ISO 8601 writes it, as people read it: 2016–2020, 2026-11-22 08:30 UTC."""
    said = re.sub(r"T(\d\d:\d\d):\d\dZ$", r" \1 UTC", text).replace("/", "–")
    return Run(said, "date", (), style)


def mark(ref: str, style: str = "ref") -> Run:
    """The number of a row of the report's own lists, leading to it."""
    return Run(ref.upper(), "mark", (ref,), style)


def number(text: str) -> Run:
    """The number of a section of the report."""
    return Run(text, "mark")


def record(text: str, *refs: str, style: str = "") -> Run:
    """What the ledger keeps of the rows `refs`."""
    return Run(text, "record", refs, style)


def marks(refs: Sequence[str]) -> Runs:
    """The numbers of several rows, one after the other."""
    return tuple(run for ref in refs for run in (words(" "), mark(ref)))


def runs_of(block: Block) -> Runs:
    """Every run of a block, as it is read."""
    if isinstance(block, Table):
        return tuple(run for row in (block.head, *block.rows) for cell in row for run in cell)
    return block.runs
