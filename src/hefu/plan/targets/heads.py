"""The headings of a table of indicators 指标表: what each column holds, in whatever order they stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from hefu.extract.headings import read_unit
from hefu.lexicon.periods import PlanPeriod
from hefu.lexicon.periods import load as load_periods

Kind = Literal["group", "no", "name", "unit", "value", "rate", "binding", "other"]
Head = Kind | Literal["label"]
"""What a heading may be: `label` stands below another one."""
Role = Literal["base", "target", "past"]
"""What the figures of a column are; `past` are the aims of the plan before, beside what became of them."""

_YEAR = r"20[0-9]{2}"
ERA = r"(?<!第)[“\"]?十[一二三四五六七八]?五[”\"]?(?:时期|期间|规划期?|期?末)?"
_OVER = ERA.replace("|期?末", "")
_PLAIN = "绝对[值额数]|总量|达到|指标|水平|情况|数据|值|数|年末|末|底"
_DONE = "预计|实际|完成|实现|达成|现状|基期|基准|基数|基础|起始|实绩|预测|初步|统计|初值"
_AIM = "目标|规划(?!期(?:内|年均|累计))|计划|预期(?!性)|控制|力争|拟达|发展(?=目标)|预期性目标"
_AIMED = rf"(?!(?:{_AIM})+[值数年]?（20)(?:{_AIM}|（(?:{_AIM})+[年值数]?）)"
_STATE = (
    rf"(?:(?:{_PLAIN})*{_AIMED}(?:{_PLAIN}|{_AIMED})*|(?:{_PLAIN}|{_DONE}|（(?:{_DONE})+[年值数]?）)+"
    rf"|(?=预计(?:达到|目标))预计(?:{_PLAIN}|{_AIM})+)"
)
"""What is said of a year: 完成值, 目标值; of the year before and of that of the aim never in one heading."""
_AHEAD = rf"(?:(?:{_DONE}|{_AIM})+[年值数]?|[到至]|截至)"
_RATE_WORD = r"(?:年均|年平均|平均|累计|[五5]年|增长率|增长|增速|增幅|增加(?!值)|增减|变化|变动|提高|下降|幅度)"
_KNOWN = "主要|具体|核心|[二三]级|监测|评价|规划|发展|考核|重点|关键|预期|统计|测评|衡量|分项|建设"
CELLS: tuple[tuple[Kind, str], ...] = (
    ("no", r"序号|编号|序(?=[一-龥])|序$|(?i:No)[.．]?"),
    (
        "group",
        r"指标(?:类别|分类|类型|领域|体系)|(?:目标|发展|规划|建设|重点|所属)?(?:类别|类型|分类|领域|维度|大类|板块|方面|主题|门类|模块)"
        r"|一级(?:指标|目标)|目标类别",
    ),
    (
        "binding",
        r"(?:指标|目标|管理|约束)?(?:属性|性质)(?:要求|类别|类型|分类)?(?:（[^（）]{2,12}）)?|约束性[/、或]预期性|约束/预期|预期性[/、或]约束性",
    ),
    (
        "other",
        r"备注|(?:责任|牵头|主管|负责|填报|配合|实施|来源|报送|统计)+(?:单位|部门|科室)|数据来源|指标(?:说明|解释|来源)|来源|评价标准|统计口径|口径|计算方法",
    ),
    ("unit", r"(?:计量|度量|数据)?单位(?!：)"),
    (
        "rate",
        rf"(?:{_OVER}|{_YEAR}年?—{_YEAR}年?|规划期内?|期内|比上年|同比)?{_RATE_WORD}+"
        rf"(?:[/、或及和]?(?:{_RATE_WORD}|[（〔［\[]{_RATE_WORD}+[）〕］\]]))*[值数]?"
        rf"(?:%|[/、或及和]?[（〔［\[](?:%|百分点|{_RATE_WORD}+[值数]?)[）〕］\]][值数]?)*",
    ),
    (
        "value",
        rf"(?:{_AHEAD}|{ERA})*(?:（{_YEAR}年?）|{_YEAR}年?(?!—){_STATE}?)"
        rf"|(?:{_DONE}|{_AIM})+(?:目标|年)?(?:值|数|水平)(?:（{_YEAR}年?）)?|(?:现状|基期|基准年?)"
        rf"|{ERA}{_STATE}|规划期末(?:目标)?[值数]?|(?:规划|预期|发展|计划|控制)目标[值数]?|目标(?=$|年均|累计|属性|指标属性|性质)",
    ),
    (
        "name",
        rf"(?:{_KNOWN})*指标(?:名称|内容|项目|项)?(?:（(?:计量)?单位）|[及和与]单位)?|主要目标|(?:项目|目标)?名称|项目",
    ),
)
"""What the headings of columns look like, without blanks."""
LABEL = r"[（〔［\[](?:预计|实际|现状|基期|目标|规划|预期|累计|年均|完成|%)[值数]?[）〕］\]]"
"""What stands alone in a second line of headings: （实际）, 〔累计〕."""
_ONE = "|".join(f"(?:{pattern})" for _, pattern in CELLS)
HEADS = re.compile(rf"(?:{_ONE}|{LABEL}){{3,24}}")
"""The headings of a table, one after the other."""
_PIECE = re.compile(rf"(?P<label>{LABEL})|" + "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in CELLS))

_KEPT = 2048
"""So many cells are remembered: the same words stand at the head of many columns."""
TARGET = re.compile(r"目标|规划|预期|计划|控制|力争")
_BASE = re.compile(rf"{_DONE}")
_START = re.compile(r"基期|基准|基数|现状")
"""What is a base though 规划 stands before it: 规划基期."""
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

    plan: its years, 2026/2030; before: those of the plan before.
    starred: by its mark (*, ②), the year of figures that carry one, as the notes below the table say.
    """

    columns: tuple[Column, ...]
    plan: str | None
    before: str | None
    starred: Mapping[str, int] = field(default_factory=dict)

    @property
    def figures(self) -> list[Column]:
        """The columns that hold figures, or words instead."""
        return [column for column in self.columns if column.kind in ("value", "rate")]

    def has(self, kind: Kind) -> bool:
        """Whether a column is of a kind."""
        return any(column.kind == kind for column in self.columns)


