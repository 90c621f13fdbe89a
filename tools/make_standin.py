"""Makes src/hefu/read/standin.ttf: a font of empty boxes that stand for every character.

    pip install fonttools
    python tools/make_standin.py

`hefu.read.standin` says what it is for.
"""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

NAME, BOX, BLANK = "hefu stand-in", "box", "blank"
EM, ASCENT, DESCENT = 1000, 880, -120
"""Of Chinese type: most fonts measure a character so."""
EDGE, LINE = 60, 50
LATIN = {"narrow": (40, 200, ".,:;'`!|iljI()[]{}f/\\-"), "wide": (40, 600, "mwMW@%&"), "half": (40, 420, "")}
"""Boxes for what is set narrower: from where to where, and for which; the last one for the rest."""
CODE_PAGES = sum(1 << bit for bit in (17, 18, 19, 20))
"""Japanese, simplified Chinese, Korean, traditional Chinese, as `OS/2` counts them."""


def box(left: int, right: int) -> object:
    """A square of lines, so that a picture shows that a character stands there."""
    pen = TTGlyphPen(None)
    for inset, clockwise in ((0, True), (LINE, False)):
        low, high, west, east = DESCENT + EDGE + inset, ASCENT - EDGE - inset, left + inset, right - inset
        corners = [(west, low), (west, high), (east, high), (east, low)]
        first, *rest = corners if clockwise else corners[::-1]
        pen.moveTo(first)
        for corner in rest:
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def glyph_of(character: str) -> str:
    """What stands for it."""
    if character.isspace():
        return BLANK
    if character > "~":
        return BOX
    return next((name for name, (_, _, those) in LATIN.items() if character in those), "half")


def every_character() -> CmapSubtable:
    """A map of all characters to the boxes: format 13 does so in few lines."""
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.cmap = {code: glyph_of(chr(code)) for code in range(0x20, 0x110000) if not 0xD800 <= code < 0xE000}
    return table


def main() -> None:
    """Writes the font."""
    made = FontBuilder(EM, isTTF=True)
    latin = {name: (left, right) for name, (left, right, _) in LATIN.items()}
    boxes = {".notdef": (EDGE, EM - EDGE), BOX: (EDGE, EM - EDGE), **latin}
    made.setupGlyphOrder([*boxes, BLANK])
    made.setupGlyf({name: box(*sides) for name, sides in boxes.items()} | {BLANK: TTGlyphPen(None).glyph()})
    made.setupHorizontalMetrics(
        {name: (left + right, left) for name, (left, right) in boxes.items()} | {BLANK: (EM, 0)}
    )
    made.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    made.setupNameTable({"familyName": NAME, "styleName": "Regular"})
    made.setupCharacterMap({0x4E00: BOX})
    made.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT, usWinDescent=-DESCENT,
                  ulCodePageRange1=CODE_PAGES)  # fmt: skip
    made.setupPost()
    made.font["cmap"].tables.append(every_character())
    made.font["head"].created = made.font["head"].modified = 0  # the same bytes whenever it is made
    made.font.recalcTimestamp = False
    made.save(Path(__file__).parents[1] / "src" / "hefu" / "read" / "standin.ttf")


if __name__ == "__main__":
    main()
