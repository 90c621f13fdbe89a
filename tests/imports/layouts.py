"""Invented tables in the layouts of yearbooks and databases, each with the figures that stand in it.

`table(seed)` is one of the layouts that the proposals were made with, `held_out(seed)` one of those that were only
written down for measuring them. The same seed gives the same table.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

Figure = tuple[str, str, str, Decimal, str, str, str]
"""Indicator, area, period, value in base units as printed, unit, measure, modality."""

AREAS = ("昆明市", "曲靖市", "玉溪市", "保山市", "昭通市", "丽江市")
HOME = "云南省"
INDICATORS = (
    ("地区生产总值", "亿元", "元", 8, 2), ("粮食产量", "万吨", "吨", 4, 1), ("常住人口", "万人", "人", 4, 1),
    ("社会消费品零售总额", "亿元", "元", 8, 1), ("农村居民人均可支配收入", "元", "元", 0, 0),
    ("公路通车里程", "公里", "公里", 0, 0),
    ("城镇化率", "%", "%", 0, 2), ("发电量", "亿千瓦时", "千瓦时", 8, 1), ("固定资产投资额", "亿元", "元", 8, 2),
)  # fmt: skip
MISSING = ("…", "-", "—", "(D)", "...")


@dataclass(slots=True)
class Made:
    """A table as rows of cells, what stands in it, how many cells say that there is no figure, and its layout."""

    layout: str
    rows: list[list[str]]
    figures: set[Figure]
    missing: int = 0
    merged: list[str] = field(default_factory=list)

    def csv(self) -> str:
        """The table as a CSV file."""
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(self.rows)
        return buffer.getvalue()


class Maker:
    """Makes one table. words: how this table writes things."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        pick = self.random.choice
        first = pick((2015, 2018, 2019))
        self.years = [first + n for n in range(pick((2, 3, 4)))]
        self.areas = self.random.sample(AREAS, pick((2, 3, 4)))
        self.indicators = self.random.sample(INDICATORS, pick((2, 3, 4)))
        self.year_word = pick(("{}", "{}年"))
        self.thousands = pick((False, True))
        self.wide = pick((False, False, True))
        self.found: set[Figure] = set()
        self.missing = 0

    def cell(
        self, one: tuple[str, str, str, int, int], area: str, period: str, *, gaps: bool = True, marks: bool = True
    ) -> str:
        """A figure in a cell; what it says is noted. Sometimes there is none, sometimes it is an estimate."""
        name, _, unit, scale, places = one
        if gaps and self.random.random() < 0.06:
            self.missing += 1
            return self.random.choice(MISSING)
        value = Decimal(self.random.randint(10, 2_500_000)).scaleb(-places)
        value = value % 100 if unit == "%" else value
        mark = "E" if marks and self.random.random() < 0.04 else ""
        modality = "estimate" if mark else "actual"
        measure = "ratio" if unit == "%" else "level"
        self.found.add((name, area, period, value.scaleb(scale), unit, measure, modality))
        words = f"{value:,}" if self.thousands else str(value)
        if self.wide and not self.thousands:
            words = words.translate({48 + n: "０１２３４５６７８９"[n] for n in range(10)})
        return words + mark

    def year(self, year: int) -> str:
        """A year as this table writes it."""
        return self.year_word.format(year)

    def made(self, layout: str, rows: list[list[str]]) -> Made:
        """The table, its rows filled up to one width or left ragged."""
        width = max(map(len, rows))
        if self.random.random() < 0.7:
            rows = [row + [""] * (width - len(row)) for row in rows]
        return Made(layout, rows, self.found, self.missing)

    def title(self, words: str) -> list[list[str]]:
        """Lines above a table."""
        number = self.random.choice(("", "3-1 ", "表2-4 ", "表5 "))
        return [[number + words]] if self.random.random() < 0.8 else []

    def closing(self) -> list[list[str]]:
        """Lines below a table."""
        lines = self.random.choice(([], ["注：本表按当年价格计算。"], ["资料来源：省统计局"]))
        return [[line] for line in lines]


# ---------------------------------------------------------------- layouts that the proposals were made with


def long(m: Maker) -> Made:
    heads = m.random.choice(
        (
            ("指标", "地区", "年份", "数值", "单位"), ("指标名称", "地区名称", "时间", "指标值", "计量单位"),
            ("indicator", "area", "period", "value", "unit"), ("项目", "区域", "年度", "数据", "单位"),
        )
    )  # fmt: skip
    rows = [
        [one[0], area, m.year(year), m.cell(one, area, str(year)), one[1]]
        for one in m.indicators for area in m.areas for year in m.years
    ]  # fmt: skip
    return m.made("long", [list(heads), *rows])


def years_across(m: Maker) -> Made:
    area = HOME
    unit_column = m.random.random() < 0.5
    heads = ["指标", *(["单位"] if unit_column else []), *map(m.year, m.years)]
    rows = [
        [one[0] if unit_column else f"{one[0]}（{one[1]}）", *([one[1]] if unit_column else []),
         *(m.cell(one, area, str(year)) for year in m.years)]
        for one in m.indicators
    ]  # fmt: skip
    return m.made("years across", [*m.title("主要指标"), heads, *rows, *m.closing()])


def areas_across(m: Maker) -> Made:
    year = m.years[-1]
    heads = ["指标", "单位", *m.areas]
    rows = [[one[0], one[1], *(m.cell(one, area, str(year)) for area in m.areas)] for one in m.indicators]
    return m.made("areas across", [[f"{year}年各市主要指标"], heads, *rows, *m.closing()])


