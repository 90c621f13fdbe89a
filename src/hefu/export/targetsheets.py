"""Targets as a workbook 目标表: a row a target with its base, latest result and verdict, all results, the columns.

Every figure has its unit, its words, its document and the link to its sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Any

from hefu.export.results import Aimed
from hefu.export.sheets import text_cell, typed
from hefu.plan.assessment import Stated

_FIGURE = (
    ("period", "时期", "when it is for", "所属时期"),
    ("bound", "界限", "= >= <= > <", "= >= <= > <"),
    ("value", "数值", "the figure, or the lowest one, or words in its stead", "数值或下限；没有数值时为文字"),
    ("value_max", "上限", "the highest figure of a range", "区间的上限"),
    ("unit", "单位", "of the figure", "数值的单位"),
    ("quote", "原文", "the words as they are printed", "原文字样"),
    ("document", "文件", "the document that says so", "出处文件"),
    ("link", "链接", "the address of the sentence", "该句的地址"),
)
_TARGET = (
    ("indicator", "指标", "what is aimed at", "目标所指"),
    ("area", "地区", "of which area", "所属地区"),
    ("measure", "量度", "level, growth, change or ratio", "水平、增速、增减量或比率"),
    ("binding", "约束性", "yes, no, or empty where it is not said", "是、否；未说明则为空"),
    ("verdict", "评判", "met, on-course, behind, missed, no-result or not-judgeable", "六种评判之一"),
    ("rule", "规则", "by which rule, or why there is no verdict", "所依规则，或为何没有评判"),
    ("formula", "算式", "how the verdict was come by", "评判的算式"),
    ("provisional", "暂定", "whether the time of the target is not over", "目标期限是否未满"),
)  # fmt: skip
_PARTS = ("target", "目标"), ("base", "基数"), ("result", "最新结果")
Column = tuple[str, str, str, str]


def _columns() -> list[Column]:
    parts = [
        (f"{part}_{name}", f"{zh}{name_zh}", f"{part}: {en}", f"{zh}：{meaning}")
        for part, zh in _PARTS
        for name, name_zh, en, meaning in _FIGURE
    ]
    return [*_TARGET, *parts]


COLUMNS = tuple(name for name, *_ in _columns())
RESULTS = ("row", "indicator", "area", *(f"result_{name}" for name, *_ in _FIGURE))
"""row: the target's row on the first sheet."""


def write_targets(found: Iterable[Aimed], out: IO[bytes], site: str = "") -> None:
    """The workbook: targets, all of their results, what the columns mean."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    targets, results = book.create_sheet("targets 目标"), book.create_sheet("results 结果")
    for sheet, names in ((targets, COLUMNS), (results, RESULTS)):
        sheet.freeze_panes = "B2"
        sheet.append([text_cell(sheet, name, bold=True) for name in names])
    for number, one in enumerate(found, 2):
        targets.append(_cells(targets, COLUMNS, _target(one, site)))
        said = one.assessment.aim.stated
        for each in one.assessment.results:
            row = (number, said.indicator, said.area, *_figure(each, one, site))
            results.append(_cells(results, RESULTS, row))
    _explain(book)
    book.save(out)


def _target(one: Aimed, site: str) -> Iterator[object]:
    found = one.assessment
    said = found.aim.stated
    yield from (said.indicator, said.area, said.measure)
    yield {True: "yes", False: "no", None: None}[found.aim.binding]
    yield from (found.verdict, found.reason or found.rule, found.formula or None, "yes" if found.provisional else "no")
    for each in (said, found.base, found.results[0] if found.results else None):
        yield from _figure(each, one, site)


def _figure(said: Stated | None, one: Aimed, site: str) -> Iterator[object]:
    if said is None:
        yield from (None for _ in _FIGURE)
        return
    link = f"{site}/documents/{said.doc[:16]}/?s={said.start}#s{said.start}"
    yield from (said.period, said.bound, said.text if said.value is None else said.value, said.value_max, said.unit)
    yield from (said.quote, one.titles.get(said.doc, said.doc), link)


def _cells(sheet: Any, names: Iterable[str], row: Iterable[object]) -> list[Any]:
    return [typed(sheet, name, cell) for name, cell in zip(names, row, strict=True)]


def _explain(book: Any) -> None:
    sheet = book.create_sheet("columns 说明")
    for letter, width in zip("ABCD", (20, 16, 60, 50), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([text_cell(sheet, head, bold=True) for head in ("column", "列", "meaning", "含义")])
    for column in _columns():
        sheet.append([text_cell(sheet, words) for words in column])
