"""Tables in text: rows are lines, cells are parted by tabs (表).

What a cell means is said around it: its row's heading names the indicator, its column's heading the
period and the measure (比上年增长±%), heading or caption (单位：亿元) the unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hefu.extract.headings import (
    Cell,
    Column,
    caption_unit,
    chinese,
    columns,
    is_months,
    kept_heads,
    numbers_columns,
    one_below_the_other,
    read_unit,
)
from hefu.extract.lists import HEADS
from hefu.extract.quantities import Quantity, quantity
from hefu.extract.stubs import BRANCH, Stub, is_complete
from hefu.extract.tokens import YEAR, Token, first_number, scan
from hefu.model import Bound, Table

_NUMBER = re.compile(
    r"\s*(?P<open>[\[〔（［]?)(?P<sign>[-+—±]?)(?:[>＞≥<＜≤]=?|约|近|超)?(?P<num>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<rest>[^0-9\s]{0,8})[\]〕）］]?\s*"
)
_SIGNS: dict[str, Bound] = {"≥": ">=", "＞": ">=", ">": ">=", "≤": "<=", "＜": "<=", "<": "<="}
RISES = re.compile(r"(?:增长|增速|涨幅|降低|下降)(?:率|幅度)?$")
FALLS = re.compile(r"(?:降低|下降)(?:率|幅度)?$")
_REST = re.compile(r"(?:以上|左右|以内|以下)?")
_LABEL = re.compile(
    r"^[\s#＃·—-]*+(?:其中\s?：?|[一二三四五六七八九十]+、|（[一二三四五六七八九十0-9]+）|[0-9]+[.、．)）])?[\s#＃]*"
)
_PART = re.compile(r"\s*(?:其中\s?[：:]?|[#＃])")
_CAPTION = re.compile(r"^\s*(?:(?:附)?[表图]\s?[0-9一二三四五六七八九十—-]*[：:.、\s]?)?\s*")
_BESIDES = re.compile(
    r"(?!.{25})(?:主要|构成|变动|完成|发展|及其?|和|与|增长|增速|增幅|涨幅|同比|速度|情况|一览|表|数|产品|分.{1,4})+$"
)
"""What a caption says behind its subject: 工业产品产量及增速."""
_NUMBERED = re.compile(r"^\s*[0-9]+(?:[-—.][0-9]+)*\s+")
_NOTE = re.compile(r"\s*(?:注|说明|资料来源|数据来源|备注)[0-9]?\s?：")
_NO_SUBJECT = re.compile(
    r"（.{0,100}?）|(?:19|20)[0-9]{2}\s?年?(?:[—-](?:19|20)?[0-9]{2}年?)?|1?[0-9][—-]?1?[0-9]?月份?|[前上下]?[一二三四1-4半]?季度|上半年|全年|单位.*"
    r"|历年|[分各按](?:省|市|县|区|州|镇|乡|月|季|年|地区|季度|行业|月份|（|）|、)+(?:分|别)?|[全我][省市区县州]|年[末底]|(?:情况|统计|一览|主要|完成|变化)|表$|^的"
)
"""What the caption of a table says besides its subject: 2024年各县区粮食产量情况表."""
_WHOLE = re.compile(r"^[全我][国省市区县州盟旗](?=[一-龥]{2})")
_BALANCE = re.compile(r"^[存贷]款余额$")
_PRODUCTION = re.compile(r"^(?:地区|国内)?生产总值$")
_OPEN = "[〔［"
_SUM = re.compile(r"合\s*计|总\s*计|小\s*计|[全本][省市区县州]")
_TIER = re.compile(r"(?:[市省区县]本级|[市省区县]级|本级)(?=.{0,12}(?:预算|决算|收支|收入|支出|财政))")


@dataclass(slots=True)
class Figure:
    """A figure of a table with all that its place says of it.

    year, when: what the row's heading says of the time. place_at: a cell of its row that names an area.
    subject: what the whole table is about by its caption. summed: it is in square brackets, built up over years.
    named: the row is the name of a project or firm.
    """

    quantity: Quantity
    indicator: str
    label_at: Cell
    column: Column
    unit: str
    label: str
    year: int | None = None
    when: Token | None = None
    place_at: Cell | None = None
    subject: str = ""
    summed: bool = False
    named: bool = False

    def of_place(self) -> str:
        """What the figure is of where its row is a place: what the column says, else the caption."""
        noun = self.column.noun
        if not noun or (self.subject.endswith(noun) and len(self.subject) < 4 * len(noun)):
            return self.subject or self.indicator.removeprefix(self.label) or self.indicator
        return noun


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
    filled = [[chinese(text, cell) for cell in row] for row in grid.rows]
    kept = [row for row in filled if any(a < b for a, b in row)]
    body = _body(text, kept)
    if body is None:
        return None
    captions = [chinese(text, cell) for cell in grid.captions if not _NOTE.match(text, *cell)]
    above = kept_heads(text, kept[:body])
    group = [row for row in kept[:body] if row not in above and not numbers_columns(text, row)][-1:]
    heads, rows = one_below_the_other(text, above, group + kept[body:])
    width = max(len(row) for row in (*heads, *rows))
    table = _Table(text, columns(text, heads, width), [text[a:b] for a, b in captions])
    caption_unit(text, captions, table.columns)
    table.name(rows)
    found: dict[int, Figure] = {}
    for row in rows:
        for figure in table.row(row):
            found.setdefault(figure.quantity.number_start, figure)
    return list(found.values())


def _body(text: str, rows: Sequence[list[Cell]]) -> int | None:
    """The number of rows of headings; None when too few rows have figures."""
    numeric = [
        0 if numbers_columns(text, row) else sum(1 for a, b in row[1:] if a < b and is_number(text[a:b]))
        for row in rows
    ]
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
    return bare != "年" and read_unit(bare) is not None


def _noun(text: str, rows: Sequence[list[Cell]], caption: str) -> str:
    """What the rows' headings leave out: the head of the first one, or the table's own noun."""
    first = _label(text, rows[0][0])[0] if rows and rows[0] else ""
    head = HEADS.search(first)
    # 投资 alone in the first row is one thing beside others; 总产值 is what the rows below are parts of.
    if head and (head.start() or first.startswith("总") or first in caption):
        return head.group()
    title = re.sub(r"（.*?）|单位.*", "", _CAPTION.sub("", _NUMBERED.sub("", caption)))
    head = HEADS.search(_BESIDES.sub("", title))
    if head:
        return head.group()
    return first if 2 <= len(first) <= 5 and title.find(first) >= 0 else ""


def _label(text: str, cell: Cell) -> tuple[str, Cell]:
    mark = _LABEL.match(text[cell[0] : cell[1]])
    start = cell[0] + (mark.end() if mark else 0)
    return re.sub(r"\s", "", text[start : cell[1]]), (start, cell[1])


def label(text: str, start: int, end: int) -> tuple[str, tuple[str, int] | None]:
    """The indicator that a line of words names, and the unit in the brackets at its end: 粮食产量（万吨）."""
    words = _label(text, (start, end))[0]
    unit = _own_unit(words)
    bare = re.sub(r"（[^（）]*）$", "", words) if unit else words
    return bare.strip("*＊：") or words, unit


def _own_unit(label: str) -> tuple[str, int] | None:
    match = re.search(r"（([^（）]*)）$", label)
    return read_unit(match[1]) if match else None


def _cell_bound(text: str, cell: Cell, item: Quantity) -> None:
    for sign, bound in _SIGNS.items():
        if sign in text[cell[0] : item.number_start]:
            item.bound = bound
            item.bound_at = (cell[0], item.number_start)
            return


@dataclass(slots=True)
class _Table:
    """A table with what its headings and its caption say.

    noun: what the rows' headings leave out. subject: what the caption says the whole table is about.
    stub: what the rows are parts of.
    """

    text: str
    columns: list[Column]
    captions: list[str]
    noun: str = ""
    subject: str = ""
    prefix: str = ""
    stub: Stub = field(default_factory=Stub)
    of_production: bool = False

    def name(self, rows: Sequence[list[Cell]]) -> None:
        """Finds what the rows are of, before they are read."""
        mixed = any(column.kind == "unit" for column in self.columns)  # each row measures something else
        caption = "".join(self.captions)
        self.noun = _noun(self.text, [] if mixed else rows, caption)
        self.subject = next((words for words in map(subject, reversed(self.captions)) if words), "")
        tier = _TIER.search(caption)
        self.prefix = tier.group() if tier else ""
        labels = [_label(self.text, row[0])[0] for row in rows if row]
        nouns = [column.noun for column in self.columns]
        self.of_production = any(_PRODUCTION.search(words) for words in (*labels, *nouns, self.subject))

    @property
    def named(self) -> bool:
        """Whether the rows are names of projects or firms."""
        return any(column.named for column in self.columns)

    def row(self, row: list[Cell]) -> list[Figure]:
        """The figures of a row."""
        cell = self._label_of(row)
        if cell is None:
            return []
        label, at = _label(self.text, cell)
        year = re.fullmatch(rf"({YEAR})年?", label)
        when = None if year else self._time(at)
        given, printed = self._given_unit(row), _own_unit(label)
        own = given or printed
        # 社区卫生服务中心（站） beside a column of units: the brackets are part of the name.
        bare = re.sub(r"（[^（）]*）$", "", label) if printed and given in (None, printed) else label
        timed = year is not None or when is not None
        if not timed and not self.named and not self._has_figures(row, cell):
            self.stub.enter(bare, own)
            return []
        if not timed:
            bare, own = (self.stub.part if self._is_part(cell) else self.stub.row)(bare, own)
        found = []
        for number, where in enumerate(row[: len(self.columns)]):
            column = self.columns[number]
            if where == cell or column.kind != "value" or not is_number(self.text[slice(*where)]):
                continue
            figure = self._figure(where, "" if timed else bare, at, column, own)
            if timed:
                figure.year, figure.when = int(year[1]) if year else None, when
                figure.indicator = self._of_time(number)
            figure.place_at, figure.subject, figure.named = self._place(row), self.subject, self.named
            figure.summed = self.text[where[0]] in _OPEN
            if figure.indicator:
                found.append(figure)
        return found

    def _has_figures(self, row: Sequence[Cell], label: Cell) -> bool:
        pairs = zip(row, self.columns, strict=False)
        return any(cell != label and cell[0] < cell[1] and column.kind == "value" for cell, column in pairs)

    def _is_part(self, cell: Cell) -> bool:
        """Whether a row is a part of the one above; # alone tells so where that says what it measures."""
        if _PART.match(self.text, *cell) is None:
            return False
        return "其中" in self.text[slice(*cell)] or is_complete(self.stub.whole)

    def _label_of(self, row: list[Cell]) -> Cell | None:
        """The cell that names a row; the word 合计 may stand where the numbers of the rows do."""
        words = [
            (cell, column)
            for cell, column in zip(row, self.columns, strict=False)
            if cell[0] < cell[1] and not is_number(self.text[slice(*cell)])
        ]
        named = next((cell for cell, column in words if column.kind == "value"), None)
        return named or next((cell for cell, _ in words if _SUM.fullmatch(self.text, *cell)), None)

    def _time(self, at: Cell) -> Token | None:
        """The time that a row's heading is, if it is nothing else: 1-2月, 2024年1-2月, 一季度."""
        tokens = list(scan(self.text, *at))
        whole = len(tokens) == 1 and (tokens[0].start, tokens[0].end) == at
        return tokens[0] if whole and is_months(self.text, tokens[0]) else None

    def _given_unit(self, row: Sequence[Cell]) -> tuple[str, int] | None:
        """The unit in a row's cell of a column of units."""
        pairs = zip(row, self.columns, strict=False)
        given = next((cell for cell, column in pairs if column.kind == "unit" and cell[0] < cell[1]), None)
        return read_unit(re.sub(r"\s", "", self.text[slice(*given)])) if given else None

    def _of_time(self, number: int) -> str:
        """What a column is of where the rows are times: its own noun, for a movement that of the amount before."""
        column = self.columns[number]
        noun = column.noun or next((c.noun for c in reversed(self.columns[:number]) if c.noun), "")
        named = any(noun in caption for caption in self.captions)  # 表5 常住人口和城镇化率 has no other noun for them
        return (noun if named else self._completed(noun, column)) or self.subject or self.noun

    def _place(self, row: Sequence[Cell]) -> Cell | None:
        pairs = zip(row, self.columns, strict=False)
        return next((cell for cell, column in pairs if column.kind == "area" and cell[0] < cell[1]), None)

    def _figure(self, cell: Cell, label: str, at: Cell, column: Column, own: tuple[str, int] | None) -> Figure:
        text = self.text
        token = first_number(text, *cell)
        assert token is not None  # is_number has seen one
        item = quantity(text, token, cell[0], cell[1])
        if text[token.start - 1 : token.start] in ("-", "—") and token.start - 1 >= cell[0] and item.value > 0:
            item.value, item.start = -item.value, token.start - 1
        _cell_bound(text, cell, item)
        column, unit = _united(text, cell, label, column, item, own)
        if column.measure == "growth" and FALLS.search(label) and item.value > 0:
            item.value = -item.value
        return Figure(item, self._indicator(label, column), at, column, unit or "1", label)

    def _indicator(self, label: str, column: Column) -> str:
        words = RISES.sub("", label) if column.measure == "growth" else label
        words = _WHOLE.sub("", words) or words
        if self.named:
            words += column.noun if column.noun not in words else ""
        elif not is_complete(words):
            words = self._completed(words, column)
        if column.measure == "ratio" and column.shared and not re.search(r"比重|占比|率$|比例", words):
            words += column.of + "的比重" if column.of else "比重"
        return (self.prefix if self.prefix and not words.startswith(self.prefix) else "") + words

    def _completed(self, words: str, column: Column) -> str:
        """A name with what the column's or the table's heading adds to it: 第一产业 is 第一产业增加值."""
        if not words or is_complete(words):
            return words
        if column.noun and not words.endswith(column.noun) and HEADS.search(column.noun):
            return words + column.noun
        if self.of_production and BRANCH.search(words) and column.measure != "ratio":
            return words + "增加值"
        if self.noun and self.noun not in words and not _PRODUCTION.search(words):
            return words + (_BALANCE.sub("余额", self.noun) if words.endswith(("存款", "贷款")) else self.noun)
        return words


