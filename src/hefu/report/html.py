"""A report as one HTML file: no script, nothing from outside; every number leads to its evidence."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from hefu.report.ink import Block, Heading, Paragraph, Picture, Report, Run, Runs, Table

_LANGUAGE = {"zh": "zh-Hans", "en": "en"}


def html(report: Report) -> bytes:
    """The file."""
    style = (Path(__file__).parent / "report.css").read_text("utf-8")
    head = (
        f'<!doctype html>\n<html lang="{_LANGUAGE[report.language]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(report.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
    )
    return (head + "\n".join(map(_block, report.blocks)) + "\n</main>\n</body>\n</html>\n").encode()


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        level = block.level + 1
        name = f' id="{block.anchor}"' if block.anchor else ""
        return f"<h{level}{name}>{_runs(block.runs)}</h{level}>"
    if isinstance(block, Paragraph):
        return f"<p{_class(block.style)}>{_runs(block.runs)}</p>"
    if isinstance(block, Picture):
        return f"<figure>{block.svg}</figure>"
    return _table(block)


def _table(table: Table) -> str:
    total = sum(table.widths)
    columns = "".join(f'<col width="{round(100 * width / total)}%">' for width in table.widths) if table.head else ""
    head = "".join(f'<th scope="col">{_runs(cell)}</th>' for cell in table.head)
    rows = []
    for number, row in enumerate(table.rows):
        anchor = table.anchors[number] if table.anchors else ""
        name = f' id="{anchor}"' if anchor else ""
        rows.append(f"<tr{name}>{''.join(f'<td>{_runs(cell)}</td>' for cell in row)}</tr>")
    heads = f"<thead><tr>{head}</tr></thead>" if head else ""
    body = f"<colgroup>{columns}</colgroup>{heads}<tbody>{''.join(rows)}</tbody>"
    return f'<div class="scroll"><table{_class(table.style)}>{body}</table></div>'


def _class(style: str) -> str:
    return f' class="{style}"' if style else ""


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    """A run; it leads to the row of the lists that it rests on, of several to the first, and names all of them."""
    text = escape(run.text).replace("\n", "<br>")
    style = _class(f"{run.kind} {run.style}".strip() if run.kind != "words" else run.style)
    if run.kind == "date":
        return f"<span{style}>{text}</span>"
    if run.refs and run.style not in ("faint", "no"):
        rows = f' title="{" ".join(run.refs).upper()}"' if len(run.refs) > 1 else ""
        return f'<a{style} href="#{run.refs[0]}"{rows}>{text}</a>'
    return f"<span{style}>{text}</span>" if style else text


def text_of(data: bytes) -> str:
    """The text that a reader of the file sees, read back from it."""
    from resiliparse.parse.html import HTMLTree

    stack: list[Any] = [HTMLTree.parse_from_bytes(data, "utf-8").body]
    texts = []
    while stack:
        node = stack.pop()
        if node.tag == "#text":
            texts.append(node.value or "")
        stack += reversed(list(node.child_nodes))
    return "\n".join(texts)
