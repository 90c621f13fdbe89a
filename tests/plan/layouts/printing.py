"""A table → a file: as HTML, Markdown, tabs, CSV, lines, cells below each other, run together, PDF, DOCX, XLSX."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from random import Random

from tests.plan.layouts.drawing import Table

_BEFORE = "云澜市国民经济和社会发展规划纲要\n\n第三章 发展目标\n\n到规划期末，主要目标如期实现。\n\n{}\n"
_AFTER = "\n注：括号内为五年累计数。\n\n第四章 重点任务\n\n坚持稳中求进，推动高质量发展取得新成效。\n"
_HAN = ("一", "二", "三", "四", "五", "六")


def lines(table: Table) -> list[tuple[str, ...]]:
    """The rows with the headings of groups between them, where they have no column; a cell alone is such a heading."""
    if table.layout.grouped != "rows":
        return list(table.rows)
    found: list[tuple[str, ...]] = []
    at = 0
    for number, (group, members) in enumerate(groupby(table.groups)):
        count = len(list(members))
        found += [(f"{_HAN[number % 6]}、{group}",), *table.rows[at : at + count]]
        at += count
    return found


def _merged(table: Table) -> list[list[str]]:
    """The rows with the group only in the first of each, as print shows merged cells."""
    at = table.layout.kinds.index("group") if table.layout.grouped == "column" else None
    found, last = [], None
    for row in lines(table):
        cells = list(row)
        if at is not None and len(cells) > 1:
            last, cells[at] = cells[at], "" if cells[at] == last else cells[at]
        found.append(cells)
    return found


def as_html(table: Table, random: Random) -> str:
    at = table.layout.kinds.index("group") if table.layout.grouped == "column" else None
    rows, found = lines(table), []
    for number, row in enumerate(rows):
        if len(row) == 1:
            found.append(f'<tr><td colspan="{len(table.layout.kinds)}">{html.escape(row[0])}</td></tr>')
            continue
        cells = []
        for place, cell in enumerate(row):
            span = ""
            if place == at:
                if number and len(rows[number - 1]) > 1 and rows[number - 1][at] == cell:
                    continue
                many = sum(1 for one in table.groups if one == cell)
                span = f' rowspan="{many}"'
            cells.append(f"<td{span}>{html.escape(cell)}</td>")
        found.append(f"<tr>{''.join(cells)}</tr>")
    tag = random.choice(("th", "td"))
    heads = "".join(f"<{tag}>{html.escape(head)}</{tag}>" for head in table.layout.heads)
    body = f"<table><tr>{heads}</tr>{''.join(found)}</table>"
    before, after = ("".join(f"<p>{line}</p>" for line in part.split("\n") if line) for part in (_BEFORE, _AFTER))
    return f"<html><body>{before.format(html.escape(table.layout.title))}{body}{after}</body></html>"


def as_markdown(table: Table, _: Random) -> str:
    width = len(table.layout.kinds)
    rows = [list(table.layout.heads), ["---"] * width, *([*row, *[""] * (width - len(row))] for row in _merged(table))]
    return _text(table, "\n".join("| " + " | ".join(row) + " |" for row in rows))


def as_tabs(table: Table, _: Random) -> str:
    return _text(table, "\n".join("\t".join(row) for row in [list(table.layout.heads), *_merged(table)]))


def as_lines(table: Table, random: Random) -> str:
    """Rows with blanks between the cells; merged groups once, empty cells lost."""
    rows = [[cell for cell in row if cell] for row in [list(table.layout.heads), *_merged(table)]]
    found = [" ".join(row) for row in rows]
    if random.random() < 0.35:  # the next page
        at = random.randint(3, len(found) - 2)
        found[at:at] = [f"— {random.randint(8, 40)} —", *([found[0]] if random.random() < 0.6 else [])]
    return _text(table, "\n".join(found))


def as_cells(table: Table, random: Random) -> str:
    """Every cell on a line of its own."""
    gap = random.choice(("\n", "\n", "\n\n"))
    rows = [[cell for cell in row if cell] for row in [list(table.layout.heads), *_merged(table)]]
    return _text(table, gap.join(cell for row in rows for cell in row))


def as_broken(table: Table, random: Random) -> str:
    """Rows with blanks between cells, long names broken over two lines."""
    found = [" ".join(table.layout.heads)]
    at = table.layout.kinds.index("name")
    for row in _merged(table):
        cells = [cell for cell in row if cell]
        if len(row) == 1 or len(row[at]) < 12 or random.random() < 0.4:
            found.append(" ".join(cells))
            continue
        name, cut = row[at], random.randint(6, len(row[at]) - 3)
        place = cells.index(name)
        found += [" ".join([*cells[:place], name[:cut]]), " ".join([name[cut:], *cells[place + 1 :]])]
    return _text(table, "\n".join(found))


def as_glued(table: Table, _: Random) -> str:
    """Cells run together without blanks."""
    return _text(table, "\n".join("".join(row) for row in [list(table.layout.heads), *_merged(table)]))


def as_csv(table: Table, _: Random) -> str:
    out = io.StringIO()
    width = len(table.layout.kinds)
    csv.writer(out).writerows([[table.layout.title, *[""] * (width - 1)], list(table.layout.heads)])
    csv.writer(out).writerows([*row, *[""] * (width - len(row))] for row in _merged(table))
    return out.getvalue()


def _text(table: Table, body: str) -> str:
    return _BEFORE.format(table.layout.title) + body + _AFTER


TEXTS: dict[str, tuple[str, Callable[[Table, Random], str]]] = {
    "html": (".html", as_html),
    "markdown": (".md", as_markdown),
    "tabs": (".txt", as_tabs),
    "lines": (".txt", as_lines),
    "cells": (".txt", as_cells),
    "broken": (".txt", as_broken),
    "glued": (".txt", as_glued),
    "csv": (".csv", as_csv),
}


def as_docx(table: Table, path: Path) -> None:
    from docx import Document as Docx

    made = Docx()
    for line in _BEFORE.format(table.layout.title).split("\n"):
        if line:
            made.add_paragraph(line)
    width, rows = len(table.layout.kinds), lines(table)
    grid = made.add_table(rows=0, cols=width)
    for row in [table.layout.heads, *rows]:
        cells = grid.add_row().cells
        for cell, words in zip(cells, row, strict=False):
            cell.text = words
        if len(row) == 1:
            cells[0].merge(cells[-1])
    if table.layout.grouped == "column":
        _merge(grid, [row[table.layout.kinds.index("group")] for row in rows], table.layout.kinds.index("group"))
    for line in _AFTER.split("\n"):
        if line:
            made.add_paragraph(line)
    made.save(str(path))


def _merge(grid: object, groups: Sequence[str], column: int) -> None:
    at = 1
    for _, members in groupby(groups):
        count = len(list(members))
        for row in range(at + 1, at + count):
            grid.cell(row, column).text = ""  # type: ignore[attr-defined]
        if count > 1:
            grid.cell(at, column).merge(grid.cell(at + count - 1, column))  # type: ignore[attr-defined]
        at += count


def as_pdf(table: Table, path: Path, random: Random) -> None:
    """Without ruling lines in half of the files; long cells wrapped."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate
    from reportlab.platypus import Table as Grid

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("a", fontName="STSong-Light", fontSize=10, leading=14, wordWrap="CJK")
    weights = {"name": 3.2, "group": 1.2, "no": 0.7, "unit": 1.3, "binding": 1.0, "other": 1.8}
    shares = [weights.get(kind, 1.4) for kind in table.layout.kinds]
    widths = [470 * share / sum(shares) for share in shares]
    rows = lines(table)
    body = [
        [Paragraph(html.escape(cell), style) for cell in [*row, *[""] * (len(widths) - len(row))]]
        for row in [list(table.layout.heads), *rows]
    ]
    look: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    if table.layout.grouped == "column":
        column, at = table.layout.kinds.index("group"), 1
        for _, members in groupby(table.groups):
            count = len(list(members))
            look.append(("SPAN", (column, at), (column, at + count - 1)))
            at += count
    look += [("SPAN", (0, n), (-1, n)) for n, row in enumerate(rows, 1) if len(row) == 1]
    if random.random() < 0.5:
        look.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
    grid = Grid(body, colWidths=widths, style=look, repeatRows=random.choice((0, 1)))
    parts = [
        [Paragraph(line, style) for line in part.split("\n") if line]
        for part in (_BEFORE.format(table.layout.title), _AFTER)
    ]
    space = [Paragraph("推动高质量发展取得新的成效，人民生活更加美好。" * 3, style)] * random.choice((0, 0, 12))
    SimpleDocTemplate(str(path), pagesize=A4).build([*space, *parts[0], grid, *parts[1]])


def as_xlsx(table: Table, path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append([table.layout.title])
    sheet.append(list(table.layout.heads))
    for row in _merged(table):
        sheet.append(list(row))
    book.save(path)