def indicators_across(m: Maker) -> Made:
    year = m.years[-1]
    heads = ["地区", *(f"{one[0]}（{one[1]}）" for one in m.indicators)]
    rows = [[area, *(m.cell(one, area, str(year)) for one in m.indicators)] for area in m.areas]
    return m.made("indicators across", [[f"{year}年各市主要指标"], heads, *rows, *m.closing()])


def years_down(m: Maker) -> Made:
    heads = ["年份", *(f"{one[0]}({one[1]})" for one in m.indicators)]
    rows = [[m.year(year), *(m.cell(one, HOME, str(year)) for one in m.indicators)] for year in m.years]
    return m.made("years down", [*m.title("历年主要指标"), heads, *rows, *m.closing()])


def two_heads(m: Maker) -> Made:
    first = [word for area in m.areas for word in (area, *[""] * (len(m.years) - 1))]
    heads = [["指标", "单位", *first], ["", "", *(m.year(year) for _ in m.areas for year in m.years)]]
    rows = [
        [one[0], one[1], *(m.cell(one, area, str(year)) for area in m.areas for year in m.years)]
        for one in m.indicators
    ]
    return m.made("areas and years across", [*m.title("各市主要指标"), *heads, *rows, *m.closing()])


def one_thing(m: Maker) -> Made:
    one = m.indicators[0]
    heads = ["地区", *map(m.year, m.years)]
    rows = [[area, *(m.cell(one, area, str(year)) for year in m.years)] for area in m.areas]
    unit = [[f"单位：{one[1]}"]]
    return m.made("one indicator, in the caption", [[f"各市{one[0]}"], *unit, heads, *rows, *m.closing()])


# ---------------------------------------------------------------- held out


def months_down(m: Maker) -> Made:
    """Year in the caption, months down."""
    year = m.years[0]
    heads = ["时间", *(f"{one[0]}（{one[1]}）" for one in m.indicators)]
    rows = [[f"{month}月", *(m.cell(one, HOME, f"{year}-{month:02}") for one in m.indicators)] for month in range(1, 7)]
    return m.made("months down, year in the caption", [[f"{year}年分月主要指标"], heads, *rows, *m.closing()])


def year_and_quarter(m: Maker) -> Made:
    """Year and quarter in a column each, English names, unit in a column."""
    heads = ["year", "quarter", "region", "series", "unit", "amount"]
    rows = [
        [str(year), str(quarter), area, one[0], one[1],
         m.cell(one, area, f"{year}-{3 * quarter - 2:02}/{year}-{3 * quarter:02}")]
        for year in m.years for quarter in (1, 2, 3, 4) for area in m.areas[:2] for one in m.indicators[:2]
    ]  # fmt: skip
    return m.made("year and quarter down", [heads, *rows])


def unit_row(m: Maker) -> Made:
    """A row of units below the headings, and one that numbers the columns."""
    year = m.years[-1]
    heads = [["地区", *(one[0] for one in m.indicators)], ["", *(one[1] for one in m.indicators)]]
    numbers = [["甲", *map(str, range(1, len(m.indicators) + 1))]]
    rows = [[area, *(m.cell(one, area, str(year)) for one in m.indicators)] for area in m.areas]
    return m.made("row of units", [[f"{year}年分地区主要指标"], *heads, *numbers, *rows, *m.closing()])


def grouped(m: Maker) -> Made:
    """The area stands only in the first row of its group."""
    heads = ["地区", "指标", "计量单位", *map(m.year, m.years)]
    rows = [
        [area if n == 0 else "", one[0], one[1], *(m.cell(one, area, str(year)) for year in m.years)]
        for area in m.areas for n, one in enumerate(m.indicators)
    ]  # fmt: skip
    return m.made("area once a group", [*m.title("各市主要指标"), heads, *rows, *m.closing()])


def years_then_things(m: Maker) -> Made:
    """Years above indicators, areas down, with rows of the whole."""
    things = m.indicators[:2]
    first = [word for year in m.years for word in (f"{year}年", *[""] * (len(things) - 1))]
    heads = [["地区", *first], ["", *(f"{one[0]}（{one[1]}）" for _ in m.years for one in things)]]
    rows = [
        [name, *(m.cell(one, area, str(year)) for year in m.years for one in things)]
        for name, area in [("全省", HOME), *((area, area) for area in m.areas)]
    ]
    return m.made("years and indicators across", [*m.title("分地区情况"), *heads, *rows, *m.closing()])


def statuses(m: Maker) -> Made:
    """A column of statuses, and of notes; dates at the ends of years."""
    heads = ["序号", "统计指标", "行政区划", "日期", "数据值", "计量单位", "数据状态", "备注"]
    rows = []
    for area in m.areas:
        for one in m.indicators:
            for year in m.years:
                words = m.cell(one, area, str(year), marks=False)
                status = m.random.choice(("实际", "初步", "预计"))
                if status == "预计" and any(char.isdigit() for char in words):
                    last = next(f for f in m.found if f[:3] == (one[0], area, str(year)))
                    m.found.remove(last)
                    m.found.add((*last[:6], "estimate"))
                rows.append([str(len(rows) + 1), one[0], area, f"{year}-12-31", words, one[1], status, ""])
    return m.made("statuses and dates", [heads, *rows])


LAYOUTS = (long, years_across, areas_across, indicators_across, years_down, two_heads, one_thing)
HELD_OUT = (months_down, year_and_quarter, unit_row, grouped, years_then_things, statuses)


def table(seed: int) -> Made:
    """A table of one of the layouts."""
    return LAYOUTS[seed % len(LAYOUTS)](Maker(seed))


def held_out(seed: int) -> Made:
    """A table of one of the layouts that were held out."""
    return HELD_OUT[seed % len(HELD_OUT)](Maker(10_000 + seed))
