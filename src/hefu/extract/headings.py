"""What the headings of a table's columns say of their cells: unit, measure, period, whether it is an aim (表头)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hefu.extract import unitscan
from hefu.extract.frames import RATES
from hefu.extract.lists import HEADS
from hefu.extract.quantities import EXPONENTS
from hefu.extract.tokens import YEAR, Token, scan
from hefu.model import Measure

Cell = tuple[int, int]
"""Where a cell stands in the normalised text."""

UNIT = re.compile(r"单位\s?：\s?(?P<unit>[^\s，。；）]{1,12})|（(?P<paren>(?!单位)[^（）]{1,12})）")
_MULTIPLIER = re.compile(r"万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|百(?!分)|千(?![瓦米克伏卡])")
_GROWTH = re.compile(r"增长|增速|增减|涨跌|涨幅|±|比上[年月]|较上[年月]|[比较]年初|[同环]比|升降|增幅|下降")
_SHARE = re.compile(r"比重|占比|构成|比例|份额|完成.{0,4}预算|为.{0,4}预算|为上年|占.{0,6}%")
_OF_WHAT = re.compile(
    r"(?P<of>(?:为|完成|占)[^%（）比]{0,60}?(?:预算|决算|计划|目标|任务|总额|总值|收入|支出)数?)的?[（：]?(?:%|比)"
)
"""完成预算的%, 决算数为上年决算数的%: what the share is of."""
_TARGET = re.compile(r"目标|预期|计划|(?<!公共)预算(?!执行|收入|支出)|规划|草案|安排|任务")
_DONE = re.compile(r"完成|实际|决算|执行|实绩|实现")
_EXPECTED = re.compile(r"预计(?!到)|预测")
_SKIP = re.compile(
    r"^(?:序号|编号|代码|属性|指标属性|性质|建设性质|备注|类别|责任.{0,4}|牵头.{0,4}|主管.{0,4}|文号|索引号|排名|位次|名次|页码)$"
)
_UNITS = re.compile(r"(?:计量)?单\s?位")
_AREAS = re.compile(r"(?:建设|实施|项目|所在)?(?:地点|地址|地区|区域|县区|区县|所在地|所属(?:地区|县区|区县))")
_NAMES = re.compile(r".{0,4}(?:指标|项目|名称|产品|行业|科目).{0,4}")
_NAMED_THINGS = re.compile(r"(?:项目|工程|企业|园区|机构|单位)名称")
"""A column of names of things; what is said of each stands above the other columns (总投资)."""
_SINCE = re.compile(r"[比较](?P<year>(?:19|20)[0-9]{2})年?")
_LAST_MONTH, _EARLIER = re.compile(r"环比|[比较]上月"), re.compile(r"[比较](?:年初|上期|上季)")
_LAST_YEAR = frozenset({"去年", "上年", "上年度"})
_SAME_TIME = re.compile(r"^(?:上年|去年)?同期")
_MONTH, _SO_FAR = re.compile(r"^[本当]月"), re.compile(r"累计|本月止")
_GENERIC = re.compile(
    r"绝对[数额值量]|总量|指标值|数值|实绩|实际|[本自]年初?|[本当]月|[本同]期|累计|完成情况|完成|执行数|决算数|(?:调整)?预算数|全年|年末|期末|指标"
    r"|项目|变动情况|情况|数量|目标|预期|计划(?!投资)|现状|规划|草案|初步|统计|合计|总计|^数$|^值$|[（(].{0,100}?[）)]|±|%|(?:[0-9]+[年月—-]*)+|^年$"
    r"|年均.*|比上[年月].*|[同环]比.*|增长.*|增[速幅减].*|涨[跌幅].*|较上[年月].*"
)
_ENGLISH_TAIL = re.compile(
    r"(?<=[一-龥）%])(?:\s+[（(]?(?=[^一-龥]*[a-z]{3})|\s*[（(](?=[^一-龥]*[a-z]{4}))[0-9 ]*[A-Za-z][^一-龥]*$"
)
_ENGLISH = re.compile(r"[^一-龥]*[a-z]{3}[^一-龥]*")


@dataclass(slots=True)
class Column:
    """What a column's heading says of its cells.

    kind: value, unit (of each row), area (of each row), skip. when: a time finer than a year, or a span of years.
    captioned: its unit is that of the whole table.
    last_year: the same time a year before; month, so_far: the last month of the table's period, or all of it so far.
    target, expected, done: the heading says that it is an aim, foreseen, or achieved. named: names of things.
    of: what a share is of (完成预算).
    """

    kind: str = "value"
    at: Cell | None = None
    noun: str = ""
    unit: str | None = None
    exponent: int = 0
    unit_at: Cell | None = None
    captioned: bool = False
    measure: Measure = "level"
    basis: str | None = None
    year: int | None = None
    when: Token | None = None
    last_year: bool = False
    month: bool = False
    so_far: bool = False
    target: bool = False
    expected: bool = False
    done: bool = False
    summed: bool = False
    shared: bool = False
    named: bool = False
    of: str = ""


def chinese(text: str, cell: Cell) -> Cell:
    """A cell without the English that a yearbook prints beside the Chinese; empty where there is only English."""
    words = text[slice(*cell)]
    if _ENGLISH.fullmatch(words):
        return cell[0], cell[0]
    tail = _ENGLISH_TAIL.search(words)
    return (cell[0], cell[0] + tail.start()) if tail else cell


def columns(text: str, heads: Sequence[list[Cell]], width: int) -> list[Column]:
    """What the headings say of each column; a movement is of the time of the amount on its left."""
    rows = _spread(heads)
    found = [_column(text, rows, number) for number in range(width)]
    if not any(column.named or _is_name(text, column) for column in found):
        found = [replace(column, kind="value") if column.kind == "area" else column for column in found]
    for left, column in pairwise(found):
        own = column.when or column.year or column.month or column.so_far
        if column.measure in ("growth", "change") and not own:
            column.when, column.month, column.so_far = left.when, left.month, left.so_far
    return found


def _is_name(text: str, column: Column) -> bool:
    return column.kind == "value" and column.at is not None and _NAMES.fullmatch(text[slice(*column.at)]) is not None


def _spread(heads: Sequence[list[Cell]]) -> list[list[Cell]]:
    """A heading over several columns that was not merged stands over those right of it, if all have headings below."""
    rows = [list(row) for row in heads]
    for row, below in pairwise(rows):
        for n in range(1, min(len(row), len(below))):
            filled = below[n][0] < below[n][1] and below[n - 1][0] < below[n - 1][1]
            if row[n][0] >= row[n][1] and row[n - 1][0] < row[n - 1][1] and filled and below[n - 1] != row[n - 1]:
                row[n] = row[n - 1]
    return rows


def _column(text: str, heads: Sequence[list[Cell]], number: int) -> Column:
    """What the headings above a column say."""
    parts = [row[number] for row in heads if number < len(row) and row[number][0] < row[number][1]]
    parts = list(dict.fromkeys(parts))
    words = [re.sub(r"\s", "", text[slice(*part)]) for part in parts]
    column = Column(at=parts[-1] if parts else None)
    bare = "".join(words)
    if _SKIP.match(bare) or (words and (_SKIP.match(words[-1]) or _SKIP.match(words[0]))):
        column.kind = "skip"
    elif _UNITS.fullmatch(bare):
        column.kind = "unit"
    elif _AREAS.fullmatch(bare):
        column.kind = "area"
    if column.kind in ("skip", "unit"):
        return column
    if parts:
        _unit_of(text, parts[-1], column)
    _measure(bare, column)
    _mood(bare, column)
    _when(text, parts, bare, column)
    column.noun = _noun(words)
    column.summed = "累计" in bare or "[" in bare
    column.named = _NAMED_THINGS.fullmatch(bare) is not None
    return column


def _measure(bare: str, column: Column) -> None:
    growth, of = _GROWTH.search(bare), _OF_WHAT.search(bare)
    if of or (_SHARE.search(bare) and not growth):
        column.shared, column.of = True, of["of"] if of else ""
        column.measure, column.unit, column.exponent = "ratio", "%" if of else column.unit or "%", 0
    elif growth and "百分点" in bare:
        column.measure, column.basis, column.unit = "change", _basis(bare), "百分点"
    elif growth and ("%" in bare or "±" in bare or "率" in bare or "速" in bare or column.unit is None):
        column.measure, column.basis = "growth", _basis(bare)
        column.unit, column.exponent = "%", 0
    elif growth and column.unit not in (None, "%"):
        column.measure, column.basis = "change", _basis(bare)
    elif column.unit == "%":
        column.measure = "ratio"


def _basis(bare: str) -> str:
    """What a movement is held against by its heading; nothing said is the year before."""
    since = _SINCE.search(bare)
    if since:
        return f"since:{since['year']}"
    if "年均" in bare:
        return "avg"
    return "month" if _LAST_MONTH.search(bare) else "prev" if _EARLIER.search(bare) else "yoy"


def _mood(bare: str, column: Column) -> None:
    column.done = _DONE.search(bare) is not None and not bare.startswith(("预计", "计划"))
    column.expected = _EXPECTED.search(bare) is not None
    column.target = _TARGET.search(bare) is not None and not column.done and not column.expected and not column.of


def _when(text: str, parts: Sequence[Cell], bare: str, column: Column) -> None:
    growth, since = column.measure == "growth", (column.basis or "").startswith("since")
    for part in parts:
        if re.fullmatch(YEAR, text[slice(*part)]):
            column.year = int(text[slice(*part)])
    for token in (token for part in parts for token in scan(text, *part)):
        if token.kind == "year" and not since:
            column.year = int(token.match["y"])
        elif token.kind == "rel":
            column.last_year = token.match["r"] in _LAST_YEAR and not growth and not column.of
        if token.kind == "span" or is_months(text, token):
            column.when = token
    column.last_year = column.last_year or (_SAME_TIME.match(bare) is not None and not growth)
    column.month = _MONTH.match(bare) is not None and "止" not in bare
    column.so_far = _SO_FAR.search(bare) is not None and not column.month


def is_months(text: str, token: Token) -> bool:
    """Whether a token is a time inside a year: 1-11月, 三季度, 2024年3月."""
    return token.kind in ("part", "year", "rel") and re.search(r"月|季|半年", text[token.start : token.end]) is not None


def _noun(heads: Sequence[str]) -> str:
    """What the headings above a column name: 第一产业 under 三次产业增加值 is 第一产业增加值."""
    nouns = [noun for noun in (_GENERIC.sub("", head) for head in heads) if noun]
    if not nouns:
        return ""
    last = nouns[-1]
    head = HEADS.search(nouns[0]) if len(nouns) > 1 and not HEADS.search(last) else None
    return last + (head.group() if head else "")


def _unit_of(text: str, cell: Cell, column: Column) -> None:
    for match in UNIT.finditer(text, *cell):
        group = "unit" if match["unit"] else "paren"
        unit = read_unit(match[group])
        if unit is not None:
            column.unit, column.exponent = unit
            column.unit_at = match.span(group)


def read_unit(words: str) -> tuple[str, int] | None:
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


def caption_unit(text: str, captions: Sequence[Cell], found: Sequence[Column]) -> None:
    """单位：亿元 above a table holds for every column of amounts without a unit of its own.

    单位：万人、万吨 holds for none: which column is meant, it does not say.
    """
    for cell in captions:
        for match in UNIT.finditer(text, *cell):
            group = "unit" if match["unit"] else "paren"
            units = [read_unit(word) for word in match[group].split("、")]
            amounts = {unit for unit in units if unit and unit[0] not in RATES}
            unit = units[0] if len(amounts) < 2 else None
            for column in found:
                if unit and column.unit is None and column.measure in ("level", "change") and column.kind == "value":
                    column.unit, column.exponent = unit
                    column.unit_at, column.captioned = match.span(group), True


def kept_heads(text: str, rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows of headings but for one that numbers the columns, or names the group of rows below: 一 | 续建项目."""
    rows = [row for row in rows if not numbers_columns(text, row)]
    wide = max((len(row) for row in rows), default=0)
    return [row for n, row in enumerate(rows) if not n or wide < 4 or any(a < b for a, b in row[2:])]


def one_below_the_other(
    text: str, heads: list[list[Cell]], rows: list[list[Cell]]
) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """A table printed in two halves side by side (行业 | 增速 | 行业 | 增速) as one of half the width."""
    if len(heads) != 1:
        return heads, rows
    words = [re.sub(r"\s", "", text[a:b]) for a, b in heads[0]]
    half = next((n for n in range(2, len(words)) if words[n] == words[0]), 0)
    if not half or not words[0] or words[:half] * (len(words) // half) != words:
        return heads, rows
    starts = range(0, len(words), half)
    return [heads[0][:half]], [row[at : at + half] for at in starts for row in rows if any(row[at : at + half])]


def numbers_columns(text: str, row: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns 栏次: 甲, 1, 2, 3."""
    numbers = [text[a:b] for a, b in row if a < b and text[a:b].isdigit()]
    words = [text[a:b] for a, b in row if a < b and not text[a:b].isdigit()]
    counted = len(numbers) > 2 and all(int(b) - int(a) == 1 for a, b in pairwise(numbers))
    return counted and int(numbers[0]) <= 3 and all(word in ("甲", "乙", "丙", "栏次", "行次") for word in words)
