"""Bad input: one clear line that says what is wrong and what to do, no hang, bounded memory."""

from __future__ import annotations

import io
import os
import resource
import socket
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from hefu.cli import main
from hefu.errors import HefuError, ReadError
from hefu.read import read
from hefu.read.html import read_html
from hefu.read.view import view
from tests.badfiles import (
    BOMB,
    ENCRYPTED,
    EXTERNAL,
    OLE,
    WORDS,
    W,
    loop,
    package,
    pages,
    pdf,
    sheet,
    with_declared_size,
    with_document,
    with_part,
    word,
)
from tests.read.ofds import ofd

MEGABYTE = 1_000_000


BAD: list[tuple[str, str, bytes, str]] = [
    ("empty", "a.txt", b"", "is empty"),
    ("blank", "a.txt", b" \n\t\xe3\x80\x80\n", "has no text"),
    ("binary", "a.txt", bytes(range(1, 32)) * 99, "no text in any known encoding"),
    ("NUL bytes", "a.txt", WORDS.encode() + b"\0\0" + WORDS.encode(), "NUL bytes"),
    ("NUL bytes in a page", "a.html", b"<p>a\0b</p>", "NUL bytes"),
    ("an image", "a.txt", b"\x89PNG\r\n\x1a\n" + bytes(99), r"image"),
    ("a sheet with nothing in it", "a.xlsx", package({"xl/workbook.xml": b"<x/>"}), "cannot be read as XLSX"),
    ("an empty archive called xlsx", "a.xlsx", package({"a.txt": b"x"}), "no XLSX document in it; save it as XLSX"),
    ("a binary workbook", "a.xlsx", package({"xl/workbook.bin": b"x"}), "binary workbook; save it as .xlsx"),
    ("a sheet cut off", "a.xlsx", sheet()[:-900], "damaged or encrypted XLSX"),
    ("a text called xlsx", "a.xlsx", WORDS.encode(), "no XLSX file: not a zip archive"),
    ("a sheet with a password", "a.xlsx", OLE + ENCRYPTED, "file with a password; save it as .xlsx without"),
    ("a document with a password", "a.docx", OLE + ENCRYPTED, "file with a password; save it as .docx without"),
    ("an old word document", "a.doc", OLE + "WordDocument\0".encode("utf-16-le"), "save it as .docx"),
    ("an old sheet that is broken", "a.xls", OLE + "Workbook\0".encode("utf-16-le"), "cannot be read as XLS"),
    ("a text called xls", "a.xls", WORDS.encode(), "no XLS file, whatever its name says"),
    ("entities in a sheet", "a.xlsx", with_part("xl/worksheets/sheet1.xml", BOMB), "declares XML entities"),
    ("an external entity in a sheet", "a.xlsx", with_part("xl/sharedStrings.xml", EXTERNAL), "declares XML entities"),
    ("entities in UTF-16", "a.xlsx", with_part("xl/styles.xml", BOMB.decode().encode("utf-16")), "XML entities"),
    ("a zip bomb of a sheet", "a.xlsx", with_declared_size(sheet(), 4_000_000_000), "zip bomb"),
    ("an OFD without pages", "a.ofd", ofd([]), "OCR"),
    ("an OFD cut off", "a.ofd", ofd([(20, 40, WORDS)])[:-60], "damaged or encrypted OFD"),
    ("an OFD whose root is missing", "a.ofd", ofd(parts={"OFD.xml": "<x/>"}), "cannot be read as OFD"),
    ("a pdf whose pages go round in a loop", "a.pdf", loop(), r"damaged PDF|no text|pictures"),
    ("a type that is not read", "a.wps", b"text", "files of the type .wps are not read; the formats read are"),
    ("an archive", "a.rar", b"Rar!\x1a\x07" + bytes(99), "unpack it"),
    ("a text called pdf", "a.pdf", WORDS.encode(), "no PDF file"),
    ("a text called docx", "a.docx", WORDS.encode(), "not a zip archive"),
    ("a pdf cut off", "a.pdf", pdf()[:-600], "cut off"),
    ("half a pdf", "a.pdf", pdf()[: len(pdf()) // 2], "cut off"),
    ("a damaged pdf", "a.pdf", b"%PDF-1.4\n" + b"x" * 999 + b"\nstartxref\n0\n%%EOF", "damaged PDF"),
    ("an encrypted pdf", "a.pdf", pdf(encrypt=StandardEncryption("secret", ownerPassword="o")), "a password is needed"),
    ("a pdf without text", "a.pdf", pdf(words=""), r"pictures"),
    ("a pdf whose tree of pages is a loop and nothing else", "a.pdf", pages("2 0 R", 1), "none of its pages"),
    ("an encrypted docx", "a.docx", OLE, "encrypted Office file; save it as .docx without a password"),
    ("a docx cut off", "a.docx", word()[:-900], "damaged or encrypted DOCX"),
    ("a docx with nothing in it", "a.docx", package({"a.txt": b"x"}), "no DOCX document in it"),
    ("a docx that is no XML", "a.docx", with_document(b"<w:document"), "cannot be read as DOCX"),
    ("a docx without words", "a.docx", word(""), "has no text"),
    ("a zip bomb by what it declares", "a.docx", with_declared_size(word(), 4_000_000_000), "zip bomb"),
    ("a zip that lies about a size", "a.docx", with_declared_size(with_document(b"<a/>" * 9999), 10), "damaged"),
    ("XML entities", "a.docx", with_document(BOMB), "declares XML entities"),
    ("an external entity", "a.docx", with_document(EXTERNAL), "entities"),
    (
        "a docx a hundred thousand deep",
        "a.docx",
        with_document(f"<w:document {W}><w:body>{'<w:ins>' * 100_000}".encode()),
        "cannot be read as DOCX",
    ),
    ("a page filled in by a script", "a.html", b"<html><body><div id=app></div><script>x</script>", "no text in it"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "message"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_bad_file_is_refused_in_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError, match=message):
        read(path)
    assert main(["read", str(path)]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"hefu: {name}: ")
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize(
    ("kids", "count", "note"),
    [
        ("3 0 R 6 0 R 2 0 R", 3, "pages that repeat an earlier page word for word and are left aside: 2, 3"),
        ("3 0 R", 1_000_000, "the file has 1000000 pages: only the first 5000 are read; split it for the rest"),
        ("3 0 R", 400, "pages that are damaged and left out: 2, 3, 4"),
    ],
    ids=["a loop in the tree of pages", "a million pages that are not there", "pages that are not there"],
)
def test_a_pdf_that_is_longer_than_it_is_says_so_and_is_read_as_far_as_it_goes(
    tmp_path: Path, kids: str, count: int, note: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pages(kids, count))
    document = read(path)
    assert "12.4 percent" in document.text
    assert any(line.startswith(note) for line in document.notes)


READS = """
import re, sys
from pathlib import Path
from hefu.read import read
document = read(sys.argv[1])
print(document.notes[0])
most = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
print(document.text.count("12.4 percent"), most)
"""


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts memory as Linux does")
def test_five_thousand_pages_are_read_in_bounded_memory(tmp_path: Path) -> None:
    file = io.BytesIO()
    canvas = Canvas(file)
    for page in range(5001):
        canvas.drawString(72, 700, f"On page {page} investment grew by 12.4 percent.")
        canvas.showPage()
    canvas.save()
    path = tmp_path / "a.pdf"
    path.write_bytes(file.getvalue())
    done = subprocess.run([sys.executable, "-c", READS, str(path)], capture_output=True, text=True, check=True)
    note, figures = done.stdout.splitlines()
    assert note == "the file has 5001 pages: only the first 5000 are read; split it for the rest"
    found, kilobytes = figures.split()
    assert found == "5000"
    assert int(kilobytes) < 500_000


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    for name, most in (("a.txt", 64), ("a.html", 25)):
        path = tmp_path / name
        with path.open("wb") as file:
            file.write(WORDS.encode())
            file.truncate(200 * MEGABYTE)
        tracemalloc.start()
        with pytest.raises(ReadError, match=f"is too large: 200 MB, at most {most} MB are read; split it"):
            read(path)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < 20 * MEGABYTE


def test_a_real_zip_bomb_is_refused_without_unpacking_it(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(with_document(bytes(210 * MEGABYTE)))
    assert path.stat().st_size < MEGABYTE
    tracemalloc.start()
    with pytest.raises(ReadError, match="zip bomb"):
        read(path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 20 * MEGABYTE


def test_a_folder_a_missing_file_and_one_that_may_not_be_read_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ReadError, match="is a folder; name the files in it"):
        read(tmp_path)
    with pytest.raises(ReadError, match=r"No such file.*check the path"):
        read(tmp_path / "nothing.txt")
    path = tmp_path / "a.txt"
    path.write_text(WORDS, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match="cannot be opened: Permission denied; check the path and the rights"):
        read(path)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--area", "云上市"], "unknown area '云上市'"),
        (["--area", ""], "unknown area ''"),
        (["--published", "2026-02-30"], "impossible date '2026-02-30': write YYYY, YYYY-MM or YYYY-MM-DD"),
        (["--published", ""], "impossible date ''"),
        (["--published", "\ud800"], "impossible date"),
    ],
)
def test_an_area_that_nobody_knows_and_a_date_that_cannot_be_are_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(WORDS, encoding="utf-8")
    assert main(["read", str(path), *arguments]) == 2
    shown = capsys.readouterr()
    assert message in shown.err
    assert shown.err.count("\n") == 1


FILES = {"a.xlsx": sheet(), "a.ofd": ofd([(20, 40, WORDS)]), "a.docx": word(), "a.csv": WORDS.encode() * 3}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(FILES)), at=st.integers(0), bits=st.binary(min_size=1, max_size=40))
def test_a_file_with_some_bytes_changed_is_a_document_or_a_clear_error(
    tmp_path: Path, name: str, at: int, bits: bytes
) -> None:
    data = FILES[name]
    at %= len(data)
    (tmp_path / name).write_bytes(data[:at] + bits + data[at + len(bits) :])
    try:
        assert read(tmp_path / name).text.strip()
    except HefuError as error:
        assert str(error).startswith(name)
        assert "\n" not in str(error)


