"""Invented pages of yearbooks as workbooks, each with the figures that stand in it, and a score of what was read.

`known(seed)` is one of the layouts that the reader was mended with, `held_out(seed)` one of those that were written
down before it was mended and are looked at only by their score. The same seed gives the same page.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

Figure = tuple[str, str, str, Decimal, str, str, str | None, str]
"""Indicator, area, period, value in base units, unit, measure, basis, modality."""
Thing = tuple[str, str, str, str, int, int]
"""Chinese name, English name, unit as printed, unit, power of ten, decimal places."""

HOME = "云南省"
AREAS = ("昆明市", "曲靖市", "玉溪市", "保山市", "昭通市", "丽江市")
ENGLISH = dict(zip(AREAS, ("Kunming", "Qujing", "Yuxi", "Baoshan", "Zhaotong", "Lijiang"), strict=True))
THINGS: tuple[Thing, ...] = (
    ("粮食产量", "Output of Grain", "万吨", "吨", 4, 1), ("茶叶产量", "Output of Tea", "吨", "吨", 0, 0),
    ("常住人口", "Resident Population", "万人", "人", 4, 1),
    ("公路通车里程", "Length of Highways", "公里", "公里", 0, 0),
    ("发电量", "Electricity Generated", "亿千瓦时", "千瓦时", 8, 2),
    ("社会消费品零售总额", "Retail Sales", "亿元", "元", 8, 2), ("水产品产量", "Aquatic Products", "吨", "吨", 0, 0),
    ("固定资产投资额", "Investment in Fixed Assets", "亿元", "元", 8, 1),
)  # fmt: skip
PARTS = {"粮食产量": ("稻谷产量", "玉米产量"), "发电量": ("水力发电量", "火力发电量")}


@dataclass(slots=True)
class Page:
    """A sheet while it is written: cells by row and column from 1, merged ranges."""

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def put(self, row: int, column: int, *words: str) -> None:
        """Words from a cell to the right."""
        self.cells |= {(row, column + n): word for n, word in enumerate(words) if word}

    def over(self, row: int, column: int, rows: int, columns: int, words: str) -> None:
        """Words in a merged range."""
        self.put(row, column, words)
        if rows * columns > 1:
            self.merged.append((row, column, row + rows - 1, column + columns - 1))


class Book:
    """A workbook while it is written, and what stands in it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.layout = ""
        self.pages: list[Page] = []
        self.figures: set[Figure] = set()
        first = self.random.choice((2015, 2018, 2019, 2020))
        self.years = [first + n for n in range(self.random.choice((2, 3, 4)))]
        self.areas = self.random.sample(AREAS, self.random.choice((2, 3, 4)))
        self.things = self.random.sample(THINGS, 4)
        self.style = self.random.choice(("{}", "{:,}"))
        self.said = self.random.choice(("{}", "{}年"))

    def page(self, name: str = "Sheet1") -> Page:
        """A new sheet."""
        self.pages.append(Page(name))
        return self.pages[-1]

    def cell(self, thing: Thing, area: str, period: str, **more: str) -> str:
        """A figure as it is printed; noted. more: mark, style, modality; gap: what stands where there is none."""
        if (gap := more.get("gap")) is not None and self.random.random() < 0.15:
            return gap
        name, _, _, unit, scale, places = thing
        value = Decimal(self.random.randint(1100, 9_500_000)).scaleb(-places)
        modality = more.get("modality", "actual")
        self.figures.add((name, area, period, value.scaleb(scale), unit, "level", None, modality))
        return more.get("style", self.style).format(value) + more.get("mark", "")

    def rate(self, thing: Thing, area: str, period: str) -> str:
        """How much it grew, in percent."""
        value = Decimal(self.random.randint(-90, 250)).scaleb(-1)
        self.figures.add((thing[0], area, period, value, "%", "growth", "yoy", "actual"))
        return str(value)

    def index(self, name: str, period: str, basis: str) -> str:
        """An index number."""
        value = Decimal(self.random.randint(960, 1290)).scaleb(-1)
        self.figures.add((name, HOME, period, value, "1", "ratio", basis, "actual"))
        return str(value)

    def year(self, year: int) -> str:
        """A year as this page writes it."""
        return self.said.format(year)

    def unit(self, page: Page, row: int, column: int, thing: Thing) -> None:
        """单位 at the right above a table."""
        said = self.random.choice(("单位：{}", "单位:{}", "（单位：{}）", "计量单位：{}"))
        page.put(row, column, said.format(thing[2]))

    def bytes(self) -> bytes:
        """The workbook as a file."""
        import openpyxl

        book = openpyxl.Workbook()
        book.remove(book.active)
        for page in self.pages:
            sheet = book.create_sheet(page.name)
            for (row, column), words in page.cells.items():
                sheet.cell(row, column, words)
            for top, left, bottom, right in page.merged:
                sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()


