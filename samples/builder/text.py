"""Plain text and Markdown: paragraphs indented by two places, or newspaper columns."""

from __future__ import annotations

from builder.lines import break_lines, characters
from builder.source import CROSSHEAD, Block, Line, Source, Table


def txt(source: Source) -> bytes:
    """A text file; newspapers in columns, everything else a paragraph a line."""
    body = _columns(source, marks=False) if source.columns else _paragraphs(source)
    return body.encode(source.head.get("encoding", "utf-8"))


def markdown(source: Source) -> bytes:
    """A newspaper page in Markdown, its text in columns."""
    return _columns(source, marks=True).encode("utf-8")


def _paragraphs(source: Source) -> str:
    return "".join(f"{_paragraph(_prose(block))}\r\n" for block in source.blocks)


def _paragraph(line: Line) -> str:
    return line.text if line.level == 1 else f"　　{line.text}"


def _columns(source: Source, *, marks: bool) -> str:
    lines = (line for block in source.blocks for line in _set(_prose(block), source.columns, marks))
    return "\n\n".join(lines) + "\n"


def _set(line: Line, columns: int, marks: bool) -> list[str]:
    if line.level == CROSSHEAD:
        return [f"**{line.text}**" if marks else line.text]
    if line.level:
        return [f"{'#' * line.level} {line.text}" if marks else line.text]
    return break_lines(line.text, columns, characters)


def _prose(block: Block) -> Line:
    if isinstance(block, Table):
        raise TypeError(f"a table cannot stand in a text file: {block.caption}")
    return block
