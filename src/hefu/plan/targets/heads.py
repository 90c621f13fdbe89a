"""The headings of a table of indicators 指标表: what each column holds, in whatever order they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from hefu.extract.headings import read_unit
from hefu.lexicon.periods import PlanPeriod
from hefu.lexicon.periods import load as load_periods

Kind = Literal["group", "no", "name", "unit", "value", "rate", "binding", "other"]
Role = Literal["base", "target"]

_YEAR = r"20[0-9]{2}"
_ERA = r"[“\"]?十[一二三四五六七八]?五[”\"]?(?:时期|期间|规划期?|末)?"
_STATE = (
    r"(?:绝对[值额数]|总量|预计|实际|完成|现状|基期|基准|基数|基础|实绩|初步|统计|目标|规划|计划|预期(?!性)|预测|达到|水平|情况|数据|指标|值|数|年末|末|底"
    r"|（(?:预计|实际|现状|基期|基准|基数|完成|目标|规划|预期|预测|初步)[年值数]?）)"
)
_AHEAD = r"(?:预计|实际|完成|现状|基期|基准|基数|目标|规划|预期(?!性))[年值]?"
_RATE_WORD = r"(?:年均|年平均|平均|累计|五年|增长率|增长|增速|增幅|增加|变化|提高|下降)"
CELLS: tuple[tuple[Kind, str], ...] = (
    ("no", r"序号|编号"),
    ("group", r"指标(?:类别|分类|类型)|类别|类型|分类|领域|方面|一级指标|维度|目标类别"),
    ("binding", r"(?:指标)?(?:属性|性质)(?:（[^（）]{2,12}）)?|约束性/预期性|约束/预期"),
    ("unit", r"(?:计量)?单位(?!：)"),
    (
        "rate",
        rf"(?:{_ERA}|{_YEAR}—{_YEAR}年?|规划期|比上年|同比)?{_RATE_WORD}+(?:[/、或及和]?{_RATE_WORD})*值?"
        rf"(?:%|[（〔［\[](?:%|百分点|{_RATE_WORD}+值?)[）〕］\]])*",
    ),
    (
        "value",
        rf"(?:{_AHEAD}|{_ERA})*（?{_YEAR}年?(?!—)）?{_STATE}*"
        rf"|(?:基期|基准|现状|目标|规划|预期|完成|实际|预计)(?:目标|年)?(?:值|数|水平)(?:（{_YEAR}年?）)?"
        rf"|{_ERA}{_STATE}+|(?:规划|预期|发展)目标",
    ),
    (
        "name",
        r"指标(?:名称)?（(?:计量)?单位）|(?:主要|具体|核心|[二三]级|监测)?指标(?:名称|内容|项目)?|(?:项目|目标)?名称|项目",
    ),
    ("other", r"备注|(?:责任|牵头|主管|负责)(?:单位|部门)|数据来源|指标(?:说明|解释|来源)|来源|评价标准"),
)
"""What the headings of columns look like, without blanks."""
LABEL = r"[（〔［\[](?:预计|实际|现状|基期|目标|规划|预期|累计|年均|完成|%)[值数]?[）〕］\]]"
"""What stands alone in a second line of headings: （实际）, 〔累计〕."""
_ONE = "|".join(f"(?:{pattern})" for _, pattern in CELLS)
HEADS = re.compile(rf"(?:{_ONE}|{LABEL}){{3,24}}")
"""The headings of a table, one after the other."""
_PIECE = re.compile(rf"(?P<label>{LABEL})|" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in CELLS))

_TARGET = re.compile(r"目标|规划|预期|计划")
_BASE = re.compile(r"基期|基准|基数|基础|现状|完成|实际|实绩|预计|预测|初步|统计")
_ESTIMATE = re.compile(r"预计|预测|初步")


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    year: that its heading names.  era: the plan that it names (“十四五”年均).  role: for figures, base or target.
    estimate: its figures are foreseen 预计.  summed: they are built up 累计 where brackets do not say otherwise.
    yearly: a movement against the year before.  unit: that stands in its heading, with its power of ten.
    left, right: where it stands on its line, in half-width characters; None where lines were not kept.
    """

    kind: Kind
    text: str
    year: int | None = None
    era: PlanPeriod | None = None
    role: Role | None = None
    estimate: bool = False
    summed: bool = False
    yearly: bool = False
    unit: tuple[str, int] | None = None
    left: int | None = None
    right: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """The columns of a table with the years that it aims at.

    plan: its years, 2026/2030; before: those of the plan before; estimate and base year are those of the base.
    """

    columns: tuple[Column, ...]
    plan: str | None
    before: str | None
    starred: int | None = None

    @property
    def figures(self) -> list[Column]:
        """The columns that hold figures, or words instead."""
        return [column for column in self.columns if column.kind in ("value", "rate")]

    def has(self, kind: Kind) -> bool:
        """Whether a column is of a kind."""
        return any(column.kind == kind for column in self.columns)


