"""Tables in text: rows are lines, cells are parted by tabs (表).

What a cell means is said around it: its row's heading names the indicator, its column's heading the
period and the measure (比上年增长±%), heading or caption (单位：亿元) the unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hefu.extract import unitscan
from hefu.extract.lists import HEADS
from hefu.extract.quantities import EXPONENTS, Quantity, quantity
from hefu.extract.tokens import YEAR, first_number, scan
from hefu.model import Bound, Measure, Table

Cell = tuple[int, int]
"""Where a cell stands in the normalised text."""

_NUMBER = re.compile(
    r"\s*(?P<open>[\[〔（［]?)(?P<sign>[-+—±]?)(?:[>＞≥<＜≤]=?|约|近|超)?(?P<num>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<rest>[^0-9\s]{0,8})[\]〕）］]?\s*"
)
_SIGNS: dict[str, Bound] = {"≥": ">=", "＞": ">=", ">": ">=", "≤": "<=", "＜": "<=", "<": "<="}
_RISES = re.compile(r"(?:增长|增速|涨幅|降低|下降)(?:率|幅度)?$")
_FALLS = re.compile(r"(?:降低|下降)(?:率|幅度)?$")
_REST = re.compile(r"(?:以上|左右|以内|以下)?")
_UNIT = re.compile(r"单位\s?：\s?(?P<unit>[^\s，。；）]{1,12})|（(?P<paren>(?!单位)[^（）]{1,12})）")
_MULTIPLIER = re.compile(r"万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|百(?!分)|千(?![瓦米克伏卡])")
_GROWTH = re.compile(r"增长|增速|增减|涨跌|涨幅|±|比上年|同比|升降|增幅|下降")
_SHARE = re.compile(r"比重|占比|构成|比例|份额|完成.{0,4}预算|为.{0,4}预算|占.{0,6}%")
_TARGET = re.compile(r"目标|预期|计划|预算(?!执行)|规划|草案|安排")
_SKIP = re.compile(
    r"^(?:序号|编号|代码|属性|指标属性|性质|备注|类别|责任.{0,4}|牵头.{0,4}|主管.{0,4}|文号|索引号|排名|位次|名次|页码)$"
)
_LABEL = re.compile(
    r"^[\s#＃·—-]*(?:其中\s?：?|[一二三四五六七八九十]+、|（[一二三四五六七八九十0-9]+）|[0-9]+[.、．)）])?[\s#＃]*"
)
_CAPTION = re.compile(r"^\s*(?:(?:附)?[表图]\s?[0-9一二三四五六七八九十—-]*[：:.、\s]?)?\s*")
_GENERIC = re.compile(
    r"绝对[数额值]|总量|指标值|数值|实绩|实际|累计|本年|完成情况|完成|执行数|决算数|预算数|全年|年末|期末|指标|项目|变动情况|情况|数量|目标|预期|计划|现状|规划|草案|初步|统计|合计|总计|^数$|^值$|[（(].*?[）)]|±|%|[0-9年月—-]+|比上年.*|同比.*|增长.*|较上年.*"
)


_WHOLE = re.compile(r"^[全我][国省市区县州盟旗](?=[一-龥]{2})")
_COMPLETE = re.compile(r"(?:量|率|出栏|存栏)$")
"""Headings of rows that say how much of something by themselves: 发电量, 生猪出栏."""
_BALANCE = re.compile(r"^[存贷]款余额$")


@dataclass(slots=True)
class Column:
    """What a column's heading says of its cells."""

    kind: str = "value"
    at: Cell | None = None
    noun: str = ""
    unit: str | None = None
    exponent: int = 0
    unit_at: Cell | None = None
    measure: Measure = "level"
    basis: str | None = None
    year: int | None = None
    last_year: bool = False
    part: str | None = None
    target: bool = False
    summed: bool = False
    shared: bool = False


@dataclass(slots=True)
class Figure:
    """A figure of a table with all that its place says of it."""

    quantity: Quantity
    indicator: str
    label_at: Cell
    column: Column
    unit: str
    label: str
    year: int | None = None


