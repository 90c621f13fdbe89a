"""SDMX-ML: the observations of a data message as a table, one a row; names stand behind codes that are explained.

Also of a zip with `data.xml` and its `structure.xml`, as hefu writes it. Needs the extra `hefu[sdmx]`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hefu.errors import ReadError
from hefu.read import package
from hefu.read.parts import Parts
from hefu.read.ranges import Shown
from hefu.read.sheets import MOST_CELLS, Page, left_out, parts, words_of

_MEDIA_TYPE = "application/vnd.sdmx.data+xml"
_DATA, _STRUCTURE = "data.xml", "structure.xml"
_DECLARED = b"<!DOCTYPE", b"<!ENTITY"


def read_sdmx(path: Path, data: bytes) -> Parts:
    """The document in an SDMX-ML file. ReadError for what is no data message, and where the library is missing."""
    messages = _unpacked(path, data) if data.startswith(b"PK") else [data]
    if any(mark in message for message in messages for mark in _DECLARED):
        raise ReadError(path, "declares entities of its own, which no SDMX file needs", "remove the DOCTYPE")
    try:
        from pysdmx.io import read_sdmx as read
    except ImportError:
        raise ReadError(path, "SDMX-ML needs an extra", "pip install 'hefu[sdmx]', or use SDMX-CSV") from None
    try:
        found: list[Any] = [read(io.BytesIO(message), validate=False) for message in messages]
        frames = [one.data for message in found for one in message.data or ()]
        names = _names(found)
    except Exception as error:  # The library fails in many ways on a broken message; all mean the same here.
        raise ReadError(path, f"cannot be read as SDMX-ML ({type(error).__name__})", "fetch it again") from error
    if not frames:
        raise ReadError(path, "has no observations in it", "fetch the data message, not its structure alone")
    pages = [_page(frame, names, str(number) if len(frames) > 1 else None) for number, frame in enumerate(frames, 1)]
    return parts(path, pages, _MEDIA_TYPE, encoding="utf-8")


def _unpacked(path: Path, data: bytes) -> list[bytes]:
    """The data of a zip and its structure, if it has one."""
    package.check(path, data, "SDMX", _DATA)
    with zipfile.ZipFile(io.BytesIO(data)) as folder:
        return [folder.read(name) for name in (_DATA, _STRUCTURE) if name in folder.namelist()]


def _names(messages: list[Any]) -> dict[str, dict[str, str]]:
    """The names of the codes of each component, where a structure explains them."""
    found: dict[str, dict[str, str]] = {}
    for message in messages:
        lists = {one.id: {code.id: str(code.name or "") for code in one.codes} for one in _codelists(message)}
        for definition in message.get_data_structure_definitions() if message.structures else ():
            for component in definition.components:
                codes = component.local_enum_ref or component.local_codes
                key = getattr(codes, "id", None) or str(codes or "").rpartition(":")[2].partition("(")[0]
                if key in lists:
                    found[component.id] = lists[key]
    return found


def _codelists(message: Any) -> Iterator[Any]:
    yield from message.get_codelists() if message.structures else ()


def _page(frame: Any, names: dict[str, dict[str, str]], name: str | None) -> Page:
    """The observations as cells, the components of the data as headings."""
    page = Page(name)
    columns = [str(column) for column in frame.columns]
    page.cells.extend(Shown(0, number, column) for number, column in enumerate(columns))
    for row, values in enumerate(frame.itertuples(index=False, name=None), 1):
        for number, value in enumerate(values):
            words = words_of(_words(value, names.get(columns[number], {})))
            if words:
                page.cells.append(Shown(row, number, words))
        if len(page.cells) > MOST_CELLS:
            page.notes.append(left_out(row))
            del page.cells[MOST_CELLS:]
            break
    return page


def _words(value: Any, names: dict[str, str]) -> str:
    if value is None or value != value or str(value) in ("<NA>", "nan"):
        return ""
    name = names.get(str(value), "")
    return f"{value}: {name}" if name and name != str(value) else str(value)
