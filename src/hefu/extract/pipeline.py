"""The layers of extraction, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hefu.model import Document, Extraction

if TYPE_CHECKING:
    from hefu.lexicon.areas import Areas


def run(source: str | Document, *, published: str | None, area: str | None, areas: Areas | None) -> Extraction:
    return Extraction((), ())
