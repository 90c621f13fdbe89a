"""What invented counties publish: communiqués, quarterly reports, plans, with all statements known beforehand.

The levels of a county's indicators grow from year to year, its documents state level and growth, and one figure in a
few hundred is wrong. The same number of counties makes the same documents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Literal

YEARS = range(2011, 2026)
FIRST = "云澜青岚碧沧溪霁松禾梧桐芷蘅棠枫檀榆槿苓沅湄沄汐洛澄泓涵润沐岱峦峤岷崧嵩岫屿峥嵘"
SECOND = "川原湾陵浦泽台岭港渡津洲屏塘源关堰坪垣桥坝墟寨埠圩塬峪冲汊滩礁垭坳坞埭墩岗畈店集"
CITY = 16
"""Of so many areas one is a city, and the others are its counties."""
_THINGS = (
    "粮食 蔬菜 茶叶 水果 生猪 肉牛 水泥 钢材 原煤 电力 木材 药材 水产 禽蛋 食用菌 旅游 物流 软件 教育 养老 医疗 "
    "公路 港口 林业 渔业 纺织 化工 机械 家具 陶瓷 快递 餐饮 住宿 文化 体育 环保 光伏 风电 电池 芯片 "
    "酿酒 制糖 造纸 橡胶 玻璃"
)
THINGS = _THINGS.split()
WHAT = (("产量", "吨"), ("产值", "元"), ("销售额", "元"), ("投资", "元"), ("从业人员", "人"), ("出口额", "元"))
KNOWN = (
    *(("地区生产总值", "元"), ("一般公共预算收入", "元"), ("社会消费品零售总额", "元"), ("固定资产投资", "元")),
    *(("进出口总额", "元"), ("常住人口", "人"), ("城镇新增就业", "人"), ("规模以上工业增加值", "元")),
)
YEARLY, QUARTERLY, PLANNED = 100, 25, 60
"""Indicators of a document of each kind; the first two state level and growth of each."""
A_COUNTY = len(YEARS) * (2 * YEARLY + 4 * 2 * QUARTERLY) + len([y for y in YEARS if y % 5 == 1]) * PLANNED
"""Statements of one county."""
Kind = Literal["yearly", "quarterly", "plan"]
_CHAPTERS = ("综合", "农业", "工业和建筑业", "投资", "国内贸易", "对外经济", "交通和旅游", "教育", "文化和体育", "民生")
_SCALE = 10_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A statement of an invented document. indicator: its place among the county's; value: with printed precision."""

    start: int
    end: int
    quote: str
    indicator: int
    growth: bool
    value: Decimal
    period: str
    sentence: int
    lead: str
    tail: str


