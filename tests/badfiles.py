"""Files that are broken, locked or built to do harm, and the good ones that they are made of."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence

import docx
import openpyxl
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WORDS = "全年完成水利投资38.6亿元，增长12.4%。\n"


def pdf(*, encrypt: StandardEncryption | None = None, words: str = "Investment grew by 12.4 percent.") -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=encrypt)
    for _ in range(5):
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def word(words: str = WORDS) -> bytes:
    document = docx.Document()
    document.add_paragraph(words)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def with_document(xml: bytes) -> bytes:
    """A DOCX file whose main part is `xml`."""
    with zipfile.ZipFile(io.BytesIO(word())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return package(parts | {"word/document.xml": xml})


def with_declared_size(data: bytes, size: int) -> bytes:
    """A zip archive that says its first part is so large when unpacked."""
    place = data.rindex(b"PK\x01\x02", 0, data.index(b"PK\x01\x02") + 4)
    return data[: place + 24] + struct.pack("<I", size) + data[place + 28 :]


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.active.append([WORDS.strip(), 12.4])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(name: str, xml: bytes) -> bytes:
    """An XLSX file one part of which is `xml`."""
    with zipfile.ZipFile(io.BytesIO(sheet())) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    return package(parts | {name: xml})


def with_objects(parts: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalog."""
    out, starts = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + table + trailer


def loop() -> bytes:
    """A PDF whose tree of pages leads back into itself."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 3 >>",
        b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 2 >>",
    )
    return with_objects(objects)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOMB = b"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><d>&b;</d>"
EXTERNAL = BOMB.replace(b"'aaaaaaaaaa'", b"SYSTEM 'file:///etc/passwd'")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ENCRYPTED = "EncryptedPackage\0".encode("utf-16-le")


def pages(kids: str, count: int) -> bytes:
    """A PDF whose tree of pages has these branches: 3 is a page, 2 the root, 6 a branch that holds the root."""
    lines = b" 0 -20 Td ".join([b"(Investment grew by 12.4 percent.) Tj"] * 4)
    drawn = b"BT /F1 12 Tf 72 700 Td " + lines + b" ET"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 6 0 R 3 0 R] /Count 3 >>",
    ]
    return with_objects(parts)
