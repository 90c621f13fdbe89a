"""hefu 合符: lays what official plans promised beside what was reported.

    >>> import hefu
    >>> document = hefu.read("plan.docx")                  # doctest: +SKIP
    >>> for statement in hefu.extract(document): ...       # doctest: +SKIP
    >>> document.statements.to_pandas()                    # doctest: +SKIP
    >>> hefu.open("city.sqlite3").statements.to_polars()   # doctest: +SKIP

Only the last needs a ledger; the last two need `hefu[data]`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hefu.extract import analyse, extract
from hefu.read import read as _read

if TYPE_CHECKING:
    from hefu.export.frames import ReadDocument
    from hefu.ledger.opened import Ledger
    from hefu.lexicon.areas import Areas

__version__ = "0.1.0"
__all__ = ["analyse", "extract", "open", "read"]


def read(
    path: str | Path, *, published: str | None = None, area: str | None = None, title: str | None = None,
    areas: Areas | str | Path | None = None,
) -> ReadDocument:  # fmt: skip
    """Reads a file, as `hefu.read.read`; its `statements` are found when they are asked for.

    areas: a gazetteer, or a file with areas of your own.
    """
    from hefu.export.frames import ReadDocument
    from hefu.lexicon.areas import load

    known = load(Path(areas)) if isinstance(areas, str | Path) else areas
    return ReadDocument.of(_read(path, published=published, area=area, title=title, areas=known), known)


def open(url: str | Path | None = None) -> Ledger:
    """Opens a ledger: a path, sqlite:///PATH or postgresql://…; by default as the commands find it."""
    from hefu.ledger.opened import Ledger

    return Ledger(None if url is None else str(url))
