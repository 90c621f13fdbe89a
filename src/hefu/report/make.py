"""A snapshot → the bytes of a file, checked before anybody sees them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from hefu.report.check import check, check_text
from hefu.report.compose import compose
from hefu.report.ink import Report
from hefu.report.snapshot import Snapshot

Format = Literal["docx", "html", "pdf", "json"]


def make(snapshot: Snapshot, format: Format, *, fonts: Path | None = None) -> bytes:
    """The file of a report: the same bytes from the same snapshot, whenever and wherever it is made.

    fonts: a folder with fonts for pdf and docx. UnsourcedError when a number has no evidence.
    """
    if format == "json":
        return snapshot.written()
    report = compose(snapshot)
    check(report)
    return _checked(report, format, fonts)


def _checked(report: Report, format: Format, fonts: Path | None) -> bytes:
    """The file, and its text read back and looked through once more."""
    if format == "html":
        from hefu.report import html

        data = html.html(report)
        check_text(html.text_of(data), report)
        return data
    if format == "docx":
        from hefu.report import docx

        data = docx.docx(report, fonts)
        check_text(docx.text_of(data), report)
        return data
    from hefu.report import pdf

    data = pdf.pdf(report, fonts)
    check_text(pdf.text_of(data), report, times=False)
    return data


def tools(format: Format, fonts: Path | None) -> str:
    """What takes part in the bytes besides the snapshot and hefu, as the end of a list."""
    if format in ("html", "json"):
        return ""
    from hefu.report.typeset import made_with

    return f", {made_with(fonts)}"
