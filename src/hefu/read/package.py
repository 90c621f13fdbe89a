"""Zip packages of XML (OOXML, OFD), looked at before anything in them is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from hefu.errors import ReadError

_LARGEST = 200_000_000
_RATIO = 300
_SWOLLEN = 20_000_000
_MOST_PARTS = 20_000
_LARGEST_STRINGS = 64_000_000
"""The largest a package may unpack to, in bytes; how many times a part so large may be larger than its zip; parts;
the list of the strings of a workbook, all of which are kept while it is read."""
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


def check(path: Path, data: bytes, kind: str, part: str) -> None:
    """Refuses what is no package of a kind (DOCX, XLSX, OFD), known by the name of its main part.

    Raises ReadError for an archive of something else, damaged, encrypted or far too large, and for XML that
    declares a document type: these formats have none, and entities can name other files or be made to explode.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            _check_sizes(path, parts)
            names = {item.filename.replace("\\", "/").lstrip("/").casefold() for item in parts}
            if part.casefold() not in names:
                raise ReadError(path, f"is a zip archive with {_content(names, kind)} in it", f"save it as {kind}")
            for item in parts:
                if item.filename.lower().endswith((".xml", ".rels")):
                    _check_part(path, package, item)
    except ReadError:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError, zlib.error) as error:
        raise ReadError(path, f"is a damaged or encrypted {kind} file ({error})", "fetch or save it again") from None


def _content(names: set[str], kind: str) -> str:
    known = {"word/document.xml": "a Word document", "xl/workbook.xml": "a spreadsheet", "ofd.xml": "an OFD document"}
    return next((what for part, what in known.items() if part in names), f"no {kind} document")


def _check_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    swollen = any(part.file_size > _SWOLLEN and part.file_size > _RATIO * max(part.compress_size, 1) for part in parts)
    strings = max((part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml")), default=0)
    if unpacked > _LARGEST or swollen or strings > _LARGEST_STRINGS or len(parts) > _MOST_PARTS:
        size = f"{unpacked / 1e6:.0f} MB"
        raise ReadError(path, f"unpacks to {size}: a zip bomb, or no document", "save its text as a new file")


def _check_part(path: Path, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with package.open(part) as file:
        head = file.read(4096)
    # A head in UTF-16 has a zero byte beside every letter.
    if _DECLARES.search(head.replace(b"\0", b"")):
        raise ReadError(path, f"declares XML entities in {part.filename}", "open it in its own program and save it")