def by_year(book: Book, page: Page, row: int, thing: Thing, title: str, column: int = 1) -> int:
    """Title, unit at the right, areas down and years across, from a row on; the row behind it."""
    width = len(book.years)
    page.over(row, column, 1, width + 1, title)
    book.unit(page, row + 1, column + width, thing)
    page.put(row + 2, column, "地区", *map(book.year, book.years))
    for n, area in enumerate(book.areas):
        cells = (book.cell(thing, area, str(year)) for year in book.years)
        page.put(row + 3 + n, column, area, *cells)
    return row + 3 + len(book.areas)


# ---------------------------------------------------------------- layouts that the reader was mended with


def stacked(book: Book) -> None:
    page, row = book.page(), 1
    for number, thing in enumerate(book.things[:3], 1):
        row = by_year(book, page, row, thing, f"3-{number} 各市{thing[0]}") + book.random.choice((1, 2))


def beside(book: Book) -> None:
    page = book.page()
    first, second = book.things[:2]
    by_year(book, page, 1, first, f"表1 各市{first[0]}")
    by_year(book, page, 1, second, f"表2 各市{second[0]}", len(book.years) + 3)


def three_heads(book: Book) -> None:
    page, year = book.page(), book.years[-1]
    things = book.things[:2]
    page.over(1, 1, 1, 5, f"2-5 各市主要指标（{year}年）")
    page.over(2, 1, 3, 1, "地区")
    page.over(2, 2, 1, 4, "主要指标")
    for n, thing in enumerate(things):
        page.over(3, 2 + 2 * n, 1, 2, f"{thing[0]}（{thing[2]}）")
        page.put(4, 2 + 2 * n, "绝对数", "比上年增长（%）")
    for n, area in enumerate(book.areas, 5):
        cells = [c for one in things for c in (book.cell(one, area, str(year)), book.rate(one, area, str(year)))]
        page.put(n, 1, area, *cells)


def bilingual(book: Book) -> None:
    page = book.page()
    page.put(1, 1, "4-1 主要年份基本情况")
    page.put(2, 1, "4-1 Main Indicators in Selected Years")
    page.put(3, 1, "指标 Indicator", "单位 Unit", *map(book.year, book.years))
    for n, thing in enumerate(book.things, 4):
        page.put(n, 1, f"{thing[0]} {thing[1]}", thing[2], *(book.cell(thing, HOME, str(y)) for y in book.years))


def indented(book: Book) -> None:
    page, thing = book.page(), THINGS[0]
    page.put(1, 1, "5-2 主要农产品产量")
    page.put(3, 1, "指标", "单位", *map(book.year, book.years))
    page.put(4, 1, "一、农业")
    row = 5
    written = (thing[0], "  其中：稻谷产量", "      玉米产量")
    for name, words in zip((thing[0], *PARTS[thing[0]]), written, strict=True):
        one = (name, *thing[1:])
        page.put(row, 1, words, thing[2], *(book.cell(one, HOME, str(year)) for year in book.years))
        row += 1
    page.put(row, 1, "注：本表数据为年报数。")


def continued(book: Book) -> None:
    page, thing, areas = book.page(), book.things[0], book.areas
    half = len(areas) // 2
    book.areas = areas[:half]
    row = by_year(book, page, 1, thing, f"6-1 各市{thing[0]}")
    page.put(row + 1, 1, "续表")
    page.put(row + 2, 1, "地区", *map(book.year, book.years))
    for n, area in enumerate(areas[half:], row + 3):
        page.put(n, 1, area, *(book.cell(thing, area, str(year)) for year in book.years))


def marked(book: Book) -> None:
    page, thing = book.page(), book.things[0]
    row = by_year(book, page, 1, thing, f"7-3 各市{thing[0]}")
    page.put(row, 1, "丽水片", *("…" for _ in book.years))
    page.cells.pop((row, 1))
    page.put(row, 1, "全省", *(book.cell(thing, HOME, str(year), mark="①") for year in book.years))
    page.put(row + 1, 1, "注：①为初步统计数。")


def indices(book: Book) -> None:
    page = book.page()
    page.put(1, 1, "8-1 价格指数（上年=100）")
    page.put(2, 1, "年份", "居民消费价格指数", "商品零售价格指数")
    for n, year in enumerate(book.years, 3):
        names = "居民消费价格指数", "商品零售价格指数"
        page.put(n, 1, book.year(year), *(book.index(name, str(year), "yoy") for name in names))


# ---------------------------------------------------------------- held out


