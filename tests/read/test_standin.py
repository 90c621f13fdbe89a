"""The font that stands in where a machine has none for Chinese."""

from __future__ import annotations

import ctypes
from importlib.resources import files
from typing import Any

import pytest

from hefu.read.standin import _answers

FONT = files("hefu.read").joinpath("standin.ttf").read_bytes()
WESTERN, CHINESE, TRADITIONAL, JAPANESE = 0, 134, 136, 128


class System:
    """The fonts of a machine: those that it has, by set of characters, and what was asked of it."""

    def __init__(self, has: dict[int, int]) -> None:
        self.has, self.forgotten = has, list[int]()

    def answers(self) -> dict[str, Any]:
        return _answers(
            {
                "MapFont": lambda _this, _weight, _italic, charset, _pitch, _face, _exact: self.has.get(charset),
                "GetFontData": lambda _this, _handle, _table, _room, _size: 7,
                "GetFaceName": lambda _this, _handle, _room, _size: 5,
                "GetFontCharset": lambda _this, _handle: WESTERN,
                "DeleteFont": lambda _this, handle: self.forgotten.append(handle),
            },
            FONT,
        )


def chosen(system: System, charset: int) -> Any:
    return system.answers()["MapFont"](None, 400, 0, charset, 0, b"SimSun", None)


@pytest.mark.parametrize("charset", [CHINESE, TRADITIONAL, JAPANESE])
def test_it_stands_in_only_where_the_machine_has_no_font(charset: int) -> None:
    assert chosen(System({charset: 0x5500}), charset) == 0x5500
    assert chosen(System({}), charset) == 1


def test_western_characters_are_left_to_what_pdfium_has() -> None:
    assert chosen(System({}), WESTERN) is None


def test_it_is_given_whole_to_who_has_room_and_its_length_to_who_asks() -> None:
    data = System({}).answers()["GetFontData"]
    size = data(None, 1, 0, None, 0)
    room = ctypes.create_string_buffer(size)
    assert data(None, 1, 0, ctypes.addressof(room), size - 1) == size
    assert not any(room.raw), "half a font must not be written"
    data(None, 1, 0, ctypes.addressof(room), size)
    assert room.raw == FONT
    assert data(None, 1, 0x68656164, None, 0) == 0, "tables are taken from the whole"


def test_fonts_of_the_machine_are_asked_and_let_go_of_as_before() -> None:
    system = System({})
    answers = system.answers()
    assert answers["GetFontData"](None, 0x5500, 0, None, 0) == 7
    assert answers["GetFaceName"](None, 0x5500, None, 0) == 5
    assert (answers["GetFontCharset"](None, 0x5500), answers["GetFontCharset"](None, 1)) == (WESTERN, CHINESE)
    answers["DeleteFont"](None, 1)
    answers["DeleteFont"](None, 0x5500)
    assert system.forgotten == [0x5500]
