"""What a figure of a row aims at: its measure, its basis, the time when it is due.

The rules are those of the table RULES, tried in their order: the first that fits says what kind of amount it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hefu.lexicon.periods import load as load_periods
from hefu.model import Measure, Modality
from hefu.plan.model import Amount
from hefu.plan.targets.cells import Sheet
from hefu.plan.targets.figures import Figure
from hefu.plan.targets.heads import Column, Frame

Unit = tuple[str, int]

_RISE = re.compile(r"(?<!自然)(?:增长|增速|增幅|增长率|增长速度|递增|增长幅度|涨幅)$")
_AMOUNTS = re.compile(
    r"(?:(?!占|比重).)*(?:投资|总额|收入|支出|产值|总值|增加值|贷款|存款|余额|利润|税收|零售额|销售额|价格|贸易额)"
)
"""Amounts: in per cent (固定资产投资（%）) it is their growth that is meant."""
_FALL = re.compile(r"(?:降低|下降|减少|压减|削减|降幅)(?:率|幅度|比例)?$|减排$")
_UP = re.compile(r"(?:提高|提升|增加|增长|上升)(?:幅度|数)?$")
_FLOW = re.compile(r"新增|累计|脱贫|净增|引进|招引|完成|改造|治理|建设|新建|转移|培训|培育|减排量|植树|造林|签约")
_COUNTED = re.compile(r"新增|累计|净增")
"""What is built up over a plan's years even where nothing else says so."""
_SPEED = re.compile(r"生产率|产出率|产率|效率$|利率|速率")
_SHARE = re.compile(r"率$|比重|占比|比例|份额|比$|比值|倍差|系数|指数|率（")
_GROWTH_WORDS = re.compile(r"同步|[高快低慢]于.*(?:增长|增速|GDP|经济)")
_MOVES = frozenset(("提高", "提升", "上升", "增加", "下降", "降低", "减少", "增长"))
_DOWN = frozenset(("下降", "降低", "减少"))


@dataclass(frozen=True, slots=True)
class Naming:
    """A row's indicator: its name with that of the whole that it is a part of, its unit as printed."""

    name: str
    whole: str
    unit: Unit | None

    @property
    def falls(self) -> bool:
        """The name says that less is wanted: 能耗降低, 下降率."""
        return _FALL.search(self.name) is not None or (bool(self.whole) and _FALL.search(self.whole) is not None)

    @property
    def moves(self) -> bool:
        """The figures are movements in per cent by the name."""
        if self.unit is None or self.unit[0] != "%":
            return False
        return self.falls or _RISE.search(self.name) is not None or _AMOUNTS.fullmatch(self.name) is not None

    @property
    def rises(self) -> bool:
        """The figures are what is added or taken away, in the row's unit: 入托率提高（百分点）."""
        return _UP.search(self.name) is not None or self.falls

    @property
    def shares(self) -> bool:
        """The figures are shares, rates or pure numbers."""
        if self.unit is None or self.unit[0] in ("%", "‰", "1"):
            return self.unit is not None or _SHARE.search(self.name) is not None
        return "/" in self.unit[0] and self.name.endswith("率") and not _SPEED.search(self.name)

    @property
    def average(self) -> bool:
        """The name says 年均 of a movement."""
        return "年均" in self.name and self.moves


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure with all that decides what it is.

    base, level, rate: the row's figures by what their columns are. base_of_years: that of the base is of a whole plan.
    """

    figure: Figure
    column: Column
    naming: Naming
    frame: Frame
    base: Figure | None
    level: Figure | None
    rate: Figure | None
    base_of_years: bool = False

    @property
    def aimed(self) -> bool:
        return self.column.role == "target"

    @property
    def years(self) -> str | None:
        """The plan's years, or for a base those of the plan before."""
        return self.frame.plan if self.aimed else self.frame.before

    @property
    def summed(self) -> bool:
        return self.figure.summed or (self.column.summed and self.figure.words is None)

    @property
    def rated(self) -> bool:
        """Whether the figure stands in a column of yearly averages or sums."""
        return self.column.kind == "rate"

    def counts_up(self) -> bool:
        """Whether a level is what is built up over the years: said, or many times what one year has."""
        if not _COUNTED.search(self.naming.name) or self.naming.shares:
            return False
        if self.rate is not None and self.rate is not self.figure:
            return False
        one_year = self.base if self.base and not (self.base.summed or self.base.era or self.base_of_years) else None
        if one_year is None or one_year.value is None:
            return True
        return self.figure.value is not None and self.figure.value > 2 * one_year.value


