"""How figures are taken from tables of one shape 映射: a small TOML file that people read, change and use again."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from hefu.errors import UsageError
from hefu.lexicon.imports import bare

FIELDS = (
    "indicator", "area", "period", "unit", "scale", "status", "value_max", "bound", "measure", "basis", "holder",
)  # fmt: skip
"""What a figure is told of by its row, its headings, the caption, or by the mapping itself."""
KINDS = ("column", "heading", "line", "caption", "sheet", "is")
STATUSES = ("actual", "provisional", "revised", "estimate", "target")
GRAINS = ("", "month", "year")
NAMED = ("indicator", "area", "unit", "period", "status")
LARGEST = 200_000
"""Characters of a mapping."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a field is read: in the column with this heading, in this row of the headings above the figure (from 1),
    in a line between the rows, in the caption, in the sheet's name, or nowhere, as it is the same for all (`is`).
    """

    kind: str
    what: str = ""

    @property
    def row(self) -> int:
        """The row of headings, from 0."""
        return int(self.what) - 1


@dataclass(frozen=True, slots=True)
class Shape:
    """How the tables with these headings are read.

    heads: rows of headings.  fields: the sources of each field; those of an indicator and of a period are put
    together, of the others the first that says something holds.  values: the columns of figures; empty: all that
    no field uses.  leave: columns to be left out.  fill: fields whose empty cells mean what stands above them.
    dates: a day stands for its month or year.  exact: the cells are hefu's own values, as it exports them.
    sheets: the names of the sheets where they are looked for, `*` for anything; empty: all.
    """

    heads: int
    fields: dict[str, tuple[Source, ...]]
    values: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    fill: tuple[str, ...] = ()
    dates: str = ""
    exact: bool = False
    sheets: tuple[str, ...] = ()

    def holds(self, sheet: str | None) -> bool:
        """Whether tables of a sheet with this name may be of this shape."""
        return not self.sheets or any(fnmatchcase(sheet or "", name) for name in self.sheets)

    def columns(self) -> Iterator[str]:
        """The headings that a table must have."""
        for sources in self.fields.values():
            yield from (source.what for source in sources if source.kind == "column")
        yield from self.values


@dataclass(frozen=True, slots=True)
class TableMapping:
    """The shapes of a file's tables, and what its own words mean.

    names: by field, what is written in the file and what it is called here.  marks: what a mark behind a figure
    means.  missing: marks besides the usual ones that stand where there is no figure.  questions: what a proposal
    leaves open, for those who look at it.
    """

    shapes: tuple[Shape, ...]
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    questions: tuple[str, ...] = field(default=(), compare=False)


def fingerprint(heads: Iterable[str]) -> str:
    """What the headings of next year's edition have in common with this year's: figures count for nothing."""
    plain = dict.fromkeys(re.sub(r"[0-9]+", "0", bare(words)) for words in heads)
    return hashlib.sha256("\n".join(plain).encode()).hexdigest()[:32]


# ---------------------------------------------------------------- to text


HEAD = "# How hefu takes figures from tables like this one. See `hefu import` in the guide."
QUESTION = "# ? "
"""How a line begins that says what a proposal leaves open."""


def as_text(mapping: TableMapping) -> str:
    """The mapping as a file."""
    lines = [HEAD]
    lines += [QUESTION + "".join(sign if sign.isprintable() else "\ufffd" for sign in one) for one in mapping.questions]
    if mapping.missing:
        lines.append(f"missing = {_list(mapping.missing)}")
    for shape in mapping.shapes:
        lines += ["", "[[table]]", *_shape(shape)]
    for name, words in mapping.names.items():
        lines += ["", f"[names.{name}]", *(f"{_text(word)} = {_text(meaning)}" for word, meaning in words.items())]
    if mapping.marks:
        lines += ["", "[marks]", *(f"{_text(mark)} = {_text(meaning)}" for mark, meaning in mapping.marks.items())]
    return "\n".join(lines) + "\n"


def _shape(shape: Shape) -> Iterator[str]:
    yield f"heads = {shape.heads}"
    for name in ("sheets", "values", "leave", "fill"):
        if words := getattr(shape, name):
            yield f"{name} = {_list(words)}"
    if shape.dates:
        yield f"dates = {_text(shape.dates)}"
    if shape.exact:
        yield "exact = true"
    for name in FIELDS:
        if sources := shape.fields.get(name):
            written = [_source(source) for source in sources]
            yield f"fields.{name} = {written[0] if len(written) == 1 else '[' + ', '.join(written) + ']'}"


def _source(source: Source) -> str:
    if source.kind in ("caption", "sheet", "line"):
        return f"{{ {source.kind} = true }}"
    return f"{{ {source.kind} = {source.what if source.kind == 'heading' else _text(source.what)} }}"


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(words: Sequence[str]) -> str:
    return f"[{', '.join(map(_text, words))}]"


# ---------------------------------------------------------------- from text


def from_text(text: str) -> TableMapping:
    """The mapping of a file. UsageError, with what may stand there, for what cannot be understood."""
    if len(text) > LARGEST:
        raise UsageError(f"this is no mapping: it has {len(text):,} characters, at most {LARGEST:,} are read")
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"the mapping is no TOML file: {error}") from None
    except RecursionError:
        raise UsageError("the mapping is no TOML file: it is nested too deeply") from None
    _known("mapping", found, ("table", "names", "marks", "missing"))
    tables = found.get("table")
    if not isinstance(tables, list) or not tables or not all(isinstance(one, dict) for one in tables):
        raise UsageError("the mapping has no [[table]]: write one for each kind of table")
    return TableMapping(
        tuple(map(_shape_of, tables)),
        {name: _words(f"names.{name}", words) for name, words in _named(found.get("names", {})).items()},
        _marks(found.get("marks", {})),
        _texts("missing", found.get("missing", [])),
    )


def _shape_of(table: dict[str, Any]) -> Shape:
    _known("[[table]]", table, ("heads", "fields", "sheets", "values", "leave", "fill", "dates", "exact"))
    heads, fields = table.get("heads", 1), table.get("fields", {})
    if not isinstance(heads, int) or isinstance(heads, bool) or not 1 <= heads <= 6:
        raise UsageError("heads, the number of rows of headings, is a whole number from 1 to 6")
    if not isinstance(fields, dict):
        raise UsageError('fields are written as fields.indicator = { column = "指标" }')
    _known("fields", fields, FIELDS)
    read = {name: _sources(name, given, heads) for name, given in fields.items()}
    fill = _texts("fill", table.get("fill", []))
    _known("fill", dict.fromkeys(fill), FIELDS)
    dates = table.get("dates", "")
    if dates not in GRAINS:
        raise UsageError('dates is "month" or "year": what a day stands for')
    values, leave = _texts("values", table.get("values", [])), _texts("leave", table.get("leave", []))
    sheets = _texts("sheets", table.get("sheets", []))
    return Shape(heads, read, values, leave, fill, dates, table.get("exact", False) is True, sheets)


def _sources(name: str, given: Any, heads: int) -> tuple[Source, ...]:
    return tuple(_source_of(name, one, heads) for one in (given if isinstance(given, list) else [given]))


def _source_of(name: str, given: Any, heads: int) -> Source:
    kinds = '{ column = "…" }, { heading = 1 }, { caption = true }, { line = true }, { sheet = true } or { is = "…" }'
    written = f"fields.{name} is {kinds}"
    if not isinstance(given, dict) or len(given) != 1:
        raise UsageError(written)
    [(kind, what)] = given.items()
    right = {
        "column": isinstance(what, str) and what, "is": isinstance(what, str) and what, "caption": what is True,
        "sheet": what is True, "line": what is True, "heading": type(what) is int and 1 <= what <= heads,
    }  # fmt: skip
    if not right.get(kind):
        raise UsageError(f"{written}; a heading's row is one of the table's {heads}" if kind == "heading" else written)
    return Source(kind, "" if what is True else str(what))


def _named(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise UsageError("[names] has a table for each field: [names.area]")
    _known("names", given, NAMED)
    return given


def _words(where: str, given: Any) -> dict[str, str]:
    if not isinstance(given, dict) or not all(isinstance(word, str) and word for word in given.values()):
        raise UsageError(f'[{where}] has lines such as "written in the file" = "its name here"')
    return dict(given)


def _marks(given: Any) -> dict[str, str]:
    marks = _words("marks", given)
    if wrong := next((word for word in marks.values() if word not in (*STATUSES, "missing")), None):
        raise UsageError(f"a mark cannot mean {wrong!r}: it is one of {', '.join((*STATUSES, 'missing'))}")
    return marks


def _texts(where: str, given: Any) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(word, str) for word in given):
        raise UsageError(f'{where} is a list of texts: ["…", "…"]')
    return tuple(given)


def _known(where: str, given: Mapping[str, Any], names: Sequence[str]) -> None:
    if wrong := next((name for name in given if name not in names), None):
        raise UsageError(f"{where} cannot have {wrong!r}: it may have {', '.join(names)}")
