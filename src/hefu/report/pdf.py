"""A report as PDF, A4, set by Typst from the same blocks: tagged, with its fonts inside, every number a link."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hefu.report.ink import Block, Heading, Paragraph, Picture, Report, Runs, Table
from hefu.report.typeset import fonts, in_font, pdf_of


def pdf(report: Report, folder: Path | None = None) -> bytes:
    """The file. folder: of fonts, beside those that are installed."""
    serif, sans = fonts(folder)
    data = {
        "title": report.title, "author": report.author, "language": report.language,
        "when": [int(report.when[at : at + 2] if at else report.when[:4]) for at in (0, 5, 8, 11, 14, 17)],
        "serif": serif, "sans": sans, "blocks": [_block(block, folder) for block in report.blocks],
    }  # fmt: skip
    return pdf_of((Path(__file__).parent / "report.typ").read_bytes(), data, folder)


def _block(block: Block, folder: Path | None) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"is": "heading", "level": block.level, "runs": _runs(block.runs), "anchor": block.anchor}
    if isinstance(block, Paragraph):
        return {"is": "paragraph", "style": block.style, "runs": _runs(block.runs)}
    if isinstance(block, Picture):
        return {"is": "picture", "svg": in_font(block.svg, folder), "alt": block.alt}
    return _table(block)


def _table(table: Table) -> dict[str, Any]:
    return {
        "is": "table", "style": table.style, "widths": list(table.widths),
        "head": [_runs(cell) for cell in table.head],
        "rows": [[_runs(cell) for cell in row] for row in table.rows],
        "anchors": list(table.anchors) or [""] * len(table.rows),
    }  # fmt: skip


def _runs(runs: Runs) -> list[dict[str, Any]]:
    return [{"text": run.text, "style": run.style, "to": run.refs[0] if run.refs else ""} for run in runs]


def text_of(data: bytes) -> str:
    """The text of the file, read back from it, without the page numbers at the foot."""
    import pypdfium2

    texts = []
    document = pypdfium2.PdfDocument(data)
    for page in document:
        height = page.get_height()
        texts.append(page.get_textpage().get_text_bounded(bottom=_FOOT, top=height))
    document.close()
    return "\n".join(texts)


_FOOT = 50.0
"""Points above the lower edge of the sheet below which only the page number stands."""
