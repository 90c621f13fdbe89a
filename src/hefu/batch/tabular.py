"""The pages of Parquet files and of JSON Lines: a text or HTML in each row, and what the row tells of it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from hefu.batch.pages import LARGEST, TOLD, Columns, Page, name_of, too_large
from hefu.batch.places import Place
from hefu.export.extras import needed
from hefu.read.files import looks_like_html

_ROWS = 64
"""Rows of a Parquet file that are held at a time."""
_DAY = 10
"""Characters of a day in ISO 8601; what stands behind is the time of day."""


def of_parquet(file: Place, path: str, columns: Columns) -> Iterator[Page]:
    """A page for each row."""
    pa, parquet = needed("pyarrow", "spark"), needed("pyarrow.parquet", "spark")
    wanted = columns.mapping()
    with file.system.open_input_file(file.path) as opened:
        number = 0
        try:
            table = parquet.ParquetFile(opened)
            there = [column for column in wanted.values() if column in table.schema_arrow.names]
            for batch in table.iter_batches(_ROWS, columns=there):
                for row in batch.to_pylist():
                    yield page_of(row, wanted, number)
                    number += 1
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowKeyError) as error:
            yield Page(number, path, error=f"the file is damaged, or no Parquet: {error}")


def of_jsonl(file: Place, path: str, columns: Columns) -> Iterator[Page]:
    """A page for each line; of a file that is packed (gz, zst, bz2, lz4), too."""
    wanted = columns.mapping()
    with file.system.open_input_stream(file.path, compression="detect") as stream:
        lines = io.BufferedReader(stream, 1 << 20)
        for number, line in enumerate(iter(lambda: lines.readline(LARGEST + 1), b"")):
            if len(line) > LARGEST:
                yield Page(number, path, error=f"line {number + 1} {too_large()}")
                while line and not line.endswith(b"\n"):
                    line = lines.readline(LARGEST)
            elif line.strip():
                yield _of_line(line, wanted, number, path)


def _of_line(line: bytes, wanted: Mapping[str, str], number: int, path: str) -> Page:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Page(number, path, error=f"line {number + 1} is no JSON: {error}")
    if not isinstance(row, dict):
        return Page(number, path, error=f"line {number + 1} is no object")
    return page_of(row, wanted, number)


def page_of(row: Mapping[str, Any], wanted: Mapping[str, str], number: int) -> Page:
    """The page of a row, by the columns that hold what."""
    cells = {name: row[column] for name, column in wanted.items() if row.get(column) is not None}
    url = _text(cells.get("url"))
    called = _text(cells.get("file")) or url
    content = cells.get("html", cells.get("text"))
    if not isinstance(content, str | bytes):
        columns = " or ".join(wanted[one] for one in ("html", "text"))
        return Page(number, name_of(called, None, number), url=url, error=f"the row has nothing in {columns}")
    try:
        data = content.encode() if isinstance(content, str) else content
    except UnicodeEncodeError:
        wrong = "its text has halves of surrogate pairs, which nothing can keep; save it anew"
        return Page(number, name_of(called, None, number), url=url, error=wrong)
    media = _media(content, data, html="html" in cells)
    told = {one: _told(one, cells[one]) for one in TOLD if cells.get(one) not in (None, "")}
    return Page(number, name_of(called, media, number), data, url, media, "utf-8", told=told)


def _media(content: str | bytes, data: bytes, *, html: bool) -> str | None:
    """The type of a cell; bytes may be anything and are told by their signature."""
    if html or looks_like_html(data):
        return "text/html"
    return "text/plain" if isinstance(content, str) else None


def _text(cell: object) -> str | None:
    return _sound(cell) if isinstance(cell, str) and cell else None


def _sound(text: str) -> str:
    """The same without halves of surrogate pairs, which no table can hold."""
    return text.encode("utf-8", "replace").decode()


def _told(name: str, cell: object) -> str:
    """The cell as text; of a date or a time the day."""
    text = cell.isoformat() if isinstance(cell, date) else _sound(str(cell).strip())
    return text[:_DAY] if name == "published" and text[_DAY : _DAY + 1] in ("T", " ") else text
