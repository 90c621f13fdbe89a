"""The types of a plan: its tree, targets, projects, responsible bodies, promises.

Frozen and slotted like those of `hefu.model`. Positions are those of `Document.text`, half-open:
`document.text[start:end] == quote`. `item` is the number of an item in `Plan.items`, None for what stands before
the first heading.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from hefu.model import Bound, Evidence, Measure, Modality

Role = Literal["lead", "responsible", "support"]
Direction = Literal["up", "down"]
ItemKind = Literal["section", "measure"]
TargetSource = Literal["table", "prose"]


@dataclass(frozen=True, slots=True)
class Item:
    """A part 篇, chapter 章, section 节 or measure 措施 of a plan.

    parent: number of the item that it stands in.  start, end: its heading; end also begins its text.
    stop: where its text ends, that of the items below it included.
    """

    level: int
    kind: ItemKind
    mark: str
    title: str
    start: int
    end: int
    stop: int
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A value of a target: its base 基期值, or what is aimed at 目标值.

    value: in base units; None where words stand instead (与经济增长同步, 完成省下达目标), which are in `text`.
    basis: for growth and change as in a statement; `sum` for what is built up over the period 累计, `avg` for a
    yearly average 年均; None else.
    unit: base unit of this value, which need not be that of the other amounts of its row: of a share in % the change
    over the plan is in 百分点.
    """

    period: str | None
    value: Decimal | None
    value_max: Decimal | None
    bound: Bound | None
    measure: Measure
    basis: str | None
    modality: Modality
    quote: str
    start: int
    end: int
    text: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """An aim 目标 of a plan: a row of its table of indicators, or a statement of modality target in its prose.

    indicator: its name without unit; start, end: where it stands.  unit: base unit as in statements.
    no: number of the row as printed.  group: the heading of the rows (经济发展).
    second: what the row aims at besides, in a column of its own 年均／累计: the yearly growth, the sum over the plan.
    part: which of several indicators in one row (机场旅客/货邮吞吐量).  parent: the row that it is a part of 其中.
    binding: True 约束性, False 预期性, None where nothing says so.
    direction: where better lies, where the name says so (…降低, …下降率: down); None else.
    """

    item: int | None
    source: TargetSource
    indicator: str
    start: int
    end: int
    unit: str
    area: str | None
    target: Amount
    base: Amount | None = None
    second: Amount | None = None
    no: int | None = None
    group: str | None = None
    part: str | None = None
    parent: str | None = None
    binding: bool | None = None
    direction: Direction | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """A project 项目 that the plan names.

    kind: 铁路, 园区, 医院 …, the word of its name that says what is built.  total: planned sum 总投资, in yuan.
    place: where, as printed.  stage: 开工, 在建, 竣工 … as printed.  since, until: periods of its building.
    """

    item: int | None
    name: str
    start: int
    end: int
    kind: str | None = None
    total: Decimal | None = None
    place: str | None = None
    stage: str | None = None
    since: str | None = None
    until: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """A body that is responsible for an item: lead 牵头单位, responsible 责任单位, support 配合单位."""

    item: int | None
    role: Role
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Promise:
    """A livelihood promise 民生实事: one deed of a list that a government promises for a year."""

    item: int | None
    no: int | None
    title: str
    start: int
    end: int
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as a tree. period: `2026/2030`, `2026`.  above: the plan that it carries out, where it says so."""

    title: str | None
    issuer: str | None
    area: str | None
    period: str | None
    above: str | None
    items: tuple[Item, ...]
    targets: tuple[Target, ...]
    projects: tuple[Project, ...]
    bodies: tuple[Body, ...]
    promises: tuple[Promise, ...]
