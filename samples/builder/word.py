"""DOCX by python-docx, repacked so that the same source gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH

from builder.source import Line, Source, Table

_EPOCH = (1980, 1, 1, 0, 0, 0)


def docx(source: Source) -> bytes:
    """A Word document: title, headings 1 to 3, paragraphs, tables with merged cells."""
    document = Document()
    _slim(document)
    _properties(document, source)
    for block in source.blocks:
        if isinstance(block, Table):
            _table(document, block)
        else:
            _line(document, block)
    out = io.BytesIO()
    document.save(out)
    return repack(out.getvalue())


def repack(package: bytes) -> bytes:
    """The same zip without times, and stored: what deflate writes differs between zlib's versions."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name))
    return out.getvalue()


def _slim(document: DocumentType) -> None:
    """Takes out the template's unused table styles and its second copy of all styles: four fifths of the file."""
    relations = document.part.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/stylesWithEffects")]:
        del relations[key]
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()


def _properties(document: DocumentType, source: Source) -> None:
    properties = document.core_properties
    properties.title, properties.author = source.head["title"], source.head["issuer"]
    properties.last_modified_by, properties.comments = source.head["issuer"], ""
    properties.created = properties.modified = datetime.fromisoformat(source.head["published"])


def _line(document: DocumentType, line: Line) -> None:
    if line.level:
        document.add_heading(line.text, line.level - 1)
    else:
        document.add_paragraph(f"　　{line.text}")


def _table(document: DocumentType, table: Table) -> None:
    for text, side in ((table.caption, WD_ALIGN_PARAGRAPH.CENTER), (table.unit, WD_ALIGN_PARAGRAPH.RIGHT)):
        if text:
            document.add_paragraph(text).alignment = side
    grid = document.add_table(table.rows, table.columns, style="Table Grid")
    for cell in table.cells:
        first = grid.cell(cell.row, cell.column)
        if cell.rows > 1 or cell.columns > 1:
            first = first.merge(grid.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1))
        first.text = cell.text
