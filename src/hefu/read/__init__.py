"""Bytes → Document. One module a format; `read` picks the right one.

files.py     what kind of file it is       text html docx pdf ofd xlsx xls delimited   the formats
metadata.py  title, issuer, date, area     outline.py  headings             view.py  broken lines joined
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hefu.model import Article, Document, Evidence

if TYPE_CHECKING:
    from hefu.lexicon.areas import Areas
    from hefu.model import Source
    from hefu.read.parts import Parts


def read(
    path: str | Path,
    *,
    published: str | None = None,
    area: str | None = None,
    title: str | None = None,
    areas: Areas | None = None,
    data: bytes | None = None,
) -> Document:
    """The document in a file. What is given by keyword overrides what the text says of itself.

    data: the bytes, where they need not be read; the path is only what the file is called then.
    published: ISO 8601, as exact as known. area: a name that `areas` (else our own gazetteer) knows.
    Raises ReadError for a file that cannot be read, ImpossibleDateError and UnknownAreaError for what is given.
    """
    from hefu.lexicon.areas import load as load_areas
    from hefu.read.doubts import doubts
    from hefu.read.files import kind_of, load
    from hefu.read.metadata import Given, describe
    from hefu.read.outline import outline

    path = Path(path)
    gazetteer = load_areas() if areas is None else areas
    given = Given(published, area, title).checked(gazetteer)
    data, kind = load(path) if data is None else (data, kind_of(path, data))
    parts = _read(kind, path, data)
    known = describe(parts, given, gazetteer)
    return Document(
        parts.text,
        _source(path.name, data, parts),
        title=known.title,
        issuer=known.issuer,
        published=known.published,
        area=known.area,
        outline=outline(parts.text, parts.headings, parts.junk, known.title),
        tables=parts.tables,
        junk=parts.junk,
        segments=parts.segments,
        evidence=known.evidence,
        notes=parts.notes,
        articles=parts.articles or _articles(parts, known.title, known.evidence),
        pages=parts.pages,
        doubts=tuple(sorted((*parts.doubts, *doubts(parts.text, parts.junk)), key=lambda doubt: doubt.start)),
    )


def _source(name: str, data: bytes, parts: Parts) -> Source:
    """What a document was read from."""
    import hashlib

    from hefu.model import Source
    from hefu.read.metadata import source_of

    return Source(
        name,
        hashlib.sha256(data).hexdigest(),
        len(data),
        parts.media_type,
        parts.encoding,
        url=parts.claims.get("url") or parts.claims.get("og:url"),
        publisher=source_of(parts),
    )


def _articles(parts: Parts, title: str | None, evidence: tuple[Evidence, ...]) -> tuple[Article, ...]:
    """The articles of a text that was read, its furniture left out."""
    from hefu.read.articles import articles
    from hefu.read.leaf import without_junk
    from hefu.read.lines import marked_lines
    from hefu.read.typesize import large_lines

    lines = without_junk(marked_lines(parts.text), parts.junk)
    found = next((item for item in evidence if item.field == "title"), None)
    at = (found.start, found.end) if found and found.start is not None and found.end is not None else None
    large = frozenset(heading.start for heading in parts.headings) | large_lines(lines, parts.segments)
    return articles(lines, titles=large, title=title, title_at=at)


_READERS = {
    "pdf": "hefu.read.pdf:read_pdf",
    "docx": "hefu.read.docx:read_docx",
    "html": "hefu.read.html:read_html",
    "xlsx": "hefu.read.xlsx:read_xlsx",
    "xls": "hefu.read.xls:read_xls",
    "csv": "hefu.read.delimited:read_delimited",
    "ofd": "hefu.read.ofd:read_ofd",
    "sdmx": "hefu.read.sdmx:read_sdmx",
    "image": "hefu.read.scan:read_image",
    "text": "hefu.read.text:read_text",
}
"""The function that reads each kind of file."""


def _read(kind: str, path: Path, data: bytes) -> Parts:
    """What the reader of a kind of file makes of it; each is imported only when it is needed."""
    from importlib import import_module

    module, _, name = _READERS[kind].partition(":")
    found: Parts = getattr(import_module(module), name)(path, data)
    return found