@dataclass(slots=True)
class County:
    """An area: what it measures and where that stands now, in tenths of 10,000 units."""

    number: int
    random: Random
    indicators: list[tuple[str, str]] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        return area_name(self.number)

    @property
    def code(self) -> str:
        return f"99{self.number // CITY:04}{self.number % CITY:02}"

    @property
    def place(self) -> str:
        """As the claims of the audit have it."""
        return f"{self.code}·{self.name}"


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with its figures and headings (title, start, end)."""

    county: County
    kind: Kind
    year: int
    title: str
    published: str
    text: str
    figures: list[Figure]
    headings: list[tuple[str, int, int]]


def counties(number: int) -> list[County]:
    """So many counties, each with its own choice of indicators."""
    every = [*KNOWN, *((thing + what, unit) for thing in THINGS for what, unit in WHAT)]
    made = []
    for one in range(number):
        random = Random(one)
        chosen = [*KNOWN, *random.sample(every[len(KNOWN) :], YEARLY - len(KNOWN))]
        made.append(County(one, random, chosen, [random.randint(100, 99_999) for _ in chosen]))
    return made


def area_name(number: int) -> str:
    """No two alike: characters of 1,600 names, then the same with 大, 小, 新 and so on before them."""
    ending = "市" if number % CITY == 0 else "县" if number % 3 else "区"
    left, right = number % 1600 % 40, (number % 1600 // 40 + 7 * number) % 40
    again = number // 1600
    before = "" if not again else "大小新东南西北上中下"[again % 10] * (1 + again // 10)
    return f"{before}{FIRST[left]}{SECOND[right]}{ending}"


def papers(of: list[County]) -> Iterator[Paper]:
    """All documents, year by year, as they would come in."""
    for year in YEARS:
        for county in of:
            if year % 5 == 1:
                yield _plan(county, year)
        for quarter in range(1, 5):
            for county in of:
                yield _quarterly(county, year, quarter)
        for county in of:
            yield _yearly(county, year)


def _yearly(county: County, year: int) -> Paper:
    """The communiqué of a year; with it the levels go on."""
    random, rates = county.random, []
    for place, level in enumerate(county.levels):
        new = max(level + level * random.randint(-40, 150) // 1000, 10)
        rates.append(Decimal(round((new - level) * 1000 / level)).scaleb(-1))
        county.levels[place] = new
    title = f"{county.name}{year}年国民经济和社会发展统计公报"
    body = _Body(title)
    for place, (level, rate) in enumerate(zip(county.levels, rates, strict=True)):
        if place % 10 == 0:
            body.heading(_CHAPTERS[place // 10])
        wrong = random.randrange(300) == 0
        body.both(county, place, f"{year}年，", str(year), level, rate + 7 if wrong else rate)
    return Paper(county, "yearly", year, title, f"{year + 1}-03-{county.number % 28 + 1:02}", *body.done())


def _quarterly(county: County, year: int, quarter: int) -> Paper:
    months = quarter * 3
    words, period = (f"{year}年1-{months}月，", f"{year}-01/{year}-{months:02}")
    title = f"{county.name}{year}年1-{months}月经济运行情况"
    body = _Body(title)
    body.heading("主要指标")
    for place in range(QUARTERLY):
        level = max(county.levels[place] * quarter // 4 + county.random.randint(-9, 9), 1)
        body.both(county, place, words, period, level, Decimal(county.random.randint(-40, 150)).scaleb(-1))
    published = f"{year + months // 12}-{(months + 1) % 12 or 12:02}-{county.number % 28 + 1:02}"
    return Paper(county, "quarterly", year, title, published, *body.done())


def _plan(county: County, year: int) -> Paper:
    number = "一二三四五六七八九十"[(year - 1953) // 5 % 10]
    title = f"{county.name}国民经济和社会发展第{number}个五年规划纲要（{year}—{year + 4}年）"
    body = _Body(title)
    for place in range(PLANNED):
        if place % 10 == 0:
            body.heading(_CHAPTERS[place // 10])
        aim = county.levels[place] * county.random.randint(1100, 1500) // 1000
        body.one(county, place, f"到{year + 4}年，", str(year + 4), aim)
    return Paper(county, "plan", year, title, f"{year}-02-{county.number % 28 + 1:02}", *body.done())


class _Body:
    """A text in the making."""

    def __init__(self, title: str) -> None:
        self.pieces, self.at, self.sentence = [f"{title}\n"], len(title) + 1, 1
        self.figures: list[Figure] = []
        self.headings: list[tuple[str, int, int]] = []

    def heading(self, title: str) -> None:
        mark = f"{'一二三四五六七八九十'[len(self.headings)]}、"
        self.headings.append((title, self.at, self.at + len(mark + title)))
        self._add(f"{mark}{title}\n")

    def both(self, county: County, place: int, when: str, period: str, level: int, rate: Decimal) -> None:
        """A sentence with level and growth."""
        name, unit = county.indicators[place]
        lead, between = f"{when}{name}达到", "，比上年增长" if rate >= 0 else "，比上年下降"
        value = Decimal(level).scaleb(-1)
        self._figure(lead, f"{value}万{unit}", place, False, value * _SCALE, period, between)
        self._figure(between, f"{abs(rate)}%", place, True, rate, period, "。")
        self._end()

    def one(self, county: County, place: int, when: str, period: str, level: int) -> None:
        """A sentence with a level alone."""
        name, unit = county.indicators[place]
        value = Decimal(level).scaleb(-1)
        self._figure(f"{when}{name}达到", f"{value}万{unit}", place, False, value * _SCALE, period, "。")
        self._end()

    def done(self) -> tuple[str, list[Figure], list[tuple[str, int, int]]]:
        return "".join(self.pieces), self.figures, self.headings

    def _figure(self, lead: str, quote: str, place: int, growth: bool, value: Decimal, period: str, tail: str) -> None:
        self._add(lead)
        start = self.at
        self._add(quote)
        self.figures.append(Figure(start, self.at, quote, place, growth, value, period, self.sentence, lead, tail))

    def _end(self) -> None:
        self._add("。\n")
        self.sentence += 1

    def _add(self, words: str) -> None:
        self.pieces.append(words)
        self.at += len(words)
