"""A font for PDFs that hold none for their Chinese, on machines that have none: servers mostly.

PDFium then takes such characters for flat, and leaves out lines and cells that it takes for the same ones drawn
twice, so that the words of a file would depend on the fonts of the machine. With a font that measures every character
as a square box it reads them as it does with a Chinese font. A font of the system is preferred: it alone can show them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

_CHINESE, _EAST_ASIAN = 134, frozenset({128, 129, 134, 136})
"""The sets of characters as PDFium counts them: simplified Chinese; besides, Japanese, Korean, traditional Chinese."""
_HANDLE = 1
"""What the font is called by; those of the system are called by addresses in memory."""
_NAME = b"hefu stand-in\0"


@cache
def put_in() -> tuple[Any, ...]:
    """Has PDFium take the stand-in where the system has no font; gives what must live as long as PDFium."""
    from pypdfium2 import raw

    found = raw.FPDF_GetDefaultSystemFontInfo()
    if not found:
        return ()
    info, font = found.contents, files("hefu.read").joinpath("standin.ttf").read_bytes()
    types = {name: kind for name, kind in type(info)._fields_ if name != "version"}
    # Copies: what is read of a field is the field itself, which is about to hold another function.
    addresses = {name: ctypes.cast(getattr(info, name), ctypes.c_void_p).value for name in types}
    own = {name: kind(addresses[name]) for name, kind in types.items() if addresses[name]}
    made = {name: types[name](answer) for name, answer in _answers(own, font).items()}
    for name, answer in made.items():
        setattr(info, name, answer)
    raw.FPDF_SetSystemFontInfo(found)
    return found, made


def _answers(own: dict[str, Callable[..., Any]], font: bytes) -> dict[str, Callable[..., Any]]:
    """What PDFium asks about fonts (fpdf_sysfontinfo.h): the stand-in answers for itself, the system for the rest."""

    def choose(this: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> int | None:
        """The font for a name and a set of characters."""
        found: int | None = own["MapFont"](this, weight, italic, charset, pitch, face, exact)
        return found or (_HANDLE if charset in _EAST_ASIAN else None)

    def data(this: Any, handle: int, table: int, room: Any, size: int) -> int:
        """A table of it, or for 0 the whole; how long that is."""
        if handle != _HANDLE:
            return int(own["GetFontData"](this, handle, table, room, size))
        return 0 if table else _put(font, room, size)

    def name(this: Any, handle: int, room: Any, size: int) -> int:
        return _put(_NAME, room, size) if handle == _HANDLE else int(own["GetFaceName"](this, handle, room, size))

    def charset(this: Any, handle: int) -> int:
        return _CHINESE if handle == _HANDLE else int(own["GetFontCharset"](this, handle))

    def forget(this: Any, handle: int) -> None:
        if handle != _HANDLE:
            own["DeleteFont"](this, handle)

    return {
        "MapFont": choose,
        "GetFontData": data,
        "GetFaceName": name,
        "GetFontCharset": charset,
        "DeleteFont": forget,
    }


def _put(words: bytes, room: Any, size: int) -> int:
    """Writes them where there is room for all; how long they are."""
    if room and size >= len(words):
        ctypes.memmove(room, words, len(words))
    return len(words)