def stacked_close(book: Book) -> None:
    """Three tables of different kinds, a title between them and no empty row."""
    page = book.page()
    one, two, three, four = book.things
    row = by_year(book, page, 1, one, f"表1-1  各市{one[0]}")
    page.put(row, 1, "表1-2  历年主要指标")
    page.put(row + 1, 1, "年份", f"{two[0]}({two[2]})", f"{three[0]}({three[2]})")
    for n, year in enumerate(book.years, row + 2):
        page.put(n, 1, book.year(year), book.cell(two, HOME, str(year)), book.cell(three, HOME, str(year)))
    row += 2 + len(book.years)
    last = book.years[-1]
    page.put(row, 1, f"表1-3  {last}年各市{four[0]}")
    page.put(row + 1, 1, "地区", f"{four[0]}（{four[2]}）", "比上年增长（%）")
    for n, area in enumerate(book.areas, row + 2):
        page.put(n, 1, area, book.cell(four, area, str(last)), book.rate(four, area, str(last)))


def beside_unlike(book: Book) -> None:
    """Two tables beside each other of different lengths and kinds, a note below one."""
    page = book.page()
    one, two, three, _ = book.things
    row = by_year(book, page, 2, one, f"2-1 各市{one[0]}")
    page.put(row, 1, "资料来源：省统计局。")
    left = len(book.years) + 3
    page.put(2, left, "2-2 主要指标")
    page.put(4, left, "指标", "计量单位", *map(book.year, book.years))
    for n, thing in enumerate((two, three), 5):
        page.put(n, left, thing[0], thing[2], *(book.cell(thing, HOME, str(year)) for year in book.years))


def a_thing_a_sheet(book: Book) -> None:
    """A sheet for each indicator, which only its name tells; the unit above the table."""
    for thing in book.things[:3]:
        page = book.page(thing[0])
        book.unit(page, 1, len(book.years) + 1, thing)
        page.put(2, 1, "地区", *map(book.year, book.years))
        for n, area in enumerate(book.areas, 3):
            page.put(n, 1, area, *(book.cell(thing, area, str(year)) for year in book.years))


def english_rows(book: Book) -> None:
    """A row of English headings below the Chinese ones, English names in a column of their own at the right."""
    page, year = book.page(), book.years[-1]
    things = book.things[:3]
    page.put(1, 1, f"11-2 分地区主要指标（{year}年）")
    page.put(2, 1, f"Main Indicators by Region ({year})")
    page.put(3, 1, "地区", *(f"{thing[0]}\n（{thing[2]}）" for thing in things))
    page.put(4, 1, "Region", *(thing[1] for thing in things))
    for n, area in enumerate(book.areas, 5):
        page.put(n, 1, area, *(book.cell(thing, area, str(year)) for thing in things), ENGLISH[area])


def broken_words(book: Book) -> None:
    """Names broken over two lines, blanks within words, the unit in a column with a broken heading, 其中."""
    page, thing = book.page(), THINGS[4]
    page.put(1, 1, "9-4 电力生产情况")
    page.put(2, 1, "指  标", "计量\n单位", *map(book.year, book.years))
    names = (thing[0], *PARTS[thing[0]])
    words = (thing[0], "  #水力\n发电量", "  火力\n发电量")
    for n, (name, said) in enumerate(zip(names, words, strict=True), 3):
        one = (name, *thing[1:])
        page.put(n, 1, said, thing[2], *(book.cell(one, HOME, str(year)) for year in book.years))
    other = THINGS[5]
    page.put(6, 1, "社会消费品\n零售总额", other[2], *(book.cell(other, HOME, str(year)) for year in book.years))


def preliminary(book: Book) -> None:
    """The last year is preliminary; figures are text with thin spaces."""
    page, thing = book.page(), book.things[0]
    page.put(1, 1, f"10-1 各市{thing[0]}（{thing[2]}）")
    *earlier, last = book.years
    page.put(2, 1, "市 别", *map(book.year, earlier), f"{last}年（初步）")
    blank = book.random.choice(("\u2009", "\u202f", "\xa0", " "))
    for n, area in enumerate(book.areas, 3):
        cells = [book.cell(thing, area, str(year), style="{:,}").replace(",", blank) for year in book.years]
        page.put(n, 1, area, *cells)


def continued_aside(book: Book) -> None:
    """A table that goes on with more columns: 续表 and its headings, the same rows."""
    page, year = book.page(), book.years[-1]
    page.put(1, 1, f"12-1 各市主要指标（{year}年）")
    row = 2
    for things in (book.things[:2], book.things[2:]):
        page.put(row, 1, "地区", *(f"{thing[0]}（{thing[2]}）" for thing in things))
        for n, area in enumerate(book.areas, row + 1):
            page.put(n, 1, area, *(book.cell(thing, area, str(year)) for thing in things))
        row += len(book.areas) + 2
        page.put(row, 1, "12-1 续表")
        row += 1
    page.cells.pop((row - 1, 1))


