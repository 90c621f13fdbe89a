"""Plain text and Markdown: bytes → characters, none added, none left out."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from hefu.errors import ReadError
from hefu.model import Junk
from hefu.places import Place, Segment
from hefu.read.lines import Line, marked_lines
from hefu.read.parts import Note, Parts
from hefu.read.view import INJECTED

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_TELLING = 40
"""So many bytes are not valid UTF-8 by chance."""
_CHINESE = {"gbk", "gb2312", "gb18030", "gb_2312-80", "cp936", "x-gbk", "hz-gb-2312"}
_TOP = r"\.(?:com|cn|net|org|vip|cc|top|xyz|club|info|app|me|tv|io)(?![A-Za-z0-9.@/-])"
_ANY_DOMAIN = re.compile(rf"(?<![A-Za-z0-9.@＠/-])[A-Za-z0-9-]{{1,30}}{_TOP}")
_STOPS = "，,。；;！？"
_DOMAIN = re.compile(
    rf"(?<=[一-鿿{_STOPS}])(?<![录问览看到站址网台由以用在为于是即名至从])[A-Za-z0-9-]{{1,30}}{_TOP}(?=[一-鿿]|\s*$)(?![网平站等的上公商集App])",
    re.M,
)
"""A bare address in running text. What introduces it (登录, 网址), or what it names (平台), makes it a part of that."""
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MARKS = re.compile(r"[0-9０-９#*|。；：:，、（）—《》“”\t]")
_ENTRY, _MENU = 16, 10
"""A menu has at least so many entries, each at most so wide."""
_SURE = 20
"""So many characters outside ASCII that are valid UTF-8 are no accident, whatever the file declares."""


def read_text(path: Path, data: bytes) -> Parts:
    """The document in a text file. `Parts.text` is the file as it is, line ends and a leading U+FEFF included."""
    text, encoding, notes = decode(path, data)
    if not text.replace("\ufeff", "").strip():
        raise ReadError(path, "has no text in it")
    media_type = "text/markdown" if path.suffix.lower() in (".md", ".markdown") else "text/plain"
    return Parts(
        text,
        media_type,
        encoding,
        segments=(Segment(0, len(text), Place(offset=0)),),
        junk=furniture(text),
        notes=notes,
    )


def furniture(text: str) -> tuple[Junk, ...]:
    """Page numbers, running heads and tables of contents of a text made of pages; menus of one copied from the web."""
    lines = marked_lines(text)
    found = [Junk(line.start, line.end, line.noise) for line in lines if line.noise is not None]
    found += _menus([line for line in lines if line.noise is None])
    whole = [junk.start for junk in found]
    return tuple(
        sorted([*found, *(junk for junk in injected(text) if junk.start not in whole)], key=lambda junk: junk.start)
    )


def injected(text: str) -> Iterator[Junk]:
    """Addresses of web sites that a host puts into the sentences of the pages it copies.

    They stand behind a stop, or again and again in the middle of words; nothing introduces them, no bracket or
    quotation mark sets them off.
    """
    if not _DOMAIN.search(text):
        return
    times = Counter(match[0].lower() for match in _ANY_DOMAIN.finditer(text))
    for match in _DOMAIN.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before in _STOPS or times[match[0].lower()] > 1:
            yield Junk(match.start(), match.end(), INJECTED)


def _menus(lines: list[Line]) -> Iterator[Junk]:
    """Long runs of short lines without a figure, a mark or a stop: no prose and no table has them."""
    for short, run in groupby(lines, key=lambda line: line.width <= _ENTRY and not _MARKS.search(line.words)):
        entries = list(run)
        if short and len(entries) >= _MENU:
            yield Junk(entries[0].start, entries[-1].end, "menu")


def decode(path: Path, data: bytes, declared: str | None = None) -> tuple[str, str, tuple[Note, ...]]:
    """The characters of a file, the encoding they were in and what to tell the user of it.

    A byte order mark decides, then what the file declares, then UTF-8 if the bytes are valid, then what they
    look like. GB2312 and GBK are read as GB18030, which holds them both.
    Raises ReadError for bytes that are no text.
    """
    text, encoding, notes = _decode(data, declared)
    if "\0" in text:
        raise ReadError(path, "holds NUL bytes: it is binary or damaged", "export the text again as UTF-8")
    odd = len(_CONTROL.findall(text)) + 4 * text.count("\ufffd")
    if odd > 8 and odd > len(text) / 20:
        raise ReadError(path, "is no text in any known encoding", "save it as UTF-8")
    return text, encoding, notes


def _decode(data: bytes, declared: str | None) -> tuple[str, str, tuple[Note, ...]]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            if encoding != "utf-8" and (unmarked := _despite(data[len(mark) :])):
                return unmarked
            return _strictly(data, encoding) or _loosely(data, encoding)
    unicode = _strictly(data, "utf-8")
    wanted = _name(declared) if declared else "utf-8"
    if wanted != "utf-8" and not (unicode and sum(1 for byte in data[:4096] if byte > 127) > 3 * _SURE):
        stated = _strictly(data, wanted)
        if stated:
            return stated
    if unicode:
        return unicode
    # Imported here: most texts are UTF-8, and the library takes a while to load.
    from resiliparse.parse.encoding import detect_encoding

    guess = _name(str(detect_encoding(data) or "gb18030"))
    found = _strictly(data, guess) or _strictly(data, "gb18030")
    if found:
        return found[0], found[1], (Note(f"the encoding is a guess: {found[1]}"),)
    return _loosely(data, "utf-8" if _mostly_utf8(data) else guess)


def _despite(rest: bytes) -> tuple[str, str, tuple[Note, ...]] | None:
    """What stands behind a mark that lies: UTF-8, without the zeros that UTF-16 and UTF-32 have at every line's end."""
    found = _strictly(rest, "utf-8") if len(rest) > _TELLING and b"\0" not in rest else None
    told = Note("the mark at its beginning says another encoding than UTF-8, which it is")
    return found and (found[0], "utf-8", (told,))


def _name(encoding: str) -> str:
    """Python's name of an encoding; UTF-8 when nobody knows it."""
    name = encoding.strip().lower()
    if name in _CHINESE:
        return "gb18030"
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return "utf-8"


def _strictly(data: bytes, encoding: str) -> tuple[str, str, tuple[Note, ...]] | None:
    try:
        return data.decode(encoding), encoding, ()
    except (UnicodeError, LookupError):  # A codec that makes no text, such as hex, is a LookupError.
        return None


def _loosely(data: bytes, encoding: str) -> tuple[str, str, tuple[Note, ...]]:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    return text, encoding, (Note(f"{lost} places are not valid {encoding} and stand as U+FFFD"),)


def _mostly_utf8(data: bytes) -> bool:
    return data.decode("utf-8", "replace").count("\ufffd") < data.decode("gb18030", "replace").count("\ufffd")