def _united(
    text: str, cell: Cell, label: str, column: Column, item: Quantity, own: tuple[str, int] | None
) -> tuple[Column, str | None]:
    """The unit of a cell: printed in it, else of its row or column; the unit may tell another measure."""
    unit = item.unit
    if (column.summed or column.basis == "avg") and text[cell[0]] in _OPEN:
        unit = "百分点" if own and own[0] == "%" else own[0] if own else "百分点"
        item.exponent = own[1] if own and own[0] != "%" else 0
        rate = own is not None and own[0] == "%" and FALLS.search(label)
        column = replace(column, measure="growth" if rate else "change", basis="yoy", unit="%" if rate else unit)
        return column, column.unit
    if unit == "倍" and column.measure == "growth":
        return replace(column, measure="multiple", basis="prev"), unit
    if unit == "百分点" and column.measure == "growth":
        return replace(column, measure="change"), unit
    if unit is None and own and own[0] == "%" and column.measure == "level":
        item.exponent = 0
        rises = RISES.search(label) is not None
        return replace(column, measure="growth" if rises else "ratio", basis="yoy" if rises else None), "%"
    if (unit is None and column.measure in ("level", "change") and column.unit in (None, "") and own) or (
        unit is None and column.measure == "level" and own and (column.unit_at is None or column.captioned)
    ):
        item.exponent = own[1]
        return column, own[0]
    if unit is None and column.unit:
        unit, item.exponent, item.unit_at = column.unit, column.exponent, column.unit_at
    return column, unit


def subject(caption: str) -> str:
    """What a table is about, where its rows are places or times: 粮食产量 of 2024年各县区粮食产量."""
    return _NO_SUBJECT.sub("", _CAPTION.sub("", _NUMBERED.sub("", caption))).strip()
