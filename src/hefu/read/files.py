"""A file's bytes, and what kind of file they are, whatever the file is called."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from hefu.errors import ReadError

FORMATS = "txt, md, html, docx, pdf, ofd, xlsx, xls, csv, tsv; png, jpg, tiff with the extra hefu[ocr]"
"""The formats that can be read, as they are named to the user."""

SUFFIXES = (
    ".txt", ".md", ".html", ".htm", ".shtml", ".docx", ".pdf", ".ofd", ".xlsx", ".xlsm", ".xls", ".et", ".csv", ".tsv",
)  # fmt: skip
IMAGES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
"""The files of a folder that are read, images with the extra `ocr`. One that is named is always tried."""

LARGEST = {
    "pdf": 150_000_000, "zip": 60_000_000, "ole": 20_000_000, "html": 25_000_000, "csv": 64_000_000, "text": 64_000_000,
    "sdmx": 25_000_000,
    "image": 150_000_000,
}  # fmt: skip
"""The largest file of each kind that is read, in bytes."""

_SIGNATURES = (
    (b"GIF8", "a GIF image", "save it as PNG"),
    (b"Rar!", "an archive", "unpack it and read the files in it"),
    (b"7z\xbc\xaf", "an archive", "unpack it and read the files in it"),
    (b"\x1f\x8b", "an archive", "unpack it and read the files in it"),
    (b"{\\rtf", "an RTF file", "save it as .docx"),
)
_IMAGES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"II*\x00": "image/tiff",
    b"MM\x00*": "image/tiff",
}
_UNREAD = {
    ".xlsb", ".doc", ".wps", ".odt", ".ods", ".pptx", ".ppt", ".rtf", ".epub",
    ".bmp", ".gif", ".zip", ".rar", ".7z", ".json", ".jsonl", ".xml",
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = {"encrypted": "EncryptedPackage", "word": "WordDocument", "xls": "Workbook", "old xls": "Book"}
"""What the streams of an old Office file are called; a new one with a password is kept in such a file, too."""
_PACKAGES = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ofd.xml": "ofd", "data.xml": "sdmx"}
_PACKED = {".docx": "docx", ".docm": "docx", ".xlsx": "xlsx", ".xlsm": "xlsx", ".ofd": "ofd"}
"""Packages by their main part, and by the ending of their names."""
_SDMX = b"sdmx.org/resources/sdmxml/schemas"
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def suffixes() -> tuple[str, ...]:
    """The endings of the files of a folder that can be read here."""
    from hefu.read.scan import is_installed

    return (*SUFFIXES, *IMAGES) if is_installed() else SUFFIXES


def looks_like_html(data: bytes) -> bool:
    """Whether bytes begin as a web page does."""
    return _HTML.match(data[:3000]) is not None


def kind_of(path: Path, data: bytes) -> str:
    """The kind of a file by its bytes and its name, as `load` tells it; raises ReadError as that does."""
    kind = _kind(path, data[:4096])
    _check_size(path, kind, len(data))
    told = {"zip": _of_package, "ole": _of_old_office}.get(kind)
    return told(path, data) if told else kind


def load(path: Path) -> tuple[bytes, str]:
    """The bytes of a file and its kind: `text`, `csv`, `html`, `docx`, `xlsx`, `xls`, `ofd`, `pdf` or `image`.

    Raises ReadError for what is no file, is empty, too large or of a kind that is not read.
    """
    try:
        if path.is_dir():
            raise ReadError(path, "is a folder", "name the files in it")
        if path.exists() and not path.is_file():
            raise ReadError(path, "is no regular file", "save it as a file first")
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
            _check_size(path, _kind(path, head), size)
            file.seek(0)
            data = file.read()
            return data, kind_of(path, data)
    except OSError as error:
        raise ReadError(path, f"cannot be opened: {error.strerror or error}", "check the path and the rights") from None


def is_plain(path: Path) -> bool:
    """Whether a file is text without a parser between, or refused at once, judged by how it begins."""
    try:
        if not path.is_file():
            return True
        with path.open("rb") as file:
            return _kind(path, file.read(4096)) in ("text", "csv")
    except (ReadError, OSError):
        return True


def _check_size(path: Path, kind: str, size: int) -> None:
    if size > LARGEST[kind]:
        most = LARGEST[kind] // 1_000_000
        raise ReadError(path, f"is too large: {size / 1e6:.0f} MB, at most {most} MB are read", "split it")


def _kind(path: Path, head: bytes) -> str:
    if not head:
        raise ReadError(path, "is empty")
    for signature, what, advice in _SIGNATURES:
        if head.startswith(signature):
            raise ReadError(path, f"is {what}", advice)
    if image_type(head):
        return "image"
    suffix = path.suffix.lower()
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _unread(path) if suffix in _UNREAD else "zip"
    if head.startswith(_OLE):
        return "ole"
    if _SDMX in head.lower():
        return "sdmx"
    if suffix in _UNREAD:
        return _unread(path)
    if suffix in (".png", ".jpg", ".jpeg", ".tif", ".tiff"):
        raise ReadError(path, "is a damaged image, or none at all", "scan or fetch it again")
    if suffix == ".pdf":
        raise ReadError(path, "is no PDF file, whatever its name says", "fetch it again")
    if suffix in _PACKED:
        form = _PACKED[suffix]
        advice = f"open it in its own program and save it as .{form}"
        raise ReadError(path, f"is no {form.upper()} file: not a zip archive", advice)
    if suffix in (".html", ".htm", ".xhtml", ".shtml") or looks_like_html(head):
        return "html"  # programs of offices also save web pages under the name of a sheet
    if suffix in (".xls", ".et"):
        raise ReadError(path, "is no XLS file, whatever its name says", "open it and save it as .xlsx")
    return "csv" if suffix in (".csv", ".tsv", ".tab") else "text"


def _of_package(path: Path, data: bytes) -> str:
    """Which kind of package a zip archive is, by the parts in it; one that cannot be opened by its name."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name.replace("\\", "/").lstrip("/").casefold() for name in package.namelist()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        names = []  # its reader says what is wrong with it
    if "xl/workbook.bin" in names:
        raise ReadError(path, "is a binary workbook", "save it as .xlsx")
    found = next((kind for part, kind in _PACKAGES.items() if part in names), None)
    return found or _PACKED.get(path.suffix.lower(), "docx")


def _of_old_office(path: Path, data: bytes) -> str:
    """`xls` for an old spreadsheet; refuses the other files of old Office programs."""
    found = {kind for kind, stream in _STREAMS.items() if (stream + "\0").encode("utf-16-le") in data}
    form = _PACKED.get(path.suffix.lower(), "xlsx" if path.suffix.lower() in (".xls", ".et") else "docx")
    if "encrypted" not in found and "word" not in found and found:
        return "xls"
    what = "a file with a password" if "encrypted" in found else "an old or encrypted Office file"
    raise ReadError(path, f"is {what}", f"save it as .{form} without a password")


def image_type(data: bytes) -> str | None:
    """The media type of an image that can be read; None for anything else."""
    return next((kind for signature, kind in _IMAGES.items() if data.startswith(signature)), None)


def _unread(path: Path) -> str:
    raise ReadError(path, f"files of the type {path.suffix.lower()} are not read", f"the formats read are {FORMATS}")