def split(text: str) -> list[tuple[Head, int, int]] | None:
    """The headings that a run of them consists of; None when something else is among them."""
    found: list[tuple[Head, int, int]] = []
    at = 0
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None or match.end() == at:
            return None
        found.append((match.lastgroup, match.start(), match.end()))  # type: ignore[arg-type]
        at = match.end()
    return found


def named_plan(text: str) -> PlanPeriod | None:
    """The plan whose name stands first in a text: “十五五”时期."""
    found = re.search(ERA, text)
    return load_periods().plan(re.sub(r"(?:时期|期间|规划期?|期?末)$", "", found.group())) if found else None


_OF_A_YEAR = re.compile(r"(?:19|20)[0-9]{2}年(?!.*(?:均|累计|以来|期间|[五5]年|(?:19|20)[0-9]{2}))[^增]*增")
"""2025年计划 增长（%）: of a report on yearly plans, not of the years of a plan."""


def column(kind: Head, text: str) -> Column:
    """What one heading says."""
    year = re.search(_YEAR, text)
    unit = re.search(r"[（〔［\[]([^（〔［\[）〕］\]]+)[）〕］\]]$", text)
    plan = named_plan(text)
    end = plan.last if plan and not year and kind == "value" and re.search("末|底", text) else None
    role: Role | None = None
    if kind in ("value", "rate"):
        aimed = TARGET.search(text) and not _START.search(text)
        role = "target" if aimed else "base" if _BASE.search(text) else None
    assert kind != "label"
    return Column(
        kind,
        text,
        year=int(year.group()) if year else end,
        era=None if end else plan,
        role=role,
        estimate=_ESTIMATE.search(text) is not None,
        summed="累计" in text and "年均" not in text and "增" not in text,
        yearly=text.startswith(("比上年", "同比")) or (kind == "rate" and _OF_A_YEAR.match(text) is not None),
        unit=read_unit(unit[1]) if unit else ("%", 0) if text.endswith("%") else None,
    )


@lru_cache(maxsize=_KEPT)
def is_head(text: str) -> bool:
    """Whether a cell is a heading, or stands below one (绝对值, （实际））."""
    return kind_of(text) is not None or re.fullmatch(rf"(?:{LABEL}|{_STATE})", text) is not None


@lru_cache(maxsize=_KEPT)
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
