"""A page → rows: read, extracted and audited. A pure function: the same page gives the same rows, wherever it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hefu.audit import audit
from hefu.batch.pages import Page
from hefu.batch.relevance import NO_FIGURES, has_figures
from hefu.errors import HefuError, ReadError
from hefu.export.cited import cells
from hefu.export.frames import cite
from hefu.extract import analyse
from hefu.model import Document, Extraction, Finding
from hefu.plan.tabled import with_tables
from hefu.read import read

TOO_MUCH = "it takes more memory than one page may have; raise --memory"
_LIKE_TEXT = ("text/plain", "text/html", "text/markdown")


@dataclass(frozen=True, slots=True)
class Rows:
    """What is kept of a page: rows by the columns of `tables.py`, plain values that JSON can hold.

    left_out: why nothing is kept.  error: why it could not be read; then there is a document, and nothing else.
    """

    document: dict[str, Any] = field(default_factory=dict)
    statements: list[list[Any]] = field(default_factory=list)
    coverage: list[list[Any]] = field(default_factory=list)
    findings: list[list[Any]] = field(default_factory=list)
    left_out: str | None = None
    error: str | None = None


def rows_of(page: Page) -> Rows:
    """Whatever the page does to its reader, short of a crash, is told in a row."""
    try:
        return _read(page)
    except ReadError as error:
        return failed("; ".join(filter(None, (error.reason, error.advice))))
    except HefuError as error:
        return failed(str(error))
    except MemoryError:
        return failed(TOO_MUCH)
    except Exception as error:
        return failed(f"hefu failed over it ({type(error).__name__}: {error}); please report this")


def failed(reason: str) -> Rows:
    """Of a page that could not be read."""
    return Rows(error=reason.encode("utf-8", "replace").decode())


def _read(page: Page) -> Rows:
    told = page.told
    document = read(
        Path(page.name), data=page.data, title=told.get("title"), published=told.get("published"), area=told.get("area")
    )
    if document.source.media_type in _LIKE_TEXT and not has_figures(_without_junk(document)):
        return Rows(left_out=NO_FIGURES)
    found = with_tables(document, analyse(document))
    doc = document.source.sha256
    judged = audit([(doc, document, found.statements)])
    findings = [_finding(one) for one in (*judged.findings, *judged.revisions)]
    return Rows(
        _document(document, found, len(findings)),
        [_plain(cells(one)) for one in cite(document, found.statements)],
        [[doc, one.start, one.end, document.text[one.start : one.end], one.cls, one.reason] for one in _rest(found)],
        [[doc, *row] for row in findings],
    )


def _without_junk(document: Document) -> str:
    kept, end = [], 0
    for junk in document.junk:
        kept.append(document.text[end : junk.start])
        end = max(end, junk.end)
    return "".join((*kept, document.text[end:]))


def _rest(found: Extraction) -> list[Any]:
    """The numerals that became no statement."""
    return sorted((one for one in found.numerals if one.cls != "quantity"), key=lambda one: one.start)


def _document(document: Document, found: Extraction, findings: int) -> dict[str, Any]:
    source = document.source
    return {
        "doc": source.sha256, "title": document.title, "issuer": document.issuer, "published": document.published,
        "area": document.area, "publisher": source.publisher, "media_type": source.media_type,
        "encoding": source.encoding, "characters": len(document.text), "numerals": len(found.numerals),
        "statements": len(found.statements), "findings": findings, "notes": list(document.notes),
    }  # fmt: skip


def _finding(one: Finding) -> list[Any]:
    figures = [
        {"start": at.statement.start, "end": at.statement.end, "quote": at.statement.quote} for at in one.figures
    ]
    return [one.rule, one.severity, one.message, list(one.arithmetic), figures, one.identity]


def _plain(row: tuple[Any, ...]) -> list[Any]:
    """Values that JSON can hold: the decimals stand as text in columns of their own."""
    return [None if index in (5, 6) else cell for index, cell in enumerate(row)]
