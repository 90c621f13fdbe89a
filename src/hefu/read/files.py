"""A file's bytes, and what kind of file they are, whatever the file is called."""

from __future__ import annotations

import re
from pathlib import Path

from hefu.errors import ReadError

FORMATS = "txt, md, html, docx, pdf"
"""The formats that can be read, as they are named to the user."""

LARGEST = {"pdf": 150_000_000, "docx": 60_000_000, "html": 25_000_000, "text": 64_000_000}
"""The largest file of each kind that is read, in bytes."""

_SIGNATURES = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or encrypted Office file", "save it as .docx without a password"),
    (b"\x89PNG", "an image", "recognise its text first (OCR) and give hefu the text"),
    (b"\xff\xd8\xff", "an image", "recognise its text first (OCR) and give hefu the text"),
    (b"II*\x00", "an image", "recognise its text first (OCR) and give hefu the text"),
    (b"MM\x00*", "an image", "recognise its text first (OCR) and give hefu the text"),
    (b"GIF8", "an image", "recognise its text first (OCR) and give hefu the text"),
    (b"Rar!", "an archive", "unpack it and read the files in it"),
    (b"7z\xbc\xaf", "an archive", "unpack it and read the files in it"),
    (b"\x1f\x8b", "an archive", "unpack it and read the files in it"),
    (b"{\\rtf", "an RTF file", "save it as .docx"),
)
_UNREAD = {
    ".xlsx", ".xls", ".et", ".csv", ".doc", ".wps", ".odt", ".ods", ".pptx", ".ppt", ".ofd", ".rtf", ".epub",
    ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".zip", ".rar", ".7z", ".json", ".jsonl", ".xml",
}  # fmt: skip
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def load(path: Path) -> tuple[bytes, str]:
    """The bytes of a file and its kind: `text`, `html`, `docx` or `pdf`.

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
            kind = _kind(path, head)
            if size > LARGEST[kind]:
                most = LARGEST[kind] // 1_000_000
                raise ReadError(path, f"is too large: {size / 1e6:.0f} MB, at most {most} MB are read", "split it")
            file.seek(0)
            return file.read(), kind
    except OSError as error:
        raise ReadError(path, f"cannot be opened: {error.strerror or error}", "check the path and the rights") from None


def _kind(path: Path, head: bytes) -> str:
    if not head:
        raise ReadError(path, "is empty")
    for signature, what, advice in _SIGNATURES:
        if head.startswith(signature):
            raise ReadError(path, f"is {what}", advice)
    suffix = path.suffix.lower()
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _unread(path) if suffix in _UNREAD else "docx"
    if suffix in _UNREAD:
        return _unread(path)
    if suffix == ".pdf":
        raise ReadError(path, "is no PDF file, whatever its name says", "fetch it again")
    if suffix in (".docx", ".docm"):
        raise ReadError(path, "is no DOCX file: not a zip archive", "open it in a word processor and save it as .docx")
    return "html" if suffix in (".html", ".htm", ".xhtml", ".shtml") or _HTML.match(head[:3000]) else "text"


def _unread(path: Path) -> str:
    raise ReadError(path, f"files of the type {path.suffix.lower()} are not read", f"the formats read are {FORMATS}")