def split(text: str) -> list[tuple[Kind | Literal["label"], int, int]] | None:
    """The headings that a run of them consists of; None when something else is among them."""
    found: list[tuple[Kind | Literal["label"], int, int]] = []
    at = 0
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None or match.end() == at:
            return None
        found.append((match.lastgroup, match.start(), match.end()))  # type: ignore[arg-type]
        at = match.end()
    return found


def column(kind: Kind, text: str) -> Column:
    """What one heading says."""
    year = re.search(_YEAR, text)
    era = re.search(_ERA, text)
    unit = re.search(r"[（〔［\[]([^（〔［\[）〕］\]]+)[）〕］\]]$", text)
    plan = load_periods().plan(re.sub(r"(?:时期|期间|规划期?|末)$", "", era.group())) if era else None
    role: Role | None = None
    if kind == "value":
        role = "target" if _TARGET.search(text) else "base" if _BASE.search(text) else None
    return Column(
        kind,
        text,
        year=int(year.group()) if year else None,
        era=plan,
        role=role,
        estimate=_ESTIMATE.search(text) is not None,
        summed="累计" in text and "年均" not in text and "增" not in text,
        yearly=text.startswith(("比上年", "同比")),
        unit=read_unit(unit[1]) if unit else ("%", 0) if text.endswith("%") else None,
    )


def is_head(text: str) -> bool:
    """Whether a cell is a heading, or stands below one (绝对值, （实际））."""
    return kind_of(text) is not None or re.fullmatch(rf"(?:{LABEL}|{_STATE})+", text) is not None


def kind_of(text: str) -> Kind | None:
    """What a cell that stands among headings holds; None when it is no heading."""
    found = split(text)
    if not found:
        return None
    kinds = [kind for kind, _, _ in found if kind != "label"]
    for kind in ("rate", "value", "binding", "unit", "no", "other", "group"):
        if kind in kinds and (kind != "group" or "name" not in kinds):
            return kind
    return "name" if kinds else None


def settled(columns: Sequence[Column], caption: str) -> Frame | None:
    """The columns with what each one's role is; None when they are not those of a table of targets."""
    names = [n for n, one in enumerate(columns) if one.kind == "name"]
    found = list(columns)
    if (
        len({columns[n].text for n in names}) > 1
    ):  # the caption ends in 主要指标; 一级指标, 二级指标 are groups and names
        found = [replace(one, kind="group") if n in names[:-1] else one for n, one in enumerate(found)]
    values = [one for one in found if one.kind == "value"]
    if not names or not (values or any(one.kind == "rate" for one in found)):
        return None
    last = max((one.year for one in values if one.year), default=None)
    eras = [one.era for one in values if one.era]
    if last is None and eras:
        last = max(era.last for era in eras)
    plan, before = _years(values, last, caption)
    end = int(plan[-4:]) if plan else last
    found = [_with_role(one, end, len(values)) for one in found]
    if not any(one.role == "target" for one in found):
        return None
    return Frame(tuple(found), plan, before)


def _years(values: Sequence[Column], last: int | None, caption: str) -> tuple[str | None, str | None]:
    """The years that the table aims at, and those of the plan before."""
    periods = load_periods()
    named = re.search(_ERA, caption)
    plan = periods.plan(re.sub(r"(?:时期|期间|规划期?|末)$", "", named.group())) if named else None
    first = max((one.year for one in values if one.year and last and one.year < last), default=None)
    if plan is None or (last is not None and not plan.first <= last <= plan.last):
        plan = periods.plan_of(last) if last else None
        if plan and plan.last != last:
            plan = None
    if plan is None:
        return (f"{first + 1}/{last}" if first and last and first + 1 < last else str(last) if last else None), None
    earlier = periods.plan_of(plan.first - 1)
    return plan.iso, earlier.iso if earlier else None


def _with_role(one: Column, last: int | None, values: int) -> Column:
    """A column of a later year is aimed at; so is what is not said to be reached already."""
    if one.kind == "rate":
        era = one.era.last if one.era else one.year
        return replace(one, role="base" if era and last and era < last else "target")
    if one.kind != "value":
        return one
    year = one.year or (one.era.last if one.era else None)
    if one.role is None or (one.role == "base" and values == 1):
        one = replace(one, role="target" if values == 1 or (year and last and year >= last) else "base")
    if one.role == "target" and year is None and last:
        one = replace(one, year=last)
    return replace(one, year=year) if one.year is None and year else one
