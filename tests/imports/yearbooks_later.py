"""Layouts that were written down after the reader had been mended with the others, to see how it does at first sight.

Some can not be read surely, as they do not say what they must: of these nothing may be read.
"""

from __future__ import annotations

from decimal import Decimal

from imports.yearbooks import AREAS, HOME, Book, Layout, Thing, made

INCOME: Thing = ("人均可支配收入", "Disposable Income", "元", "元", 0, 0)
SPENDING: Thing = ("人均消费支出", "Consumption", "元", "元", 0, 0)
CODES = dict(zip(AREAS, ("530100", "530300", "530400", "530500", "530600", "530700"), strict=True))


def groups_of_people(book: Book) -> None:
    """Two rows of headings that name a figure together: 城镇居民 above 人均可支配收入."""
    page = book.page()
    page.put(1, 1, "16-1 居民收支情况")
    page.over(2, 1, 2, 1, "年份")
    for m, group in enumerate(("城镇居民", "农村居民")):
        page.over(2, 2 + 2 * m, 1, 2, group)
        page.put(3, 2 + 2 * m, "人均可支配收入（元）", "人均消费支出（元）")
    for n, year in enumerate(book.years, 4):
        page.put(n, 1, book.year(year), *(
            book.cell((group + one[0], *one[1:]), HOME, str(year))
            for group in ("城镇居民", "农村居民") for one in (INCOME, SPENDING)
        ))  # fmt: skip


def units_below(book: Book) -> None:
    """The unit of each column in brackets in a row of its own, below the Chinese and the English headings."""
    page, things, year = book.page(), book.things[:3], book.years[-1]
    page.put(1, 1, f"17-3 {year}年分市主要指标")
    page.over(2, 1, 3, 1, "地区\nRegion")
    for n, thing in enumerate(things, 2):
        page.put(2, n, thing[0])
        page.put(3, n, thing[1])
        page.put(4, n, f"（{thing[2]}）")
    for n, area in enumerate(book.areas, 5):
        page.put(n, 1, area, *(book.cell(thing, area, str(year)) for thing in things))


def months_across(book: Book) -> None:
    """Months across, the year in the title; some indicators in rows with their units in brackets."""
    page, year = book.page(), book.years[-1]
    page.put(1, 1, f"{year}年主要指标分月情况")
    page.put(2, 1, "指标名称", *(f"{month}月" for month in range(3, 8)))
    for n, thing in enumerate(book.things[:3], 3):
        cells = (book.cell(thing, HOME, f"{year}-{month:02}") for month in range(3, 8))
        page.put(n, 1, f"{thing[0]}（{thing[2]}）", *cells)


def two_units(book: Book) -> None:
    """单位 names two units, and nothing says which figure is in which: not to be read."""
    page, year = book.page(), book.years[-1]
    page.put(1, 1, f"{year}年各市农业情况")
    page.put(2, 3, "单位：万吨、公里")
    page.put(3, 1, "地区", "粮食产量", "公路通车里程")
    for n, area in enumerate(book.areas, 4):
        page.put(n, 1, area, "12.5", "1311")


def no_unit(book: Book) -> None:
    """Nothing says the unit: not to be read."""
    page = book.page()
    page.put(1, 1, "各市粮食产量")
    page.put(2, 1, "地区", *map(book.year, book.years))
    for n, area in enumerate(book.areas, 3):
        page.put(n, 1, area, *(str(book.random.randint(10, 9000)) for _ in book.years))


def years_between(book: Book) -> None:
    """The year stands between the rows, in a line of its own."""
    page, things = book.page(), book.things[:2]
    page.put(1, 1, "18-1 各市主要指标")
    page.put(2, 1, "地区", *(f"{thing[0]}（{thing[2]}）" for thing in things))
    row = 3
    for year in book.years:
        page.put(row, 1, f"{year}年")
        for n, area in enumerate(book.areas, row + 1):
            page.put(n, 1, area, *(book.cell(thing, area, str(year)) for thing in things))
        row += len(book.areas) + 1


def a_year_a_sheet(book: Book) -> None:
    """The same table on a sheet for each year, which only the names of the sheets tell."""
    things = book.things[:2]
    for year in book.years:
        page = book.page(f"{year}年")
        page.put(1, 1, "各市主要指标")
        page.put(2, 1, "地区", *(f"{thing[0]}（{thing[2]}）" for thing in things))
        for n, area in enumerate(book.areas, 3):
            page.put(n, 1, area, *(book.cell(thing, area, str(year)) for thing in things))


