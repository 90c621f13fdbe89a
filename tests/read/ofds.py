"""OFD files for the tests: pages of words at places, as GB/T 33190 has them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
Words = tuple[float, float, str]
"""Left edge and base line in millimetres from the top left corner of the page, and what stands there."""


def ofd(*pages: Sequence[Words], size: float = 5.0, parts: dict[str, str | bytes] | None = None) -> bytes:
    """An OFD file; `parts` replaces or adds parts of the package."""
    made: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>'
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
        + "</ofd:Pages></ofd:Document>",
    }
    for number, page in enumerate(pages):
        made[f"Doc_0/Pages/Page_{number}/Content.xml"] = _content(page, size)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in (made | (parts or {})).items():
            package.writestr(name, data)
    return file.getvalue()


def _content(page: Sequence[Words], size: float) -> str:
    objects = "".join(
        f'<ofd:TextObject ID="{100 + n}" Boundary="{left} {base - size} 180 {size + 2}" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{_deltas(words, size)}">{escape(words)}</ofd:TextCode>'
        "</ofd:TextObject>"
        for n, (left, base, words) in enumerate(page)
    )
    return f'<ofd:Page {NS}><ofd:Content><ofd:Layer ID="9">{objects}</ofd:Layer></ofd:Content></ofd:Page>'


def _deltas(words: str, size: float) -> str:
    return " ".join(str(width(letter, size)) for letter in words[:-1])


def width(letter: str, size: float = 5.0) -> float:
    """How wide a character is drawn."""
    return size if east_asian_width(letter) in "WF" else size / 2
