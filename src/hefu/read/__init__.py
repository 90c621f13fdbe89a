"""Bytes → Document. One module a format; `read` picks the right one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hefu.model import Document

if TYPE_CHECKING:
    from hefu.lexicon.areas import Areas


def read(
    path: str | Path,
    *,
    published: str | None = None,
    area: str | None = None,
    title: str | None = None,
    areas: Areas | None = None,
) -> Document:
    """The document in a file. What is given by keyword overrides what the text says of itself."""
    raise NotImplementedError