def indices_in_rows(book: Book) -> None:
    """Index numbers among other figures: their unit column says 上年=100."""
    page, thing = book.page(), book.things[0]
    page.put(1, 1, "19-1 主要指标")
    page.put(2, 1, "指标", "单位", *map(book.year, book.years))
    page.put(3, 1, thing[0], thing[2], *(book.cell(thing, HOME, str(year)) for year in book.years))
    cells = (book.index("居民消费价格指数", str(year), "yoy") for year in book.years)
    page.put(4, 1, "居民消费价格指数", "上年=100", *cells)


def marks_on_names(book: Book) -> None:
    """Signs of notes behind the names of places and in the headings."""
    page, thing = book.page(), book.things[0]
    page.put(1, 1, f"20-2 各市{thing[0]}①")
    book.unit(page, 2, len(book.years) + 1, thing)
    page.put(3, 1, "地区", *map(book.year, book.years))
    for n, area in enumerate(book.areas, 4):
        page.put(n, 1, area + ("②" if n == 4 else ""), *(book.cell(thing, area, str(year)) for year in book.years))
    page.put(4 + len(book.areas), 1, "注：①本表为年末数。")
    page.put(5 + len(book.areas), 1, "②不含开发区。")


def spaced(book: Book) -> None:
    """Empty columns between the groups of one table, and a column of codes."""
    page, thing = book.page(), book.things[0]
    page.put(1, 1, f"21-1 各市{thing[0]}（{thing[2]}）")
    page.put(2, 1, "地区代码", "地区")
    for m, year in enumerate(book.years):
        page.put(2, 4 + 2 * m, book.year(year))
    for n, area in enumerate(book.areas, 3):
        page.put(n, 1, CODES[area], area)
        for m, year in enumerate(book.years):
            page.put(n, 4 + 2 * m, book.cell(thing, area, str(year)))


def two_years_and_rate(book: Book) -> None:
    """Two years and how much the later one is more."""
    page, (before, last) = book.page(), book.years[-2:]
    page.put(1, 1, "22-1 主要指标")
    page.put(2, 1, "指  标", "单 位", f"{before}年", f"{last}年", f"{last}年比{before}年增长（%）")
    for n, thing in enumerate(book.things, 3):
        cells = [book.cell(thing, HOME, str(before)), book.cell(thing, HOME, str(last))]
        value = Decimal(book.random.randint(-90, 250)).scaleb(-1)
        book.figures.add((thing[0], HOME, str(last), value, "%", "growth", f"since:{before}", "actual"))
        page.put(n, 1, thing[0], thing[2], *cells, str(value))


def areas_in_halves(book: Book) -> None:
    """Two tables stacked, each with a note; the second one by indicator, the first headings in two rows."""
    page, (one, two, three, _) = book.page(), book.things
    year = book.years[-1]
    page.over(1, 1, 1, 5, f"23-1 各市{one[0]}和{two[0]}")
    page.over(2, 1, 2, 1, "地 区")
    for m, thing in enumerate((one, two)):
        page.over(2, 2 + 2 * m, 1, 2, f"{thing[0]}（{thing[2]}）")
        page.put(3, 2 + 2 * m, f"{year - 1}年", f"{year}年")
    for n, area in enumerate(book.areas, 4):
        cells = [book.cell(thing, area, str(when)) for thing in (one, two) for when in (year - 1, year)]
        page.put(n, 1, area, *cells)
    row = 4 + len(book.areas)
    page.put(row, 1, "注：2010年以前为旧口径。")
    page.put(row + 2, 1, f"23-2 历年{three[0]}")
    page.put(row + 3, 1, "年份", f"{three[0]}（{three[2]}）")
    for n, when in enumerate(book.years, row + 4):
        page.put(n, 1, book.year(when), book.cell(three, HOME, str(when)))


LATER: tuple[Layout, ...] = (
    groups_of_people, units_below, months_across, two_units, no_unit, years_between, a_year_a_sheet, indices_in_rows,
    marks_on_names, spaced, two_years_and_rate, areas_in_halves,
)  # fmt: skip


def later(seed: int) -> Book:
    """A workbook of one of these layouts."""
    return made(LATER, 36_000 + seed)
