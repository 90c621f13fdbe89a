"""Text → statements. `extract` is the whole of it; see `pipeline.py` for the order of the layers."""

from __future__ import annotations

from collections.abc import Iterator
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
    found = list(stream(source, published=published, area=area, areas=areas))
    if len(found) == 1:
        return found[0]
    return Extraction(
        tuple(statement for one in found for statement in one.statements),
        tuple(numeral for one in found for numeral in one.numerals),
    )


def stream(
    source: str | Document, *, published: str | None = None, area: str | None = None, areas: Areas | None = None
) -> Iterator[Extraction]:
    """As `analyse`, passage by passage: what was found in a long text need not be held all at once."""
    from hefu.extract.pipeline import run

    return run(source, published=published, area=area, areas=areas)
