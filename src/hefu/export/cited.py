"""A statement with what it takes to cite it: what goes into every table, and comes back from it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, cast

from hefu.errors import UsageError
from hefu.model import Evidence, Modality, Statement

CONTEXT = 32
"""Characters before and after a quote that are given with it, so that it can be found again in a changed text."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A statement with its document.

    sha256, name: of the file.  url: where it was had.  concept: the indicator's preferred name.  code: of the area.
    sentence: around the quote.  prefix, suffix: the characters before and after it, as they stand in the text.
    findings: identities of the open or confirmed findings that it takes part in.
    """

    statement: Statement
    sha256: str
    name: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    concept: str = ""
    code: str | None = None
    sentence: str = ""
    prefix: str = ""
    suffix: str = ""
    findings: tuple[str, ...] = ()

    def link(self, site: str = "") -> str:
        """The permanent link to its sentence. site: the address of the site, `https://hefu.example`."""
        start = self.statement.start
        return f"{site}/documents/{self.sha256[:16]}/?s={start}#s{start}"


COLUMNS = (
    "doc", "start", "end", "quote", "indicator", "value", "value_max", "unit", "bound", "measure", "basis", "area",
    "holder", "period", "modality", "confidence", "sentence", "value_printed", "value_max_printed", "concept",
    "area_code", "title", "published", "file", "link", "findings",
)  # fmt: skip
"""The columns of every table of statements, in their order. `doc` is the hash of the document's file."""


def cells(one: Cited, site: str = "") -> tuple[Any, ...]:
    """The cells of a row, typed: int, Decimal, float, str or None. The printed values keep the printed precision."""
    said = one.statement
    return (
        one.sha256, said.start, said.end, said.quote, said.indicator, said.value, said.value_max, said.unit,
        said.bound, said.measure, said.basis, said.area, said.holder, said.period, said.modality, said.confidence,
        one.sentence, str(said.value), None if said.value_max is None else str(said.value_max), one.concept or None,
        one.code, one.title, one.published, one.name, one.link(site), " ".join(one.findings) or None,
    )  # fmt: skip


def as_object(one: Cited, site: str = "") -> dict[str, Any]:
    """A statement as JSON has it: values are texts in their printed precision, evidence with its words' places."""
    row = dict(zip(COLUMNS, cells(one, site), strict=True))
    row["value"], row["value_max"] = row.pop("value_printed"), row.pop("value_max_printed")
    row["findings"] = list(one.findings)
    row["evidence"] = [
        {"field": item.field, "rule": item.rule, "start": item.start, "end": item.end}
        for item in one.statement.evidence
    ]
    return row


# ---------------------------------------------------------------- back


_NUMBERS: dict[str, Callable[[Any], Any]] = {"start": int, "end": int, "confidence": float}
_FIELDS = "start", "end", "quote", "indicator", "unit", "bound", "measure", "basis", "area", "holder", "period"
_OPTIONAL = {"basis", "area", "holder", "period"}


def from_row(row: Mapping[str, Any]) -> Cited:
    """The statement of a row, from the names of COLUMNS; cells may be typed or texts, an empty text stands for none.

    UsageError when the row lacks a column or one cannot be read.
    """
    try:
        said: dict[str, Any] = {name: row[name] or (None if name in _OPTIONAL else "") for name in _FIELDS}
        numbers = {name: make(row[name]) for name, make in _NUMBERS.items()}
        value, highest = row.get("value_printed") or row["value"], row.get("value_max_printed") or row["value_max"]
        statement = Statement(
            **(said | numbers),
            value=Decimal(str(value)),
            value_max=None if highest in (None, "") else Decimal(str(highest)),
            modality=cast(Modality, row["modality"]),
            evidence=tuple(Evidence(**item) for item in row.get("evidence") or ()),
        )
        return _cited(statement, row)
    except (KeyError, ValueError, TypeError, ArithmeticError) as error:
        wrong = f"{type(error).__name__}: {error}"
        raise UsageError(f"this row is no statement ({wrong}); its columns are: {', '.join(COLUMNS)}") from None


def _cited(statement: Statement, row: Mapping[str, Any]) -> Cited:
    said = row.get("findings") or ()
    return Cited(
        statement,
        sha256=row["doc"],
        name=row.get("file") or "",
        title=row.get("title") or None,
        published=row.get("published") or None,
        concept=row.get("concept") or "",
        code=row.get("area_code") or None,
        sentence=row.get("sentence") or "",
        findings=tuple(said.split() if isinstance(said, str) else said),
    )


# ---------------------------------------------------------------- what the columns mean


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the tables. kind: text, integer, decimal or number.  required: never empty."""

    name: str
    kind: str
    required: bool
    en: str
    zh: str


@cache
def columns() -> tuple[Column, ...]:
    """The columns with their meaning in both languages, in order."""
    told = tomllib.loads(Path(__file__).with_name("columns.toml").read_text(encoding="utf-8"))
    return tuple(Column(name, **told[name]) for name in COLUMNS)


VOCABULARY: dict[str, tuple[str, ...]] = {
    "bound": ("=", "≈", ">=", "<="),
    "measure": ("level", "growth", "change", "ratio", "gap", "multiple"),
    "modality": ("actual", "estimate", "target"),
}
"""Columns with a closed vocabulary: see `hefu.model`."""
