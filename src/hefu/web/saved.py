"""A chart as a file of its own: an SVG with its styles, title, sources and address in it.

The styles are those of the pages (chart.css), with the tokens of the light theme written out, because a file that is
saved is printed and pasted into papers. Nothing in it comes from elsewhere, and nothing that a document says is markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string

from hefu.web.shapes import Drawing, width

_STATIC = Path(__file__).parent / "static" / "web"
_SIDE, _TOP = 28.0, 84.0
_LINE, _SMALL = 17.0, 0.92
"""The height of a line of notes, and how wide its letters are beside those of the chart."""
_SOURCES = 24
"""Sources that are written out; the rest is counted."""
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML has no place for."""


@dataclass(frozen=True, slots=True)
class Caption:
    """The words around a saved chart. notes: lines below it; address: where the same view is seen."""

    title: str
    subtitle: str
    notes: Sequence[str]
    address: str
    kinds: bool = False


def svg(drawing: Drawing, caption: Caption, base: str) -> str:
    """The file; base: the address of the site, for the links of the points."""
    room = (drawing.width) / _SMALL
    notes = [line for note in (*caption.notes, caption.address) for line in _wrapped(note, room)]
    below = _TOP + drawing.height + 26
    context = {
        "drawing": drawing,
        "caption": caption,
        "linked_from": base,
        "style": style(),
        "side": _SIDE,
        "top": _TOP,
        "notes": [(below + place * _LINE, note) for place, note in enumerate(notes)],
        "width": drawing.width + 2 * _SIDE,
        "height": below + len(notes) * _LINE + 8,
    }
    return _FORBIDDEN.sub("", render_to_string("web/chart.svg", context))


def listed(sources: Iterable[str], more: str) -> str:
    """The sources on one line; of many only the first are written out. more: `and {n} more`."""
    every = list(sources)
    left = len(every) - _SOURCES
    return "; ".join(every[:_SOURCES]) + (f"; {more.format(n=left)}" if left > 0 else "")


def _wrapped(words: str, room: float) -> list[str]:
    """The words in lines; Chinese breaks anywhere, other words between them."""
    lines = [""]
    for piece in re.findall(r"[!-~]+|\s+|.", words):
        if width(lines[-1] + piece) > room and lines[-1].strip():
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line for line in lines if line]


@cache
def style() -> str:
    """The styles of charts with the tokens of the light theme written out."""
    tokens = (_STATIC / "tokens.css").read_text(encoding="utf-8").partition("@media")[0]
    values = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", tokens))
    rules = (_STATIC / "chart.css").read_text(encoding="utf-8")
    return re.sub(r"var\((--[\w-]+)\)", lambda match: values[match[1]], re.sub(r"/\*.*?\*/\s*", "", rules, flags=re.S))