@dataclass(slots=True)
class Grid:
    """A table as rows of cells, with the lines above it that may be its caption."""

    rows: list[list[Cell]]
    captions: list[Cell] = field(default_factory=list)


def is_row(line: str) -> bool:
    """Whether a line may be a row of a table: two cells or more that are not empty."""
    return "\t" in line and sum(1 for cell in line.split("\t") if cell.strip()) >= 2


def cells(text: str, start: int, end: int) -> list[Cell]:
    """The cells of a line, without the blanks around them."""
    found, at = [], start
    for piece in text[start:end].split("\t"):
        lead = len(piece) - len(piece.lstrip())
        found.append((at + lead, at + max(len(piece.rstrip()), lead)))
        at += len(piece) + 1
    return found


def spread(table: Table) -> list[list[Cell]]:
    """The rows of a table with merged cells standing in every place that they cover."""
    height = max((c.row + c.rows for c in table.cells), default=0)
    width = max((c.column + c.columns for c in table.cells), default=0)
    rows = [[(table.start, table.start)] * width for _ in range(height)]
    for cell in table.cells:
        for row in rows[cell.row : cell.row + cell.rows]:
            row[cell.column : cell.column + cell.columns] = [(cell.start, cell.end)] * cell.columns
    return rows


def figures(text: str, grid: Grid) -> list[Figure] | None:
    """The figures of a table in reading order; None when the lines are no table of figures."""
    body = _body(text, grid.rows)
    if body is None:
        return None
    heads, rows = grid.rows[:body], grid.rows[body:]
    caption = "".join(text[a:b] for a, b in grid.captions)
    width = max(len(row) for row in grid.rows)
    columns = [_column(text, heads, n) for n in range(width)]
    _caption_unit(text, grid.captions, columns)
    mixed = any(column.kind == "unit" for column in columns)  # each row measures something else
    noun = _noun(text, [] if mixed else rows, caption)
    prefix = next(
        (word for word in ("市本级", "市级", "省级", "区级", "县级", "本级", "区本级", "县本级") if word in caption), ""
    )
    found: dict[int, Figure] = {}
    for row in rows:
        for figure in _row(text, row, columns, noun, prefix):
            found.setdefault(figure.quantity.number_start, figure)
    return list(found.values())


def _body(text: str, rows: Sequence[list[Cell]]) -> int | None:
    """The number of rows of headings; None when too few rows have figures."""
    numeric = [sum(1 for a, b in row[1:] if a < b and is_number(text[a:b])) for row in rows]
    first = next((n for n, count in enumerate(numeric) if count), None)
    if first is None or sum(1 for count in numeric[first:] if count) * 2 < len(rows) - first:
        return None
    if first == 0 and all(re.fullmatch(YEAR + "年?", text[a:b]) for a, b in rows[0][1:] if a < b):
        first = 1
    return first if first <= 3 else None


def is_number(cell: str) -> bool:
    """Whether a cell is a figure, with its sign, bound and unit, and nothing else."""
    match = _NUMBER.fullmatch(cell)
    if match is None or re.fullmatch(YEAR + "年?", cell.strip()):
        return False
    rest = match["rest"]
    if not rest or _REST.fullmatch(rest) or rest in "）]〕］":
        return True
    bare = re.sub(r"(?:以上|左右|以内|以下)?[)）\]]?$", "", rest)
    return bare != "年" and _read_unit(bare) is not None