def indices_across(book: Book) -> None:
    """Index numbers against the year before and against a fixed year, which the headings say."""
    page = book.page()
    page.put(1, 1, "8-2 居民消费价格指数")
    page.over(2, 1, 2, 1, "年份")
    page.over(2, 2, 1, 2, "居民消费价格指数")
    page.put(3, 2, "上年=100", "2015年=100")
    for n, year in enumerate(book.years, 4):
        name = "居民消费价格指数"
        page.put(n, 1, book.year(year), book.index(name, str(year), "yoy"), book.index(name, str(year), "since:2015"))


def footnotes(book: Book) -> None:
    """Marks behind figures that the notes explain: an estimate, and a matter of scope."""
    page, thing = book.page(), book.things[0]
    page.put(1, 1, f"3-9 各市{thing[0]}")
    book.unit(page, 2, len(book.years) + 1, thing)
    page.put(3, 1, "地 区", *map(book.year, book.years))
    for n, area in enumerate(book.areas, 4):
        cells = [book.cell(thing, area, str(year)) for year in book.years[:-1]]
        estimate = n == 4
        last = book.cell(thing, area, str(book.years[-1]), mark="*" if estimate else "②",
                         modality="estimate" if estimate else "actual")  # fmt: skip
        page.put(n, 1, area, *cells, last)
    row = 4 + len(book.areas)
    page.put(row, 1, "注：1.本表不含直管县。")
    page.put(row + 1, 1, "* 为预计数。")
    page.put(row + 2, 1, "② 按新的行政区划计算。")


def gaps_said(book: Book) -> None:
    """Signs for what there is no figure of, explained below; a row of the whole with a blank in its word."""
    page, thing = book.page(), book.things[0]
    page.put(1, 1, f"13-6 各市{thing[0]}")
    book.unit(page, 2, len(book.years) + 1, thing)
    page.put(3, 1, "地区", *map(book.year, book.years))
    page.put(4, 1, "总　计", *(book.cell(thing, HOME, str(year)) for year in book.years))
    for n, area in enumerate(book.areas, 5):
        cells = [book.cell(thing, area, str(year), gap=book.random.choice("…○△#")) for year in book.years]
        page.put(n, 1, f"  {area}", *cells)
    page.put(5 + len(book.areas), 1, "注：“…”表示数据不足最小单位，“○”“△”表示无该项数据，“#”表示其中的主要项。")


def halves(book: Book) -> None:
    """A long table printed in two halves, the headings twice, no empty column between."""
    page, thing, year = book.page(), book.things[0], book.years[-1]
    areas = list(AREAS)
    page.over(1, 1, 1, 4, f"14-2 {year}年各市{thing[0]}")
    book.unit(page, 2, 4, thing)
    page.put(3, 1, "地区", "数量", "地区", "数量")
    for n in range(3):
        left, right = areas[n], areas[n + 3]
        page.put(4 + n, 1, left, book.cell(thing, left, str(year)), right, book.cell(thing, right, str(year)))


def two_years_of_areas(book: Book) -> None:
    """Three rows of headings, years above areas above amounts and rates; the unit in the title."""
    page = book.page()
    thing, years, areas = book.things[0], book.years[-2:], book.areas[:2]
    page.over(1, 1, 1, 9, f"15-1 {thing[0]}（{thing[2]}）")
    page.over(2, 1, 3, 1, "月份")
    for m, year in enumerate(years):
        page.over(2, 2 + 4 * m, 1, 4, f"{year}年")
        for n, area in enumerate(areas):
            page.over(3, 2 + 4 * m + 2 * n, 1, 2, area)
            page.put(4, 2 + 4 * m + 2 * n, "本月", "同比增长（%）")
    for month in range(1, 5):
        cells = [
            word for year in years for area in areas
            for word in (book.cell(thing, area, f"{year}-{month:02}"), book.rate(thing, area, f"{year}-{month:02}"))
        ]  # fmt: skip
        page.put(4 + month, 1, f"{month}月", *cells)


Layout = Callable[[Book], None]
KNOWN: tuple[Layout, ...] = (stacked, beside, three_heads, bilingual, indented, continued, marked, indices)
HELD_OUT: tuple[Layout, ...] = (
    stacked_close, beside_unlike, a_thing_a_sheet, english_rows, broken_words, preliminary, continued_aside,
    indices_across, footnotes, gaps_said, halves, two_years_of_areas,
)  # fmt: skip


def made(layouts: Sequence[Layout], seed: int) -> Book:
    """A workbook of one of the layouts."""
    book, layout = Book(seed), layouts[seed % len(layouts)]
    book.layout = layout.__name__
    layout(book)
    return book


def known(seed: int) -> Book:
    """A workbook of one of the layouts that the reader was mended with."""
    return made(KNOWN, seed)


def held_out(seed: int) -> Book:
    """A workbook of one of the layouts that were held out."""
    return made(HELD_OUT, 12_000 + seed)
