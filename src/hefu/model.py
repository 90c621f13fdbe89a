"""The types that pass between the stages of hefu. Of hefu it imports `places` alone.

    read → extract → audit / plan → ledger → web, exports

All are frozen, slotted dataclasses. Positions count characters (Unicode code points) of
`Document.text`; intervals are half-open: `document.text[start:end] == quote`, always.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from hefu.places import Page, Place, Segment, places

Bound = Literal["=", "≈", ">=", "<="]
Measure = Literal["level", "growth", "change", "ratio", "gap", "multiple"]
Modality = Literal["actual", "estimate", "target"]
NumeralClass = Literal["quantity", "time", "name", "part"]
ArticleState = Literal["complete", "continued", "cut", "none"]
Severity = Literal["conflict", "notice", "revision"]

FIELDS = (
    "indicator", "value", "value_max", "unit", "bound", "measure", "basis", "area", "holder", "period", "modality",
)  # fmt: skip
"""The fields of a statement, in the order of the guidelines."""


# ---------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True)
class Source:
    """What a document was read from. `sha256` is that of the bytes of the file."""

    name: str
    sha256: str
    size: int
    media_type: str
    encoding: str | None = None
    url: str | None = None
    publisher: str | None = None
    licence: str | None = None
    accessed: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the outline: level from 1, its number as printed (第一章, 一、), its title."""

    level: int
    mark: str
    title: str
    start: int
    end: int

    @property
    def label(self) -> str:
        """The mark and the title as one reads them: 第一章 目标, 一、目标."""
        gap = "" if self.mark.endswith(("、", "．", "）", "—")) else " "
        return f"{self.mark}{gap}{self.title}".strip()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `start == end` for an empty one. Merged cells stand once, at their top left."""

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table; in `Document.text` each row is a line and cells are parted by tabs."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Junk:
    """Characters that are no part of what the document says (menus, footers), with the reason."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a document; most documents are one, a newspaper page has several.

    title: as printed, without line ends; None when it has none. byline: who wrote it, as printed; text only.
    spans: its body in reading order, each half-open: a column may be printed before its title.
    state: complete; continued on another page; cut: it breaks off; none: these words belong to no article.
    titles: the lines of the title. repeated: passages of the body that stand in it before.
    page: the number of the page it stands on; continued_on, continued_from: those where its other parts stand.
    """

    title: str | None
    byline: str | None
    spans: tuple[tuple[int, int], ...]
    state: ArticleState
    titles: tuple[tuple[int, int], ...] = ()
    repeated: tuple[tuple[int, int], ...] = ()
    page: int | None = None
    continued_on: int | None = None
    continued_from: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Characters that are suspected to be misread (存疑): what they may have been, and why. The text keeps them.

    proposed: empty when no reading suggests itself.
    """

    start: int
    end: int
    proposed: str
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a field was taken from: the words at a span, or the rule that supplied a default (no span)."""

    field: str
    rule: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text and all that is known of it.

    published: ISO 8601, as exact as known: `2024`, `2024-01`, `2024-01-25`.
    area: full official name of the area it is about, `拉萨市`.
    evidence: for title, issuer, published and area, where they were found.
    notes: what the reader must tell the user (pages without text, a guessed encoding).
    pages: of a source that has pages, all of them in order.
    doubts: what is suspected to be misread, never changed in the text; of a scan also what was put right in reading.
    """

    text: str
    source: Source
    title: str | None = None
    issuer: str | None = None
    published: str | None = None
    area: str | None = None
    outline: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    junk: tuple[Junk, ...] = ()
    segments: tuple[Segment, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()
    articles: tuple[Article, ...] = ()
    pages: tuple[Page, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """Where the characters from `start` to `end` stand in the source, in order."""
        return places(self.segments, start, end)


# ---------------------------------------------------------------- statements


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral of the text with its class and the reason for it. None is dropped silently."""

    start: int
    end: int
    cls: NumeralClass
    reason: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One quantity asserted about one thing, in one place, for one period.

    value, value_max: in base units; the exponent keeps the printed precision
        (389.54亿元 is Decimal("3.8954E+10"): known to ±0.005亿).
    period: ISO 8601 date or interval of months or years: `2023`, `2023-01/2023-11`, `2021/2025`.
    basis: for growth, change, multiple: yoy, avg, since:YYYY, month, prev; for gap: vs:NAME.
    confidence: probability that every field is right, 0 to 1.
    evidence: at least one item for each field that is not None.
    """

    start: int
    end: int
    quote: str
    indicator: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    bound: Bound
    measure: Measure
    basis: str | None
    area: str | None
    holder: str | None
    period: str | None
    modality: Modality
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in a text: statements in order, and every numeral with its class."""

    statements: tuple[Statement, ...]
    numerals: tuple[Numeral, ...]


# ---------------------------------------------------------------- findings


@dataclass(frozen=True, slots=True)
class Figure:
    """A statement that takes part in a finding.

    doc: name of its document.  needed: what its value would have to be if the others were true, an interval
    [low, high) in the statement's unit; None where that cannot be said.
    """

    doc: str
    statement: Statement
    needed: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """An English sentence with gaps, and what fills them: so it can be told in another language, too.

    parts: by the name of the gap; figures and names as the document has them, or words again.
    """

    template: str
    parts: tuple[tuple[str, str | Words], ...] = ()

    def __str__(self) -> str:
        return self.template.format(**dict(self.parts))


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the arithmetic: a figure as it is printed, or what follows from the lines before.

    what, how: what it is, how it is written or come by.  figure: the number of the printed figure among those of
    the finding, None for a result.  interval: [low, high) in `unit`, which is empty where it cannot be said.
    """

    what: str | Words
    how: str | Words
    interval: tuple[Decimal, Decimal] | None
    unit: str
    figure: int | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Statements that cannot all be true (`conflict`), or that deserve a look (`notice`).

    `revision`: an estimate and the later result, which may well differ.

    message: one sentence with the numbers.  arithmetic: the computation, line by line, with its intervals.
    identity: the same whenever the rule finds the same numerals of the same documents again.
    words, steps: message and arithmetic again, for those who lay them out or tell them in another language.
    """

    rule: str
    severity: Severity
    message: str
    arithmetic: tuple[str, ...]
    figures: tuple[Figure, ...]
    identity: str
    words: Words
    steps: tuple[Step, ...]