@dataclass(frozen=True, slots=True)
class Found:
    """measure, basis; whole: it is of all the plan's years, not of its last one; unit: where it is not the row's."""

    measure: Measure
    basis: str | None = None
    whole: bool = False
    unit: Unit | None = None


Test = Callable[[Spot], Found | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of amount. example, near_miss: a name, its base, its aim and its yearly average or sum."""

    name: str
    applies: Test
    example: str
    near_miss: str


def _moved_by_name(spot: Spot) -> Found | None:
    if not spot.naming.moves or (spot.figure.unit and spot.figure.unit[0] != "%"):
        return None
    figure = spot.figure
    if not spot.aimed and not (figure.era or figure.summed or figure.average or spot.naming.average or spot.rated):
        return Found("growth", "yoy")
    if spot.column.yearly or not _several(spot.years):
        return Found("growth", "yoy")
    average = figure.average or spot.naming.average
    if not average and (spot.summed or spot.naming.falls):
        return Found("growth", "sum", whole=True)
    return Found("growth", "avg", whole=True)


def _added_by_name(spot: Spot) -> Found | None:
    unit = spot.naming.unit
    if not spot.naming.rises or unit is None or unit[0] == "%":
        return None
    if unit[0] != "百分点" and _FLOW.search(spot.naming.name):
        return None
    average = spot.figure.average or "年均" in spot.naming.name
    return Found("change", "avg" if average else "sum", whole=_several(spot.years))


def _moved_by_verb(spot: Spot) -> Found | None:
    """规上工业增加值率（%）: 提高1个百分点以上."""
    figure = spot.figure
    points = figure.unit is not None and figure.unit[0] == "百分点"
    if not points and figure.verb not in _MOVES:
        return None
    basis = "avg" if figure.average else "sum"
    if points or (spot.naming.shares and figure.unit is None):
        return Found("change", basis, whole=True, unit=("百分点", 0))
    if figure.unit and figure.unit[0] == "%":
        return Found("growth", basis, whole=True, unit=("%", 0))
    return Found("change", basis, whole=True)


def _summed_share(spot: Spot) -> Found | None:
    if not spot.summed or not spot.naming.shares:
        return None
    return Found("change", "sum", whole=True, unit=("百分点", 0) if _unit(spot)[0] == "%" else None)


def _summed(spot: Spot) -> Found | None:
    if not spot.summed:
        return None
    stock = spot.level or spot.base
    flow = _FLOW.search(spot.naming.name) is not None or stock is None or stock.summed
    if not flow and spot.level is None and stock is not None and stock.value and spot.figure.value:
        flow = spot.figure.value > stock.value
    return Found("level" if flow else "change", "sum", whole=True)


def _speed(spot: Spot) -> Found | None:
    """地区生产总值（亿元）: 862, 1150, 6左右 in a column 年均增长."""
    if not spot.rated or spot.naming.shares or (spot.figure.unit and spot.figure.unit[0] != "%"):
        return None
    if spot.level is None and not spot.column.unit and (_COUNTED.search(spot.naming.name) or _task(spot)):
        return None
    yearly = spot.column.yearly or not _several(spot.years)
    return Found("growth", "yoy" if yearly else "avg", whole=not yearly, unit=("%", 0))


def _task(spot: Spot) -> bool:
    """Whether words stand for an amount, and not for its growth: 氨氮减排量（吨）: 完成省下达任务."""
    words = spot.figure.words
    return words is not None and not _GROWTH_WORDS.search(words.text) and _flows(spot)


def _flows(spot: Spot) -> bool:
    """Whether the name, or that of its whole, is of what happens over years, not of what there is at their end."""
    return _FLOW.search(spot.naming.whole + spot.naming.name) is not None


def _words_of_growth(spot: Spot) -> Found | None:
    """居民人均可支配收入（元）: 与经济增长同步."""
    words = spot.figure.words
    if words is None or spot.naming.shares or not _GROWTH_WORDS.search(words.text) or not spot.aimed:
        return None
    return Found("growth", "avg" if _several(spot.years) else "yoy", whole=True, unit=("%", 0))


def _share_by_years(spot: Spot) -> Found | None:
    if not spot.rated or not spot.naming.shares:
        return None
    if spot.level is not None and spot.figure.words is None:
        return Found("change", "avg", whole=True, unit=("百分点", 0) if _unit(spot)[0] == "%" else None)
    return Found("ratio", "avg", whole=True)


def _built_up(spot: Spot) -> Found | None:
    era = bool(spot.figure.era) and not re.fullmatch("20[0-9]{2}年", spot.figure.era)
    era = era or (not spot.aimed and spot.column.era is not None and _COUNTED.search(spot.naming.name) is not None)
    if spot.naming.shares or not (era or (spot.aimed and spot.counts_up()) or spot.rated):
        return None
    if not spot.aimed and not era:
        return None
    yearly = spot.rated and not (spot.summed or _task(spot))
    return Found("level", "avg" if spot.figure.average or yearly else "sum", whole=True)


def _share(spot: Spot) -> Found | None:
    return Found("ratio") if spot.naming.shares else None


def _level(spot: Spot) -> Found | None:
    return Found("level")


RULES = (
    Rule(
        "movement by its name", _moved_by_name, "单位GDP能耗降低（%）: —, —, 〔14〕", "人口自然增长率（‰）: —, 3.2, —"
    ),
    Rule(
        "addition by its name", _added_by_name, "入托率提高（百分点）: —, —, ［5］", "新增培训人次（万人次）: —, 12, —"
    ),
    Rule(
        "verb before the figure", _moved_by_verb, "增加值率（%）: —, 提高1个百分点以上, —", "覆盖率（%）: —, 达到90, —"
    ),
    Rule("sum of a share's changes", _summed_share, "城镇化率（%）: 42.5, 50, 〔7.5〕", "城镇化率（%）: 42.5, 50, —"),
    Rule(
        "sum over the plan", _summed, "城镇新增就业（万人）: 31.4, ＞25, ［125］", "城镇新增就业（万人）: 31.4, ＞25, —"
    ),
    Rule("growth beside an amount", _speed, "地区生产总值（亿元）: 862, 1150, 6左右", "失业率（%）: 5.2, —, ＜5.5"),
    Rule(
        "words of growth",
        _words_of_growth,
        "人均收入（元）: 3.2, 与经济增长同步, —",
        "粮食面积（亩）: —, 完成省下达任务, —",
    ),
    Rule("share held over the plan", _share_by_years, "城镇调查失业率（%）: 5.2, —, ＜5.5", "城镇化率（%）: 60, 65, —"),
    Rule("built up without saying so", _built_up, "新增学历人才（万人）: —, 150, —", "新增就业（万人）: 31.4, ＞25, —"),
    Rule("a share or a pure number", _share, "森林覆盖率（%）: 65, 65.7, —", "全员劳动生产率（万元/人）: 28, 35, —"),
    Rule("an amount at the end", _level, "海洋生产总值（亿元）: 5231, 7300, —", "海洋生产总值占比（%）: 15, 18, —"),
)
"""Kinds of amounts, the most telling first."""


def amount(sheet: Sheet, spot: Spot) -> tuple[Amount, str, str]:
    """The amount, its unit, and the rule that says what kind of amount it is."""
    rule, found = next((rule, found) for rule in RULES if (found := rule.applies(spot)) is not None)
    figure = spot.figure
    unit, exponent = found.unit or _unit(spot)
    start, end = figure.at
    words = sheet.words(figure.words) if figure.words else None
    period, modality = _time(spot, found)
    value = None if figure.value is None else figure.value.scaleb(exponent)
    if value is not None and figure.verb in _DOWN and not spot.naming.falls and found.measure in ("change", "growth"):
        value = -value
    top = None if figure.value_max is None else figure.value_max.scaleb(exponent)
    basis = found.basis if words is None or spot.aimed else None
    made = Amount(
        period, value, top, figure.bound, found.measure, basis, modality,
        sheet.document.text[start:end], start, end, text=words, unit=unit,
    )  # fmt: skip
    return made, unit, rule.name


def _unit(spot: Spot) -> Unit:
    """The unit of a figure: printed with it, else that of its row."""
    return spot.figure.unit or spot.naming.unit or ("1", 0)


def _several(years: str | None) -> bool:
    return years is not None and "/" in years


def _time(spot: Spot, found: Found) -> tuple[str | None, Modality]:
    """When an amount is due, or of when it is."""
    figure, column = spot.figure, spot.column
    if spot.aimed:
        end = str(column.year) if column.year else (spot.frame.plan or "")[-4:] or None
        return (spot.frame.plan if found.whole else end), "target"
    named = _named(figure.era)
    year = figure.year or spot.frame.starred.get(figure.starred)
    closed = year is not None and column.year is not None and year < column.year
    modality: Modality = "estimate" if column.estimate and not closed else "actual"
    if named:
        return named, modality
    if found.whole and spot.frame.before:
        return spot.frame.before, modality
    year = year or column.year
    return (str(year) if year else None), modality


def _named(words: str) -> str | None:
    """The years that a cell names: “十四五” is 2021/2025, 2021-2024年 is 2021/2024."""
    if not words:
        return None
    years = re.findall("20[0-9]{2}", words)
    if years:
        return "/".join(dict.fromkeys(years))
    plan = load_periods().plan(words)
    return plan.iso if plan else None
