"""The columns of an office's sheets, from `fields.toml`. Template, import and guide share them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

FILE = Path(__file__).with_name("fields.toml")

Shape = Literal["text", "day", "figure", "code", "body", "bodies", "period", "document", "task"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column.

    zh, en: its heading in the template.  others: headings that are understood, too.  vocabulary: for codes.
    unit: the field that takes the unit of a figure.  needed: every row must have it.
    help_zh, help_en: what the template says of it; example: what it shows.
    """

    name: str
    shape: Shape
    zh: str
    en: str
    others: tuple[str, ...] = ()
    vocabulary: str = ""
    unit: str = ""
    needed: bool = False
    help_zh: str = ""
    help_en: str = ""
    example: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings that mean this column."""
        return (self.name, self.zh, self.en, *self.others)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of sheets, with its name in both languages and its columns."""

    kind: str
    zh: str
    en: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The column of a name."""
        return next(field for field in self.fields if field.name == name)


def _sheet(row: dict[str, Any]) -> Sheet:
    fields = [Field(**{**field, "others": tuple(field.get("others", "").split())}) for field in row["field"]]
    return Sheet(row["kind"], row["zh"], row["en"], tuple(fields))


@dataclass(frozen=True, slots=True)
class Guide:
    """The first sheet of the template, in one language: its name, title, lines, and the head of its table."""

    name: str
    title: str
    lines: tuple[str, ...]
    head: tuple[str, ...]


_DATA = tomllib.loads(FILE.read_text(encoding="utf-8"))

SHEETS = tuple(_sheet(row) for row in _DATA["sheet"])
"""The sheets in the order in which they are imported: what a row names stands in an earlier one."""

BY_KIND = {sheet.kind: sheet for sheet in SHEETS}

GUIDES = {
    language: Guide(row["name"], row["title"], tuple(row["lines"]), tuple(row["head"]))
    for language, row in _DATA["guide"].items()
}