def test_no_reader_opens_a_connection_or_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    linked = b'<img src="http://example.org/a.png"><link rel=stylesheet href="http://example.org/a.css">'
    files = {
        "a.txt": WORDS.encode(),
        "a.html": b"<html><body>" + linked + f"<p>{WORDS}</p></body></html>".encode(),
        "a.docx": word(),
        "a.pdf": pdf(),
        "a.xlsx": sheet(),
        "a.csv": WORDS.encode() + "指标,2024年\n粮食,12.4\n".encode(),
        "a.ofd": ofd([(20, 40, WORDS)]),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        read(tmp_path / name)  # libraries are imported, which opens files

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a reader went out into the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for name in files:
        assert "12.4" in read(tmp_path / name).text


def test_a_spreadsheet_under_the_name_of_another_kind_is_read_as_what_it_is(tmp_path: Path) -> None:
    for name in ("a.docx", "a.txt", "a.et"):
        (tmp_path / name).write_bytes(sheet())
        assert read(tmp_path / name).source.media_type.endswith("spreadsheetml.sheet")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(ReadError, match="no regular file"):
        read(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.txt", pdf(), "application/pdf"),
        ("a.html", word(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.txt", f"<!DOCTYPE html><p>{WORDS}</p>".encode(), "text/html"),
        ("a.unknown", WORDS.encode(), "text/plain"),
        ("noname", WORDS.encode("gb18030"), "text/plain"),
    ],
    ids=["pdf", "docx", "html", "unknown", "no suffix"],
)
def test_a_file_under_a_wrong_name_is_read_as_what_it_is(
    tmp_path: Path, name: str, data: bytes, media_type: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    document = read(path)
    assert document.source.media_type == media_type
    assert "12.4" in document.text


NESTED: dict[str, Callable[[int], str]] = {
    "nested blocks": lambda n: "<div>" * n + WORDS + "</div>" * n,
    "nested links": lambda n: "<a href=x>" * n + WORDS,
    "nested tables": lambda n: "<table><tr><td>" * (n // 3) + WORDS,
    "nested lists": lambda n: "<ul><li>" * (n // 2) + WORDS,
    "ends without a beginning": lambda n: "<div>" * 200 + "</p></b>" * (n // 2) + WORDS,
    "crossed elements": lambda n: "<b><div>" * 120 + "</b><i></div>" * (n // 2) + WORDS,
    "signs that begin no tag": lambda n: "<" * n + WORDS,
    "comments without an end": lambda n: "<!--" * n + WORDS,
    "scripts without an end": lambda n: WORDS + "<script>" * n,
    "quotes without an end": lambda n: WORDS + '<a b="' * n,
    "one tag with many attributes": lambda n: "<p " + "a=b " * n + ">" + WORDS,
    "cells that claim to be huge": lambda n: "<table>" + "<tr><td colspan=99999 rowspan=99999>1<td>2" * 2000 + WORDS,
    "ampersands": lambda n: WORDS + "&" * n,
}


@pytest.mark.parametrize("name", NESTED)
def test_markup_gone_wild_is_read_in_time(name: str) -> None:
    start = time.process_time()
    assert "38.6亿元" in read_html(Path("a.html"), NESTED[name](100_000).encode()).text
    assert time.process_time() - start < 5


@pytest.mark.slow
def test_a_page_with_a_million_nested_tags_is_read_without_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(NESTED["nested blocks"](1_000_000), encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert read(path).text == WORDS.strip()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000


def test_lone_surrogates_do_not_stop_the_view() -> None:
    text = "\ud800全市水利投资\udfff增长较快，" * 30
    assert view(text).text
    assert view("\n".join([text[:16]] * 30)).text


@given(st.binary(max_size=300))
def test_any_bytes_are_a_document_or_a_clear_error(data: bytes) -> None:
    for name in ("a.txt", "a.html"):
        try:
            parts = read_html(Path(name), data) if name == "a.html" else _text(data)
        except HefuError as error:
            assert str(error).startswith(name)
            assert "\n" not in str(error)
        else:
            assert parts.text.strip()


def _text(data: bytes):  # type: ignore[no-untyped-def]
    from hefu.read.text import read_text

    return read_text(Path("a.txt"), data)


def test_a_line_a_million_characters_long_is_read_in_time(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("全市水利投资增长较快，完成38.6亿元；" * 50_000, encoding="utf-8")
    start = time.process_time()
    assert len(read(path).text) == 1_000_000
    assert time.process_time() - start < 5


SIGNS = ("——" * 50_000, "（" * 100_000, "“" * 100_000, "\n" * 300_000 + "话", "1\n" * 100_000, "、" * 100_000)


@pytest.mark.parametrize("words", SIGNS, ids=["dashes", "brackets", "quotes", "blank lines", "numbers", "commas"])
def test_texts_of_one_sign_over_and_over_are_read_in_time(tmp_path: Path, words: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(words, encoding="utf-8")
    start = time.process_time()
    view(read(path).text)
    assert time.process_time() - start < 8
