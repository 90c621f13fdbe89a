"""A report as DOCX, A4: the same blocks as Word has them; every number leads to its row of the lists at the end."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from hefu.report.ink import Block, Heading, Paragraph, Picture, Report, Run, Runs, Table
from hefu.report.typeset import png

_SERIF, _SANS, _MONO = "宋体", "黑体", "DejaVu Sans Mono"
_LATIN = "Times New Roman"
_COLOURS = {
    "v-met": "246B34", "v-on-course": "0F6670", "v-behind": "8A5600", "v-missed": "A6281C", "v-no-result": "626868",
    "v-not-judgeable": "626868", "faint": "626868", "mono": "626868", "tag": "7B2F72", "ref": "0D5C55", "no": "0D5C55",
}  # fmt: skip
_SIZES = {"mono": 7.5, "ref": 7.5, "tag": 7.5}
_HEADS = {0: 20, 1: 15, 2: 12}
_LINE_CM = 17.0
_EPOCH = (1980, 1, 1, 0, 0, 0)


def docx(report: Report, folder: Path | None = None) -> bytes:
    """The file. folder: of fonts for the charts."""
    from docx import Document

    writer = _Writer(Document(), folder)
    writer.settings(report)
    for place, block in enumerate(report.blocks):
        writer.block(block, first=place < 2)
    buffer = BytesIO()
    writer.file.save(buffer)
    return _frozen(buffer.getvalue())


def _frozen(data: bytes) -> bytes:
    """The same package with its parts in order and no time on them."""
    buffer = BytesIO()
    deflated = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(BytesIO(data)) as made, zipfile.ZipFile(buffer, "w", deflated, compresslevel=9) as out:
        names = sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.create_system, info.external_attr = deflated, 3, 0o600 << 16
            out.writestr(info, made.read(name))
    return buffer.getvalue()


def text_of(data: bytes) -> str:
    """The text of the document's body, read back from the file; that of charts is drawn."""
    from docx import Document
    from docx.oxml.ns import qn

    body = Document(BytesIO(data)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


class _Writer:
    """Puts blocks into a document of python-docx."""

    def __init__(self, file: Any, folder: Path | None) -> None:
        self.file, self.folder = file, folder
        self.marks = 0

    # ------------------------------------------------------------ the whole

    def settings(self, report: Report) -> None:
        """Sheet, fonts, properties, page numbers."""
        from docx.shared import Cm, Pt

        section = self.file.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.4)
        normal = self.file.styles["Normal"]
        normal.font.size = Pt(10.5)
        self._font(normal.element.get_or_add_rPr(), _SERIF)
        normal.paragraph_format.space_after = Pt(4)
        known, when = self.file.core_properties, datetime.fromisoformat(report.when).replace(tzinfo=None)
        known.title, known.author, known.last_modified_by = report.title, report.author, report.author
        known.created = known.modified = when
        known.language, known.comments, known.revision = {"zh": "zh-CN", "en": "en-GB"}[report.language], "", 1
        self._foot(section.footer.paragraphs[0])

    def _foot(self, paragraph: Any) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run("— ")
        field = self._element("w:fldSimple", instr="PAGE")
        paragraph._p.append(field)
        paragraph.add_run(" —")

    def block(self, block: Block, *, first: bool) -> None:
        """One block. first: on the head of the report."""
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Paragraph):
            self._paragraph(block, first=first)
        elif isinstance(block, Picture):
            self._picture(block)
        else:
            self._table(block)

    # ------------------------------------------------------------ blocks

    def _heading(self, block: Heading) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph = self.file.add_paragraph(style="Title" if block.level == 0 else f"Heading {block.level}")
        if block.level == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            for border in paragraph.style.element.xpath(".//w:pBdr"):
                border.getparent().remove(border)
        form = paragraph.paragraph_format
        form.space_before, form.space_after = Pt(0 if block.level == 0 else 16 if block.level == 1 else 10), Pt(5)
        form.keep_with_next = True
        self._runs(paragraph, block.runs, size=_HEADS[block.level], sans=True, colour="1B1F20")
        self._bookmark(paragraph, block.anchor)

    def _paragraph(self, block: Paragraph, *, first: bool) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph = self.file.add_paragraph()
        if first:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        colour = "626868" if block.style == "note" or first else ""
        size = 14 if first else {"note": 9, "lead": 11.5}.get(block.style, 10.5)
        self._runs(paragraph, block.runs, size=size, colour=colour)

    def _picture(self, block: Picture) -> None:
        from docx.shared import Cm

        self.file.add_picture(BytesIO(png(block, self.folder)), width=Cm(13.5))
        shape = self.file.inline_shapes[-1]._inline.docPr
        shape.set("name", f"chart {shape.get('id')}")
        shape.set("descr", block.alt)

    def _table(self, block: Table) -> None:
        from docx.shared import Cm, Pt

        rows = [block.head, *block.rows] if block.head else list(block.rows)
        if not rows:
            return
        table = self.file.add_table(rows=len(rows), cols=len(block.widths))
        table.autofit = False
        widths = [Cm(_LINE_CM * width / sum(block.widths)) for width in block.widths]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for number, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
            head = bool(block.head) and number == 0
            for place, (cell, runs) in enumerate(zip(row._tr.tc_lst, cells, strict=True)):
                self._cell(cell, runs, block, widths[place], right=block.style == "figures" and place > 0, head=head)
            if anchor := ("" if head or not block.anchors else block.anchors[number - bool(block.head)]):
                self._bookmark_in(row._tr.tc_lst[0].p_lst[0], anchor)
            self._row(row._tr, head=head)
        if block.style != "facts":
            self._rules(table)
        self.file.add_paragraph().paragraph_format.space_after = Pt(2)

    def _cell(self, cell: Any, runs: Runs, block: Table, width: Any, *, right: bool, head: bool) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt
        from docx.text.paragraph import Paragraph as Lines

        cell.width = width
        paragraph = Lines(cell.p_lst[0], self.file._body)
        paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(1.5)
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._runs(paragraph, runs, size=10 if block.style == "facts" else 9)
        if head:
            cell.get_or_add_tcPr().append(self._element("w:shd", val="clear", color="auto", fill="F4F5F1"))

    def _row(self, row: Any, *, head: bool) -> None:
        """A row is not parted by the end of a page; the head stands on each page again."""
        known = row.get_or_add_trPr()
        known.append(self._element("w:cantSplit"))
        if head:
            known.append(self._element("w:tblHeader"))

    def _rules(self, table: Any) -> None:
        from docx.oxml.ns import qn

        lines = self._element("w:tblBorders")
        for name, size, colour in (("top", 12, "1B1F20"), ("bottom", 12, "1B1F20"), ("insideH", 4, "DCDED6")):
            lines.append(self._element(f"w:{name}", val="single", sz=str(size), space="0", color=colour))
        table._tbl.tblPr.find(qn("w:tblW")).addnext(lines)

    # ------------------------------------------------------------ runs

    def _runs(self, paragraph: Any, runs: Runs, *, size: float, sans: bool = False, colour: str = "") -> None:
        for run in runs:
            if run.text:
                self._run(paragraph, run, size, sans=sans, colour=colour)

    def _run(self, paragraph: Any, run: Run, size: float, *, sans: bool, colour: str) -> None:
        from docx.shared import Pt, RGBColor

        made = paragraph.add_run(run.text)
        strong = sans or run.style in ("strong", "no") or run.style.startswith("v-")
        made.font.size, made.bold = Pt(_SIZES.get(run.style, size)), strong or None
        self._font(made._r.get_or_add_rPr(), _MONO if run.style == "mono" else _SANS if strong else _SERIF,
                   latin=_MONO if run.style == "mono" else "Arial" if strong else _LATIN)  # fmt: skip
        if shown := _COLOURS.get(run.style, colour):
            made.font.color.rgb = RGBColor.from_string(shown)
        if run.refs and run.style not in ("faint", "no"):
            link = self._element("w:hyperlink", anchor=run.refs[0], history="1")
            paragraph._p.replace(made._r, link)
            link.append(made._r)

    def _font(self, known: Any, name: str, *, latin: str = _LATIN) -> None:
        from docx.oxml.ns import qn

        fonts = known.get_or_add_rFonts()
        for kind in list(fonts.attrib):
            del fonts.attrib[kind]
        for kind, value in (("w:ascii", latin), ("w:hAnsi", latin), ("w:eastAsia", name), ("w:cs", latin)):
            fonts.set(qn(kind), value)

    def _bookmark(self, paragraph: Any, anchor: str) -> None:
        if anchor:
            self._bookmark_in(paragraph._p, anchor)

    def _bookmark_in(self, paragraph: Any, anchor: str) -> None:
        """Where links to this anchor lead."""
        self.marks += 1
        paragraph.append(self._element("w:bookmarkStart", id=str(self.marks), name=anchor))
        paragraph.append(self._element("w:bookmarkEnd", id=str(self.marks)))

    def _element(self, tag: str, **attributes: str) -> Any:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        made = OxmlElement(tag)
        for name, value in attributes.items():
            made.set(qn(f"w:{name}"), value)
        return made