def _column(text: str, heads: Sequence[list[Cell]], number: int) -> Column:
    """What the headings above a column say."""
    parts = [row[number] for row in heads if number < len(row) and row[number][0] < row[number][1]]
    parts = list(dict.fromkeys(parts))
    words = "".join(text[a:b] for a, b in parts)
    column = Column(at=parts[-1] if parts else None)
    bare = re.sub(r"\s", "", words)
    if _SKIP.match(bare):
        column.kind = "skip"
        return column
    if re.fullmatch(r"(?:计量)?单\s?位", bare):
        column.kind = "unit"
        return column
    if parts:
        _unit_of(text, parts[-1], column)
    growth = _GROWTH.search(bare)
    if growth and "百分点" in bare:
        column.measure, column.basis, column.unit = "change", "yoy", "百分点"
    elif growth and ("%" in bare or "±" in bare or "率" in bare or "速" in bare or column.unit is None):
        column.measure, column.basis, column.unit, column.exponent = (
            "growth",
            "avg" if "年均" in bare else "yoy",
            "%",
            0,
        )
    elif growth and column.unit not in (None, "%"):
        column.measure, column.basis = "change", "yoy"
    elif _SHARE.search(bare):
        column.shared = True
        column.measure, column.unit, column.exponent = "ratio", column.unit or "%", 0
    column.target = _TARGET.search(bare) is not None
    for token in (token for part in parts for token in scan(text, *part)):
        if token.kind == "year":
            column.year = int(token.match["y"])
        elif token.kind == "rel":
            column.last_year = token.match["r"] in ("去年", "上年", "上年度") and not growth
    column.noun = _column_noun([re.sub(r"\s", "", text[a:b]) for a, b in parts])
    column.summed = "累计" in bare or "[" in bare
    return column


def _column_noun(heads: Sequence[str]) -> str:
    """What the headings above a column name: 第一产业 under 三次产业增加值 is 第一产业增加值."""
    nouns = [noun for noun in (_GENERIC.sub("", head) for head in heads) if noun]
    if not nouns:
        return ""
    last = nouns[-1]
    head = HEADS.search(nouns[0]) if len(nouns) > 1 and not HEADS.search(last) else None
    return last + (head.group() if head else "")


def _unit_of(text: str, cell: Cell, column: Column) -> None:
    for match in _UNIT.finditer(text, *cell):
        group = "unit" if match["unit"] else "paren"
        unit = _read_unit(match[group])
        if unit is not None:
            column.unit, column.exponent = unit
            column.unit_at = match.span(group)


def _read_unit(words: str) -> tuple[str, int] | None:
    """亿元 → (元, 8); None when the words are no unit."""
    words = words.strip("±+-— ")
    scale = _MULTIPLIER.match(words)
    plain = unitscan.at(words, 0, len(words))
    if plain is not None and plain[1] == len(words):
        return plain[0], 0
    if scale is not None:
        unit = unitscan.at(words, scale.end(), len(words))
        if unit is not None and unit[1] == len(words):
            return unit[0], EXPONENTS[scale.group()]
    return None


def _caption_unit(text: str, captions: Sequence[Cell], columns: Sequence[Column]) -> None:
    """单位：亿元 above a table holds for every column of amounts without a unit of its own."""
    for cell in captions:
        for match in _UNIT.finditer(text, *cell):
            group = "unit" if match["unit"] else "paren"
            unit = _read_unit(match[group].split("、")[0])
            for column in columns:
                if unit and column.unit is None and column.measure in ("level", "change") and column.kind == "value":
                    column.unit, column.exponent = unit
                    column.unit_at = match.span(group)


def _noun(text: str, rows: Sequence[list[Cell]], caption: str) -> str:
    """What the rows' headings leave out: the head of the first one, or the table's own noun."""
    first = _label(text, rows[0][0])[0] if rows and rows[0] else ""
    head = HEADS.search(first)
    if head:
        return head.group()
    title = re.sub(r"（.*?）|单位.*", "", _CAPTION.sub("", caption))
    head = HEADS.search(
        re.sub(r"(?:主要|构成|变动|完成|发展|及其?|增长|速度|情况|一览|表|数|产品|分.{1,4})+$", "", title)
    )
    if head:
        return head.group()
    return first if 2 <= len(first) <= 5 and title.find(first) >= 0 else ""


def _label(text: str, cell: Cell) -> tuple[str, Cell]:
    mark = _LABEL.match(text[cell[0] : cell[1]])
    start = cell[0] + (mark.end() if mark else 0)
    return re.sub(r"\s", "", text[start : cell[1]]), (start, cell[1])


