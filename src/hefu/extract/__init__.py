"""Text → statements. `extract` is the whole of it; see `pipeline.py` for the order of the layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hefu.model import Document, Extraction, Statement

if TYPE_CHECKING:
    from hefu.lexicon.areas import Areas


def extract(
    source: str | Document, *, published: str | None = None, area: str | None = None, areas: Areas | None = None
) -> list[Statement]:
    """The statements of a text or document, in the order of their numerals.

    published: YYYY, YYYY-MM or YYYY-MM-DD; area: name of the area the text is about. Both default
    to what the document says of itself. areas: the gazetteer to use, default the built-in one.
    """
    return list(analyse(source, published=published, area=area, areas=areas).statements)


def analyse(
    source: str | Document, *, published: str | None = None, area: str | None = None, areas: Areas | None = None
) -> Extraction:
    """As `extract`, with the class of every numeral as well."""
    from hefu.extract.pipeline import run

    return run(source, published=published, area=area, areas=areas)
