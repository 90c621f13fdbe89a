"""The template for an office's ledger: a sheet for each kind of rows, and one that explains them. Needs no ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.datavalidation import DataValidation

from hefu.office import sheetfile, words
from hefu.office.fields import GUIDES, SHEETS, Field, Sheet
from hefu.office.sheetfile import FONT

Rows = Callable[[str, str], Iterable[Mapping[str, object]]]
"""Of a kind of sheets, in a language: the values of its rows under the names of the columns."""

_ROWS = 2000
"""Rows for which the template offers its lists of words."""


def template(language: str = "zh", rows: Rows | None = None) -> bytes:
    """The template as an XLSX file. language: zh or en, of headings and words.  rows: what stands in it, by kind."""
    made = sheetfile.book()
    _guide(made.create_sheet(GUIDES[language].name), language)
    for sheet in SHEETS:
        page = made.create_sheet(getattr(sheet, language))
        _sheet(page, sheet, language)
        if rows is not None:
            for number, values in enumerate(rows(sheet.kind, language), 2):
                sheetfile.line(page, number, [values.get(one.name, "") for one in sheet.fields])
    return sheetfile.saved(made)


def _sheet(page: Any, sheet: Sheet, language: str) -> None:
    sheetfile.line(page, 1, [getattr(one, language) for one in sheet.fields], head=True)
    sheetfile.widths(page, [_width(one) for one in sheet.fields])
    sheetfile.landscape(page, head=1)
    page.freeze_panes = "A2"
    for column, one in enumerate(sheet.fields, 1):
        cell = page.cell(1, column)
        cell.fill = sheetfile.NEEDED if one.needed else sheetfile.HEAD
        told = " ".join(filter(None, (getattr(one, f"help_{language}"), one.example)))
        if told:
            cell.comment = Comment(told, "hefu")
        if one.vocabulary:
            said = ",".join(words.say(one.vocabulary, code, language) for code in words.WORDS[one.vocabulary])
            offered = DataValidation(type="list", formula1=f'"{said}"', allow_blank=True)
            page.add_data_validation(offered)
            offered.add(f"{cell.column_letter}2:{cell.column_letter}{_ROWS}")


def _width(one: Field) -> float:
    return {"title": 40, "name": 30, "text": 40, "quote": 30, "measure": 30, "solution": 30, "document": 26}.get(
        one.name, 20 if one.shape in ("body", "bodies") else 13
    )


def _guide(page: Any, language: str) -> None:
    guide = GUIDES[language]
    page.cell(1, 1, guide.title).font = Font(name=FONT, size=16, bold=True)
    for number, told in enumerate(guide.lines, 2):
        cell = page.cell(number, 1, told)
        page.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(guide.head))
        cell.alignment, cell.font = Alignment(wrap_text=True, vertical="top"), Font(name=FONT, size=11)
        page.row_dimensions[number].height = 30
    first = len(guide.lines) + 3
    sheetfile.line(page, first, guide.head, head=True)
    sheetfile.widths(page, (14, 20, 8, 46, 46, 26))
    rows = [(sheet, one) for sheet in SHEETS for one in sheet.fields]
    for number, (sheet, one) in enumerate(rows, first + 1):
        sheetfile.line(page, number, _explained(sheet, one, language))
    page.freeze_panes = page.cell(first + 1, 1)


def _explained(sheet: Sheet, one: Field, language: str) -> list[str]:
    codes = words.WORDS.get(one.vocabulary, {})
    return [
        getattr(sheet, language),
        getattr(one, language),
        {"zh": "是", "en": "yes"}[language] if one.needed else "",
        getattr(one, f"help_{language}"),
        "、".join(words.say(one.vocabulary, code, language) for code in codes),
        one.example,
    ]