def _row(text: str, row: list[Cell], columns: Sequence[Column], noun: str, prefix: str) -> list[Figure]:
    label_cell = next(
        (
            c
            for n, c in enumerate(row)
            if c[0] < c[1] and columns[n].kind == "value" and not is_number(text[c[0] : c[1]])
        ),
        None,
    )
    if label_cell is None:
        return []
    label, at = _label(text, label_cell)
    when = re.fullmatch(rf"({YEAR})年?", label)
    if when:
        label = noun
    own = _own_unit(label)
    for n, cell in enumerate(row):
        if columns[n].kind == "unit" and cell[0] < cell[1]:
            own = _read_unit(text[cell[0] : cell[1]]) or own
    label = re.sub(r"（[^（）]*）$", "", label) if _own_unit(label) else label
    found = []
    for n, cell in enumerate(row):
        column = columns[n]
        if cell[0] >= cell[1] or cell == label_cell or column.kind != "value" or not is_number(text[cell[0] : cell[1]]):
            continue
        figure = _figure(text, cell, label, at, column, own, noun, prefix)
        if when:
            figure.year = int(when[1])
            figure.indicator = column.noun or next((c.noun for c in reversed(columns[:n]) if c.noun), noun)
        if figure.indicator:
            found.append(figure)
    return found


def label(text: str, start: int, end: int) -> tuple[str, tuple[str, int] | None]:
    """The indicator that a line of words names, and the unit in the brackets at its end: 粮食产量（万吨）."""
    words = _label(text, (start, end))[0]
    unit = _own_unit(words)
    bare = re.sub(r"（[^（）]*）$", "", words) if unit else words
    return bare.strip("*＊：") or words, unit


def _own_unit(label: str) -> tuple[str, int] | None:
    match = re.search(r"（([^（）]*)）$", label)
    return _read_unit(match[1]) if match else None


def _figure(
    text: str, cell: Cell, label: str, at: Cell, column: Column, own: tuple[str, int] | None, noun: str, prefix: str
) -> Figure:
    token = first_number(text, *cell)
    assert token is not None  # is_number has seen one
    item = quantity(text, token, cell[0], cell[1])
    if text[token.start - 1 : token.start] in ("-", "—") and token.start - 1 >= cell[0] and item.value > 0:
        item.value, item.start = -item.value, token.start - 1
    _cell_bound(text, cell, item)
    unit = item.unit
    if column.summed and text[cell[0]] in "[〔［":
        unit = "百分点" if own and own[0] == "%" else own[0] if own else "百分点"
        item.exponent = own[1] if own and own[0] != "%" else 0
        rate = own is not None and own[0] == "%" and _FALLS.search(label)
        column = replace(column, measure="growth" if rate else "change", basis="yoy", unit="%" if rate else unit)
        unit = column.unit
    elif unit is None and own and own[0] == "%" and column.measure == "level":
        unit, item.exponent = "%", 0
        column = replace(
            column, measure="growth" if _RISES.search(label) else "ratio", basis="yoy" if _RISES.search(label) else None
        )
    elif (unit is None and column.measure in ("level", "change") and column.unit in (None, "") and own) or (
        unit is None and column.measure == "level" and own and column.unit_at is None
    ):
        unit, item.exponent = own[0], own[1]
    elif unit is None and column.unit:
        unit, item.exponent, item.unit_at = column.unit, column.exponent, column.unit_at
    if column.measure == "growth" and _FALLS.search(label) and item.value > 0:
        item.value = -item.value
    return Figure(item, _indicator(label, column, noun, prefix), at, column, unit or "1", label)


def _cell_bound(text: str, cell: Cell, item: Quantity) -> None:
    for sign, bound in _SIGNS.items():
        if sign in text[cell[0] : item.number_start]:
            item.bound = bound
            item.bound_at = (cell[0], item.number_start)
            return


def _indicator(label: str, column: Column, noun: str, prefix: str) -> str:
    words = _RISES.sub("", label) if column.measure == "growth" else label
    words = _WHOLE.sub("", words) or words
    if not (HEADS.search(words) or _COMPLETE.search(words)):
        if column.noun and not words.endswith(column.noun) and HEADS.search(column.noun):
            words += column.noun
        elif noun and noun not in words:
            words += _BALANCE.sub("余额", noun) if words.endswith(("存款", "贷款")) else noun
    if column.measure == "ratio" and column.shared and not re.search(r"比重|占比|率$|比例", words):
        words += "比重"
    return (prefix if prefix and not words.startswith(prefix) else "") + words
